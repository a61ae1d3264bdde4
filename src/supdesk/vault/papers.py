"""What went round after sessions: which copy, of what, for whom, and whether it was sent."""

from datetime import datetime

from supdesk.domain.papers import Copied, Paper
from supdesk.vault import rows
from supdesk.vault.cipher import Connection
from supdesk.vault.connection import fetch


def put(cx: Connection, made: Copied) -> None:
    """Keep a copy that was written."""
    cx.execute(
        "INSERT INTO papers VALUES (:number, :session, :paper, :reader, :at, NULL)",
        {
            "number": made.number,
            "session": made.session_id,
            "paper": made.paper.value,
            "reader": made.reader,
            "at": made.at.isoformat(),
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
            row["reader"],
            rows.moment(row["at"]),
            rows.moment(row["sent_at"]) if row["sent_at"] else None,
        )
        for row in found
    ]


def note_sent(cx: Connection, session_id: str, paper: Paper, at: datetime | None) -> None:
    """Every copy of that paper that was written after the session was sent then; None takes that back."""
    cx.execute(
        "UPDATE papers SET sent_at = :at WHERE session_id = :session AND paper = :paper",
        {"at": at.isoformat() if at else None, "session": session_id, "paper": paper.value},
    )
