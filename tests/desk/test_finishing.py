"""Finishing: problems point at fields; a finished session is held, recorded and tracked."""

from dataclasses import replace
from datetime import date

import pytest

from supdesk.desk import enrolling, finishing, planning, recording, tracking
from supdesk.desk.deciding import listed
from supdesk.desk.desk import Desk
from supdesk.domain.cadence import next_due
from supdesk.domain.records import RecordState
from supdesk.domain.sessions import Kind, Mode, Presence, State
from tests.desk.desks import enrolled, person_id, planned, written


def test_what_is_missing_is_said_of_its_field_and_nothing_is_recorded(desk: Desk) -> None:
    draft = recording.sit_down(desk, planned(desk)).main.draft.id
    finished = finishing.finish(desk, [draft])
    assert finished.records == ()
    assert (draft, ("confidential",)) in [(of, problem.path) for of, problem in finished.problems]
    assert recording.reopen(desk, draft).draft.id == draft


@pytest.mark.parametrize("finish", ["09:00", "10:00"])
def test_a_session_that_ends_no_later_than_it_starts_is_a_problem(desk: Desk, finish: str) -> None:
    draft = recording.sit_down(desk, planned(desk)).main.draft.id
    recording.save(desk, draft, written(start="10:00", finish=finish))
    assert [problem.path for _, problem in finishing.problems(desk, [draft])] == [("finish",)]


@pytest.mark.parametrize("kind", [Kind.ONE_TO_ONE, Kind.GROUP, Kind.AD_HOC])
def test_a_session_whose_day_is_still_to_come_is_not_finished(desk: Desk, kind: Kind) -> None:
    session = planned(desk, kind=kind, on=date(2026, 3, 5))
    draft = recording.sit_down(desk, session).main.draft.id
    recording.save(desk, draft, written())
    finished = finishing.finish(desk, [draft])
    assert (("on",), finishing.TO_COME) in [(each.path, each.sentence) for _, each in finished.problems]
    assert planning.one(desk, session).state is State.PLANNED


def test_a_session_held_earlier_than_planned_is_finished_with_the_day_it_was_held(desk: Desk) -> None:
    session = planned(desk, on=date(2026, 3, 5))
    draft = recording.sit_down(desk, session).main.draft.id
    recording.save(desk, draft, {**written(), "on": "4 March 2026"})
    (record,) = finishing.finish(desk, [draft]).records
    held = planning.one(desk, session)
    assert (record.on, held.on, held.state) == (date(2026, 3, 4), date(2026, 3, 4), State.HELD)


def test_a_held_session_that_lies_ahead_hides_none_of_the_earlier_ones(desk: Desk) -> None:
    draft = recording.sit_down(desk, planned(desk)).main.draft.id
    recording.save(desk, draft, written())
    finishing.finish(desk, [draft])
    later = replace(planning.one(desk, planned(desk, on=date(2026, 4, 8))), state=State.HELD)
    ahead = replace(later, attendees=tuple(replace(a, presence=Presence.PRESENT) for a in later.attendees))
    planning.change(desk, "held", ahead)
    (ada,) = (line for line in tracking.tracked(desk) if line.person.name == "Ada Example")
    assert (ada.last, ada.due) == (date(2026, 3, 4), next_due(date(2026, 3, 4), ada.every))


def _raw(desk: Desk, name: str) -> dict[str, str]:
    return {"id": person_id(desk, name), "name": name, "designation": ""}


@pytest.mark.parametrize("kind", [Kind.ONE_TO_ONE, Kind.AD_HOC])
@pytest.mark.parametrize("typed", [False, True])
def test_the_record_of_a_session_with_one_person_is_not_of_another(desk: Desk, kind: Kind, typed: bool) -> None:
    draft = recording.sit_down(desk, planned(desk, kind=kind)).main.draft.id
    bee = {"name": "Bee Sample"} if typed else _raw(desk, "Bee Sample")
    recording.save(desk, draft, {**written(), "supervisee": bee})
    said = [(problem.path, problem.sentence) for _, problem in finishing.problems(desk, [draft])]
    wanted = "This session is with Ada Example. Choose Ada Example, or plan a session with Bee Sample."
    assert (("supervisee",), wanted) in said
    recording.save(desk, draft, {"supervisee": {"id": "", "name": "ada example", "designation": "Health Visitor"}})
    assert "supervisee" not in [problem.path[0] for _, problem in finishing.problems(desk, [draft])]
    recording.save(desk, draft, {"supervisee": {}})
    (missing,) = [each.sentence for _, each in finishing.problems(desk, [draft]) if each.path == ("supervisee",)]
    assert "This session" not in missing


def test_the_owner_may_be_either_side_of_a_session_but_not_both(desk: Desk) -> None:
    draft = recording.sit_down(desk, planned(desk)).main.draft.id
    owner = _raw(desk, "Olive Owner")
    recording.save(desk, draft, {**written(), "supervisor": _raw(desk, "Ada Example"), "supervisee": owner})
    assert finishing.problems(desk, [draft]) == ()
    recording.save(desk, draft, {"supervisor": _raw(desk, "Bee Sample")})
    assert [problem.path for _, problem in finishing.problems(desk, [draft])] == [("supervisor",)]
    recording.save(desk, draft, {"supervisor": owner})
    ((_, problem),) = finishing.problems(desk, [draft])
    assert (problem.path, problem.sentence) == (
        ("supervisee",),
        "This session is with Ada Example. Choose Ada Example.",
    )


def test_an_ad_hoc_record_is_of_one_of_those_the_session_is_with(desk: Desk) -> None:
    enrolled(desk, "Cyd Invented")
    draft = recording.sit_down(desk, planned(desk, "Ada Example", "Bee Sample", kind=Kind.AD_HOC)).main.draft.id
    recording.save(desk, draft, {"supervisee": _raw(desk, "Cyd Invented")})
    (sentence,) = [p.sentence for _, p in finishing.problems(desk, [draft]) if p.path == ("supervisee",)]
    assert sentence.startswith("This session is with Ada Example and Bee Sample. Choose one of them, or plan")
    recording.save(desk, draft, {"supervisee": _raw(desk, "Bee Sample")})
    assert ("supervisee",) not in [p.path for _, p in finishing.problems(desk, [draft])]


def test_finishing_makes_the_record_holds_the_session_and_tracks_the_actions(desk: Desk) -> None:
    sitting = recording.sit_down(desk, planned(desk))
    recording.save(desk, sitting.main.draft.id, written())
    finished = finishing.finish(desk, [sitting.main.draft.id])
    (record,) = finished.records
    assert (record.number, record.state) == ("R-2026-0001", RecordState.FINISHED)
    assert [party.name for party in record.parties] == ["Olive Owner", "Ada Example"]
    (session,) = planning.sessions(desk)
    assert (session.state, session.attendees[0].presence) == (State.HELD, Presence.PRESENT)
    told = [(row.action.what, [person.name for person in row.people]) for row in listed(desk)]
    assert told == [("Ring the school", ["Ada Example"])]
    assert recording.drafts(desk) == []


def test_untouched_cycle_notes_leave_no_record(desk: Desk) -> None:
    sitting = recording.sit_down(desk, planned(desk))
    assert sitting.cycle is not None
    recording.save(desk, sitting.main.draft.id, written())
    finished = finishing.finish(desk, [sitting.main.draft.id, sitting.cycle.draft.id])
    assert [record.serves for record in finished.records] == ["one-to-one"]


def test_written_cycle_notes_become_a_record_of_their_own(desk: Desk) -> None:
    sitting = recording.sit_down(desk, planned(desk))
    assert sitting.cycle is not None
    recording.save(desk, sitting.main.draft.id, written())
    recording.save(desk, sitting.cycle.draft.id, {"experience": "How the visit went."})
    finished = finishing.finish(desk, [sitting.main.draft.id, sitting.cycle.draft.id])
    assert [record.serves for record in finished.records] == ["one-to-one", "cycle"]


def test_a_group_keeps_who_came_who_sent_apologies_and_who_did_neither(desk: Desk) -> None:
    enrolled(desk, "Cyd Invented")
    session = planned(desk, "Ada Example", "Bee Sample", "Cyd Invented", kind=Kind.GROUP)
    sitting = recording.sit_down(desk, session)
    raw = sitting.main.draft.raw
    present, apologies = sitting.main.form.filled_from("present"), sitting.main.form.filled_from("apologies")
    assert present is not None
    assert apologies is not None
    ada, bee, _ = raw[present.id]
    recording.save(desk, sitting.main.draft.id, {present.id: [ada], apologies.id: [bee], "confidential": True})
    assert finishing.finish(desk, [sitting.main.draft.id]).problems == ()
    (held,) = planning.sessions(desk)
    assert [a.presence for a in held.attendees] == [Presence.PRESENT, Presence.APOLOGIES, Presence.ABSENT]


def grouped(desk: Desk, on: date) -> recording.Sitting:
    return recording.sit_down(desk, planned(desk, "Ada Example", "Bee Sample", kind=Kind.GROUP, on=on))


def test_of_whoever_did_not_come_to_a_group_nothing_needs_to_be_said(desk: Desk) -> None:
    """Old actions of absent members are exempt (R7)."""
    before = grouped(desk, date(2026, 2, 4))
    actions = [
        {"what": f"{who} rings", "by_whom": who, "by_when": "1 May 2026"} for who in ("Ada Example", "Bee Sample")
    ]
    topics = [{"topic": "Calls", "agreed_actions": actions}]
    recording.save(desk, before.main.draft.id, before.main.draft.raw | {"confidential": True, "topics": topics})
    assert finishing.finish(desk, [before.main.draft.id]).problems == ()
    now = grouped(desk, date(2026, 3, 4))
    everybody = now.main.draft.raw["present"]
    here = [person for person in everybody if person["name"] == "Ada Example"]
    recording.save(desk, now.main.draft.id, now.main.draft.raw | {"confidential": True, "present": here})
    said = [problem.sentence for _, problem in finishing.problems(desk, [now.main.draft.id])]
    assert ["Ada Example rings" in sentence for sentence in said] == [True]
    recording.save(desk, now.main.draft.id, {"present": everybody})
    assert len(finishing.problems(desk, [now.main.draft.id])) == 2


def test_a_name_is_not_that_of_whoever_did_not_come_where_somebody_who_came_has_it_too(desk: Desk) -> None:
    before = grouped(desk, date(2026, 2, 4))
    actions = [{"what": "Ring", "by_whom": "Bee Sample", "by_when": "1 May 2026"}]
    topics = [{"topic": "Calls", "agreed_actions": actions}]
    recording.save(desk, before.main.draft.id, before.main.draft.raw | {"confidential": True, "topics": topics})
    assert finishing.finish(desk, [before.main.draft.id]).problems == ()
    enrolling.enrol(desk, replace(enrolling.one(desk, person_id(desk, "Ada Example")), name="Bee Sample"))
    group = {each.person_id for each in planning.one(desk, before.session.id).attendees}
    now = planning.plan(desk, Kind.GROUP, Mode.FACE_TO_FACE, date(2026, 3, 4), sorted(group)).subject
    sheet = recording.sit_down(desk, now).main
    here = sheet.draft.raw["present"][:1]
    recording.save(desk, sheet.draft.id, sheet.draft.raw | {"confidential": True, "present": here})
    assert len(finishing.problems(desk, [sheet.draft.id])) == 1


def test_at_an_ad_hoc_session_nothing_needs_to_be_said_of_earlier_actions(desk: Desk) -> None:
    first = recording.sit_down(desk, planned(desk, on=date(2026, 2, 4)))
    recording.save(desk, first.main.draft.id, written())
    assert finishing.finish(desk, [first.main.draft.id]).problems == ()
    asked = recording.sit_down(desk, planned(desk, kind=Kind.AD_HOC)).main.draft.id
    recording.save(desk, asked, written(concern="What worried her."))
    assert finishing.problems(desk, [asked]) == ()
    again = recording.sit_down(desk, planned(desk)).main.draft.id
    recording.save(desk, again, written())
    assert [problem.path for _, problem in finishing.problems(desk, [again])] == [("last_time",)]
