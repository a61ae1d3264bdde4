"""A desk to try deeds on: a real vault under a cheap key, the shipped packs, a clock that stands still."""

import hashlib
from collections.abc import Callable
from datetime import UTC, date, datetime
from itertools import count
from pathlib import Path
from typing import Any

from supdesk.desk import enrolling, planning, starting
from supdesk.desk.desk import Desk, Surroundings
from supdesk.domain.people import Person, Role
from supdesk.domain.sessions import Kind, Mode
from supdesk.forms.packs import load_packs
from supdesk.vault.keys import Profile

ROOT = Path(__file__).parents[2]
CHEAP = Profile(64, 1, 1)
NOW = datetime(2026, 3, 4, 14, 32, tzinfo=UTC)
TODAY = date(2026, 3, 4)
PASSPHRASE = "gravel lantern orbit thistle"
ACTION = {"id": "", "what": "Ring the school", "by_whom": "Ada Example", "by_when": "18 March 2026"}


def numbered(word: str) -> Callable[[], str]:
    """Ids in order, so that a run is like the one before."""
    numbers = count(1)
    return lambda: f"{word}{next(numbers):04}"


def entropy() -> Callable[[int], bytes]:
    """Bytes that differ each time and are the same in every run."""
    numbers = count()
    return lambda size: hashlib.shake_256(b"%d" % next(numbers)).digest(size)


def new_desk(folder: Path) -> Desk:
    """A vault just begun by Olive Owner, with Ada Example and Bee Sample to supervise."""
    packs, _ = load_packs(ROOT / "forms")
    around = Surroundings(packs, lambda: NOW, numbered("id-"), entropy(), ROOT / "resources", CHEAP)
    owner = Person("", "Olive Owner", "Named Nurse", email="olive@example.org", roles=frozenset({Role.SUPERVISOR}))
    desk = starting.begin(folder, owner, packs.found[0].id, PASSPHRASE, around, CHEAP)
    for name in ("Ada Example", "Bee Sample"):
        enrolling.enrol(desk, Person("", name, "Health Visitor"))
    return desk


def person_id(desk: Desk, name: str) -> str:
    """The id of somebody enrolled."""
    return next(p.id for p in enrolling.everyone(desk) if p.name == name)


def planned(
    desk: Desk, *names: str, kind: Kind = Kind.ONE_TO_ONE, mode: Mode = Mode.FACE_TO_FACE, on: date = TODAY
) -> str:
    """The id of a session planned with these people."""
    people = [person_id(desk, name) for name in names or ("Ada Example",)]
    return planning.plan(desk, kind, mode, on, people).subject


def written(**more: Any) -> dict[str, Any]:
    """What a one-to-one session lacks to be finished."""
    return {"confidential": True, "issues": "What was talked about.", "actions": [dict(ACTION)], **more}
