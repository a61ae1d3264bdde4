"""What a vault or a backup holds, in words."""

from datetime import datetime

from supdesk.domain.days import show_moment
from supdesk.domain.generations import Holdings


def told(held: Holdings) -> str:
    """What a vault holds, in words."""
    parts = [
        counted(held.records, "record") + (f", the newest {held.newest_record}" if held.newest_record else ""),
        counted(held.sessions, "session"),
        counted(held.people, "person", "people"),
        counted(held.drafts, "draft"),
    ]
    last = f" · last deed {show_moment(held.last_deed)}" if held.last_deed else ""
    return " · ".join(parts) + last


def dated(at: datetime, now: datetime) -> str:
    """When a backup was made, as far as that is known: "4 March 2026, 14:32"."""
    return f"{show_moment(at)}{' (dated ahead, by a wrong clock)' if at > now else ''}"


def counted(number: int, one: str, more: str = "") -> str:
    """So many of them: "1 record", "2 people"."""
    return f"{number:,} {one if number == 1 else more or one + 's'}"


def size(count: int) -> str:
    """Bytes as people say them: "840 KB", "3.2 MB"."""
    return f"{count / 1000:,.0f} KB" if count < 1_000_000 else f"{count / 1_000_000:,.1f} MB"
