"""Enrolling: the people one works with, typed or taken from a CSV file."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from operator import itemgetter
from typing import Any

from supdesk.desk import belonging
from supdesk.desk.desk import Desk
from supdesk.desk.searching import index_person
from supdesk.domain.changes import Changes, Topic, changed
from supdesk.domain.errors import SupdeskError
from supdesk.domain.people import LONGEST_NAME, Person, Role, likeness, same_person, tidy
from supdesk.domain.sessions import Session
from supdesk.exchange.addresses import is_address
from supdesk.exchange.people_csv import read_people
from supdesk.vault import store
from supdesk.vault.cipher import Connection

_LINES = (
    "name", "designation", "employer", "service", "staff_group", "locality", "employment", "line_manager",
    "staff_number", "course",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Candidate:
    """One row of a people file: the person, what is wrong with the row, and whom it may double."""

    line: int
    person: Person
    problems: tuple[str, ...] = ()
    twin: Person | None = None

    @property
    def ready(self) -> bool:
        return not self.problems and self.twin is None


@dataclass(frozen=True, slots=True)
class Preview:
    """What a people file would bring, and the headings nobody understood."""

    candidates: tuple[Candidate, ...]
    ignored: tuple[str, ...]


def everyone(desk: Desk, *, archived: bool = False) -> list[Person]:
    """Everybody in the vault by name, the owner included."""
    return [p for p in store.people(desk.vault.cx) if archived or not p.archived]


def one(desk: Desk, person_id: str) -> Person:
    """Somebody in the vault."""
    return store.person(desk.vault.cx, person_id)


def enrol(desk: Desk, person: Person) -> Changes:
    """Add a person (id empty) or keep the changes to one. A refusal's code ends in what of them is wrong."""
    person = _tidy(person)
    check_particulars(person)
    _check_times(person)
    kept = _settled(desk, person) if person.id else replace(person, id=desk.around.new_id())
    if kept.archived and kept.left_on is None:
        kept = replace(kept, left_on=desk.today)
    with desk.vault.deed("person", desk.now, kept.id) as cx:
        keep(cx, kept)
    return changed(Topic.PEOPLE, subject=kept.id)


def check_particulars(person: Person) -> None:
    """SupdeskError without a name, for one too long, or an address that is none; its code ends in which that is."""
    if not person.name.strip():
        raise SupdeskError("person.name", "A person needs a name.")
    if len(person.name) > LONGEST_NAME:
        raise SupdeskError("person.name", f"A name has at most {LONGEST_NAME} characters. Shorten it.")
    for key in ("email", "line_manager_email"):
        if (address := getattr(person, key)) and not is_address(address):
            raise SupdeskError(f"person.{key}", "That is no e-mail address. Write one such as name@example.nhs.uk.")


def _tidy(person: Person) -> Person:
    """The person with each fact on one line and nothing unseen in it: some go into mails and onto sealed pages."""
    lines: dict[str, Any] = {key: tidy(getattr(person, key)) for key in _LINES}
    return replace(person, **lines)


def _settled(desk: Desk, person: Person) -> Person:
    """Whoever is taken out of the archive is there again: the day they left goes, unless it was changed with it."""
    before = store.person(desk.vault.cx, person.id)
    back = before.archived and not person.archived and person.left_on == before.left_on
    return replace(person, left_on=None) if back else person


def _check_times(person: Person) -> None:
    if person.cadence and not person.cadence_reason.strip():
        raise SupdeskError("person.cadence_reason", "Say why their supervision is due at times of its own.")
    if person.started_on and person.left_on and person.left_on < person.started_on:
        raise SupdeskError("person.left_on", "They left before they started. Correct one of the days.")
    if any(leave.until and leave.until < leave.first for leave in person.leave):
        raise SupdeskError("person.leave", "The leave ends before it begins. Correct one of the days.")


def twins(desk: Desk, person: Person) -> list[Person]:
    """Those already enrolled who are probably the same person."""
    return [p for p in store.people(desk.vault.cx) if p.id != person.id and same_person(p, person)]


def preview(desk: Desk, content: bytes) -> Preview:
    """Read a people file without keeping anything."""
    found = read_people(content)
    met: dict[tuple[str, str, str], tuple[int, Person]] = {}
    for person in store.people(desk.vault.cx):
        _meet(met, person)
    candidates: list[Candidate] = []
    for row in found.rows:
        twin = _meet(met, row.person)
        person, unknown = _under(desk, row.person)
        problems = [*(p.sentence for p in row.problems), *([unknown] if unknown else [])]
        candidates.append(Candidate(row.line, person, tuple(problems), twin))
    return Preview(tuple(candidates), tuple(found.ignored))


def _under(desk: Desk, person: Person) -> tuple[Person, str]:
    """The person under the pack their row names by id or name, else under the owner's; and what is wrong."""
    if not person.pack:
        return person, ""
    pack = belonging.named(desk, person.pack)
    if pack is not None:
        return replace(person, pack=pack.id), ""
    known = ", ".join(f"“{each.name}” ({each.id})" for each in desk.around.packs.found)
    words = f"“{person.pack[:60]}” is no policy pack here and is left out: use {known}."
    return replace(person, pack=""), words


def _meet(met: dict[tuple[str, str, str], tuple[int, Person]], person: Person) -> Person | None:
    """The first of those met who is probably the same person; from now on this one is met too."""
    signs = likeness(person)
    earlier = [met[sign] for sign in signs & met.keys()]
    for sign in signs:
        met.setdefault(sign, (len(met), person))
    return min(earlier, key=itemgetter(0))[1] if earlier else None


def take_in(desk: Desk, candidates: Sequence[Candidate]) -> Changes:
    """Enrol the chosen rows in one go."""
    with desk.vault.deed("people imported", desk.now) as cx:
        for candidate in candidates:
            keep(cx, replace(candidate.person, id=desk.around.new_id()))
    return changed(Topic.PEOPLE)


def keep(cx: Connection, person: Person) -> None:
    """Keep a person so that search finds them, within a deed."""
    store.put_person(cx, person)
    index_person(cx, person)


def supervisees(desk: Desk) -> list[Person]:
    """Those the owner may supervise."""
    owner = desk.owner.id
    return [p for p in everyone(desk) if Role.SUPERVISEE in p.roles and p.id != owner]


def to_choose(desk: Desk, session: Session) -> list[Person]:
    """Those who may be expected at a session: all the owner may supervise, and whoever is expected already."""
    found = supervisees(desk)
    known = {person.id for person in found}
    return [*found, *(one(desk, each.person_id) for each in session.attendees if each.person_id not in known)]
