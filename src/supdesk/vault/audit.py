"""The audit chain: each deed's entry holds the hash of the one before, and digests instead of content."""

import hashlib
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from supdesk.vault.cipher import Connection
from supdesk.vault.connection import fetch
from supdesk.vault.rows import canonical, moment


def append(cx: Connection, at: datetime, deed: str, subject: str = "", digest: str = "") -> None:
    """Add an entry, inside the deed's own transaction. `at` is UTC."""
    last = fetch(cx, "SELECT seq, hash FROM audit ORDER BY seq DESC LIMIT 1")
    previous = last[0]["hash"] if last else ""
    entry = {
        "seq": last[0]["seq"] + 1 if last else 1,
        "at": at.isoformat(),
        "deed": deed,
        "subject": subject,
        "digest": digest,
    }
    entry["hash"] = _hash(entry, previous)
    cx.execute("INSERT INTO audit VALUES (:seq, :at, :deed, :subject, :digest, :hash)", entry)


def broken(cx: Connection) -> Iterator[int]:
    """Sequence numbers at which the chain does not hold."""
    previous = ""
    for row in fetch(cx, "SELECT * FROM audit ORDER BY seq"):
        stated = row.pop("hash")
        if _hash(row, previous) != stated:
            yield row["seq"]
        previous = stated


def noted(cx: Connection, deed: str) -> set[tuple[str, str]]:
    """Subject and digest of every entry of that deed that has a digest."""
    found = fetch(cx, "SELECT subject, digest FROM audit WHERE deed = :deed AND digest <> ''", deed=deed)
    return {(row["subject"], row["digest"]) for row in found}


def digest(row: Mapping[str, Any]) -> str:
    """The SHA-256 of a row, for the chain to hold."""
    return hashlib.sha256(canonical(row).encode()).hexdigest()


def about(cx: Connection, subject: str) -> list[tuple[datetime, str]]:
    """When (UTC) and what was done about a thing, the first deed first."""
    found = fetch(cx, "SELECT at, deed FROM audit WHERE subject = :subject ORDER BY seq", subject=subject)
    return [(moment(row["at"]), row["deed"]) for row in found]


def last(cx: Connection, deed: str) -> datetime | None:
    """When that deed was done last (UTC)."""
    found = fetch(cx, "SELECT at FROM audit WHERE deed = :deed ORDER BY seq DESC LIMIT 1", deed=deed)
    return moment(found[0]["at"]) if found else None


def latest(cx: Connection) -> str:
    """What was done last of all; nothing where nothing was."""
    found = fetch(cx, "SELECT deed FROM audit ORDER BY seq DESC LIMIT 1")
    return str(found[0]["deed"]) if found else ""


def subjects(cx: Connection, deed: str) -> dict[str, datetime]:
    """When that deed was done last (UTC), by its subject."""
    found = fetch(cx, "SELECT subject, max(at) AS at FROM audit WHERE deed = :deed GROUP BY subject", deed=deed)
    return {row["subject"]: moment(row["at"]) for row in found}


def first_since(cx: Connection, deed: str, but: str = "") -> datetime | None:
    """When the first deed after the last of that name was done (UTC); the first of all where there was none.

    A deed named `but` is passed over.
    """
    found = fetch(
        cx,
        """SELECT at FROM audit WHERE seq > (SELECT coalesce(max(seq), 0) FROM audit WHERE deed = :deed)
        AND deed <> :but ORDER BY seq LIMIT 1""",
        deed=deed,
        but=but,
    )
    return moment(found[0]["at"]) if found else None


def length(cx: Connection) -> int:
    return int(cx.execute("SELECT count(*) FROM audit").fetchone()[0])


def _hash(entry: dict[str, Any], previous: str) -> str:
    return digest(entry | {"previous": previous})
