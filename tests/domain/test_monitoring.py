"""The monitoring plan: what is due once its quarter or year is over, until it was made since (G7)."""

from datetime import date

import pytest

from supdesk.domain.monitoring import Requirement, Watch, plan, watched
from supdesk.domain.reports import QUARTER, YEAR

LONG_AGO = date(2020, 1, 1)
TODAY = date(2026, 5, 20)


def asked(report: str) -> Requirement:
    return Requirement("Attendance", "Report", "Nurses", "Committee", "Quarterly", "Team", report)


@pytest.mark.parametrize("report", ["attendance-quarter", "evaluations"])
def test_a_quarters_report_is_due_from_the_day_after_the_quarter(report: str) -> None:
    found = watched(asked(report), {}, TODAY, LONG_AGO)
    assert found.period is not None
    assert (found.period.first, found.made, found.due, found.late) == (
        date(2026, 1, 1),
        None,
        date(2026, 4, 1),
        True,
    )


@pytest.mark.parametrize("report", ["attendance-year", "questionnaire"])
def test_a_years_report_is_due_from_the_first_of_april(report: str) -> None:
    found = watched(asked(report), {(QUARTER, date(2025, 4, 1)): TODAY}, TODAY, LONG_AGO)
    assert (found.made, found.due, found.late) == (None, date(2026, 4, 1), True)


def test_one_made_since_the_period_was_over_is_due_again_after_the_next() -> None:
    made = {(QUARTER, date(2026, 1, 1)): date(2026, 4, 3), (YEAR, date(2025, 4, 1)): date(2026, 4, 9)}
    found = watched(asked("attendance-quarter"), made, TODAY, LONG_AGO)
    assert (found.made, found.due, found.late) == (date(2026, 4, 3), date(2026, 7, 1), False)
    found = watched(asked("attendance-year"), made, TODAY, LONG_AGO)
    assert (found.made, found.due, found.late) == (date(2026, 4, 9), date(2027, 4, 1), False)


def test_one_made_before_the_period_was_over_is_to_be_made_again() -> None:
    early = {(QUARTER, date(2026, 1, 1)): date(2026, 3, 31)}
    found = watched(asked("attendance-quarter"), early, TODAY, LONG_AGO)
    assert (found.made, found.due, found.late) == (date(2026, 3, 31), date(2026, 4, 1), True)


def test_nothing_is_due_of_periods_that_were_over_before_the_vault_was_begun() -> None:
    assert watched(asked("evaluations"), {}, TODAY, date(2026, 4, 1)).due == date(2026, 7, 1)
    assert watched(asked("evaluations"), {}, TODAY, date(2026, 3, 31)).due == date(2026, 4, 1)


def test_what_is_done_elsewhere_is_shown_and_never_due() -> None:
    found = watched(asked(""), {}, TODAY, LONG_AGO)
    assert found == Watch(asked(""))
    assert plan([found]).rows == (("Attendance", "Report", "Nurses", "Quarterly", "Team", "Committee", None, None),)


def test_what_nobody_said_how_often_of_is_made_and_never_due() -> None:
    requirement = Requirement("Attendance", "Report", "Directors", "Committee", report="attendance-quarter")
    made = {(QUARTER, date(2025, 10, 1)): date(2026, 1, 7)}
    found = watched(requirement, made, TODAY, LONG_AGO)
    assert (found.made, found.due, found.late) == (date(2026, 1, 7), None, False)
    assert found.period is not None
    assert plan([found]).rows[0][3] == "When asked for"
