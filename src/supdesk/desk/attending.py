"""Attending to today: what needs the owner now."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import date, timedelta

from supdesk.desk.contracting import Contract, contracts
from supdesk.desk.desk import Desk
from supdesk.desk.recording import Sheet, at_session, drafts, form_of
from supdesk.domain.actions import Action
from supdesk.domain.cadence import Standing, cadence_for, next_due, standing
from supdesk.domain.people import Person, Role
from supdesk.domain.records import Record, RecordState
from supdesk.domain.sessions import Kind, Session, State
from supdesk.vault import keeping, store

WEEK = timedelta(days=7)
ONLY_AD_HOC = "Only ad hoc so far"
_FRIDAY = 4
"""As `date.weekday` counts."""


@dataclass(frozen=True, slots=True)
class Tracked:
    """How one supervisee stands: last session that counts, when the next is due, next one planned.

    `ad_hoc` is the last ad hoc session, where those do not count.
    """

    person: Person
    last: date | None
    due: date | None
    planned: date | None
    standing: Standing
    ad_hoc: date | None = None

    @property
    def label(self) -> str:
        """How they stand, in a few words."""
        return ONLY_AD_HOC if self.standing is Standing.NEVER and self.ad_hoc else self.standing.label


@dataclass(frozen=True, slots=True)
class Waiting:
    """A finished record that is not sealed yet, and whether its form asks anybody to sign."""

    record: Record
    to_sign: bool


@dataclass(frozen=True, slots=True)
class Today:
    """What needs the owner: sessions at hand, people due, late actions, records to seal, contracts to review.

    `begun` are those sessions at hand that are being written; `drafts` is what else was begun.
    """

    day: date
    sessions: tuple[Session, ...]
    people: tuple[Tracked, ...]
    actions: tuple[Action, ...]
    waiting: tuple[Waiting, ...]
    begun: frozenset[str]
    drafts: tuple[Sheet, ...]
    contracts: tuple[Contract, ...]
    names: dict[str, str]


def today(desk: Desk) -> Today:
    """Everything that waits, the most pressing first."""
    cx, day = desk.vault.cx, desk.today
    planned = [s for s in store.sessions(cx, state=State.PLANNED) if s.on <= day + WEEK]
    waiting = [r for r in keeping.records(cx, waiting=True) if r.state is RecordState.FINISHED]
    begun = drafts(desk)
    sittings = {sheet.draft.session_id for sheet in begun if at_session(sheet)}
    late = [a for a in store.open_actions(cx) if a.overdue(day)]
    pressing = {Standing.DUE, Standing.OVERDUE}
    return Today(
        day=day,
        sessions=tuple(planned),
        people=tuple(t for t in tracked(desk) if t.standing in {*pressing, Standing.NEVER}),
        actions=tuple(sorted(late, key=lambda a: a.by_when or day)),
        waiting=tuple(Waiting(r, bool(form_of(desk, r).signers)) for r in waiting),
        begun=frozenset(sittings),
        drafts=tuple(_elsewhere(begun, {session.id for session in planned})),
        contracts=tuple(c for c in contracts(desk) if c.standing in pressing and not c.superseded),
        names={p.id: p.name for p in store.people(cx)},
    )


def _elsewhere(begun: Iterable[Sheet], at_hand: Set[str]) -> Iterator[Sheet]:
    """Drafts but those of sessions at hand; of any other session's record and notes, one stands for both."""
    seen = set(at_hand)
    for sheet in begun:
        if at_session(sheet):
            if sheet.draft.session_id in seen:
                continue
            seen.add(sheet.draft.session_id)
        yield sheet


def tracked(desk: Desk) -> list[Tracked]:
    """Every supervisee against their cadence, those longest overdue first."""
    came, planned = store.last_present(desk.vault.cx), store.sessions(desk.vault.cx, state=State.PLANNED)
    owner = desk.owner.id
    people = [
        p for p in store.people(desk.vault.cx) if Role.SUPERVISEE in p.roles and not p.archived and p.id != owner
    ]
    found = [_tracked(desk, person, came, planned) for person in people]
    order = [Standing.OVERDUE, Standing.NEVER, Standing.DUE, Standing.IN_DATE]
    return sorted(found, key=lambda t: (order.index(t.standing), t.due or date.min, t.person.name))


def day_for(desk: Desk, people: Collection[str]) -> date:
    """When to plan a session with these person ids: by the day it is due for the first of them, or today.

    What is due at a weekend is planned for the Friday before.
    """
    due = min((t.due for t in tracked(desk) if t.person.id in people and t.due), default=desk.today)
    return max(desk.today, due - timedelta(days=max(due.weekday() - _FRIDAY, 0)))


def _tracked(
    desk: Desk, person: Person, came: Mapping[tuple[str, str], date], planned: Sequence[Session]
) -> Tracked:
    day, cadence = desk.today, cadence_for(desk.pack_of(person).cadences, person.service)
    counted = cadence is not None and cadence.ad_hoc_counts
    counts = {Kind.ONE_TO_ONE, Kind.GROUP} | ({Kind.AD_HOC} if counted else set())
    ahead = [s.on for s in planned if s.on >= day and s.presence_of(person.id)]
    last = max((came[person.id, kind] for kind in counts if (person.id, kind) in came), default=None)
    due = next_due(last, cadence.months) if cadence else None
    state = standing(due, day) if cadence else Standing.IN_DATE
    beside = None if counted else came.get((person.id, Kind.AD_HOC))
    return Tracked(person, last, due, min(ahead, default=None), state, beside)
