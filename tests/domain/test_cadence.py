"""When supervision is due, and how somebody stands (S6, S7, K5)."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from supdesk.domain.cadence import Cadence, Standing, cadence_for, next_due, standing

DAYS = st.dates(date(1990, 1, 1), date(2200, 12, 31))
MONTHS = st.integers(1, 60)


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
    assert next_due(last, months) == due


@given(DAYS, MONTHS)
def test_due_falls_in_the_right_month_on_the_same_day_or_the_months_last(last: date, months: int) -> None:
    due = next_due(last, months)
    assert due is not None
    assert due.year * 12 + due.month == last.year * 12 + last.month + months
    assert due.day == last.day or (due.day < last.day and (due + timedelta(days=1)).day == 1)


@given(DAYS, DAYS, MONTHS)
def test_a_later_session_is_never_due_earlier(one: date, other: date, months: int) -> None:
    first, second = next_due(min(one, other), months), next_due(max(one, other), months)
    assert first is not None
    assert second is not None
    assert first <= second


def test_somebody_never_seen_has_no_due_date() -> None:
    assert next_due(None, 3) is None
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
    everybody, own = Cadence(3), Cadence(4, "Inpatient Ward")
    assert cadence_for((everybody, own), "inpatient ward") is own
    assert cadence_for((everybody, own), "Health Visiting") is everybody
    assert cadence_for((everybody, own), "") is everybody
    assert cadence_for((own,), "Health Visiting") is None
