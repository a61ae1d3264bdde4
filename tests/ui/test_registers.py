"""The Registers page before a real vault."""

from datetime import date
from pathlib import Path

from supdesk.desk import planning
from supdesk.domain.registers import Period
from supdesk.ui.registers.page import RegistersPage
from supdesk.ui.registers.quarters import quarter, recent
from tests.desk.desk_examples import new_desk, planned
from tests.ui.seats import leave, seated, settle


def test_january_is_in_the_last_quarter_of_the_year_before() -> None:
    assert quarter(date(2026, 2, 9)) == Period(date(2026, 1, 1), date(2026, 3, 31))
    assert [name for name, _ in recent(date(2026, 2, 9), 2)] == ["Q4 2025/26", "Q3 2025/26"]


def test_the_rows_of_the_quarter_are_shown_and_its_files_written(tmp_path: Path) -> None:
    seat = seated(new_desk(tmp_path / "vault"))
    planning.miss(seat.desk, planned(seat.desk))
    page = RegistersPage(seat)
    settle(seat)
    assert page.table.model().index(0, 1).data() == "Ada Example"
    page.write(tmp_path)
    settle(seat)
    assert (tmp_path / "register.eml").exists()
    assert "corrects" in page.said.text()
    leave(seat)
