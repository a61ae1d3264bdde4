"""Lists of people read from CSV, as other programs export them: what could be read, and what was wrong with it.

Faults of a row are values beside the row, so that a person sees the whole list before anything is added. Only a
file that is no such list at all is an error.
"""

import csv
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from supdesk.domain.errors import SupdeskError
from supdesk.domain.people import LONGEST_NAME, Person, Role, tidy
from supdesk.exchange.addresses import is_address
from supdesk.exchange.csv_decoding import delimiter_of, text_of
from supdesk.exchange.people_headings import FIRST_NAME, NAME, ROLES, SURNAME, folded, meaning_of, role_of

MOST_ROWS = 10_000
MOST_COLUMNS = 200
LONGEST_CELL = 10_000
"""Characters; of a longer cell only these are kept, and the row says so."""

MOST_ROLES = 20
"""Roles read from one cell; what follows them is taken for one more, which nobody has."""

ADDRESSES = ("email", "line_manager_email")


@dataclass(frozen=True, slots=True)
class RowProblem:
    """What is wrong with one row: the field it is about (as Person names it) and a sentence."""

    field: str
    sentence: str


@dataclass(frozen=True, slots=True)
class PersonRow:
    """One line of the file as a person who has no id yet, with what was wrong with it."""

    line: int
    person: Person
    problems: tuple[RowProblem, ...] = ()


@dataclass(frozen=True, slots=True)
class PeopleFile:
    """Everything read from one file; `ignored` are the headings nothing was taken from."""

    rows: tuple[PersonRow, ...]
    ignored: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Header:
    """Where each field stands in a row."""

    places: Mapping[str, int]
    ignored: tuple[str, ...]
    width: int


def read_people(content: bytes) -> PeopleFile:
    """The people in a CSV file: UTF-8, UTF-16 or Windows-1252, with commas, semicolons or tabs, in any order.

    SupdeskError: `people.empty`, `people.large`, `people.spreadsheet` (not saved as CSV), `people.not-csv`, or
    `people.no-name` when no column holds names.
    """
    text = text_of(content)
    # All lines before the first person, so that a list that is too long is refused without its work.
    (_, headings), *lines = list(_lines(text, delimiter_of(text, _promise))) or [(0, [])]
    header = _header(headings)
    return PeopleFile(tuple(_person_row(line, cells, header) for line, cells in lines), header.ignored)


def _promise(headings: list[str]) -> int:
    """How much a heading line looks like one, read with a certain delimiter."""
    return sum(1 for heading in headings if meaning_of(heading))


def _lines(text: str, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    """Each row that is not blank, with the line of the file it begins on."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    line, count = 1, 0
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                count += 1
                _bounded(count, cells)
                yield line, cells
            line = reader.line_num + 1
    except csv.Error as error:
        raise SupdeskError(
            "people.not-csv",
            f"This file stops being a list near line {line}. Save it again as CSV and try once more.",
        ) from error


def _bounded(count: int, cells: list[str]) -> None:
    if count > MOST_ROWS + 1:
        raise SupdeskError("people.large", f"This list has more than {MOST_ROWS:,} people. Split it and try again.")
    if len(cells) > MOST_COLUMNS:
        raise SupdeskError("people.not-csv", "This file has too many columns to be a list of people.")


def _header(headings: list[str]) -> _Header:
    places: dict[str, int] = {}
    ignored = []
    for place, heading in enumerate(headings):
        meaning = meaning_of(heading)
        if meaning and meaning not in places:
            places[meaning] = place
        elif heading.strip():
            ignored.append(tidy(heading)[:LONGEST_CELL])
    if NAME not in places and SURNAME not in places:
        raise SupdeskError(
            "people.no-name",
            "No column of this file is headed Name, or First name and Surname. Add the headings and try again.",
        )
    return _Header(places, tuple(ignored), len(headings))


def _person_row(line: int, cells: list[str], header: _Header) -> PersonRow:
    values = {name: tidy(cells[place]) for name, place in header.places.items() if place < len(cells)}
    problems = [*_too_long(values), *_surplus(cells, header)]
    kept: dict[str, Any] = {name: text[:LONGEST_CELL] for name, text in values.items()}
    first, last = kept.pop(FIRST_NAME, ""), kept.pop(SURNAME, "")
    name = kept.pop(NAME, "") or f"{first} {last}".strip()
    roles, strangers = _roles(kept.pop(ROLES, ""))
    person = Person(id="", name=name[:LONGEST_NAME], roles=roles, **kept)
    if len(name) > LONGEST_NAME:
        problems.append(RowProblem("name", f"The name is longer than {LONGEST_NAME} characters and was cut."))
    return PersonRow(line, _reachable(person), (*problems, *_problems(person), *strangers))


def _reachable(person: Person) -> Person:
    """The person without addresses that no mail would reach."""
    left_out = [key for key in ADDRESSES if (said := getattr(person, key)) and not is_address(said)]
    return replace(person, **dict.fromkeys(left_out, "")) if left_out else person  # type: ignore[arg-type]


def _too_long(values: Mapping[str, str]) -> Iterator[RowProblem]:
    for name, text in values.items():
        if len(text) > LONGEST_CELL:
            yield RowProblem(name, f"This cell is longer than {LONGEST_CELL:,} characters and was cut.")


def _surplus(cells: list[str], header: _Header) -> Iterator[RowProblem]:
    if any(cell.strip() for cell in cells[header.width :]):
        yield RowProblem("", "This row has more cells than there are headings: a comma may be out of place.")


def _problems(person: Person) -> Iterator[RowProblem]:
    if not person.name:
        yield RowProblem("name", "There is no name.")
    if person.email and not is_address(person.email):
        yield RowProblem("email", "The e-mail address is not complete and is left out.")
    if person.line_manager_email and not is_address(person.line_manager_email):
        yield RowProblem("line_manager_email", "The line manager's e-mail address is not complete and is left out.")


def _roles(text: str) -> tuple[frozenset[Role], list[RowProblem]]:
    """The roles named in one cell, divided by commas, semicolons, strokes or bars; supervisee when none is."""
    for mark in ";/|&":
        text = text.replace(mark, ",")
    names = [name for name in text.split(",", MOST_ROLES) if folded(name)]
    known = frozenset(role for name in names if (role := role_of(name)))
    strangers = [name.strip() for name in names if role_of(name) is None]
    problems = [RowProblem("roles", f"“{name[:60]}” is not a role: use {_role_names()}.") for name in strangers[:1]]
    return known or frozenset({Role.SUPERVISEE}), problems


def _role_names() -> str:
    return ", ".join(role.label for role in Role)
