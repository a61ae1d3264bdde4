"""Financial years and their quarters: April to June is the first (G4)."""

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from supdesk.domain.quarters import file_name, quarter, quarters_of, recent, recent_years, year
from supdesk.domain.registers import Period

Q1, Q4 = Period(date(2026, 4, 1), date(2026, 6, 30)), Period(date(2027, 1, 1), date(2027, 3, 31))


@pytest.mark.parametrize(
    ("day", "name", "period", "in_year"),
    [
        (date(2026, 4, 1), "Q1 2026/27", Q1, "2026/27"),
        (date(2026, 6, 30), "Q1 2026/27", Q1, "2026/27"),
        (date(2027, 1, 1), "Q4 2026/27", Q4, "2026/27"),
        (date(2027, 3, 31), "Q4 2026/27", Q4, "2026/27"),
        (date(2027, 4, 1), "Q1 2027/28", Period(date(2027, 4, 1), date(2027, 6, 30)), "2027/28"),
        (date(2100, 2, 28), "Q4 2099/00", Period(date(2100, 1, 1), date(2100, 3, 31)), "2099/00"),
    ],
)
def test_a_day_stands_in_its_quarter_and_year(day: date, name: str, period: Period, in_year: str) -> None:
    assert recent(day, 1) == [(name, period)]
    assert recent_years(day, 1) == [(in_year, year(day))]


@given(st.dates(date(2000, 1, 1), date(2200, 1, 1)))
def test_the_quarters_of_a_year_and_those_looked_back_on_leave_no_day_out(day: date) -> None:
    whole, parts = year(day), [period for _, period in quarters_of(year(day))]
    assert (parts[0].first, parts[-1].last) == (whole.first, whole.last)
    assert quarter(day) in parts
    back = [period for _, period in recent(day, 6)]
    for before, after in (*pairwise(parts), *pairwise(reversed(back))):
        assert (after.first - before.last).days == 1


@pytest.mark.parametrize(
    ("period", "name"),
    [
        (Q1, "2026-27-Q1"),
        (Q4, "2026-27-Q4"),
        (year(date(2026, 4, 1)), "2026-27"),
        (Period(date(2026, 4, 1), date(2026, 4, 1)), "2026-04-01"),
        (Period(date(2026, 4, 1), date(2026, 7, 31)), "2026-04-01-to-2026-07-31"),
    ],
)
def test_a_period_has_a_name_for_files(period: Period, name: str) -> None:
    assert file_name(period) == name
