"""Planning sessions in a real vault."""

from dataclasses import replace
from datetime import date, time, timedelta

import pytest

from supdesk.desk import correcting, planning
from supdesk.desk.desk import Desk
from supdesk.domain.cadence import Every, series
from supdesk.domain.errors import SupdeskError
from supdesk.domain.sessions import Kind, Mode, State
from tests.desk.desks import NOW, TODAY, person_id, planned


def test_a_session_needs_somebody(desk: Desk) -> None:
    with pytest.raises(SupdeskError, match="who the session is with"):
        planning.plan(desk, Kind.GROUP, Mode.TEAMS, TODAY, [])


def test_a_one_to_one_is_with_one_person(desk: Desk) -> None:
    both = [person_id(desk, "Ada Example"), person_id(desk, "Bee Sample")]
    with pytest.raises(SupdeskError, match="one person"):
        planning.plan(desk, Kind.ONE_TO_ONE, Mode.TEAMS, TODAY, both)


def test_a_cancelled_session_keeps_who_and_why_and_can_not_be_moved(desk: Desk) -> None:
    session = planned(desk)
    planning.cancel(desk, session, "Ada Example", "Leave", mutual=True)
    found = planning.sessions(desk)[0]
    assert (found.state, found.cancellation and found.cancellation.reason) == (State.CANCELLED, "Leave")
    with pytest.raises(SupdeskError, match="cancelled already"):
        planning.move(desk, session, date(2026, 3, 9), None, None)


def test_a_session_was_cancelled_on_the_day_somebody_said_so_and_on_none_to_come(desk: Desk) -> None:
    session = planned(desk)
    with pytest.raises(SupdeskError, match="still to come"):
        planning.cancel(desk, session, "Ada Example", "Leave", mutual=True, on=date(2026, 3, 5))
    planning.cancel(desk, session, "Ada Example", "Leave", mutual=True, on=date(2026, 3, 2))
    found = planning.one(desk, session).cancellation
    assert found is not None
    assert found.on == date(2026, 3, 2)
    correcting.cancel(desk, session, "Ada Example", "Ill", mutual=True)
    correcting.cancel(desk, session, "Ada Example", "Ill", mutual=True, on=date(2026, 3, 3))
    found = planning.one(desk, session).cancellation
    assert found is not None
    assert (found.on, found.reason) == (date(2026, 3, 3), "Ill")


def test_a_group_larger_than_recommended_is_warned_of(desk: Desk) -> None:
    most = desk.pack.group_size
    assert planning.size_warning(desk.pack, Kind.GROUP, most) == ""
    assert str(most) in planning.size_warning(desk.pack, Kind.GROUP, most + 1)


def test_a_series_is_planned_at_once_and_known_as_one(desk: Desk) -> None:
    ada, days = person_id(desk, "Ada Example"), series(date(2026, 11, 30), Every(3), 4)
    first = planning.plan_series(desk, Kind.ONE_TO_ONE, Mode.TEAMS, days, [ada], start=time(9, 30)).subject
    found = planning.sessions(desk)
    assert [s.on for s in found] == [date(2026, 11, 30), date(2027, 2, 28), date(2027, 5, 30), date(2027, 8, 30)]
    assert [s.number for s in found] == ["S-2026-0001", "S-2027-0001", "S-2027-0002", "S-2027-0003"]
    assert (found[0].id, {s.series for s in found}, {s.start for s in found}) == (first, {first}, {time(9, 30)})


def test_a_series_of_which_every_day_was_left_out_is_none(desk: Desk) -> None:
    with pytest.raises(SupdeskError, match="Every day is left out"):
        planning.plan_series(desk, Kind.GROUP, Mode.TEAMS, [], [person_id(desk, "Ada Example")])


def test_a_session_by_itself_is_of_no_series(desk: Desk) -> None:
    assert planning.one(desk, planned(desk)).series == ""


def test_an_hour_that_the_clocks_leave_out_is_refused(desk: Desk) -> None:
    ada = person_id(desk, "Ada Example")
    with pytest.raises(SupdeskError, match="clocks go forward on 29 March 2026"):
        planning.plan(desk, Kind.AD_HOC, Mode.TELEPHONE, date(2026, 3, 29), [ada], start=time(1, 30))
    planning.plan(desk, Kind.AD_HOC, Mode.TELEPHONE, date(2026, 10, 25), [ada], start=time(1, 30))


def test_a_referral_keeps_the_moment_it_was_first_found_to_be_needed(desk: Desk) -> None:
    session = planned(desk)
    planning.note_referral(desk, session)
    later = Desk(desk.vault, replace(desk.around, now=lambda: NOW + timedelta(minutes=5)))
    planning.note_referral(later, session)
    assert planning.one(desk, session).referral_noted_at == NOW


def test_nobody_can_have_missed_a_session_that_is_still_to_come(desk: Desk) -> None:
    ahead, today = planned(desk, on=TODAY + timedelta(days=1)), planned(desk)
    with pytest.raises(SupdeskError) as refused:
        planning.miss(desk, ahead)
    assert refused.value.code == "session.to-come"
    assert {s.id: s.state for s in planning.sessions(desk)}[ahead] is State.PLANNED
    planning.miss(desk, today)
    assert {s.id: s.state for s in planning.sessions(desk)}[today] is State.NOT_ATTENDED


def test_a_session_ends_after_it_begins(desk: Desk) -> None:
    ada, session = person_id(desk, "Ada Example"), planned(desk)
    for start, finish in ((time(15, 0), time(14, 0)), (time(15, 0), time(15, 0))):
        with pytest.raises(SupdeskError, match="end later"):
            planning.plan(desk, Kind.ONE_TO_ONE, Mode.TEAMS, TODAY, [ada], start=start, finish=finish)
        with pytest.raises(SupdeskError, match="end later"):
            planning.move(desk, session, TODAY, start, finish)
    assert len(planning.sessions(desk)) == 1


def test_a_session_started_now_is_of_this_minute(desk: Desk) -> None:
    session = planning.start_now(desk, Kind.AD_HOC, Mode.TELEPHONE, [person_id(desk, "Bee Sample")]).subject
    found = planning.one(desk, session)
    assert (found.on, found.start, found.finish) == (TODAY, time(14, 32), None)
    assert (found.kind, found.mode, found.state) == (Kind.AD_HOC, Mode.TELEPHONE, State.PLANNED)
