"""Papers: what goes round after a session, to whom, and of whom each copy speaks."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

from supdesk.domain.people import Person, Role, alike, tidy
from supdesk.domain.spelling import folded


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
class Company:
    """Who a session was of: those `expected`, and who of them came, each of the service they were of on its day.

    `called` says by id under which whole names its records and the list of people know each of them, the supervisor
    and whoever the records name besides; `owner` is the supervisor's id.
    """

    expected: tuple[Person, ...]
    present: tuple[Person, ...]
    called: Mapping[str, frozenset[str]]
    owner: str

    def within(self, people: Iterable[Person]) -> bool:
        """Whether nobody but these people and the supervisor had to do with the session."""
        everybody = {*self.called, *(each.id for each in self.expected)}
        return everybody <= {self.owner, *(each.id for each in people)}

    @property
    def strangers(self) -> list[str]:
        """The names of those who are only in its records."""
        known = {self.owner, *(each.id for each in self.expected)}
        return [min(names) for person, names in self.called.items() if person not in known]


@dataclass(frozen=True, slots=True)
class Copy:
    """One reader's paper, and of which people it speaks. `email` is empty where nobody knows it.

    `reader_id` is a person's id, or says which line manager it is: nobody is known by a name alone. `office` is why
    they get it, where it is not that they came. Only a `whole` one has what is for anybody else than these people.
    """

    paper: Paper
    reader_id: str
    reader: str
    email: str
    people: tuple[Person, ...]
    whole: bool = False
    office: str = ""

    @property
    def shown(self) -> str:
        """Such as Lou Lead, service lead of Perinatal."""
        return f"{self.reader}, {self.office}" if self.office else self.reader


@dataclass(frozen=True, slots=True)
class Copied:
    """A copy that was written: its number, which is all its file's name says, and when it was sent, if it was.

    `digest` is the SHA-256 of its PDF.
    """

    number: str
    session_id: str
    paper: Paper
    reader_id: str
    reader: str
    at: datetime
    digest: str = ""
    sent_at: datetime | None = None


def to_send(written: Iterable[Copied]) -> list[Copied]:
    """Of copies in the order they were written, the last of each reader's, where it was not sent."""
    last = {(each.paper, each.reader_id or each.reader): each for each in written}
    return [each for each in last.values() if each.sent_at is None]


def copies(routes: Iterable[Route], company: Company, known: Iterable[Person], day: date) -> tuple[Copy, ...]:
    """Every copy there is to make on that day, one for a reader and a paper; whoever has left gets none.

    A service lead is told of whoever was expected of their own service, a line manager of their own staff; a
    supervisee of their own attendance, and of the plan who came.
    """
    leads, found = leading(known, day), dict[tuple[Paper, str], Copy]()
    for route in routes:
        for copy in _copies(route, company, leads, day):
            key = route.what, copy.reader_id
            if copy.people:
                found[key] = _joined(found[key], copy) if key in found else copy
    return tuple(found.values())


def leading(known: Iterable[Person], day: date) -> list[Person]:
    """Those who lead a service on that day."""
    return [p for p in known if Role.SERVICE_LEAD in p.roles and p.service.strip() and there(p, day)]


def there(person: Person, day: date) -> bool:
    """Whether somebody is still to be written to."""
    return not person.archived and (person.left_on is None or day < person.left_on)


def _joined(one: Copy, other: Copy) -> Copy:
    """What one and the same reader gets for two reasons."""
    people = {each.id: each for each in (*one.people, *other.people)}
    office = one.office or other.office
    return replace(one, people=tuple(people.values()), whole=one.whole or other.whole, office=office)


def _copies(route: Route, company: Company, leads: Sequence[Person], day: date) -> Iterator[Copy]:
    """A route's copies; one of the plan is whole for who heard it, or where nobody else was of the session."""
    if route.to is Reader.SUPERVISEES:
        heard = route.what is Paper.ACTION_PLAN
        for each in company.present if heard else company.expected:
            if there(each, day):
                yield Copy(route.what, each.id, each.name, each.email, company.present if heard else (each,), heard)
        return
    people = company.expected
    led = ((each.id, each.name, each.email, _of_service(people, each.service), _office(each)) for each in leads)
    told = led if route.to is Reader.SERVICE_LEADS else _managed(people)
    for reader_id, name, email, theirs, office in told:
        yield Copy(route.what, reader_id, name, email, theirs, company.within(theirs), office)


def _office(lead: Person) -> str:
    return f"service lead of {lead.service.strip()}"


def _of_service(people: Iterable[Person], service: str) -> tuple[Person, ...]:
    return tuple(each for each in people if folded(each.service) == folded(service))


def _managed(people: Sequence[Person]) -> Iterator[tuple[str, str, str, tuple[Person, ...], str]]:
    """Line managers with their staff."""
    staff: dict[str, list[Person]] = {}
    for each in people:
        if manager := _manager(each):
            staff.setdefault(manager, []).append(each)
    for manager, theirs in staff.items():
        name, email = theirs[0].line_manager, theirs[0].line_manager_email
        yield manager, name or email, email, tuple(theirs), "line manager"


def _manager(person: Person) -> str:
    """Who somebody's line manager is; without an address that may be one of several of the name."""
    name, email = folded(person.line_manager), folded(person.line_manager_email)
    return f"{name} <{email or person.id}>" if name or email else ""


def without_lead(
    routes: Iterable[Route], people: Iterable[Person], known: Iterable[Person], day: date
) -> tuple[Person, ...]:
    """Those whose service has no lead in the list, where one should be told."""
    if not any(route.to is Reader.SERVICE_LEADS for route in routes):
        return ()
    led = {folded(lead.service) for lead in leading(known, day)}
    return tuple(each for each in people if folded(each.service) not in led)


def sharing(wanted: Iterable[Copy]) -> list[tuple[str, ...]]:
    """The names of different readers who have one address, so that each may see what the other gets."""
    at: dict[str, dict[str, str]] = {}
    for copy in wanted:
        if copy.email:
            at.setdefault(folded(copy.email), {})[copy.reader_id] = copy.shown
    return [tuple(readers.values()) for readers in at.values() if len(readers) > 1]


_BETWEEN = re.compile(r"[,;/&+]|\band\b", re.IGNORECASE)


def doers(by_whom: str, company: Company) -> dict[str, frozenset[str]]:
    """Each name beside an action with the ids of all it can mean; nothing where any of it is no whole name.

    A name that stands within another, or among other words, is none.
    """
    ids: dict[str, set[str]] = {}
    for person, known in company.called.items():
        for name in known:
            ids.setdefault(alike(name), set()).add(person)
    said = tidy(by_whom)
    names = [said] if alike(said) in ids else [each.strip() for each in _BETWEEN.split(said) if each.strip()]
    found = {name: frozenset(ids.get(alike(name), ())) for name in names}
    return found if all(found.values()) else {}


def told(by_whom: str, to: Copy, company: Company) -> str | None:
    """What a reader is told of who does an action, None where it is not theirs to know.

    Whoever is told of some people only is told of an action where one of them, and nobody else, is meant by a name.
    """
    if to.whole:
        return by_whom
    theirs = {each.id for each in to.people}
    named = doers(by_whom, company)
    own = [name for name, ids in named.items() if ids <= theirs]
    if not own:
        return None
    return " and ".join(own) + (" and others" if len(own) < len(named) else "")
