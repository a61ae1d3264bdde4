"""The door: the right words open it, wrong ones wait."""

from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from supdesk.desk import unlocking
from supdesk.desk.desk import Desk, Surroundings
from supdesk.ui.opening.unlock import Unlock
from supdesk.ui.window import BY_ITSELF, Window, open_window
from tests.ui.windows import IDLE, PHRASE, Opener, World, enter, seated


def test_the_right_passphrase_opens_the_desk_and_the_vault_is_remembered(
    world: World, opener: Opener, qtbot: QtBot
) -> None:
    window, _ = while_it_unlocks(world, opener)
    qtbot.waitUntil(lambda: window.desk is not None, timeout=20_000)
    assert window.desk is not None
    assert window.desk.owner.name == "Ada Example"
    assert world.chosen.vault.endswith("Trial.supdesk")


def guess(window: Window, qtbot: QtBot) -> Unlock:
    """Guess wrong once."""
    unlock = window.shell.findChild(Unlock)
    unlock.passphrase.set_raw("not the right words at all")
    unlock.unlock.click()
    qtbot.waitUntil(lambda: not unlock._busy, timeout=20_000)
    return unlock


def test_each_wrong_guess_must_wait_longer_and_says_how_long(world: World, opener: Opener, qtbot: QtBot) -> None:
    window = opener(world.vault())
    assert "try again in 1 second." in guess(window, qtbot).passphrase.problem()
    unlock = window.shell.findChild(Unlock)
    assert not unlock.unlock.isEnabled()
    qtbot.waitUntil(unlock.unlock.isEnabled, timeout=20_000)
    assert "try again" not in unlock.passphrase.problem()
    assert "try again in 2 seconds." in guess(window, qtbot).passphrase.problem()


def test_what_is_typed_after_a_wrong_guess_takes_its_place_and_none_of_it_is_lost(
    world: World, opener: Opener, qtbot: QtBot
) -> None:
    unlock = opener(world.vault()).shell.findChild(Unlock)
    line = unlock.passphrase.control
    line.setFocus()
    qtbot.keyClicks(line, "not right")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    half = len(PHRASE) // 2
    qtbot.keyClicks(unlock.window().focusWidget(), PHRASE[:half])
    qtbot.waitUntil(lambda: not unlock._busy, timeout=20_000)
    qtbot.keyClicks(unlock.window().focusWidget(), PHRASE[half:])
    qtbot.keyClick(line, Qt.Key.Key_Return)
    assert unlock.passphrase.raw() == PHRASE
    assert "try again in 1 second." in unlock.passphrase.problem()
    qtbot.waitUntil(unlock.unlock.isEnabled, timeout=20_000)
    qtbot.keyClick(unlock.window().focusWidget(), Qt.Key.Key_Return)
    opened: list[object] = []
    unlock.opened.connect(opened.append)
    qtbot.waitUntil(lambda: bool(opened), timeout=20_000)


def test_what_is_no_guess_need_not_wait(world: World, opener: Opener, qtbot: QtBot) -> None:
    unlock = opener(world.vault()).shell.findChild(Unlock)
    unlock._swap()
    unlock.words.set_raw("only three words")
    unlock.unlock.click()
    qtbot.waitUntil(lambda: not unlock._busy, timeout=20_000)
    assert "no recovery code" in unlock.words.problem()
    assert unlock.unlock.isEnabled()


@pytest.fixture
def unlocked(monkeypatch: pytest.MonkeyPatch) -> list[Desk]:
    """The desks that are unlocked, so that none is closed by being forgotten alone."""
    desks, unlock = list[Desk](), unlocking.unlock

    def unlock_and_keep(folder: Path, passphrase: str, around: Surroundings) -> Desk:
        desks.append(unlock(folder, passphrase, around))
        return desks[-1]

    monkeypatch.setattr(unlocking, "unlock", unlock_and_keep)
    return desks


def while_it_unlocks(world: World, opener: Opener) -> tuple[Window, Unlock]:
    """A window in which the right passphrase is being tried."""
    window = opener(world.vault())
    unlock = window.shell.findChild(Unlock)
    unlock.passphrase.set_raw(PHRASE)
    unlock.unlock.click()
    return window, unlock


def test_an_unlock_that_ends_after_the_screen_locked_does_not_open(
    world: World, opener: Opener, qtbot: QtBot, unlocked: list[Desk]
) -> None:
    window, unlock = while_it_unlocks(world, opener)
    window.lock()
    qtbot.waitUntil(lambda: not unlock._busy, timeout=20_000)
    assert window.desk is None
    assert "stayed shut" in unlock.passphrase.problem()
    assert world.relaunched == [str(unlock.folder)], "the key was in memory"
    assert len(unlocked) == 1
    enter(opener(unlock.folder), qtbot)


def test_an_unlock_during_which_the_window_closes_leaves_the_vault_closed(
    world: World, opener: Opener, qtbot: QtBot, unlocked: list[Desk]
) -> None:
    window, unlock = while_it_unlocks(world, opener)
    window.leave()
    assert window.desk is None
    assert len(unlocked) == 1
    enter(opener(unlock.folder), qtbot)


def test_an_unlock_through_which_the_machine_slept_does_not_open(
    world: World, opener: Opener, qtbot: QtBot
) -> None:
    window, unlock = while_it_unlocks(world, opener)
    world.now += timedelta(hours=8)
    qtbot.waitUntil(lambda: not unlock._busy, timeout=20_000)
    assert window.desk is None
    enter(opener(unlock.folder), qtbot)


def test_an_empty_passphrase_is_asked_for_and_costs_no_guess(world: World, opener: Opener) -> None:
    unlock = opener(world.vault()).shell.findChild(Unlock)
    unlock.unlock.click()
    assert unlock.passphrase.problem() == "Type the passphrase first."


def test_a_folder_that_is_no_vault_says_so(world: World, opener: Opener, qtbot: QtBot) -> None:
    unlock = opener(world.folder / "Gone.supdesk").shell.findChild(Unlock)
    qtbot.waitUntil(lambda: unlock.passphrase.problem() == "There is no vault at that place.")


def test_the_door_says_that_it_locked_by_itself_and_after_how_long(
    world: World, opener: Opener, qtbot: QtBot, qapp: QApplication
) -> None:
    window = seated(world, opener, qtbot)
    assert window._idle is not None
    world.now += IDLE
    window._idle.look()
    vault, word, minutes = world.relaunched
    assert (vault, word, minutes) == (world.chosen.vault, BY_ITSELF, "5")
    again = open_window(qapp, world.outside(), Path(vault), int(minutes))
    qtbot.addWidget(again.shell)
    account = again.shell.findChild(Unlock).account
    assert account.isVisible()
    assert account.text() == "It locked by itself after 5 minutes without a touch."
    again.leave()


def test_whoever_locks_is_told_nothing_about_it(world: World, opener: Opener, qtbot: QtBot) -> None:
    window = seated(world, opener, qtbot)
    window.lock()
    assert world.relaunched == [world.chosen.vault]
    assert not opener(Path(world.chosen.vault)).shell.findChild(Unlock).account.isVisible()
