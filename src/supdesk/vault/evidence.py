"""Evidence of training: which file shows what of whom."""

from datetime import date, datetime
from typing import Any

from supdesk.domain.training import Evidence, Shows
from supdesk.vault.cipher import Connection
from supdesk.vault.connection import fetch


def put(cx: Connection, evidence: Evidence, at: datetime) -> None:
    """Keep what a file, which is kept already, shows."""
    cx.execute(
        "INSERT INTO evidence VALUES (:id, :person, :shows, :course, :body, :on_day, :file, :at)",
        {
            "id": evidence.id,
            "person": evidence.person_id,
            "shows": evidence.shows.value,
            "course": evidence.course,
            "body": evidence.body,
            "on_day": evidence.on.isoformat(),
            "file": evidence.file_id,
            "at": at.isoformat(),
        },
    )


def drop(cx: Connection, evidence_id: str) -> None:
    cx.execute("DELETE FROM evidence WHERE id = :id", {"id": evidence_id})


def kept(cx: Connection) -> list[Evidence]:
    """All there is, the newest first."""
    return [_evidence(row) for row in fetch(cx, "SELECT * FROM evidence ORDER BY on_day DESC, kept_at DESC")]


def _evidence(row: dict[str, Any]) -> Evidence:
    return Evidence(
        row["id"],
        row["person_id"],
        Shows(row["shows"]),
        row["course"],
        row["body"],
        date.fromisoformat(row["on_day"]),
        row["file_id"],
    )
