"""Recalling what the vault knows of one session, or of one person, to be read together."""

from dataclasses import dataclass

from supdesk.desk import correcting, planning
from supdesk.desk.correcting import Correction
from supdesk.desk.desk import Desk
from supdesk.domain.records import Record
from supdesk.domain.sessions import Session
from supdesk.vault import store


@dataclass(frozen=True, slots=True)
class KnownSession:
    """A session, the names of those it is with by their ids, its record if it has one, and how it was put right."""

    session: Session
    names: dict[str, str]
    record: Record | None
    corrections: tuple[Correction, ...]


def session(desk: Desk, session_id: str) -> KnownSession:
    """All of a session that is not content."""
    found = planning.one(desk, session_id)
    names = {each.person_id: store.person(desk.vault.cx, each.person_id).name for each in found.attendees}
    record = planning.record_of(desk, found)
    return KnownSession(found, names, record, correcting.corrections(desk, session_id))
