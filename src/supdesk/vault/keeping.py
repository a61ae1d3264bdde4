"""Drafts, definitions, records, agreements and files."""

import hashlib
import json
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cache, lru_cache, partial
from typing import Any

from supdesk.domain.people import Party
from supdesk.domain.records import Agreement, Entry, FormRef, Record, RecordState, Way
from supdesk.forms import answers
from supdesk.forms.definition import Form
from supdesk.forms.reading import read_form
from supdesk.vault import audit, rows
from supdesk.vault.cipher import Connection
from supdesk.vault.connection import fetch


@dataclass(frozen=True, slots=True)
class Draft:
    """What has been typed so far, raw and unvalidated.

    `record_id` is the record an addendum adds to; `facts` says whom the draft is about, and of a renewal the id of
    the contract it supersedes.
    """

    id: str
    form: FormRef
    session_id: str
    record_id: str
    facts: dict[str, Any]
    raw: dict[str, Any]
    updated_at: datetime


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A file kept in the vault, without its content."""

    id: str
    name: str
    media_type: str
    size: int
    sha256: str


def put_form(cx: Connection, form: Form) -> FormRef:
    """Keep a definition with the records written with it."""
    cx.execute(
        "INSERT OR IGNORE INTO form_definitions VALUES (:digest, :pack, :form, :version, :text)",
        {"digest": form.digest, "pack": form.pack, "form": form.id, "version": form.version, "text": form.text},
    )
    return reference(form)


def reference(form: Form) -> FormRef:
    """How drafts and records name a definition."""
    return FormRef(form.pack, form.id, form.version, form.digest)


def form(cx: Connection, digest: str) -> Form:
    """The definition a draft or record was written with."""
    row = fetch(cx, "SELECT * FROM form_definitions WHERE digest = :digest", digest=digest)[0]
    return _form(row["text"], row["pack"])


@lru_cache(maxsize=64)
def _form(text: str, pack: str) -> Form:
    found, faults = read_form(text, "kept definition", pack)
    if found is None:
        raise ValueError(f"a definition kept in the vault does not read: {faults}")
    return found


def put_draft(cx: Connection, draft: Draft, table: str = "drafts") -> None:
    cx.execute(
        f"""INSERT INTO {table} VALUES (:id, :form, :session, :record, :facts, :raw, :at)
        ON CONFLICT(id) DO UPDATE SET form_digest = excluded.form_digest, session_id = excluded.session_id,
        raw = excluded.raw, facts = excluded.facts, updated_at = excluded.updated_at""",
        {
            "id": draft.id,
            "form": draft.form.digest,
            "session": draft.session_id,
            "record": draft.record_id,
            "facts": json.dumps(draft.facts),
            "raw": json.dumps(draft.raw),
            "at": draft.updated_at.isoformat(),
        },
    )


_DRAFTS = """SELECT d.*, f.pack, f.form, f.version FROM {table} d
    JOIN form_definitions f ON f.digest = d.form_digest"""


def drafts(cx: Connection, *, session_id: str = "", table: str = "drafts") -> list[Draft]:
    """Drafts, those written in last first: all, or those of one session."""
    where = "WHERE d.session_id = :session" if session_id else ""
    sql = f"{_DRAFTS.format(table=table)} {where} ORDER BY d.updated_at DESC, d.id"
    return [_draft(row) for row in fetch(cx, sql, session=session_id)]


def draft(cx: Connection, draft_id: str, table: str = "drafts") -> Draft | None:
    found = fetch(cx, f"{_DRAFTS.format(table=table)} WHERE d.id = :id", id=draft_id)
    return _draft(found[0]) if found else None


def drop_draft(cx: Connection, draft_id: str, table: str = "drafts") -> None:
    cx.execute(f"DELETE FROM {table} WHERE id = :id", {"id": draft_id})


def _draft(row: dict[str, Any]) -> Draft:
    return Draft(
        id=row["id"],
        form=FormRef(row["pack"], row["form"], row["version"], row["form_digest"]),
        session_id=row["session_id"],
        record_id=row["record_id"],
        facts=json.loads(row["facts"]),
        raw=json.loads(row["raw"]),
        updated_at=rows.moment(row["updated_at"]),
    )


def as_document(record: Record, definition: Form) -> tuple[str, str]:
    """The record as canonical JSON (RFC 8785) and the SHA-256 of that: what the printed digest stands for."""
    document = rows.canonical(
        {
            "id": record.id,
            "number": record.number,
            "form": {
                "pack": record.form.pack,
                "form": record.form.form,
                "version": record.form.version,
                "digest": record.form.digest,
            },
            "serves": record.serves,
            "title": record.title,
            "session_id": record.session_id,
            "owner": _party(record.owner),
            "parties": [_party(party) for party in record.parties],
            "on": record.on.isoformat(),
            "written_at": record.written_at.isoformat(),
            "answers": answers.dump(definition, record.answers),
            "revision": record.revision,
            "previous_digest": record.previous_digest,
            "amends": record.amends,
        }
        | ({"supersedes": record.supersedes} if record.supersedes else {})
    )
    return document, hashlib.sha256(document.encode()).hexdigest()


def put_record(cx: Connection, record: Record) -> Record:
    """Insert a revision, noted in the chain; answers with the digest filled in. Nothing is updated in place."""
    document, digest = as_document(record, form(cx, record.form.digest))
    cx.execute(
        """INSERT INTO records VALUES (:id, :revision, :number, :serves, :title, :session, :on_day, :form,
        :amends, :written_at, :document, :digest, :previous)""",
        {
            "id": record.id,
            "revision": record.revision,
            "number": record.number,
            "serves": record.serves,
            "title": record.title,
            "session": record.session_id,
            "on_day": record.on.isoformat(),
            "form": record.form.digest,
            "amends": record.amends,
            "written_at": record.written_at.isoformat(),
            "document": document,
            "digest": digest,
            "previous": record.previous_digest,
        },
    )
    audit.append(cx, record.written_at, "record", record.id, digest)
    for party in record.parties:
        if party.person_id:
            cx.execute(
                "INSERT OR IGNORE INTO record_parties VALUES (:record, :person)",
                {"record": record.id, "person": party.person_id},
            )
    return replace(record, digest=digest)


_LAST = """a.way,
    EXISTS (SELECT 1 FROM records w JOIN agreements g ON g.record_id = w.id AND g.revision = w.revision
            WHERE w.amends = r.id) AS amended
    FROM records r LEFT JOIN agreements a ON a.record_id = r.id AND a.revision = r.revision
    WHERE r.revision = (SELECT max(revision) FROM records l WHERE l.id = r.id)"""
_RECORDS = f"SELECT r.document, r.digest, {_LAST}"
_ENTRIES = f"""SELECT r.id, r.number, r.serves, r.title, r.on_day, r.form_digest, r.document ->> '$.owner' AS owner,
    r.document ->> '$.parties' AS parties, {_LAST}"""

# Asked of the two keys' own indexes, so that no record is read to learn that it does not wait.
_WAITING = """r.rowid IN (SELECT u.rowid FROM records u WHERE NOT EXISTS
    (SELECT 1 FROM agreements g WHERE g.record_id = u.id AND g.revision = u.revision))"""

_OF_PACKS = """r.form_digest IN (SELECT digest FROM form_definitions
    WHERE pack IN (SELECT value FROM json_each(:packs)))"""


def records(
    cx: Connection,
    *,
    session_id: str = "",
    serves: str = "",
    amends: str = "",
    waiting: bool = False,
    since: date | None = None,
    packs: Collection[str] = (),
) -> list[Record]:
    """The last revision of each record, newest first: of a session, a purpose, an amended one, waiting, since a
    day, or written with a form of these packs."""
    clauses = (
        ("r.session_id = :session", session_id),
        ("r.serves = :serves", serves),
        ("r.amends = :amends", amends),
        (_WAITING, waiting),
        ("r.on_day >= :since", since),
        (_OF_PACKS, packs),
    )
    where = "".join(f" AND {clause}" for clause, wanted in clauses if wanted)
    sql = f"{_RECORDS}{where} ORDER BY r.on_day DESC, r.number DESC"
    said = {
        "session": session_id,
        "serves": serves,
        "amends": amends,
        "since": since and since.isoformat(),
        "packs": json.dumps(sorted(packs)),
    }
    return as_records(cx, fetch(cx, sql, **said))


def as_records(cx: Connection, found: Iterable[dict[str, Any]]) -> list[Record]:
    """Rows of `document`, `digest`, how it was agreed (`way`) and whether it is `amended`, as records."""
    form_of = cache(partial(form, cx))
    return [_record(form_of, row) for row in found]


def entries(cx: Connection, *, person_id: str = "") -> list[Entry]:
    """Records as a list shows them, newest first: all, or those to which somebody is a party."""
    theirs = "AND r.id IN (SELECT record_id FROM record_parties WHERE person_id = :person)" if person_id else ""
    found = fetch(cx, f"{_ENTRIES} {theirs} ORDER BY r.on_day DESC, r.number DESC", person=person_id)
    form_of = cache(partial(form, cx))
    return [_entry(form_of, row) for row in found]


def _entry(form_of: Callable[[str], Form], row: dict[str, Any]) -> Entry:
    return Entry(
        id=row["id"],
        number=row["number"],
        serves=row["serves"],
        title=row["title"],
        on=date.fromisoformat(row["on_day"]),
        owner=rows.party(json.loads(row["owner"])),
        parties=tuple(rows.party(party) for party in json.loads(row["parties"])),
        state=_state(form_of(row["form_digest"]), row),
    )


def record(cx: Connection, record_id: str) -> Record:
    return _record(partial(form, cx), fetch(cx, f"{_RECORDS} AND r.id = :id", id=record_id)[0])


def _record(form_of: Callable[[str], Form], row: dict[str, Any]) -> Record:
    found = json.loads(row["document"])
    reference = rows.form_ref(found["form"])
    definition = form_of(reference.digest)
    return Record(
        id=found["id"],
        number=found["number"],
        form=reference,
        serves=found["serves"],
        title=found["title"],
        session_id=found["session_id"],
        owner=rows.party(found["owner"]),
        parties=tuple(rows.party(party) for party in found["parties"]),
        on=date.fromisoformat(found["on"]),
        written_at=rows.moment(found["written_at"]),
        answers=answers.load(definition, found["answers"]),
        state=_state(definition, row),
        revision=found["revision"],
        previous_digest=found["previous_digest"],
        digest=row["digest"],
        amends=found["amends"],
        supersedes=found.get("supersedes", ""),
    )


def _state(definition: Form, row: dict[str, Any]) -> RecordState:
    if row["amended"]:
        return RecordState.AMENDED
    if row["way"] is None:
        return RecordState.FINISHED
    if row["way"] == Way.ISSUED:
        return RecordState.ISSUED
    alone = len(definition.signers) == 1 and not definition.signers[0].each
    return RecordState.SIGNED if alone else RecordState.AGREED


def put_agreement(cx: Connection, record: Record, agreement: Agreement, pdf_id: str, at: datetime) -> None:
    """File how a record was agreed, with its sealed PDF, and note it in the chain."""
    cx.execute(
        "INSERT INTO agreements VALUES (:record, :revision, :way, :on_day, :marks, :file, :note, :pdf, :at)",
        {
            "record": record.id,
            "revision": record.revision,
            "way": agreement.way.value,
            "on_day": agreement.on.isoformat(),
            "marks": rows.marks_json(agreement.marks),
            "file": " ".join(agreement.files),
            "note": agreement.note,
            "pdf": pdf_id,
            "at": at.isoformat(),
        },
    )
    (row,) = _agreements(cx, record)
    audit.append(cx, at, "agreement", record.id, audit.digest(row))


def agreement(cx: Connection, record: Record) -> tuple[Agreement, str] | None:
    """How the record was agreed and the id of its sealed PDF; None while it waits."""
    found = _agreements(cx, record)
    return (rows.agreement(found[0]), found[0]["pdf_id"]) if found else None


def _agreements(cx: Connection, record: Record) -> list[dict[str, Any]]:
    sql = "SELECT * FROM agreements WHERE record_id = :record AND revision = :revision"
    return fetch(cx, sql, record=record.id, revision=record.revision)


def put_file(cx: Connection, file_id: str, name: str, media_type: str, content: bytes, at: datetime) -> StoredFile:
    """Keep a file, noted in the chain."""
    stored = StoredFile(file_id, name, media_type, len(content), hashlib.sha256(content).hexdigest())
    cx.execute(
        "INSERT INTO files VALUES (:id, :name, :media_type, :size, :sha256, :at, :content)",
        {
            "id": stored.id,
            "name": stored.name,
            "media_type": stored.media_type,
            "size": stored.size,
            "sha256": stored.sha256,
            "at": at.isoformat(),
            "content": content,
        },
    )
    audit.append(cx, at, "file", stored.id, stored.sha256)
    return stored


_DROPPED = "file removed"


def drop_file(cx: Connection, file_id: str, at: datetime) -> None:
    """Take a file out, noted in the chain so that it is not missed."""
    gone = file_facts(cx, file_id)
    cx.execute("DELETE FROM files WHERE id = :id", {"id": file_id})
    audit.append(cx, at, _DROPPED, file_id, gone.sha256)


def files_dropped(cx: Connection) -> set[tuple[str, str]]:
    """Id and SHA-256 of every file that was taken out."""
    return audit.noted(cx, _DROPPED)


def file_facts(cx: Connection, file_id: str) -> StoredFile:
    """A file without its content."""
    row = fetch(cx, "SELECT id, name, media_type, size, sha256 FROM files WHERE id = :id", id=file_id)[0]
    return StoredFile(**row)


def knows_file(cx: Connection, file_id: str) -> bool:
    """Whether that file is kept here."""
    return bool(fetch(cx, "SELECT 1 FROM files WHERE id = :id", id=file_id))


def file(cx: Connection, file_id: str) -> tuple[StoredFile, bytes]:
    row = fetch(cx, "SELECT * FROM files WHERE id = :id", id=file_id)[0]
    return StoredFile(row["id"], row["name"], row["media_type"], row["size"], row["sha256"]), row["content"]


def _party(party: Party) -> dict[str, str]:
    return {"person_id": party.person_id, "name": party.name, "designation": party.designation}
