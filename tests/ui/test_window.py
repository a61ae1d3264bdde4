"""The door and the window: a first run, unlocking, locking, leaving."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from supdesk.desk import demonstrating, starting
from supdesk.desk.desk import Surroundings
from supdesk.domain.people import Person
from supdesk.forms.packs import load_packs
from supdesk.ui.opening.first_run import FirstRun
from supdesk.ui.opening.outside import Outside, Preferences
from supdesk.ui.opening.unlock import Unlock
from supdesk.ui.parts import Ribbon
from supdesk.ui.settings.sheet import SheetPage
from supdesk.ui.window import IDLE, Window, open_window
from supdesk.vault.keys import Profile

TOP = Path(__file__).parents[2]
CHEAP = Profile(8 * 4, 1, 4)
PHRASE = "lantern orchard velvet compass"
START = datetime(2026, 5, 4, 9, tzinfo=UTC)


@dataclass
class World:
    """What happened outside the window."""

    folder: Path
    now: datetime = START
    chosen: Preferences = field(default_factory=Preferences)
    relaunched: list[str] = field(default_factory=list)

    def outside(self) -> Outside:
        packs, _ = load_packs(TOP / "forms")
        ids = (f"id-{number}" for number in count(1))
        around = Surroundings(
            packs, lambda: self.now, lambda: next(ids), secrets.token_bytes, TOP / "resources", CHEAP
        )
        return Outside(around, lambda: self.chosen, self._keep, self.relaunched.extend, lambda: CHEAP, self.folder)

    def _keep(self, chosen: Preferences) -> None:
        self.chosen = chosen

    def vault(self) -> Path:
        """A vault that is there and closed."""
        outside, place = self.outside(), self.folder / "Trial.supdesk"
        owner = Person("", "Ada Example")
        pack = outside.around.packs.found[0].id
        starting.begin(place, owner, pack, PHRASE, outside.around, CHEAP).vault.close()
        return place


@pytest.fixture
def world(tmp_path: Path) -> World:
    return World(tmp_path)


Opener = Callable[[Path | None], Window]


@pytest.fixture
def opener(world: World, qapp: QApplication, qtbot: QtBot):  # type: ignore[no-untyped-def]
    windows: list[Window] = []

    def make(vault: Path | None) -> Window:
        made = open_window(qapp, world.outside(), vault)
        qtbot.addWidget(made.shell)
        windows.append(made)
        return made

    yield make
    for window in windows:
        window.leave()


def test_the_right_passphrase_opens_the_desk_and_the_vault_is_remembered(
    world: World, opener: Opener, qtbot: QtBot
) -> None:
    window = opener(world.vault())
    unlock = window.shell.findChild(Unlock)
    unlock.passphrase.set_raw(PHRASE)
    unlock.unlock.click()
    qtbot.waitUntil(lambda: window.desk is not None, timeout=20_000)
    assert window.desk is not None
    assert window.desk.owner.name == "Ada Example"
    assert world.chosen.vault.endswith("Trial.supdesk")


def test_a_second_wrong_guess_must_wait(world: World, opener: Opener, qtbot: QtBot) -> None:
    window = opener(world.vault())
    unlock = window.shell.findChild(Unlock)
    for _ in range(2):
        unlock.passphrase.set_raw("not the right words at all")
        unlock.unlock.click()
        qtbot.waitUntil(lambda: not unlock._busy, timeout=20_000)
    assert "try again in 2 seconds" in unlock.passphrase.problem()
    assert not unlock.unlock.isEnabled()
    qtbot.waitUntil(unlock.unlock.isEnabled, timeout=20_000)
    assert "try again" not in unlock.passphrase.problem()


def test_an_empty_passphrase_is_asked_for_and_costs_no_guess(world: World, opener: Opener) -> None:
    unlock = opener(world.vault()).shell.findChild(Unlock)
    unlock.unlock.click()
    assert unlock.passphrase.problem() == "Type the passphrase first."


def test_a_folder_that_is_no_vault_says_so(world: World, opener: Opener) -> None:
    unlock = opener(world.folder / "Gone.supdesk").shell.findChild(Unlock)
    assert unlock.passphrase.problem() == "There is no vault at that place."


def test_four_steps_make_a_vault_whose_recovery_words_were_typed_back(
    world: World, opener: Opener, qtbot: QtBot
) -> None:
    window = opener(None)
    run = window.shell.findChild(FirstRun)
    run.next.click()
    assert run.you.fields["name"].problem() == "Type your name."
    run.you.fields["name"].set_raw("Ada Example")
    run.next.click()
    run.next.click()
    run.passphrase.first.set_raw("password")
    run.passphrase.second.set_raw("other")
    run.next.click()
    assert "too easy" in run.passphrase.first.problem()
    assert "not the same" in run.passphrase.second.problem()
    run.passphrase.first.set_raw(PHRASE)
    run.passphrase.second.set_raw(PHRASE)
    run.next.click()
    qtbot.waitUntil(lambda: run.recovery is not None, timeout=20_000)
    sheet = run.recovery
    assert sheet is not None
    run.next.click()
    qtbot.waitUntil(run.next.isEnabled, timeout=20_000)
    assert window.desk is None
    for place, answer in sheet.answers.items():
        answer.set_raw(sheet.offered.words[place - 1].upper())
    run.next.click()
    qtbot.waitUntil(lambda: window.desk is not None, timeout=20_000)
    assert window.desk is not None
    assert starting.has_recovery(window.desk)
    assert (world.folder / "Supervision.supdesk" / "vault.json").is_file()


def test_leaving_before_the_sheet_is_confirmed_is_said_at_the_next_start_and_made_good_there(
    world: World, opener: Opener, qtbot: QtBot
) -> None:
    window = opener(None)
    run = window.shell.findChild(FirstRun)
    run.you.fields["name"].set_raw("Ada Example")
    run.passphrase.first.set_raw(PHRASE)
    run.passphrase.second.set_raw(PHRASE)
    for _ in range(3):
        run.next.click()
    qtbot.waitUntil(lambda: run.recovery is not None, timeout=20_000)
    window.lock()
    assert world.relaunched == [world.chosen.vault]
    again = opener(Path(world.chosen.vault))
    enter(again, qtbot)
    qtbot.waitUntil(lambda: bool(ribbons(again)))
    assert "no recovery sheet yet" in ribbons(again)[0].words.text()
    button = ribbons(again)[0].button
    assert button is not None
    button.click()
    (page,) = again.shell.findChildren(SheetPage)
    qtbot.waitUntil(lambda: page.sheet is not None)
    sheet = page.sheet
    assert sheet is not None
    for place, answer in sheet.answers.items():
        answer.set_raw(sheet.offered.words[place - 1])
    page.confirm.click()
    qtbot.waitUntil(lambda: not ribbons(again))
    assert again.desk is not None
    assert starting.has_recovery(again.desk)


def test_a_practice_vault_is_made_in_the_background_and_marked_as_practice(
    world: World, opener: Opener, qtbot: QtBot
) -> None:
    window = opener(None)
    run = window.shell.findChild(FirstRun)
    run.practice.offer.click()
    assert run.practice.waiting is not None
    qtbot.waitUntil(lambda: bool(ribbons(window)), timeout=120_000)
    passphrase = demonstrating.read_story(TOP / "resources").passphrase
    assert "everybody in it is invented" in ribbons(window)[0].words.text()
    assert ribbons(window)[0].words.text().endswith(passphrase)
    window.lock()
    again = opener(None)
    again.shell.findChild(FirstRun).practice.offer.click()
    unlock = again.shell.findChild(Unlock)
    assert unlock.folder == world.folder / "Practice.supdesk"
    assert passphrase in unlock.passphrase.control.accessibleDescription()


def test_making_the_practice_vault_can_be_stopped_and_leaves_nothing(
    world: World, opener: Opener, qtbot: QtBot
) -> None:
    window = opener(None)
    practice = window.shell.findChild(FirstRun).practice
    practice.offer.click()
    assert practice.waiting is not None
    practice.waiting.dismiss()
    qtbot.waitUntil(lambda: practice.waiting is None, timeout=60_000)
    assert list(world.folder.iterdir()) == []
    assert window.desk is None


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


def test_locking_covers_the_window_closes_the_vault_and_starts_again(
    world: World, opener: Opener, qtbot: QtBot
) -> None:
    window = seated(world, opener, qtbot)
    window.shell.lock_requested.emit()
    assert window.shell.is_hidden
    assert world.relaunched == [world.chosen.vault]
    assert not (Path(world.chosen.vault) / "vault.db-wal").exists()


def test_nobody_there_for_five_minutes_locks(world: World, opener: Opener, qtbot: QtBot) -> None:
    window = seated(world, opener, qtbot)
    assert window._idle is not None
    world.now += IDLE - timedelta(seconds=1)
    window._idle.look()
    assert not world.relaunched
    world.now += timedelta(seconds=1)
    window._idle.look()
    assert world.relaunched


def test_a_locked_door_has_nothing_to_lock(world: World, opener: Opener) -> None:
    window = opener(world.vault())
    window.lock()
    assert not world.relaunched
    assert replace(world.chosen, vault="") == Preferences()
