"""A register as a spreadsheet in which every cell is text, made in memory and the same each time."""

import io
from collections.abc import Iterable, Sequence
from datetime import UTC
from typing import TYPE_CHECKING

from supdesk.domain.days import show_moment
from supdesk.domain.errors import SupdeskError
from supdesk.domain.registers import Register
from supdesk.exchange.columns import KEYS, iso, of, table

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

# in_memory: otherwise the text of the cells goes to a file in the temporary folder.
IN_MEMORY = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}

_COMPETENCE = (("Supervisor", 30), ("Competent since", 16), ("Course", 44), ("Last refreshed", 16))


def to_xlsx(register: Register, keys: Sequence[str] = KEYS) -> bytes:
    """Three sheets: Register (the rows), Competence (the supervisors' dates), About (what stands above them).

    SupdeskError `register.column` for an unknown column, `register.large` where a sheet cannot hold it.
    """
    from xlsxwriter import Workbook

    columns = of(register, keys)
    content = io.BytesIO()
    book = Workbook(content, IN_MEMORY)
    book.set_properties({"title": "Safeguarding supervision register", "created": _utc(register)})
    headings = [(column.heading, column.width) for column in columns]
    _sheet(book, "Register", headings, table(register, columns))
    _sheet(book, "Competence", _COMPETENCE, _competence(register))
    _sheet(book, "About", (("Fact", 22), ("Value", 60)), facts(register))
    book.close()
    return content.getvalue()


def facts(register: Register) -> list[list[str]]:
    """What is printed above a register's rows: labels and values, without the ones that do not apply."""
    pairs = [
        ["Practice", "everybody in it is invented" if register.practice else ""],
        ["Register", register.number],
        ["Organisation", register.organisation],
        ["Period", register.period.shown],
        ["Compiled by", register.compiled_by],
        ["Compiled on", show_moment(register.compiled_at)],
        ["Corrects", register.corrects],
        ["Sessions", str(register.sessions)],
        ["Rows", str(len(register.rows))],
    ]
    return [pair for pair in pairs if pair[1]]


def _utc(register: Register) -> object:
    # The library writes the figures as they stand and calls them UTC.
    return register.compiled_at.astimezone(UTC).replace(tzinfo=None)


def _competence(register: Register) -> list[list[str]]:
    return [[c.supervisor, iso(c.achieved_on), c.course, iso(c.refreshed_on)] for c in register.competence]


def _sheet(book: "Workbook", name: str, headings: Sequence[tuple[str, int]], rows: Iterable[Sequence[str]]) -> None:
    sheet = book.add_worksheet(name)
    bold, wrapped = (
        book.add_format({"bold": True, "bottom": 1}),
        book.add_format({"text_wrap": True, "valign": "top"}),
    )
    for place, (_, width) in enumerate(headings):
        sheet.set_column(place, place, width)
    _line(sheet, 0, [heading for heading, _ in headings], bold)
    last = 0
    for last, cells in enumerate(rows, 1):
        _line(sheet, last, cells, wrapped)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, last, len(headings) - 1)
    sheet.ignore_errors({"number_stored_as_text": f"A1:XFD{last + 1}"})
    sheet.set_landscape()
    sheet.set_paper(9)  # A4
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)


def _line(sheet: "Worksheet", row: int, cells: Sequence[str], look: "Format") -> None:
    for place, text in enumerate(cells):
        if text and sheet.write_string(row, place, plain(text), look) != 0:
            raise SupdeskError(
                "register.large",
                "The register does not fit into a spreadsheet. Choose a shorter period, or use the CSV file.",
            )


def plain(text: str) -> str:
    # The library copies a text between these two tags into the file as markup instead of as text.
    return f"{text} " if text.startswith("<r>") and text.endswith("</r>") else text
