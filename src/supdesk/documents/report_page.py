"""A report on paper: tables and bars, each with how it was reckoned beside it."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus.flowables import CondPageBreak, Flowable, KeepTogether, Spacer

from supdesk.documents import bars, fonts
from supdesk.documents.grids import grid, widths_for
from supdesk.documents.pdf import Pdf
from supdesk.documents.sheet import Sheet, compose
from supdesk.documents.wording import ANSWER, CELL, HEADING, NOTE, TITLE, paragraph
from supdesk.domain.days import brief_date, show_date
from supdesk.domain.reports import Cell, Report, Table

_HEAD = ParagraphStyle("report-heading", HEADING, spaceBefore=14, spaceAfter=3)


def render_report(report: Report, resources: Path) -> Pdf:
    """The report as portrait pages."""
    fonts.register(resources)
    sheet = Sheet(
        report.title,
        report.organisation,
        f"As at {show_date(report.as_at)}",
        f"Compiled by {report.compiled_by}",
        report.compiled_at,
        practice=report.practice,
    )
    story: list[Flowable] = [
        paragraph(report.title, TITLE),
        Spacer(1, 3),
        paragraph(report.of or _when(report), ANSWER),
        paragraph(report.lead, NOTE),
        *(flowable for table in report.tables for flowable in _set(table, sheet.measure)),
    ]
    return compose(sheet, story)


def _when(report: Report) -> str:
    as_at, period = f"As at {show_date(report.as_at)}", report.period
    return f"{as_at}." if period.first == period.last else f"{period.shown}, both included. {as_at}."


def shown(cell: Cell) -> str:
    """A cell as it is printed; nothing stands as a dash in the grid."""
    return brief_date(cell) if isinstance(cell, date) else "" if cell is None else str(cell)


def _set(table: Table, measure: float) -> Iterator[Flowable]:
    yield CondPageBreak(96)
    yield paragraph(table.title, _HEAD)
    if not table.rows:
        yield paragraph(table.nothing, ANSWER)
        return
    rows = [[shown(cell) for cell in row] for row in table.rows]
    counts = [place for place in range(len(table.headings)) if table.counts(place)]
    yield grid(table.headings, rows, widths_for(table.headings, rows, measure), CELL, right=counts)
    if table.note:
        yield Spacer(1, 3)
        yield paragraph(table.note, NOTE)
    if table.bars:
        yield Spacer(1, 6)
        yield KeepTogether([paragraph(table.bars.title, NOTE), bars.drawing(table.bars, measure)])
