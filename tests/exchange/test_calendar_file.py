"""F3: sessions for a calendar carry a stable identity, the time in London and no names."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest
from icalendar import Calendar

from supdesk.domain.errors import SupdeskError
from supdesk.exchange.calendar_file import Appointment, to_ics

AT = datetime(2026, 3, 4, 14, 32, 10, 500, tzinfo=UTC)


def appointment(**changes: Any) -> Appointment:
    given = {"id": "s-1", "changes": 2, "title": "Safeguarding supervision, group", "place": "Microsoft Teams"}
    return Appointment(**(given | {"on": date(2026, 6, 4), "start": time(10), "finish": time(11, 30)} | changes))


def event(**changes: Any) -> Any:
    (found,) = Calendar.from_ical(to_ics([appointment(**changes)], AT)).walk("VEVENT")
    return found


@pytest.mark.parametrize(("on", "offset"), [(date(2026, 6, 4), 1), (date(2026, 12, 4), 0)])
def test_its_times_are_those_of_the_clock_in_london(on: date, offset: int) -> None:
    found = event(on=on)
    assert (found.start.utcoffset(), found.end - found.start) == (timedelta(hours=offset), timedelta(minutes=90))
    assert found.start.replace(tzinfo=None) == datetime.combine(on, time(10))


def test_the_file_explains_its_time_zone_and_is_stamped_in_utc() -> None:
    text = to_ics([appointment()], AT).decode()
    assert "BEGIN:VTIMEZONE" in text
    assert "DTSTART;TZID=Europe/London:20260604T100000" in text
    assert "DTSTAMP:20260304T143210Z" in text


def test_a_calendar_knows_it_again_when_it_was_moved_or_called_off() -> None:
    before, after = event(), event(changes=3, on=date(2026, 6, 11), called_off=True)
    assert before["uid"] == after["uid"] == "s-1@supdesk"
    assert (before["sequence"], after["sequence"]) == (2, 3)
    assert (before["status"], after["status"]) == ("CONFIRMED", "CANCELLED")


def test_without_a_start_it_takes_the_day_and_without_an_end_it_has_none() -> None:
    assert event(start=None, finish=None)["dtstart"].dt == date(2026, 6, 4)
    assert "dtend" not in event(finish=None)
    assert "dtend" not in event(finish=time(9))


def test_an_empty_calendar_is_not_written() -> None:
    with pytest.raises(SupdeskError) as refused:
        to_ics([], AT)
    assert refused.value.code == "calendar.empty"
