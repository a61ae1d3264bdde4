"""A report's pages: tables as they are read, numbers under one another."""

import io
import re
import subprocess
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from pypdf import PdfReader
from reportlab.pdfbase.pdfmetrics import stringWidth

from supdesk.documents import fonts
from supdesk.documents.grids import roomy, widths_for
from supdesk.documents.report_page import render_report
from supdesk.documents.wording import CELL
from supdesk.domain.registers import Period
from supdesk.domain.reports import STAR, Bars, Cell, Report, Table
from tests.tools import needs_tool

WORDS = "Quarterly administration Committee"
DAY = date(2026, 3, 31)
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


def printed(*tables: Table, lead: str = "For Mo alone.") -> str:
    period = Period(date(2026, 1, 1), DAY)
    report = Report("Figures", "Example", period, DAY, datetime(2026, 4, 1, tzinfo=UTC), "Olive", tables, lead)
    reader = PdfReader(io.BytesIO(render_report(report, RESOURCES).content))
    return " ".join(" ".join(page.extract_text().split()) for page in reader.pages)


def test_its_lead_its_days_and_how_each_table_was_reckoned_stand_on_it() -> None:
    table = Table("Attendance", ("Service", "Per cent"), (("School", None), ("Clinic", 50)), note="Rounded down.")
    text = printed(table, Table("Overdue", ("Name",), (), nothing="Nobody is overdue."))
    for words in ("For Mo alone.", "As at 31 March 2026", "Rounded down.", "Nobody is overdue.", "Clinic 50"):
        assert words in text


def test_a_bar_says_its_figure_in_words_and_says_when_it_is_not_shown() -> None:
    bars = Bars("Up to date", 100, (("School", None, "not shown"), ("Clinic", 50, "50 %")))
    text = printed(Table("Attendance", ("Service",), (("School",), ("Clinic",)), bars=bars))
    assert "not shown" in text
    assert "50 %" in text


@pytest.mark.parametrize("columns", [2, 5, 6])
def test_no_word_is_broken_where_all_of_them_have_room(columns: int) -> None:
    fonts.register(RESOURCES)
    rows: list[list[str]] = [[WORDS] * columns]
    widths = widths_for(["Heading"] * columns, rows, 560.0, CELL)
    longest = max(stringWidth(word, CELL.fontName, CELL.fontSize) for word in WORDS.split())
    assert sum(widths) == pytest.approx(560.0)
    assert all(width - 10 >= longest for width in widths)


def test_a_narrow_column_grows_to_its_longest_word_and_what_can_not_fit_stays_as_it_was() -> None:
    fonts.register(RESOURCES)
    asked, rows = [250.0, 40.0, 210.0], [["a few words", "Placeholder-Longname", "more words"]]
    widths = roomy(["What", "Who", "How"], rows, asked)
    assert sum(widths) == pytest.approx(500.0)
    assert widths[1] - 10 >= stringWidth("Placeholder-Longname", CELL.fontName, CELL.fontSize)
    assert widths[0] < 250
    assert roomy(["What", "Who", "How"], [["x" * 400, "y", "z"]], asked) == asked


def test_a_cell_may_be_a_day_a_number_or_nothing() -> None:
    cells: tuple[Cell, ...] = (DAY, 3, 4.5, None, "word")
    text = printed(Table("All kinds", tuple("abcde"), (cells,)))
    assert "31 Mar 2026" in text
    assert "4.5" in text
