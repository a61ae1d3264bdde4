"""The window around an open desk."""

from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QSystemTrayIcon
from pytestqt.qtbot import QtBot

from supdesk.forms.reading import read_pack
from supdesk.ui import reminding
from supdesk.ui.agreeing import Waiting, agree
from supdesk.ui.opening.unlock import Unlock
from supdesk.ui.parts import Banner, Button
from supdesk.ui.reminding import Reminders
from supdesk.ui.settings.page import Settings
from tests.forms.pack_examples import copied_pack, edit
from tests.ui.windows import PHRASE, TOP, Opener, World, enter, seated


def test_an_open_desk_reminds_where_the_desktop_has_a_tray_until_it_is_left(
    world: World, opener: Opener, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun: list[QSystemTrayIcon] = []
    monkeypatch.setattr(reminding, "there_is_a_tray", lambda: True)
    monkeypatch.setattr(QSystemTrayIcon, "show", lambda tray: begun.append(tray))
    window = opener(world.vault())
    assert begun == []
    unlock = window.shell.findChild(Unlock)
    unlock.passphrase.set_raw(PHRASE)
    unlock.unlock.click()
    qtbot.waitUntil(lambda: window.desk is not None, timeout=20_000)
    assert [tray.toolTip() for tray in begun] == ["supdesk"]
    window.leave()
    assert all(not each.ticks for each in window.shell.findChildren(Reminders))


def test_one_types_on_while_what_is_found_is_shown(world: World, opener: Opener, qtbot: QtBot) -> None:
    window = opener(world.vault())
    enter(window, qtbot)
    box = window.shell.topbar.search
    box.setFocus()
    for typed in ("a", "da"):
        with qtbot.waitSignal(window.shell.search_requested, timeout=20_000):
            qtbot.keyClicks(window.shell.focusWidget(), typed)
        assert window.shell.page_key == "search"
    assert box.text() == "ada"


def test_another_text_size_is_worn_at_once_by_everything_and_one_stays_where_it_was_chosen(
    world: World, opener: Opener, qtbot: QtBot
) -> None:
    window = seated(world, opener, qtbot)
    window.shell.show_page("settings")
    rail, before = window.shell.rail.width(), window.shell.page("settings")
    assert isinstance(before, Settings)
    before.looks.scale.set_raw("150")
    before.looks.scale.edited.emit("150")
    qtbot.waitUntil(lambda: window.shell.page("settings") is not before)
    assert window.shell.rail.width() == round(rail * 1.5)
    assert window.shell.page_key == "settings"
    assert world.chosen.scale == 150
    after = window.shell.page("settings")
    assert isinstance(after, Settings)
    assert after.looks.scale.raw() == "150"
    qtbot.waitUntil(lambda: after.looks.isAncestorOf(window.shell.focusWidget() or window.shell))
    qtbot.keyClick(window.shell, Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: window.shell.page_key == "sessions")
    assert window.lane.drain(20)


def test_whoever_never_made_a_backup_is_reminded_and_brought_there(
    world: World, opener: Opener, qtbot: QtBot
) -> None:
    made = world.vault()
    world.now += timedelta(days=40)
    window = opener(made)
    enter(window, qtbot)
    said = "This vault was never backed up: if this laptop is lost, so is all that is in it."
    qtbot.waitUntil(lambda: said in [each.words.text() for each in window.shell.findChildren(Banner)])
    (banner,) = (each for each in window.shell.findChildren(Banner) if each.words.text() == said)
    next(button for button in banner.findChildren(Button) if button.words() == "Back up").click()
    assert window.shell.page_key == "settings"


def test_the_door_shows_what_changed_in_a_pack_and_uses_it_after_one_click(
    world: World, opener: Opener, qtbot: QtBot
) -> None:
    folder = copied_pack(world.folder)
    vault = world.vault()
    read, _ = read_pack(folder)
    assert read is not None
    world.chosen = replace(world.chosen, packs=(str(folder),))
    agree(world.outside(), folder, read)
    edit(folder / "pack.toml", read.register.mailbox, "somebody@outside.invalid")
    window = opener(vault)
    door = window.shell.findChild(Unlock)
    qtbot.waitUntil(lambda: bool(door.findChildren(Waiting)))
    (card,) = door.findChildren(Waiting)
    told = "\n".join(each.text() for each in card.findChildren(QLabel))
    assert "was changed since you agreed to it" in told
    assert "somebody@outside.invalid" in told
    assert read.organisation not in told
    card.use.click()
    assert not card.isVisible()
    enter(window, qtbot)
    assert window.desk is not None
    assert window.desk.pack.register.mailbox == "somebody@outside.invalid"


def test_a_vault_opens_without_a_changed_pack_that_waits(world: World, opener: Opener, qtbot: QtBot) -> None:
    folder = copied_pack(world.folder)
    vault = world.vault()
    edit(folder / "pack.toml", "safeguarding", "outside")
    world.chosen = replace(world.chosen, packs=(str(folder),))
    window = opener(vault)
    enter(window, qtbot)
    assert window.desk is not None
    shipped, _ = read_pack(TOP / "forms" / "mse-icb")
    assert window.desk.pack == shipped


def test_a_chosen_pack_that_cant_be_used_is_said_at_the_start(world: World, opener: Opener, qtbot: QtBot) -> None:
    world.chosen = replace(world.chosen, packs=(str(world.folder / "gone"),))
    window = seated(world, opener, qtbot)
    qtbot.waitUntil(lambda: any("gone can't be used" in b.words.text() for b in window.shell.findChildren(Banner)))


def test_a_window_that_fills_the_screen_does_so_again_and_one_made_smaller_does_not(
    world: World, opener: Opener
) -> None:
    vault = world.vault()
    for fills in (True, False):
        window = opener(vault)
        assert window.shell.isMaximized() is not fills
        if fills:
            window.shell.showMaximized()
        else:
            window.shell.showNormal()
        window.leave()
        assert world.outside().load().maximised is fills
