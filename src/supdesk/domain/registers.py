"""Registers: who attended what, as rows that have no place for content."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from supdesk.domain.days import show_date
from supdesk.domain.people import Person
from supdesk.domain.sessions import Attendee, Kind, Mode, Presence, Session, State


@dataclass(frozen=True, slots=True)
class Period:
    """From one day to another, both included."""

    first: date
    last: date

    def __contains__(self, day: date) -> bool:
        return self.first <= day <= self.last

    @property
    def shown(self) -> str:
        """Such as 1 January 2026 to 31 March 2026."""
        first, last = show_date(self.first), show_date(self.last)
        return first if first == last else f"{first} to {last}"


@dataclass(frozen=True, slots=True)
class Row:
    """One person at one session. Every field is an identifier, a date, a number or a name from the people list."""

    session: str
    on: date
    kind: Kind
    mode: Mode
    state: State
    minutes: int | None
    supervisor: str
    attendee: str
    designation: str
    service: str
    employer: str
    presence: Presence


@dataclass(frozen=True, slots=True)
class Competence:
    """When the supervisor achieved competency and last refreshed it."""

    supervisor: str
    achieved_on: date | None = None
    course: str = ""
    refreshed_on: date | None = None


@dataclass(frozen=True, slots=True)
class Register:
    """A register for a period: rows and the facts printed above them.

    `corrects` numbers those it replaces, the oldest first, such as "G-2026-001, G-2026-002". In one for
    `practice` everybody is invented, and every file of it says so.
    """

    number: str
    organisation: str
    period: Period
    compiled_at: datetime
    compiled_by: str
    rows: tuple[Row, ...]
    competence: tuple[Competence, ...] = ()
    corrects: str = ""
    practice: bool = False

    @property
    def sessions(self) -> int:
        return len({row.session for row in self.rows})

    @property
    def counted(self) -> str:
        """Such as 3 rows from 1 session."""
        return f"{_count(len(self.rows), 'row')} from {_count(self.sessions, 'session')}"


@dataclass(frozen=True, slots=True)
class Sending:
    """One entry of the sent log: which register, of the sessions under one `pack`, to whom; the digest of its JSON.

    `at` is when it was compiled. Until `written_at` its files may be there in part, and until `sent_at` nobody has
    said that it was sent: the program sends nothing itself.
    """

    number: str
    period: Period
    recipient: str
    at: datetime
    rows: int
    digest: str
    corrects: str = ""
    written_at: datetime | None = None
    sent_at: datetime | None = None
    pack: str = ""

    @property
    def counted(self) -> str:
        """Such as 3 rows."""
        return _count(self.rows, "row")


def newest(sendings: Iterable[Sending]) -> list[Sending]:
    """Of entries with the newest first, the newest of each period, pack and recipient, in the same order."""
    found: dict[tuple[Period, str, str], Sending] = {}
    for sending in sendings:
        found.setdefault((sending.period, sending.pack, sending.recipient), sending)
    return list(found.values())


def _count(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"


def attended(session: Session) -> int:
    """How many rows a session has. Planned sessions are not attendance and have none."""
    return 0 if session.state is State.PLANNED else len(session.attendees)


def rows(sessions: Iterable[Session], people: Mapping[str, Person], period: Period) -> tuple[Row, ...]:
    """The rows of a period, by day, session and name."""
    found = [
        _row(session, people[attendee.person_id], attendee, people[session.supervisor_id])
        for session in sessions
        if session.on in period and attended(session)
        for attendee in session.attendees
    ]
    return tuple(sorted(found, key=lambda r: (r.on, r.session, r.attendee.casefold())))


def competence(
    sessions: Iterable[Session], people: Mapping[str, Person], period: Period, owner_id: str
) -> tuple[Competence, ...]:
    """The training dates of the owner, and of everybody else who supervised in the period, by name."""
    there = {s.supervisor_id for s in sessions if s.on in period and s.state is not State.PLANNED}
    found = sorted({owner_id, *there}, key=lambda known: (known != owner_id, people[known].name.casefold()))
    return tuple(
        Competence(people[known].name, people[known].competent_on, people[known].course, people[known].refreshed_on)
        for known in found
    )


def _row(session: Session, person: Person, attendee: Attendee, supervisor: Person) -> Row:
    return Row(
        session=session.number,
        on=session.on,
        kind=session.kind,
        mode=session.mode,
        state=session.state,
        minutes=session.minutes if session.state is State.HELD else None,
        supervisor=supervisor.name,
        attendee=person.name,
        designation=person.designation,
        service=attendee.service or person.service,
        employer=person.employer,
        presence=attendee.presence,
    )
