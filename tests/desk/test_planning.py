"""Planning sessions in a real vault."""

from dataclasses import replace
from datetime import date, time, timedelta
from pathlib import Path

import pytest
from icalendar import Calendar

from supdesk.desk import planning
from supdesk.desk.desk import Desk
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


def test_a_group_larger_than_recommended_is_warned_of(desk: Desk) -> None:
    most = desk.pack.group_size
    assert planning.size_warning(desk, Kind.GROUP, most) == ""
    assert str(most) in planning.size_warning(desk, Kind.GROUP, most + 1)


def test_a_year_of_sessions_stands_on_the_days_they_will_be_due(desk: Desk) -> None:
    ada = person_id(desk, "Ada Example")
    first = planning.plan(desk, Kind.ONE_TO_ONE, Mode.TEAMS, date(2026, 11, 30), [ada], for_a_year=True).subject
    found = planning.sessions(desk)
    assert [s.on for s in found] == [date(2026, 11, 30), date(2027, 2, 28), date(2027, 5, 30), date(2027, 8, 30)]
    assert [s.number for s in found] == ["S-2026-0001", "S-2027-0001", "S-2027-0002", "S-2027-0003"]
    assert found[0].id == first


def test_the_calendar_has_what_is_to_come_and_what_was_cancelled_but_nobodys_name(
    desk: Desk, tmp_path: Path
) -> None:
    planned(desk, on=date(2026, 3, 3))
    ahead, off = planned(desk, on=date(2026, 3, 20)), planned(desk, "Bee Sample", on=date(2026, 3, 21))
    planning.cancel(desk, off, "Bee Sample", "A private reason", mutual=True)
    planning.save_calendar(desk, tmp_path / "sessions.ics")
    text = (tmp_path / "sessions.ics").read_text()
    before = {str(e["uid"]): e for e in Calendar.from_ical(text).walk("VEVENT")}
    assert set(before) == {f"{ahead}@supdesk", f"{off}@supdesk"}
    assert not [word for word in ("Ada", "Bee", "Olive", "private") if word in text]
    planning.move(desk, ahead, date(2026, 3, 23), None, None)
    planning.save_calendar(desk, tmp_path / "sessions.ics")
    after = {str(e["uid"]): e for e in Calendar.from_ical((tmp_path / "sessions.ics").read_text()).walk("VEVENT")}
    assert after[f"{ahead}@supdesk"]["sequence"] == before[f"{ahead}@supdesk"]["sequence"] + 1


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
