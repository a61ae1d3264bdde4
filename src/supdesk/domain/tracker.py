"""The supervision tracker: how everybody stands against their cadence on a day, and who is not counted."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from dateutil.relativedelta import relativedelta

from supdesk.domain.cadence import Cadence, Every, Standing, cadence_for, due_within, names, next_due, standing
from supdesk.domain.days import show_date
from supdesk.domain.people import Person
from supdesk.domain.provisions import Provision, provision_for
from supdesk.domain.sessions import Kind, Presence, Session, State

ONLY, UNSETTLED = "Only {} so far", "No cadence agreed yet"
ONLY_AD_HOC = ONLY.format(Kind.AD_HOC.label.lower())
SOON = relativedelta(months=1)
"""How far ahead a session may be planned for whoever is overdue or never came."""


class Excluded(StrEnum):
    """Why somebody is not counted, which is always said beside the count."""

    LEAVE = "leave"
    NEW_STARTER = "new-starter"
    LEFT = "left"
    NO_CADENCE = "no-cadence"

    @property
    def label(self) -> str:
        return {
            "leave": "On leave",
            "new-starter": "New starter",
            "left": "Left",
            "no-cadence": "No cadence",
        }[self.value]


@dataclass(frozen=True, slots=True)
class Line:
    """How one person stands on a day: the last session that counts, when the next is due, the next one planned.

    `every` is the cadence it is held against, None where none is asked; `provision` is what was agreed for the
    service, if anything was. `ad_hoc` is the last ad hoc session, where those do not count. Whoever is `excluded`
    has a standing all the same, which counts for nothing. `too_late` says that what is planned leaves somebody
    without a session for too long, `unsettled` that nobody has said yet how often somebody is to be supervised.
    `kind` is the one kind that is asked, where not any will do; `beside` the day and kind of a session since the
    last that counts, which is of another and so does not count.
    """

    person: Person
    every: Every | None
    last: date | None
    due: date | None
    planned: date | None
    standing: Standing
    excluded: Excluded | None = None
    ad_hoc: date | None = None
    provision: Provision | None = None
    too_late: bool = False
    unsettled: bool = False
    kind: Kind | None = None
    beside: tuple[Kind, date] | None = None

    @property
    def label(self) -> str:
        """How they stand, in a few words."""
        if self.excluded is Excluded.NO_CADENCE and self.provision and self.provision.not_here:
            return self.provision.how.label
        if self.excluded is Excluded.NO_CADENCE and self.unsettled:
            return UNSETTLED
        if self.excluded:
            return self.excluded.label
        if self.standing is Standing.NEVER and self.beside:
            return ONLY.format(self.beside[0].label.lower())
        return ONLY_AD_HOC if self.standing is Standing.NEVER and self.ad_hoc else self.stands

    @property
    def why(self) -> str:
        """Why a session that was held counts for nothing, in a sentence; nothing where none did."""
        if self.kind is None or self.beside is None:
            return ""
        kind, day = self.beside
        held = f"the {kind.label.lower()} session of {show_date(day)}"
        return f"The policy asks for supervision {self.kind.how}: {held} does not count."

    @property
    def stands(self) -> str:
        """How they stand against their cadence: what is soon depends on it."""
        if self.every and self.standing is Standing.DUE:
            return due_within(self.every.soon)
        return self.standing.label

    @property
    def days(self) -> tuple[date | None, date | None, date | None]:
        """The last session, the day the next is due, and the next one planned."""
        return self.last, self.due, self.planned

    @property
    def pressing(self) -> bool:
        """Whether a session is due soon, overdue or was never held."""
        return self.standing is not Standing.IN_DATE

    @property
    def to_plan(self) -> bool:
        """Whether a session is wanted of which none is planned, or none soon enough."""
        return self.pressing and not self.excluded and (self.planned is None or self.too_late)

    @property
    def late(self) -> bool:
        """Whether one is counted who is overdue or never came."""
        return not self.excluded and not self.up_to_date

    @property
    def up_to_date(self) -> bool:
        """Whether nothing is overdue: what compliance counts."""
        return self.standing in (Standing.IN_DATE, Standing.DUE)


@dataclass(frozen=True, slots=True)
class Diary:
    """When each person came, by kind, and the days on which they are expected."""

    came: Mapping[tuple[str, Kind], tuple[date, ...]]
    expected: Mapping[str, tuple[date, ...]]


def diary(sessions: Iterable[Session]) -> Diary:
    """What the sessions say of everybody to be supervised in them. In a group each counts for themselves."""
    came: dict[tuple[str, Kind], list[date]] = {}
    expected: dict[str, list[date]] = {}
    for session in sessions:
        for attendee in session.attendees:
            if session.state is State.HELD and attendee.presence is Presence.PRESENT:
                came.setdefault((attendee.person_id, session.kind), []).append(session.on)
            elif session.state is State.PLANNED:
                expected.setdefault(attendee.person_id, []).append(session.on)
    return Diary(
        {key: tuple(sorted(days)) for key, days in came.items()},
        {key: tuple(sorted(days)) for key, days in expected.items()},
    )


def line(
    person: Person,
    cadences: tuple[Cadence, ...],
    known: Diary,
    on: date,
    provisions: Collection[Provision] = (),
) -> Line:
    """How the person stands on that day, by what had happened until then. A cadence of their own goes first."""
    cadence = cadence_of(cadences, person)
    provision = provision_for(provisions, person.service)
    every = person.cadence or _asked(cadence, provision)
    settled = every or cadence or names(cadences, person.service) or (provision and provision.not_here)
    counts = counting(cadences, person)
    last = _last(known, person.id, counts, on)
    due = next_due(last, every) if every else None
    planned = next((day for day in known.expected.get(person.id, ()) if day >= on), None)
    stands = standing(due, on, every.soon) if every else Standing.IN_DATE
    return Line(
        person=person,
        every=every,
        last=last,
        due=due,
        planned=planned,
        standing=stands,
        excluded=_excluded(person, every, last, on),
        provision=provision,
        ad_hoc=None if Kind.AD_HOC in counts else _last(known, person.id, (Kind.AD_HOC,), on),
        too_late=planned is not None and _too_late(stands, due, planned, on),
        unsettled=not settled,
        kind=kind_asked(cadences, person) if every else None,
        beside=_beside(known, person.id, counts, last, on) if every else None,
    )


def _asked(cadence: Cadence | None, provision: Provision | None) -> Every | None:
    """How often, as was agreed for the service, else as the cadence has it; a post keeps its own."""
    if provision and provision.not_here:
        return None
    if provision and provision.every and not (cadence and cadence.posts):
        return provision.every
    return cadence.every if cadence else None


def cadence_of(cadences: tuple[Cadence, ...], person: Person) -> Cadence | None:
    """The cadence that holds for somebody, by their post, service and staff group."""
    return cadence_for(cadences, person.service, person.staff_group, person.designation)


def counting(cadences: tuple[Cadence, ...], person: Person) -> tuple[Kind, ...]:
    """The kinds of session that count for somebody."""
    cadence = cadence_of(cadences, person)
    return cadence.counts if cadence else (Kind.ONE_TO_ONE, Kind.GROUP)


def kind_asked(cadences: tuple[Cadence, ...], person: Person) -> Kind | None:
    """The kind of session that is asked for somebody, where not any will do."""
    cadence = cadence_of(cadences, person)
    return Kind(cadence.kind) if cadence and cadence.kind else None


def _beside(
    known: Diary, person_id: str, counts: Collection[Kind], last: date | None, on: date
) -> tuple[Kind, date] | None:
    """The latest session since the last that counts, of a kind that only elsewhere counts."""
    others = [kind for kind in (Kind.ONE_TO_ONE, Kind.GROUP) if kind not in counts]
    days = [(day, kind) for kind in others if (day := _last(known, person_id, (kind,), on))]
    day, kind = max(days, default=(None, None))
    return (kind, day) if kind and day and (last is None or day > last) else None


def _too_late(stands: Standing, due: date | None, planned: date, on: date) -> bool:
    """Whoever is due is to be seen by then; whoever is overdue or never came, within a month."""
    if stands is Standing.DUE:
        return due is not None and planned > due
    return stands is not Standing.IN_DATE and planned > on + SOON


def _last(known: Diary, person_id: str, kinds: Collection[Kind], on: date) -> date | None:
    days = (day for kind in kinds for day in known.came.get((person_id, kind), ()) if day <= on)
    return max(days, default=None)


def _excluded(person: Person, every: Every | None, last: date | None, on: date) -> Excluded | None:
    """A new starter is not counted until their first session, or until it should have been."""
    if person.left_on is not None and person.left_on <= on:
        return Excluded.LEFT
    if any(leave.covers(on) for leave in person.leave):
        return Excluded.LEAVE
    if every is None:
        return Excluded.NO_CADENCE
    if person.started_on is None or last is not None:
        return None
    first = next_due(person.started_on, every)
    return Excluded.NEW_STARTER if first is not None and on <= first else None
