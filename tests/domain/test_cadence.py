"""When supervision is due, and how somebody stands (S6, S7, K5)."""

from datetime import UTC, date, time, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from supdesk.domain.cadence import (
    Cadence,
    Every,
    Standing,
    Unit,
    cadence_for,
    names,
    next_due,
    often,
    series,
    standing,
    times_until,
)
from supdesk.domain.days import on_the_clock

DAYS = st.dates(date(1990, 1, 1), date(2200, 12, 31))
MONTHS = st.integers(1, 60)
EVERY = st.builds(Every, MONTHS, st.sampled_from(Unit))


@pytest.mark.parametrize(
    ("last", "months", "due"),
    [
        (date(2026, 1, 15), 3, date(2026, 4, 15)),
        (date(2026, 11, 30), 3, date(2027, 2, 28)),
        (date(2027, 11, 30), 3, date(2028, 2, 29)),
        (date(2026, 8, 31), 1, date(2026, 9, 30)),
        (date(2028, 2, 29), 12, date(2029, 2, 28)),
        (date(2028, 2, 29), 48, date(2032, 2, 29)),
        (date(2026, 10, 1), 4, date(2027, 2, 1)),
    ],
)
def test_due_is_so_many_calendar_months_on_and_never_past_the_months_end(
    last: date, months: int, due: date
) -> None:
    assert next_due(last, Every(months)) == due


@given(DAYS, MONTHS)
def test_due_falls_in_the_right_month_on_the_same_day_or_the_months_last(last: date, months: int) -> None:
    due = next_due(last, Every(months))
    assert due is not None
    assert due.year * 12 + due.month == last.year * 12 + last.month + months
    assert due.day == last.day or (due.day < last.day and (due + timedelta(days=1)).day == 1)


@given(DAYS, DAYS, EVERY)
def test_a_later_session_is_never_due_earlier(one: date, other: date, every: Every) -> None:
    first, second = next_due(min(one, other), every), next_due(max(one, other), every)
    assert first is not None
    assert second is not None
    assert first <= second


@pytest.mark.parametrize(
    ("first", "months", "days"),
    [
        (date(2026, 1, 31), 1, ["01-31", "02-28", "03-31", "04-30"]),
        (date(2026, 1, 31), 3, ["01-31", "04-30", "07-31", "10-31"]),
        (date(2028, 1, 30), 1, ["01-30", "02-29", "03-30", "04-30"]),
        (date(2026, 3, 28), 7, ["03-28", "10-28", "05-28", "12-28"]),
    ],
)
def test_a_series_skips_no_month_and_does_not_drift(first: date, months: int, days: list[str]) -> None:
    assert [f"{day:%m-%d}" for day in series(first, Every(months), 4)] == days


@given(DAYS, MONTHS, st.integers(1, 40))
def test_a_series_never_skips_repeats_or_goes_backwards(first: date, months: int, times: int) -> None:
    days = series(first, Every(months), times)
    assert (len(days), days[0]) == (times, first)
    assert [day.year * 12 + day.month for day in days] == [
        first.year * 12 + first.month + months * turn for turn in range(times)
    ]
    assert all(earlier < later for earlier, later in pairwise(days))
    assert all(day.day == first.day or (day.day < first.day and (day + timedelta(days=1)).day == 1) for day in days)


@given(DAYS, EVERY, st.integers(1, 40))
def test_each_session_of_a_series_held_on_its_day_is_held_when_it_is_due(
    first: date, every: Every, times: int
) -> None:
    """Somebody seen on each day of their series is never overdue, and is due no later than the next one."""
    for held, following in pairwise(series(first, every, times)):
        due = next_due(held, every)
        assert due is not None
        assert due <= following
        assert (following - due).days <= 3
        assert standing(due, min(due, following)) is Standing.DUE


@given(DAYS, EVERY, st.dates(date(1980, 1, 1), date(2240, 1, 1)))
def test_a_series_until_a_day_has_all_its_days_until_then_and_none_after(
    first: date, every: Every, until: date
) -> None:
    times = times_until(first, every, until)
    days = series(first, every, times + 1)
    assert all(day <= until for day in days[:-1])
    assert days[-1] > until


@pytest.mark.parametrize("start", [time(0, 30), time(9, 30), time(23, 30)])
@given(day=DAYS, every=EVERY)
def test_the_hours_of_a_series_are_the_same_by_the_clock_and_never_earlier_in_truth(
    start: time, day: date, every: Every
) -> None:
    moments = [on_the_clock(each, start) for each in series(day, every, 12)]
    assert {moment.time() for moment in moments} == {start}
    assert all(earlier.astimezone(UTC) < later.astimezone(UTC) for earlier, later in pairwise(moments))


@given(DAYS, st.integers(0, 4000), MONTHS)
def test_due_days_keep_the_order_of_the_sessions(last: date, later: int, months: int) -> None:
    one, other = next_due(last, Every(months)), next_due(last + timedelta(days=later), Every(months))
    assert one is not None
    assert other is not None
    assert last < one <= other
    assert next_due(last, Every(months + 1)) > one  # type: ignore[operator]


@given(DAYS, st.integers(1, 260), st.integers(1, 40))
def test_weeks_are_seven_days_each_and_keep_the_weekday(last: date, weeks: int, times: int) -> None:
    every = Every(weeks, Unit.WEEKS)
    assert next_due(last, every) == last + timedelta(days=7 * weeks)
    assert {day.weekday() for day in series(last, every, times)} == {last.weekday()}


@given(EVERY)
def test_how_often_is_read_back_from_its_text(every: Every) -> None:
    assert Every.read(str(every)) == every


@pytest.mark.parametrize(
    ("every", "words", "in_a_year"),
    [
        (Every(1, Unit.WEEKS), "every week", 52),
        (Every(6, Unit.WEEKS), "every six weeks", 8),
        (Every(1), "every month", 12),
        (Every(3), "every three months", 4),
        (Every(18), "every 18 months", 0),
    ],
)
def test_how_often_is_said_in_words(every: Every, words: str, in_a_year: int) -> None:
    assert (every.words, every.in_a_year) == (words, in_a_year)
    assert every.title == words.capitalize()


@given(EVERY)
def test_what_is_asked_is_offered_once_and_in_its_place(every: Every) -> None:
    offered = often(every)
    assert offered.count(every) == 1
    assert [each.after(date(2026, 1, 1), 4) for each in offered] == sorted(
        each.after(date(2026, 1, 1), 4) for each in offered
    )


def test_somebody_never_seen_has_no_due_date() -> None:
    assert next_due(None, Every(3)) is None
    assert standing(None, date(2026, 3, 4)) is Standing.NEVER


@pytest.mark.parametrize(
    ("days", "expected"),
    [(-1, Standing.OVERDUE), (0, Standing.DUE), (30, Standing.DUE), (31, Standing.IN_DATE)],
)
def test_due_begins_thirty_days_ahead_and_overdue_the_day_after(days: int, expected: Standing) -> None:
    today = date(2026, 3, 4)
    assert standing(today + timedelta(days=days), today) is expected


@given(DAYS, st.integers(0, 400))
def test_as_days_pass_a_standing_only_worsens(due: date, days: int) -> None:
    worse = [Standing.IN_DATE, Standing.DUE, Standing.OVERDUE]
    earlier, later = due - timedelta(days=200), due - timedelta(days=200) + timedelta(days=days)
    assert worse.index(standing(due, earlier)) <= worse.index(standing(due, later))


def test_a_service_has_its_own_cadence_or_the_one_for_everybody() -> None:
    everybody, own = Cadence(Every(3)), Cadence(Every(4), "Inpatient Ward")
    assert cadence_for((everybody, own), "inpatient ward") is own
    assert cadence_for((everybody, own), "Health Visiting") is everybody
    assert cadence_for((everybody, own), "") is everybody
    assert cadence_for((own,), "Health Visiting") is None


def test_a_service_a_post_and_a_staff_group_are_the_same_however_they_are_typed() -> None:
    ward = Cadence(Every(4), service="Inpatient ward", staff="Ward managers")
    named = Cadence(Every(2), posts=("Named Nurse for Safeguarding",))
    found = (ward, named, Cadence(Every(3)))
    assert cadence_for(found, " inpatient   Ward", "ward  Managers") is ward
    assert cadence_for(found, "Inpatient  ward", "Clinical") is None
    assert cadence_for(found, "", "", "named nurse  for safeguarding children") is named
    assert names(found, "Inpatient  ward")
    assert not names(found, "")
