"""Two packs in one vault: what holds for somebody, and for a session with them."""

import json
from dataclasses import replace
from datetime import date
from email import message_from_bytes
from pathlib import Path
from typing import Any

import pytest

from supdesk.desk import (
    adopting,
    auditing,
    belonging,
    contracting,
    correcting,
    enrolling,
    expecting,
    finishing,
    forwarding,
    overseeing,
    planning,
    reading,
    recording,
    registering,
    reporting,
    reviewing,
    signing,
    stating,
    theming,
    tracking,
)
from supdesk.desk.desk import Desk
from supdesk.domain.cadence import Every
from supdesk.domain.errors import SupdeskError
from supdesk.domain.people import Person
from supdesk.domain.quarters import quarter
from supdesk.domain.registers import Period
from supdesk.domain.sessions import Kind, Mode
from supdesk.domain.statements import Towards
from supdesk.forms.packs import Packs
from tests.desk.desks import TODAY, enrolled, new_desk, on_day, person_id, planned, written

OTHER = "elft"


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """Olive Owner works by the first pack; Cy and Di are supervised under the second."""
    desk = new_desk(tmp_path / "vault")
    for name, service in (("Cy Invented", "CAMHS Community"), ("Di Madeup", "Ward 5")):
        enrolled(desk, name, pack=OTHER, service=service)
    return desk


PERIOD = Period(TODAY, TODAY)
QUARTER = quarter(TODAY)


def registers_in(folder: Path, name: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((folder / f"{name}.json").read_text(encoding="utf-8"))
    return found


def under(desk: Desk, session_id: str) -> str:
    return planning.one(desk, session_id).pack


def held(desk: Desk, name: str, on: date = TODAY) -> str:
    """The id of the record of a one-to-one session with somebody, under their own pack."""
    draft = recording.sit_down(desk, planned(desk, name, on=on)).main.draft
    recording.save(desk, draft.id, written(actions=[]) if draft.form.pack != OTHER else {"confidential": True})
    return finishing.finish(desk, [draft.id]).records[0].id


def move(desk: Desk, name: str, pack: str) -> None:
    enrolling.enrol(desk, replace(enrolling.one(desk, person_id(desk, name)), pack=pack))


def test_a_session_is_held_under_the_pack_its_people_share(desk: Desk) -> None:
    assert under(desk, planned(desk, "Ada Example", "Bee Sample", kind=Kind.GROUP)) == "mse-icb"
    assert under(desk, planned(desk, "Cy Invented", "Di Madeup", kind=Kind.GROUP)) == OTHER
    assert under(desk, planned(desk, "Ada Example", "Cy Invented", kind=Kind.GROUP)) == "mse-icb"


def test_another_pack_may_be_chosen_for_it(desk: Desk) -> None:
    both = [person_id(desk, "Ada Example"), person_id(desk, "Cy Invented")]
    days = [date(2026, 4, 1), date(2026, 7, 1)]
    made = planning.plan_series(desk, Kind.GROUP, Mode.TEAMS, days, both, pack=OTHER).subject
    assert {each.pack for each in planning.sessions(desk) if each.series == made} == {OTHER}
    assert under(desk, planning.start_now(desk, Kind.GROUP, Mode.TEAMS, both, OTHER).subject) == OTHER
    with pytest.raises(SupdeskError) as told:
        planning.start_now(desk, Kind.GROUP, Mode.TEAMS, both, "nobody's")
    assert told.value.code == "pack.unknown"


def test_what_is_planned_again_stays_under_the_pack_of_what_was_cancelled(desk: Desk) -> None:
    first = planned(desk, "Cy Invented")
    planning.cancel(desk, first, "Cy Invented", "Unwell", mutual=True)
    move(desk, "Cy Invented", "")
    cy = [person_id(desk, "Cy Invented")]
    again = planning.plan(desk, Kind.ONE_TO_ONE, Mode.TEAMS, TODAY, cy, rebooks=first).subject
    assert under(desk, again) == OTHER


def test_whoever_is_moved_to_the_other_pack_leaves_what_was_planned_as_it_was(desk: Desk) -> None:
    session = planned(desk, "Cy Invented", on=date(2026, 4, 1))
    move(desk, "Cy Invented", "")
    assert under(desk, session) == OTHER
    assert belonging.kept_by(desk, person_id(desk, "Cy Invented")) == 1
    told = belonging.said_of(desk, planning.one(desk, session))
    assert told.startswith(f"{desk.around.packs.pack(OTHER).name}, as it was planned.")
    assert told.endswith(f"{desk.pack.name}.")


def test_the_pack_of_a_planned_session_can_be_put_right_until_something_is_written(desk: Desk) -> None:
    session, cy = planned(desk, "Cy Invented"), [person_id(desk, "Cy Invented")]
    recording.sit_down(desk, session)
    expecting.expect(desk, session, Kind.ONE_TO_ONE, Mode.FACE_TO_FACE, cy, "mse-icb")
    sitting = recording.sit_down(desk, session)
    assert (sitting.main.form.pack, under(desk, session)) == ("mse-icb", "mse-icb")
    recording.save(desk, sitting.main.draft.id, {"issues": "What was talked about."})
    with pytest.raises(SupdeskError) as told:
        expecting.expect(desk, session, Kind.ONE_TO_ONE, Mode.FACE_TO_FACE, cy, OTHER)
    assert told.value.code == "session.written"


def test_a_contract_is_written_on_the_form_of_the_pack_its_people_share(desk: Desk) -> None:
    cy, ada = person_id(desk, "Cy Invented"), person_id(desk, "Ada Example")
    assert contracting.begin(desk, [cy])[0].form.pack == OTHER
    assert contracting.begin(desk, [ada])[0].form.pack == "mse-icb"
    assert contracting.begin(desk, [ada, cy])[0].form.pack == "mse-icb"


def test_the_tracker_holds_each_against_the_cadence_of_their_own_pack(desk: Desk) -> None:
    enrolled(desk, "Ed Pretend", pack=OTHER, service="Adult mental health inpatient", staff_group="Management")
    months = {line.person.name: line.every and line.every.count for line in tracking.tracked(desk)}
    assert months == {"Ada Example": 3, "Bee Sample": 3, "Cy Invented": 3, "Di Madeup": None, "Ed Pretend": 4}
    assert tracking.every_for(desk, [person_id(desk, "Ed Pretend")]) == Every(4)


def test_a_pack_whose_folder_is_gone_leaves_its_people_to_the_owners(desk: Desk) -> None:
    session = planned(desk, "Cy Invented")
    less = replace(desk, around=replace(desk.around, packs=Packs((desk.pack,))))
    cy = enrolling.one(less, person_id(desk, "Cy Invented"))
    assert less.pack_of(cy) == desk.pack
    assert [line.every and line.every.count for line in tracking.tracked(less)] == [3, 3, 3, 3]
    assert "“elft”, whose folder is not here" in belonging.said_of(less, planning.one(less, session))


def test_themes_are_offered_from_the_pack_of_the_record(desk: Desk) -> None:
    theirs, ours = (theming.offered(desk, held(desk, name)) for name in ("Cy Invented", "Ada Example"))
    assert "Female genital mutilation" in theirs
    assert "Female genital mutilation" not in ours
    assert "Self-neglect" in ours


def test_a_period_with_sessions_of_both_has_a_register_for_each_recipient(desk: Desk, tmp_path: Path) -> None:
    held(desk, "Cy Invented")
    held(desk, "Ada Example")
    for name in ("Di Madeup", "Di Madeup"):
        planning.miss(desk, planned(desk, name))
    shares = registering.shares(desk, PERIOD)
    assert [(each.pack.id, each.rows) for each in shares] == [("mse-icb", 1), (OTHER, 3)]
    for share in shares:
        registering.write(desk, PERIOD, tmp_path, pack=share.pack.id)
    ours, theirs = (registers_in(tmp_path, name) for name in ("register", "register-elft"))
    assert [row["attendee"] for row in ours["rows"]] == ["Ada Example"]
    assert {row["attendee"] for row in theirs["rows"]} == {"Cy Invented", "Di Madeup"}
    assert [each["organisation"] for each in (ours, theirs)] == [each.pack.organisation for each in shares]
    mails = [message_from_bytes((tmp_path / f"{name}.eml").read_bytes()) for name in ("register", "register-elft")]
    assert [mail["To"] for mail in mails] == [each.pack.register.mailbox for each in shares]
    assert [(each.pack, each.recipient) for each in registering.sent(desk)] == [
        (share.pack.id, share.pack.register.recipient) for share in reversed(shares)
    ]
    planning.miss(desk, planned(desk, "Cy Invented"))
    assert [each.pack for each in correcting.outdated(desk, TODAY)] == [OTHER]
    assert registering.preview(desk, PERIOD, pack=OTHER).corrects == "G-2026-002"
    assert registering.outlook(desk, PERIOD).again


def test_packs_of_one_organisation_that_send_to_one_mailbox_share_a_register(desk: Desk, tmp_path: Path) -> None:
    """Whoever adopts a copy of their pack in the middle of a quarter goes on with one register."""
    planning.miss(desk, planned(desk))
    registering.write(desk, PERIOD, tmp_path)
    copy = replace(desk.pack, id="our-own")
    after = replace(desk, around=replace(desk.around, packs=Packs((*desk.around.packs.found, copy))))
    adopting.adopt(after, "our-own")
    planning.miss(after, planned(after, "Bee Sample"))
    [share] = registering.shares(after, PERIOD)
    assert (share.pack.id, share.rows) == ("our-own", 2)
    assert registering.preview(after, PERIOD).corrects == "G-2026-001"


def test_a_mailbox_of_ones_own_is_kept_for_its_pack_alone(desk: Desk) -> None:
    other = desk.around.packs.pack(OTHER)
    registering.address(desk, other, "Our team", "team@example.org")
    assert registering.recipient(desk, other).mailbox == "team@example.org"
    assert registering.recipient(desk, desk.pack) == desk.pack.register
    adopting.adopt(desk, OTHER)
    assert registering.recipient(desk, desk.pack).mailbox == "team@example.org"
    registering.address_by_pack(desk, other)
    assert registering.recipient(desk, other) == other.register


def test_before_a_record_is_finished_it_names_the_recipient_of_its_packs_register(desk: Desk) -> None:
    draft = recording.sit_down(desk, planned(desk, "Ada Example")).main.draft
    adopting.adopt(desk, OTHER)
    told = dict(reviewing.review(desk, [draft.id]).readers)
    assert desk.around.packs.pack("mse-icb").register.recipient in told["The register"]


def test_a_year_in_two_organisations_is_told_to_each_of_its_own(desk: Desk) -> None:
    """A session written under each pack: its form, its tracker, its statement, and the figures of its report."""
    for name, service in (("Cy Invented", "CAMHS Community"), ("Ada Example", "Health visiting")):
        known = enrolling.one(desk, person_id(desk, name))
        enrolling.enrol(desk, replace(known, service=service, line_manager="Max Manager"))
    records = {name: reading.read(desk, held(desk, name)) for name in ("Cy Invented", "Ada Example")}
    assert {name: found.form.pack for name, found in records.items()} == {
        "Cy Invented": OTHER,
        "Ada Example": "mse-icb",
    }
    due = {line.person.name: line.due for line in tracking.tracked(desk) if line.due}
    # A one-to-one does not count toward what the second pack asks of that service: groups.
    assert due == {"Ada Example": date(2026, 6, 4)}
    names = [desk.around.packs.pack(each).organisation for each in ("mse-icb", OTHER)]
    found = stating.outlook(desk, QUARTER, Towards.MANAGERS)
    told = {report.organisation: statement.names for statement, report in found.made}
    assert told == {names[0]: ("Ada Example",), names[1]: ("Cy Invented",)}
    assert belonging.in_use(desk) == names
    for name, late in zip(names, (["Bee Sample"], ["Cy Invented", "Di Madeup"]), strict=True):
        report = reporting.quarter_pack(desk, QUARTER, name)
        assert report.organisation == name
        cells = {str(cell) for table in report.tables for row in table.rows for cell in row}
        every = {"Ada Example", "Bee Sample", "Cy Invented", "Di Madeup"}
        assert cells & every == set(late)
        [sessions] = [table for table in report.tables if table.title == "Sessions"]
        assert sessions.rows[0][1] == 1


def test_a_report_of_one_organisation_is_none_of_the_other(desk: Desk) -> None:
    ours, theirs = belonging.in_use(desk)
    later = on_day(desk, date(2026, 4, 2))
    overseeing.note(later, "quarter", QUARTER, theirs)
    assert overseeing.written(later, "quarter", QUARTER, theirs)
    assert not overseeing.written(later, "quarter", QUARTER, ours)
    plans = [{watch.requirement for watch in overseeing.plan(later, of)} for of in (ours, theirs)]
    assert plans[0] == set(desk.pack.monitoring)
    assert plans[1] == set(desk.around.packs.pack(OTHER).monitoring)


def test_evaluations_go_to_their_own_organisation(desk: Desk) -> None:
    ours, theirs = belonging.in_use(desk)
    for name in ("Cy Invented", "Ada Example"):
        held(desk, name)
    for session in planning.sessions(desk):
        draft = recording.begin_evaluation(desk, session.id, session.attendees[0].person_id).draft
        asked = recording.reopen(desk, draft.id).form
        scales = {field.id: "4" for field in asked.fields() if field.kind == "scale"}
        recording.save(desk, draft.id, scales)
        assert finishing.finish(desk, [draft.id]).problems == ()
    looks = {of: forwarding.outlook(desk, QUARTER, of) for of in (ours, theirs)}
    given = {of: [each.form.pack for each in (*look.new, *look.waiting)] for of, look in looks.items()}
    assert given == {ours: ["mse-icb"], theirs: [OTHER]}
    assert looks[ours].mail != looks[theirs].mail
    assert [len(auditing.evaluated(desk, [QUARTER], of=of)) for of in (ours, theirs)] == [0, 0]
    for look in looks.values():
        for each in (*look.new, *look.waiting):
            signing.issue(desk, each.id)
    assert [form.pack for of in (ours, theirs) for form, _ in auditing.evaluated(desk, [QUARTER], of=of)] == [
        "mse-icb",
        OTHER,
    ]


LIST = """Name,Policy pack
Ed Pretend,ELFT
Fi Fictive,"safeguarding supervision,  mid and south essex"
Go Nobody,Other
"""


def test_a_list_names_the_pack_by_id_or_name_and_an_unknown_one_is_said(desk: Desk) -> None:
    ed, fi, go = enrolling.preview(desk, LIST.encode()).candidates
    assert [each.person.pack for each in (ed, fi, go)] == [OTHER, "mse-icb", ""]
    assert (ed.problems, fi.problems) == ((), ())
    [problem] = go.problems
    assert problem.startswith("“Other” is no policy pack here and is left out: use ")
    enrolling.take_in(desk, [ed])
    assert enrolling.one(desk, person_id(desk, "Ed Pretend")).pack == OTHER


@pytest.mark.parametrize(
    ("service", "more", "told"),
    [
        ("Ward 5", {}, f"Not among those the policy pack names: {belonging.SETTLE}."),
        ("camhs  community", {}, ""),
        ("Ward 5", {"cadence": Every(2)}, ""),
        ("", {}, ""),
        ("Ward 5", {"designation": "Named Nurse for Safeguarding Children"}, ""),
    ],
)
def test_a_service_the_pack_does_not_name_is_pointed_out(desk: Desk, service: str, more: dict, told: str) -> None:  # type: ignore[type-arg]
    known, pack = belonging.known(desk), desk.around.packs.pack(OTHER)
    assert known.remark(pack, Person("", "Ed", service=service, **more)) == told
    assert known.remark(desk.pack, Person("", "Ed", service=service, **more)) == ""


def test_the_services_a_pack_names_are_offered_before_those_in_use(desk: Desk) -> None:
    known = belonging.known(desk)
    offered = known.services(desk.around.packs.pack(OTHER))
    assert offered[0] == "Adult IAPT services"
    assert offered[-1] == "Ward 5"
    assert offered.count("CAMHS Community") == 1


def test_a_service_in_use_is_offered_only_under_the_pack_of_those_who_are_of_it(desk: Desk) -> None:
    enrolled(desk, "Ed Pretend", service="Ward 7")
    known = belonging.known(desk)
    assert known.services(desk.pack) == ("Ward 7",)
    assert "Ward 7" not in known.services(desk.around.packs.pack(OTHER))
