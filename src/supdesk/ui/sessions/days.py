"""Days and times as typed into a short form, read or refused in a sentence."""

from datetime import date, time

from supdesk.domain.days import read_date, read_time
from supdesk.domain.errors import SupdeskError

Span = tuple[date, time | None, time | None]
"""A day, and from when to when on it."""


def day(typed: str) -> date:
    """The day typed; SupdeskError `typed.day` when it is none."""
    found = read_date(typed.strip())
    if found is None:
        raise SupdeskError("typed.day", "Write the day as 4 March 2026 or 04/03/2026.")
    return found


def hour(typed: str) -> time | None:
    """The time typed, None when nothing is; SupdeskError `typed.time` when it is none."""
    found = read_time(typed.strip()) if typed.strip() else None
    if typed.strip() and found is None:
        raise SupdeskError("typed.time", "Write the time as 14:30.")
    return found


def span(on: str, start: str, finish: str) -> Span:
    """Day, start and end typed; SupdeskError `typed.day` or `typed.time` for what is none."""
    return day(on), hour(start), hour(finish)
