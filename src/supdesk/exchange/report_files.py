"""A report as a spreadsheet, one sheet a table, and as CSV, one file a table."""

import csv
import io
import re
from collections.abc import Iterable
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
"""Characters Excel allows for the name of a sheet."""
_FORBIDDEN = re.compile(r"[\[\]:*?/\\'\x00-\x1f]")
"""Those it does not allow there, an apostrophe at either end among them."""
_FILE_NAME = 60
_CELL = 32_767
"""Characters Excel allows in a cell."""
_CUT = " … (cut here: the whole stands in the PDF)"
_WIDTHS = (14, 46)


def to_xlsx(report: Report) -> bytes:
    """A sheet About and one for each table: counts as numbers, days as days, no formula."""
    from xlsxwriter import Workbook

    content = io.BytesIO()
    book = Workbook(content, IN_MEMORY)
    at = report.compiled_at.astimezone(UTC).replace(tzinfo=None)
    book.set_properties({"title": report.title, "created": at})
    looks = _Looks(book)
    tables = (_about(report), *report.tables)
    for name, table in zip(sheet_names(table.title for table in tables), tables, strict=True):
        _sheet(book, looks, name, table)
    book.close()
    return content.getvalue()


def to_csv(report: Report) -> dict[str, bytes]:
    """Each table by its file's name: UTF-8 with a byte order mark, CRLF (RFC 4180), days as 2026-01-31."""
    tables = (_about(report), *report.tables)
    names = _told_apart((_slug(table.title) for table in tables), most=_FILE_NAME, between="-")
    return {f"{name}.csv": _csv(table) for name, table in zip(names, tables, strict=True)}


def sheet_names(titles: Iterable[str]) -> list[str]:
    """Names for sheets as Excel allows them: short, without some characters, no two alike but for their case."""
    allowed = (" ".join(_FORBIDDEN.sub(" ", title).split()) for title in titles)
    return _told_apart(allowed, most=_SHEET_NAME, between=" ")


def _told_apart(names: Iterable[str], *, most: int, between: str) -> list[str]:
    """The names cut to `most` characters, with a number behind those that stood before."""
    taken: dict[str, str] = {}
    for name in names:
        ends = ("", *(f"{between}{number}" for number in range(2, 1_000)))
        tried = (f"{(name or 'table')[: most - len(end)].rstrip()}{end}" for end in ends)
        free = next(each for each in tried if each.casefold() not in taken)
        taken[free.casefold()] = free
    return list(taken.values())


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
        ("To know", report.lead),
        *([("Practice", "everybody in it is invented")] if report.practice else []),
    ]
    return Table("About", ("Fact", "Value"), tuple(facts))


def _sheet(book: "Workbook", looks: _Looks, name: str, table: Table) -> None:
    sheet = book.add_worksheet(name)
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
        text = plain(cell)
        sheet.write_string(line, place, text if len(text) <= _CELL else f"{text[: _CELL - len(_CUT)]}{_CUT}", look)


def _csv(table: Table) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(table.headings)
    for row in table.rows:
        writer.writerow([guarded("" if cell is None else str(cell)) for cell in row])
    return text.getvalue().encode("utf-8-sig")


def _slug(title: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", title.casefold()).strip("-")
