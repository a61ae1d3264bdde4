"""The Registers page before a real vault."""

from datetime import date
from pathlib import Path
from threading import Event

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from supdesk.desk import planning, registering
from supdesk.domain.registers import Period
from supdesk.ui.parts import Banner
from supdesk.ui.registers import page as page_module
from supdesk.ui.registers.page import RegistersPage
from supdesk.ui.registers.quarters import quarter, recent
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
    return [
        each.words.text().replace(".", ":").split(":")[0] for each in page.findChildren(Banner) if each.isEnabled()
    ]


def test_january_is_in_the_last_quarter_of_the_year_before() -> None:
    assert quarter(date(2026, 2, 9)) == Period(date(2026, 1, 1), date(2026, 3, 31))
    assert [name for name, _ in recent(date(2026, 2, 9), 2)] == ["Q4 2025/26", "Q3 2025/26"]


def test_the_rows_of_the_quarter_are_shown_and_its_files_written(tmp_path: Path) -> None:
    seat = seated(new_desk(tmp_path / "vault"))
    planning.miss(seat.desk, planned(seat.desk))
    page = RegistersPage(seat)
    settle(seat)
    assert page.table.model().index(0, 1).data() == "Ada Example"
    write(page, tmp_path)
    assert (tmp_path / "register.eml").exists()
    assert banners(page) == ["Written"]
    page.copy_subject()
    assert QGuiApplication.clipboard().text().startswith("Safeguarding supervision register")
    page.choose(quarter(date(2026, 3, 4)))
    settle(seat)
    assert banners(page)[-1] == "Correction"
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
