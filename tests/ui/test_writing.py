"""A form that is written alone: a contract is kept as it is typed."""

from pathlib import Path

import shiboken6
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from supdesk.desk import recording
from supdesk.ui.parts import Overlay, Question
from supdesk.ui.writing import WritingPage
from supdesk.ui.writing.autosave import GATHER
from tests.desk.desks import person_id
from tests.ui.seats import settle, taken_seat


def test_a_contract_is_kept_as_it_is_typed(qtbot: QtBot, tmp_path: Path) -> None:
    with taken_seat(tmp_path / "vault") as seat:
        sheet = recording.begin_contract(seat.desk, [person_id(seat.desk, "Ada Example")])
        page = WritingPage(seat, sheet)
        seat.shell.push(page)
        qtbot.waitUntil(lambda: page.view is not None)
        assert page.view is not None
        qtbot.waitUntil(lambda: page.view is not None and page.view.first.isAncestorOf(seat.shell.focusWidget()))
        name = next(field.id for field in sheet.form.fields() if field.kind in {"prose", "short"})
        assert page.view is not None
        page.view.edited.emit(name, "As we agreed.")
        qtbot.waitUntil(lambda: page.saved.text() == "Saved 14:32")
        assert recording.reopen(seat.desk, sheet.draft.id).draft.raw[name] == "As we agreed."


def test_whoever_types_without_a_pause_is_saved_meanwhile(qtbot: QtBot, tmp_path: Path) -> None:
    with taken_seat(tmp_path / "vault") as seat:
        sheet = recording.begin_contract(seat.desk, [person_id(seat.desk, "Ada Example")])
        page = WritingPage(seat, sheet)
        seat.shell.push(page)
        qtbot.waitUntil(lambda: page.view is not None)
        assert page.view is not None
        name = next(field.id for field in sheet.form.fields() if field.kind in {"prose", "short"})
        for words in range(1, 41):  # each long before the moment has passed for which the last one is gathered
            page.view.edited.emit(name, "word " * words)
            qtbot.wait(GATHER // 10)
        kept = str(recording.reopen(seat.desk, sheet.draft.id).draft.raw.get(name, ""))
        assert len(kept.split()) > 20, "little was saved while somebody typed on and on"


def test_finishing_by_keyboard_lays_the_review_out_once(qtbot: QtBot, tmp_path: Path) -> None:
    with taken_seat(tmp_path / "vault") as seat:
        page = WritingPage(seat, recording.begin_contract(seat.desk, [person_id(seat.desk, "Ada Example")]))
        seat.shell.push(page)
        seat.shell.activateWindow()
        qtbot.waitUntil(lambda: page.view is not None and page.view.first.isAncestorOf(seat.shell.focusWidget()))
        for _ in range(2):
            qtbot.keyClick(seat.shell.focusWidget(), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
            settle(seat)
        assert len(seat.shell.findChildren(Overlay)) == 1


def test_a_draft_is_thrown_away_only_after_asking(qtbot: QtBot, tmp_path: Path) -> None:
    with taken_seat(tmp_path / "vault") as seat:
        sheet = recording.begin_contract(seat.desk, [person_id(seat.desk, "Ada Example")])
        recording.save(seat.desk, sheet.draft.id, {"frequency": "Monthly"})
        page = WritingPage(seat, sheet)
        seat.shell.push(page)
        settle(seat)
        page.throw.click()
        seat.shell.findChildren(Question)[-1].decline.click()
        settle(seat)
        assert [each.draft.id for each in recording.drafts(seat.desk)] == [sheet.draft.id]
        page.throw.click()
        seat.shell.findChildren(Question)[-1].confirm.click()
        settle(seat)
        assert recording.drafts(seat.desk) == []
        assert not shiboken6.isValid(page)
