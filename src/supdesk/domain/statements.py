"""Attendance statements: whose dates a line manager or a service lead is told, and nobody else's."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from supdesk.domain.people import Person, Role
from supdesk.domain.registers import Period
from supdesk.domain.reports import Table
from supdesk.domain.sessions import Kind, Session, State
from supdesk.domain.spelling import folded
from supdesk.domain.tracker import Line

STANDING, CAME = "How they stand", "Their sessions"
_OVER = (State.HELD, State.CANCELLED, State.NOT_ATTENDED)


class Towards(StrEnum):
    """To whom statements go."""

    MANAGERS = "line-managers"
    LEADS = "service-leads"


@dataclass(frozen=True, slots=True)
class Statement:
    """What one reader is told: how each of their own people stands. `email` is empty where nobody knows it."""

    reader: str
    email: str
    lines: tuple[Line, ...]

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(line.person.name for line in self.lines)


@dataclass(frozen=True, slots=True)
class Sent:
    """A statement that was written: its number, which is all its file's name says, and whose it is."""

    number: str
    reader: str
    period: Period
    at: datetime


Sorted = tuple[tuple[Statement, ...], tuple[Line, ...]]
"""The statements, by their readers' names, and those people who stand in none."""


def for_managers(lines: Sequence[Line]) -> Sorted:
    """Everybody's line to their own line manager.

    Managers are one where both name and e-mail are: several may share a mailbox, and none of them reads of the
    others' people.
    """
    groups: dict[tuple[str, str], list[Line]] = {}
    without: list[Line] = []
    for line in lines:
        name, email = folded(line.person.line_manager), folded(line.person.line_manager_email)
        if name or email:
            groups.setdefault((email, name), []).append(line)
        else:
            without.append(line)
    return _sorted(_of_manager(those) for those in groups.values()), _by_name(without)


def for_leads(lines: Sequence[Line], people: Iterable[Person]) -> Sorted:
    """Everybody's line to each lead of their own service; no lead reads their own."""
    leads = [p for p in people if Role.SERVICE_LEAD in p.roles and not p.archived and p.service.strip()]
    told: set[str] = set()
    made = []
    for lead in leads:
        own = [
            line
            for line in lines
            if folded(line.person.service) == folded(lead.service) and line.person.id != lead.id
        ]
        told |= {line.person.id for line in own}
        if own:
            made.append(Statement(lead.name, lead.email, _by_name(own)))
    return _sorted(made), _by_name(line for line in lines if line.person.id not in told)


def tables(
    lines: Sequence[Line], sessions: Iterable[Session], counts: Mapping[str, Sequence[Kind]]
) -> tuple[Table, Table]:
    """What a statement says of these people: days, and whether they came.

    `counts` are the kinds of session that count for each, by person id; of no other kind is anything told.
    """
    known = {line.person.id: line.person.name for line in lines}
    rows = sorted(
        (known[each.person_id], session.on, _became(session, each.person_id))
        for session in sessions
        for each in session.attendees
        if each.person_id in known and session.state in _OVER and session.kind in counts[each.person_id]
    )
    return (
        Table(
            title=STANDING,
            headings=("Name", "Last session", "Next due", "Next planned", "Supervision"),
            rows=tuple(
                (line.person.name, *line.days, line.label if line.excluded else line.stands) for line in lines
            ),
        ),
        Table(
            title=CAME,
            headings=("Name", "Day", "What became of it"),
            rows=tuple(rows),
            nothing="There was no session in these days.",
        ),
    )


def _became(session: Session, person_id: str) -> str:
    presence = session.presence_of(person_id)
    return session.state.label if session.state is State.CANCELLED or presence is None else presence.label


def _of_manager(lines: Sequence[Line]) -> Statement:
    first = lines[0].person
    name = " ".join(first.line_manager.split())
    return Statement(name or first.line_manager_email, first.line_manager_email, _by_name(lines))


def _by_name(lines: Iterable[Line]) -> tuple[Line, ...]:
    return tuple(sorted(lines, key=lambda line: line.person.name.casefold()))


def _sorted(made: Iterable[Statement]) -> tuple[Statement, ...]:
    return tuple(sorted(made, key=lambda each: (each.reader.casefold(), each.email.casefold())))
