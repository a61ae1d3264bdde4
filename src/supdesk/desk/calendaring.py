"""Calendaring: sessions as files for people's calendars, which update and cancel what was there before."""

from collections.abc import Sequence
from pathlib import Path

from supdesk.desk.desk import Desk
from supdesk.domain.sessions import Session, State
from supdesk.exchange.calendar_file import Appointment, Method, to_ics
from supdesk.exchange.placing import place_all
from supdesk.vault import audit, store

SAVED = "export calendar"
"""The deed; its subject is the session or series it was about."""
CANCELLED = "-cancelled"
"""What the name of the second file ends in, before its suffix."""


def save_ahead(desk: Desk, target: Path) -> list[Path]:
    """Write every session from today on for a calendar; see `save`."""
    return save(desk, [session for session in store.sessions(desk.vault.cx) if session.on >= desk.today], target)


def save_one(desk: Desk, session_id: str, target: Path) -> list[Path]:
    """Write one session for a calendar; see `save`."""
    return save(desk, [store.session(desk.vault.cx, session_id)], target, session_id)


def save_series(desk: Desk, series_id: str, target: Path) -> list[Path]:
    """Write the sessions that were planned together for a calendar; see `save`."""
    return save(desk, store.series(desk.vault.cx, series_id), target, series_id)


def told(desk: Desk, session: Session) -> bool:
    """Whether a calendar may know of a session: one was written since that it is in."""
    written = audit.subjects(desk.vault.cx, SAVED)
    return any(written[each] >= session.entered_at for each in {"", session.id, session.series} & written.keys())


def save(desk: Desk, sessions: Sequence[Session], target: Path, about: str = "") -> list[Path]:
    """Write what is planned of these where the person chose, and what was cancelled into a file beside it.

    Answers with the files written. Where nothing is planned, what was cancelled takes the chosen place. What took
    place stays in calendars as it is. SupdeskError `calendar.empty` where nothing is left.
    """
    planned = [_appointment(desk, each) for each in sessions if each.state is State.PLANNED]
    off = [_appointment(desk, each) for each in sessions if each.state is State.CANCELLED]
    beside = target.with_name(f"{target.stem}{CANCELLED}{target.suffix}") if planned else target
    files = {target.name: to_ics(planned, desk.now)} if planned or not off else {}
    files |= {beside.name: to_ics(off, desk.now, Method.CANCEL)} if off else {}
    placed = place_all(target.parent, files)
    with placed, desk.vault.deed(SAVED, desk.now, about):
        pass
    return placed.paths


def _appointment(desk: Desk, session: Session) -> Appointment:
    practice = "PRACTICE: " if desk.practice else ""
    return Appointment(
        id=session.id,
        sequence=session.sequence,
        revised_at=session.revised_at or session.entered_at,
        title=f"{practice}Safeguarding supervision, {session.kind.label.lower()}",
        place=session.mode.label,
        on=session.on,
        start=session.start,
        finish=session.finish,
        note=f"Session {session.number}",
    )
