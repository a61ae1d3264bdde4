"""After a session each reader gets a copy of their own, with what is theirs to see and no more (G1, C3, X3)."""

import io
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from email import message_from_bytes
from email.policy import default
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from supdesk.desk import enrolling, exporting, finishing, planning, recording, reviewing, routing, signing
from supdesk.desk.desk import Desk
from supdesk.desk.exporting import unheard
from supdesk.domain.errors import SupdeskError
from supdesk.domain.papers import Copied, Paper
from supdesk.domain.people import Person, Role
from supdesk.domain.sessions import Kind, Mode
from supdesk.vault import keeping, store
from tests.desk.desks import TODAY, empty_desk, enrolled, new_desk, on_day, person_id, planned, written

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


def desk_of_routes(folder: Path) -> Desk:
    """Ada and Bee of one service, Cy of another, each with a lead."""
    made = empty_desk(folder, "elft")
    for name, service in (("Ada Example", "Perinatal"), ("Bee Sample", "Perinatal"), ("Cy Invented", "Inpatient")):
        enrolled(made, name, service=service, email=f"{name.split()[0].lower()}@example.org")
    for name, service in (("Lou Lead", "perinatal"), ("Max Lead", "Inpatient")):
        enrolling.enrol(made, Person("", name, service=service, email=f"{name[:3]}@x.org".lower(), roles=LEAD))
    return made


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """Such a desk; Bee does not come."""
    made = desk_of_routes(tmp_path / "vault")
    yield made
    made.vault.close()


def held(desk: Desk, *, issued: bool = True, rows: list[dict[str, Any]] = ROWS) -> str:
    people = [person_id(desk, name) for name in ("Ada Example", "Bee Sample", "Cy Invented")]
    return held_with(desk, people, away=people[1:2], issued=issued, rows=rows)


def held_with(
    desk: Desk,
    people: list[str],
    *,
    rows: list[dict[str, Any]],
    away: Sequence[str] = (),
    guests: Sequence[str] = (),
    issued: bool = True,
) -> str:
    """A group of these person ids that took place, with guests who were only typed in."""
    session = planning.plan(desk, Kind.GROUP, Mode.TEAMS, TODAY, people).subject
    sheet = recording.sit_down(desk, session).main
    parties = {each["id"]: each for each in sheet.draft.raw["present"]}
    came = [party for known, party in parties.items() if known not in away]
    came += [{"id": "", "name": name, "designation": ""} for name in guests]
    raw = {"confidential": True, "children": rows, "present": came, "apologies": [parties[each] for each in away]}
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
        ("action-plan", "Lou Lead"): ["Ada Example", "Bee Sample"],
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
    first, *_ = [each for each in routing.outlook(desk, session).remarks if "Cy Invented" in each]
    assert "No service lead of Inpatient" in first


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


def lead(desk: Desk, name: str, service: str, email: str = "", **more: Any) -> str:
    return enrolling.enrol(desk, Person("", name, service=service, email=email, roles=LEAD, **more)).subject


def agreed(number: str, *actions: tuple[str, str]) -> dict[str, Any]:
    """A child's row: what is to be done, and by whom."""
    plan = [{"what": what, "by_whom": whom, "by_when": "18 March 2026"} for what, whom in actions]
    return {"number": number, "concerns": f"Concerns of {number}.", "plan": plan}


def plans(desk: Desk, session: str) -> dict[tuple[str, str], str]:
    """The words of each action plan, by its reader's name and address."""
    found = [m for m in routing.outlook(desk, session).made if m.copy.paper is Paper.ACTION_PLAN]
    return {(m.copy.reader, m.copy.email): str([t.rows for t in m.report.tables]) for m in found}


def remarks(desk: Desk, session: str) -> str:
    return "\n".join(routing.outlook(desk, session).remarks)


def test_a_name_within_another_or_among_other_words_means_nobody(desk: Desk) -> None:
    ann = enrolled(desk, "Ann Lee", service="Perinatal", email="ann@example.org")
    mary = enrolled(desk, "Mary Ann Lee", service="Inpatient", email="mary@example.org")
    hers = (("Ring Mary", "Mary Ann Lee"), ("Tell both", "Mary Ann Lee, to tell Ann Lee"))
    rows = [agreed(NUMBER, ("Ring Ann", "Ann Lee")), agreed(OTHER, *hers)]
    session = held_with(desk, [ann, mary], rows=rows)
    told = plans(desk, session)
    assert "Ring Ann" in told["Lou Lead", "lou@x.org"]
    assert not any(word in told["Lou Lead", "lou@x.org"] for word in (OTHER, "Mary", "Tell both"))
    assert "Ring Mary" in told["Max Lead", "max@x.org"]
    assert not any(word in told["Max Lead", "max@x.org"] for word in (NUMBER, "Ring Ann", "Tell both"))
    assert "Only those who get the whole plan will see “Tell both”" in remarks(desk, session)


def test_an_accent_makes_another_name_however_it_is_typed(desk: Desk) -> None:
    plain = enrolled(desk, "Zoe Le", service="Perinatal")
    accented = enrolled(desk, unicodedata.normalize("NFD", "Zoe Lé"), service="Inpatient")
    rows = [agreed(NUMBER, ("Ring them", unicodedata.normalize("NFD", "Zoe Lé")))]
    told = plans(desk, held_with(desk, [plain, accented], rows=rows))
    assert ("Lou Lead", "lou@x.org") not in told
    assert "Ring them" in told["Max Lead", "max@x.org"]


def test_what_falls_to_one_of_two_of_a_name_goes_into_no_part_of_the_plan(desk: Desk) -> None:
    two = [enrolled(desk, "Ann Lee", service=each) for each in ("Perinatal", "Inpatient")]
    session = held_with(desk, two, rows=[agreed(NUMBER, ("Ring them", "Ann Lee"))])
    assert {reader for reader, _ in plans(desk, session)} == {"Ann Lee"}
    assert "“Ann Lee” can mean several people" in remarks(desk, session)
    assert "so Lou Lead, service lead of perinatal, gets no plan" in remarks(desk, session)


def test_one_of_two_of_a_name_may_be_meant_where_both_are_of_the_service(desk: Desk) -> None:
    two = [enrolled(desk, "Ann Lee", service="Perinatal") for _ in range(2)]
    cy = person_id(desk, "Cy Invented")
    told = plans(desk, held_with(desk, [*two, cy], rows=[agreed(NUMBER, ("Ring them", "Ann Lee"))]))
    assert "Ring them" in told["Lou Lead", "lou@x.org"]
    assert ("Max Lead", "max@x.org") not in told


def test_of_what_several_do_together_a_lead_is_told_only_their_own_names(desk: Desk) -> None:
    told = plans(desk, held(desk))
    assert "'Ada Example and others'" in told["Lou Lead", "lou@x.org"]
    assert "Cy Invented" not in told["Lou Lead", "lou@x.org"]
    assert "'Ada Example and Cy Invented'" in told["Ada Example", "ada@example.org"]


def test_two_readers_of_one_name_or_one_address_each_get_their_own(desk: Desk, tmp_path: Path) -> None:
    ada, cy = (person_id(desk, name) for name in ("Ada Example", "Cy Invented"))
    for each in enrolling.everyone(desk):
        if Role.SERVICE_LEAD in each.roles:
            enrolling.enrol(desk, replace(each, archived=True))
    lead(desk, "Sam Lead", "Perinatal")
    lead(desk, "Sam Lead", "Inpatient")
    lead(desk, "Cy Invented", "Perinatal", "team@x.org")
    lead(desk, "Kim Lead", "Inpatient", "team@x.org")
    rows = [agreed(NUMBER, ("Ring Ada", "Ada Example")), agreed(OTHER, ("Ring Cy", "Cy Invented"))]
    session = held_with(desk, [ada, cy], rows=rows)
    made = [m for m in routing.outlook(desk, session).made if m.copy.office]
    assert len(made) == 8
    for each in made:
        words = str(each.report.tables)
        own, other = ("Ada", "Cy") if each.copy.office.endswith("Perinatal") else ("Cy", "Ada")
        assert [person.name.split()[0] for person in each.copy.people] == [own]
        assert f"{other} " not in words.replace("Olive Owner", "")
        assert f"Ring {other}" not in words
    assert "these have one address" in remarks(desk, session)
    assert "Kim Lead, service lead of Inpatient" in remarks(desk, session)


def test_who_sent_apologies_has_nothing_told_to_the_leads_of_others(desk: Desk) -> None:
    ada, cy = (person_id(desk, name) for name in ("Ada Example", "Cy Invented"))
    rows = [agreed(NUMBER, ("Ring Ada", "Ada Example")), agreed(OTHER, ("Only Cy's", "Cy Invented"))]
    session = held_with(desk, [ada, cy], away=[cy], rows=rows)
    told = plans(desk, session)
    assert "Ring Ada" in told["Lou Lead", "lou@x.org"]
    assert not any(word in told["Lou Lead", "lou@x.org"] for word in (OTHER, "Only Cy's"))
    assert "Only Cy's" in told["Ada Example", "ada@example.org"]
    assert "Only Cy's" in told["Max Lead", "max@x.org"]
    assert ("Cy Invented", "cy@example.org") not in told


def test_who_was_only_typed_into_the_record_has_nothing_told_to_the_leads_of_others(desk: Desk) -> None:
    ada = person_id(desk, "Ada Example")
    rows = [agreed(NUMBER, ("Ring Ada", "Ada Example")), agreed(OTHER, ("Only the guest's", "Gus Guest"))]
    session = held_with(desk, [ada], guests=["Gus Guest"], rows=rows)
    assert OTHER not in plans(desk, session)["Lou Lead", "lou@x.org"]
    assert "Gus Guest is named in the record, but not as one of this session's people" in remarks(desk, session)


def test_a_guest_called_like_somebody_who_came_is_somebody_else(desk: Desk) -> None:
    ada = person_id(desk, "Ada Example")
    rows = [agreed(NUMBER, ("Ring them", "Ada Example"))]
    session = held_with(desk, [ada], guests=["Ada Example"], rows=rows)
    assert ("Lou Lead", "lou@x.org") not in plans(desk, session)


def test_where_a_lead_s_own_people_are_all_there_is_they_get_the_whole_plan(desk: Desk) -> None:
    two = [person_id(desk, name) for name in ("Ada Example", "Bee Sample")]
    rows = [agreed(NUMBER, ("Ring them", "the receptionist"))]
    session = held_with(desk, two, away=two[1:], rows=rows)
    assert "the receptionist" in plans(desk, session)["Lou Lead", "lou@x.org"]
    assert remarks(desk, session) == ""


def test_the_service_somebody_was_of_at_the_session_is_told_and_no_later_one(desk: Desk) -> None:
    session = held(desk)
    ada = store.person(desk.vault.cx, person_id(desk, "Ada Example"))
    enrolling.enrol(desk, replace(ada, service="Inpatient"))
    assert copies(desk, session)["register", "Lou Lead"] == ["Ada Example", "Bee Sample"]
    assert copies(desk, session)["register", "Max Lead"] == ["Cy Invented"]
    assert "Ring the school" in plans(desk, session)["Lou Lead", "lou@x.org"]
    assert "Ring the school" not in plans(desk, session)["Max Lead", "max@x.org"]
    assert "Ada Example was of Perinatal at the time" in remarks(desk, session)
    register = next(m for m in routing.outlook(desk, session).made if m.copy.reader == "Lou Lead")
    assert "Perinatal" in str(register.report.tables)
    assert "Inpatient" not in str(register.report.tables)


def test_whoever_has_left_gets_nothing_and_that_is_said(desk: Desk) -> None:
    session = held(desk)
    for name in ("Max Lead", "Ada Example"):
        person = store.person(desk.vault.cx, person_id(desk, name))
        enrolling.enrol(desk, replace(person, left_on=TODAY))
    assert {reader for _, reader in copies(desk, session)} == {"Lou Lead", "Cy Invented"}
    for name in ("Max Lead", "Ada Example"):
        assert f"{name} has left, so nothing goes to them." in remarks(desk, session)


def test_what_is_written_beside_the_record_goes_round_once_it_is_sealed_as_well(desk: Desk) -> None:
    people = [person_id(desk, name) for name in ("Ada Example", "Cy Invented")]
    session = planning.plan(desk, Kind.GROUP, Mode.TEAMS, TODAY, people).subject
    sheet = recording.sit_down(desk, session).main
    tool = recording.add_tool(desk, session, "strengthening-families").draft.id
    recording.save(desk, sheet.draft.id, {"confidential": True, "children": ROWS[:1]})
    beside = {"what": "Of the tool", "by_whom": "Cy Invented", "by_when": "18 March 2026"}
    recording.save(desk, tool, {"actions": [beside]})
    record, other = finishing.finish(desk, [sheet.draft.id, tool]).records
    signing.issue(desk, record.id)
    assert not any("Of the tool" in words for words in plans(desk, session).values())
    assert f"{other.number}, “{other.title}”, is not sealed yet" in remarks(desk, session)
    signing.issue(desk, other.id)
    told = plans(desk, session)
    assert "Of the tool" in told["Max Lead", "max@x.org"]
    assert "Of the tool" not in told["Lou Lead", "lou@x.org"]


def test_what_was_once_sent_stays_so_with_its_day_and_each_copy_is_known_by_its_file(
    desk: Desk, tmp_path: Path
) -> None:
    session = held(desk)
    for name in ("first", "second"):
        (tmp_path / name).mkdir()
    first = exporting.put(routing.prepare(desk, session), tmp_path / "first")
    routing.note(desk, first)
    routing.say_sent(desk, session, Paper.REGISTER)
    later = on_day(desk, date(2026, 4, 1))
    lead(later, "Max Lead", "Inpatient", "other@x.org")
    second = exporting.put(routing.prepare(later, session), tmp_path / "second")
    routing.note(later, second)

    def sent() -> dict[str, date | None]:
        before = routing.outlook(later, session).before
        registers = [each for each in before if each.paper is Paper.REGISTER]
        return {each.number: each.sent_at and each.sent_at.date() for each in registers}

    days = list(sent().values())
    assert days == [TODAY, TODAY, None, None, None]
    routing.say_sent(later, session, Paper.REGISTER)
    assert list(sent().values()) == [TODAY, TODAY, *[date(2026, 4, 1)] * 3]
    routing.say_sent(later, session, Paper.REGISTER, sent=False)
    assert list(sent().values()) == days
    for each in routing.outlook(later, session).before:
        folder = tmp_path / ("first" if each in routing.outlook(desk, session).before[:6] else "second")
        assert each.digest == sha256((folder / f"{stem(each)}.pdf").read_bytes()).hexdigest()


def test_what_did_not_go_round_lately_is_known(desk: Desk, tmp_path: Path) -> None:
    session = held(desk)
    assert [each.session.id for each in routing.unsent(desk)] == [session]
    routing.note(desk, exporting.put(routing.prepare(desk, session), tmp_path))
    routing.say_sent(desk, session, Paper.REGISTER)
    assert [each.session.id for each in routing.unsent(desk)] == [session]
    routing.say_sent(desk, session, Paper.ACTION_PLAN)
    assert routing.unsent(desk) == []
    lead(desk, "Max Lead", "Inpatient", "other@x.org")
    assert [each.session.id for each in routing.unsent(desk)] == [session]
    assert routing.unsent(on_day(desk, date(2026, 6, 1))) == []


def test_nothing_goes_round_after_a_session_that_has_not_taken_place(desk: Desk) -> None:
    planned(desk)
    assert routing.unsent(desk) == []


def test_before_finishing_it_is_said_what_would_stand_in_no_part(desk: Desk) -> None:
    people = [person_id(desk, name) for name in ("Ada Example", "Cy Invented")]
    session = planning.plan(desk, Kind.GROUP, Mode.TEAMS, TODAY, people).subject
    sheet = recording.sit_down(desk, session).main
    recording.save(desk, sheet.draft.id, {"children": ROWS})
    [(_, sentence)] = [each for each in reviewing.review(desk, [sheet.draft.id]).readers if each[0] == "To check"]
    assert "“Tell the surgery”: “The receptionist” is not the whole name" in sentence


def test_who_came_and_is_named_where_another_services_lead_reads_is_pointed_at(desk: Desk) -> None:
    people = [person_id(desk, name) for name in ("Ada Example", "Cy Invented")]
    sheet = recording.sit_down(desk, planning.plan(desk, Kind.GROUP, Mode.TEAMS, TODAY, people).subject).main
    rows = [{"number": NUMBER, "concerns": "Ada saw her on Monday.", "plan": [
        {"what": "Ring Cy Invented", "by_whom": "Ada Example and Cy Invented", "because": "Ada asked."},
    ]}]  # fmt: skip
    recording.save(desk, sheet.draft.id, {"confidential": True, "children": rows})
    found = {
        each.problem.path: each.problem.sentence for each in reviewing.review(desk, [sheet.draft.id]).identifying
    }
    assert set(found) == {("children", 0, "concerns"), ("children", 0, "plan", 0, "what")}
    concerns, what = found["children", 0, "concerns"], found["children", 0, "plan", 0, "what"]
    assert concerns.startswith("“Ada” may be Ada Example.")
    assert ("Max Lead" in concerns, "Lou Lead" in concerns) == (True, False)
    assert ("Max Lead" in what, "Lou Lead" in what) == (False, True)


def test_of_one_service_alone_nobody_who_came_is_pointed_at(desk: Desk) -> None:
    sheet = recording.sit_down(desk, planned(desk)).main
    rows = [{"number": NUMBER, "concerns": "Ada Example saw her on Monday.", "plan": []}]
    recording.save(desk, sheet.draft.id, {"confidential": True, "children": rows})
    assert reviewing.review(desk, [sheet.draft.id]).identifying == ()


def test_the_list_of_people_is_read_once_however_many_sessions_wait_to_go_round(desk: Desk) -> None:
    asked: list[str] = []
    held(desk)
    held(desk)
    desk.vault.cx.set_trace_callback(asked.append)
    assert len(routing.unsent(desk)) == 2
    assert sum("FROM people ORDER BY" in each for each in asked) == 1
