"""Training of those who supervise: how it stands, and the files that show it."""

from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from supdesk.desk.desk import Desk
from supdesk.domain import training
from supdesk.domain.changes import Changes, Topic, changed
from supdesk.domain.days import show_date
from supdesk.domain.errors import SupdeskError
from supdesk.domain.people import Person, Role
from supdesk.domain.sessions import Session
from supdesk.domain.training import Evidence, Shows, Training
from supdesk.exchange.evidence_file import kept_name, media_type
from supdesk.exchange.placing import place_one
from supdesk.forms.kinds.kind import clean
from supdesk.vault import audit, evidence, keeping, store
from supdesk.vault.cipher import Connection
from supdesk.vault.keeping import StoredFile

_READ = "training gap acknowledged"


@dataclass(frozen=True, slots=True)
class File:
    """A file to be kept as evidence, and what it shows."""

    name: str
    content: bytes
    shows: Shows
    course: str
    body: str
    on: date


def of(desk: Desk, person_id: str, on: date | None = None) -> Training:
    """How somebody's training stands today or on that day, with every file that shows it."""
    return _of(desk, store.person(desk.vault.cx, person_id), evidence.kept(desk.vault.cx), on)


def wanting(desk: Desk) -> list[Training]:
    """Those who supervise whose training is due, overdue, or shown by nothing: the owner first, then by name."""
    kept, owner = evidence.kept(desk.vault.cx), desk.owner.id
    who = [p for p in store.people(desk.vault.cx) if Role.SUPERVISOR in p.roles and not p.archived]
    found = [_of(desk, person, kept) for person in who]
    return sorted((each for each in found if each.wanting), key=lambda each: each.person.id != owner)


def _of(desk: Desk, person: Person, kept: list[Evidence], on: date | None = None) -> Training:
    theirs = [each for each in kept if each.person_id == person.id]
    return training.training(person, theirs, desk.pack_of(person).training_months, on or desk.today)


def files(desk: Desk, person_id: str) -> dict[str, StoredFile]:
    """The files that show somebody's training, without their content, by the id of the evidence."""
    theirs = [each for each in evidence.kept(desk.vault.cx) if each.person_id == person_id]
    return {each.id: keeping.file_facts(desk.vault.cx, each.file_id) for each in theirs}


def keep(desk: Desk, person_id: str, file: File, *, instead_of: str = "") -> Changes:
    """Keep a file as evidence, perhaps in place of another; the person's own dates follow what it shows.

    SupdeskError `evidence.…` for a file that can't be kept, or a day to come.
    """
    kind = media_type(file.content)
    if file.on > desk.today:
        raise SupdeskError("evidence.day", "The day it shows can't be after today.")
    known = next((each for each in evidence.kept(desk.vault.cx) if each.id == instead_of), None)
    made = Evidence(
        id=desk.around.new_id(),
        person_id=person_id,
        shows=file.shows,
        course=clean(file.course),
        body=clean(file.body),
        on=file.on,
        file_id=desk.around.new_id(),
    )
    with desk.vault.deed("replace evidence" if known else "keep evidence", desk.now, person_id) as cx:
        if known:
            _drop(desk, cx, known)
        keeping.put_file(cx, made.file_id, kept_name(file.name, kind), kind, file.content, desk.now)
        evidence.put(cx, made, desk.now)
        store.put_person(cx, _following(store.person(cx, person_id), made))
    return changed(Topic.PEOPLE, Topic.FILES, subject=made.id)


def _following(person: Person, made: Evidence) -> Person:
    """The person with what a file shows: nothing that was typed is taken back, and no day goes backwards."""
    if made.shows is Shows.COURSE:
        since = person.competent_on or made.on
        return replace(person, competent_on=since, course=person.course or made.about)
    return replace(person, refreshed_on=max(person.refreshed_on or made.on, made.on))


def remove(desk: Desk, evidence_id: str) -> Changes:
    """Take a file of evidence out of the vault; the audit trail keeps that it was there."""
    known = _one(desk, evidence_id)
    with desk.vault.deed("remove evidence", desk.now, known.person_id) as cx:
        _drop(desk, cx, known)
    return changed(Topic.PEOPLE, Topic.FILES, subject=known.person_id)


def _drop(desk: Desk, cx: Connection, known: Evidence) -> None:
    evidence.drop(cx, known.id)
    keeping.drop_file(cx, known.file_id, desk.now)


def save_copy(desk: Desk, evidence_id: str, target: Path) -> None:
    """Write a copy where the person chose, and note that it left."""
    known = _one(desk, evidence_id)
    content = keeping.file(desk.vault.cx, known.file_id)[1]
    with place_one(target, content), desk.vault.deed("export evidence", desk.now, known.person_id):
        pass


def _one(desk: Desk, evidence_id: str) -> Evidence:
    found = next((each for each in evidence.kept(desk.vault.cx) if each.id == evidence_id), None)
    if found is None:
        raise SupdeskError("evidence.gone", "That file was removed or replaced meanwhile.")
    return found


def gap(desk: Desk, session: Session) -> str:
    """A sentence when nothing shows that a session's supervisor was trained, until it was read; else nothing.

    Who supervises the owner answers for their own training.
    """
    found = of(desk, session.supervisor_id)
    if session.presence_of(desk.owner.id) is not None:
        return ""
    read = any(deed == _READ for _, deed in audit.about(desk.vault.cx, session.id))
    if found.shown or read:
        return ""
    who = found.person
    booked = f" A course is booked for {show_date(who.booked_on)}." if who.booked_on else ""
    return f"Nothing shows yet that {who.name} was trained as a supervisor.{booked} Add the dates under People."


def acknowledge_gap(desk: Desk, session_id: str) -> Changes:
    """The owner has read of the missing evidence and goes on with the session."""
    with desk.vault.deed(_READ, desk.now, session_id):
        pass
    return Changes()
