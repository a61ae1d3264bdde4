"""Receiving: the owner's own supervision, often by somebody outside, planned or recorded in a few words."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, time

from supdesk.desk import enrolling, planning
from supdesk.desk.desk import Desk
from supdesk.domain.changes import Changes, Topic, changed
from supdesk.domain.errors import SupdeskError
from supdesk.domain.people import Person, Role
from supdesk.domain.sessions import Attendee, Kind, Mode, Presence, Session, State
from supdesk.domain.spelling import folded
from supdesk.vault import store


@dataclass(frozen=True, slots=True)
class Own:
    """One session of the owner's own supervision: with a person known by id, or else by a name only."""

    on: date
    start: time | None
    finish: time | None
    kind: Kind = Kind.ONE_TO_ONE
    mode: Mode = Mode.FACE_TO_FACE
    by: str = ""
    name: str = ""


def others(desk: Desk, sessions: Iterable[Session]) -> list[Session]:
    """All of these but the owner's own supervision."""
    owner = desk.owner.id
    return [session for session in sessions if session.presence_of(owner) is None]


def supervisors(desk: Desk) -> list[Person]:
    """Who may supervise the owner: whoever did, and other supervisors, by name."""
    owner = desk.owner.id
    did = {session.supervisor_id for session in store.sessions(desk.vault.cx, people=[owner])}
    known = [p for p in enrolling.everyone(desk) if p.id != owner]
    return [person for person in known if person.id in did or Role.SUPERVISOR in person.roles]


def plan(desk: Desk, own: Own) -> Changes:
    """Plan a session of one's own; the subject is its id."""
    return _enter(desk, "plan own supervision", own, State.PLANNED, Presence.EXPECTED)


def record(desk: Desk, own: Own) -> Changes:
    """Record a session of one's own that was held: no form, only when, how and with whom."""
    return _enter(desk, "own supervision held", own, State.HELD, Presence.PRESENT)


def hold(desk: Desk, session_id: str, own: Own) -> Changes:
    """A session of one's own that was planned was held, then and in that way."""
    session = planning.one(desk, session_id)
    if session.state is not State.PLANNED or session.presence_of(desk.owner.id) is None:
        raise SupdeskError("own.planned", "Only a planned session of your own can be marked as held.")
    _check(desk, own, State.HELD)
    came = tuple(
        replace(each, presence=Presence.PRESENT if each.person_id == desk.owner.id else each.presence)
        for each in session.attendees
    )
    held = replace(
        session,
        state=State.HELD,
        on=own.on,
        start=own.start,
        finish=own.finish,
        mode=own.mode,
        attendees=came,
    )
    return planning.change(desk, "own supervision held", held)


def _enter(desk: Desk, deed: str, own: Own, state: State, presence: Presence) -> Changes:
    _check(desk, own, state)
    planning.check_alone(desk, own.on, own.start, [desk.owner.id])
    by = _supervisor(desk, own)
    session = Session(
        id=desk.around.new_id(),
        number="",
        kind=own.kind,
        mode=own.mode,
        on=own.on,
        start=own.start,
        finish=own.finish,
        supervisor_id=by.id,
        attendees=(Attendee(desk.owner.id, presence),),
        state=state,
        pack=desk.pack.id,
        entered_at=desk.now,
    )
    with desk.vault.deed(deed, desk.now, session.id) as cx:
        enrolling.keep(cx, by)
        planning.enter(desk, cx, session)
    return changed(Topic.SESSIONS, Topic.PEOPLE, subject=session.id)


def _check(desk: Desk, own: Own, state: State) -> None:
    planning.check_times(own.on, own.start, own.finish)
    if state is State.HELD and own.on > desk.today:
        raise SupdeskError("own.to-come", "That day is still to come: plan the session instead.")


def _supervisor(desk: Desk, own: Own) -> Person:
    """Whoever it is with; a name nobody has yet is kept as it is, with no role and nothing else known.

    SupdeskError `own.nobody` without anybody or for the owner, `own.which` for a name that several have.
    """
    name, owner = own.name.strip(), desk.owner.id
    known = enrolling.everyone(desk, archived=True)
    found = [p for p in known if (p.id == own.by if own.by else folded(p.name) == folded(name))]
    others = [person for person in found if person.id != owner]
    if len(others) > 1:
        raise SupdeskError(
            "own.which",
            f"Several people here are called {name}. Choose from the list, or type more of the name.",
        )
    if others:
        return others[0]
    if found or not name:
        raise SupdeskError("own.nobody", "Say who supervised you, or will.")
    return Person(desk.around.new_id(), name, roles=frozenset())
