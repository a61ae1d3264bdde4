"""Deciding what became of open actions."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from supdesk.desk.desk import Desk
from supdesk.domain import actions
from supdesk.domain.actions import Action, Decision, Step
from supdesk.domain.changes import Changes, Topic, changed
from supdesk.vault import store

CLOSED = 100
"""How many closed actions are listed."""


@dataclass(frozen=True, slots=True)
class Listed:
    """An action with the number of its session and the names of those it was agreed with."""

    action: Action
    session: str
    people: tuple[str, ...]


def listed(desk: Desk) -> list[Listed]:
    """Open actions by date, then those closed of late, the newest first; search finds the others."""
    cx = desk.vault.cx
    return _listed(desk, [*actions.open_actions(store.open_actions(cx)), *store.closed_actions(cx, CLOSED)])


def open_from(desk: Desk, sessions: Collection[str]) -> list[Listed]:
    """Open actions that were agreed or carried over at the sessions of these ids, by date."""
    return _listed(desk, actions.open_at(store.open_actions(desk.vault.cx), sessions))


def one(desk: Desk, action_id: str) -> Listed:
    """A single action, open or closed."""
    return _listed(desk, [store.action(desk.vault.cx, action_id)])[0]


def _listed(desk: Desk, found: Sequence[Action]) -> list[Listed]:
    cx = desk.vault.cx
    sessions = {known: store.session(cx, known) for known in {action.session_id for action in found} - {""}}
    names = {p.id: p.name for p in store.people(cx)}

    def listed_one(action: Action) -> Listed:
        session = sessions.get(action.session_id)
        people = tuple(names[a.person_id] for a in session.attendees) if session else ()
        return Listed(action, session.number if session else "", people)

    return [listed_one(action) for action in found]


def decide(desk: Desk, action_id: str, decision: Decision, *, reason: str = "") -> Changes:
    """Done, not done (with its reason) or left open, said between two sessions; at one, its record says it."""
    step = Step(decision, desk.today, desk.now, reason=reason.strip())
    after = actions.decide(store.action(desk.vault.cx, action_id), step)
    with desk.vault.deed(f"action {decision.value}", desk.now, action_id) as cx:
        store.put_action(cx, after)
    return changed(Topic.ACTIONS, subject=action_id)
