"""Days and moments are said in English, by the clock in London, whatever the system's own language and zone."""

import re
from datetime import UTC, date, datetime, time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import supdesk
from supdesk.domain.days import (
    at_weekend,
    brief_date,
    brief_weekday,
    next_day,
    on_the_clock,
    show_date,
    show_moment,
    show_weekday,
    spell,
)
from supdesk.domain.registers import Period

SOURCE = Path(supdesk.__file__).parent
NAMES = re.compile(r"%[AaBbpcx]\b")


def test_a_day_is_said_with_its_month_by_name() -> None:
    assert (show_date(date(2026, 11, 5)), brief_date(date(2026, 11, 5))) == ("5 November 2026", "5 Nov 2026")


@pytest.mark.parametrize(
    ("at", "shown"),
    [
        (datetime(2026, 3, 29, 0, 59, tzinfo=UTC), "29 March 2026, 00:59"),
        (datetime(2026, 3, 29, 1, 0, tzinfo=UTC), "29 March 2026, 02:00"),
        (datetime(2026, 6, 30, 23, 30, tzinfo=UTC), "1 July 2026, 00:30"),
    ],
)
def test_a_moment_is_told_by_the_clock_in_london(at: datetime, shown: str) -> None:
    assert show_moment(at) == shown


def test_a_period_of_one_day_is_said_once() -> None:
    assert Period(date(2026, 1, 31), date(2026, 1, 31)).shown == "31 January 2026"
    assert Period(date(2026, 1, 1), date(2026, 3, 31)).shown == "1 January 2026 to 31 March 2026"


def test_no_month_or_weekday_is_named_in_the_language_of_the_system() -> None:
    files = SOURCE.rglob("*.py")
    assert [str(file.relative_to(SOURCE)) for file in files if NAMES.search(file.read_text("utf-8"))] == []


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (1, "1 day"), (13, "13 days"), (14, "2 weeks"), (62, "8 weeks"), (63, "2 months"), (364, "11 months"),
        (365, "12 months"), (729, "23 months"), (730, "2 years"),
    ],
)  # fmt: skip
def test_days_are_said_in_the_unit_people_would_use(days: int, words: str) -> None:
    assert spell(days) == words


CLOCKS = st.tuples(st.dates(date(1996, 1, 1), date(2100, 12, 31)), st.times())
CHANGES = st.tuples(
    st.integers(1996, 2100).flatmap(
        lambda year: st.sampled_from([date(year, month, day) for month in (3, 10) for day in range(24, 32)])
    ),
    st.times(time(0), time(4)),
)


@given(CLOCKS | CHANGES, CLOCKS | CHANGES)
def test_what_is_later_by_the_clock_is_later_in_truth(one: tuple[date, time], other: tuple[date, time]) -> None:
    first, second = sorted((one, other))
    try:
        earlier, later = (on_the_clock(*each).astimezone(UTC) for each in (first, second))
    except ValueError:
        return
    assert earlier <= later
    assert (earlier == later) == (first == second)


def test_an_hour_that_the_clocks_leave_out_is_no_moment_and_of_one_twice_the_first_counts() -> None:
    for clock in (time(1, 0), time(1, 59)):
        with pytest.raises(ValueError, match="go forward"):
            on_the_clock(date(2026, 3, 29), clock)
    assert on_the_clock(date(2026, 3, 29), time(2)).astimezone(UTC) == datetime(2026, 3, 29, 1, tzinfo=UTC)
    for fold in (0, 1):
        moment = on_the_clock(date(2026, 10, 25), time(1, fold=fold))
        assert moment.astimezone(UTC) == datetime(2026, 10, 25, 0, tzinfo=UTC)


def test_a_day_is_said_with_its_weekday() -> None:
    assert show_weekday(date(2026, 3, 4)) == "Wednesday 4 March 2026"
    assert brief_weekday(date(2026, 3, 4)) == "Wed 4 Mar 2026"
    week = [date(2026, 3, day) for day in range(2, 9)]
    assert [at_weekend(day) for day in week] == [False] * 5 + [True] * 2


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("4 dec", date(2026, 12, 4)),
        ("4 March", date(2026, 3, 4)),
        ("3 march", date(2027, 3, 3)),
        ("4/12", date(2026, 12, 4)),
        ("1.3", date(2027, 3, 1)),
        ("29 Feb", date(2028, 2, 29)),
        ("4 Dec 2025", date(2025, 12, 4)),
        ("next fri", None),
        ("4", None),
        ("dec", None),
        ("31/2", None),
        ("", None),
    ],
)
def test_a_day_without_its_year_is_the_next_such_day(text: str, day: date | None) -> None:
    assert next_day(text, date(2026, 3, 4)) == day
