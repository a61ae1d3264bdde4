"""Checking a whole vault: pages, audit chain, record digests and files."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass

from supdesk.vault import audit, cipher
from supdesk.vault.cipher import Connection
from supdesk.vault.connection import fetch

_CIPHER_SAYS = "HMAC verification failed for "


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing checked: how many were looked at, and what does not hold (numbers or ids, never content)."""

    what: str
    looked_at: int
    wrong: tuple[str, ...] = ()


def check(cx: Connection) -> tuple[Finding, ...]:
    """Every page's authentication tag, SQLite's own check, the chain, each record and each file."""
    looks = {"pages": _pages, "audit chain": _chain, "record digests": _records, "files": _files}
    return tuple(_looked(what, look, cx) for what, look in looks.items())


def _looked(what: str, look: Callable[[Connection], Finding], cx: Connection) -> Finding:
    """What a look found; damage may stop it half-way, and the others go on."""
    try:
        return look(cx)
    except cipher.DatabaseError:
        return Finding(what, 0, ("some can't be read",))


def _pages(cx: Connection) -> Finding:
    count = int(cx.execute("PRAGMA page_count").fetchone()[0])
    wrong = [str(row[0]).removeprefix(_CIPHER_SAYS) for row in cx.execute("PRAGMA cipher_integrity_check")]
    if not wrong:  # SQLite's own check would stumble over a page that can't be decrypted
        wrong = [str(row[0]) for row in cx.execute("PRAGMA integrity_check") if row[0] != "ok"]
    return Finding("pages", count, tuple(wrong))


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
