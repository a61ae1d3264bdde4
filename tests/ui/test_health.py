"""Looking over the open vault: what holds, what does not, and the ways out."""

import os
import shutil
import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from supdesk.desk import backing_up, inspecting, unlocking
from supdesk.domain.days import show_moment
from supdesk.ui.backups.health import ALL_WELL, LOOKS, HealthPage, look_over
from supdesk.ui.backups.page import BackupsPage, look_through
from supdesk.ui.opening.unlock import Unlock
from supdesk.ui.opening.way_back import WayBack
from supdesk.ui.parts import Badge, Busy, Button, ListRow
from supdesk.ui.seat import Seat
from supdesk.ui.settings import page as settings
from supdesk.ui.window import PLACES
from supdesk.vault import checking, keeping
from tests.desk.desks import NOW, empty_desk
from tests.ui.seats import leave, seated, settle
from tests.ui.windows import PHRASE, Opener, World


@pytest.fixture
def seat(tmp_path: Path) -> Iterator[Seat]:
    made = seated(empty_desk(tmp_path / "Own.supdesk"))
    yield made
    leave(made)


def looked_over(seat: Seat) -> HealthPage:
    look_over(seat)
    settle(seat)
    return seat.shell.findChildren(HealthPage)[-1]


def states(page: HealthPage) -> dict[str, str]:
    """Each row's title with its badge."""
    return {row.title.text(): row.findChild(Badge).text for row in page.rows.findChildren(ListRow)}


def test_every_look_has_its_words(seat: Seat) -> None:
    assert list(LOOKS) == [finding.what for finding in checking.check(seat.desk.vault.cx)]


def test_of_a_whole_vault_everything_is_said_to_be_whole(seat: Seat) -> None:
    page = looked_over(seat)
    assert page.head.text().startswith(ALL_WELL)
    assert states(page) == {what.capitalize(): "Whole" for what in LOOKS}
    assert "no backup" in page.backup.text()
    assert not page._out.isVisibleTo(page)


def test_the_newest_backup_is_named(seat: Seat) -> None:
    made = backing_up.back_up(seat.desk)
    page = looked_over(seat)
    assert made.is_dir()
    assert show_moment(NOW) in page.backup.text()


def test_a_backup_dated_later_than_now_is_the_newest_only_where_it_is_the_only_one(seat: Seat) -> None:
    ahead = replace(seat.desk, around=replace(seat.desk.around, now=lambda: NOW + timedelta(days=3650)))
    backing_up.back_up(ahead)
    assert "1 March 2036, 14:32 (dated ahead" in looked_over(seat).backup.text()
    backing_up.back_up(seat.desk)
    assert looked_over(seat).backup.text() == f"The newest backup beside it is of {show_moment(NOW)}."


def test_how_many_private_pages_there_are_is_not_said(seat: Seat) -> None:
    (row,) = [each for each in looked_over(seat).rows.findChildren(ListRow) if each.title.text() == "Private pages"]
    assert not any(letter.isdigit() for letter in row.subtitle.text())


def test_what_does_not_hold_is_named_with_the_ways_out(seat: Seat) -> None:
    with seat.desk.vault.deed("file", NOW) as cx:
        for number in range(7):
            keeping.put_file(cx, f"f{number}", "scan.pdf", "application/pdf", os.urandom(100), NOW)
    seat.desk.vault.cx.execute("UPDATE files SET content = x'00'")
    page = looked_over(seat)
    assert page._out.heading.text() == "Not everything is whole: files."
    assert states(page)["Files"] == "Damaged"
    assert states(page)["Pages"] == "Whole"
    told = [row.subtitle.text() for row in page.rows.findChildren(ListRow)]
    assert "Does not hold: f0, f1, f2, f3, f4 and 2 more." in told
    assert page._out.isVisibleTo(page)
    (copies,) = [each for each in page._out.findChildren(Button) if each.words() == "Look through backups"]
    copies.click()
    assert seat.shell.findChildren(BackupsPage)


def test_it_can_be_stopped_and_what_is_typed_meanwhile_is_not_kept_waiting(
    seat: Seat, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    inspect, order = inspecting.inspect, list[str]()
    reached, go_on = threading.Event(), threading.Event()

    def slow(desk: object, report: checking.Report) -> inspecting.Health:
        def at_each(done: int, total: int) -> None:
            order.append("look")
            if done == 0:
                seat.lane.submit(lambda: order.append("typed"))
            if done == 2:
                reached.set()
                go_on.wait(20)
            report(done, total)

        return inspect(seat.desk, at_each)

    monkeypatch.setattr(inspecting, "inspect", slow)
    page = HealthPage(seat)
    seat.shell.push(page)
    page.look()
    qtbot.waitUntil(reached.is_set)
    seat.shell.findChild(Busy).dismiss()
    go_on.set()
    qtbot.waitUntil(page.again.isEnabled)
    assert order[:3] == ["look", "typed", "look"]
    assert order.count("look") == 3
    assert page.head.text() == "Not looked over"


def test_settings_lead_to_it(seat: Seat) -> None:
    page = settings.build(seat)
    seat.shell.push(page)
    page.findChild(settings.Health).look.click()
    settle(seat)
    assert seat.shell.findChildren(HealthPage)


def test_at_the_door_of_a_whole_vault_there_is_a_way_to_what_was_lost(world: World, opener: Opener) -> None:
    window = opener(world.vault())
    window.shell.findChild(Unlock).lost.click()
    assert window.shell.findChild(WayBack) is not None


@pytest.fixture
def torn(world: World) -> Path:
    """A vault with a backup, of which every page but the first two is destroyed."""
    folder = world.vault()
    desk = unlocking.unlock(folder, PHRASE, world.outside().around)
    backing_up.back_up(desk)
    desk.vault.close()
    return folder


def tear(folder: Path, pages: range) -> None:
    """Destroy these pages, counted from 0, of an open or closed vault."""
    with (folder / "vault.db").open("r+b") as file:
        for page in pages:
            file.seek(page * 4096 + 100)
            file.write(b"destroyed")


def test_wherever_damage_is_told_of_the_way_out_stands_beside_and_the_backups_are_listed(
    torn: Path, opener: Opener, qtbot: QtBot
) -> None:
    pages = (torn / "vault.db").stat().st_size // 4096
    tried = 0
    for first in range(2, pages, 12):
        copy = torn.with_name(f"Torn {first}.supdesk")
        shutil.copytree(torn, copy)
        tear(copy, range(first, min(first + 6, pages)))
        window = opener(copy)
        unlock = window.shell.findChild(Unlock)
        unlock.passphrase.set_raw(PHRASE)
        unlock.unlock.click()
        qtbot.waitUntil(
            lambda window=window, unlock=unlock: window.seat is not None or bool(unlock.passphrase.problem())
        )
        if window.seat is None:
            assert unlock.way_back.isVisible()
            continue
        tried += 1
        bugs: list[str] = []
        for worker in (window.lane, window.bench):
            worker.bug.connect(bugs.append)
        for place in PLACES:
            window.shell.show_page(place.key)
            settle(window.seat)
        look_through(window.seat)
        settle(window.seat)
        page = window.shell.findChild(BackupsPage)
        assert len(page.own.findChildren(ListRow)) == 1, f"page {first}"
        window.shell.ways_out["vault.damaged"][1]()
        settle(window.seat)
        settle(window.seat)
        assert window.shell.findChild(HealthPage)._out.isVisibleTo(window.shell.findChild(HealthPage))
        assert bugs == [], f"page {first}"
        window.leave()
    assert tried
