"""What went round after sessions: which copy, of what, for whom, and whether it was sent."""

from datetime import datetime

from supdesk.domain.papers import Copied, Paper
from supdesk.vault import rows
from supdesk.vault.cipher import Connection
from supdesk.vault.connection import fetch


def put(cx: Connection, made: Copied) -> None:
    """Keep a copy that was written."""
    cx.execute(
        """INSERT INTO papers (number, session_id, paper, reader_id, reader, at, digest)
        VALUES (:number, :session, :paper, :reader_id, :reader, :at, :digest)""",
        {
            "number": made.number,
            "session": made.session_id,
            "paper": made.paper.value,
            "reader_id": made.reader_id,
            "reader": made.reader,
            "at": made.at.isoformat(),
            "digest": made.digest,
        },
    )


def of_session(cx: Connection, session_id: str) -> list[Copied]:
    """The copies written after a session, the oldest first."""
    found = fetch(cx, "SELECT * FROM papers WHERE session_id = :id ORDER BY at, number", id=session_id)
    return [
        Copied(
            row["number"],
            row["session_id"],
            Paper(row["paper"]),
            row["reader_id"],
            row["reader"],
            rows.moment(row["at"]),
            row["digest"],
            rows.moment(row["sent_at"]) if row["sent_at"] else None,
        )
        for row in found
    ]


def note_sent(cx: Connection, number: str, at: datetime) -> None:
    """The copy of that number was sent then; what was said of it before stays."""
    cx.execute(
        "UPDATE papers SET sent_at = :at WHERE number = :number AND sent_at IS NULL",
        {"at": at.isoformat(), "number": number},
    )


def take_back_sent(cx: Connection, number: str) -> None:
    """The copy of that number was not sent after all."""
    cx.execute("UPDATE papers SET sent_at = NULL WHERE number = :number", {"number": number})
