"""Signing: who is asked, what is refused, and that a sealed record stays sealed."""

from dataclasses import replace
from datetime import date
from hashlib import sha256
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader

from supdesk.desk import finishing, reading, recording, signing
from supdesk.desk.desk import Desk
from supdesk.domain.errors import SupdeskError
from supdesk.domain.records import Mark, Record, RecordState, Stroke
from supdesk.domain.sessions import Kind, Mode
from supdesk.vault import audit, checking
from tests.desk.desks import TODAY, all_done, new_desk, person_id, planned, written

INK = (((0.1, 0.5), (0.4, 0.2)),)


def finished(desk: Desk, mode: Mode = Mode.FACE_TO_FACE) -> Record:
    sitting = recording.sit_down(desk, planned(desk, mode=mode))
    recording.save(desk, sitting.main.draft.id, written(**all_done(sitting)))
    return finishing.finish(desk, [sitting.main.draft.id]).records[0]


def marks(desk: Desk, record: Record) -> list[Mark]:
    asked = signing.who_signs(reading.read(desk, record.id).form, record)
    return [Mark(signer.role, signer.label, party.name, TODAY, INK) for signer, (party, *_) in asked]


def test_supervisor_and_supervisee_are_asked_to_sign(desk: Desk) -> None:
    assert [mark.name for mark in marks(desk, finished(desk))] == ["Olive Owner", "Ada Example"]


def test_people_apart_can_not_sign_on_one_laptop(desk: Desk) -> None:
    record = finished(desk, Mode.TEAMS)
    assert not signing.can_sign_here(desk, record)
    with pytest.raises(SupdeskError, match="face to face"):
        signing.sign_here(desk, record.id, marks(desk, record))


def test_one_signature_of_two_is_not_enough(desk: Desk) -> None:
    record = finished(desk)
    with pytest.raises(SupdeskError, match="Each person"):
        signing.sign_here(desk, record.id, marks(desk, record)[:1])


@pytest.mark.parametrize("ink", [(), (((0.5, 0.5),),), (((0.5, 0.5), (0.55, 0.5)), ((0.6, 0.5), (0.6, 0.6)))])
def test_a_stray_click_or_a_slip_is_no_signature(desk: Desk, ink: tuple[Stroke, ...]) -> None:
    record = finished(desk)
    mine, yours = marks(desk, record)
    with pytest.raises(SupdeskError, match="draws their signature"):
        signing.sign_here(desk, record.id, [mine, replace(yours, strokes=ink)])
    assert reading.read(desk, record.id).record.state is RecordState.FINISHED


def test_one_party_does_not_sign_for_the_other(desk: Desk) -> None:
    record = finished(desk)
    mine = marks(desk, record)[0]
    with pytest.raises(SupdeskError, match="Each person"):
        signing.sign_here(desk, record.id, [mine, mine])


def test_a_signed_addendum_amends_the_record_whose_pages_stay_as_they_were(desk: Desk) -> None:
    record = finished(desk)
    signing.sign_here(desk, record.id, marks(desk, record))
    sealed = signing.sealed_pdf(desk, record.id)
    sheet = recording.begin_addendum(desk, record.id)
    recording.save(desk, sheet.draft.id, {"change": "The school was told on Monday."})
    (addendum,) = finishing.finish(desk, [sheet.draft.id]).records
    assert reading.read(desk, record.id).record.state is RecordState.AGREED
    signing.agree_by_scan(desk, addendum.id, TODAY, "scan.pdf", b"%PDF-")
    now = reading.read(desk, record.id)
    assert (now.record.state, [one.id for one in now.addenda]) == (RecordState.AMENDED, [addendum.id])
    assert signing.sealed_pdf(desk, record.id) == sealed
    text = PdfReader(BytesIO(signing.sealed_pdf(desk, addendum.id))).pages[0].extract_text()
    assert record.number in text
    assert sha256(sealed).hexdigest() in text.replace("\n", "")


def test_a_scan_whose_name_is_no_text_is_kept_all_the_same(desk: Desk) -> None:
    record = finished(desk)
    signing.agree_by_scan(desk, record.id, TODAY, "scan\udce9.pdf", b"%PDF-")
    assert reading.read(desk, record.id).record.state is RecordState.AGREED


def test_every_supervisee_signs_a_contract_and_one_of_a_group_its_record(desk: Desk) -> None:
    both = [person_id(desk, name) for name in ("Ada Example", "Bee Sample")]
    sheet = recording.begin_contract(desk, both)
    (contract,) = finishing.finish(desk, [sheet.draft.id]).records
    assert [mark.name for mark in marks(desk, contract)] == ["Olive Owner", "Ada Example", "Bee Sample"]
    group = recording.sit_down(desk, planned(desk, "Ada Example", "Bee Sample", kind=Kind.GROUP)).main
    recording.save(desk, group.draft.id, {"confidential": True})
    (record,) = finishing.finish(desk, [group.draft.id]).records
    assert [mark.role for mark in marks(desk, record)] == ["supervisor", "supervisee"]
    assert signing.nominees(recording.form_of(desk, contract), contract) == ()


def group_record(desk: Desk) -> Record:
    group = recording.sit_down(desk, planned(desk, "Ada Example", "Bee Sample", kind=Kind.GROUP)).main
    recording.save(desk, group.draft.id, {"confidential": True})
    return finishing.finish(desk, [group.draft.id]).records[0]


def test_anyone_of_a_group_may_be_nominated_and_the_place_to_countersign_is_theirs(desk: Desk) -> None:
    record = group_record(desk)
    assert signing.nominees(recording.form_of(desk, record), record) == ("Ada Example", "Bee Sample")
    olive, other = marks(desk, record)
    signing.sign_here(desk, record.id, [olive, replace(other, name="Bee Sample")])
    reader = PdfReader(BytesIO(signing.sealed_pdf(desk, record.id)))
    assert (reader.get_fields() or {})["Countersignature"]["/TU"] == "Countersignature of Bee Sample"


def test_by_mail_it_is_said_who_agreed_for_a_group_and_the_page_says_it_too(desk: Desk) -> None:
    record = group_record(desk)
    for nobody in ("", "Cyd Invented"):
        with pytest.raises(SupdeskError) as refused:
            signing.agree_by_email(desk, record.id, TODAY, "agreed.eml", b"We agree.", nobody)
        assert refused.value.code == "sign.nominated"
    signing.agree_by_email(desk, record.id, TODAY, "agreed.eml", b"We agree.", "Bee Sample")
    told = "Bee Sample agreed for the group."
    agreement = reading.read(desk, record.id).agreement
    assert agreement is not None
    assert agreement.note == told
    pages = PdfReader(BytesIO(signing.sealed_pdf(desk, record.id))).pages
    assert told in " ".join(page.extract_text() for page in pages)


def test_what_waits_beside_a_record_is_of_its_own_session_and_not_sealed(desk: Desk) -> None:
    sitting = recording.sit_down(desk, planned(desk))
    assert sitting.cycle is not None
    recording.save(desk, sitting.main.draft.id, written())
    recording.save(desk, sitting.cycle.draft.id, {"experience": "How the visit went."})
    record, notes = finishing.finish(desk, [sitting.main.draft.id, sitting.cycle.draft.id]).records
    finished(desk)
    assert [each.id for each, _ in signing.waiting_beside(desk, record)] == [notes.id]
    signing.issue(desk, notes.id)
    assert signing.waiting_beside(desk, record) == ()


def test_a_copy_that_leaves_is_entered_in_the_audit_trail(desk: Desk, tmp_path: Path) -> None:
    record = finished(desk)
    signing.agree_by_email(desk, record.id, TODAY, "agreed.eml", b"I agree.")
    before = audit.length(desk.vault.cx)
    reading.export_pdf(desk, record.id, tmp_path / "copy.pdf")
    assert (tmp_path / "copy.pdf").read_bytes() == signing.sealed_pdf(desk, record.id)
    assert audit.length(desk.vault.cx) == before + 1


def test_what_is_to_be_signed_is_not_issued_without(desk: Desk) -> None:
    with pytest.raises(SupdeskError, match="signed by those"):
        signing.issue(desk, finished(desk).id)


@pytest.mark.parametrize(
    ("on", "content", "code"), [(date(2026, 3, 5), b"mail", "sign.future"), (TODAY, b"", "sign.file-empty")]
)
def test_an_agreement_by_mail_needs_its_mail_and_a_day_that_was(
    desk: Desk, on: date, content: bytes, code: str
) -> None:
    with pytest.raises(SupdeskError) as refused:
        signing.agree_by_email(desk, finished(desk).id, on, "agreed.eml", content)
    assert refused.value.code == code


def test_an_empty_place_to_countersign_is_left_for_the_other_party_by_name(desk: Desk) -> None:
    record = finished(desk)
    signing.sign_here(desk, record.id, marks(desk, record))
    fields = PdfReader(BytesIO(signing.sealed_pdf(desk, record.id))).get_fields() or {}
    assert {name: (field["/TU"], "/V" in field) for name, field in fields.items()} == {
        "Owner": ("Owner's signature", True),
        "Countersignature": ("Countersignature of Ada Example", False),
    }


def test_what_nobody_signs_leaves_no_place_to_countersign(desk: Desk) -> None:
    sitting = recording.sit_down(desk, planned(desk))
    assert sitting.cycle is not None
    recording.save(desk, sitting.main.draft.id, written())
    recording.save(desk, sitting.cycle.draft.id, {"experience": "How the visit went."})
    notes = finishing.finish(desk, [sitting.main.draft.id, sitting.cycle.draft.id]).records[1]
    signing.issue(desk, notes.id)
    assert list(PdfReader(BytesIO(signing.sealed_pdf(desk, notes.id))).get_fields() or {}) == ["Owner"]


def test_nobody_who_was_not_there_signs_for_a_group(desk: Desk) -> None:
    sitting = recording.sit_down(desk, planned(desk, "Ada Example", "Bee Sample", kind=Kind.GROUP))
    recording.save(desk, sitting.main.draft.id, sitting.main.draft.raw | {"confidential": True})
    record = finishing.finish(desk, [sitting.main.draft.id]).records[0]
    roles = [(signer.role, signer.label) for signer, _ in signing.who_signs(sitting.main.form, record)]
    stranger = [Mark(role, label, "Zed Stranger", TODAY, INK) for role, label in roles]
    with pytest.raises(SupdeskError) as refused:
        signing.sign_here(desk, record.id, stranger)
    assert refused.value.code == "sign.nominated"
    signing.sign_here(desk, record.id, [replace(mark, name="Bee Sample") for mark in stranger])
    assert reading.read(desk, record.id).record.state.sealed


@pytest.mark.parametrize(("pack", "state"), [("elft", RecordState.SIGNED), ("mse-icb", RecordState.AGREED)])
def test_what_one_person_alone_signs_is_signed_and_not_agreed(
    tmp_path: Path, pack: str, state: RecordState
) -> None:
    desk = new_desk(tmp_path / "vault", pack)
    sheet = recording.begin_contract(desk, [person_id(desk, "Ada Example")])
    (record,) = finishing.finish(desk, [sheet.draft.id]).records
    signing.sign_here(desk, record.id, marks(desk, record))
    assert reading.read(desk, record.id).record.state is state
    assert [entry.state for entry in reading.listed(desk)] == [state]


def test_each_of_several_signers_may_agree_in_a_mail_of_their_own(desk: Desk, tmp_path: Path) -> None:
    sheet = recording.begin_contract(desk, [person_id(desk, name) for name in ("Ada Example", "Bee Sample")])
    (record,) = finishing.finish(desk, [sheet.draft.id]).records
    ada, bee = ("ada.eml", b"I agree, Ada."), ("bee.eml", b"I agree, Bee.")
    with pytest.raises(SupdeskError, match="empty"):
        signing.agree_by_email(desk, record.id, TODAY, *ada, more=[("bee.eml", b"")])
    assert reading.read(desk, record.id).kept == ()
    signing.agree_by_email(desk, record.id, TODAY, *ada, more=[bee])
    kept = reading.read(desk, record.id).kept
    assert [name for _, name in kept] == ["ada.eml", "bee.eml"]
    reading.save_kept(desk, kept[1][0], tmp_path / "again.eml")
    assert (tmp_path / "again.eml").read_bytes() == b"I agree, Bee."
    text = PdfReader(BytesIO(signing.sealed_pdf(desk, record.id))).pages[-1].extract_text()
    assert "the mails are kept with the record" in " ".join(text.split())
    assert not any(finding.wrong for finding in checking.check(desk.vault.cx))


def test_of_a_record_signed_here_nothing_else_is_kept_and_of_a_mail_its_file(desk: Desk) -> None:
    here, mailed = finished(desk), finished(desk)
    signing.sign_here(desk, here.id, marks(desk, here))
    signing.agree_by_email(desk, mailed.id, TODAY, "agreed.eml", b"I agree.")
    assert [[name for _, name in reading.read(desk, each.id).kept] for each in (here, mailed)] == [
        [],
        ["agreed.eml"],
    ]
