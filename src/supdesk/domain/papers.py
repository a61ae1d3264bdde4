"""Papers: what goes round after a session, to whom, and of whom each copy speaks."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from supdesk.domain.people import Person, Role, folded


class Paper(StrEnum):
    """What goes round: who came, or what was agreed."""

    REGISTER = "register"
    ACTION_PLAN = "action-plan"

    @property
    def label(self) -> str:
        return {"register": "Register", "action-plan": "Action plan"}[self.value]


class Reader(StrEnum):
    """To whom it goes."""

    SUPERVISEES = "supervisees"
    SERVICE_LEADS = "service-leads"
    LINE_MANAGERS = "line-managers"

    @property
    def label(self) -> str:
        return self.value.replace("-", " ")


@dataclass(frozen=True, slots=True)
class Route:
    """Which paper goes to which readers."""

    what: Paper
    to: Reader


@dataclass(frozen=True, slots=True)
class Copy:
    """One reader's paper, and of which people it speaks. `email` is empty where nobody knows it."""

    paper: Paper
    reader: str
    email: str
    people: tuple[Person, ...]


@dataclass(frozen=True, slots=True)
class Copied:
    """A copy that was written: its number, which is all its file's name says, and when it was sent, if it was."""

    number: str
    session_id: str
    paper: Paper
    reader: str
    at: datetime
    sent_at: datetime | None = None


def copies(
    routes: Iterable[Route], expected: Sequence[Person], present: Sequence[Person], known: Iterable[Person]
) -> tuple[Copy, ...]:
    """Every copy there is to make, one for a reader and a paper.

    A register speaks of whoever was `expected`, an action plan of those `present`. A service lead is told of
    their own service, a line manager of their own staff; a supervisee of their own attendance, and of the plan.
    """
    leads = [p for p in known if Role.SERVICE_LEAD in p.roles and not p.archived and p.service.strip()]
    found: dict[tuple[Paper, str], Copy] = {}
    for route in routes:
        people = expected if route.what is Paper.REGISTER else present
        for reader, email, theirs in _readers(route, people, leads):
            key = route.what, folded(email) or folded(reader)
            before = found[key].people if key in found else ()
            if theirs:
                own = dict.fromkeys((*before, *theirs))
                found[key] = Copy(route.what, reader, email, tuple(p for p in people if p in own))
    return tuple(found.values())


def _readers(
    route: Route, people: Sequence[Person], leads: Sequence[Person]
) -> list[tuple[str, str, tuple[Person, ...]]]:
    if route.to is Reader.SUPERVISEES:
        whole = route.what is Paper.ACTION_PLAN
        return [(each.name, each.email, tuple(people) if whole else (each,)) for each in people]
    if route.to is Reader.SERVICE_LEADS:
        return [(lead.name, lead.email, _of_service(people, lead.service)) for lead in leads]
    managed = {
        (each.line_manager, each.line_manager_email): tuple(p for p in people if _manager(p) == _manager(each))
        for each in people
        if any(_manager(each))
    }
    return [(name or email, email, theirs) for (name, email), theirs in managed.items()]


def _of_service(people: Iterable[Person], service: str) -> tuple[Person, ...]:
    return tuple(each for each in people if folded(each.service) == folded(service))


def _manager(person: Person) -> tuple[str, str]:
    email = folded(person.line_manager_email)
    return ("", email) if email else (folded(person.line_manager), "")


def without_lead(routes: Iterable[Route], people: Sequence[Person], known: Iterable[Person]) -> tuple[Person, ...]:
    """Those whose service has no lead in the list, where one should be told."""
    if not any(route.to is Reader.SERVICE_LEADS for route in routes):
        return ()
    led = {folded(p.service) for p in known if Role.SERVICE_LEAD in p.roles and not p.archived}
    return tuple(each for each in people if folded(each.service) not in led or not each.service.strip())


def doers(by_whom: str, people: Iterable[Person]) -> tuple[Person, ...]:
    """Which of these people a name beside an action means: as it is spelt in the list, whatever stands with it.

    A name within a longer one is not meant, and nobody is by a name that two of them have.
    """
    named = [(_plain(each.name), each) for each in people]
    borne, said, meant = Counter(name for name, _ in named), f" {_plain(by_whom)} ", set()
    for name in sorted(borne, key=len, reverse=True):
        if f" {name} " in said:
            said = said.replace(f" {name} ", " | ")
            meant.add(name)
    return tuple(each for name, each in named if name in meant and borne[name] == 1)


def _plain(text: str) -> str:
    return " ".join("".join(c if c.isalnum() or c in "'-" else " " for c in text.casefold()).split())


def belongs(by_whom: str, to: Copy, present: Sequence[Person]) -> bool:
    """Whether an action goes to that reader: to whoever is told of everybody, or of one of its doers."""
    everybody = {each.id for each in present} <= {each.id for each in to.people}
    return everybody or any(each in to.people for each in doers(by_whom, present))
