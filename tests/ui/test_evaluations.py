"""Asking for evaluations, handing the laptop over, taking in what came back, and sending them on."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from supdesk.desk import collecting, evaluating, exporting, reading, recalling
from supdesk.desk.desk import Desk
from supdesk.domain.records import RecordState
from supdesk.domain.sessions import Kind
from supdesk.ui.evaluations.asking import AskSheet, save_blanks
from supdesk.ui.evaluations.collecting import LEAVE, CollectPage, open_files
from supdesk.ui.evaluations.forwarding import ForwardForm
from supdesk.ui.evaluations.handing import LOST, HandOver, Thanks
from supdesk.ui.parts import Banner, Button, Overlay, Page, Question
from supdesk.ui.records.page import RecordsPage
from supdesk.ui.records.record import RecordPage
from supdesk.ui.seat import Seat
from supdesk.ui.sessions.details import SessionDetails
from supdesk.ui.signing import SigningPage
from supdesk.ui.writing import WritingPage
from tests.desk.desks import enrolled, person_id
from tests.desk.test_evaluating import held
from tests.documents.filled import filled
from tests.ui.seats import settle, taken_seat

SAID = "Zanzibarmarmalade"


@pytest.fixture
def seat(tmp_path: Path) -> Iterator[Seat]:
    with taken_seat(tmp_path / "vault") as made:
        made.shell.resize(1280, 800)
        yield made


def rested(seat: Seat) -> None:
    """Wait for both workers."""
    for _ in range(4):
        assert seat.bench.drain(20)
        settle(seat)


def said(root: QWidget) -> str:
    """All the words that are shown."""
    return " | ".join(label.text() for label in root.findChildren(QLabel) if label.isVisible())


def button(root: QWidget, words: str) -> Button:
    return next(each for each in root.findChildren(Button) if each.accessibleName() == words)


def handed(seat: Seat, *names: str) -> HandOver:
    """The window given to the first of these, who were at a session."""
    found = evaluating.standings(seat.desk, held(seat.desk, *names))
    sheet = AskSheet(seat, found)
    button(sheet, f"Hand over now to {names[0]}").click()
    rested(seat)
    (page,) = seat.shell.findChildren(HandOver)
    return page


def test_nothing_but_the_one_form_is_shown_to_whom_the_laptop_is_handed(seat: Seat) -> None:
    seat.shell.add_page("records", "Records", "records", lambda: RecordsPage(seat), "Ctrl+5")
    below = Page("Below")
    seat.shell.push(below)
    page = handed(seat, "Ada Example", "Bee Sample")
    words = said(seat.shell)
    assert "Ada Example" in words
    assert not any(other in words for other in ("Bee", "Records", "Today", "Search", "Name"))
    assert not seat.shell.rail.isVisible()
    assert not seat.shell.topbar.isVisible()
    assert [each for each in seat.shell.findChildren(Overlay) if each.isVisible()] == []
    page.view.focus_field("strengths")
    for key in (Qt.Key.Key_1, Qt.Key.Key_5, Qt.Key.Key_K, Qt.Key.Key_Comma):
        QTest.keyClick(QApplication.focusWidget() or seat.shell, key, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(QApplication.focusWidget() or seat.shell, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    QTest.keyClick(QApplication.focusWidget() or seat.shell, Qt.Key.Key_Escape)
    rested(seat)
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert page.isVisible()
    assert (seat.shell.page_key, isValid(below)) == ("today", True)
    assert not seat.shell.rail.isVisible()


def test_f9_hides_the_form_and_brings_it_back_and_the_lock_still_locks(seat: Seat, qtbot: QtBot) -> None:
    page = handed(seat, "Ada Example")
    page.view.set_value("strengths", SAID)
    seat.shell.toggle_hide()
    assert not page.isVisible()
    seat.shell.toggle_hide()
    assert page.isVisible()
    assert page.view.raw()["strengths"] == SAID
    with qtbot.waitSignal(seat.shell.lock_requested):
        QTest.keyClick(seat.shell, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)


def test_what_was_sent_is_recorded_and_shown_to_nobody_who_takes_the_laptop_back(seat: Seat, qtbot: QtBot) -> None:
    page = handed(seat, "Ada Example")
    page.view.set_value("safe", "4")
    page.view.set_value("strengths", SAID)
    page.done.click()
    seat.shell.findChildren(Question)[-1].confirm.click()
    rested(seat)
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert [r.state for r in reading.records(seat.desk) if r.serves == "evaluation"] == [RecordState.ISSUED]
    assert seat.shell.findChildren(HandOver) == []
    (thanks,) = seat.shell.findChildren(Thanks)
    assert SAID not in said(seat.shell)
    assert "Ada" not in said(seat.shell)
    QTest.keyClick(seat.shell, Qt.Key.Key_Escape)
    assert thanks.isVisible()
    assert not seat.shell.rail.isVisible(), "the only way on is the lock"
    with qtbot.waitSignal(seat.shell.lock_requested):
        thanks.back.click()


def test_statements_without_an_answer_are_asked_about_once(seat: Seat) -> None:
    page = handed(seat, "Ada Example")
    scales = [field.id for field in page._asked.form.fields() if field.kind == "scale"]
    page.view.set_value(scales[0], "4")
    page.done.click()
    (question,) = seat.shell.findChildren(Question)
    assert f"{len(scales) - 1} statements have no answer." in question.accessibleName()
    question.decline.click()
    rested(seat)
    assert [r for r in reading.records(seat.desk) if r.serves == "evaluation"] == []
    page.done.click()
    rested(seat)
    assert len([r for r in reading.records(seat.desk) if r.serves == "evaluation"]) == 1


def test_an_evaluation_answered_throughout_is_kept_without_a_question(seat: Seat) -> None:
    page = handed(seat, "Ada Example")
    for field in page._asked.form.fields():
        if field.kind == "scale":
            page.view.set_value(field.id, "4")
    page.done.click()
    rested(seat)
    assert seat.shell.findChildren(Question) == []
    assert len([r for r in reading.records(seat.desk) if r.serves == "evaluation"]) == 1


def test_what_is_missing_is_pointed_at_and_nothing_is_kept_of_it(seat: Seat) -> None:
    page = handed(seat, "Ada Example")
    page.view.set_value("strengths", SAID)
    page.done.click()
    rested(seat)
    assert page.isVisible()
    assert "One answer needs you" in said(page)
    assert "Answer at least one of the statements" in said(page)
    assert SAID not in str(seat.desk.vault.cx.execute("SELECT raw FROM drafts").fetchall())


def test_leaving_without_keeping_it_is_asked_and_leaves_nothing(seat: Seat) -> None:
    page = handed(seat, "Ada Example")
    page.view.set_value("strengths", SAID)
    page.leave.click()
    (question,) = seat.shell.findChildren(Question)
    assert LOST in question.accessibleName()
    question.decline.click()
    assert page.isVisible()
    page.leave.click()
    seat.shell.findChildren(Question)[-1].confirm.click()
    rested(seat)
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert seat.shell.findChildren(HandOver) == []
    assert "Nothing was kept" in said(seat.shell)
    assert [r for r in reading.records(seat.desk) if r.serves == "evaluation"] == []
    assert SAID not in str(seat.desk.vault.cx.execute("SELECT raw FROM drafts").fetchall())
    assert evaluating.awaited(seat.desk)[0].label.startswith("Asked on")


def test_a_copy_made_before_is_not_there_to_be_pasted(seat: Seat) -> None:
    QApplication.clipboard().setText("Bee Sample")
    handed(seat, "Ada Example")
    assert QApplication.clipboard().text() == ""


def test_a_session_says_of_each_who_came_how_it_stands_and_leads_to_the_ways(seat: Seat) -> None:
    session = held(seat.desk, "Ada Example", "Bee Sample")
    details = SessionDetails(seat, recalling.session(seat.desk, session))
    assert "Ada Example: not asked\nBee Sample: not asked" in said(details)
    button(details, "Evaluation…").click()
    sheet = seat.shell.findChildren(AskSheet)[-1]
    assert "Save 2 forms to send…" in [each.accessibleName() for each in sheet.findChildren(Button)]
    button(sheet, "Type in what Bee Sample said").click()
    rested(seat)
    (page,) = seat.shell.findChildren(WritingPage)
    assert page._sheet.draft.facts["supervisees"] == [person_id(seat.desk, "Bee Sample")]


WHOSE = "evaluation-S-2026-0001-1.pdf is for Ada Example; evaluation-S-2026-0001-2.pdf is for Bee Sample."


def test_forms_are_written_and_it_is_said_which_is_whose(seat: Seat, tmp_path: Path) -> None:
    session = held(seat.desk, "Ada Example", "Bee Sample")
    save_blanks(seat, list(evaluating.standings(seat.desk, session)), tmp_path)
    rested(seat)
    assert WHOSE in said(seat.shell)
    assert {each.label for each in evaluating.standings(seat.desk, session)} == {"Asked on 4 March 2026"}


def test_a_folder_that_went_away_is_said_and_nobody_counts_as_asked(seat: Seat, tmp_path: Path) -> None:
    session = held(seat.desk, "Ada Example")
    save_blanks(seat, list(evaluating.standings(seat.desk, session)), tmp_path / "gone")
    rested(seat)
    assert "Nothing was written. That folder is not there any more" in said(seat.shell)
    assert evaluating.awaited(seat.desk)[0].label == "Not asked"


def came_back(desk: Desk, folder: Path, *names: str) -> list[Path]:
    """Forms that these people filled in, as files."""
    session = held(desk, *names)
    written = exporting.put(evaluating.prepare(desk, session, [person_id(desk, name) for name in names]), folder)
    evaluating.note(desk, written)
    for name in [each for each in written.files if each.endswith(".pdf")]:
        (folder / name).write_bytes(filled((folder / name).read_bytes(), {"safe": "4", "strengths": SAID}))
    return [path for path in written.placed.paths if path.suffix == ".pdf"]


def test_each_form_that_came_back_is_shown_then_taken_in_or_left_out(seat: Seat, tmp_path: Path) -> None:
    paths = came_back(seat.desk, tmp_path, "Ada Example", "Bee Sample")
    stranger = tmp_path / "letter.pdf"
    stranger.write_bytes(b"not a form")
    open_files(seat, [*paths, stranger])
    rested(seat)
    (page,) = seat.shell.findChildren(CollectPage)
    assert [pills.accessibleName() for _, pills in page.choices] == [
        "Ada Example, 2 March 2026", "Bee Sample, 2 March 2026",
    ]  # fmt: skip
    assert said(page).count(SAID) == 2
    (refused,) = page.findChildren(Banner)
    assert refused.words.text().startswith("letter.pdf: That file is not a PDF.")
    page.choices[1][1].set_raw(LEAVE)
    page.choices[1][1].edited.emit(LEAVE)
    assert page.confirm.words() == "Take in 1"
    page.confirm.click()
    rested(seat)
    assert "1 evaluation taken in and sealed." in said(seat.shell)
    assert [each.person.name for each in evaluating.awaited(seat.desk)] == ["Bee Sample"]


def test_what_can_not_be_taken_in_any_more_is_said(seat: Seat, tmp_path: Path) -> None:
    (path,) = came_back(seat.desk, tmp_path, "Ada Example")
    open_files(seat, [path])
    rested(seat)
    (page,) = seat.shell.findChildren(CollectPage)
    collecting.take_in(seat.desk, page.choices[0][0])
    page.confirm.click()
    rested(seat)
    assert "evaluation-S-2026-0001-1.pdf: This form was imported already." in said(seat.shell)


def test_a_folder_or_a_missing_file_is_refused_like_any_other(seat: Seat, tmp_path: Path) -> None:
    open_files(seat, [tmp_path, tmp_path / "gone.pdf"])
    rested(seat)
    (page,) = seat.shell.findChildren(CollectPage)
    assert len(page.findChildren(Banner)) == 2
    assert not page.confirm.isEnabled()


def test_the_evaluations_of_a_quarter_are_sent_once_and_again_when_ticked(seat: Seat, tmp_path: Path) -> None:
    desk = seat.desk
    asked, _ = evaluating.hand_over(desk, held(desk, "Ada Example"), person_id(desk, "Ada Example"))
    evaluating.give(desk, asked, {"safe": "4"})
    number = next(r.number for r in reading.records(desk) if r.serves == "evaluation")
    form = ForwardForm(seat)
    rested(seat)
    assert f"1: {number}" in said(form)
    assert desk.pack.register.mailbox in said(form)
    form.write(tmp_path)
    rested(seat)
    assert "Written: 1 evaluation and a mail draft." in said(seat.shell)
    assert {path.name for path in tmp_path.iterdir() if path.is_file()} == {f"{number}.pdf", "evaluations-1.eml"}
    form = ForwardForm(seat)
    rested(seat)
    assert not form.confirm.isEnabled()
    form.again.set_raw(True)
    form.again.edited.emit(True)
    rested(seat)
    assert form.confirm.isEnabled()


def test_after_a_record_is_finished_the_evaluation_is_offered_sealed_or_not(seat: Seat) -> None:
    held(seat.desk, "Ada Example")
    (record,) = reading.records(seat.desk)
    page = SigningPage(seat, record.id)
    seat.shell.push(page)
    rested(seat)
    ask = next(each for each in page.findChildren(Button) if each.accessibleDescription() == "The evaluation")
    ask.click()
    rested(seat)
    assert len(seat.shell.findChildren(AskSheet)) == 1


def test_of_a_group_a_record_leads_to_everybody(seat: Seat) -> None:
    enrolled(seat.desk, "Cy Invented")
    held(seat.desk, "Ada Example", "Bee Sample", "Cy Invented", came=("Ada Example", "Cy Invented"))
    record = next(each for each in reading.records(seat.desk) if each.serves == Kind.GROUP)
    page = RecordPage(seat, record.id)
    settle(seat)
    button(page, "Evaluation…").click()
    settle(seat)
    (sheet,) = seat.shell.findChildren(AskSheet)
    assert "Cy Invented" in said(sheet)
    assert "Bee" not in said(sheet)


def test_a_file_that_is_dropped_on_the_records_is_read(seat: Seat, tmp_path: Path) -> None:
    page = RecordsPage(seat)
    (path,) = came_back(seat.desk, tmp_path, "Ada Example")
    dropped = QMimeData()
    dropped.setUrls([QUrl.fromLocalFile(str(path)), QUrl("https://example.org/form.pdf")])
    copy, left, none = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    page.dropEvent(QDropEvent(QPointF(5, 5), copy, dropped, left, none))
    rested(seat)
    (found,) = seat.shell.findChildren(CollectPage)
    assert [pills.accessibleName() for _, pills in found.choices] == ["Ada Example, 2 March 2026"]


def test_no_drawer_stands_before_the_form_that_was_handed_over(seat: Seat) -> None:
    """Neither one that was opened while the vault was still asked nor one whose answer comes later."""
    found = evaluating.standings(seat.desk, held(seat.desk, "Ada Example", "Bee Sample"))
    button(AskSheet(seat, found), "Hand over now to Ada Example").click()
    AskSheet(seat, found)
    rested(seat)
    assert "Bee" not in said(seat.shell)
    AskSheet(seat, found)
    rested(seat)
    assert "Bee" not in said(seat.shell)
    assert [each for each in seat.shell.findChildren(Overlay) if each.isVisible()] == []
    (page,) = seat.shell.findChildren(HandOver)
    page.ask_to_leave()
    assert [each for each in seat.shell.findChildren(Question) if each.isVisible()]
