"""Checking a whole vault: pages, audit chain, record digests and files."""

import hashlib
from dataclasses import dataclass

from supdesk.vault import audit
from supdesk.vault.cipher import Connection
from supdesk.vault.connection import fetch


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing checked: how many were looked at, and what does not hold (numbers or ids, never content)."""

    what: str
    looked_at: int
    wrong: tuple[str, ...] = ()


def check(cx: Connection) -> tuple[Finding, ...]:
    """Every page's authentication tag, SQLite's own check, the chain, each record and each file."""
    return (_pages(cx), _chain(cx), _records(cx), _files(cx))


def _pages(cx: Connection) -> Finding:
    wrong = [str(row[0]) for row in cx.execute("PRAGMA cipher_integrity_check")]
    wrong += [str(row[0]) for row in cx.execute("PRAGMA integrity_check") if row[0] != "ok"]
    return Finding("pages", int(cx.execute("PRAGMA page_count").fetchone()[0]), tuple(wrong))


def _chain(cx: Connection) -> Finding:
    return Finding("audit chain", audit.length(cx), tuple(f"entry {seq}" for seq in audit.broken(cx)))


def _records(cx: Connection) -> Finding:
    found = fetch(
        cx, "SELECT id, revision, number, document, digest, previous_digest FROM records ORDER BY id, revision"
    )
    wrong = [
        row["number"] for row in found if hashlib.sha256(row["document"].encode()).hexdigest() != row["digest"]
    ]
    last: dict[str, str] = {}
    for row in found:
        if row["previous_digest"] != last.get(row["id"], ""):
            wrong.append(row["number"])
        last[row["id"]] = row["digest"]
    return Finding("record digests", len(found), tuple(dict.fromkeys(wrong)))


def _files(cx: Connection) -> Finding:
    found = fetch(cx, "SELECT id, sha256, content FROM files")
    wrong = [row["id"] for row in found if hashlib.sha256(row["content"]).hexdigest() != row["sha256"]]
    return Finding("files", len(found), tuple(wrong))
