"""The owner's own supervision: recorded simply, tracked like any other and counted apart (W1)."""

from dataclasses import replace
from datetime import date, time, timedelta
from typing import Any

import pytest

from supdesk.desk import (
    correcting,
    enrolling,
    finishing,
    planning,
    receiving,
    recording,
    reporting,
    signing,
    tracking,
    training,
)
from supdesk.desk.desk import Desk
from supdesk.desk.receiving import Own
from supdesk.domain.cadence import Every, Standing
from supdesk.domain.errors import SupdeskError
from supdesk.domain.people import Person, Role
from supdesk.domain.registers import Period
from supdesk.domain.reports import Table
from supdesk.domain.sessions import Kind, Mode, Presence, State
from supdesk.forms.packs import Packs
from tests.desk.desks import TODAY, enrolled

QUARTER = Period(date(2026, 1, 1), date(2026, 3, 31))


def own(on: date = TODAY, name: str = "Olga Outside", **facts: Any) -> Own:
    return Own(on, time(9, 30), time(10, 30), name=name, **facts)


def table(desk: Desk, title: str) -> Table:
    return next(each for each in reporting.quarter_pack(desk, QUARTER).tables if each.title == title)


def test_a_session_with_somebody_outside_is_recorded_with_a_name_only(desk: Desk) -> None:
    made = receiving.record(desk, own(mode=Mode.TEAMS)).subject
    session = planning.one(desk, made)
    assert (session.state, session.mode, session.minutes) == (State.HELD, Mode.TEAMS, 60)
    assert session.presence_of(desk.owner.id) is Presence.PRESENT
    by = enrolling.one(desk, session.supervisor_id)
    assert (by.name, by.roles, by.employer) == ("Olga Outside", frozenset(), "")
    assert by not in enrolling.supervisees(desk)


def test_the_same_name_is_the_same_person_and_is_offered_next_time(desk: Desk) -> None:
    first = receiving.record(desk, own(TODAY - timedelta(90))).subject
    second = receiving.record(desk, own(name="olga outside")).subject
    assert planning.one(desk, first).supervisor_id == planning.one(desk, second).supervisor_id
    assert [person.name for person in receiving.supervisors(desk)] == ["Olga Outside"]


def test_a_name_that_several_have_is_asked_about_and_the_one_chosen_is_meant(desk: Desk) -> None:
    first, second = (enrolled(desk, "Cy Invented", service=service) for service in ("North", "South"))
    with pytest.raises(SupdeskError, match="Several people here are called cy  invented") as refused:
        receiving.record(desk, own(name="cy  invented"))
    assert refused.value.code == "own.which"
    assert planning.sessions(desk) == []
    assert [person.name for person in enrolling.everyone(desk)].count("Cy Invented") == 2
    for ago, one in enumerate((first, second)):
        made = receiving.record(desk, own(TODAY - timedelta(ago), name="cy invented", by=one)).subject
        assert planning.one(desk, made).supervisor_id == one


def test_a_name_the_owner_shares_with_one_other_is_that_others(desk: Desk) -> None:
    other = enrolled(desk, "Olive Owner")
    made = receiving.record(desk, own(name="Olive Owner")).subject
    assert planning.one(desk, made).supervisor_id == other


@pytest.mark.parametrize("name", ["", "  ", "Olive Owner"])
def test_it_is_said_who_supervised_and_nobody_supervises_themselves(desk: Desk, name: str) -> None:
    with pytest.raises(SupdeskError) as refused:
        receiving.record(desk, own(name=name))
    assert refused.value.code == "own.nobody"
    assert planning.sessions(desk) == []


def test_a_day_to_come_is_planned_not_recorded(desk: Desk) -> None:
    with pytest.raises(SupdeskError) as refused:
        receiving.record(desk, own(TODAY + timedelta(1)))
    assert refused.value.code == "own.to-come"
    assert receiving.supervisors(desk) == []


@pytest.mark.parametrize(
    ("ago", "standing"),
    [(None, Standing.NEVER), (10, Standing.IN_DATE), (70, Standing.DUE), (100, Standing.OVERDUE)],
)
def test_ones_own_supervision_is_due_every_three_months(desk: Desk, ago: int | None, standing: Standing) -> None:
    if ago is not None:
        receiving.record(desk, own(TODAY - timedelta(ago)))
    assert tracking.own(desk).standing is standing


def test_how_often_is_said_by_the_pack_apart_from_everybody_elses_cadence(desk: Desk) -> None:
    receiving.record(desk, own(TODAY - timedelta(100)))
    cadences = tuple(replace(each, every=Every(6)) for each in desk.pack.cadences)
    slower = Packs((replace(desk.pack, cadences=cadences),))
    there = Desk(desk.vault, replace(desk.around, packs=slower))
    assert tracking.own(there).standing is Standing.OVERDUE
    monthly = Packs((replace(desk.pack, supervisors=Every(6)),))
    assert tracking.own(Desk(desk.vault, replace(desk.around, packs=monthly))).standing is Standing.IN_DATE


def test_what_was_planned_is_held_without_a_form(desk: Desk) -> None:
    made = receiving.plan(desk, own(TODAY, kind=Kind.GROUP)).subject
    assert tracking.own(desk).planned == TODAY
    receiving.hold(desk, made, Own(TODAY, time(9), time(11), mode=Mode.TELEPHONE))
    session = planning.one(desk, made)
    assert (session.state, session.minutes, session.mode) == (State.HELD, 120, Mode.TELEPHONE)
    assert tracking.own(desk).last == TODAY
    with pytest.raises(SupdeskError) as refused:
        receiving.hold(desk, made, own())
    assert refused.value.code == "own.planned"


def test_somebody_elses_session_is_not_held_that_way(desk: Desk) -> None:
    made = planning.plan(desk, Kind.ONE_TO_ONE, Mode.TEAMS, TODAY, [enrolled(desk, "Cyd Invented")]).subject
    with pytest.raises(SupdeskError) as refused:
        receiving.hold(desk, made, own())
    assert refused.value.code == "own.planned"


def test_what_was_recorded_by_mistake_is_put_right(desk: Desk) -> None:
    made = receiving.record(desk, own()).subject
    correcting.cancel(desk, made, "Olga Outside", "In words", mutual=True)
    assert tracking.own(desk).standing is Standing.NEVER


def test_the_same_session_is_not_recorded_twice(desk: Desk) -> None:
    receiving.record(desk, own())
    with pytest.raises(SupdeskError) as refused:
        receiving.record(desk, own())
    assert refused.value.code == "session.twin"


def test_it_is_counted_apart_and_never_among_those_one_supervises(desk: Desk) -> None:
    empty = [table(desk, title).rows for title in ("Sessions", "Attendance by service", "Cancellations")]
    receiving.record(desk, own())
    off = receiving.plan(desk, own(TODAY - timedelta(1))).subject
    planning.cancel(desk, off, "Olga Outside", "In words", mutual=True)
    now = [table(desk, title).rows for title in ("Sessions", "Attendance by service", "Cancellations")]
    assert now == empty
    rows = {row[0]: row[1:] for row in table(desk, "Supervisor").rows}
    assert rows["Own supervision, last"] == (TODAY, "In date")
    assert rows["Own supervision, next due"][0] == date(2026, 6, 4)
    assert desk.owner.id not in {line.person.id for line in tracking.tracked(desk)}


def test_what_the_owner_says_of_their_own_supervision_is_in_no_figure(desk: Desk) -> None:
    made = receiving.record(desk, own()).subject
    draft = recording.begin_evaluation(desk, made, desk.owner.id).draft.id
    recording.save(desk, draft, {"safe": "5"})
    signing.issue(desk, finishing.finish(desk, [draft]).records[0].id)
    assert table(desk, "Evaluations").rows == ()


def test_nobody_asks_for_the_training_of_who_supervises_oneself(desk: Desk) -> None:
    session = planning.one(desk, receiving.plan(desk, own()).subject)
    assert training.gap(desk, session) == ""
    assert [each.person.name for each in training.wanting(desk)] == ["Olive Owner"]


def test_another_supervisor_of_the_list_can_be_chosen(desk: Desk) -> None:
    sam = enrolling.enrol(desk, Person("", "Sam Supervisor", roles=frozenset({Role.SUPERVISOR}))).subject
    made = receiving.plan(desk, own(name="", by=sam)).subject
    assert planning.one(desk, made).supervisor_id == sam
