"""Rebooking: what a pack asks for when a booking that was planned again is cancelled once more.

A pack without such a rule asks for nothing. Who is told hears of days only.
"""

from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from supdesk.desk import notifying
from supdesk.desk.desk import Desk
from supdesk.desk.notifying import Notice
from supdesk.domain.changes import Changes, Topic, changed
from supdesk.domain.days import show_date
from supdesk.domain.errors import SupdeskError
from supdesk.domain.people import Person
from supdesk.domain.rebookings import Telling, cancelled_before
from supdesk.domain.sessions import Session, State
from supdesk.forms.definition import CancellationRule
from supdesk.vault import store

SUBJECT = "Safeguarding supervision: a booking was cancelled again"


@dataclass(frozen=True, slots=True)
class Owed:
    """A booking cancelled again, for one of those it was with: who is to be told by the pack's rule, and how far
    that is. `before` are the sessions with them that it stood in for, the first one first."""

    session: Session
    before: tuple[Session, ...]
    person: Person
    rule: CancellationRule
    telling: Telling

    @property
    def told(self) -> bool:
        """Whether a notice was drafted; what came of it may still be open."""
        return self.telling.drafted_on is not None

    @property
    def settled(self) -> bool:
        """Whether it was written down what came of it."""
        return self.telling.answered_on is not None


def waiting(desk: Desk) -> list[Owed]:
    """What still waits: whoever is to be told, and whose answer is not written down yet; by day and name."""
    return [each for each in _owed(desk) if not each.settled]


def owed(desk: Desk, session_id: str) -> list[Owed]:
    """What the pack's rule asks for about that session, settled or not; nothing for most."""
    return [each for each in _owed(desk) if each.session.id == session_id]


def notice(desk: Desk, session_id: str, person_id: str) -> Notice:
    """The draft that tells of it: days only.

    SupdeskError `notice.nobody` without an address, `notice.needless` where no rule asks for it.
    """
    found = _one(desk, session_id, person_id)
    planned = [*found.before, found.session]
    facts = [
        f"Planned for {show_date(each.on)}, cancelled on {show_date(each.cancellation.on)}"
        for each in planned
        if each.cancellation
    ]
    return notifying.letter(desk, found.person, SUBJECT, facts, found.rule.words)


def write(desk: Desk, session_id: str, person_id: str, target: Path) -> Changes:
    """Write the draft where the person chose, and keep the day on which that was."""
    told = replace(_one(desk, session_id, person_id).telling, drafted_on=desk.today)
    with notifying.put(desk, notice(desk, session_id, person_id), target):
        return _keep(desk, "told of a cancelled rebooking", told)


def answer(desk: Desk, session_id: str, person_id: str, on: date, words: str) -> Changes:
    """Keep what came of it and on which day. SupdeskError `rebooking.answer` without words or for a day to come."""
    if not words.strip():
        raise SupdeskError("rebooking.answer", "Write in a few words what came of it.")
    if on > desk.today:
        raise SupdeskError("rebooking.answer", "That day is still to come. Write the day on which it was done.")
    found = _one(desk, session_id, person_id).telling
    return _keep(desk, "answer about a rebooking", replace(found, answered_on=on, answer=words.strip()))


def _keep(desk: Desk, deed: str, telling: Telling) -> Changes:
    with desk.vault.deed(deed, desk.now, telling.session_id) as cx:
        store.put_telling(cx, telling)
    return changed(Topic.SESSIONS, subject=telling.session_id)


def _one(desk: Desk, session_id: str, person_id: str) -> Owed:
    for each in owed(desk, session_id):
        if each.person.id == person_id:
            return each
    raise SupdeskError("notice.needless", "No rule asks for a notice about that session.")


def _owed(desk: Desk) -> list[Owed]:
    cx = desk.vault.cx
    rules = {pack.id: pack.cancellation for pack in desk.around.packs.found}
    off = {session.id: session for session in store.sessions(cx, state=State.CANCELLED)}
    tellings = store.tellings(cx)
    found: list[Owed] = []
    for session in off.values():
        rule, chain = rules.get(session.pack), cancelled_before(session, off)
        for person_id in sorted({each.person_id for each in session.attendees}) if rule else ():
            before = tuple(each for each in chain if each.presence_of(person_id))
            if rule is not None and len(before) >= rule.rebooked_limit:
                telling = tellings.get((session.id, person_id), Telling(session.id, person_id))
                found.append(Owed(session, before, store.person(cx, person_id), rule, telling))
    return sorted(found, key=lambda each: (each.session.on, each.person.name.casefold()))
