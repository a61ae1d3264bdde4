"""Belonging: the policy pack that holds for somebody, for a session with them, and for what comes of it."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass

from supdesk.desk import providing
from supdesk.desk.desk import Desk
from supdesk.domain.cadence import Cadence, names
from supdesk.domain.people import Person
from supdesk.domain.provisions import Provision, provision_for
from supdesk.domain.sessions import Session, State
from supdesk.domain.spelling import folded
from supdesk.domain.tracker import cadence_of
from supdesk.forms.definition import Pack
from supdesk.vault import store

ADD = "Add its folder in Settings."
SETTLE = "no cadence agreed yet. Agree one for the service in Settings, or choose one for them below"


@dataclass(frozen=True, slots=True)
class Known:
    """What is offered: the owner's pack, the services in use by the id of the pack they are of, and what was agreed
    for some of those."""

    own: Pack
    used: Mapping[str, Collection[str]]
    agreed: tuple[Provision, ...]

    def services(self, pack: Pack) -> tuple[str, ...]:
        """Those the pack names, in its order, then the others in use under it."""
        named = _named_services(pack)
        known = set(map(folded, named))
        others = (name for name in self.used.get(pack.id, ()) if folded(name) not in known)
        return (*named, *sorted(others, key=str.casefold))

    def remark(self, pack: Pack, person: Person) -> str:
        """A sentence where the pack names services and theirs is none of them: what holds instead, if anything."""
        named, cadence = _named_services(pack), cadence_of(pack.cadences, person)
        provided = provision_for((*self.agreed, *pack.provisions), person.service)
        known = names(pack.cadences, person.service)
        settled = known or provided or person.cadence or (cadence and cadence.posts)
        if not person.service or not named or settled:
            return ""
        return f"Not among those the policy pack names: {_often(cadence)}."


def known(desk: Desk) -> Known:
    """What to offer of packs and services now."""
    used: dict[str, set[str]] = {}
    for person in store.people(desk.vault.cx):
        if person.service:
            used.setdefault(desk.pack_of(person).id, set()).add(person.service)
    return Known(desk.pack, used, providing.agreed(desk))


def _named_services(pack: Pack) -> tuple[str, ...]:
    return tuple(dict.fromkeys(cadence.service for cadence in pack.cadences if cadence.service))


def _often(cadence: Cadence | None) -> str:
    return f"supervised {cadence.every.words}" if cadence else SETTLE


def chosen(desk: Desk, pack_id: str, people: Collection[str] = ()) -> Pack:
    """The pack of that id, or of these person ids where none is named; SupdeskError `pack.unknown`."""
    return desk.around.packs.pack(pack_id) if pack_id else shared(desk, people)


def shared(desk: Desk, people: Collection[str]) -> Pack:
    """The pack that all of these person ids are supervised under; the owner's where they differ."""
    found = _of(desk, people)
    return next(iter(found.values())) if len(found) == 1 else desk.pack


def differ(desk: Desk, people: Collection[str]) -> bool:
    """Whether these person ids are supervised under several packs."""
    return len(_of(desk, people)) > 1


def _of(desk: Desk, people: Collection[str]) -> dict[str, Pack]:
    packs = (desk.pack_of(store.person(desk.vault.cx, known)) for known in people)
    return {pack.id: pack for pack in packs}


@dataclass(frozen=True, slots=True)
class Organisation:
    """The packs of one organisation, spoken for by the first of them: what is under them is its affair.

    What is under a pack that is not at hand is the affair of the owner's `own`.
    """

    pack: Pack
    own: bool
    ids: frozenset[str]
    elsewhere: frozenset[str]

    @property
    def name(self) -> str:
        return self.pack.organisation

    def has(self, pack_id: str) -> bool:
        """Whether what is under that pack is this one's."""
        return pack_id not in self.elsewhere if self.own else pack_id in self.ids


def organisations(desk: Desk) -> list[Organisation]:
    """Those of the packs at hand, the owner's first."""
    own, standing = desk.pack, first_of(desk, lambda pack: pack.organisation)
    found = {pack.id: pack for pack in (own, *standing.values())}
    ids = {one: frozenset(pack for pack, first in standing.items() if first.id == one) for one in found}
    every = frozenset(standing)
    return [Organisation(pack, pack.id == own.id, ids[one], every - ids[one]) for one, pack in found.items()]


def organisation(desk: Desk, name: str = "") -> Organisation:
    """The one of that name; the owner's where there is none such."""
    every = organisations(desk)
    return next((each for each in every if each.name == name), every[0])


def in_use(desk: Desk) -> list[str]:
    """The names of those whose people are supervised here, or were, the owner's first."""
    cx = desk.vault.cx
    packs = {each.pack for each in store.people(cx) if each.pack} | {each.pack for each in store.sessions(cx)}
    return [each.name for each in organisations(desk) if each.own or any(each.has(pack) for pack in packs)]


def first_of(desk: Desk, key: Callable[[Pack], object]) -> dict[str, Pack]:
    """The pack that stands for each, by id: the first with the same key, the owner's before any."""
    first: dict[object, Pack] = {}
    for pack in (desk.pack, *desk.around.packs.found):
        first.setdefault(key(pack), pack)
    return {pack.id: first[key(pack)] for pack in desk.around.packs.found}


def kept_by(desk: Desk, person_id: str) -> int:
    """How many sessions planned with somebody stand under another pack than theirs: those keep it."""
    pack = desk.pack_of(store.person(desk.vault.cx, person_id))
    planned = store.sessions(desk.vault.cx, state=State.PLANNED, people=[person_id])
    return sum(session.pack != pack.id and session.supervisor_id == desk.owner.id for session in planned)


def gone(desk: Desk, sessions: Iterable[Session]) -> str:
    """The packs of these sessions that are not at hand, in a sentence; nothing where all are."""
    found = sorted({each.pack for each in sessions if desk.around.packs.at_hand(each.pack) is None})
    return f"Not here: the policy pack {', '.join(f'“{name}”' for name in found)}. {ADD}" if found else ""


def said_of(desk: Desk, session: Session) -> str:
    """The pack a session is under in words, where that is not simply the owner's."""
    pack, people = desk.around.packs.at_hand(session.pack), [each.person_id for each in session.attendees]
    if pack is None:
        return f"“{session.pack}”, whose folder is not here. Add it in Settings."
    now = shared(desk, people)
    if pack.id != now.id and not differ(desk, people):
        return f"{pack.name}, as it was planned. Now they are supervised under {now.name}."
    return "" if pack.id == desk.pack.id else pack.name


def named(desk: Desk, text: str) -> Pack | None:
    """The pack at hand that this id or name means, however it is written."""
    wanted = folded(text)
    return next((pack for pack in desk.around.packs.found if wanted in (pack.id, folded(pack.name))), None)
