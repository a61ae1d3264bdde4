"""Full-text search (SQLite FTS5) over records, sessions, people and actions."""

import re
from dataclasses import dataclass

from supdesk.domain import nhs_numbers
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


def forget(cx: Connection, kind: str, subject: str) -> None:
    """Make a thing no longer findable."""
    cx.execute(
        "DELETE FROM search_source WHERE kind = :kind AND subject = :subject", {"kind": kind, "subject": subject}
    )


def indexed(cx: Connection) -> set[tuple[str, str]]:
    """The kind and id of everything that is findable."""
    return {(row["kind"], row["subject"]) for row in fetch(cx, "SELECT kind, subject FROM search_source")}


PRIVATE = "reflection"
"""The kind of thing that is found only where it is asked for, and never with its words."""


def find(cx: Connection, typed: str, limit: int = 50, *, private: bool = False) -> list[Hit]:
    """Things holding every typed word, the last one as a beginning; best first: own pages, or all but those.

    An NHS number is found however it is grouped, here and there.
    """
    query = _query(typed)
    if not query:
        return []
    sql = """SELECT s.kind, s.subject, s.title, snippet(search, -1, :open, :close, '…', 16) AS snippet
        FROM search JOIN search_source s ON s.place = search.rowid
        WHERE search MATCH :query AND (s.kind = :own) = :private ORDER BY rank LIMIT :limit"""
    found = fetch(cx, sql, query=query, open=OPEN, close=CLOSE, limit=limit, own=PRIVATE, private=private)
    return [Hit(row["kind"], row["subject"], row["title"], "" if private else row["snippet"]) for row in found]


def _query(typed: str) -> str:
    """What the index is asked for."""
    numbers, rest = nhs_numbers.within(typed), typed
    for number in numbers:
        rest = rest.replace(number, " ")
    digits = [nhs_numbers.digits_of(number) for number in numbers]
    asked = [f'("{nhs_numbers.shown(number)}" OR "{number}")' for number in digits]
    words = [f'"{word}"' for word in re.findall(r"\w+", rest)]
    return " AND ".join([*asked, *words[:-1], *(f"{word}*" for word in words[-1:])])
