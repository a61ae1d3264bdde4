"""The Registers page before a real vault."""

from datetime import date
from pathlib import Path
from threading import Event

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from supdesk.desk import planning, registering
from supdesk.domain.quarters import quarter, recent
from supdesk.domain.registers import Period
from supdesk.ui.parts import Banner, Button, ListRow
from supdesk.ui.registers import page as page_module
from supdesk.ui.registers.page import RegistersPage
from supdesk.ui.seat import Seat
from tests.desk.desks import new_desk, planned
from tests.ui.seats import leave, seated, settle


def write(page: RegistersPage, folder: Path) -> None:
    """Write into that folder, and wait until lane and bench are done."""
    page.write(folder)
    for _ in range(4):
        settle(page._seat)
        assert page._seat.bench.drain(20)
        QApplication.processEvents()


def banners(page: RegistersPage) -> list[str]:
    """What the page says in banners, up to the first colon or full stop."""
    shown = [each for each in page.findChildren(Banner) if each.isVisibleTo(page)]
    return [each.words.text().replace(".", ":").split(":")[0] for each in shown]


def test_january_is_in_the_last_quarter_of_the_year_before() -> None:
    assert quarter(date(2026, 2, 9)) == Period(date(2026, 1, 1), date(2026, 3, 31))
    assert [name for name, _ in recent(date(2026, 2, 9), 2)] == ["Q4 2025/26", "Q3 2025/26"]


def test_the_rows_of_the_quarter_are_shown_and_its_files_written(tmp_path: Path) -> None:
    seat = seated(new_desk(tmp_path / "vault"))
    planning.miss(seat.desk, planned(seat.desk))
    page = RegistersPage(seat)
    settle(seat)
    assert page.table.model().index(0, 1).data() == "Ada Example"
    assert page.said.text() == "1 row from 1 session. This is register G-2026-001."
    write(page, tmp_path)
    assert (tmp_path / "register.eml").exists()
    assert banners(page) == ["Written"]
    page.copy_subject()
    assert QGuiApplication.clipboard().text().startswith("Safeguarding supervision register")
    leave(seat)


def press(seat: Seat, page: RegistersPage, words: str) -> None:
    """Press the button of these words, the last such where there are several."""
    found = [each for each in page.findChildren(Button) if each.words() == words]
    found[-1].click()
    for _ in range(4):
        settle(seat)
        assert seat.bench.drain(20)
        QApplication.processEvents()


def log(page: RegistersPage) -> list[str]:
    """The entries of the log, as a screen reader has them."""
    return [each.accessibleName() for each in page.log.findChildren(ListRow)]


def test_what_writing_again_makes_depends_on_what_was_said_to_be_sent(tmp_path: Path) -> None:
    seat = seated(new_desk(tmp_path / "vault"))
    page = RegistersPage(seat)
    settle(seat)
    assert page.said.text().endswith("This is register G-2026-001.")
    write(page, tmp_path)
    days = quarter(date(2026, 3, 4))
    page.choose(days)
    settle(seat)
    assert "nothing changed since" in banners(page)[-1]
    assert log(page)[0].endswith("written 4 March 2026, Not sent yet")
    press(seat, page, "I have sent it")
    assert log(page)[0].endswith("written 4 March 2026 · sent 4 March 2026, Sent")
    page.choose(days)
    settle(seat)
    assert banners(page)[-1] == "Correction"
    assert page.said.text().endswith("This is register G-2026-002.")
    press(seat, page, "Not sent after all")
    assert log(page)[0].endswith("Not sent yet")
    leave(seat)


def test_a_correction_of_several_registers_names_them_all(tmp_path: Path) -> None:
    desk, days = new_desk(tmp_path / "vault"), quarter(date(2026, 3, 4))
    registering.write(desk, days, tmp_path)
    registering.say_sent(desk, "G-2026-001")
    for _ in range(2):
        planning.miss(desk, planned(desk))
        registering.write(desk, days, tmp_path, over=True)
    planning.miss(desk, planned(desk))
    seat = seated(desk)
    page = RegistersPage(seat)
    settle(seat)
    (said,) = [each.words.text() for each in page.findChildren(Banner) if each.isVisibleTo(page)]
    assert said.startswith("Correction: register G-2026-003 was written for these days")
    assert said.endswith("What is written now is G-2026-004 and replaces G-2026-001, G-2026-002, G-2026-003.")
    assert "correction of G-2026-001, G-2026-002" in log(page)[0]
    assert "1 row " in log(page)[1]
    leave(seat)


def test_files_in_the_folder_are_replaced_only_once_that_was_asked(tmp_path: Path) -> None:
    seat = seated(new_desk(tmp_path / "vault"))
    (tmp_path / "register.csv").write_text("somebody's work")
    page = RegistersPage(seat)
    settle(seat)
    write(page, tmp_path)
    assert banners(page) == ["Nothing was written"]
    assert (tmp_path / "register.csv").read_text() == "somebody's work"
    assert log(page) == []
    press(seat, page, "Replace them")
    assert banners(page) == ["Written"]
    assert (tmp_path / "register.csv").read_text("utf-8-sig").startswith("Session,")
    leave(seat)


def test_an_entry_that_was_cut_off_says_so_and_can_be_taken_out(tmp_path: Path) -> None:
    desk = new_desk(tmp_path / "vault")
    registering.prepare(desk, quarter(date(2026, 3, 4)))
    seat = seated(desk)
    page = RegistersPage(seat)
    settle(seat)
    assert banners(page)[0].startswith("Writing register G-2026-001 was cut off")
    assert log(page)[0].endswith("Cut off")
    press(seat, page, "Take out")
    assert (log(page), registering.sent(desk)) == ([], [])
    leave(seat)


def test_a_folder_that_takes_no_files_is_said_and_nothing_counts_as_sent(tmp_path: Path) -> None:
    seat = seated(new_desk(tmp_path / "vault"))
    page = RegistersPage(seat)
    (tmp_path / "register.xlsx").mkdir()
    write(page, tmp_path)
    assert banners(page) == ["Nothing was written"]
    assert registering.sent(seat.desk) == []
    leave(seat)


def test_writing_can_be_stopped_and_then_nothing_is_there(tmp_path: Path) -> None:
    seat = seated(new_desk(tmp_path / "vault"))
    page, gate = RegistersPage(seat), Event()
    seat.bench.submit(gate.wait)
    (tmp_path / "out").mkdir()
    page.write(tmp_path / "out")
    settle(seat)
    assert page._busy is not None
    page._busy.dismiss()
    gate.set()
    assert seat.bench.drain(20)
    settle(seat)
    assert banners(page) == ["Stopped"]
    assert list((tmp_path / "out").iterdir()) == []
    assert registering.sent(seat.desk) == []
    leave(seat)


def test_a_day_that_cannot_be_read_shows_no_rows_and_asks_for_no_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seat = seated(new_desk(tmp_path / "vault"))
    planning.miss(seat.desk, planned(seat.desk))
    page = RegistersPage(seat)
    settle(seat)
    assert page.table.model().rowCount() == 1
    page.first.set_raw("1 Januray")
    page.first.edited.emit("1 Januray")
    assert page.table.model().rowCount() == 0
    monkeypatch.setattr(page_module, "ask_folder", lambda *_: pytest.fail("no folder is needed yet"))
    page.choose_folder()
    assert page.first.problem()
    assert not page.last.problem()
    leave(seat)


def test_an_address_that_is_nobodys_is_pointed_out_before_anything_is_written(tmp_path: Path) -> None:
    seat = seated(new_desk(tmp_path / "vault", "elft"))
    page = RegistersPage(seat)
    settle(seat)
    assert banners(page) == ["No mailbox is set yet"]
    registering.address(seat.desk, seat.desk.pack, "Example team", "team@trust.nhs.uk")
    page.preview()
    settle(seat)
    assert banners(page) == []
    leave(seat)
