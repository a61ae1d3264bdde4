"""Actions: what was agreed, by whom, by when, and how it went, from session to session until closed."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum

from supdesk.domain.days import brief_date, show_date, spell, times
from supdesk.domain.errors import SupdeskError
from supdesk.domain.people import Person, named
from supdesk.domain.spelling import folded

SOON = timedelta(days=14)
"""How long before its date an action is due soon."""
OWN = frozenset({"me", "i", "myself"})
"""What somebody writes who means themselves, folded."""


class ActionState(StrEnum):
    """An action stays open, carried over or not, until it is done or not going to be."""

    OPEN = "open"
    DONE = "done"
    NOT_DONE = "not-done"

    @property
    def label(self) -> str:
        return self.value.replace("-", " ").capitalize()


class Decision(StrEnum):
    """What is said of an open action at the next session."""

    DONE = "done"
    NOT_DONE = "not-done"
    CARRIED = "carried"

    @property
    def label(self) -> str:
        return {"done": "Done", "not-done": "Not done", "carried": "Carry over"}[self.value]

    @property
    def told(self) -> str:
        """The same once it was said."""
        return {"done": "Done", "not-done": "Not done", "carried": "Carried over"}[self.value]


@dataclass(frozen=True, slots=True)
class Step:
    """One decision in an action's history. `on` is the session's day, `at` (UTC) the moment it was entered.

    `reason` says why it was not done, or what it was before it was carried over with other words or another date.
    """

    decision: Decision
    on: date
    at: datetime
    session_id: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Action:
    """One agreed action. It keeps its identity when carried over."""

    id: str
    what: str
    by_whom: str
    by_when: date | None
    because: str
    how: str
    session_id: str
    record_id: str
    agreed_on: date
    state: ActionState = ActionState.OPEN
    history: tuple[Step, ...] = ()

    @property
    def closed_between(self) -> bool:
        """Whether it was closed between two sessions, by no record."""
        return self.state is not ActionState.OPEN and not self.history[-1].session_id

    @property
    def carried(self) -> int:
        return sum(1 for step in self.history if step.decision is Decision.CARRIED)

    def overdue(self, today: date) -> bool:
        return self.state is ActionState.OPEN and self.by_when is not None and self.by_when < today

    def due_soon(self, today: date) -> bool:
        return self.state is ActionState.OPEN and self.by_when is not None and today <= self.by_when <= today + SOON

    def standing(self, today: date) -> str:
        """How it stands in a few words: "3 weeks over", "Due today", "In 5 days", "No date", "Done"."""
        if self.state is not ActionState.OPEN:
            return self.state.label
        if self.by_when is None:
            return "No date"
        left = (self.by_when - today).days
        return f"{spell(-left)} over" if left < 0 else f"In {spell(left)}" if left else "Due today"

    @property
    def since(self) -> str:
        """Since when it is open and how often it was carried over, such as "4 Mar 2026, carried over twice"."""
        carried = f", carried over {times(self.carried)}" if self.carried else ""
        return f"{brief_date(self.agreed_on)}{carried}"


class Which(StrEnum):
    """The part of all actions that is looked at."""

    OPEN = "open"
    OVERDUE = "overdue"
    SOON = "soon"
    UNDATED = "undated"
    CARRIED = "carried"
    CLOSED = "closed"

    @property
    def label(self) -> str:
        return {
            "open": "All open",
            "overdue": "Past their date",
            "soon": "Due soon",
            "undated": "No date",
            "carried": "Carried over often",
            "closed": "Closed",
        }[self.value]

    def holds(self, action: Action, today: date) -> bool:
        """Whether an action is among these; carried over often is more than once."""
        is_open = action.state is ActionState.OPEN
        return {
            Which.OPEN: is_open,
            Which.OVERDUE: action.overdue(today),
            Which.SOON: action.due_soon(today),
            Which.UNDATED: is_open and action.by_when is None,
            Which.CARRIED: is_open and action.carried > 1,
            Which.CLOSED: not is_open,
        }[self]


def falls_to(
    owner: Person, action: Action, supervisor: Person, attended: Sequence[Person], known: Iterable[Person]
) -> bool:
    """Whether the owner, who wrote it down, is to do it; `known` is everybody.

    A name means whoever of that session has it, else of everybody, where it is one person's alone. "Me" means the
    owner only where they were there. Of their own supervision all is theirs that is nobody else's.
    """
    there = (supervisor, *attended)
    if folded(action.by_whom) in OWN:
        return owner in there
    doer = named(action.by_whom, there) or named(action.by_whom, known)
    return doer == owner if doer else owner in attended


def decide(action: Action, step: Step) -> Action:
    """The action after a decision. A closed action takes none, and "not done" needs its reason."""
    if action.state is not ActionState.OPEN:
        raise SupdeskError("action.closed", "That action is closed already, so nothing more can be decided on it.")
    if step.decision is Decision.NOT_DONE and not step.reason.strip():
        raise SupdeskError("action.reason", "Say why the action was not done: the reason is part of the record.")
    state = {
        Decision.DONE: ActionState.DONE,
        Decision.NOT_DONE: ActionState.NOT_DONE,
        Decision.CARRIED: ActionState.OPEN,
    }[step.decision]
    return replace(action, state=state, history=(*action.history, step))


def carry(action: Action, step: Step, now: Action) -> Action:
    """The action carried over, worded and dated as `now`; its identity, its origin and its history stay.

    What a session of a later day agreed holds: a record finished after that one changes no words and no date.
    """
    if agreed_since(action, step.on):
        return decide(action, replace(step, decision=Decision.CARRIED))
    after = decide(action, replace(step, decision=Decision.CARRIED, reason=_before(action, now)))
    return replace(after, what=now.what, by_whom=now.by_whom, by_when=now.by_when, because=now.because, how=now.how)


def agreed_since(action: Action, on: date) -> date | None:
    """The last day after `on` at which a session agreed the action or carried it over."""
    carried = (step.on for step in action.history if step.decision is Decision.CARRIED and step.session_id)
    last = max((action.agreed_on, *carried))
    return last if last > on else None


def _before(action: Action, now: Action) -> str:
    """What a carried action was, where it is something else now: the day it was due, who and what."""
    parts = (
        f"“{action.what}”" if action.what != now.what else "",
        f"by {action.by_whom}" if action.by_whom and action.by_whom != now.by_whom else "",
        f"due {show_date(action.by_when)}" if action.by_when and action.by_when != now.by_when else "",
    )
    told = ", ".join(part for part in parts if part)
    return f"was {told}" if told else ""


def open_actions(actions: Iterable[Action]) -> list[Action]:
    """Open ones, those with the nearest date first, undated ones last."""
    found = [a for a in actions if a.state is ActionState.OPEN]
    return sorted(found, key=lambda a: (a.by_when or date.max, a.agreed_on, a.id))


def open_at(actions: Iterable[Action], sessions: Collection[str]) -> list[Action]:
    """Open ones that were agreed or carried over at one of the sessions of these ids, in the same order."""
    return open_actions(
        a for a in actions if {a.session_id, *(step.session_id for step in a.history)} & {*sessions}
    )


def taken_on(actions: Iterable[Action], people: Iterable[Person]) -> list[Action]:
    """Those of which the doer has the name of one of these people."""
    names = {folded(person.name) for person in people}
    return [action for action in actions if folded(action.by_whom) in names]
