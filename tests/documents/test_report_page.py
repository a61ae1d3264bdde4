"""A report's pages: tables as they are read, numbers under one another."""

import re
import subprocess
from datetime import UTC, date, datetime
from pathlib import Path

from supdesk.documents.report_page import render_report
from supdesk.domain.registers import Period
from supdesk.domain.reports import STAR, Report, Table
from tests.tools import needs_tool

RESOURCES = Path(__file__).parents[2] / "resources"
FIGURES = Table(
    "Figures",
    ("Service", "As at", "Counted", "Mean"),
    (
        ("Alder", date(2026, 4, 1), 111, 2.5),
        ("Birch", None, 7, STAR),
        ("Cedar", date(2026, 4, 1), None, 3.5),
    ),
)
REPORT = Report(
    title="Invented figures",
    organisation="Example Trust",
    period=Period(date(2026, 4, 1), date(2026, 6, 30)),
    as_at=date(2026, 6, 30),
    compiled_at=datetime(2026, 7, 1, tzinfo=UTC),
    compiled_by="Ada Example",
    tables=(FIGURES,),
)


def test_a_column_counts_where_nothing_but_numbers_and_what_is_not_shown_stands_in_it() -> None:
    assert [FIGURES.counts(place) for place in range(4)] == [False, False, True, True]
    assert not Table("None", ("Count",), ((None,), (None,))).counts(0)


def test_numbers_stand_under_one_another_at_the_right_of_their_column(tmp_path: Path) -> None:
    needs_tool("pdftotext")
    file = tmp_path / "report.pdf"
    file.write_bytes(render_report(REPORT, RESOURCES).content)
    told = subprocess.run(["pdftotext", "-bbox", file, "-"], capture_output=True, text=True, check=True).stdout
    words = re.findall(r'xMin="([\d.]+)".*?xMax="([\d.]+)".*?>(.*?)</word>', told)
    ends = {word: float(right) for _, right, word in words}
    begins = {word: float(left) for left, _, word in words}
    assert abs(ends["111"] - ends["7"]) < 0.5
    assert abs(ends["Counted"] - ends["111"]) < 0.5
    assert abs(begins["Alder"] - begins["Birch"]) < 0.5
