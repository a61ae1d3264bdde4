"""The Contracts page before a real vault."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication
from pytestqt.qtbot import QtBot

from supdesk.desk import contracting, enrolling, finishing, recording
from supdesk.ui.contracts.page import ContractsPage
from supdesk.ui.contracts.writing import GOES_ON, ContractForm
from supdesk.ui.forms.clauses import ClauseRow
from supdesk.ui.parts import Banner, EmptyState
from supdesk.ui.people.person import PersonPage
from supdesk.ui.writing import WritingPage
from tests.desk.desks import person_id
from tests.ui.seats import leave, made_seat, settle, taken_seat


def test_without_contracts_the_page_says_what_one_is_for(tmp_path: Path) -> None:
    seat = made_seat(tmp_path)
    page = ContractsPage(seat)
    settle(seat)
    shown = page.findChild(EmptyState)
    assert shown is not None
    assert "No contracts yet" in shown.accessibleName()
    leave(seat)


def test_a_contract_just_written_is_listed_and_waits_to_be_signed(tmp_path: Path) -> None:
    with taken_seat(tmp_path / "vault") as seat:
        page = ContractsPage(seat)
        settle(seat)
        draft = recording.begin_contract(seat.desk, [person_id(seat.desk, "Ada Example")]).draft.id
        seat.announce(finishing.finish(seat.desk, [draft]).changes)
        settle(seat)
        (row,) = page.rows
        assert "Ada Example" in row.title.text()
        assert row.button is not None
        assert row.button.words() == "Sign"


def test_a_contract_being_written_is_listed_with_both_and_opens_where_it_was_left(tmp_path: Path) -> None:
    with taken_seat(tmp_path / "vault") as seat:
        ada, bee = (person_id(seat.desk, name) for name in ("Ada Example", "Bee Sample"))
        page, person, other = ContractsPage(seat), PersonPage(seat, ada), PersonPage(seat, bee)
        settle(seat)
        assert page.rows == []
        draft = recording.begin_contract(seat.desk, [ada]).draft.id
        seat.announce(recording.save(seat.desk, draft, {"frequency": "Monthly"}))
        settle(seat)
        for (row,) in (page.rows, person.cards["Contract"]):
            assert "Ada Example" in row.accessibleName()
            assert "Begun" in row.accessibleName()
        assert other.cards["Contract"] == []
        page.rows[0].opened.emit()
        settle(seat)
        (written,) = seat.shell.findChildren(WritingPage)
        assert written.view is not None
        assert written.view.raw()["frequency"] == "Monthly"


def test_a_second_contract_with_the_same_people_goes_on_with_the_one_begun(tmp_path: Path) -> None:
    with taken_seat(tmp_path / "vault") as seat:
        ada, bee = (person_id(seat.desk, name) for name in ("Ada Example", "Bee Sample"))
        draft = recording.begin_contract(seat.desk, [ada]).draft.id
        recording.save(seat.desk, draft, {"frequency": "Monthly"})
        form = ContractForm(seat, seat.shell, enrolling.supervisees(seat.desk))
        form.people.set_raw([ada])
        form.start()
        settle(seat)
        assert len(seat.shell.findChildren(WritingPage)) == 1
        assert GOES_ON in [banner.words.text() for banner in seat.shell.findChildren(Banner)]
        sheet, new = contracting.begin(seat.desk, [ada])
        assert (sheet.draft.id, new) == (draft, False)
        for others in ([bee], [ada, bee]):
            assert contracting.begin(seat.desk, others)[1]


def test_escape_in_the_wording_of_a_clause_leaves_the_box_and_not_the_contract(
    qtbot: QtBot, tmp_path: Path
) -> None:
    with taken_seat(tmp_path / "vault") as seat:
        page = WritingPage(seat, recording.begin_contract(seat.desk, [person_id(seat.desk, "Ada Example")]))
        seat.shell.push(page)
        seat.shell.activateWindow()
        settle(seat)
        clause = page.findChildren(ClauseRow)[0]
        clause.open()
        qtbot.waitUntil(lambda: clause.box.control.hasFocus())
        qtbot.keyClicks(clause.box.control, "Mostly. ")
        qtbot.keyClick(clause.box.control, Qt.Key.Key_Escape)
        QApplication.processEvents()
        assert clause.box.isHidden()
        assert clause.text().startswith("Mostly. ") or clause.text().endswith("Mostly. ")
        assert isinstance(seat.shell.focusWidget(), QAbstractButton)
        assert page.isVisible()
        qtbot.keyClick(seat.shell.focusWidget(), Qt.Key.Key_Escape)
        QApplication.processEvents()
        assert not seat.shell.findChildren(WritingPage) or not page.isVisible()
