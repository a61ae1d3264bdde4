"""What was published stays as it was: no second publication tells a number that the first one hid (X9)."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from supdesk.desk import enrolling, exporting, planning, reading, reporting, theming
from supdesk.desk.desk import Desk
from supdesk.domain.errors import SupdeskError
from supdesk.domain.quarters import quarter, year
from supdesk.domain.registers import Period
from supdesk.domain.reports import QUARTER, YEAR, Report
from supdesk.domain.sessions import Why
from tests.desk.desks import TODAY, on_day, person_id, planned
from tests.desk.test_reporting import evaluated, held, rows

NOW, WHOLE = quarter(TODAY), year(TODAY)
AFTER, LATER = date(2026, 4, 1), date(2026, 5, 6)


def write(desk: Desk, folder: Path, kind: str, period: Period, *, published: bool = True) -> Report:
    """The report as it was written into a folder of its own."""
    folder.mkdir()
    report = reporting.report(desk, kind, period, published=published)
    reporting.note(desk, exporting.put(reporting.prepare(desk, report), folder))
    return report


def refused(desk: Desk, kind: str, period: Period) -> SupdeskError:
    with pytest.raises(SupdeskError) as found:
        reporting.report(desk, kind, period, published=True)
    return found.value


def one_more_session(desk: Desk) -> None:
    held(desk, "Ada Example")


def one_more_cancelled(desk: Desk) -> None:
    planning.cancel(desk, planned(desk), "Ada Example", mutual=True, why=Why.URGENT)


def one_more_answer(desk: Desk) -> None:
    evaluated(desk, planned(desk), safe="5")


def one_more_theme(desk: Desk) -> None:
    theming.give(desk, reading.records(desk)[0].id, ["neglect"])


def one_who_left(desk: Desk) -> None:
    bee = enrolling.one(desk, person_id(desk, "Bee Sample"))
    enrolling.enrol(desk, replace(bee, left_on=TODAY))


@pytest.mark.parametrize(("kind", "period"), [(QUARTER, NOW), (YEAR, WHOLE)])
def test_only_a_period_that_is_over_is_published(desk: Desk, kind: str, period: Period) -> None:
    last = on_day(desk, period.last)
    early = refused(last, kind, period)
    assert early.code == "report.early"
    assert early.sentence == f"This {kind} is not over. It can be published from 1 April 2026 on."
    assert not reporting.report(last, kind, period).published
    assert reporting.report(on_day(desk, AFTER), kind, period, published=True).published


@pytest.mark.parametrize(("kind", "period"), [(QUARTER, NOW), (YEAR, WHOLE)])
def test_a_period_published_again_has_the_very_tables_of_the_first_time(
    desk: Desk, tmp_path: Path, kind: str, period: Period
) -> None:
    session = held(desk, "Ada Example")
    for _ in range(8):
        planning.cancel(desk, planned(desk), "Ada Example", mutual=True, why=Why.URGENT)
    evaluated(desk, session, safe="5")
    first = write(on_day(desk, AFTER), tmp_path / "first", kind, period)
    for _ in range(8):
        planning.cancel(desk, planned(desk), "Ada Example", mutual=True, why=Why.URGENT)
    again = write(on_day(desk, LATER), tmp_path / "again", kind, period)
    assert (first.since, again.since) == (None, AFTER)
    assert again.tables == first.tables
    assert [table.bars for table in again.tables] == [table.bars for table in first.tables]
    assert "As published on 1 April 2026; what came since is not in it." in again.lead
    assert rows(reporting.report(on_day(desk, LATER), kind, period), "Cancellations")["All"] == (16, 16)
    tables = {path.name for path in (tmp_path / "first").glob("*.csv")} - {f"{first.stem}-about.csv"}
    assert len(tables) == len(first.tables)
    for name in tables:
        assert (tmp_path / "first" / name).read_bytes() == (tmp_path / "again" / name).read_bytes()


@pytest.mark.parametrize(
    "change", [one_more_session, one_more_cancelled, one_more_answer, one_more_theme, one_who_left]
)
@pytest.mark.parametrize(("first", "then"), [((QUARTER, NOW), (YEAR, WHOLE)), ((YEAR, WHOLE), (QUARTER, NOW))])
def test_a_quarter_that_counts_otherwise_since_keeps_the_other_from_being_published(
    desk: Desk,
    tmp_path: Path,
    change: Callable[[Desk], None],
    first: tuple[str, Period],
    then: tuple[str, Period],
) -> None:
    held(desk, "Bee Sample")
    write(on_day(desk, AFTER), tmp_path / "first", *first)
    assert reporting.report(on_day(desk, LATER), *then, published=True).published
    change(desk)
    found = refused(on_day(desk, LATER), *then)
    assert found.code == "report.changed"
    assert found.sentence.startswith("Q4 2025/26 counts otherwise now than when it was published on 1 April 2026.")
    assert reporting.report(on_day(desk, LATER), *first, published=True).since == AFTER


def test_what_lies_outside_the_quarters_published_changes_nothing(desk: Desk, tmp_path: Path) -> None:
    before = quarter(date(2025, 11, 1))
    write(on_day(desk, AFTER), tmp_path / "first", QUARTER, before)
    one_more_session(desk)
    assert reporting.report(on_day(desk, LATER), YEAR, WHOLE, published=True).since is None


def test_what_is_only_looked_at_or_is_not_to_be_published_binds_nothing(desk: Desk, tmp_path: Path) -> None:
    write(on_day(desk, AFTER), tmp_path / "whole", QUARTER, NOW, published=False)
    reporting.report(on_day(desk, AFTER), QUARTER, NOW, published=True)
    one_more_session(desk)
    assert reporting.report(on_day(desk, LATER), QUARTER, NOW, published=True).since is None
    assert reporting.report(on_day(desk, LATER), YEAR, WHOLE, published=True).since is None


def test_of_two_that_were_made_at_once_only_the_first_is_published(desk: Desk, tmp_path: Path) -> None:
    now = on_day(desk, AFTER)
    made = [reporting.report(now, QUARTER, NOW, published=True)]
    one_more_session(desk)
    made += [
        reporting.report(now, QUARTER, NOW, published=True),
        reporting.report(now, YEAR, WHOLE, published=True),
    ]
    folders = [tmp_path / name for name in ("first", "second", "third")]
    codes = []
    for folder, report in zip(folders, made, strict=True):
        folder.mkdir()
        try:
            reporting.note(now, exporting.put(reporting.prepare(now, report), folder))
        except SupdeskError as error:
            codes.append(error.code)
    assert codes == ["report.meanwhile", "report.changed"]
    assert [bool(list(folder.iterdir())) for folder in folders] == [True, False, False]
