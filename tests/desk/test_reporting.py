"""The figures of a quarter, counted from sessions and evaluations; fit to be published when asked."""

import csv
import io
import re
import zipfile
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from supdesk.desk import enrolling, exporting, finishing, planning, receiving, recording, reporting, signing
from supdesk.desk.desk import Desk
from supdesk.desk.exporting import unheard
from supdesk.desk.receiving import Own
from supdesk.domain import reports
from supdesk.domain.errors import SupdeskError
from supdesk.domain.people import Leave
from supdesk.domain.quarters import quarter
from supdesk.domain.registers import Period
from supdesk.domain.reports import Cell, Report
from supdesk.domain.sessions import Kind, Mode, Why
from tests.desk.desks import TODAY, enrolled, on_day, person_id, planned, written

PERIOD = quarter(TODAY)


def rows(report: Report, title: str) -> dict[Cell, tuple[Cell, ...]]:
    return {row[0]: row[1:] for table in report.tables if table.title == title for row in table.rows}


def over(desk: Desk) -> Desk:
    """The same desk once the period is over."""
    return on_day(desk, PERIOD.last + timedelta(days=1))


def held(desk: Desk, *names: str) -> str:
    """The session of a record that was finished."""
    session = planned(desk, *names)
    sitting = recording.sit_down(desk, session)
    recording.save(desk, sitting.main.draft.id, sitting.main.draft.raw | written())
    finishing.finish(desk, [sitting.main.draft.id])
    return session


def evaluated(desk: Desk, session: str, **answers: str) -> None:
    sheet = recording.begin_evaluation(desk, session, person_id(desk, "Ada Example"))
    recording.save(desk, sheet.draft.id, sheet.draft.raw | answers)
    record = finishing.finish(desk, [sheet.draft.id]).records[0].id
    signing.issue(desk, record)


def test_each_service_shows_who_is_counted_and_who_is_up_to_date(desk: Desk) -> None:
    held(desk, "Ada Example")
    away = replace(enrolling.one(desk, enrolled(desk, "Cy Invented", service="School")), leave=(Leave(TODAY),))
    enrolling.enrol(desk, away)
    found = reporting.quarter_pack(desk, PERIOD)
    assert rows(found, "Attendance by service") == {
        "No service given": (2, 1, 50, 0, 0, 0),
        "School": (0, 0, None, 1, 0, 0),
        "All": (2, 1, 50, 1, 0, 0),
    }
    assert list(rows(found, "Overdue")) == ["Bee Sample"]
    assert rows(found, "Not counted") == {"Cy Invented": ("School", "On leave")}


def test_a_quarter_that_is_over_is_told_as_at_its_last_day(desk: Desk) -> None:
    held(desk, "Ada Example")
    before = quarter(PERIOD.first - timedelta(days=1))
    found = reporting.quarter_pack(desk, before)
    assert found.as_at == before.last
    assert rows(found, "Attendance by service")["All"][1] == 0
    assert rows(found, "Sessions")["All"][0] == 0


def test_sessions_are_counted_by_kind_and_people_by_what_they_did(desk: Desk) -> None:
    held(desk, "Ada Example")
    planning.miss(desk, planned(desk, "Bee Sample"))
    planning.cancel(desk, planned(desk), "Ada Example", mutual=True, why=Why.URGENT)
    planned(desk, "Ada Example", "Bee Sample", kind=Kind.GROUP)
    found = rows(reporting.quarter_pack(desk, PERIOD), "Sessions")
    assert found["One-to-one"] == (1, 1, 1, 1, 0, 1)
    assert found["Group"] == (0, 0, 0, 0, 0, 0)
    assert found["All"] == (1, 1, 1, 1, 0, 1)


def test_why_sessions_were_cancelled_leaves_as_a_code_and_never_in_words(desk: Desk, tmp_path: Path) -> None:
    planning.cancel(desk, planned(desk), "Ada Example", "His dog ran away", mutual=True, why=Why.URGENT)
    planning.cancel(desk, planned(desk), "Ada Example", "Her car broke", mutual=False)
    found = reporting.quarter_pack(desk, PERIOD)
    assert rows(found, "Cancellations") == {"Urgent work": (1, 1), "Another reason": (1, 0), "All": (2, 1)}
    assert "dog" not in repr(found)
    assert "car broke" not in repr(found)


def test_evaluations_are_added_up_without_names(desk: Desk) -> None:
    evaluated(desk, held(desk, "Ada Example"), safe="5", challenge="2", strengths="The quiet room")
    found = reporting.quarter_pack(desk, PERIOD)
    statements = rows(found, "Evaluations")
    safe = next(cells for words, cells in statements.items() if "feel safe" in str(words))
    assert safe == (0, 0, 0, 0, 1, 1, 5.0)
    told = next(table for table in found.tables if table.title == "Evaluations in their own words")
    assert [row[1] for row in told.rows] == ["The quiet room"]
    assert "Ada" not in repr(told)


def test_what_the_owner_said_of_their_own_supervision_is_not_added_up_with_what_others_said(desk: Desk) -> None:
    mine = receiving.record(desk, Own(TODAY, None, None, name="Sue Visor")).subject
    sheet = recording.begin_evaluation(desk, mine, desk.owner.id)
    recording.save(desk, sheet.draft.id, sheet.draft.raw | {"safe": "1", "strengths": "Sharp questions"})
    signing.issue(desk, finishing.finish(desk, [sheet.draft.id]).records[0].id)
    evaluated(desk, held(desk, "Ada Example"), safe="5")
    found = reporting.quarter_pack(desk, PERIOD)
    safe = next(cells for words, cells in rows(found, "Evaluations").items() if "feel safe" in str(words))
    assert safe == (0, 0, 0, 0, 1, 1, 5.0)
    assert "Sharp questions" not in repr(found)


def test_what_is_published_names_nobody_and_shows_no_small_number(desk: Desk) -> None:
    evaluated(desk, held(desk, "Ada Example"), safe="5", strengths="The quiet room")
    found = reporting.quarter_pack(over(desk), PERIOD, published=True)
    assert not {"Overdue", "Not counted", "Supervisor", "Contracts to renew"} & {t.title for t in found.tables}
    text = repr(found.tables)
    assert not any(word in text for word in ("Ada Example", "Bee Sample", "Olive", "quiet room"))
    numbers = [cell for t in found.tables for row in t.rows for cell in row[1:] if isinstance(cell, int | float)]
    assert set(numbers) == {0}
    assert rows(found, "Attendance by service")["All"][:3] == ("*", "*", "*")


def test_its_files_hold_the_same_figures_and_their_names_say_nothing(desk: Desk, tmp_path: Path) -> None:
    held(desk, "Ada Example")
    report = reporting.quarter_pack(desk, PERIOD)
    reporting.note(desk, exporting.put(reporting.prepare(desk, report), tmp_path))
    names = sorted(path.name for path in tmp_path.iterdir())
    assert "supervision-figures-2025-26-Q4.pdf" in names
    assert "supervision-figures-2025-26-Q4.xlsx" in names
    assert not [name for name in names if re.search("ada|bee|olive", name)]
    text = (tmp_path / "supervision-figures-2025-26-Q4-attendance-by-service.csv").read_text("utf-8-sig")
    table = next(t for t in report.tables if t.title == "Attendance by service")
    assert list(csv.reader(io.StringIO(text)))[1:] == [
        ["" if cell is None else str(cell) for cell in row] for row in table.rows
    ]
    with zipfile.ZipFile(tmp_path / "supervision-figures-2025-26-Q4.xlsx") as book:
        sheets = [name for name in book.namelist() if name.startswith("xl/worksheets/sheet")]
        assert len(sheets) == len(report.tables) + 1
        assert not [name for name in sheets if b"<f>" in book.read(name)]


def test_files_that_are_there_are_replaced_only_when_asked(desk: Desk, tmp_path: Path) -> None:
    ready = reporting.prepare(desk, reporting.quarter_pack(desk, PERIOD))
    reporting.note(desk, exporting.put(ready, tmp_path))
    with pytest.raises(SupdeskError) as refused:
        exporting.put(ready, tmp_path)
    assert refused.value.code == "place.there"
    reporting.note(desk, exporting.put(ready, tmp_path, over=True))


def test_ones_own_supervision_stands_beside_ones_training(desk: Desk) -> None:
    other = enrolled(desk, "Sue Visor")
    mine = planning.plan(desk, Kind.ONE_TO_ONE, Mode.FACE_TO_FACE, TODAY, [desk.owner.id], supervisor_id=other)
    found = rows(reporting.quarter_pack(desk, PERIOD), "Supervisor")
    assert found["Own supervision, next planned"] == (TODAY, "")
    assert found["Competent as supervisor since"] == (None, "No evidence recorded")
    assert mine.subject


def test_a_period_may_be_any(desk: Desk) -> None:
    assert reporting.quarter_pack(desk, Period(date(2020, 1, 1), date(2020, 1, 1))).as_at == date(2020, 1, 1)


def test_the_tracker_names_no_service_in_the_names_of_its_files(desk: Desk, tmp_path: Path) -> None:
    for name, service in (("Cy Invented", "About"), ("Di Invented", "about"), ("Ed Invented", "[x]:*?/\\" * 9)):
        enrolled(desk, name, service=service)
    made = reporting.prepare(desk, reporting.tracker_report(desk)).make(tmp_path, unheard)
    assert sorted(made) == [
        "supervision-tracker-2026-03-04-about.csv",
        "supervision-tracker-2026-03-04-attendance-by-service.csv",
        "supervision-tracker-2026-03-04-everybody.csv",
        "supervision-tracker-2026-03-04.pdf",
        "supervision-tracker-2026-03-04.xlsx",
    ]
    text = made["supervision-tracker-2026-03-04-everybody.csv"].decode("utf-8-sig")
    assert [row[:2] for row in csv.reader(io.StringIO(text))][1:] == [
        ["No service given", "Ada Example"],
        ["No service given", "Bee Sample"],
        ["[x]:*?/\\" * 9, "Ed Invented"],
        ["About", "Cy Invented"],
        ["About", "Di Invented"],
    ]


def told(report: Report) -> reports.Table:
    return next(table for table in report.tables if table.title == "Evaluations in their own words")


def test_an_answer_that_may_name_somebody_is_pointed_at_and_left_out_where_asked(desk: Desk) -> None:
    evaluated(desk, held(desk, "Ada Example"), safe="5", strengths="Bee Sample was kind", more_useful="More time")
    [doubt] = reporting.in_doubt(desk, reports.QUARTER, PERIOD)
    assert (doubt.said, doubt.why) == ("Bee Sample was kind", "Bee Sample is on your list of people")
    assert len(told(reporting.quarter_pack(desk, PERIOD)).rows) == 2
    safe = told(reporting.quarter_pack(desk, PERIOD, guarded=True))
    assert [row[1] for row in safe.rows] == ["More time"]
    assert "1 answer is left out because it may name somebody." in safe.note


@pytest.mark.parametrize(
    "said",
    [
        "Bee Sample was kind",
        "About 943 476 5919",
        "Born 3 May 2015",
        "Near SW1A 1AA",
        "Olive Owner listens",
        "Olive listens",
        "Placeholder gave me the time",
    ],
)
def test_nothing_is_published_that_may_name_somebody(desk: Desk, said: str) -> None:
    enrolled(desk, "Cy Invented", line_manager="Mo Placeholder")
    for turn in range(9):
        evaluated(desk, planned(desk), safe="5", strengths=said if turn == 4 else f"Good {turn}")
    table = told(reporting.quarter_pack(over(desk), PERIOD, published=True))
    assert len(table.rows) == 8
    assert said not in repr(table)
    assert "A small number of answers is left out because they may name somebody." in table.note


def test_no_star_stands_for_the_mean_of_what_nobody_answered(desk: Desk) -> None:
    for _ in range(8):
        evaluated(desk, planned(desk), safe="5")
    stated = rows(reporting.quarter_pack(over(desk), PERIOD, published=True), "Evaluations")
    assert sorted(map(repr, stated.values())) == [
        *[repr((0, 0, 0, 0, 0, 0, None))] * 4,
        repr((0, 0, 0, 0, 10, 10, 5.0)),
    ]


def test_what_is_published_is_not_written_over_what_names_people(desk: Desk, tmp_path: Path) -> None:
    whole, published = (
        reporting.prepare(desk, reporting.quarter_pack(over(desk), PERIOD, published=kind)).make(tmp_path, unheard)
        for kind in (False, True)
    )
    assert not whole.keys() & published.keys()
