"""Tracking: how everybody stands against their cadence, the owner's own supervision included."""

from collections.abc import Collection
from datetime import date, timedelta

from supdesk.desk import belonging, providing
from supdesk.desk.desk import Desk
from supdesk.domain import tracker
from supdesk.domain.cadence import Cadence, Every, Standing, cadence_for
from supdesk.domain.people import Person, Role, listed
from supdesk.domain.sessions import Kind, State
from supdesk.domain.tracker import Diary, Line
from supdesk.vault import store

_FRIDAY = 4
"""As `date.weekday` counts."""
_YEARLY = Every(12)
"""How far apart sessions are where nothing is asked."""
_ORDER = [Standing.OVERDUE, Standing.NEVER, Standing.DUE, Standing.IN_DATE]


def tracked(desk: Desk, on: date | None = None, known: Diary | None = None) -> list[Line]:
    """Every supervisee, those longest overdue first and those not counted last; as at today, or at a day gone by.

    Whoever is archived is left out as at today; a day gone by knows them until the day they left, and nobody from
    before they started. `known` is the diary of all sessions, where it is at hand.
    """
    return _tracked(desk, known or diary(desk, on), on)


def standings(desk: Desk) -> tuple[Line, list[Line]]:
    """Today's `own` and `tracked`, found in one look."""
    known = diary(desk)
    return _own(desk, known, desk.today), _tracked(desk, known)


def _tracked(desk: Desk, known: Diary, on: date | None = None) -> list[Line]:
    owner, day, own_pack = desk.owner.id, on or desk.today, desk.pack
    named = {pack.id: pack for pack in desk.around.packs.found}
    people = [
        person
        for person in store.people(desk.vault.cx)
        if Role.SUPERVISEE in person.roles
        and person.id != owner
        and not (person.archived and (on is None or person.left_on is None))
        and (person.started_on is None or person.started_on <= day)
    ]
    agreed = providing.agreed(desk)
    packs = [named.get(person.pack, own_pack) for person in people]
    pairs = zip(people, packs, strict=True)
    found = (tracker.line(who, pack.cadences, known, day, (*agreed, *pack.provisions)) for who, pack in pairs)
    return sorted(found, key=_pressing)


def own(desk: Desk, on: date | None = None, known: Diary | None = None) -> Line:
    """The owner's own supervision, held against what the pack asks of supervisors themselves."""
    return _own(desk, known or diary(desk, on), on or desk.today)


def _own(desk: Desk, known: Diary, on: date) -> Line:
    return tracker.line(desk.owner, (Cadence(desk.pack.supervisors),), known, on)


def diary(desk: Desk, on: date | None = None) -> Diary:
    """Who came when: only the last time as at today, which is quickly found; every time for a day gone by."""
    if on is not None:
        return tracker.diary(store.sessions(desk.vault.cx))
    ahead = tracker.diary(store.sessions(desk.vault.cx, state=State.PLANNED))
    last = store.last_present(desk.vault.cx, desk.today)
    came = {(person, Kind(kind)): (day,) for (person, kind), day in last.items()}
    return Diary(came, ahead.expected)


def day_for(desk: Desk, people: Collection[str]) -> date:
    """When to plan a session with these person ids: by the day it is due for the first of them, or today.

    What is due at a weekend is planned for the Friday before.
    """
    due = min((line.due for line in tracked(desk) if line.person.id in people and line.due), default=desk.today)
    return max(desk.today, due - timedelta(days=max(due.weekday() - _FRIDAY, 0)))


def every_for(desk: Desk, people: Collection[str]) -> Every:
    """How far apart sessions with these person ids should be: as the one asks who is due most often."""
    known = [store.person(desk.vault.cx, person) for person in people]
    asked = [_line(desk, person, Diary({}, {}), desk.today).every for person in known]
    everybody = cadence_for(belonging.shared(desk, people).cadences, "")
    return min(filter(None, asked), key=lambda every: every.days, default=everybody.every if everybody else _YEARLY)


def uncounted(desk: Desk, kind: Kind, people: Collection[str]) -> str:
    """A sentence where a session of that kind counts nothing for some of these person ids, else nothing."""
    asked: dict[Kind, list[str]] = {}
    for person in (store.person(desk.vault.cx, each) for each in people):
        one = _line(desk, person, Diary({}, {}), desk.today).kind
        if one and kind not in tracker.counting(desk.pack_of(person).cadences, person):
            asked.setdefault(one, []).append(person.name)
    told = "It will not count for {}: the policy asks for supervision {}."
    return " ".join(told.format(listed(names), one.how) for one, names in asked.items())


def _line(desk: Desk, person: Person, known: Diary, on: date) -> Line:
    pack = desk.pack_of(person)
    return tracker.line(person, pack.cadences, known, on, providing.provisions(desk, pack))


def _pressing(line: Line) -> tuple[bool, int, date, str]:
    return line.excluded is not None, _ORDER.index(line.standing), line.due or date.min, line.person.name.casefold()
