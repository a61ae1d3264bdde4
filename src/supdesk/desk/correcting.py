"""Correcting: what was marked wrongly of a session, so that the register comes right.

Registers are computed from sessions, so it is the session that is put right. Records stay as they were written.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date, time

from supdesk.desk import planning, registering
from supdesk.desk.desk import Desk
from supdesk.domain.changes import Changes
from supdesk.domain.errors import SupdeskError
from supdesk.domain.registers import Sending, newest
from supdesk.domain.sessions import (
    Attendee,
    Mode,
    Presence,
    Session,
    State,
    Why,
    cancelled,
    missed,
    planned_again,
)
from supdesk.vault import audit

_DEED = "put right, was "
HELD_AHEAD = "That day is still to come. Put in the day it was held."


@dataclass(frozen=True, slots=True)
class Correction:
    """The day on which a session was put right, and the state it was in until then."""

    on: date
    was: State


def corrections(desk: Desk, session_id: str) -> tuple[Correction, ...]:
    """Every time that session was put right, the first one first: read from the audit trail."""
    found = audit.about(desk.vault.cx, session_id)
    return tuple(
        Correction(desk.day_of(at), State(deed.removeprefix(_DEED))) for at, deed in found if deed.startswith(_DEED)
    )


def plan_again(desk: Desk, session_id: str) -> Changes:
    """Neither cancelled nor missed after all: the session is planned once more."""
    session = _unwritten(desk, session_id)
    return _put_right(desk, session, planned_again(session))


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
    """It was cancelled by that person, for that reason, `on` that day: else the one that stands there, or today."""
    session = _unwritten(desk, session_id)
    known = session.cancellation.on if session.cancellation else desk.today
    how = planning.cancellation(desk, by, on or known, reason, mutual=mutual, why=why)
    return _put_right(desk, session, cancelled(session, how))


def miss(desk: Desk, session_id: str, apologies: Collection[str] = ()) -> Changes:
    """Nobody came; those of these person ids sent apologies."""
    session = planning.begun(desk, _unwritten(desk, session_id))
    return _put_right(desk, session, missed(session, apologies))


def hold(
    desk: Desk,
    session_id: str,
    on: date,
    start: time | None,
    finish: time | None,
    mode: Mode,
    came: Mapping[str, Presence | None],
) -> Changes:
    """When and how a session that took place was held, and who came, by person id: None is not of that session.

    SupdeskError `session.not-held` for one that has no record, `session.nobody` where nobody was present.
    """
    session = planning.one(desk, session_id)
    if session.state is not State.HELD:
        raise SupdeskError("session.not-held", "Open the session and finish its record: then it counts as held.")
    planning.check_times(on, start, finish)
    before = {each.person_id: each for each in session.attendees}
    presences = {**{known: each.presence for known, each in before.items()}, **came}
    attendees = tuple(
        replace(before.get(person, Attendee(person)), presence=presence)
        for person, presence in presences.items()
        if presence is not None
    )
    if all(each.presence is not Presence.PRESENT for each in attendees):
        raise SupdeskError(
            "session.nobody", "Its record says that it took place, so somebody must have been present."
        )
    after = replace(session, on=on, start=start, finish=finish, mode=mode, attendees=attendees)
    return _put_right(desk, session, planning.begun(desk, after, HELD_AHEAD))


def outdated(desk: Desk, *days: date) -> list[Sending]:
    """The registers with one of these days in them that say what is no longer so, the newest first.

    Only what was written last for a period and a recipient counts.
    """
    written = newest(each for each in registering.sent(desk) if each.written_at is not None)
    theirs = [each for each in written if any(day in each.period for day in days)]
    return [each for each in theirs if not registering.still_says(desk, each)]


def _unwritten(desk: Desk, session_id: str) -> Session:
    """A session no record speaks of. SupdeskError `session.recorded` for any other."""
    session = planning.one(desk, session_id)
    record = planning.record_of(desk, session)
    if record is not None:
        raise SupdeskError(
            "session.recorded",
            f"Record {record.number} says that this session took place, and a record is never taken back. "
            "Put right when it was and who came; say the rest in an addendum to the record.",
        )
    return session


def _put_right(desk: Desk, before: Session, after: Session) -> Changes:
    if after == before:
        raise SupdeskError("session.same", "That is what stands there already, so nothing was changed.")
    return planning.change(desk, f"{_DEED}{before.state.value}", after)
