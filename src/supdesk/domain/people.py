"""People: who supervises, who is supervised, and whom a notice goes to."""

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from supdesk.domain.cadence import Every
from supdesk.domain.spelling import folded

LONGEST_NAME = 200
"""Characters of a name: the place where somebody signs stands on one page."""


class Role(StrEnum):
    """What somebody is in supervision; one person is often several."""

    SUPERVISOR = "supervisor"
    SUPERVISEE = "supervisee"
    LINE_MANAGER = "line-manager"
    SERVICE_LEAD = "service-lead"
    ADMIN = "admin"

    @property
    def label(self) -> str:
        return self.value.replace("-", " ").capitalize()


@dataclass(frozen=True, slots=True)
class Leave:
    """Time away, from its first day to its last; `until` None as long as nobody knows when it ends."""

    first: date
    until: date | None = None

    def covers(self, day: date) -> bool:
        return self.first <= day and (self.until is None or day <= self.until)


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody the vault's owner works with, or the owner.

    As a supervisor: competent since a day by a course and its accrediting body, booked on one, last refreshed.
    As a supervisee: in the post from `started_on` until before `left_on`, on leave at times, and perhaps with a
    cadence of their own, for a reason; None leaves it to the pack.
    """

    id: str
    name: str
    designation: str = ""
    employer: str = ""
    service: str = ""
    staff_group: str = ""
    locality: str = ""
    employment: str = ""
    line_manager: str = ""
    line_manager_email: str = ""
    email: str = ""
    staff_number: str = ""
    roles: frozenset[Role] = frozenset({Role.SUPERVISEE})
    pack: str = ""
    archived: bool = False
    competent_on: date | None = None
    course: str = ""
    booked_on: date | None = None
    refreshed_on: date | None = None
    started_on: date | None = None
    left_on: date | None = None
    leave: tuple[Leave, ...] = ()
    cadence: Every | None = None
    cadence_reason: str = ""

    @property
    def trained(self) -> bool:
        """Whether any evidence of training as a supervisor is recorded: the day it was achieved, or the course."""
        return bool(self.competent_on or self.course)

    @property
    def party(self) -> "Party":
        return Party(self.id, self.name, self.designation)


@dataclass(frozen=True, slots=True)
class Party:
    """A person as a record names them on its day: later changes of name or post leave the record as it was.

    `person_id` is empty for somebody who is not in the vault's list.
    """

    person_id: str
    name: str
    designation: str = ""

    @property
    def shown(self) -> str:
        return f"{self.name}, {self.designation}" if self.designation else self.name


def same_party(one: Party, other: Party) -> bool:
    """Whether two records name one person: by id, or by name where either is not in the vault's list."""
    if one.person_id and other.person_id:
        return one.person_id == other.person_id
    return folded(one.name) == folded(other.name)


def listed(names: Sequence[str]) -> str:
    """Names as people list them: "Ada, Bee and Cy"."""
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)


def likeness(person: Person) -> frozenset[tuple[str, str, str]]:
    """Signs of somebody: e-mail, staff number, name with service. Two who share one are probably one person."""
    signs = {("name", folded(person.name), folded(person.service))}
    if person.email:
        signs.add(("email", person.email.casefold(), ""))
    if person.staff_number:
        signs.add(("number", person.staff_number, ""))
    return frozenset(signs)


def same_person(one: Person, other: Person) -> bool:
    """Whether two entries probably mean one person: same e-mail, same staff number, or same name and service."""
    return not likeness(one).isdisjoint(likeness(other))


def named(name: str, people: Iterable[Person]) -> Person | None:
    """The one of these people who has that whole name; None where nobody has it, or several do."""
    found = {person.id: person for person in people if folded(person.name) == folded(name)}
    return next(iter(found.values())) if len(found) == 1 else None


_UNSEEN = {"Cf": "", "Cc": " "}
"""What becomes of characters of these categories."""
_JOINERS = "\u200c\u200d"
"""Unseen, and yet part of how some names are written."""


def tidy(text: str) -> str:
    """The text on one line and composed, without characters that are not seen or turn others round."""
    composed = unicodedata.normalize("NFC", text)
    if composed.isprintable():
        return " ".join(composed.split())
    unseen = (c for c in set(composed) if not c.isprintable() and c not in _JOINERS)
    becomes = {ord(c): _UNSEEN.get(unicodedata.category(c), c) for c in unseen}
    return " ".join(composed.translate(becomes).split())


def alike(name: str) -> str:
    """A name for comparing: only a name that is written otherwise differs from it."""
    return folded("".join(c for c in tidy(name) if c not in _JOINERS))
