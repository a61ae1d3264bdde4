"""F1: a register as CSV is read by any database and runs in no spreadsheet."""

import csv
import io
import re
from dataclasses import replace

import pytest
from hypothesis import given

from supdesk.domain.registers import Register
from supdesk.exchange.columns import COLUMNS, table
from supdesk.exchange.csv_writer import guarded, to_csv
from tests.exchange.register_examples import BEE, FORMULAS, REGISTER, attended_by, registers


def cells_of(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def test_it_begins_with_a_byte_order_mark_and_ends_lines_with_crlf() -> None:
    content = to_csv(REGISTER)
    assert content.startswith("\ufeffSession,Date,".encode())
    assert content.count(b"\r\n") == content.count(b"\n") == 3
    assert content.endswith(b"\r\n")


def test_it_has_one_heading_line_and_one_line_for_each_row() -> None:
    assert cells_of(to_csv(REGISTER)) == [[column.heading for column in COLUMNS], *table(REGISTER, COLUMNS)]


def test_an_empty_register_still_has_its_headings() -> None:
    assert cells_of(to_csv(replace(REGISTER, rows=()), ("date", "attendee"))) == [["Date", "Attendee"]]


def test_quotes_commas_and_line_ends_come_back_as_they_were() -> None:
    name = 'Bee "B." Sample,\r\nRGN'
    register = replace(REGISTER, rows=(replace(BEE, attendee=name),))
    assert cells_of(to_csv(register, ("attendee",)))[1] == [name]


@pytest.mark.parametrize("name", FORMULAS)
def test_no_cell_begins_as_a_formula_does(name: str) -> None:
    (cell,) = cells_of(to_csv(attended_by([name]), ("attendee",)))[1]
    assert cell in (name, f"'{name}")
    assert not re.match(r"[\s\x00-\x1f\u00a0\u200b\u2060\ufeff]*[=+\-@＝＋－＠−]", cell)
    assert not cell.startswith(("\t", "\r", "\n", "\0"))


@pytest.mark.parametrize("name", ["Bee Sample", "Jean-Luc Example", "bee@example.org", "'=1+1", "Éva Exämple", ""])
def test_an_ordinary_name_is_left_alone(name: str) -> None:
    assert guarded(name) == name


@given(registers)
def test_whatever_stands_in_a_register_comes_back_from_its_csv(register: Register) -> None:
    expected = [[guarded(cell) for cell in row] for row in table(register, COLUMNS)]
    assert cells_of(to_csv(register))[1:] == expected
