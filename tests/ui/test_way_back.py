"""From a door that can't be opened to a new vault beside it: by a backup, or by what still stands whole."""

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from supdesk.desk import backing_up, rescuing, unlocking
from supdesk.ui.opening.unlock import Unlock
from supdesk.ui.opening.way_back import WayBack
from supdesk.ui.parts import ListRow
from supdesk.ui.window import Window
from tests.ui.windows import PHRASE, Opener, World


@pytest.fixture
def damaged(world: World) -> Path:
    """A vault with a backup, whose first page is destroyed."""
    folder = world.vault()
    desk = unlocking.unlock(folder, PHRASE, world.outside().around)
    backing_up.back_up(desk)
    desk.vault.close()
    with (folder / "vault.db").open("r+b") as file:
        file.seek(200)
        file.write(b"destroyed")
    return folder


def at_the_way_back(window: Window, qtbot: QtBot) -> WayBack:
    """Refused at the door, and past the button that shows then."""
    unlock = window.shell.findChild(Unlock)
    assert unlock.way_back.isHidden()
    unlock.passphrase.set_raw(PHRASE)
    unlock.unlock.click()
    qtbot.waitUntil(unlock.way_back.isVisible)
    assert "damaged" in unlock.passphrase.problem()
    unlock.way_back.click()
    found = window.shell.findChild(WayBack)
    assert found is not None
    return found


def proven(page: WayBack, qtbot: QtBot) -> list[ListRow]:
    """The backups on offer, once the passphrase was given."""
    page.passphrase.set_raw(PHRASE)
    page.go_on.click()
    qtbot.waitUntil(page.choice.isVisible)
    return page.copies.findChildren(ListRow)


def test_what_stands_whole_is_saved_and_its_door_opens(
    world: World, opener: Opener, qtbot: QtBot, damaged: Path
) -> None:
    before = {file.name: file.read_bytes() for file in damaged.iterdir() if file.is_file()}
    window = opener(damaged)
    page = at_the_way_back(window, qtbot)
    proven(page, qtbot)
    page.salvage(world.folder / "Saved")
    qtbot.waitUntil(page.done.isVisible)
    assert page.end.text().startswith("1 of ")
    assert "Saved.supdesk" in page.end.text()
    assert {file.name: file.read_bytes() for file in damaged.iterdir() if file.is_file()} == before
    page.open.click()
    unlock = next(found for found in window.shell.findChildren(Unlock) if found.isVisible())
    assert unlock.folder == world.folder / "Saved.supdesk"
    unlock.passphrase.set_raw(PHRASE)
    unlock.unlock.click()
    qtbot.waitUntil(lambda: window.desk is not None)


def test_a_backup_says_what_it_holds_and_is_restored_beside(
    world: World, opener: Opener, qtbot: QtBot, damaged: Path
) -> None:
    page = at_the_way_back(opener(damaged), qtbot)
    (row,) = proven(page, qtbot)
    assert "0 records" in row.subtitle.text()
    assert "1 person" in row.subtitle.text()
    assert page.stranded is not None
    ((generation, _),) = rescuing.copies(page.stranded)
    page.restore(generation, world.folder / "Again")
    qtbot.waitUntil(page.done.isVisible)
    unlocking.unlock(world.folder / "Again.supdesk", PHRASE, world.outside().around).vault.close()


def test_a_wrong_passphrase_gets_nobody_further(opener: Opener, qtbot: QtBot, damaged: Path) -> None:
    page = at_the_way_back(opener(damaged), qtbot)
    page.passphrase.set_raw("something else entirely")
    page.go_on.click()
    qtbot.waitUntil(lambda: "does not open" in page.passphrase.problem())
    assert page.choice.isHidden()
    assert page.go_on.isEnabled()


def test_where_something_is_there_already_it_is_said_and_another_place_can_be_chosen(
    world: World, opener: Opener, qtbot: QtBot, damaged: Path
) -> None:
    page = at_the_way_back(opener(damaged), qtbot)
    proven(page, qtbot)
    (world.folder / "Saved.supdesk").mkdir()
    page.salvage(world.folder / "Saved")
    qtbot.waitUntil(lambda: "Choose another name" in page.part.subtitle.text())
    assert page.choice.isVisible()


def test_one_can_go_back_to_the_door(opener: Opener, qtbot: QtBot, damaged: Path) -> None:
    window = opener(damaged)
    at_the_way_back(window, qtbot).back.click()
    assert [found.folder for found in window.shell.findChildren(Unlock) if found.isVisible()] == [damaged]


def test_a_whole_vault_offers_no_way_back(world: World, opener: Opener, qtbot: QtBot) -> None:
    unlock = opener(world.vault()).shell.findChild(Unlock)
    unlock.passphrase.set_raw("something else entirely")
    unlock.unlock.click()
    qtbot.waitUntil(lambda: "does not open" in unlock.passphrase.problem())
    assert unlock.way_back.isHidden()
