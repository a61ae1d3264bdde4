"""Attending to today: what needs the owner now."""

from collections.abc import Iterable, Iterator, Set
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache, partial
from itertools import groupby

from supdesk.desk import deciding, entering, evaluating, overseeing, rebooking, routing, training
from supdesk.desk.contracting import Contract, contracts
from supdesk.desk.deciding import Listed
from supdesk.desk.desk import Desk
from supdesk.desk.rebooking import Owed
from supdesk.desk.recording import Sheet, at_session, drafts
from supdesk.desk.routing import Outlook
from supdesk.desk.tracking import standings
from supdesk.domain.blanks import Asking
from supdesk.domain.cadence import Standing
from supdesk.domain.quarters import recent
from supdesk.domain.records import Record, RecordState
from supdesk.domain.registers import Period
from supdesk.domain.reports import QUARTER
from supdesk.domain.sessions import Session, State
from supdesk.domain.tracker import Line
from supdesk.domain.training import Training
from supdesk.vault import keeping, store

WEEK = timedelta(days=7)
_PRESSING = (Standing.DUE, Standing.OVERDUE)


@dataclass(frozen=True, slots=True)
class Waiting:
    """A finished record that is not sealed yet, and whether its form asks anybody to sign."""

    record: Record
    to_sign: bool


@dataclass(frozen=True, slots=True)
class Unanswered:
    """A session of which an evaluation is waited for, and whose."""

    session: Session
    people: tuple[Asking, ...]


@dataclass(frozen=True, slots=True)
class Today:
    """What needs the owner now, the most pressing of each kind first.

    `begun` are those sessions at hand that are being written; `drafts` is what else was begun. `people` are those
    for whom no session is planned soon enough, `own` the owner's own supervision where that is so. `quarter` is the
    one that ended last, by name, where its report is not made. `rounds` is what has not gone round yet, `clinical`
    the records of which so many entries into clinical records are outstanding.
    `owner` is the owner's id.
    """

    day: date
    sessions: tuple[Session, ...]
    begun: frozenset[str]
    drafts: tuple[Sheet, ...]
    waiting: tuple[Waiting, ...]
    own: Line | None
    people: tuple[Line, ...]
    actions: tuple[Listed, ...]
    tellings: tuple[Owed, ...]
    rounds: tuple[Outlook, ...]
    clinical: tuple[tuple[Record, int], ...]
    evaluations: tuple[Unanswered, ...]
    contracts: tuple[Contract, ...]
    training: tuple[Training, ...]
    quarter: tuple[str, Period] | None
    owner: str
    names: dict[str, str]

    @property
    def waits(self) -> int:
        """How many things wait, a session of a day to come not among them."""
        kinds = (self.drafts, self.waiting, self.people, self.actions, self.tellings, self.rounds)
        found = (*kinds, self.clinical, self.evaluations, self.contracts, self.training)
        at_hand = sum(session.on <= self.day for session in self.sessions)
        return at_hand + sum(map(len, found)) + (self.own is not None) + (self.quarter is not None)


def today(desk: Desk) -> Today:
    """Everything that waits."""
    cx, day = desk.vault.cx, desk.today
    form_of = cache(partial(keeping.form, cx))
    planned = [s for s in store.sessions(cx, state=State.PLANNED) if s.on <= day + WEEK]
    unsealed = [r for r in keeping.records(cx, waiting=True) if r.state is RecordState.FINISHED]
    begun = drafts(desk)
    own, tracked = standings(desk)
    return Today(
        day=day,
        sessions=tuple(planned),
        begun=frozenset(sheet.draft.session_id for sheet in begun if at_session(sheet)),
        drafts=tuple(_elsewhere(begun, {session.id for session in planned})),
        waiting=tuple(Waiting(r, bool(form_of(r.form.digest).signers)) for r in unsealed),
        own=own if own.to_plan else None,
        people=tuple(line for line in tracked if line.to_plan),
        actions=tuple(deciding.late(desk)),
        tellings=tuple(rebooking.waiting(desk)),
        rounds=tuple(routing.unsent(desk)),
        clinical=tuple(entering.outstanding(desk)),
        evaluations=tuple(_unanswered(desk)),
        contracts=tuple(sorted(_to_review(desk), key=lambda each: each.renew_on)),
        training=tuple(training.wanting(desk)),
        quarter=_quarter(desk),
        owner=own.person.id,
        names={p.id: p.name for p in store.people(cx)},
    )


def _to_review(desk: Desk) -> Iterator[Contract]:
    return (each for each in contracts(desk) if each.standing in _PRESSING and not each.superseded)


def _unanswered(desk: Desk) -> Iterator[Unanswered]:
    for session, people in groupby(evaluating.awaited(desk), key=lambda each: each.session):
        yield Unanswered(session, tuple(people))


def _quarter(desk: Desk) -> tuple[str, Period] | None:
    """The quarter that ended last, if any session stands in it and its report is still to be made."""
    _, (name, period) = recent(desk.today, 2)
    if not store.any_session(desk.vault.cx, period.first, period.last):
        return None
    return None if overseeing.written(desk, QUARTER, period) else (name, period)


def _elsewhere(begun: Iterable[Sheet], at_hand: Set[str]) -> Iterator[Sheet]:
    """Drafts but those of sessions at hand; of any other session's record and notes, one stands for both."""
    seen = set(at_hand)
    for sheet in begun:
        if at_session(sheet):
            if sheet.draft.session_id in seen:
                continue
            seen.add(sheet.draft.session_id)
        yield sheet
