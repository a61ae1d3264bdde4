"""F3: sessions for a calendar carry a stable identity, the time in London and no names."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest
import vobject
from dateutil.rrule import rrulestr
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from icalendar import Calendar

from supdesk.domain.days import LONDON, on_the_clock
from supdesk.domain.errors import SupdeskError
from supdesk.exchange.calendar_file import ORGANISER, Appointment, Method, to_ics

AT = datetime(2026, 3, 4, 14, 32, 10, 500, tzinfo=UTC)
REVISED = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


def appointment(**changes: Any) -> Appointment:
    given = {"id": "s-1", "sequence": 2, "title": "Safeguarding supervision, group", "place": "Microsoft Teams"}
    given |= {"on": date(2026, 6, 4), "start": time(10), "finish": time(11, 30), "revised_at": REVISED}
    return Appointment(**(given | changes))


def event(method: Method = Method.PUBLISH, **changes: Any) -> Any:
    (found,) = Calendar.from_ical(to_ics([appointment(**changes)], AT, method)).walk("VEVENT")
    return found


@pytest.mark.parametrize(("on", "offset"), [(date(2026, 6, 4), 1), (date(2026, 12, 4), 0)])
def test_its_times_are_those_of_the_clock_in_london(on: date, offset: int) -> None:
    found = event(on=on)
    assert (found.start.utcoffset(), found.end - found.start) == (timedelta(hours=offset), timedelta(minutes=90))
    assert found.start.replace(tzinfo=None) == datetime.combine(on, time(10))


def test_the_file_explains_its_time_zone_and_is_stamped_in_utc() -> None:
    text = to_ics([appointment()], AT).decode()
    assert text.count("BEGIN:VTIMEZONE") == 1
    assert "DTSTART;TZID=Europe/London:20260604T100000" in text
    assert "DTSTAMP:20260304T143210Z" in text


def test_a_calendar_knows_it_again_when_it_was_moved_or_called_off() -> None:
    before, after = event(), event(Method.CANCEL, sequence=3, on=date(2026, 6, 11))
    assert before["uid"] == after["uid"] == "s-1@supdesk"
    assert (before["sequence"], after["sequence"]) == (2, 3)
    assert (before["status"], after["status"]) == ("CONFIRMED", "CANCELLED")
    assert (before["transp"], after["transp"]) == ("OPAQUE", "TRANSPARENT")
    assert after["summary"] == f"Cancelled: {before['summary']}"


@pytest.mark.parametrize("method", Method)
def test_a_file_says_what_is_to_be_done_with_it_when_each_entry_changed_and_names_nobody(method: Method) -> None:
    text = to_ics([appointment()], AT, method).decode()
    assert text.count(f"METHOD:{method.value}") == 1
    assert "LAST-MODIFIED:20260302T090000Z" in text
    assert f"ORGANIZER:{ORGANISER}" in text
    assert ORGANISER.endswith(".invalid")
    assert "ATTENDEE" not in text


def test_without_a_start_it_takes_the_day_and_without_an_end_it_has_none() -> None:
    assert event(start=None, finish=None)["dtstart"].dt == date(2026, 6, 4)
    assert "dtend" not in event(finish=None)
    assert "dtend" not in event(finish=time(9))


@given(
    st.dates(date(1997, 1, 1), date(2090, 12, 31)) | st.integers(1997, 2090).flatmap(lambda year: around(year)),
    st.times().map(lambda clock: clock.replace(second=0, microsecond=0)),
)
@settings(deadline=None)
def test_any_time_is_the_same_moment_to_a_reader_that_knows_london_only_from_the_file(
    on: date, clock: time
) -> None:
    try:
        moment = on_the_clock(on, clock)
    except ValueError:
        return
    assume(moment.utcoffset() == moment.replace(fold=1).utcoffset())
    text = to_ics([appointment(on=on, start=clock, finish=None)], AT).decode().replace(LONDON.key, "Nowhere/Known")
    read = vobject.readOne(text).vevent.dtstart.value
    assert read.astimezone(UTC) == moment.astimezone(UTC)


def test_the_clock_changes_a_file_explains_are_to_the_second_those_of_london() -> None:
    """RFC 5545: a change begins at its DTSTART, taken by the offset that held until then."""
    seasons = vobject.readOne(to_ics([appointment()], AT).decode(), transform=False).vtimezone
    for season in (seasons.daylight, seasons.standard):
        begins = datetime.strptime(season.dtstart.value, "%Y%m%dT%H%M%S")  # noqa: DTZ007 (by the clock until then)
        until_then, since = (_offset(each.value) for each in (season.tzoffsetfrom, season.tzoffsetto))
        for onset in rrulestr(season.rrule.value, dtstart=begins).xafter(begins, count=60, inc=True):
            moment = (onset - until_then).replace(tzinfo=UTC)
            before = (moment - timedelta(seconds=1)).astimezone(LONDON)
            assert (before.utcoffset(), moment.astimezone(LONDON).utcoffset()) == (until_then, since)


def _offset(written: str) -> timedelta:
    return timedelta(hours=int(written[:3]))


def around(year: int) -> st.SearchStrategy[date]:
    """The days about both clock changes of a year."""
    return st.sampled_from([date(year, month, day) for month in (3, 10) for day in range(24, 32)])


def test_an_empty_calendar_is_not_written() -> None:
    with pytest.raises(SupdeskError) as refused:
        to_ics([], AT)
    assert refused.value.code == "calendar.empty"
