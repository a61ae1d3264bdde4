"""Signing: a finished record is agreed, set as pages and sealed."""

import base64
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from supdesk.desk import renewing
from supdesk.desk.desk import Desk
from supdesk.documents.pdf import SignedPdf
from supdesk.domain.changes import Changes, Topic, changed
from supdesk.domain.days import show_date
from supdesk.domain.errors import SupdeskError
from supdesk.domain.people import LONGEST_NAME, Party, listed
from supdesk.domain.records import Agreement, Mark, Record, RecordState, Way, is_signature
from supdesk.domain.sessions import Mode
from supdesk.exchange.placing import place, place_one
from supdesk.forms.definition import Form, Signer
from supdesk.forms.kinds.kind import clean
from supdesk.vault import keeping, store

if TYPE_CHECKING:
    from supdesk.documents.certificates import Identity

LARGEST_FILE = 20_000_000
"""Bytes a kept mail or scan may have."""


Asked = tuple[tuple[Signer, tuple[Party, ...]], ...]
"""The places to sign, in order, each with those of whom any one signs there."""


def who_signs(form: Form, record: Record) -> Asked:
    """Whom the form asks to sign: the supervisor, each supervisee or one whom they nominate, whoever it names."""
    return who_of(form, record.parties, record.owner, record.answers)


def who_of(form: Form, parties: Sequence[Party], owner: Party, answers: Mapping[str, Any]) -> Asked:
    """Whom the form asks to sign: of the parties (the supervisor first), and of those its answers name."""
    supervisor, *others = parties or (owner,)
    asked: list[tuple[Signer, tuple[Party, ...]]] = []
    for signer in form.signers:
        if signer.field:
            named = answers.get(signer.field)
            asked += [(signer, (named,))] if named else []
        elif signer.role != "supervisee":
            asked.append((signer, (owner if signer.role == "owner" else supervisor,)))
        elif signer.each:
            asked += [(signer, (party,)) for party in others]
        elif others:
            asked.append((signer, tuple(others)))
    return tuple(asked)


def nominees(form: Form, record: Record) -> tuple[str, ...]:
    """The names of those of whom one agrees for all; none where each agrees for themselves."""
    return tuple(party.name for _, people in who_signs(form, record) if len(people) > 1 for party in people)


def can_sign_here(desk: Desk, record: Record) -> bool:
    """Only those in one room can sign on one laptop."""
    if not record.session_id:
        return True
    return store.session(desk.vault.cx, record.session_id).mode is Mode.FACE_TO_FACE


def sign_here(desk: Desk, record_id: str, marks: Sequence[Mark]) -> Changes:
    """Each party typed their name and drew a signature on this laptop."""
    record, form = _waiting(desk, record_id)
    if not can_sign_here(desk, record):
        raise SupdeskError(
            "sign.distance", "This session was not face to face: agree it by e-mail or with a scanned page."
        )
    wanted = sorted((signer.role, signer.label) for signer, _ in who_signs(form, record))
    empty = any(not mark.name.strip() or not is_signature(mark.strokes) for mark in marks)
    if empty or sorted((mark.role, mark.label) for mark in marks) != wanted:
        raise SupdeskError("sign.incomplete", "Each person types their name and draws their signature.")
    if any(len(mark.name) > LONGEST_NAME for mark in marks):
        raise SupdeskError("sign.name", f"A name has at most {LONGEST_NAME} characters. Shorten it.")
    nominated = next((mark.name.strip() for mark in marks if mark.role == "supervisee"), "")
    _check_nominee(form, record, nominated)
    return _seal(desk, record, form, Agreement(Way.SIGNED_HERE, desk.today, tuple(marks)), nominated)


File = tuple[str, bytes]
"""A file's name and its content."""


def agree_by_email(
    desk: Desk, record_id: str, on: date, name: str, content: bytes, by: str = "", more: Sequence[File] = ()
) -> Changes:
    """The other party agreed by e-mail on that day; the mail is kept as a file, and so are those of `more` signers.

    Of a group, `by` agreed for all.
    """
    return _agree_by_file(desk, record_id, Way.EMAIL, on, [(name, content), *more], by)


def agree_by_scan(
    desk: Desk, record_id: str, on: date, name: str, content: bytes, by: str = "", more: Sequence[File] = ()
) -> Changes:
    """A printed page was signed by hand on that day; its scan is kept, and so are those of `more` signers.

    Of a group, `by` signed for all.
    """
    return _agree_by_file(desk, record_id, Way.SCAN, on, [(name, content), *more], by)


def issue(desk: Desk, record_id: str) -> Changes:
    """Seal a record whose form asks nobody to sign; the file it came as, where one is kept, is named with it."""
    record, form = _waiting(desk, record_id)
    if form.signers:
        raise SupdeskError("sign.needed", "This form is signed by those it concerns before it is sealed.")
    agreement = Agreement(Way.ISSUED, desk.today)
    if keeping.knows_file(desk.vault.cx, came_as(record_id)):
        note = (
            f"Returned as a form on {show_date(desk.day_of(record.written_at))}; the file is kept with the record."
        )
        agreement = replace(agreement, files=(came_as(record_id),), note=note)
    return _seal(desk, record, form, agreement)


def came_as(record_id: str) -> str:
    """The id of the file a record came as: known by the record alone, so that a seal put later finds it too."""
    return f"{record_id}-returned"


def waiting_beside(desk: Desk, record: Record) -> tuple[tuple[Record, Form], ...]:
    """The other records of its session that wait to be sealed, such as its cycle notes."""
    if not record.session_id:
        return ()
    found = keeping.records(desk.vault.cx, session_id=record.session_id, waiting=True)
    return tuple((each, keeping.form(desk.vault.cx, each.form.digest)) for each in found if each.id != record.id)


def sealed_pdf(desk: Desk, record_id: str) -> bytes:
    """The sealed PDF of a record; SupdeskError `record.unsealed` while it waits."""
    found = keeping.agreement(desk.vault.cx, keeping.record(desk.vault.cx, record_id))
    if found is None:
        raise SupdeskError("record.unsealed", "This record is not signed yet, so there is no sealed PDF of it.")
    return keeping.file(desk.vault.cx, found[1])[1]


def unsealed_pdf(desk: Desk, record_id: str) -> bytes:
    """The pages as they stand, to be printed and signed by hand."""
    record, form = _found(desk, record_id)
    return _render(desk, record, form, None)


def export_unsealed(desk: Desk, record_id: str, target: Path) -> None:
    """Write the pages as they stand where the person chose, to be signed by hand."""
    content = unsealed_pdf(desk, record_id)
    with place_one(target, content), desk.vault.deed("export unsealed", desk.now, record_id):
        pass


def _found(desk: Desk, record_id: str) -> tuple[Record, Form]:
    record = keeping.record(desk.vault.cx, record_id)
    return record, keeping.form(desk.vault.cx, record.form.digest)


def _waiting(desk: Desk, record_id: str) -> tuple[Record, Form]:
    record, form = _found(desk, record_id)
    if record.state is not RecordState.FINISHED:
        raise SupdeskError("record.sealed", "This record is sealed and never changes. Write an addendum instead.")
    return record, form


def _check_nominee(form: Form, record: Record, name: str) -> None:
    known = nominees(form, record)
    if known and name not in known:
        raise SupdeskError("sign.nominated", "Say which of those present agrees for the group.")


def _agree_by_file(desk: Desk, record_id: str, way: Way, on: date, files: Sequence[File], by: str) -> Changes:
    record, form = _waiting(desk, record_id)
    _check_nominee(form, record, by)
    if not all(content for _, content in files):
        raise SupdeskError("sign.file-empty", "That file is empty. Choose the mail or the scanned page itself.")
    if any(len(content) > LARGEST_FILE for _, content in files):
        raise SupdeskError(
            "sign.file-large", "That file is larger than 20 MB. Save a smaller copy and choose that."
        )
    if on > desk.today:
        raise SupdeskError("sign.future", "The day it was agreed can't be after today.")
    ids = tuple(desk.around.new_id() for _ in files)
    with desk.vault.deed("keep file", desk.now, ids[0]) as cx:
        for file_id, (name, content) in zip(ids, files, strict=True):
            keeping.put_file(cx, file_id, clean(name), "application/octet-stream", content, desk.now)
    note = f"{by} agreed for the group." if nominees(form, record) else ""
    return _seal(desk, record, form, Agreement(way, on, files=ids, note=note), by)


def _seal(desk: Desk, record: Record, form: Form, agreement: Agreement, nominated: str = "") -> Changes:
    others = [name or nominated for name in awaited(form, record)]
    pages = _render(desk, record, form, agreement)
    identity, named = _identity(desk), listed(others)
    signed = _sealed(identity, desk.now, pages, form.title, countersign=bool(others), named=named)
    pdf_id = desk.around.new_id()
    with desk.vault.deed(f"seal {agreement.way.value}", desk.now, record.id, signed.sha256) as cx:
        keeping.put_file(cx, pdf_id, f"{record.number}.pdf", "application/pdf", signed.content, desk.now)
        keeping.put_agreement(cx, record, agreement, pdf_id, desk.now)
    return changed(Topic.RECORDS, Topic.FILES, subject=record.id)


def awaited(form: Form, record: Record) -> list[str]:
    """Who is asked to sign and does not own the vault; nothing for one whom several nominate."""
    owner = record.owner.person_id
    asked = [people for _, people in who_signs(form, record) if all(each.person_id != owner for each in people)]
    return [people[0].name if len(people) == 1 else "" for people in asked]


def _render(desk: Desk, record: Record, form: Form, agreement: Agreement | None) -> bytes:
    from supdesk.documents.rendering import render

    made = render(
        record,
        form,
        organisation=desk.around.packs.pack(record.form.pack).organisation,
        resources=desk.around.resources,
        agreement=agreement,
        owner=desk.owner.party,
        fingerprint=certificate_words(desk),
        names_original=_original(desk, record),
        renews=(found.earlier.on, found.differences) if (found := renewing.renewal_of(desk, record)) else None,
        practice=desk.practice,
    )
    return made.content


def certificate(desk: Desk) -> bytes:
    """The owner's certificate (PEM), against which this vault's PDFs are verified."""
    found: str = store.setting(desk.vault.cx, "certificate")
    return found.encode()


def certificate_words(desk: Desk) -> str:
    """The words that stand for the certificate on every sealed page, to be read aloud."""
    from supdesk.documents.certificates import fingerprint_words

    return " ".join(fingerprint_words(certificate(desk)))


def save_certificate(desk: Desk, target: Path) -> None:
    """Write the certificate, which is no secret, where the person chose."""
    place(target, certificate(desk))


def _original(desk: Desk, record: Record) -> tuple[str, str] | None:
    """Number and SHA-256 of the sealed PDF an addendum belongs to."""
    if not record.amends:
        return None
    first = keeping.record(desk.vault.cx, record.amends)
    found = keeping.agreement(desk.vault.cx, first)
    return (first.number, keeping.file(desk.vault.cx, found[1])[0].sha256) if found else None


Sealer = Callable[[bytes, str, Sequence[tuple[str, bytes, str]]], bytes]
"""Seals pages, for a reason, with attachments as (name, content, media type)."""


def sealer(desk: Desk) -> Sealer:
    """What seals pages of now with the owner's certificate without asking the vault again."""
    identity, now = _identity(desk), desk.now
    return lambda content, reason, attached: _sealed(identity, now, content, reason, attached).content


def _identity(desk: Desk) -> "Identity":
    from supdesk.documents.certificates import Identity

    return Identity(certificate(desk), base64.b64decode(store.setting(desk.vault.cx, "private_key")))


def _sealed(
    identity: "Identity",
    now: datetime,
    content: bytes,
    reason: str,
    attached: Sequence[tuple[str, bytes, str]] = (),
    *,
    countersign: bool = False,
    named: str = "",
) -> SignedPdf:
    """Pages sealed for a reason; with `countersign` room is left, for those `named`."""
    from supdesk.documents.pdf import Attachment, Pdf
    from supdesk.documents.sealing import seal

    files = [Attachment(name, data, media_type) for name, data, media_type in attached]
    return seal(
        Pdf(content), identity, now=now, reason=reason, attachments=files, countersign=countersign, named=named
    )
