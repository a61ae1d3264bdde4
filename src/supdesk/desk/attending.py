"""Attending to today: what needs the owner now."""

from collections.abc import Iterable, Iterator, Set
from dataclasses import dataclass
from datetime import date, timedelta

from supdesk.desk.contracting import Contract, contracts
from supdesk.desk.desk import Desk
from supdesk.desk.recording import Sheet, at_session, drafts, form_of
from supdesk.desk.tracking import tracked
from supdesk.domain.actions import Action
from supdesk.domain.cadence import Standing
from supdesk.domain.records import Record, RecordState
from supdesk.domain.sessions import Session, State
from supdesk.domain.tracker import Line
from supdesk.vault import keeping, store

WEEK = timedelta(days=7)


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
    people: tuple[Line, ...]
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
        people=tuple(t for t in tracked(desk) if t.pressing and not t.excluded),
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
