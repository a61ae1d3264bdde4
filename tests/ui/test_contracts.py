"""The Contracts page before a real vault."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget
from pytestqt.qtbot import QtBot

from supdesk.desk import contracting, enrolling, finishing, recording, renewing, signing
from supdesk.desk.desk import Desk
from supdesk.domain.changes import Changes
from supdesk.ui.contracts.page import ContractsPage
from supdesk.ui.contracts.writing import GOES_ON, ContractForm
from supdesk.ui.forms.clauses import ClauseRow
from supdesk.ui.parts import Banner, EmptyState, ListRow, PrimaryButton
from supdesk.ui.people.person import PersonPage
from supdesk.ui.records.record import RecordPage
from supdesk.ui.today.page import TodayPage
from supdesk.ui.writing import WritingPage
from tests.desk.desks import TODAY, person_id
from tests.ui.seats import done, leave, made_seat, settle, taken_seat


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


def test_a_contract_renewed_and_not_sealed_is_signed_and_not_renewed_again(tmp_path: Path) -> None:
    with taken_seat(tmp_path / "vault") as seat:
        desk = seat.desk
        draft = recording.begin_contract(desk, [person_id(desk, "Ada Example")]).draft.id
        recording.save(desk, draft, {"renew_on": TODAY.isoformat()})
        (old,) = finishing.finish(desk, [draft]).records
        signing.agree_by_scan(desk, old.id, TODAY, "scan.pdf", b"%PDF-")
        (new,) = finishing.finish(desk, [renewing.renew(desk, old.id)[0].draft.id]).records
        page, today = ContractsPage(seat), TodayPage(seat)
        settle(seat)
        rows = [page.rows[1], *today.cards["Contracts to review"]]
        for row in rows:
            assert f"renewed by {new.number}, to be sealed" in row.accessibleName()
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


def agreed(desk: Desk, draft: str, venue: str) -> Changes:
    recording.save(desk, draft, {"individual_venue": venue})
    (record,) = finishing.finish(desk, [draft]).records
    return signing.agree_by_scan(desk, record.id, TODAY, "scan.pdf", b"%PDF-")


def test_a_contract_is_renewed_from_its_row_and_what_changed_is_shown_before_it_is_finished(tmp_path: Path) -> None:
    with taken_seat(tmp_path / "vault") as seat:
        page = ContractsPage(seat)
        ada = person_id(seat.desk, "Ada Example")
        done(seat, lambda desk: agreed(desk, recording.begin_contract(desk, [ada]).draft.id, "Room 1"))
        (row,) = page.rows
        assert row.button is not None
        row.button.click()
        settle(seat)
        (writing,) = seat.shell.findChildren(WritingPage)
        assert writing.view is not None
        assert writing.view.raw()["individual_venue"] == "Room 1"
        assert any("filled in from the contract" in each.words.text() for each in writing.findChildren(Banner))
        writing.view.set_value("individual_venue", "Room 2")
        writing.autosave.edit(writing._sheet.draft.id, "individual_venue", "Room 2")
        writing.finish.click()
        settle(seat)
        shown = {each.accessibleName() for each in seat.shell.findChildren(ListRow)}
        assert "Type of Supervision: Individual, Venue, Changed\nWas: Room 1\nNow: Room 2" in shown
        next(
            b for b in seat.shell.findChildren(PrimaryButton) if b.text() == "Finish" and b is not writing.finish
        ).click()
        settle(seat)
        assert len(contracting.contracts(seat.desk)) == 2


def test_both_contracts_name_each_other_on_their_pages_and_the_newer_one_shows_what_changed(tmp_path: Path) -> None:
    with taken_seat(tmp_path / "vault") as seat:
        listed = ContractsPage(seat)
        ada = person_id(seat.desk, "Ada Example")
        old = done(
            seat, lambda desk: agreed(desk, recording.begin_contract(desk, [ada]).draft.id, "Room 1")
        ).subject
        new = done(seat, lambda desk: agreed(desk, renewing.renew(desk, old)[0].draft.id, "Room 2")).subject
        earlier, later = RecordPage(seat, old), RecordPage(seat, new)
        settle(seat)
        assert next(b.words.text() for b in earlier.findChildren(Banner)) == (
            "This contract was superseded by R-2026-0002 of 4 March 2026."
        )
        assert next(b.words.text() for b in later.findChildren(Banner)) == (
            "This contract supersedes R-2026-0001 of 4 March 2026."
        )
        names = [each.accessibleName() for each in later.findChildren(QWidget)]
        assert "Type of Supervision: Individual, Venue: Changed\nWas: Room 1\nNow: Room 2" in names
        assert "superseded by R-2026-0002" in listed.rows[1].accessibleName()


def test_what_was_missing_is_said_no_more_once_it_is_given(qtbot: QtBot, tmp_path: Path) -> None:
    with taken_seat(tmp_path / "vault") as seat:
        form = ContractForm(seat, seat.shell, enrolling.supervisees(seat.desk))
        form.start()
        (said,) = form.findChildren(Banner)
        assert said.property("tone") == "danger"
        form.people.edited.emit([person_id(seat.desk, "Ada Example")])
        qtbot.waitUntil(lambda: form.findChildren(Banner) == [])
