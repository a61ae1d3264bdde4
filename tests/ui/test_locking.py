"""Locking and leaving: nothing typed is lost, nothing stays in sight."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from threading import Event, Timer

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from supdesk.desk import enrolling, recording
from supdesk.desk.exporting import Prepared, Step, Written
from supdesk.domain.changes import NOTHING, Changes
from supdesk.domain.people import Person
from supdesk.ui import window as window_module
from supdesk.ui.backups.card import Backups
from supdesk.ui.exporting import Export, write_files
from supdesk.ui.locking import idle as idle_module
from supdesk.ui.opening.outside import Preferences
from supdesk.ui.parts import Banner, Button
from supdesk.ui.privacy import HINTS
from supdesk.ui.settings.page import Settings
from supdesk.ui.veil import Veil
from supdesk.ui.window import SOON, Window
from supdesk.ui.writing import WritingPage
from supdesk.vault import audit, handle
from tests.ui.answerers import Hanging
from tests.ui.windows import IDLE, Opener, World, enter, seated


def test_locking_covers_the_window_closes_the_vault_and_starts_again(
    world: World, opener: Opener, qtbot: QtBot
) -> None:
    window = seated(world, opener, qtbot)
    window.shell.lock_requested.emit()
    assert window.shell.is_hidden
    assert world.relaunched == [world.chosen.vault]
    assert not (Path(world.chosen.vault) / "vault.db-wal").exists()


def writing(world: World, opener: Opener, qtbot: QtBot) -> tuple[Window, str]:
    """Somebody in the middle of a sentence, and the draft it belongs to."""
    window = seated(world, opener, qtbot)
    assert window.desk is not None
    assert window.seat is not None
    assert window.lane.drain(20)
    ada = enrolling.enrol(window.desk, Person("", "Bee Sample")).subject
    sheet = recording.begin_contract(window.desk, [ada])
    page = WritingPage(window.seat, sheet)
    window.shell.push(page)
    page.autosave.edit(sheet.draft.id, "venue", "A quiet ro")
    return window, sheet.draft.id


def kept(world: World, opener: Opener, qtbot: QtBot, draft: str) -> str:
    """What the vault holds of that sentence after a new start."""
    again = opener(Path(world.chosen.vault))
    enter(again, qtbot)
    assert again.desk is not None
    return str(recording.reopen(again.desk, draft).draft.raw.get("venue"))


def asked(window: Window) -> dict[str, Button]:
    """The buttons upon the veil."""
    QApplication.processEvents()
    veil = window.shell.findChild(Veil)
    return {button.words(): button for button in veil.findChildren(Button) if not button.isHidden()}


def test_locking_in_mid_sentence_keeps_what_was_typed(world: World, opener: Opener, qtbot: QtBot) -> None:
    window, draft = writing(world, opener, qtbot)
    window.lock()
    assert world.relaunched
    assert kept(world, opener, qtbot, draft) == "A quiet ro"


def test_what_cant_be_saved_is_said_before_the_vault_closes_and_kept_once_it_can(
    world: World, opener: Opener, qtbot: QtBot
) -> None:
    window, draft = writing(world, opener, qtbot)
    assert window.desk is not None
    refuse_writing(window, True)
    window.lock()
    assert window.shell.is_hidden
    assert not world.relaunched
    assert set(asked(window)) == {"Try again", "Lock without it"}
    window.shell.close()
    assert set(asked(window)) == {"Try again", "Lock without it"}
    refuse_writing(window, False)
    asked(window)["Try again"].click()
    assert world.relaunched
    assert kept(world, opener, qtbot, draft) == "A quiet ro"


@pytest.mark.parametrize("stuck", [False, True])
def test_a_second_place_that_never_answers_keeps_nobody_from_locking(
    world: World, opener: Opener, qtbot: QtBot, stuck: bool
) -> None:
    """Nor does any thread wait in the share itself, which exec would wait for: that one reads from a pipe."""
    world.far = hanging = Hanging(world.folder, stuck)
    window = seated(world, opener, qtbot)
    assert window.desk is not None
    assert window.seat is not None
    (world.folder / "share").mkdir()
    card = Backups(window.seat)
    card.use_second(world.folder / "share")
    qtbot.waitUntil(lambda: len(hanging.asked()) >= 2, timeout=20_000)
    window.lock()
    assert world.relaunched
    place = window.desk.vault.folder
    handle.open_vault(place, handle.read_header(place), window.desk.vault.key).close()
    assert window.far.drain(0), "nobody waits for it any more"
    if not stuck:
        for child in hanging.children:
            child.wait(20)
    hanging.end()


def test_reading_a_backup_from_a_stick_that_hangs_keeps_nobody_from_locking(
    world: World, opener: Opener, qtbot: QtBot
) -> None:
    window = seated(world, opener, qtbot)
    never, asked_for = Event(), Event()
    window.far.submit(lambda: (asked_for.set(), never.wait(60)))
    assert asked_for.wait(20)
    window.lock()
    assert world.relaunched
    assert not window.far.drain(0), "it still waits"
    never.set()


def test_locking_does_not_wait_for_ever_for_what_is_given_up(world: World, opener: Opener, qtbot: QtBot) -> None:
    window, draft = writing(world, opener, qtbot)
    refuse_writing(window, True)
    window.lock()
    asked(window)["Lock without it"].click()
    assert world.relaunched
    assert kept(world, opener, qtbot, draft) != "A quiet ro"


def test_a_slow_disk_is_waited_for_and_said(
    world: World, opener: Opener, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(window_module, "PATIENCE", 0.05)
    window, draft = writing(world, opener, qtbot)
    slow = Event()
    window.lane.submit(slow.wait)
    window.lock()
    assert not world.relaunched
    assert "Try again" in asked(window)
    slow.set()
    assert window.lane.drain(20)
    assert window._idle is not None
    world.now += IDLE
    window._idle.look()
    assert world.relaunched
    assert kept(world, opener, qtbot, draft) == "A quiet ro"


def test_closing_with_what_cant_be_saved_asks_and_can_go_back(world: World, opener: Opener, qtbot: QtBot) -> None:
    window, _ = writing(world, opener, qtbot)
    refuse_writing(window, True)
    assert not window.shell.close()
    assert window.shell.is_hidden
    asked(window)["Go back"].click()
    assert not window.shell.is_hidden
    window.shell.close()
    asked(window)["Close without it"].click()
    assert not window.shell.isVisible()


def test_what_cant_be_saved_outlives_the_page_it_was_typed_on(world: World, opener: Opener, qtbot: QtBot) -> None:
    window, draft = writing(world, opener, qtbot)
    refuse_writing(window, True)
    window.shell.back()
    assert window.lane.drain(20)
    qtbot.waitUntil(lambda: any("not saved yet" in b.words.text() for b in window.shell.findChildren(Banner)))
    refuse_writing(window, False)
    window.lock()
    assert kept(world, opener, qtbot, draft) == "A quiet ro"


def refuse_writing(window: Window, refuse: bool) -> None:
    """Have the database itself refuse or take what is written."""
    assert window.desk is not None
    cx = window.desk.vault.cx
    window.lane.submit(lambda: cx.execute(f"PRAGMA query_only = {int(refuse)}"))
    assert window.lane.drain(20)


def test_nobody_there_for_five_minutes_locks(world: World, opener: Opener, qtbot: QtBot) -> None:
    window = seated(world, opener, qtbot)
    assert window._idle is not None
    world.now += IDLE - timedelta(seconds=1)
    window._idle.look()
    assert not world.relaunched
    world.now += timedelta(seconds=1)
    window._idle.look()
    assert world.relaunched


def test_a_night_asleep_locks_at_the_first_look_after_waking(
    world: World, opener: Opener, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(idle_module, "LOOK", 20)
    seated(world, opener, qtbot)
    world.now += timedelta(hours=8)
    qtbot.waitUntil(lambda: bool(world.relaunched), timeout=20_000)


def test_who_comes_back_after_a_night_and_touches_it_first_finds_it_locked(
    world: World, opener: Opener, qtbot: QtBot
) -> None:
    window = seated(world, opener, qtbot)
    world.now += timedelta(hours=8)
    handle = window.shell.windowHandle()
    QApplication.sendEvent(
        handle, QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Shift, Qt.KeyboardModifier.NoModifier)
    )
    assert world.relaunched


def test_a_clock_put_back_by_a_year_keeps_nothing_open(world: World, opener: Opener, qtbot: QtBot) -> None:
    window = seated(world, opener, qtbot)
    assert window._idle is not None
    world.now += IDLE / 2
    window._idle.look()
    world.now -= timedelta(days=365)
    window._idle.look()
    world.now += IDLE / 2 - timedelta(seconds=1)
    window._idle.look()
    assert not world.relaunched
    world.now += timedelta(seconds=1)
    window._idle.look()
    assert world.relaunched


def test_what_was_copied_is_gone_from_the_clipboard_when_it_locks_and_after_twenty_seconds_at_most(
    world: World, opener: Opener, qtbot: QtBot
) -> None:
    window = seated(world, opener, qtbot)
    assert (window._guard._last.interval(), window._guard._last.isSingleShot()) == (20_000, True)
    clipboard = QApplication.clipboard()
    clipboard.setText("Bee Sample")
    window._guard._owns = lambda mode: True  # the offscreen clipboard has no owner
    clipboard.setText("Ada Example")
    held = clipboard.mimeData()
    assert [name for name in HINTS if not held.hasFormat(name)] == []
    assert window._guard._last.isActive()
    window.lock()
    assert clipboard.text() == ""


def soon(window: Window) -> list[Banner]:
    """The warnings that it locks soon."""
    return [each for each in window.shell.findChildren(Banner) if each.words.text() == SOON and each.isVisible()]


def test_half_a_minute_before_it_locks_it_says_so_above_all_else_until_it_is_touched(
    world: World, opener: Opener, qtbot: QtBot
) -> None:
    window = seated(world, opener, qtbot)
    assert window._idle is not None
    drawer = window.shell.overlay(QLabel("A reason"), "Action", side=True)
    world.now += IDLE - timedelta(seconds=31)
    window._idle.look()
    assert not soon(window)
    world.now += timedelta(seconds=1)
    for _ in range(2):
        window._idle.look()
    (banner,) = soon(window)
    children = window.shell.children()
    assert children.index(banner) > children.index(drawer)
    assert banner.words.height() <= banner.height() <= window.shell.height() // 8
    handle = window.shell.windowHandle()
    QApplication.sendEvent(
        handle, QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Shift, Qt.KeyboardModifier.NoModifier)
    )
    assert not soon(window)
    world.now += IDLE - timedelta(seconds=1)
    window._idle.look()
    assert soon(window)
    assert not world.relaunched


def test_who_chose_longer_is_locked_later_from_then_on(world: World, opener: Opener, qtbot: QtBot) -> None:
    window = seated(world, opener, qtbot)
    window.shell.show_page("settings")
    settings = window.shell.page("settings")
    assert isinstance(settings, Settings)
    assert settings.locking.idle.raw() == "5"
    settings.locking.idle.edited.emit("10")
    assert window._idle is not None
    world.now += 2 * IDLE - timedelta(seconds=1)
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


def test_files_that_are_being_written_while_it_locks_are_noted_or_not_there(
    world: World, opener: Opener, qtbot: QtBot
) -> None:
    window = seated(world, opener, qtbot)
    desk, seat = window.desk, window.seat
    assert desk is not None
    assert seat is not None
    folder, begun, go_on = world.folder / "out", Event(), Event()
    folder.mkdir()

    def make(there: Path, step: Step) -> dict[str, bytes]:
        begun.set()
        go_on.wait(60)
        return {"written.txt": b"whole"}

    def note(written: Written[str]) -> Changes:
        with written.placed, desk.vault.deed("written", desk.now, written.about):
            pass
        return NOTHING

    write_files(seat, Export(lambda: Prepared("about", make), note), folder)
    qtbot.waitUntil(begun.is_set, timeout=20_000)
    Timer(0.2, go_on.set).start()
    window.shell.lock_requested.emit()
    assert world.relaunched
    assert [path.name for path in folder.iterdir()] == ["written.txt"]
    again = opener(Path(world.chosen.vault))
    enter(again, qtbot)
    assert again.lane.drain(20)
    assert again.desk is not None
    assert list(audit.subjects(again.desk.vault.cx, "written")) == ["about"]
