"""From a door that can't be opened to a new vault beside it: by a backup, or by what still stands whole."""

import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from threading import Event

import pytest
from pytestqt.qtbot import QtBot

from supdesk.desk import backing_up, rescuing, unlocking
from supdesk.domain.generations import Holdings
from supdesk.ui.opening.unlock import Unlock
from supdesk.ui.opening.way_back import APART, FIRST, NEWER, WayBack, _stands, account
from supdesk.ui.parts import ListRow
from supdesk.ui.window import BY_ITSELF, Window
from supdesk.vault.salvaging import Salvaged
from tests.desk.desks import NOW
from tests.ui.windows import IDLE, PHRASE, Opener, World, enter


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
    assert page.end.text().startswith("Damaged: 1 page of ")
    assert "Saved.supdesk" in page.end.text()
    assert {file.name: file.read_bytes() for file in damaged.iterdir() if file.is_file()} == before
    page.open.click()
    assert world.relaunched == [str(world.folder / "Saved.supdesk")], "what was read of it stays in no memory"
    enter(opener(world.folder / "Saved.supdesk"), qtbot)


def test_a_backup_says_what_it_holds_and_is_restored_beside(
    world: World, opener: Opener, qtbot: QtBot, damaged: Path
) -> None:
    page = at_the_way_back(opener(damaged), qtbot)
    (row,) = proven(page, qtbot)
    assert "0 records" in row.subtitle.text()
    assert "1 person" in row.subtitle.text()
    assert page.stranded is not None
    ((generation, _),) = rescuing.copies(page.stranded, NOW)
    page.restore(generation, world.folder / "Again")
    qtbot.waitUntil(page.done.isVisible)
    unlocking.unlock(world.folder / "Again.supdesk", PHRASE, world.outside().around).vault.close()


def test_a_vault_that_stands_whole_says_what_it_holds_and_no_older_backup_is_recommended(
    world: World, opener: Opener, qtbot: QtBot, damaged: Path
) -> None:
    page = at_the_way_back(opener(damaged), qtbot)
    proven(page, qtbot)
    assert FIRST in page.part.subtitle.text(), "nobody knows what the vault still holds"
    older = Holdings(1, 0, 1, 1, "R-2026-0001", datetime(2026, 3, 4, tzinfo=UTC))
    newer = replace(older, records=2, last_deed=datetime(2026, 3, 5, tzinfo=UTC))
    whole = _stands(newer, [older])
    assert whole.startswith("2 records")
    assert "last deed 5 March 2026" in whole
    assert not any(words in whole for words in (FIRST, NEWER))
    assert NEWER in _stands(older, [newer])
    assert FIRST not in _stands(None, [])


def test_a_backup_of_another_copy_says_so(opener: Opener, qtbot: QtBot, damaged: Path) -> None:
    (backup,) = (damaged / "backups").iterdir()
    second = backup.with_name("20260101T000000Z.supdesk")
    shutil.copytree(backup, second)
    page = at_the_way_back(opener(damaged), qtbot)
    proven(page, qtbot)
    assert [APART in row.subtitle.text() for row in page.copies.findChildren(ListRow)] == [False, False]
    assert page.stranded is not None
    for generation, held in rescuing.copies(page.stranded, NOW):
        is_second = generation.folder == second
        assert (APART in page._copy(generation, held, apart=is_second).subtitle.text()) is is_second


def test_a_wrong_passphrase_gets_nobody_further(opener: Opener, qtbot: QtBot, damaged: Path) -> None:
    page = at_the_way_back(opener(damaged), qtbot)
    page.passphrase.set_raw("something else entirely")
    page.go_on.click()
    qtbot.waitUntil(lambda: "does not open" in page.passphrase.problem())
    assert page.choice.isHidden()
    assert not page.go_on.isEnabled(), "it waits as the door does"
    page.passphrase.set_raw(PHRASE)
    page.passphrase.control.returnPressed.emit()  # type: ignore[attr-defined]
    assert not page._working
    qtbot.waitUntil(page.go_on.isEnabled)


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


def test_what_was_typed_is_gone_once_the_screen_locked(
    world: World, opener: Opener, qtbot: QtBot, damaged: Path
) -> None:
    window = opener(damaged)
    page = at_the_way_back(window, qtbot)
    page.passphrase.set_raw(PHRASE)
    page.words.set_raw("abandon abandon")
    window.lock()
    assert (page.passphrase.raw(), page.words.raw()) == ("", "")
    assert not world.relaunched


def test_the_key_of_a_vault_that_was_proven_does_not_outlast_the_screens_lock(
    world: World, opener: Opener, qtbot: QtBot, damaged: Path
) -> None:
    window = opener(damaged)
    page = at_the_way_back(window, qtbot)
    proven(page, qtbot)
    window.lock()
    assert page.choice.isHidden()
    assert world.relaunched == [str(damaged)]


def test_a_proof_that_ends_after_the_screen_locked_shows_nothing(
    world: World, opener: Opener, qtbot: QtBot, damaged: Path
) -> None:
    window = opener(damaged)
    page = at_the_way_back(window, qtbot)
    page.passphrase.set_raw(PHRASE)
    page.go_on.click()
    window.lock()
    qtbot.waitUntil(lambda: bool(world.relaunched), timeout=20_000)
    assert page.choice.isHidden()


def test_nobody_there_for_five_minutes_leaves_the_way_back(
    world: World, opener: Opener, qtbot: QtBot, damaged: Path
) -> None:
    window = opener(damaged)
    proven(at_the_way_back(window, qtbot), qtbot)
    assert window._idle is not None
    world.now += IDLE
    window._idle.look()
    assert world.relaunched == [str(damaged), BY_ITSELF, "5"]


def test_who_goes_back_after_the_proof_starts_anew(
    world: World, opener: Opener, qtbot: QtBot, damaged: Path
) -> None:
    page = at_the_way_back(opener(damaged), qtbot)
    proven(page, qtbot)
    page.back.click()
    assert world.relaunched == [str(damaged)]


@pytest.fixture
def held_up(monkeypatch: pytest.MonkeyPatch) -> tuple[Event, Event]:
    """A restore tells by the first that it has begun, and waits for the second."""
    begun, go_on, restore = Event(), Event(), rescuing.restore

    def slowed(*given: object) -> object:
        begun.set()
        go_on.wait(60)
        return restore(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(rescuing, "restore", slowed)
    return begun, go_on


def test_a_restore_under_way_when_the_screen_locks_ends_and_its_vault_waits_at_the_door(
    world: World, opener: Opener, qtbot: QtBot, damaged: Path, held_up: tuple[Event, Event]
) -> None:
    window = opener(damaged)
    page = at_the_way_back(window, qtbot)
    proven(page, qtbot)
    assert page.stranded is not None
    ((generation, _),) = rescuing.copies(page.stranded, NOW)
    page.restore(generation, world.folder / "Again")
    qtbot.waitUntil(held_up[0].is_set)
    window.lock()
    assert page.choice.isHidden()
    assert not world.relaunched
    held_up[1].set()
    qtbot.waitUntil(lambda: bool(world.relaunched), timeout=20_000)
    assert world.relaunched == [str(world.folder / "Again.supdesk")]
    unlocking.unlock(world.folder / "Again.supdesk", PHRASE, world.outside().around).vault.close()


def test_a_salvage_under_way_when_the_screen_locks_stops_and_leaves_nothing(
    world: World, opener: Opener, qtbot: QtBot, damaged: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun, go_on, salvage = Event(), Event(), rescuing.salvage

    def slowed(stranded: object, target: object, around: object, progress: Callable[[int, int], None]) -> object:
        begun.set()
        go_on.wait(60)
        return salvage(stranded, target, around, progress)  # type: ignore[arg-type]

    monkeypatch.setattr(rescuing, "salvage", slowed)
    window = opener(damaged)
    page = at_the_way_back(window, qtbot)
    proven(page, qtbot)
    page.salvage(world.folder / "Saved")
    qtbot.waitUntil(begun.is_set)
    window.lock()
    go_on.set()
    qtbot.waitUntil(lambda: bool(world.relaunched), timeout=20_000)
    assert world.relaunched == [str(damaged)]
    assert [each.name for each in world.folder.iterdir()] == [damaged.name]


def test_no_secret_stays_in_a_field_once_it_was_given(opener: Opener, qtbot: QtBot, damaged: Path) -> None:
    page = at_the_way_back(opener(damaged), qtbot)
    proven(page, qtbot)
    assert (page.passphrase.raw(), page.words.raw()) == ("", "")


def test_what_is_lost_is_named_and_what_could_not_be_told_apart_is_counted() -> None:
    found = Salvaged(40, (7, 9), {"records": 3}, ("R-2026-0002", "R-2026-0005"), ("",), True, (), 4)
    told = account(rescuing.Rescued(Path("New.supdesk"), found, ("One thing was made anew.",)))
    assert told[0].startswith("Damaged: 2 pages of 40. Saved: 3 records, 0 sessions")
    assert told[1:] == [
        "Lost: R-2026-0002, R-2026-0005.",
        "Lost too: 1 file.",
        "Left out: 4 rows that could not be told from others.",
        "One thing was made anew.",
    ]
