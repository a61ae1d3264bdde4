"""A real vault with a desk before it: cheap keys, the shipped packs, a clock that stands still, ids by number."""

from collections.abc import Callable
from datetime import UTC, datetime
from hashlib import sha256
from itertools import count
from pathlib import Path

from supdesk.app import shipped
from supdesk.desk import enrolling, starting
from supdesk.desk.desk import Desk, Surroundings
from supdesk.domain.people import Person
from supdesk.forms.packs import load_packs
from supdesk.vault.keys import Profile

CHEAP = Profile(64, 1, 1)
NOW = datetime(2026, 6, 10, 9, 30, tzinfo=UTC)
PASSPHRASE = "invented otter ladder violin"


def _numbered() -> Callable[[], str]:
    numbers = count(1)
    return lambda: f"id-{next(numbers):06}"


def _spun() -> Callable[[int], bytes]:
    turns = count()
    return lambda size: b"".join(sha256(f"{next(turns)}".encode()).digest() for _ in range(size // 32 + 1))[:size]


def made_desk(folder: Path) -> Desk:
    """A desk whose owner is Olive Owner, on 10 June 2026."""
    packs, _ = load_packs(shipped.forms())
    around = Surroundings(packs, lambda: NOW, _numbered(), _spun(), shipped.resources(), CHEAP)
    owner = Person("", "Olive Owner", designation="Named nurse", email="olive@example.org")
    pack = packs.found[0].id
    return starting.begin(folder / "made.supdesk", owner, pack, PASSPHRASE, around, CHEAP)


def enrolled(desk: Desk, name: str, **facts: str) -> str:
    """Somebody new in the vault; answers with their id."""
    return enrolling.enrol(desk, Person("", name, **facts)).subject
