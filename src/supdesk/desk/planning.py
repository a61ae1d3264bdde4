"""Planning: sessions to come, cancelled, or missed."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, time
from pathlib import Path

from dateutil.relativedelta import relativedelta

from supdesk.desk.desk import Desk
from supdesk.desk.searching import index_session
from supdesk.domain.cadence import cadence_for
from supdesk.domain.changes import Changes, Topic, changed
from supdesk.domain.days import LONDON, show_date
from supdesk.domain.errors import SupdeskError
from supdesk.domain.records import Record
from supdesk.domain.sessions import (
    Attendee,
    Cancellation,
    Kind,
    Mode,
    Session,
    State,
    Why,
    cancelled,
    missed,
    too_large,
)
from supdesk.exchange.calendar_file import Appointment, to_ics
from supdesk.exchange.placing import place
from supdesk.vault import audit, keeping, store
from supdesk.vault.cipher import Connection

_IN_CALENDARS = (State.PLANNED, State.CANCELLED)


def sessions(desk: Desk) -> list[Session]:
    """Every session, by day."""
    return store.sessions(desk.vault.cx)


def one(desk: Desk, session_id: str) -> Session:
    """A session by its id."""
    return store.session(desk.vault.cx, session_id)


def record_of(desk: Desk, session: Session) -> Record | None:
    """The record that was written at a session, if one was finished."""
    found = keeping.records(desk.vault.cx, session_id=session.id)
    return next((record for record in found if record.serves == session.kind.value), None)


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
    for_a_year: bool = False,
) -> Changes:
    """Plan a session with these person ids; the owner supervises unless another id is given.

    With `for_a_year` those after it too, each on the day it will be due; the subject is the first.
    """
    if not people:
        raise SupdeskError("session.nobody", "Choose who the session is with.")
    if kind is Kind.ONE_TO_ONE and len(people) > 1:
        raise SupdeskError("session.one", "A one-to-one session is with one person. Choose Group for more.")
    check_times(start, finish)
    days = _year_of(desk, on, people) if for_a_year else [on]
    made = [
        Session(
            id=desk.around.new_id(),
            number="",
            kind=kind,
            mode=mode,
            on=day,
            start=start,
            finish=finish,
            supervisor_id=supervisor_id or desk.owner.id,
            attendees=tuple(Attendee(person) for person in dict.fromkeys(people)),
            state=State.PLANNED,
            pack=desk.pack.id,
            entered_at=desk.now,
        )
        for day in days
    ]
    with desk.vault.deed("plan session", desk.now, made[0].id) as cx:
        for session in made:
            number = f"S-{session.on.year}-{store.next_number(cx, f'session {session.on.year}'):04}"
            _put(cx, replace(session, number=number))
    return changed(Topic.SESSIONS, subject=made[0].id)


def start_now(desk: Desk, kind: Kind, mode: Mode, people: Sequence[str]) -> Changes:
    """Plan a session that begins this minute; the subject is its id."""
    start = desk.now.astimezone(LONDON).time().replace(second=0, microsecond=0)
    return plan(desk, kind, mode, desk.today, people, start=start)


def check_alone(desk: Desk, on: date, start: time | None, people: Sequence[str]) -> None:
    """SupdeskError `session.twin` when just these people have a session on that day and at that time already."""
    for session in store.sessions(desk.vault.cx, people=people) if people else ():
        same = {each.person_id for each in session.attendees} == set(people)
        if same and (session.on, session.start) == (on, start) and session.state in (State.PLANNED, State.HELD):
            when = f"{show_date(on)}, {start:%H:%M}" if start else show_date(on)
            raise SupdeskError(
                "session.twin", f"There is a session with the same people then already: {session.number}, {when}."
            )


def check_times(start: time | None, finish: time | None) -> None:
    """SupdeskError `session.times` when a session would not end after it begins."""
    if start is not None and finish is not None and finish <= start:
        raise SupdeskError("session.times", "The session must end later than it begins. Correct one of the times.")


def _year_of(desk: Desk, on: date, people: Sequence[str]) -> list[date]:
    """That day and each on which the next will be due within a year, by the shortest cadence of these people."""
    found = [store.person(desk.vault.cx, person) for person in people]
    asked = [cadence_for(desk.pack_of(person).cadences, person.service) for person in found]
    months = min((cadence.months for cadence in asked if cadence), default=12)
    return [on + relativedelta(months=later) for later in range(0, 12, months)]


def save_calendar(desk: Desk, target: Path) -> None:
    """Write the sessions from today on for a calendar, where the person chose; cancelled ones say so."""
    sessions = [s for s in store.sessions(desk.vault.cx) if s.on >= desk.today and s.state in _IN_CALENDARS]
    place(target, to_ics([_appointment(desk, session) for session in sessions], desk.now))
    with desk.vault.deed("export calendar", desk.now):
        pass


def _appointment(desk: Desk, session: Session) -> Appointment:
    return Appointment(
        id=session.id,
        changes=len(audit.about(desk.vault.cx, session.id)),
        title=f"Safeguarding supervision, {session.kind.label.lower()}",
        place=session.mode.label,
        on=session.on,
        start=session.start,
        finish=session.finish,
        called_off=session.state is State.CANCELLED,
    )


def size_warning(desk: Desk, kind: Kind, people: int) -> str:
    """A sentence when a group is larger than the pack recommends, else nothing."""
    most = desk.pack.group_size
    return f"More than {most} people: {most} is the most recommended." if too_large(kind, people, most) else ""


def move(desk: Desk, session_id: str, on: date, start: time | None, finish: time | None) -> Changes:
    """Give a planned session another day."""
    check_times(start, finish)
    return change(desk, "move session", replace(_planned(desk, session_id), on=on, start=start, finish=finish))


def cancel(
    desk: Desk, session_id: str, by: str, reason: str = "", *, mutual: bool, why: Why = Why.OTHER
) -> Changes:
    """Cancel a planned session."""
    session = _planned(desk, session_id)
    how = cancellation(by, desk.today, reason, mutual=mutual, why=why)
    return change(desk, "cancel session", cancelled(session, how))


def cancellation(by: str, on: date, reason: str, *, mutual: bool, why: Why = Why.OTHER) -> Cancellation:
    """How a session was cancelled. SupdeskError `session.cancel` without who, or without words for "other"."""
    if not by.strip():
        raise SupdeskError("session.cancel", "Say who cancelled it.")
    if why is Why.OTHER and not reason.strip():
        raise SupdeskError("session.cancel", "Choose why it was cancelled, or write the reason.")
    return Cancellation(by.strip(), on, reason.strip(), mutual, why)


def miss(desk: Desk, session_id: str) -> Changes:
    """Nobody came. SupdeskError `session.to-come` for a day that has not come yet."""
    return change(desk, "not attended", missed(begun(desk, _planned(desk, session_id))))


def begun(desk: Desk, session: Session) -> Session:
    """The same session. SupdeskError `session.to-come` when its day has not come yet."""
    if session.on > desk.today:
        raise SupdeskError(
            "session.to-come", "This session is still to come. Cancel it or move it; nothing was changed."
        )
    return session


def note_referral(desk: Desk, session_id: str) -> Changes:
    """Keep the moment at which a referral was found to be needed now."""
    session = store.session(desk.vault.cx, session_id)
    return change(desk, "referral noted", replace(session, referral_noted_at=session.referral_noted_at or desk.now))


def _planned(desk: Desk, session_id: str) -> Session:
    session = store.session(desk.vault.cx, session_id)
    if session.state is not State.PLANNED:
        raise SupdeskError("session.settled", f"That session is {session.state.label.lower()} already.")
    return session


def change(desk: Desk, deed: str, session: Session) -> Changes:
    """Keep a session as it is now, entered in the audit trail as that deed."""
    with desk.vault.deed(deed, desk.now, session.id) as cx:
        _put(cx, session)
    return changed(Topic.SESSIONS, subject=session.id)


def _put(cx: Connection, session: Session) -> None:
    store.put_session(cx, session)
    index_session(cx, session)
