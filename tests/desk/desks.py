"""A real vault with a desk before it: cheap keys, shipped packs and an invented one, a clock that stands still."""

import hashlib
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from itertools import count
from pathlib import Path
from typing import Any

from supdesk.app import shipped
from supdesk.desk import enrolling, planning, starting
from supdesk.desk.desk import Desk, Surroundings
from supdesk.desk.recording import Sitting
from supdesk.domain.actions import Decision
from supdesk.domain.people import Person, Role
from supdesk.domain.sessions import Kind, Mode
from supdesk.forms import following
from supdesk.forms.packs import load_packs
from supdesk.vault.keys import Profile
from tests.tools import HARBOUR

CHEAP = Profile(64, 1, 1)
NOW = datetime(2026, 3, 4, 14, 32, tzinfo=UTC)
TODAY = date(2026, 3, 4)
PASSPHRASE = "gravel lantern orbit thistle"
ACTION = {"id": "", "what": "Ring the school", "by_whom": "Ada Example", "by_when": "18 March 2026"}


def _numbered() -> Callable[[], str]:
    numbers = count(1)
    return lambda: f"id-{next(numbers):04}"


def _entropy() -> Callable[[int], bytes]:
    """Bytes that differ each time and are the same in every run."""
    turns = count()
    return lambda size: hashlib.shake_256(b"%d" % next(turns)).digest(size)


def empty_desk(folder: Path, pack: str = "mse-icb") -> Desk:
    """A vault just begun by Olive Owner, who works by that pack and has enrolled nobody yet."""
    packs, _ = load_packs(shipped.forms(), [HARBOUR])
    around = Surroundings(packs, lambda: NOW, _numbered(), _entropy(), shipped.resources(), CHEAP)
    owner = Person("", "Olive Owner", "Named Nurse", email="olive@example.org", roles=frozenset({Role.SUPERVISOR}))
    return starting.begin(folder, owner, pack, PASSPHRASE, around, CHEAP)


def new_desk(folder: Path, pack: str = "mse-icb") -> Desk:
    """The same with Ada Example and Bee Sample to supervise."""
    desk = empty_desk(folder, pack)
    for name in ("Ada Example", "Bee Sample"):
        enrolled(desk, name, designation="Health Visitor")
    return desk


def enrolled(desk: Desk, name: str, **facts: str) -> str:
    """Somebody new in the vault; answers with their id."""
    return enrolling.enrol(desk, Person("", name, **facts)).subject


def person_id(desk: Desk, name: str) -> str:
    """The id of somebody enrolled."""
    return next(p.id for p in enrolling.everyone(desk) if p.name == name)


def planned(
    desk: Desk, *names: str, kind: Kind = Kind.ONE_TO_ONE, mode: Mode = Mode.FACE_TO_FACE, on: date = TODAY
) -> str:
    """The id of a session planned with these people."""
    people = [person_id(desk, name) for name in names or ("Ada Example",)]
    return planning.plan(desk, kind, mode, on, people).subject


def on_day(desk: Desk, day: date) -> Desk:
    """The same desk on that day, at the same hour."""
    return replace(desk, around=replace(desk.around, now=lambda: datetime.combine(day, NOW.timetz())))


def all_done(sitting: Sitting) -> dict[str, Any]:
    """The draft's fields that say of every earlier action that it is done."""
    form, raw, changes = sitting.main.form, dict(sitting.main.draft.raw), dict[str, Any]()
    for action in sitting.open_actions:
        changes |= following.decided(form, raw | changes, action, Decision.DONE, sitting.session.on)
    return changes


def written(**more: Any) -> dict[str, Any]:
    """What a one-to-one session lacks to be finished."""
    return {"confidential": True, "issues": "What was talked about.", "actions": [dict(ACTION)], **more}
