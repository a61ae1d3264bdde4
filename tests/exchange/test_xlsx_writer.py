"""F1: in a register's spreadsheet every cell is text."""

import io
import re
import tempfile
import zipfile
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from defusedxml.ElementTree import fromstring
from hypothesis import given, settings

from supdesk.domain.errors import SupdeskError
from supdesk.domain.registers import Register
from supdesk.exchange.columns import COLUMNS, table
from supdesk.exchange.xlsx_writer import facts, to_xlsx
from tests.exchange.register_examples import BEE, FORMULAS, REGISTER, attended_by, registers

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
SHEETS = {"Register": "sheet1", "Competence": "sheet2", "About": "sheet3"}


def part(content: bytes, name: str) -> str:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return archive.read(name).decode()


def parts(content: bytes) -> set[str]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return set(archive.namelist())


def sheet_xml(content: bytes, sheet: str) -> str:
    return part(content, f"xl/worksheets/{SHEETS[sheet]}.xml")


def strings(content: bytes) -> list[str]:
    entries = fromstring(part(content, "xl/sharedStrings.xml")).findall(f"{MAIN}si")
    return [unescaped(entry.findtext(f"{MAIN}t", "")) for entry in entries]


def unescaped(text: str) -> str:
    return re.sub("_x([0-9A-F]{4})_", lambda found: chr(int(found[1], 16)), text)


def cells_of(content: bytes, sheet: str) -> list[list[str]]:
    """The texts of a sheet, row by row, without the empty cells."""
    texts = strings(content)
    rows = fromstring(sheet_xml(content, sheet)).iter(f"{MAIN}row")
    return [[texts[int(v.text or "")] for v in row.iter(f"{MAIN}v")] for row in rows]


def test_the_first_sheet_holds_the_rows_under_their_headings() -> None:
    filled = [[cell for cell in row if cell] for row in table(REGISTER, COLUMNS)]
    assert cells_of(to_xlsx(REGISTER), "Register") == [[column.heading for column in COLUMNS], *filled]


def test_a_pack_chooses_the_columns() -> None:
    assert cells_of(to_xlsx(REGISTER, ("attendee", "date")), "Register")[1] == ["Bee Sample", "2026-01-14"]


def test_the_second_sheet_holds_the_supervisors_competence_and_refresher_dates() -> None:
    assert cells_of(to_xlsx(REGISTER), "Competence")[1:] == [
        ["Ada Example", "2023-05-02", "Invented Supervision Course", "2025-06-01"]
    ]


def test_the_third_sheet_says_whose_register_it_is_and_which_one_it_corrects() -> None:
    register = replace(REGISTER, corrects="R-7Q2F-0000")
    assert cells_of(to_xlsx(register), "About")[1:] == [
        ["Register", "R-7Q2F-0001"],
        ["Organisation", "Example Health Board"],
        ["Period", "1 January 2026 to 31 March 2026"],
        ["Compiled by", "Ada Example"],
        ["Compiled on", "1 April 2026, 09:15"],
        ["Corrects", "R-7Q2F-0000"],
        ["Sessions", "2"],
        ["Rows", "2"],
    ]


def test_a_first_register_says_nothing_of_a_correction() -> None:
    assert "Corrects" not in [label for label, _ in facts(REGISTER)]


def test_the_heading_stays_in_sight_and_every_column_can_be_filtered() -> None:
    xml = sheet_xml(to_xlsx(REGISTER), "Register")
    assert 'ySplit="1"' in xml
    assert 'state="frozen"' in xml
    assert '<autoFilter ref="A1:O3"/>' in xml


def test_it_is_the_same_each_time_and_dated_by_the_register() -> None:
    content = to_xlsx(REGISTER)
    assert content == to_xlsx(REGISTER)
    assert "2026-04-01T08:15:00Z</dcterms:created>" in part(content, "docProps/core.xml")


def test_no_file_is_left_or_made_in_the_temporary_folder(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        pytest.fail("the spreadsheet was written through a temporary file")

    for door in ("mkstemp", "mkdtemp", "TemporaryFile", "NamedTemporaryFile"):
        monkeypatch.setattr(tempfile, door, refuse)
    assert to_xlsx(REGISTER).startswith(b"PK")


def test_hostile_names_become_neither_formulas_nor_links() -> None:
    content = to_xlsx(attended_by(FORMULAS))
    for sheet in SHEETS:
        root = fromstring(sheet_xml(content, sheet))
        assert list(root.iter(f"{MAIN}f")) == []
        assert list(root.iter(f"{MAIN}hyperlink")) == []
        assert {cell.get("t") for cell in root.iter(f"{MAIN}c") if len(cell)} == {"s"}
    assert not any("external" in name or "_rels/sheet" in name for name in parts(content))
    assert set(FORMULAS) - {"<r><t>=1+1</t></r>"} <= set(strings(content))


def test_a_name_that_imitates_the_files_own_markup_stays_text() -> None:
    assert "<r><t>=1+1</t></r> " in strings(to_xlsx(attended_by(["<r><t>=1+1</t></r>"])))


def test_a_cell_no_spreadsheet_can_hold_is_refused_and_never_cut() -> None:
    with pytest.raises(SupdeskError) as refused:
        to_xlsx(replace(REGISTER, rows=(replace(BEE, service="x" * 32_768),)))
    assert refused.value.code == "register.large"


@settings(max_examples=40, deadline=None)
@given(registers)
def test_whatever_stands_in_a_register_is_well_formed_text(register: Register) -> None:
    content = to_xlsx(register)
    found = set(strings(content))
    wanted = {cell for row in table(register, COLUMNS) for cell in row if cell}
    # XML reads every line end as one line feed.
    assert {re.sub("\r\n?", "\n", text) for text in wanted} <= {re.sub("\r\n?", "\n", text) for text in found}
    assert "<f>" not in sheet_xml(content, "Register")


def test_a_moment_of_summer_time_is_stored_as_utc() -> None:
    register = replace(REGISTER, compiled_at=datetime(2026, 7, 1, 8, 0, tzinfo=UTC))
    assert ["Compiled on", "1 July 2026, 09:00"] in facts(register)
    assert "2026-07-01T08:00:00Z" in part(to_xlsx(register), "docProps/core.xml")
