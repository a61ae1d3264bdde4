"""Planning: sessions to come, called off, or missed."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, time

from supdesk.desk.desk import Desk
from supdesk.desk.searching import index_session
from supdesk.domain.changes import Changes, Topic, changed
from supdesk.domain.errors import SupdeskError
from supdesk.domain.sessions import (
    Attendee,
    Cancellation,
    Kind,
    Mode,
    Presence,
    Session,
    State,
    too_large,
)
from supdesk.vault import store


def sessions(desk: Desk) -> list[Session]:
    """Every session, by day."""
    return store.sessions(desk.vault.cx)


def one(desk: Desk, session_id: str) -> Session:
    """A session by its id."""
    return store.session(desk.vault.cx, session_id)


def plan(
    desk: Desk,
    kind: Kind,
    mode: Mode,
    on: date,
    people: Sequence[str],
    *,
    supervisor_id: str = "",
    start: time | None = None,
    finish: time | None = None,
) -> Changes:
    """Plan a session with these person ids; the owner supervises unless another id is given."""
    if not people:
        raise SupdeskError("session.nobody", "Choose who the session is with.")
    if kind is Kind.ONE_TO_ONE and len(people) > 1:
        raise SupdeskError("session.one", "A one-to-one session is with one person. Choose Group for more.")
    with desk.vault.deed("plan session", desk.now) as cx:
        session = Session(
            id=desk.around.new_id(),
            number=f"S-{on.year}-{store.next_number(cx, f'session {on.year}'):04}",
            kind=kind,
            mode=mode,
            on=on,
            start=start,
            finish=finish,
            supervisor_id=supervisor_id or desk.owner.id,
            attendees=tuple(Attendee(person) for person in dict.fromkeys(people)),
            state=State.PLANNED,
            pack=desk.pack.id,
            entered_at=desk.now,
        )
        store.put_session(cx, session)
        index_session(cx, session)
    return changed(Topic.SESSIONS, subject=session.id)


def size_warning(desk: Desk, kind: Kind, people: int) -> str:
    """A sentence when a group is larger than the pack recommends, else nothing."""
    most = desk.pack.group_size
    return f"More than {most} people: {most} is the most recommended." if too_large(kind, people, most) else ""


def move(desk: Desk, session_id: str, on: date, start: time | None, finish: time | None) -> Changes:
    """Give a planned session another day."""
    return _change(desk, "move session", replace(_planned(desk, session_id), on=on, start=start, finish=finish))


def cancel(desk: Desk, session_id: str, by: str, reason: str, *, mutual: bool) -> Changes:
    """Call a planned session off."""
    if not by.strip() or not reason.strip():
        raise SupdeskError("session.cancel", "Say who called it off and why.")
    session = _planned(desk, session_id)
    off = Cancellation(by.strip(), desk.today, reason.strip(), mutual)
    return _change(desk, "cancel session", replace(session, state=State.CANCELLED, cancellation=off))


def miss(desk: Desk, session_id: str) -> Changes:
    """Nobody came."""
    session = _planned(desk, session_id)
    absent = tuple(replace(a, presence=Presence.ABSENT) for a in session.attendees)
    return _change(desk, "not attended", replace(session, state=State.NOT_ATTENDED, attendees=absent))


def note_referral(desk: Desk, session_id: str) -> Changes:
    """Keep the moment at which a referral was found to be needed now."""
    session = store.session(desk.vault.cx, session_id)
    return _change(
        desk, "referral noted", replace(session, referral_noted_at=session.referral_noted_at or desk.now)
    )


def _planned(desk: Desk, session_id: str) -> Session:
    session = store.session(desk.vault.cx, session_id)
    if session.state is not State.PLANNED:
        raise SupdeskError("session.settled", f"That session is {session.state.label.lower()} already.")
    return session


def _change(desk: Desk, deed: str, session: Session) -> Changes:
    with desk.vault.deed(deed, desk.now, session.id) as cx:
        store.put_session(cx, session)
        index_session(cx, session)
    return changed(Topic.SESSIONS, subject=session.id)
