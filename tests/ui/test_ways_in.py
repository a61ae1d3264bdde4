"""When the usual way in is lost: a guided way, or an honest sentence."""

import shutil
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from supdesk.desk import backing_up, rescuing, starting, unlocking
from supdesk.desk.desk import Desk
from supdesk.domain.errors import SupdeskError
from supdesk.ui.opening.first_run import FirstRun
from supdesk.ui.opening.unlock import Unlock
from supdesk.ui.opening.way_back import WayBack
from supdesk.ui.settings.safety import NewPassphrase
from supdesk.ui.window import Window
from supdesk.vault import keyring_slot
from tests.desk.desks import NOW
from tests.ui.windows import PHRASE, Opener, World

NEW = "copper thimble avenue plankton"


def prepared(world: World, do: Callable[[Desk], object]) -> Path:
    """A closed vault to which something was done."""
    folder = world.vault()
    desk = unlocking.unlock(folder, PHRASE, world.outside().around)
    do(desk)
    desk.vault.close()
    return folder


@pytest.fixture
def sheet(world: World) -> tuple[Path, str]:
    """A vault with a recovery sheet and a backup, and the sheet's words."""
    found: list[str] = []

    def make(desk: Desk) -> None:
        offered = starting.offer_recovery(desk)
        starting.confirm_recovery(desk, offered, {place: offered.words[place - 1] for place in offered.places})
        found.append(" ".join(offered.words))
        backing_up.back_up(desk)

    folder = prepared(world, make)
    world.now += timedelta(hours=1)
    return folder, found[0]


def enter_here(window: Window, qtbot: QtBot) -> None:
    """Unlock at the door that is shown now."""
    unlock = next(found for found in window.shell.findChildren(Unlock) if found.isVisible())
    unlock.passphrase.set_raw(PHRASE)
    unlock.unlock.click()
    qtbot.waitUntil(lambda: window.desk is not None, timeout=20_000)


def by_words(window: Window, words: str) -> Unlock:
    unlock = window.shell.findChild(Unlock)
    unlock.other_way.click()
    unlock.words.set_raw(words)
    unlock.unlock.click()
    return unlock


def test_who_forgot_the_passphrase_comes_in_by_the_words_and_is_asked_for_another(
    world: World, opener: Opener, qtbot: QtBot, sheet: tuple[Path, str]
) -> None:
    folder, words = sheet
    window = opener(folder)
    by_words(window, words)
    qtbot.waitUntil(lambda: window.shell.findChild(NewPassphrase) is not None, timeout=20_000)
    card = window.shell.findChild(NewPassphrase)
    assert card.old.isHidden()
    for field in (card.new, card.again):
        field.set_raw(NEW)
    card.change.click()
    qtbot.waitUntil(lambda: window.shell.findChild(NewPassphrase) is None or not card.isVisible(), timeout=20_000)
    assert window.lane.drain(20)
    window.leave()
    around = world.outside().around
    unlocking.unlock(folder, NEW, around).vault.close()
    unlocking.unlock_with_recovery(folder, words, around).vault.close()
    with pytest.raises(SupdeskError):
        unlocking.unlock(folder, PHRASE, around)


def test_who_comes_in_by_the_passphrase_is_asked_for_nothing(
    opener: Opener, qtbot: QtBot, sheet: tuple[Path, str]
) -> None:
    window = opener(sheet[0])
    unlock = by_words(window, "these are no words")
    qtbot.waitUntil(lambda: bool(unlock.words.problem()), timeout=20_000)
    unlock.other_way.click()
    unlock.passphrase.set_raw(PHRASE)
    unlock.unlock.click()
    qtbot.waitUntil(lambda: window.desk is not None, timeout=20_000)
    assert window.lane.drain(20)
    assert window.shell.findChild(NewPassphrase) is None


def test_who_has_neither_passphrase_nor_sheet_is_told_that_there_is_no_way(
    world: World, opener: Opener, qtbot: QtBot
) -> None:
    window = opener(world.vault())
    unlock = by_words(window, " ".join(["abandon"] * 23 + ["art"]))
    qtbot.waitUntil(lambda: "no recovery code" in unlock.words.problem(), timeout=20_000)


@pytest.mark.parametrize("kept", [True, False])
def test_a_lost_vault_json_is_found_in_a_backup_or_its_loss_is_said_plainly(
    opener: Opener, qtbot: QtBot, sheet: tuple[Path, str], kept: bool
) -> None:
    folder, words = sheet
    (folder / "vault.json").unlink()
    if not kept:
        shutil.rmtree(folder / "backups")
    window = opener(folder)
    unlock = window.shell.findChild(Unlock)
    qtbot.waitUntil(unlock.way_back.isVisible, timeout=20_000)
    assert "vault.json" in unlock.passphrase.problem()
    unlock.way_back.click()
    page = window.shell.findChild(WayBack)
    page.other_way.click()
    page.words.set_raw(words)
    page.go_on.click()
    if kept:
        qtbot.waitUntil(page.choice.isVisible, timeout=20_000)
    else:
        qtbot.waitUntil(lambda: "nobody can open this vault" in page.words.problem(), timeout=20_000)


def test_on_a_new_computer_the_first_run_opens_a_vault_that_is_there_such_as_a_backup_on_a_stick(
    world: World, opener: Opener, qtbot: QtBot, sheet: tuple[Path, str]
) -> None:
    (backup,) = (sheet[0] / "backups").iterdir()
    stick = world.folder / "stick"
    shutil.move(backup, stick / backup.name)
    shutil.rmtree(sheet[0])
    window = opener(None)
    first = window.shell.findChild(FirstRun)
    assert first.elsewhere.isVisible()
    first.open_there(stick / backup.name)
    page = next(found for found in window.shell.findChildren(WayBack) if found.isVisible())
    assert page.part.isHidden()
    page.passphrase.set_raw(PHRASE)
    page.go_on.click()
    qtbot.waitUntil(page.choice.isVisible, timeout=20_000)
    assert page.stranded is not None
    before = [file.read_bytes() for file in sorted((stick / backup.name).iterdir())]
    ((generation, _),) = rescuing.copies(page.stranded, NOW)
    page.restore(generation, world.folder / "Supervision")
    qtbot.waitUntil(page.done.isVisible, timeout=20_000)
    assert [file.read_bytes() for file in sorted((stick / backup.name).iterdir())] == before
    page.open.click()
    assert world.relaunched == [str(world.folder / "Supervision.supdesk")]
    again = opener(world.folder / "Supervision.supdesk")
    enter_here(again, qtbot)
    assert again.desk is not None


@pytest.mark.parametrize("found", [b"x" * 32, keyring_slot.Availability(keyring_slot.Why.NOT_KEPT)])
def test_a_keyring_that_changed_or_is_gone_leaves_the_passphrase(
    world: World, opener: Opener, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, found: object
) -> None:
    monkeypatch.setattr(keyring_slot, "store", lambda *_: keyring_slot.Availability())
    folder = prepared(world, lambda desk: str(unlocking.remember_in_keyring(desk)))
    monkeypatch.setattr(keyring_slot, "fetch", lambda *_: found)
    window = opener(folder)
    unlock = window.shell.findChild(Unlock)
    qtbot.waitUntil(unlock.keyring.isVisible, timeout=20_000)
    unlock.keyring.click()
    qtbot.waitUntil(lambda: "use the passphrase" in unlock.passphrase.problem(), timeout=20_000)
    enter_here(window, qtbot)
    assert window.desk is not None


def test_a_vault_that_another_program_holds_is_refused_and_opens_once_that_has_gone(
    world: World, opener: Opener, qtbot: QtBot
) -> None:
    folder = world.vault()
    other = unlocking.unlock(folder, PHRASE, world.outside().around)
    window = opener(folder)
    unlock = window.shell.findChild(Unlock)
    unlock.passphrase.set_raw(PHRASE)
    unlock.unlock.click()
    qtbot.waitUntil(lambda: bool(unlock.passphrase.problem()), timeout=20_000)
    assert "open" in unlock.passphrase.problem()
    other.vault.close()
    unlock.passphrase.set_raw(PHRASE)
    unlock.unlock.click()
    qtbot.waitUntil(lambda: window.desk is not None, timeout=20_000)
