"""The door and the window: a first run, unlocking, locking, leaving."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from functools import cache
from itertools import count
from pathlib import Path
from threading import Event

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QLabel, QSystemTrayIcon
from pytestqt.qtbot import QtBot

from supdesk.desk import demonstrating, enrolling, recording, starting
from supdesk.desk.desk import Surroundings
from supdesk.domain.people import Person
from supdesk.forms.packs import load_packs
from supdesk.forms.reading import read_pack
from supdesk.ui import reminding
from supdesk.ui import window as window_module
from supdesk.ui.agreeing import Waiting, agree
from supdesk.ui.opening.first_run import FirstRun
from supdesk.ui.opening.outside import Outside, Preferences
from supdesk.ui.opening.unlock import Unlock
from supdesk.ui.parts import Banner, Button, Ribbon
from supdesk.ui.reminding import Reminders
from supdesk.ui.screen_lock import ScreenLock
from supdesk.ui.settings.page import Settings
from supdesk.ui.settings.sheet import SheetPage
from supdesk.ui.veil import Veil
from supdesk.ui.window import BY_ITSELF, SOON, Window, open_window
from supdesk.ui.writing import WritingPage
from supdesk.vault.keys import Profile
from tests.forms.pack_examples import copied_pack, edit

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


def test_what_is_no_guess_need_not_wait(world: World, opener: Opener, qtbot: QtBot) -> None:
    unlock = opener(world.vault()).shell.findChild(Unlock)
    unlock._swap()
    unlock.words.set_raw("only three words")
    unlock.unlock.click()
    qtbot.waitUntil(lambda: not unlock._busy, timeout=20_000)
    assert "no recovery code" in unlock.words.problem()
    assert unlock.unlock.isEnabled()


def test_an_unlock_that_ends_after_the_screen_locked_does_not_open(
    world: World, opener: Opener, qtbot: QtBot
) -> None:
    window = opener(world.vault())
    unlock = window.shell.findChild(Unlock)
    unlock.passphrase.set_raw(PHRASE)
    unlock.unlock.click()
    window.lock()
    qtbot.waitUntil(lambda: not unlock._busy, timeout=20_000)
    assert window.desk is None
    assert "stayed shut" in unlock.passphrase.problem()
    enter(window, qtbot)


def test_the_vault_locks_with_the_screen(world: World, opener: Opener, qtbot: QtBot) -> None:
    window = seated(world, opener, qtbot)
    screen = window.findChild(ScreenLock)
    assert screen is not None
    screen._turned(False)
    assert not world.relaunched
    screen._turned(True)
    assert world.relaunched == [world.chosen.vault]


def test_an_unlock_through_which_the_machine_slept_does_not_open(
    world: World, opener: Opener, qtbot: QtBot
) -> None:
    window = opener(world.vault())
    unlock = window.shell.findChild(Unlock)
    unlock.passphrase.set_raw(PHRASE)
    unlock.unlock.click()
    world.now += timedelta(hours=8)
    qtbot.waitUntil(lambda: not unlock._busy, timeout=20_000)
    assert window.desk is None
    enter(window, qtbot)


def test_an_empty_passphrase_is_asked_for_and_costs_no_guess(world: World, opener: Opener) -> None:
    unlock = opener(world.vault()).shell.findChild(Unlock)
    unlock.unlock.click()
    assert unlock.passphrase.problem() == "Type the passphrase first."


def test_a_folder_that_is_no_vault_says_so(world: World, opener: Opener, qtbot: QtBot) -> None:
    unlock = opener(world.folder / "Gone.supdesk").shell.findChild(Unlock)
    qtbot.waitUntil(lambda: unlock.passphrase.problem() == "There is no vault at that place.")


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


def test_how_strong_a_passphrase_is_follows_the_name_it_was_chosen_with(opener: Opener) -> None:
    run = opener(None).shell.findChild(FirstRun)
    run.pack.choice.set_raw("mse-icb")
    name = run.you.fields["name"]
    name.set_raw("Ada Example")
    run.next.click()
    run.next.click()
    run.passphrase.first.set_raw("Wilhelmina Fortescue")
    run.passphrase.first.edited.emit("Wilhelmina Fortescue")
    before = run.passphrase.first._help.text()
    for _ in range(2):
        run.back.click()
    name.set_raw("Wilhelmina Fortescue")
    for _ in range(2):
        run.next.click()
    assert run.passphrase.first._help.text() != before


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
    assert run.pack.choice.problem() == "Choose a policy pack."
    run.pack.choice.set_raw("mse-icb")
    run.next.click()
    run.passphrase.first.set_raw("password")
    run.passphrase.second.set_raw("other")
    run.next.click()
    assert "too easy" in run.passphrase.first.problem()
    assert "not the same" in run.passphrase.second.problem()
    said = [label.text() for label in run.passphrase.findChildren(QLabel) if label.isVisible()]
    assert [words for words in said if "unrelated word" in words] == [run.passphrase.first.problem()]
    run.passphrase.first.set_raw(PHRASE)
    run.passphrase.first.edited.emit(PHRASE)
    assert (run.passphrase.first.problem(), run.passphrase.second.problem()) == ("", "")
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
    run.pack.choice.set_raw("mse-icb")
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
    qtbot.waitUntil(lambda: passphrase in unlock.passphrase.control.accessibleDescription())


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


def test_a_locked_door_has_nothing_to_lock(world: World, opener: Opener) -> None:
    window = opener(world.vault())
    window.lock()
    assert not world.relaunched
    assert replace(world.chosen, vault="") == Preferences()


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
