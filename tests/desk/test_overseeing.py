"""What was made for the monitoring plan, as the audit trail knows it (G7)."""

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

from supdesk.desk import exporting, overseeing, reporting
from supdesk.desk.desk import Desk
from supdesk.domain import reports
from supdesk.domain.quarters import quarter, year
from tests.desk.desks import TODAY, on_day


def test_what_was_written_after_its_period_is_made_and_nothing_else(desk: Desk, tmp_path: Path) -> None:
    later = replace(desk, around=replace(desk.around, now=lambda: datetime(2026, 4, 2, 9, tzinfo=UTC)))
    assert [(w.requirement.report, w.late) for w in overseeing.plan(later)] == [
        ("attendance-year", True),
        ("attendance-quarter", True),
        ("evaluations", True),
    ]
    write(later, reporting.tracker_report(later), tmp_path)
    assert all(watch.late and watch.made is None for watch in overseeing.plan(later))
    write(later, reporting.quarter_pack(later, quarter(TODAY), published=True), tmp_path)
    assert [watch.late for watch in overseeing.plan(later)] == [True, False, False]
    write(later, reporting.year_pack(later, year(TODAY)), tmp_path)
    assert [(watch.late, watch.made) for watch in overseeing.plan(later)] == [(False, later.today)] * 3


def test_what_was_not_made_yet_is_no_small_number_in_what_is_published(desk: Desk) -> None:
    over = on_day(desk, date(2026, 4, 1))
    [plan] = [t for t in reporting.year_pack(over, year(TODAY), published=True).tables if "plan" in t.title]
    assert [row[-2] for row in plan.rows] == [None] * 3
    assert reports.STAR not in repr(plan)


def test_a_quarter_written_before_its_end_is_written_again_after_it(desk: Desk) -> None:
    now = quarter(TODAY)
    last = replace(desk, around=replace(desk.around, now=lambda: datetime(2026, 3, 31, 9, tzinfo=UTC)))
    overseeing.note(last, reports.QUARTER, now)
    later = replace(desk, around=replace(desk.around, now=lambda: datetime(2026, 4, 1, 9, tzinfo=UTC)))
    assert not overseeing.written(later, reports.QUARTER, now)
    overseeing.note(later, reports.QUARTER, now)
    assert overseeing.written(later, reports.QUARTER, now)


def write(desk: Desk, report: reporting.Report, folder: Path) -> None:
    reporting.note(desk, exporting.put(reporting.prepare(desk, report), folder))


def test_nothing_is_due_in_a_vault_of_this_quarter(desk: Desk) -> None:
    assert [(watch.late, watch.made) for watch in overseeing.plan(desk)] == [(False, None)] * 3
