"""Planning: sessions to come, cancelled, or missed."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date, time

from supdesk.desk import belonging, recording
from supdesk.desk.desk import Desk
from supdesk.desk.searching import index_session
from supdesk.domain.changes import Changes, Topic, changed
from supdesk.domain.days import LONDON, on_the_clock, show_date
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
from supdesk.forms.definition import Pack
from supdesk.vault import keeping, store
from supdesk.vault.cipher import Connection

MOVED, MOVED_BACK = "move session", "move taken back"
"""The deeds by which a session is given another day, and its own again."""


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
    rebooks: str = "",
    pack: str = "",
) -> Changes:
    """Plan a session with these person ids; the owner supervises unless another id is given.

    It is held under the `pack` of that id; without one, under that of the session it is in the stead of, or the one
    its people share.
    `rebooks` is the id of a cancelled session in whose stead it is; SupdeskError `session.rebooked` where there is
    another already.
    """
    _check_rebooked(desk, rebooks)
    under = pack or (one(desk, rebooks).pack if rebooks else "")
    return _plan(desk, kind, mode, [on], people, supervisor_id, start, finish, rebooks, under)


def plan_series(
    desk: Desk,
    kind: Kind,
    mode: Mode,
    days: Collection[date],
    people: Sequence[str],
    *,
    start: time | None = None,
    finish: time | None = None,
    pack: str = "",
) -> Changes:
    """Plan a session with these person ids on each of these days; the subject is the first of them.

    They are held under the `pack` of that id, or the one the people share.
    """
    if not days:
        raise SupdeskError("session.no-day", "Every day is left out, so there is nothing to plan.")
    return _plan(desk, kind, mode, sorted(set(days)), people, "", start, finish, "", pack)


def _plan(
    desk: Desk,
    kind: Kind,
    mode: Mode,
    days: Sequence[date],
    people: Sequence[str],
    supervisor_id: str,
    start: time | None,
    finish: time | None,
    rebooks: str,
    pack: str,
) -> Changes:
    check_company(kind, people)
    under = belonging.chosen(desk, pack, people)
    for day in days:
        check_times(day, start, finish)
    ids = [desk.around.new_id() for _ in days]
    made = [
        Session(
            id=known,
            number="",
            kind=kind,
            mode=mode,
            on=day,
            start=start,
            finish=finish,
            supervisor_id=supervisor_id or desk.owner.id,
            attendees=tuple(Attendee(person) for person in dict.fromkeys(people)),
            state=State.PLANNED,
            pack=under.id,
            entered_at=desk.now,
            series=ids[0] if len(ids) > 1 else "",
            rebooks=rebooks,
        )
        for known, day in zip(ids, days, strict=True)
    ]
    with desk.vault.deed("plan session", desk.now, ids[0]) as cx:
        for session in made:
            enter(desk, cx, session)
    return changed(Topic.SESSIONS, subject=ids[0])


def check_company(kind: Kind, people: Sequence[str]) -> None:
    """SupdeskError `session.nobody` without anybody, `session.one` for a one-to-one with several."""
    if not people:
        raise SupdeskError("session.nobody", "Choose who the session is with.")
    if kind is Kind.ONE_TO_ONE and len(set(people)) > 1:
        raise SupdeskError("session.one", "A one-to-one session is with one person. Choose Group for more.")


def _check_rebooked(desk: Desk, session_id: str) -> None:
    stead = store.rebooking(desk.vault.cx, session_id) if session_id else None
    if stead is not None:
        raise SupdeskError("session.rebooked", f"That session is planned again already, as {stead.number}.")


def enter(desk: Desk, cx: Connection, session: Session) -> None:
    """Keep a new session, with the next number of its year."""
    number = f"S-{session.on.year}-{store.next_number(cx, f'session {session.on.year}'):04}"
    _put(desk, cx, replace(session, number=number))


def start_now(desk: Desk, kind: Kind, mode: Mode, people: Sequence[str], pack: str = "") -> Changes:
    """Plan a session that begins this minute; the subject is its id."""
    start = desk.now.astimezone(LONDON).time().replace(second=0, microsecond=0)
    return plan(desk, kind, mode, desk.today, people, start=start, pack=pack)


def check_alone(desk: Desk, on: date, start: time | None, people: Sequence[str]) -> None:
    """SupdeskError `session.twin` when just these people have a session on that day and at that time already."""
    for session in store.sessions(desk.vault.cx, people=people) if people else ():
        same = {each.person_id for each in session.attendees} == set(people)
        if same and (session.on, session.start) == (on, start) and session.state in (State.PLANNED, State.HELD):
            when = f"{show_date(on)}, {start:%H:%M}" if start else show_date(on)
            raise SupdeskError(
                "session.twin", f"There is a session with the same people then already: {session.number}, {when}."
            )


def check_times(on: date, start: time | None, finish: time | None) -> None:
    """SupdeskError `session.times` when a session would not end after it begins, or at an hour no clock shows."""
    if start is not None and finish is not None and finish <= start:
        raise SupdeskError("session.times", "The session must end later than it begins. Correct one of the times.")
    for clock in filter(None, (start, finish)):
        try:
            on_the_clock(on, clock)
        except ValueError as error:
            words = f"The clocks go forward on {show_date(on)} and leave {clock:%H:%M} out. Choose another time."
            raise SupdeskError("session.times", words) from error


def size_warning(pack: Pack, kind: Kind, people: int) -> str:
    """A sentence when a group is larger than its pack recommends, else nothing."""
    most = pack.group_size
    return f"More than {most} people: {most} is the most recommended." if too_large(kind, people, most) else ""


def move(desk: Desk, session_id: str, on: date, start: time | None, finish: time | None) -> Changes:
    """Give a planned session another day or other times. SupdeskError `session.past` for a day that has gone by."""
    check_times(on, start, finish)
    session = planned(desk, session_id)
    if on < desk.today and on != session.on:
        raise SupdeskError(
            "session.past",
            "That day has gone by. Choose today or a day to come, or record what was held.",
        )
    return replan(desk, MOVED, session, replace(session, on=on, start=start, finish=finish))


def move_back(desk: Desk, before: Session) -> Changes:
    """A session that was just moved has the day and the times it had before."""
    now = planned(desk, before.id)
    after = replace(now, on=before.on, start=before.start, finish=before.finish)
    return replan(desk, MOVED_BACK, now, after)


def cancel(
    desk: Desk,
    session_id: str,
    by: str,
    reason: str = "",
    *,
    mutual: bool,
    why: Why = Why.OTHER,
    on: date | None = None,
) -> Changes:
    """Cancel a planned session; `on` is the day it was cancelled, today if none is given."""
    session = planned(desk, session_id)
    how = cancellation(desk, by, on or desk.today, reason, mutual=mutual, why=why)
    return change(desk, "cancel session", cancelled(session, how))


def cancellation(desk: Desk, by: str, on: date, reason: str, *, mutual: bool, why: Why = Why.OTHER) -> Cancellation:
    """How a session was cancelled.

    SupdeskError `session.cancel` without who, without words for "other", or on a day to come.
    """
    if not by.strip():
        raise SupdeskError("session.cancel", "Say who cancelled it.")
    if on > desk.today:
        raise SupdeskError("session.cancel", "The day it was cancelled is still to come. Correct that day.")
    if why is Why.OTHER and not reason.strip():
        raise SupdeskError("session.cancel", "Choose why it was cancelled, or write the reason.")
    return Cancellation(by.strip(), on, reason.strip(), mutual, why)


def miss(desk: Desk, session_id: str) -> Changes:
    """Nobody came. SupdeskError `session.to-come` for a day that has not come yet."""
    return change(desk, "not attended", missed(begun(desk, planned(desk, session_id))))


TO_COME = "This session is still to come. Cancel it or move it; nothing was changed."


def begun(desk: Desk, session: Session, sentence: str = TO_COME) -> Session:
    """The same session. SupdeskError `session.to-come` with that sentence when its day has not come yet."""
    if session.on > desk.today:
        raise SupdeskError("session.to-come", sentence)
    return session


def note_referral(desk: Desk, session_id: str) -> Changes:
    """Keep the moment at which a referral was found to be needed now."""
    session = store.session(desk.vault.cx, session_id)
    return change(desk, "referral noted", replace(session, referral_noted_at=session.referral_noted_at or desk.now))


def planned(desk: Desk, session_id: str) -> Session:
    """A session that is planned. SupdeskError `session.settled` for any other."""
    session = store.session(desk.vault.cx, session_id)
    if session.state is not State.PLANNED:
        raise SupdeskError("session.settled", f"That session is {session.state.label.lower()} already.")
    return session


def replan(desk: Desk, deed: str, before: Session, after: Session) -> Changes:
    """Keep a planned session as it is now, what was begun for it following, entered as that deed."""
    with desk.vault.deed(deed, desk.now, after.id) as cx:
        _put(desk, cx, after)
        recording.follow_session(desk, cx, before, after)
    return changed(Topic.SESSIONS, Topic.DRAFTS, subject=after.id)


def change(desk: Desk, deed: str, session: Session) -> Changes:
    """Keep a session as it is now, entered in the audit trail as that deed."""
    with desk.vault.deed(deed, desk.now, session.id) as cx:
        _put(desk, cx, session)
    return changed(Topic.SESSIONS, subject=session.id)


def _put(desk: Desk, cx: Connection, session: Session) -> None:
    store.put_session(cx, session, desk.now)
    index_session(cx, session)
