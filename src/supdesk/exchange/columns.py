"""The columns of a register, as data: the same for every table that is written, in the order a pack asks for."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from supdesk.domain.errors import SupdeskError
from supdesk.domain.registers import Competence, Register, Row

Cell = Callable[[Row, Competence], str]


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its key in pack data, its heading, its width in characters, and how a row fills it.

    What is `once` says something of the supervisor, alike in all her rows; paper, which is narrow, says it once.
    """

    key: str
    heading: str
    width: int
    cell: Cell
    once: bool = False


def iso(day: date | None) -> str:
    """A day as 2026-01-31, which every database reads alike; empty for none."""
    return "" if day is None else day.isoformat()


COLUMNS = (
    Column("session", "Session", 16, lambda row, _: row.session),
    Column("date", "Date", 11, lambda row, _: iso(row.on)),
    Column("kind", "Kind", 12, lambda row, _: row.kind.label),
    Column("mode", "Mode", 16, lambda row, _: row.mode.label),
    Column("outcome", "Outcome", 13, lambda row, _: row.state.label),
    Column("minutes", "Minutes", 8, lambda row, _: "" if row.minutes is None else str(row.minutes)),
    Column("supervisor", "Supervisor", 26, lambda row, _: row.supervisor),
    Column("attendee", "Attendee", 26, lambda row, _: row.attendee),
    Column("designation", "Designation", 26, lambda row, _: row.designation),
    Column("service", "Service", 26, lambda row, _: row.service),
    Column("employer", "Employer", 26, lambda row, _: row.employer),
    Column("attendance", "Attendance", 12, lambda row, _: row.presence.label),
    Column("competent-since", "Supervisor competent since", 25, lambda _, who: iso(who.achieved_on), once=True),
    Column("course", "Supervisor's course", 26, lambda _, who: who.course, once=True),
    Column("refreshed", "Supervisor last refreshed", 24, lambda _, who: iso(who.refreshed_on), once=True),
)

KEYS = tuple(column.key for column in COLUMNS)
"""Every column there is, in the order used when a pack names none."""

PRACTICE = Column("practice", "PRACTICE", 12, lambda row, _: "invented")
"""Stands first in every table of a register for practice, whatever the pack asks for."""


def of(register: Register, keys: Sequence[str] = KEYS) -> tuple[Column, ...]:
    """The columns of a register's tables: those with these keys, in this order; errors as `chosen`."""
    return (PRACTICE, *chosen(keys)) if register.practice else chosen(keys)


def chosen(keys: Sequence[str] = KEYS) -> tuple[Column, ...]:
    """The columns with these keys, in this order. SupdeskError `register.column` for an unknown or repeated one."""
    known = {column.key: column for column in COLUMNS}
    strangers = [key for key in keys if key not in known]
    if strangers or not keys or len(set(keys)) < len(keys):
        wrong = ", ".join(strangers) or ", ".join(keys)
        raise SupdeskError(
            "register.column",
            f"The register's columns are not right in the policy pack ({wrong}). Known are: {', '.join(KEYS)}.",
        )
    return tuple(known[key] for key in keys)


def table(register: Register, columns: Sequence[Column]) -> Iterator[list[str]]:
    """The cells of each row, as text; those of a supervisor without competence data stay empty."""
    competence = {who.supervisor: who for who in register.competence}
    for row in register.rows:
        who = competence.get(row.supervisor, Competence(row.supervisor))
        yield [column.cell(row, who) for column in columns]


def of_supervisors(register: Register, columns: Sequence[Column]) -> Iterator[list[str]]:
    """Facts for the head of a page: "Supervisor", a name, and what the columns that stand `once` say of it."""
    competence = {who.supervisor: who for who in register.competence}
    firsts = {row.supervisor: row for row in reversed(register.rows)}
    for name in dict.fromkeys(row.supervisor for row in register.rows):
        who = competence.get(name, Competence(name))
        told = [(column, column.cell(firsts[name], who)) for column in columns if column.once]
        words = [f"{_short(column.heading)} {text}" for column, text in told if text]
        yield ["Supervisor", name, *(words or ["training not recorded"] if told else [])]


def _short(heading: str) -> str:
    return heading.removeprefix("Supervisor's ").removeprefix("Supervisor ")
