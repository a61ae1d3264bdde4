"""Actions: what was agreed, by whom, by when, and how it went, from session to session until closed."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

from supdesk.domain.days import show_date
from supdesk.domain.errors import SupdeskError


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
    def carried(self) -> int:
        return sum(1 for step in self.history if step.decision is Decision.CARRIED)

    def overdue(self, today: date) -> bool:
        return self.state is ActionState.OPEN and self.by_when is not None and self.by_when < today


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
