"""Renewing a contract: filled from the old one, which stays readable and says what took its place (K5)."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from supdesk.desk import contracting, enrolling, finishing, reading, recording, renewing, reviewing, signing
from supdesk.desk.desk import Desk
from supdesk.domain.errors import SupdeskError
from supdesk.domain.records import RecordState
from supdesk.forms.packs import Packs
from supdesk.forms.renewal import How
from supdesk.vault import checking
from tests.desk.desks import TODAY, person_id

SAID = {"individual_venue": "Room 1", "individual_duration": "60"}


def agreed(desk: Desk, draft: str, **said: Any) -> str:
    recording.save(desk, draft, said)
    done = finishing.finish(desk, [draft])
    assert done.problems == ()
    signing.agree_by_scan(desk, done.records[0].id, TODAY, "scan.pdf", b"%PDF-")
    return done.records[0].id


def contract(desk: Desk, *names: str, **said: Any) -> str:
    people = [person_id(desk, name) for name in names or ("Ada Example",)]
    return agreed(desk, recording.begin_contract(desk, people).draft.id, **SAID, **said)


def with_clauses(desk: Desk) -> str:
    """A contract with a clause struck and one added."""
    raw = recording.begin_contract(desk, [person_id(desk, "Ada Example")]).draft.raw["together"]
    raw[0]["struck"] = True
    return contract(desk, together=[*raw, {"id": "added-1", "text": "Meet without laptops.", "struck": False}])


def test_a_renewal_is_filled_from_the_old_contract_with_new_dates(desk: Desk) -> None:
    sheet, new = renewing.renew(desk, with_clauses(desk))
    raw = sheet.draft.raw
    assert new
    assert (raw["individual_venue"], str(raw["individual_duration"])) == ("Room 1", "60")
    assert (raw["on"], raw["renew_on"]) == ("2026-03-04", "2027-03-04")
    assert (raw["together"][0]["struck"], raw["together"][-1]["text"]) == (True, "Meet without laptops.")
    assert [each["name"] for each in raw["supervisees"]] == ["Ada Example"]
    assert raw["supervisor"]["name"] == "Olive Owner"


def test_the_old_one_holds_until_the_new_one_is_agreed_and_both_name_each_other(desk: Desk) -> None:
    old = contract(desk)
    draft = renewing.renew(desk, old)[0].draft.id
    recording.save(desk, draft, {"individual_venue": "Room 2"})
    (new,) = finishing.finish(desk, [draft]).records
    assert reading.read(desk, old).later is None
    signing.agree_by_scan(desk, new.id, TODAY, "scan.pdf", b"%PDF-")
    was, now = reading.read(desk, old), reading.read(desk, new.id)
    assert was.later is not None
    assert (was.later.number, was.record.state) == (new.number, RecordState.AGREED)
    assert was.record.answers["individual_venue"] == "Room 1"
    assert now.renewal is not None
    assert now.renewal.earlier.number == was.record.number
    assert [(d.label, d.how, d.before, d.now) for d in now.renewal.differences] == [
        ("Type of Supervision: Individual, Venue", How.CHANGED, "Room 1", "Room 2")
    ]
    assert {c.record.id: c.superseded for c in contracting.contracts(desk)} == {old: True, new.id: False}
    assert all(finding.wrong == () for finding in checking.check(desk.vault.cx))


def test_a_contract_whose_renewal_waits_to_be_sealed_is_not_renewed_again(desk: Desk) -> None:
    old = contract(desk)
    draft = renewing.renew(desk, old)[0].draft.id
    (new,) = finishing.finish(desk, [draft]).records
    renewed = {each.record.id: each.renewed_by for each in contracting.contracts(desk)}
    assert {found: by and by.number for found, by in renewed.items()} == {old: new.number, new.id: None}
    with pytest.raises(SupdeskError) as refused:
        renewing.renew(desk, old)
    assert refused.value.code == "contract.renewed"
    signing.agree_by_scan(desk, new.id, TODAY, "scan.pdf", b"%PDF-")
    assert all(each.renewed_by is None for each in contracting.contracts(desk))


def test_a_renewal_with_fewer_people_supersedes_all_the_same(desk: Desk) -> None:
    old = contract(desk, "Ada Example", "Bee Sample")
    bee = enrolling.one(desk, person_id(desk, "Bee Sample"))
    enrolling.enrol(desk, replace(bee, archived=True))
    sheet, _ = renewing.renew(desk, old)
    assert [each["name"] for each in sheet.draft.raw["supervisees"]] == ["Ada Example"]
    agreed(desk, sheet.draft.id)
    assert {c.record.id: c.superseded for c in contracting.contracts(desk)}[old]


def test_people_are_named_as_they_are_called_now(desk: Desk) -> None:
    old = contract(desk)
    ada = enrolling.one(desk, person_id(desk, "Ada Example"))
    enrolling.enrol(desk, replace(ada, designation="Lead Health Visitor"))
    sheet, _ = renewing.renew(desk, old)
    assert sheet.draft.raw["supervisees"][0]["designation"] == "Lead Health Visitor"
    found = renewing.renewal_in(desk, sheet)
    assert found is not None
    assert [each.label for each in found.differences] == ["Supervisee Name and Designation"]


def test_renewing_again_goes_on_with_what_was_begun(desk: Desk) -> None:
    old = contract(desk)
    first = renewing.renew(desk, old)[0].draft.id
    again, new = renewing.renew(desk, old)
    assert (again.draft.id, new) == (first, False)


def test_a_contract_begun_with_the_same_people_becomes_the_renewal(desk: Desk) -> None:
    old = contract(desk)
    begun = recording.begin_contract(desk, [person_id(desk, "Ada Example")]).draft.id
    recording.save(desk, begun, {"individual_venue": "Room 3"})
    sheet, new = renewing.renew(desk, old)
    assert (sheet.draft.id, new) == (begun, False)
    agreed(desk, begun)
    assert reading.read(desk, old).later is not None


def test_what_was_superseded_is_not_renewed_again(desk: Desk) -> None:
    old = contract(desk)
    agreed(desk, renewing.renew(desk, old)[0].draft.id)
    with pytest.raises(SupdeskError, match="has taken the place"):
        renewing.renew(desk, old)


def test_the_review_shows_every_change_and_where_it_stands(desk: Desk) -> None:
    old = contract(desk)
    sheet, _ = renewing.renew(desk, old)
    found = reviewing.review(desk, [sheet.draft.id])
    assert found.renews is not None
    assert (found.renews.id, found.changed) == (old, ())
    recording.save(desk, sheet.draft.id, {"individual_venue": "Room 2"})
    (change,) = reviewing.review(desk, [sheet.draft.id]).changed
    assert (change.where, change.problem.path) == ("Type of Supervision: Individual, Venue", ("individual_venue",))
    assert change.problem.sentence == "Changed\nWas: Room 1\nNow: Room 2"


def test_what_the_packs_form_does_not_ask_any_more_is_told(desk: Desk) -> None:
    old = contract(desk)
    pack = desk.pack
    form = pack.serving("contract")
    assert form is not None
    sections = [
        replace(section, fields=tuple(field for field in section.fields if field.id != "individual_venue"))
        for section in form.sections
    ]
    text = form.text.replace('id = "individual_venue"', 'id = "place"')
    newer = replace(form, version=2, sections=tuple(sections), text=text, digest="0" * 64)
    forms = tuple(newer if each is form else each for each in pack.forms)
    later = Desk(desk.vault, replace(desk.around, packs=Packs((replace(pack, forms=forms),))))
    sheet, _ = renewing.renew(later, old)
    found = renewing.renewal_in(later, sheet)
    assert found is not None
    assert [(each.label, each.how, each.before) for each in found.differences] == [
        ("Type of Supervision: Individual, Venue", How.GONE, "Room 1")
    ]


def test_the_sealed_page_says_what_changed_since(desk: Desk, tmp_path: Path) -> None:
    old = contract(desk)
    new = agreed(desk, renewing.renew(desk, old)[0].draft.id, individual_venue="Room 2")
    for record, expected in ((old, False), (new, True)):
        reading.export_pdf(desk, record, tmp_path / f"{record}.pdf")
        text = " ".join(page.extract_text() for page in PdfReader(tmp_path / f"{record}.pdf").pages)
        assert ("Changed since the contract of 4 March 2026" in text) is expected
        assert ("Was: Room 1" in text) is expected
