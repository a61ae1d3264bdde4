"""Reports as files: every table has a sheet and a file of its own, whatever its title is."""

import io
import re
import zipfile
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from defusedxml import ElementTree
from hypothesis import given
from hypothesis import strategies as st

from supdesk.domain.registers import Period
from supdesk.domain.reports import Report, Table
from supdesk.exchange.report_files import sheet_names, to_csv, to_xlsx

DAY = date(2026, 3, 31)
HARD = ("About", "ABOUT", "A" * 40, "a" * 41, "[a]:b*c?d/e\\f", "'quoted'", "Größe", "???", "")


def report(*titles: str) -> Report:
    tables = tuple(Table(title, ("What",), ((title,),)) for title in titles)
    return Report("Figures", "Example", Period(DAY, DAY), DAY, datetime(2026, 4, 1, tzinfo=UTC), "Olive", tables)


def sheets(content: bytes) -> list[str]:
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        root = ElementTree.fromstring(book.read("xl/workbook.xml"))
    return [each.attrib["name"] for each in root.iter() if each.tag.endswith("}sheet")]


def test_every_table_has_a_sheet_of_its_own_that_excel_opens() -> None:
    names = sheets(to_xlsx(report(*HARD)))
    assert len(names) == len(HARD) + 1
    assert names[:3] == ["About", "About 2", "ABOUT 3"]


def test_every_table_has_a_file_of_its_own_with_a_plain_name() -> None:
    files = to_csv(report(*HARD))
    assert len(files) == len(HARD) + 1
    assert not [name for name in files if not re.fullmatch(r"[a-z0-9-]{1,60}\.csv", name)]
    for place, (title, content) in enumerate(zip(HARD, list(files.values())[1:], strict=True)):
        assert title.lstrip("'=") in content.decode("utf-8-sig"), place


@given(st.lists(st.text(max_size=50), max_size=12))
def test_no_titles_give_two_sheets_one_name_or_a_name_excel_refuses(titles: list[str]) -> None:
    names = sheet_names(titles)
    assert len({name.casefold() for name in names}) == len(titles)
    assert all(0 < len(name) <= 31 and not set(name) & set("[]:*?/\\'") for name in names)


@pytest.mark.parametrize("count", [12])
def test_many_tables_of_one_title_are_numbered(count: int) -> None:
    assert sheet_names(["Service"] * count)[-1] == f"Service {count}"


def test_words_too_long_for_a_cell_say_that_they_are_cut_and_stand_whole_beside() -> None:
    long = "a" * 40_000
    made = replace(report(), tables=(Table("T", ("What",), ((long,),)),))
    with zipfile.ZipFile(io.BytesIO(to_xlsx(made))) as book:
        assert "cut here: the whole stands in the PDF" in book.read("xl/sharedStrings.xml").decode()
    assert long in to_csv(made)["t.csv"].decode("utf-8-sig")


@pytest.mark.parametrize("words", ["=1+1", "+44", "-2", "@SUM(A1)", "\t=1"])
def test_what_somebody_wrote_is_no_formula_to_a_spreadsheet(words: str) -> None:
    made = replace(report(), tables=(Table("Said", ("Answer", "How often"), ((words, 3),)),))
    assert to_csv(made)["said.csv"].decode("utf-8-sig").splitlines()[1] == f"'{words},3"
    with zipfile.ZipFile(io.BytesIO(to_xlsx(made))) as book:
        assert not [name for name in book.namelist() if b"<f>" in book.read(name)]
