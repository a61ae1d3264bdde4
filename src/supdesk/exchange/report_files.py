"""A report as a spreadsheet, one sheet a table, and as CSV, one file a table."""

import csv
import io
import re
from datetime import UTC, date, datetime, time
from typing import TYPE_CHECKING

from supdesk.domain.reports import Cell, Report, Table
from supdesk.exchange.csv_writer import guarded
from supdesk.exchange.xlsx_writer import IN_MEMORY, plain

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

_SHEET_NAME = 31
"""Characters Excel allows for the name of a sheet; some it does not allow at all."""
_WIDTHS = (14, 46)


def to_xlsx(report: Report) -> bytes:
    """A sheet About and one for each table: counts as numbers, days as days, no formula."""
    from xlsxwriter import Workbook

    content = io.BytesIO()
    book = Workbook(content, IN_MEMORY)
    at = report.compiled_at.astimezone(UTC).replace(tzinfo=None)
    book.set_properties({"title": report.title, "created": at})
    looks = _Looks(book)
    _sheet(book, looks, _about(report))
    for table in report.tables:
        _sheet(book, looks, table)
    book.close()
    return content.getvalue()


def to_csv(report: Report) -> dict[str, bytes]:
    """Each table by its file's name: UTF-8 with a byte order mark, CRLF (RFC 4180), days as 2026-01-31."""
    return {f"{_slug(table.title)}.csv": _csv(table) for table in (_about(report), *report.tables)}


class _Looks:
    """The formats of one workbook, which belong to it alone."""

    def __init__(self, book: "Workbook") -> None:
        self.head = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
        self.cell = book.add_format({"text_wrap": True, "valign": "top"})
        self.day = book.add_format({"num_format": "d mmm yyyy", "align": "left", "valign": "top"})
        self.sum = book.add_format({"bold": True, "top": 1})
        self.note = book.add_format({"italic": True, "font_color": "#4C5A66"})


def _about(report: Report) -> Table:
    facts: list[tuple[str, Cell]] = [
        ("Report", report.title),
        ("Organisation", report.organisation),
        ("From", report.period.first),
        ("Until", report.period.last),
        ("As at", report.as_at),
        ("Compiled by", report.compiled_by),
        ("To be published", "yes, small numbers are hidden" if report.published else "no"),
        *([("Practice", "everybody in it is invented")] if report.practice else []),
    ]
    return Table("About", ("Fact", "Value"), tuple(facts))


def _sheet(book: "Workbook", looks: _Looks, table: Table) -> None:
    sheet = book.add_worksheet(re.sub(r"[\[\]:*?/\\']", " ", table.title)[:_SHEET_NAME])
    for place, heading in enumerate(table.headings):
        longest = max([len(heading), *(len(str(row[place])) for row in table.rows)])
        sheet.set_column(place, place, min(max(longest + 3, _WIDTHS[0]), _WIDTHS[1]))
        sheet.write_string(0, place, heading, looks.head)
    for line, row in enumerate(table.rows, 1):
        last = table.summed and line == len(table.rows)
        for place, cell in enumerate(row):
            _write(sheet, line, place, cell, looks.sum if last else looks.cell, looks.day)
    below = len(table.rows) + 2
    for words in filter(None, (table.note, "" if table.rows else table.nothing)):
        sheet.write_string(below, 0, words, looks.note)
        below += 1
    sheet.freeze_panes(1, 0)
    sheet.set_paper(9)  # A4
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)


def _write(sheet: "Worksheet", line: int, place: int, cell: Cell, look: "Format", day: "Format") -> None:
    if isinstance(cell, date):
        sheet.write_datetime(line, place, datetime.combine(cell, time()), day)
    elif isinstance(cell, int | float):
        sheet.write_number(line, place, cell, look)
    elif cell:
        sheet.write_string(line, place, plain(cell), look)


def _csv(table: Table) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(table.headings)
    for row in table.rows:
        writer.writerow([guarded("" if cell is None else str(cell)) for cell in row])
    return text.getvalue().encode("utf-8-sig")


def _slug(title: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", title.casefold()).strip("-")
