"""Full-text search (SQLite FTS5) over records, sessions, people and actions."""

import re
from dataclasses import dataclass

from supdesk.vault.cipher import Connection
from supdesk.vault.connection import fetch

OPEN, CLOSE = "\x02", "\x03"
"""Stand before and after each found word in a snippet."""


@dataclass(frozen=True, slots=True)
class Hit:
    """One thing found. `snippet` has the found words between OPEN and CLOSE."""

    kind: str
    subject: str
    title: str
    snippet: str


def index(cx: Connection, kind: str, subject: str, title: str, body: str) -> None:
    """Make a thing findable, or change what it is found by."""
    cx.execute(
        """INSERT INTO search_source (kind, subject, title, body) VALUES (:kind, :subject, :title, :body)
        ON CONFLICT(kind, subject) DO UPDATE SET title = excluded.title, body = excluded.body""",
        {"kind": kind, "subject": subject, "title": title, "body": body},
    )


def find(cx: Connection, typed: str, limit: int = 50) -> list[Hit]:
    """Things holding every typed word, the last one as a beginning; best first."""
    words = re.findall(r"\w+", typed)
    if not words:
        return []
    query = " ".join(f'"{word}"' for word in words) + "*"
    sql = """SELECT s.kind, s.subject, s.title, snippet(search, -1, :open, :close, '…', 16) AS snippet
        FROM search JOIN search_source s ON s.place = search.rowid
        WHERE search MATCH :query ORDER BY rank LIMIT :limit"""
    found = fetch(cx, sql, query=query, open=OPEN, close=CLOSE, limit=limit)
    return [Hit(row["kind"], row["subject"], row["title"], row["snippet"]) for row in found]
