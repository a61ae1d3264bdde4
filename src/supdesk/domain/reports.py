"""Reports: tables that leave the vault, with how they were reckoned: days, counts, and what evaluations say."""

from dataclasses import dataclass
from datetime import date, datetime

from supdesk.domain.registers import Period

Cell = str | int | float | date | None
"""What a table holds in one place; None where there is nothing to say."""

STAR = "*"
"""What stands for a small number in what is published."""

QUARTER, YEAR = "quarter", "year"
"""Kinds of report that are made of each of these."""
MOSTLY = 0.8
"""The part of a report's numbers that is nearly all of them."""


@dataclass(frozen=True, slots=True)
class Bars:
    """A row of bars to draw beside a table: a label, how far it reaches, and what is written at its end."""

    title: str
    most: float
    bars: tuple[tuple[str, float | None, str], ...]


@dataclass(frozen=True, slots=True)
class Table:
    """One table of a report. `note` says how it was reckoned; the last row adds up the others where `summed`."""

    title: str
    headings: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    note: str = ""
    nothing: str = "Nothing to report."
    summed: bool = False
    bars: Bars | None = None

    def counts(self, column: int) -> bool:
        """Whether a column holds nothing but numbers, some of them perhaps not shown: these stand to the right."""
        cells = [row[column] for row in self.rows]
        numbers = all(isinstance(cell, int | float) or cell in (None, STAR) for cell in cells)
        return numbers and any(cell is not None for cell in cells)


@dataclass(frozen=True, slots=True)
class Report:
    """A whole report. In one made to be `published` small numbers are hidden and nobody has a name.

    `lead` says whom it is for and what it holds; `kind` what it is made for, such as QUARTER. Its files' names
    begin with `stem`. What it is `of`, where that is not the days, stands in their place. One made to be published
    has the first day of each quarter within it, with a digest of what was `counted` before any was hidden; where it
    shows again what was published before, `since` is the day of that.
    """

    title: str
    organisation: str
    period: Period
    as_at: date
    compiled_at: datetime
    compiled_by: str
    tables: tuple[Table, ...]
    lead: str = ""
    kind: str = ""
    published: bool = False
    practice: bool = False
    stem: str = ""
    of: str = ""
    counted: tuple[tuple[date, str], ...] = ()
    since: date | None = None

    @property
    def mostly_hidden(self) -> bool:
        """Whether nearly all the numbers that are not nought are stars."""
        cells = [cell for table in self.tables for row in table.rows for cell in row[1:]]
        stars = cells.count(STAR)
        numbers = sum(isinstance(cell, int | float) and cell != 0 for cell in cells)
        return stars > 0 and stars >= MOSTLY * (stars + numbers)
