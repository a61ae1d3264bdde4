"""The whole window over a vault of its own, with what happened outside it."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cache
from itertools import count
from pathlib import Path

from pytestqt.qtbot import QtBot

from supdesk.desk import starting
from supdesk.desk.desk import Surroundings
from supdesk.domain.people import Person
from supdesk.forms.packs import load_packs
from supdesk.ui.far import Start
from supdesk.ui.opening.outside import Outside, Preferences
from supdesk.ui.opening.unlock import Unlock
from supdesk.ui.parts import Ribbon
from supdesk.ui.window import Window
from supdesk.vault.keys import Profile
from tests.ui.answerers import answering

TOP = Path(__file__).parents[2]
CHEAP = Profile(8 * 4, 1, 4)
PHRASE = "lantern orchard velvet compass"
IDLE = timedelta(minutes=5)
START = datetime(2026, 5, 4, 9, tzinfo=UTC)


@dataclass
class World:
    """What happened outside the window."""

    folder: Path
    now: datetime = START
    chosen: Preferences = field(default_factory=Preferences)
    relaunched: list[str] = field(default_factory=list)
    far: Start = answering

    def outside(self) -> Outside:
        ids = (f"id-{number}" for number in count(1))

        @cache
        def bring() -> Surroundings:
            packs, _ = load_packs(TOP / "forms", map(Path, self.chosen.packs), self.chosen.digests)
            return Surroundings(
                packs, lambda: self.now, lambda: next(ids), secrets.token_bytes, TOP / "resources", CHEAP
            )

        return Outside(
            bring,
            lambda: self.chosen,
            self._keep,
            self.relaunched.extend,
            lambda: CHEAP,
            self.folder,
            lambda: self.now,
            self.far,
            bring.cache_clear,
        )

    def _keep(self, chosen: Preferences) -> None:
        self.chosen = chosen

    def vault(self) -> Path:
        """A vault that is there and closed."""
        outside, place = self.outside(), self.folder / "Trial.supdesk"
        owner = Person("", "Ada Example")
        pack = outside.around.packs.pack("mse-icb").id
        starting.begin(place, owner, pack, PHRASE, outside.around, CHEAP).vault.close()
        return place


Opener = Callable[[Path | None], Window]


def ribbons(window: Window) -> list[Ribbon]:
    """What stands under the top bar."""
    return [each for each in window.shell.findChildren(Ribbon) if not each.isHidden()]


def enter(window: Window, qtbot: QtBot) -> None:
    """Unlock with the right passphrase."""
    unlock = window.shell.findChild(Unlock)
    unlock.passphrase.set_raw(PHRASE)
    unlock.unlock.click()
    qtbot.waitUntil(lambda: window.desk is not None, timeout=20_000)


def seated(world: World, opener: Opener, qtbot: QtBot) -> Window:
    window = opener(world.vault())
    enter(window, qtbot)
    return window
