"""Backups made by themselves while somebody works, a second place, and looking through them."""

import base64
import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from supdesk.desk import backing_up, enrolling
from supdesk.desk.desk import Desk
from supdesk.domain.errors import SupdeskError
from supdesk.domain.people import Person
from supdesk.ui.backups.card import Backups
from supdesk.ui.backups.keeper import COPYING, Keeper
from supdesk.ui.backups.page import OTHERS, BackupsPage
from supdesk.ui.far import Unwaited
from supdesk.ui.parts import Badge, Banner, ListRow
from supdesk.ui.seat import Seat
from supdesk.vault import backups, handle, keeping, store
from tests.desk.desks import NOW, empty_desk
from tests.ui.answerers import Hanging, started
from tests.ui.seats import leave, seated, settle


class Clock:
    """A clock that a test puts on."""

    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> datetime:
        return self.now

    def on(self, **time: float) -> None:
        self.now += timedelta(**time)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def seat(tmp_path: Path, clock: Clock) -> Iterator[Seat]:
    desk = empty_desk(tmp_path / "Own.supdesk")
    made = seated(replace(desk, around=replace(desk.around, now=clock)))
    yield made
    leave(made)


@pytest.fixture
def wait(seat: Seat) -> Callable[[], None]:
    """Wait until the keeper is at rest, and both workers are."""

    def rested() -> None:
        quiet = 0
        while quiet < 4:
            settle(seat)
            assert seat.bench.drain(20)
            assert seat.far.drain(20)
            QApplication.processEvents()
            quiet = 0 if seat.keeper.step or seat.keeper.second.step else quiet + 1

    return rested


def laden(seat: Seat) -> None:
    """Make the vault too large to be copied in one slice."""
    with seat.desk.vault.deed("file", NOW) as cx:
        keeping.put_file(cx, "f1", "scan.pdf", "application/pdf", os.urandom(6_000_000), NOW)


def made(seat: Seat) -> list[Path]:
    """The backups in the vault's own folder, and whatever else is there."""
    folder = backing_up.own_folder(seat.desk)
    return sorted(folder.iterdir()) if folder.is_dir() else []


def test_half_an_hour_after_something_was_done_a_backup_is_made(
    seat: Seat, clock: Clock, wait: Callable[[], None]
) -> None:
    seat.keeper.look()
    wait()
    assert made(seat) == []
    clock.on(minutes=30)
    seat.keeper.look()
    wait()
    (backup,) = made(seat)
    handle.open_vault(backup, handle.read_header(backup), seat.desk.vault.key).close()
    clock.on(hours=5)
    seat.keeper.look()
    wait()
    assert made(seat) == [backup], "nothing was done since"


@pytest.fixture
def held_up(monkeypatch: pytest.MonkeyPatch) -> tuple[threading.Event, threading.Event]:
    """A copy tells by the first that it has copied a slice, and waits for the second before the next."""
    reached, go_on = threading.Event(), threading.Event()
    copy = backing_up.copy

    def slowed(desk: Desk, made: backing_up.Making, progress: Callable[[int, int], None]) -> None:
        def report(left: int, total: int) -> None:
            reached.set()
            go_on.wait(5)
            progress(left, total)

        copy(desk, made, report)

    monkeypatch.setattr(backing_up, "copy", slowed)
    return reached, go_on


def wait_for(event: threading.Event) -> None:
    """Let the window live until another thread sets the event."""
    for _ in range(500):
        QApplication.processEvents()
        if event.wait(0.01):
            return
    raise AssertionError("it never came")


def test_what_is_done_while_it_copies_goes_in_between(
    seat: Seat, wait: Callable[[], None], held_up: tuple[threading.Event, threading.Event]
) -> None:
    laden(seat)
    reached, go_on = held_up
    seat.keeper.back_up()
    wait_for(reached)
    assert seat.keeper.step == COPYING
    order: list[str] = []
    seat.lane.submit(lambda: store.people(seat.desk.vault.cx), lambda found: order.append("asked"))
    seat.do(lambda: enrolling.enrol(seat.desk, Person("", "Cal Specimen")), lambda _: order.append("enrolled"))
    seat.keeper.moved.connect(lambda: None if seat.keeper.step == COPYING else order.append("copied"))
    go_on.set()
    wait()
    assert order[:3] == ["asked", "enrolled", "copied"]
    (backup,) = made(seat)
    again = handle.open_vault(backup, handle.read_header(backup), seat.desk.vault.key)
    names = [person.name for person in store.people(again.cx)]
    again.close()
    assert "Cal Specimen" in names


def test_a_backup_can_be_stopped_and_leaves_nothing(
    seat: Seat, clock: Clock, wait: Callable[[], None], held_up: tuple[threading.Event, threading.Event]
) -> None:
    laden(seat)
    reached, go_on = held_up
    clock.on(minutes=30)
    seat.keeper.look()
    wait_for(reached)
    seat.keeper.cancel()
    go_on.set()
    wait()
    assert made(seat) == []
    clock.on(minutes=29)
    seat.keeper.look()
    wait()
    assert made(seat) == [], "after it was stopped nothing is begun at once"
    clock.on(minutes=1)
    seat.keeper.look()
    wait()
    assert len(made(seat)) == 1


def test_the_second_place_catches_up_by_itself(
    seat: Seat, tmp_path: Path, clock: Clock, wait: Callable[[], None]
) -> None:
    card = Backups(seat)
    stick = tmp_path / "stick"
    stick.mkdir()
    card.use_second(stick)
    seat.keeper.back_up()
    wait()
    (inside,) = made(seat)
    second = backing_up.second_place(seat.desk)
    assert second is not None
    (there,) = second.folder.iterdir()
    assert (there / "vault.db").read_bytes() == (inside / "vault.db").read_bytes()
    assert card.second.text().endswith("the newest there is of 4 March 2026, 14:32.")
    stick.rename(tmp_path / "pulled out")
    clock.on(hours=1)
    seat.keeper.back_up()
    wait()
    assert "not in reach now" in card.second.text()
    (tmp_path / "pulled out").rename(stick)
    seat.keeper.look()
    wait()
    assert len(list(second.folder.iterdir())) == 2
    assert card.second.text().endswith("the newest there is of 4 March 2026, 15:32.")


def test_a_full_disk_is_told_once_and_not_every_minute(
    seat: Seat, clock: Clock, wait: Callable[[], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []
    seat.keeper.failed.connect(lambda error: told.append(error.code))
    tried = 0

    def full(*_: object) -> None:
        nonlocal tried
        tried += 1
        raise SupdeskError("vault.disk-full", "The disk is full.")

    monkeypatch.setattr(backing_up, "copy", full)
    clock.on(minutes=30)
    for _ in range(3):
        seat.keeper.look()
        wait()
    assert (tried, told) == (1, ["vault.disk-full"])
    clock.on(minutes=30)
    seat.keeper.look()
    wait()
    assert (tried, told) == (2, ["vault.disk-full"])
    seat.keeper.back_up()
    wait()
    assert (tried, told) == (3, ["vault.disk-full"] * 2), "who asked is told"
    assert made(seat) == []


def test_leaving_leaves_nothing_half_made(seat: Seat) -> None:
    laden(seat)
    seat.keeper.back_up()
    seat.lane.cancel_all()
    seat.bench.cancel_all()
    seat.lane.drain(5)
    seat.keeper.stop()
    assert [each for each in made(seat) if each.name.endswith(".partial")] == []


def test_the_card_shows_what_is_done_and_how_far(seat: Seat, wait: Callable[[], None]) -> None:
    card = Backups(seat)
    wait()
    assert card.last.text() == "None yet: the first is made after half an hour of work."
    seen: list[tuple[bool, bool, str]] = []
    seat.keeper.moved.connect(
        lambda: seen.append((card.moving.isVisibleTo(card), card.now.isEnabled(), card.moving.words.text()))
    )
    card.now.click()
    wait()
    assert (True, False, f"{COPYING}…") in seen
    assert seen[-1][:2] == (False, True)
    assert card.last.text() == "The newest in the vault's own folder is of 4 March 2026, 14:32. It is the only one."


def test_each_backup_says_what_it_holds_and_one_is_restored_beside(
    seat: Seat, tmp_path: Path, clock: Clock, wait: Callable[[], None]
) -> None:
    seat.keeper.back_up()
    wait()
    seat.do(lambda: enrolling.enrol(seat.desk, Person("", "Cal Specimen")))
    clock.on(minutes=30)
    seat.keeper.back_up()
    wait()
    older, newer = made(seat)
    (older / "vault.json").unlink()
    (older / "vault.json").write_bytes((newer / "vault.json").read_bytes())
    page = BackupsPage(seat)
    wait()
    assert "2 people" in page.now.subtitle.text()
    assert "1 person" in page.rows[older].subtitle.text()
    assert "2 people" in page.rows[newer].subtitle.text()
    (generation,) = [each for each in backing_up.standing(seat.desk).own if each.folder == older]
    page.restore(generation, tmp_path / "Again", seat.bench)
    wait()
    again = handle.open_vault(
        tmp_path / "Again.supdesk", handle.read_header(tmp_path / "Again.supdesk"), seat.desk.vault.key
    )
    assert len(store.people(again.cx)) == 1
    again.close()
    banners = [banner.words.text() for banner in seat.shell.findChildren(Banner) if not banner.isHidden()]
    assert any("Again.supdesk" in words for words in banners)
    page.restore(generation, tmp_path / "Again", seat.bench)
    wait()
    banners = [banner.words.text() for banner in seat.shell.findChildren(Banner) if not banner.isHidden()]
    assert any("Choose another name" in words for words in banners)


def test_a_damaged_backup_says_so_and_can_not_be_restored(seat: Seat, wait: Callable[[], None]) -> None:
    seat.keeper.back_up()
    wait()
    (backup,) = made(seat)
    (backup / "vault.db").write_bytes(b"x" * 40_000)
    page = BackupsPage(seat)
    wait()
    row = page.rows[backup]
    assert "damaged" in row.subtitle.text()
    assert row.button is not None
    assert row.button.isHidden()


def test_a_new_seat_goes_on_with_the_same_keeper(seat: Seat) -> None:
    again = Seat(seat.desk, seat.lane, seat.bench, seat.far, seat.shell, seat.keeper)
    assert again.keeper is seat.keeper
    assert isinstance(again.keeper, Keeper)


@pytest.fixture
def hanging(seat: Seat, tmp_path: Path) -> Iterator[Hanging]:
    """A network share that does not answer."""
    hanging = Hanging(tmp_path)
    seat.far._start = hanging
    (tmp_path / "share").mkdir()
    yield hanging
    hanging.end()


def wait_until(holds: Callable[[], bool]) -> None:
    """Let the window live until it holds."""
    for _ in range(3000):
        QApplication.processEvents()
        if holds():
            return
        time.sleep(0.01)
    raise AssertionError("it never came")


def asked_for(seat: Seat, hanging: Hanging, share: Path) -> Backups:
    """The card, once the share was asked both for what is there and for what it lacks."""
    card = Backups(seat)
    card.use_second(share)
    wait_until(lambda: {json.loads(line)["do"] for line in hanging.asked()} == {"reach", "missing"})
    return card


def test_a_share_that_hangs_holds_up_neither_papers_nor_backups(
    seat: Seat, tmp_path: Path, clock: Clock, hanging: Hanging
) -> None:
    card = asked_for(seat, hanging, tmp_path / "share")
    done: list[str] = []
    seat.bench.submit(lambda: "printed", done.append, owner=seat)
    for _ in range(3):
        clock.on(minutes=30)
        seat.do(lambda: enrolling.enrol(seat.desk, Person("", "Cal Specimen")))
        seat.keeper.back_up()
        assert seat.keeper.step
        for _ in range(500):
            settle(seat)
            assert seat.bench.drain(20)
            if not seat.keeper.step:
                break
    assert done == ["printed"]
    assert len(made(seat)) == 3
    assert card.now.isEnabled()
    for _ in range(5):
        seat.keeper.look()
        settle(seat)
    wait_until(lambda: json.loads(hanging.asked()[-1])["do"] == "reach")
    asked = [json.loads(line)["do"] for line in hanging.asked()]
    assert asked.count("missing") == 1, "it is not asked once more at each look"


def test_another_place_chosen_while_a_share_hangs_is_served_at_once(
    seat: Seat, tmp_path: Path, hanging: Hanging, wait: Callable[[], None]
) -> None:
    seat.keeper.back_up()
    wait()
    card = asked_for(seat, hanging, tmp_path / "share")
    stick = tmp_path / "stick"
    stick.mkdir()
    card.use_second(stick)
    wait_until(lambda: "the newest there is of 4 March 2026, 14:32." in card.second.text())
    assert str(stick) in card.second.text()
    second = backing_up.second_place(seat.desk)
    assert second is not None
    assert [each.name for each in second.folder.iterdir()] == [each.name for each in made(seat)]
    wait()
    for child in hanging.children:
        child.wait(20)
    assert list((tmp_path / "share").glob("*/*")) == []


def test_a_share_that_hangs_and_is_used_no_more_is_waited_for_no_more(
    seat: Seat, tmp_path: Path, hanging: Hanging
) -> None:
    card = asked_for(seat, hanging, tmp_path / "share")
    card._forget()
    wait_until(lambda: all(child.poll() is not None for child in hanging.children))
    assert seat.far.drain(20)
    QApplication.processEvents()
    assert card.second.text() == "There is no second place yet."
    assert not seat.keeper.second._waits


def test_copying_to_a_share_that_hangs_can_be_stopped(
    seat: Seat, tmp_path: Path, hanging: Hanging, wait: Callable[[], None]
) -> None:
    seat.keeper.back_up()
    wait()
    card, standing = Backups(seat), backing_up.standing(seat.desk)
    wait()
    share = tmp_path / "share"
    second = backing_up.Second(share, share / "Own backups abc", frozenset())
    seat.keeper.second._turn_to(second.folder)
    seat.keeper.second._catch_up(standing.own[0], second)
    wait_until(lambda: bool(hanging.asked()))
    assert card.moving.isVisibleTo(card)
    card.moving.stop.click()
    wait_until(lambda: not card.moving.isVisibleTo(card))
    hanging.children[-1].wait(20)


def test_what_is_asked_of_the_second_place_holds_nothing_of_the_key(
    seat: Seat, tmp_path: Path, hanging: Hanging, wait: Callable[[], None]
) -> None:
    stick, raw = tmp_path / "stick", seat.desk.vault.key.raw()
    stick.mkdir()
    Backups(seat).use_second(stick)
    seat.keeper.back_up()
    wait()
    told = hanging.lines.read_bytes()
    assert {json.loads(line)["do"] for line in told.splitlines()} == {"reach", "missing", "catch up"}
    secret = raw.removeprefix("x'").removesuffix("'")
    bytes_of_it = bytes.fromhex(secret)
    assert len(bytes_of_it) >= 32
    around = [*os.environ.values(), *(str(word) for child in hanging.children for word in child.args)]
    for trace in (secret.encode(), secret.upper().encode(), bytes_of_it, base64.b64encode(bytes_of_it)[:40]):
        assert trace not in told
        assert all(trace not in os.fsencode(each) for each in around)


@pytest.mark.parametrize("ends", [False, True])
def test_one_that_ends_before_it_answers_is_told_of_once(
    seat: Seat, tmp_path: Path, clock: Clock, wait: Callable[[], None], ends: bool
) -> None:
    def start() -> "subprocess.Popen[bytes]":
        if ends:
            return started([sys.executable, "-c", ""])
        raise FileNotFoundError("the program was taken away")

    seat.far._start = start
    told: list[str] = []
    seat.keeper.failed.connect(lambda error: told.append(error.code))
    card = Backups(seat)
    (tmp_path / "stick").mkdir()
    card.use_second(tmp_path / "stick")
    wait()
    for _ in range(3):
        clock.on(minutes=30)
        seat.keeper.look()
        wait()
    assert told == ["backup.unanswered"]
    assert "ended before it answered" in card.second.text()


def test_a_fault_of_ours_at_the_second_place_is_told_by_its_code(
    seat: Seat, tmp_path: Path, wait: Callable[[], None]
) -> None:
    seat.far._start = lambda: started([sys.executable, "-c", 'print(\'{"bug": "ABCDEFGH"}\', flush=True)'])
    told: list[SupdeskError] = []
    seat.keeper.failed.connect(told.append)
    (tmp_path / "stick").mkdir()
    Backups(seat).use_second(tmp_path / "stick")
    wait()
    assert [each.code for each in told] == ["bug"]
    assert "ABCDEFGH" in told[0].sentence


def test_a_clock_that_was_ahead_when_a_backup_failed_holds_the_next_off_no_longer(
    seat: Seat, clock: Clock, wait: Callable[[], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise SupdeskError("vault.disk-full", "The disk is full.")

    clock.on(days=3650)
    with monkeypatch.context() as patched:
        patched.setattr(backing_up, "copy", full)
        seat.keeper.look()
        wait()
    assert made(seat) == []
    clock.on(days=-3650)
    clock.on(minutes=30)
    seat.keeper.look()
    wait()
    assert len(made(seat)) == 1


def test_work_that_fails_leaves_its_exception_behind() -> None:
    found = Unwaited("far").submit(lambda: 1 // 0)
    with pytest.raises(ZeroDivisionError):
        found.result(20)


def test_leaving_does_not_wait_for_a_share_that_hangs() -> None:
    """The program ends, too, while the thread still waits for the share."""
    told = subprocess.run([sys.executable, "-c", HUNG], capture_output=True, timeout=60, text=True)
    assert (told.returncode, told.stdout, told.stderr) == (0, "left\n", "")


HUNG = """
import subprocess, sys, threading
from PySide6.QtCore import QCoreApplication
from supdesk.ui.far import Far
app, never, hangs = QCoreApplication([]), threading.Event(), threading.Event()
far = Far(lambda: None)
far.submit(lambda: (hangs.set(), never.wait()))
hangs.wait()
far.cancel_all()
assert not far.close(0.1)
print("left")
"""


def another_copys(seat: Seat, clock: Clock, wait: Callable[[], None], folder: Path) -> None:
    """One backup there, by another copy of the vault, an hour later than the vault's own."""
    card = Backups(seat)
    folder.mkdir()
    card.use_second(folder)
    seat.keeper.back_up()
    wait()
    desk, second = seat.desk, backing_up.second_place(seat.desk)
    assert second is not None
    again = backing_up.restore(desk, backing_up.own(desk)[0], folder.parent / "Again").place
    vault = handle.open_vault(again, handle.read_header(again), desk.vault.key)
    backups.back_up(vault, second.folder, clock.now + timedelta(hours=1))
    vault.close()
    clock.on(hours=2)


def test_another_copys_backups_are_told_apart_in_the_second_place(
    seat: Seat, tmp_path: Path, clock: Clock, wait: Callable[[], None]
) -> None:
    another_copys(seat, clock, wait, tmp_path / "stick")
    card = Backups(seat)
    wait()
    assert "the newest there is of 4 March 2026, 14:32. " in card.second.text()
    assert "1 backup that may be another copy's" in card.second.text()
    page = BackupsPage(seat)
    wait()
    badges = {row.title.text(): [each.text for each in row.findChildren(Badge)] for row in there(page)}
    assert badges == {"4 March 2026, 14:32": [], "4 March 2026, 15:32": [OTHERS]}


def there(page: BackupsPage) -> list[ListRow]:
    """The rows of the second place, from above."""
    return [row for row in page.second.findChildren(ListRow) if not row.isHidden()]


def test_what_is_dated_later_than_now_passes_for_the_newest_nowhere(
    seat: Seat, tmp_path: Path, clock: Clock, wait: Callable[[], None]
) -> None:
    (tmp_path / "stick").mkdir()
    clock.on(days=3650)
    card = Backups(seat)
    card.use_second(tmp_path / "stick")
    seat.keeper.back_up()
    wait()
    clock.on(days=-3650)
    card = Backups(seat)
    wait()
    for words in (card.last, card.second):
        assert "1 March 2036" in words.text()
        assert "dated ahead" in words.text(), "there is no other, and it is said what it is"
    seat.keeper.back_up()
    wait()
    for words in (card.last, card.second):
        assert "4 March 2026, 14:32" in words.text()
        assert "2036" not in words.text()
    page = BackupsPage(seat)
    wait()
    assert [row.title.text().startswith("4 March 2026") for row in there(page)] == [True, False]
