"""Deciding what became of open actions."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date

from supdesk.desk.desk import Desk
from supdesk.domain import actions
from supdesk.domain.actions import Action, ActionState, Decision, Step
from supdesk.domain.changes import Changes, Topic, changed
from supdesk.domain.errors import SupdeskError
from supdesk.domain.people import Person
from supdesk.domain.sessions import Kind
from supdesk.vault import keeping, store

CLOSED = 100
"""How many closed actions are listed."""


@dataclass(frozen=True, slots=True)
class Listed:
    """An action with the number of its session, those it was agreed with, and whether it is the owner's to do."""

    action: Action
    session: str
    people: tuple[Person, ...]
    mine: bool

    @property
    def names(self) -> str:
        return ", ".join(person.name for person in self.people)


@dataclass(frozen=True, slots=True)
class Chapter:
    """What was said of an action on one day, why, and the record that says so, if one does."""

    on: date
    said: str
    why: str
    record_id: str = ""
    number: str = ""


def listed(desk: Desk) -> list[Listed]:
    """Open actions by date, then those closed of late, the newest first; search finds the others."""
    cx = desk.vault.cx
    return _listed(desk, [*actions.open_actions(store.open_actions(cx)), *store.closed_actions(cx, CLOSED)])


def open_from(desk: Desk, sessions: Collection[str]) -> list[Listed]:
    """Open actions that were agreed or carried over at the sessions of these ids, by date."""
    return _listed(desk, actions.open_at(store.open_actions(desk.vault.cx), sessions))


def late(desk: Desk) -> list[Listed]:
    """Open actions past their date, the owner's own first, then by date."""
    found = [each for each in store.open_actions(desk.vault.cx) if each.overdue(desk.today)]
    return sorted(_listed(desk, actions.open_actions(found)), key=lambda each: not each.mine)


def one(desk: Desk, action_id: str) -> Listed:
    """A single action, open or closed."""
    return _listed(desk, [store.action(desk.vault.cx, action_id)])[0]


def story(desk: Desk, action: Action) -> tuple[Chapter, ...]:
    """An action from the day it was agreed, session by session, to the day it was closed."""
    first = keeping.record(desk.vault.cx, action.record_id)
    agreed = Chapter(action.agreed_on, "Agreed", "", first.id, first.number)
    return (agreed, *(_chapter(desk, step) for step in action.history))


def _chapter(desk: Desk, step: Step) -> Chapter:
    if not step.session_id:
        said = "Given more time" if step.decision is Decision.CARRIED else step.decision.told
        return Chapter(step.on, said, step.reason)
    written = (r for r in keeping.records(desk.vault.cx, session_id=step.session_id) if r.serves in tuple(Kind))
    record = next(written)
    return Chapter(step.on, step.decision.told, step.reason, record.id, record.number)


def _listed(desk: Desk, found: Sequence[Action]) -> list[Listed]:
    cx, owner = desk.vault.cx, desk.owner
    ids = {action.session_id for action in found}
    sessions = {each.id: each for each in store.sessions(cx, ids=ids)} if ids else {}
    people = {person.id: person for person in store.people(cx)}

    def listed_one(action: Action) -> Listed:
        session = sessions[action.session_id]
        attended = tuple(people[each.person_id] for each in session.attendees)
        supervisor = people[session.supervisor_id]
        mine = actions.falls_to(owner, action, supervisor, attended, people.values())
        return Listed(action, session.number, attended, mine)

    return [listed_one(action) for action in found]


def decide(desk: Desk, action_id: str, decision: Decision, *, reason: str = "") -> Changes:
    """Done, not done (with its reason) or left open, said between two sessions; at one, its record says it."""
    step = Step(decision, desk.today, desk.now, reason=reason.strip())
    return _keep(desk, f"action {decision.value}", actions.decide(store.action(desk.vault.cx, action_id), step))


def put_off(desk: Desk, action_id: str, by_when: date) -> Changes:
    """Another date, agreed between two sessions. SupdeskError `action.date` for a day that has gone by."""
    if by_when < desk.today:
        raise SupdeskError("action.date", "That day has gone by. Choose today or a day to come.")
    before = store.action(desk.vault.cx, action_id)
    after = actions.carry(before, Step(Decision.CARRIED, desk.today, desk.now), replace(before, by_when=by_when))
    return _keep(desk, "action put off", after)


def take_back(desk: Desk, before: Action) -> Changes:
    """An action as it was before the last decision between two sessions; the audit trail keeps both.

    SupdeskError `action.moved-on` where that is not what was decided last: what a record says is not taken back.
    """
    now = store.action(desk.vault.cx, before.id)
    if now.history[:-1] != before.history or not now.history or now.history[-1].session_id:
        raise SupdeskError(
            "action.moved-on", "Something else was said of that action meanwhile, so nothing changed."
        )
    return _keep(desk, "action decision taken back", before)


def open_again(desk: Desk, action_id: str) -> Changes:
    """What was closed between two sessions is open as before; SupdeskError `action.moved-on` for other actions."""
    now = store.action(desk.vault.cx, action_id)
    known = now.history[:-1] if now.closed_between else now.history
    return take_back(desk, replace(now, state=ActionState.OPEN, history=known))


def _keep(desk: Desk, deed: str, action: Action) -> Changes:
    with desk.vault.deed(deed, desk.now, action.id) as cx:
        store.put_action(cx, action)
    return changed(Topic.ACTIONS, subject=action.id)
