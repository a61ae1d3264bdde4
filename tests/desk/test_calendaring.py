"""F3: what calendars are given, read by another reader of iCalendar than the library that writes it.

`Diary` is a calendar that follows RFC 5546: of one UID it takes what has the higher SEQUENCE, in or away by METHOD.
It has never heard of London, so that it must go by the time zone each file explains.
"""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import count
from pathlib import Path
from typing import Any

import pytest
import vobject
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from supdesk.desk import calendaring, correcting, expecting, planning
from supdesk.desk.desk import Desk
from supdesk.domain.cadence import Every, series
from supdesk.domain.errors import SupdeskError
from supdesk.domain.sessions import Kind, Mode, State, Why, calendar_entry
from supdesk.vault import audit, store
from tests.desk.desks import NOW, TODAY, person_id, planned

HALF_PAST_NINE = time(9, 30)


_ZONES = count()


class Diary:
    """Somebody's calendar, by UID. A class because it remembers the files it was given."""

    def __init__(self) -> None:
        self.entries: dict[str, Any] = {}
        self.sequences: dict[str, int] = {}

    def take(self, *files: Path) -> "Diary":
        for file in files:
            text = file.read_text("utf-8").replace("Europe/London", f"Nowhere/Known-{next(_ZONES)}")
            for calendar in vobject.readComponents(text):
                for event in getattr(calendar, "vevent_list", []):
                    self._take(calendar.method.value, event)
        return self

    def _take(self, method: str, event: Any) -> None:
        uid, sequence = event.uid.value, int(event.sequence.value)
        if sequence < self.sequences.get(uid, 0):
            return
        self.sequences[uid] = sequence
        if method == "CANCEL":
            assert event.status.value == "CANCELLED"
            self.entries.pop(uid, None)
        else:
            assert (method, event.status.value) == ("PUBLISH", "CONFIRMED")
            self.entries[uid] = event

    def starts(self) -> list[Any]:
        """Moments in UTC, or days."""
        found = [event.dtstart.value for event in self.entries.values()]
        return sorted(each.astimezone(UTC) if isinstance(each, datetime) else each for each in found)


def saved(desk: Desk, folder: Path) -> list[Path]:
    return calendaring.save_ahead(desk, folder / "sessions.ics")


def booked(desk: Desk, on: date, start: time | None = HALF_PAST_NINE, finish: time | None = None) -> str:
    ada = person_id(desk, "Ada Example")
    return planning.plan(desk, Kind.ONE_TO_ONE, Mode.TEAMS, on, [ada], start=start, finish=finish).subject


def off(desk: Desk, session: str) -> None:
    planning.cancel(desk, session, "Ada Example", "A private reason", mutual=True, why=Why.AWAY)


def utc(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=UTC)  # type: ignore[misc,arg-type]


@pytest.mark.parametrize("year", [2026, 2027, 2031])
def test_half_past_nine_is_half_past_nine_in_london_before_and_after_both_clock_changes(
    desk: Desk, tmp_path: Path, year: int
) -> None:
    """British summer time runs from 01:00 UTC of March's last Sunday to 01:00 UTC of October's."""
    changes = [max(date(year, m, d) for d in range(25, 32) if date(year, m, d).weekday() == 6) for m in (3, 10)]
    spring, autumn = changes
    for change in changes:
        for day in (change - timedelta(days=1), change, change + timedelta(days=1)):
            booked(desk, day, HALF_PAST_NINE, time(11, 0))
    diary = Diary().take(*saved(desk, tmp_path))
    hours = [(spring, -1, 9), (spring, 0, 8), (spring, 1, 8), (autumn, -1, 8), (autumn, 0, 9), (autumn, 1, 9)]
    days = [(change + timedelta(days=by), hour) for change, by, hour in hours]
    assert diary.starts() == [utc(day.year, day.month, day.day, hour, 30) for day, hour in days]
    assert {event.dtend.value - event.dtstart.value for event in diary.entries.values()} == {timedelta(minutes=90)}


def test_another_reader_sees_an_update_and_then_the_cancellation_of_the_same_entry(
    desk: Desk, tmp_path: Path
) -> None:
    session = booked(desk, date(2026, 3, 20))
    booked(desk, date(2026, 4, 20))
    diary = Diary().take(*saved(desk, tmp_path))
    assert diary.starts() == [utc(2026, 3, 20, 9, 30), utc(2026, 4, 20, 8, 30)]
    planning.move(desk, session, date(2026, 3, 30), HALF_PAST_NINE, None)
    diary.take(*calendaring.save_one(desk, session, tmp_path / "moved.ics"))
    assert diary.starts() == [utc(2026, 3, 30, 8, 30), utc(2026, 4, 20, 8, 30)]
    assert diary.sequences[f"{session}@supdesk"] == 1
    off(desk, session)
    diary.take(*calendaring.save_one(desk, session, tmp_path / "off.ics"))
    assert diary.starts() == [utc(2026, 4, 20, 8, 30)]
    assert diary.sequences[f"{session}@supdesk"] == 2


def test_what_was_cancelled_by_mistake_comes_back(desk: Desk, tmp_path: Path) -> None:
    session = booked(desk, date(2026, 3, 20))
    diary = Diary().take(*saved(desk, tmp_path))
    off(desk, session)
    diary.take(*saved(desk, tmp_path))
    assert diary.starts() == []
    correcting.plan_again(desk, session)
    assert Diary().take(*saved(desk, tmp_path)).starts() == diary.take(*saved(desk, tmp_path)).starts() != []


def test_what_is_to_come_begins_with_today(desk: Desk, tmp_path: Path) -> None:
    for day in (TODAY - timedelta(days=1), TODAY, TODAY + timedelta(days=1)):
        booked(desk, day, None)
    assert Diary().take(*saved(desk, tmp_path)).starts() == [TODAY, TODAY + timedelta(days=1)]


def test_a_file_the_audit_trail_can_not_know_of_is_taken_back(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    booked(desk, date(2026, 3, 20))
    (before,) = saved(desk, tmp_path)
    was = before.read_bytes()
    booked(desk, date(2026, 3, 21))

    def full(*_: object) -> None:
        raise SupdeskError("vault.full", "There is no room.")

    monkeypatch.setattr(audit, "append", full)
    with pytest.raises(SupdeskError, match="no room"):
        saved(desk, tmp_path)
    assert [each.read_bytes() for each in tmp_path.glob("*.ics")] == [was]


def test_a_file_of_an_earlier_day_takes_nothing_back(desk: Desk, tmp_path: Path) -> None:
    session = booked(desk, date(2026, 3, 20))
    old = calendaring.save_one(desk, session, tmp_path / "old.ics")
    planning.move(desk, session, date(2026, 3, 23), HALF_PAST_NINE, None)
    new = calendaring.save_one(desk, session, tmp_path / "new.ics")
    assert Diary().take(*new, *old).starts() == [utc(2026, 3, 23, 9, 30)]


def test_what_is_planned_and_what_was_cancelled_stand_in_two_files(desk: Desk, tmp_path: Path) -> None:
    booked(desk, date(2026, 3, 20))
    off(desk, booked(desk, date(2026, 3, 21)))
    files = saved(desk, tmp_path)
    assert [file.name for file in files] == ["sessions.ics", "sessions-cancelled.ics"]
    methods = [vobject.readOne(file.read_text("utf-8")).method.value for file in files]
    assert methods == ["PUBLISH", "CANCEL"]


def test_nothing_planned_and_nothing_cancelled_is_no_file(desk: Desk, tmp_path: Path) -> None:
    planned(desk, on=date(2026, 3, 3))
    with pytest.raises(SupdeskError) as refused:
        saved(desk, tmp_path)
    assert refused.value.code == "calendar.empty"
    assert list(tmp_path.glob("*.ics")) == []


def test_of_a_series_one_that_is_taken_out_goes_and_the_others_stay(desk: Desk, tmp_path: Path) -> None:
    ada, days = person_id(desk, "Ada Example"), series(date(2026, 3, 27), Every(1), 5)
    first = planning.plan_series(desk, Kind.ONE_TO_ONE, Mode.TEAMS, days, [ada], start=HALF_PAST_NINE).subject
    diary = Diary().take(*calendaring.save_series(desk, first, tmp_path / "series.ics"))
    assert [each.hour for each in diary.starts()] == [9, 8, 8, 8, 8]
    found = planning.sessions(desk)
    off(desk, found[1].id)
    planning.move(desk, found[0].id, date(2026, 3, 30), HALF_PAST_NINE, None)
    diary.take(*calendaring.save_series(desk, first, tmp_path / "series.ics"))
    left = [utc(2026, month, day, 8, 30) for month, day in ((3, 30), (5, 27), (6, 27), (7, 27))]
    assert diary.starts() == left
    assert sorted(diary.sequences.values()) == [0, 0, 0, 1, 1]


def test_a_session_without_a_time_takes_its_day_and_may_be_given_one(desk: Desk, tmp_path: Path) -> None:
    session = booked(desk, date(2026, 3, 29), None)
    diary = Diary().take(*saved(desk, tmp_path))
    assert diary.starts() == [date(2026, 3, 29)]
    planning.move(desk, session, date(2026, 10, 25), time(0, 0), time(1, 0))
    diary.take(*saved(desk, tmp_path))
    assert diary.starts() == [utc(2026, 10, 24, 23, 0)]
    planning.move(desk, session, date(2026, 10, 25), None, None)
    assert diary.take(*saved(desk, tmp_path)).starts() == [date(2026, 10, 25)]


def test_far_ahead_the_time_is_right_too(desk: Desk, tmp_path: Path) -> None:
    for month in (1, 4, 7, 10):
        booked(desk, date(2030, month, 10))
    assert [each.hour for each in Diary().take(*saved(desk, tmp_path)).starts()] == [9, 8, 8, 8]


def test_no_file_has_a_name_or_a_reason(desk: Desk, tmp_path: Path) -> None:
    booked(desk, date(2026, 3, 20))
    off(desk, booked(desk, date(2026, 3, 21)))
    for file in saved(desk, tmp_path):
        text = file.read_text("utf-8").replace("\r\n ", "")
        assert not [word for word in ("Ada", "Bee", "Olive", "olive", "private", "Leave") if word in text]


def test_a_file_of_a_practice_vault_says_so(desk: Desk, tmp_path: Path) -> None:
    with desk.vault.deed("practice", NOW) as cx:
        store.put_setting(cx, "practice", "known to all")
    booked(desk, date(2026, 3, 20))
    off(desk, booked(desk, date(2026, 3, 21)))
    titles = [line for file in saved(desk, tmp_path) for line in file.read_text().splitlines() if "SUMMARY" in line]
    assert [("PRACTICE: " in title) for title in titles] == [True, True]


def test_what_a_calendar_is_not_told_raises_no_sequence(desk: Desk) -> None:
    session = booked(desk, date(2026, 3, 20))
    planning.note_referral(desk, session)
    bee = person_id(desk, "Bee Sample")
    expecting.expect(desk, session, Kind.ONE_TO_ONE, Mode.TEAMS, [bee])
    planning.move(desk, session, date(2026, 3, 20), HALF_PAST_NINE, None)
    found = planning.one(desk, session)
    assert (found.sequence, found.revised_at) == (0, None)
    later = Desk(desk.vault, replace(desk.around, now=lambda: NOW + timedelta(minutes=5)))
    expecting.expect(later, session, Kind.ONE_TO_ONE, Mode.TELEPHONE, [bee])
    found = planning.one(desk, session)
    assert (found.sequence, found.revised_at) == (1, NOW + timedelta(minutes=5))


DEEDS = st.lists(
    st.one_of(
        st.tuples(st.just("move"), st.integers(0, 3), st.sampled_from([None, time(9, 30), time(14, 0)])),
        st.tuples(st.just("mode"), st.sampled_from(Mode), st.none()),
        st.tuples(st.sampled_from(["cancel", "again", "miss", "refer", "whom"]), st.none(), st.none()),
    ),
    max_size=12,
)


@given(deeds=DEEDS)
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_whatever_is_done_to_a_session_no_sequence_is_given_to_two_contents(desk: Desk, deeds: list[Any]) -> None:
    session = planned(desk)
    known = {0: calendar_entry(planning.one(desk, session))}
    for deed in deeds:
        try:
            _do(desk, session, *deed)
        except SupdeskError:
            continue
        found = planning.one(desk, session)
        before = max(known)
        assert found.sequence in (before, before + 1)
        assert (found.sequence == before) == (calendar_entry(found) == known[before])
        known[found.sequence] = calendar_entry(found)


def _do(desk: Desk, session: str, what: str, how: Any, clock: time | None) -> None:
    found = planning.one(desk, session)
    if what == "move":
        planning.move(desk, session, TODAY + timedelta(days=how), clock, None)
    elif what == "mode":
        expecting.expect(desk, session, found.kind, how, [each.person_id for each in found.attendees])
    elif what == "whom":
        bee = person_id(desk, "Bee Sample")
        expecting.expect(desk, session, found.kind, found.mode, [bee])
    elif what == "cancel":
        put_right = found.state is not State.PLANNED
        (correcting.cancel if put_right else planning.cancel)(desk, session, "Ada Example", "Leave", mutual=True)
    elif what == "again":
        correcting.plan_again(desk, session)
    elif what == "miss":
        planning.miss(desk, session)
    else:
        planning.note_referral(desk, session)
