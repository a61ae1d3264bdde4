"""Checking a whole vault: pages, audit chain, records, their forms, how they were agreed, and files."""

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from typing import Any

from supdesk.domain.errors import SupdeskError
from supdesk.vault import audit, cipher, connection, keeping, reflections
from supdesk.vault.cipher import Connection
from supdesk.vault.connection import fetch

Report = Callable[[int, int], object]
"""Looks done, looks in all; may raise to stop, and may do short deeds on the vault that is checked."""

UNREAD = "some can't be read"
_CIPHER_SAYS = "HMAC verification failed for "


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing checked: how many were looked at, and what does not hold (numbers or ids, never content).

    How many private pages there are is nobody's business: of those it is None.
    """

    what: str
    looked_at: int | None
    wrong: tuple[str, ...] = ()


def check(cx: Connection) -> tuple[Finding, ...]:
    """Every page's authentication tag, SQLite's own check, the chain, and against it all that must never change."""
    return look_over(lambda: cx)


def look_over(fresh: Callable[[], Connection], report: Report | None = None) -> tuple[Finding, ...]:
    """The same, with a connection asked for before each look, since one that met damage reads no further.

    `report` is called before each look too.
    """
    looks = {
        "pages": _pages,
        "audit trail": _chain,
        "records": _records,
        "private pages": _reflections,
        "forms": _forms,
        "agreements": _agreements,
        "files": _files,
    }
    found = []
    for done, (what, look) in enumerate(looks.items()):
        if report:
            report(done, len(looks))
        found.append(_looked(what, look, fresh()))
    return tuple(found)


def _looked(what: str, look: Callable[[Connection], Finding], cx: Connection) -> Finding:
    """What a look found; damage may stop it half-way, and the others go on."""
    try:
        return look(cx)
    except (cipher.DatabaseError, SupdeskError, OSError):
        return Finding(what, 0, (UNREAD,))


def _pages(cx: Connection) -> Finding:
    count = int(cx.execute("PRAGMA page_count").fetchone()[0])
    wrong = [str(row[0]).removeprefix(_CIPHER_SAYS) for row in cx.execute("PRAGMA cipher_integrity_check")]
    if not wrong and not connection.head_stands(cx):
        wrong = ["page 1"]
    if not wrong:  # SQLite's own check would stumble over a page that can't be decrypted
        wrong = [str(row[0]) for row in cx.execute("PRAGMA integrity_check") if row[0] != "ok"]
    return Finding("pages", count, tuple(wrong))


def _chain(cx: Connection) -> Finding:
    return Finding("audit trail", audit.length(cx), tuple(f"entry {seq}" for seq in audit.broken(cx)))


_RECORDS = """SELECT id, number, document, digest, previous_digest,
    document ->> '$.id' IS id
    AND document ->> '$.revision' IS revision
    AND document ->> '$.number' IS number
    AND document ->> '$.serves' IS serves
    AND document ->> '$.title' IS title
    AND document ->> '$.session_id' IS session_id
    AND document ->> '$.on' IS on_day
    AND document ->> '$.amends' IS amends
    AND document ->> '$.written_at' IS written_at
    AND document ->> '$.previous_digest' IS previous_digest
    AND document ->> '$.form.digest' IS form_digest AS as_written
    FROM records ORDER BY id, revision"""


def _records(cx: Connection) -> Finding:
    return _revisions("records", cx, "record", fetch(cx, _RECORDS))


_REFLECTIONS = """SELECT id, document ->> '$.number' AS number, document, digest, previous_digest,
    document ->> '$.id' IS id
    AND document ->> '$.revision' IS revision
    AND document ->> '$.serves' IS serves
    AND document ->> '$.on' IS on_day
    AND document ->> '$.previous_digest' IS previous_digest
    AND document ->> '$.form.digest' IS form_digest AS as_written
    FROM reflections ORDER BY id, revision"""


def _reflections(cx: Connection) -> Finding:
    deleted = reflections.deleted(cx)
    removed = {(page, digest) for page, digest in audit.noted(cx, "reflection") if page in deleted}
    found = _revisions("private pages", cx, "reflection", fetch(cx, _REFLECTIONS), removed)
    return replace(found, looked_at=None)


def _revisions(
    what: str,
    cx: Connection,
    deed: str,
    found: Sequence[dict[str, Any]],
    removed: Set[tuple[str, str]] = frozenset(),
) -> Finding:
    """Rows `as_written`, each revision upon the digest of the one before it."""
    known = {(row["id"], row["digest"]): row["number"] for row in found}
    wrong = [row["number"] for row in found if not row["as_written"] or _sha256(row["document"]) != row["digest"]]
    last: dict[str, str] = {}
    for row in found:
        if row["previous_digest"] != last.get(row["id"], ""):
            wrong.append(row["number"])
        last[row["id"]] = row["digest"]
    return _finding(what, cx, deed, known, wrong, removed)


def _forms(cx: Connection) -> Finding:
    found = fetch(cx, "SELECT form, digest, text FROM form_definitions")
    return Finding(
        "forms", len(found), tuple(row["form"] for row in found if _sha256(row["text"]) != row["digest"])
    )


def _agreements(cx: Connection) -> Finding:
    found = fetch(cx, "SELECT * FROM agreements")
    return _finding(
        "agreements", cx, "agreement", {(row["record_id"], audit.digest(row)): row["record_id"] for row in found}
    )


def _files(cx: Connection) -> Finding:
    known, wrong = dict[tuple[str, str], str](), []
    # One at a time: together they would fill the memory.
    for name, sha256, content in cx.execute("SELECT id, sha256, content FROM files"):
        known[name, sha256] = name
        if _sha256(content) != sha256:
            wrong.append(name)
    return _finding("files", cx, "file", known, wrong, keeping.files_dropped(cx))


def _finding(
    what: str,
    cx: Connection,
    deed: str,
    known: Mapping[tuple[str, str], str],
    wrong: Iterable[str] = (),
    removed: Set[tuple[str, str]] = frozenset(),
) -> Finding:
    """Names by id and digest, held against the chain: what it does not know, and what it knows and is gone.

    What was `removed` is to be gone, and a stranger if it is not.
    """
    noted = audit.noted(cx, deed) - removed
    strangers = [name for thing, name in known.items() if thing not in noted]
    names = {thing: name for (thing, _), name in known.items()}
    gone = [names.get(thing, f"{thing} (gone)") for thing, digest in sorted(noted - known.keys())]
    return Finding(what, len(known), tuple(dict.fromkeys([*wrong, *strangers, *gone])))


def _sha256(content: str | bytes) -> str:
    return hashlib.sha256(content.encode() if isinstance(content, str) else content).hexdigest()
