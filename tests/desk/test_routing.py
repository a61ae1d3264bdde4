"""After a session each reader gets a copy of their own, with what is theirs to see and no more (G1, C3, X3)."""

import io
from collections.abc import Iterator
from dataclasses import replace
from email import message_from_bytes
from email.policy import default
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from supdesk.desk import enrolling, exporting, finishing, planning, recording, reviewing, routing, signing
from supdesk.desk.desk import Desk
from supdesk.desk.exporting import unheard
from supdesk.domain.errors import SupdeskError
from supdesk.domain.papers import Copied, Copy, Paper, belongs, doers
from supdesk.domain.people import Person, Role
from supdesk.domain.sessions import Kind, Mode
from supdesk.vault import keeping, store
from tests.desk.desks import TODAY, empty_desk, enrolled, new_desk, person_id, planned, written

NUMBER, OTHER = "943 476 5919", "987 654 3210"
LEAD = frozenset({Role.SERVICE_LEAD})
ROWS = [
    {"number": NUMBER, "concerns": "Tired at school.", "plan": [
        {"what": "Ring the school", "by_whom": "Ada Example", "by_when": "18 March 2026"},
        {"what": "Visit together", "by_whom": "Ada Example and Cy Invented", "by_when": "20 March 2026"},
    ]},
    {"number": OTHER, "concerns": "Missed two clinics.", "plan": [
        {"what": "Book a third", "by_whom": "Cy Invented", "by_when": "11 March 2026"},
        {"what": "Tell the surgery", "by_whom": "The receptionist", "by_when": "11 March 2026"},
    ]},
]  # fmt: skip


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """Ada and Bee of one service, Cy of another, each with a lead; Bee does not come."""
    made = empty_desk(tmp_path / "vault", "elft")
    for name, service in (("Ada Example", "Perinatal"), ("Bee Sample", "Perinatal"), ("Cy Invented", "Inpatient")):
        enrolled(made, name, service=service, email=f"{name.split()[0].lower()}@example.org")
    for name, service in (("Lou Lead", "perinatal"), ("Max Lead", "Inpatient")):
        enrolling.enrol(made, Person("", name, service=service, email=f"{name[:3]}@x.org".lower(), roles=LEAD))
    yield made
    made.vault.close()


def held(desk: Desk, *, issued: bool = True, rows: list[dict[str, Any]] = ROWS) -> str:
    people = [person_id(desk, name) for name in ("Ada Example", "Bee Sample", "Cy Invented")]
    session = planning.plan(desk, Kind.GROUP, Mode.TEAMS, TODAY, people).subject
    sheet = recording.sit_down(desk, session).main
    parties = {each["name"]: each for each in sheet.draft.raw["present"]}
    came = [parties["Ada Example"], parties["Cy Invented"]]
    raw = {"confidential": True, "children": rows, "present": came, "apologies": [parties["Bee Sample"]]}
    recording.save(desk, sheet.draft.id, raw)
    finished = finishing.finish(desk, [sheet.draft.id])
    assert finished.problems == ()
    if issued:
        signing.issue(desk, finished.records[0].id)
    return session


def copies(desk: Desk, session: str) -> dict[tuple[str, str], list[str]]:
    found = routing.outlook(desk, session).made
    return {(m.copy.paper.value, m.copy.reader): [p.name for p in m.copy.people] for m in found}


def text_of(pdf: bytes) -> str:
    return " ".join(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages).split())


def test_registers_go_to_the_leads_of_their_own_people_and_plans_to_those_who_came(desk: Desk) -> None:
    assert copies(desk, held(desk)) == {
        ("register", "Lou Lead"): ["Ada Example", "Bee Sample"],
        ("register", "Max Lead"): ["Cy Invented"],
        ("action-plan", "Lou Lead"): ["Ada Example"],
        ("action-plan", "Max Lead"): ["Cy Invented"],
        ("action-plan", "Ada Example"): ["Ada Example", "Cy Invented"],
        ("action-plan", "Cy Invented"): ["Ada Example", "Cy Invented"],
    }


def stem(copied: Copied) -> str:
    return f"{copied.paper.value}-{copied.number}"


def test_each_copy_is_sealed_and_tells_its_reader_nothing_of_others(desk: Desk, tmp_path: Path) -> None:
    prepared = routing.prepare(desk, held(desk))
    files = prepared.make(tmp_path, unheard)
    told = {(each.paper.value, each.reader): text_of(files[f"{stem(each)}.pdf"]) for each in prepared.about}
    lou, max_ = told["register", "Lou Lead"], told["register", "Max Lead"]
    assert "Ada Example" in lou
    assert "Bee Sample" in lou
    assert "Cy Invented" not in lou
    assert "Cy Invented" in max_
    assert not any(name in max_ for name in ("Ada Example", "Bee Sample"))
    which = "Group session S-2026-0001 of 4 March 2026. Supervisor: Olive Owner."
    assert all(which in each for each in told.values())
    for register in (lou, max_):
        assert not any(word in register for word in ("Tired", "943", "Ring the school", "clinics"))
    lead, own = told["action-plan", "Max Lead"], told["action-plan", "Cy Invented"]
    assert "Visit together" in lead
    assert "Book a third" in lead
    assert "Ring the school" not in lead
    assert all(what in own for what in ("Ring the school", "Visit together", "Book a third", "Tell the surgery"))
    assert all(b"/ETSI.CAdES.detached" in files[f"{stem(each)}.pdf"] for each in prepared.about)


def test_every_copy_has_a_mail_draft_to_its_own_reader_without_names_or_numbers_outside(
    desk: Desk, tmp_path: Path
) -> None:
    """X3."""
    prepared = routing.prepare(desk, session := held(desk))
    files = prepared.make(tmp_path, unheard)
    emails = {made.copy.reader: made.copy.email for made in routing.outlook(desk, session).made}
    for each in prepared.about:
        mail = message_from_bytes(files[f"{stem(each)}.eml"], policy=default)
        assert mail["To"] == emails[each.reader]
        assert mail["Subject"].startswith("[secure] ")
        [attached] = [part.get_filename() for part in mail.iter_attachments()]
        assert attached == f"{stem(each)}.pdf"
        outside = f"{mail['Subject']} {attached}"
        assert not any(word in outside for word in ("Example", "Invented", "Lead", "943", "5919"))


def test_what_is_not_issued_yet_and_what_nobody_would_be_told_is_said(desk: Desk) -> None:
    session = held(desk, issued=False)
    found = routing.outlook(desk, session)
    assert {made.copy.paper for made in found.made} == {Paper.REGISTER}
    assert any("once the record is issued" in remark for remark in found.remarks)
    signing.issue(desk, keeping.records(desk.vault.cx, session_id=session)[0].id)
    assert any("Tell the surgery" in remark for remark in routing.outlook(desk, session).remarks)


def test_whose_service_has_no_lead_is_named(desk: Desk) -> None:
    max_lead = store.person(desk.vault.cx, person_id(desk, "Max Lead"))
    session = held(desk)
    enrolling.enrol(desk, replace(max_lead, archived=True))
    [remark] = [each for each in routing.outlook(desk, session).remarks if "Cy Invented" in each]
    assert "No service lead of Inpatient" in remark


def test_what_was_written_is_kept_with_its_reader_and_that_it_was_sent_when_the_owner_says_so(
    desk: Desk, tmp_path: Path
) -> None:
    session = held(desk)
    written_ = exporting.put(routing.prepare(desk, session), tmp_path)
    routing.note(desk, written_)
    before = routing.outlook(desk, session).before
    assert len(before) == 6
    assert len(list(tmp_path.glob("*.pdf"))) == len(list(tmp_path.glob("*.eml"))) == 6
    assert all(each.sent_at is None for each in before)
    routing.say_sent(desk, session, Paper.REGISTER)
    sent = {each.paper for each in routing.outlook(desk, session).before if each.sent_at}
    assert sent == {Paper.REGISTER}
    routing.say_sent(desk, session, Paper.REGISTER, sent=False)
    assert not any(each.sent_at for each in routing.outlook(desk, session).before)


def test_before_finishing_it_is_said_who_will_see_what(desk: Desk) -> None:
    people = [person_id(desk, name) for name in ("Ada Example", "Cy Invented")]
    session = planning.plan(desk, Kind.GROUP, Mode.TEAMS, TODAY, people).subject
    sheet = recording.sit_down(desk, session).main
    told = dict(reviewing.review(desk, [sheet.draft.id]).readers)
    assert told["The register"].startswith("Lou Lead of Ada Example; Max Lead of Cy Invented")
    assert "Ada Example" in told["The action plan"]
    assert "Lou Lead of Ada Example" in told["The action plan"]


def test_a_pack_without_routes_sends_nothing_round(tmp_path: Path) -> None:
    desk = new_desk(tmp_path / "other")
    session = planned(desk)
    sheet = recording.sit_down(desk, session).main
    recording.save(desk, sheet.draft.id, written())
    finishing.finish(desk, [sheet.draft.id])
    assert not routing.routes(desk, store.session(desk.vault.cx, session))
    with pytest.raises(SupdeskError, match="nobody to write to"):
        routing.prepare(desk, session)
    desk.vault.close()


def test_a_doer_is_known_by_the_whole_name_whatever_stands_beside_it() -> None:
    ann, anna = Person("1", "Ann Lee"), Person("2", "Anna Leeson")
    assert doers("Ann Lee (HV), by Friday", [ann, anna]) == (ann,)
    assert doers("Anna Leeson", [ann, anna]) == (anna,)
    assert doers("Ann", [ann, anna]) == ()


def test_a_name_within_a_longer_one_is_not_meant_and_a_name_of_two_is_nobodys() -> None:
    ann, mary, namesake = Person("1", "Ann Lee"), Person("2", "Mary Ann Lee"), Person("3", "ann lee")
    assert doers("Mary Ann Lee", [ann, mary]) == (mary,)
    assert doers("Ann Lee, Mary Ann Lee", [ann, mary]) == (ann, mary)
    assert doers("Ann Lee", [ann, mary, namesake]) == ()
    part = Copy(Paper.ACTION_PLAN, "Lou Lead", "", (ann,))
    assert not belongs("Ann Lee", part, [ann, mary, namesake])
    assert belongs("Ann Lee", part, [ann, mary])
