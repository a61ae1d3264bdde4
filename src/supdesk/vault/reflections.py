"""A person's own pages: their drafts, what was finished, and the copies they gave away. No record is among them."""

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime

from supdesk.domain.errors import SupdeskError
from supdesk.domain.records import Record
from supdesk.domain.reflections import Copy
from supdesk.vault import audit, keeping, rows, search
from supdesk.vault.cipher import Connection
from supdesk.vault.connection import fetch
from supdesk.vault.keeping import Draft

SOURCE = "source"
"""The fact of a draft that says from which page it was begun."""
DELETED = "delete reflection"
"""The deed that takes a page out."""
LEAVING = "begin to share reflection", "begin to export shelf"
"""The deeds that are noted before a file with private words is written, and followed by the one that did it."""
GONE = "That page is not here any more: it was deleted."

_DRAFTS = "reflection_drafts"
_PAGES = """SELECT r.document, r.digest, NULL AS way, 0 AS amended FROM reflections r
    WHERE r.revision = (SELECT max(revision) FROM reflections l WHERE l.id = r.id)"""


def put_draft(cx: Connection, draft: Draft) -> None:
    keeping.put_draft(cx, draft, _DRAFTS)


def drafts(cx: Connection) -> list[Draft]:
    """Drafts of own pages, those written in last first."""
    return keeping.drafts(cx, table=_DRAFTS)


def draft(cx: Connection, draft_id: str) -> Draft | None:
    return keeping.draft(cx, draft_id, _DRAFTS)


def drop_draft(cx: Connection, draft_id: str) -> None:
    keeping.drop_draft(cx, draft_id, _DRAFTS)


def put(cx: Connection, page: Record) -> Record:
    """Insert a revision, noted in the chain; answers with the digest filled in. Nothing is updated in place."""
    document, digest = keeping.as_document(page, keeping.form(cx, page.form.digest))
    cx.execute(
        "INSERT INTO reflections VALUES (:id, :revision, :serves, :on_day, :form, :document, :digest, :previous)",
        {
            "id": page.id,
            "revision": page.revision,
            "serves": page.serves,
            "on_day": page.on.isoformat(),
            "form": page.form.digest,
            "document": document,
            "digest": digest,
            "previous": page.previous_digest,
        },
    )
    audit.append(cx, page.written_at, "reflection", page.id, digest)
    return replace(page, digest=digest)


def pages(cx: Connection) -> list[Record]:
    """The last revision of each own page, the newest first."""
    return keeping.as_records(cx, fetch(cx, f"{_PAGES} ORDER BY r.on_day DESC, r.id DESC"))


def page(cx: Connection, page_id: str) -> Record:
    """The last revision of a page. SupdeskError `reflection.gone` where it was deleted."""
    found = _known(cx, page_id)
    if found is None:
        raise SupdeskError("reflection.gone", GONE)
    return found


def _known(cx: Connection, page_id: str) -> Record | None:
    found = keeping.as_records(cx, fetch(cx, f"{_PAGES} AND r.id = :id", id=page_id))
    return found[0] if found else None


def revisions(cx: Connection, page_id: str) -> list[Record]:
    """Every revision of a page, the first one first."""
    sql = """SELECT document, digest, NULL AS way, 0 AS amended FROM reflections WHERE id = :id ORDER BY revision"""
    return keeping.as_records(cx, fetch(cx, sql, id=page_id))


def put_copy(cx: Connection, copy: Copy) -> None:
    """Note that a copy was given away."""
    cx.execute(
        "INSERT INTO reflection_copies VALUES (:id, :page, :revision, :to, :at, :file)",
        {
            "id": copy.id,
            "page": copy.page_id,
            "revision": copy.revision,
            "to": copy.to,
            "at": copy.at.isoformat(),
            "file": copy.file_id,
        },
    )


def copies(cx: Connection, page_id: str) -> list[Copy]:
    """The copies given of a page, the newest first."""
    found = fetch(cx, "SELECT * FROM reflection_copies WHERE reflection_id = :id ORDER BY at DESC, id", id=page_id)
    return [
        Copy(r["id"], r["reflection_id"], r["revision"], r["recipient"], rows.moment(r["at"]), r["file_id"])
        for r in found
    ]


def tie(cx: Connection, page_id: str, source_id: str) -> None:
    """Remember from which page another was begun."""
    cx.execute(
        "INSERT OR REPLACE INTO reflection_sources VALUES (:page, :source)", {"page": page_id, "source": source_id}
    )


def untie(cx: Connection, page_id: str) -> None:
    """Forget from which page that one was begun."""
    cx.execute("DELETE FROM reflection_sources WHERE page_id = :page", {"page": page_id})


def source(cx: Connection, page_id: str) -> Record | None:
    """The page from which that one was begun, where it is still there."""
    source_id = _source_id(cx, page_id)
    return _known(cx, source_id) if source_id else None


def source_deleted(cx: Connection, page_id: str) -> bool:
    """Whether the page from which that one was begun was deleted."""
    return _source_id(cx, page_id) in deleted(cx)


def _source_id(cx: Connection, page_id: str) -> str:
    found = fetch(cx, "SELECT source_id FROM reflection_sources WHERE page_id = :page", page=page_id)
    return str(found[0]["source_id"]) if found else ""


def begun_from(cx: Connection, source_id: str) -> list[Record]:
    """The finished pages that were begun from that one, the newest first."""
    found = fetch(cx, "SELECT page_id FROM reflection_sources WHERE source_id = :source", source=source_id)
    followed = {each["page_id"] for each in found}
    return [each for each in pages(cx) if each.id in followed]


def cut_off(cx: Connection) -> bool:
    """Whether the last thing done was to begin a file with private words."""
    return audit.latest(cx) in LEAVING


def delete(cx: Connection, page_id: str, at: datetime) -> None:
    """Take a page out, and the copies given of it; the deed that does it is DELETED. `at` is UTC."""
    given = copies(cx, page_id)
    forget(cx, page_id)
    for copy in given:
        keeping.drop_file(cx, copy.file_id, at)


def deleted(cx: Connection) -> Collection[str]:
    """The ids of all pages that were deleted."""
    return audit.subjects(cx, DELETED)


# A page begun from it keeps the id of its source, to say that it is gone. A draft begun from it in which nobody
# has written holds its words and nothing else.
_FORGOTTEN = (
    "DELETE FROM reflections WHERE id = :id",
    "DELETE FROM reflection_copies WHERE reflection_id = :id",
    "DELETE FROM reflection_sources WHERE page_id = :id",
    "DELETE FROM reflection_drafts WHERE record_id = :id",
    "DELETE FROM reflection_drafts WHERE facts ->> '$.source' = :id AND facts ->> '$.touched' IS NULL",
)


def forget(cx: Connection, page_id: str) -> None:
    """Take out every row that holds a page's words or tells of it, but for the audit trail."""
    for sql in _FORGOTTEN:
        cx.execute(sql, {"id": page_id})
    search.forget(cx, search.PRIVATE, page_id)
