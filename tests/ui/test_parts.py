"""Parts of pages: what they show, say and offer."""

import os
import sys
from pathlib import Path

import pytest
import shiboken6
from PySide6.QtCore import QEvent, QMimeData, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QClipboard
from PySide6.QtWidgets import (
    QApplication,
    QLabel,
    QWidget,
)
from pytestqt.qtbot import QtBot

from supdesk.domain.errors import SupdeskError
from supdesk.ui.parts import (
    Busy,
    Button,
    Columns,
    EmptyState,
    Page,
    PrimaryButton,
    SignaturePad,
    Steps,
    SvgPicture,
    Words,
    files,
)
from supdesk.ui.privacy import HINTS, ClipboardGuard
from tests.ui import gallery
from tests.ui.showing import heard, shown


def test_words_are_never_read_as_markup(qtbot: QtBot) -> None:
    words = Words("<b>Ada</b> & Bee")
    qtbot.addWidget(words)
    assert words.textFormat() == Qt.TextFormat.PlainText
    assert Button("Ada & Bee").accessibleName() == "Ada & Bee"


# Notices, steps, pictures, signatures


def test_an_empty_state_teaches_and_offers_the_deed(qtbot: QtBot) -> None:
    begun: list[str] = []
    button = PrimaryButton("Add", on=lambda: begun.append("x"))
    state = EmptyState("people", "No one yet", "Add those you supervise.", button)
    shown(qtbot, state)
    qtbot.keyClick(button, Qt.Key.Key_Return)
    assert begun == ["x"]
    assert state.accessibleName() == "No one yet. Add those you supervise."


def test_steps_say_where_one_is(qtbot: QtBot) -> None:
    steps = Steps(["You", "Pack", "Passphrase"])
    qtbot.addWidget(steps)
    steps.set_now(2)
    assert steps.accessibleName() == "Step 3 of 3: Passphrase"


def test_a_signature_is_kept_as_shares_of_the_pad(qtbot: QtBot) -> None:
    pad = SignaturePad("Signature of Ada Example")
    pad.resize(400, 240)
    shown(qtbot, pad)
    said = heard(pad)
    sheet = pad._sheet
    assert pad.empty
    qtbot.mousePress(sheet, Qt.MouseButton.LeftButton, pos=QPoint(sheet.width() // 4, sheet.height() // 4))
    qtbot.mouseMove(sheet, QPoint(sheet.width() // 2, sheet.height() // 2))
    qtbot.mouseMove(sheet, QPoint(sheet.width() * 2, sheet.height() // 2))
    qtbot.mouseRelease(sheet, Qt.MouseButton.LeftButton)
    assert len(said) == 1
    (stroke,) = pad.strokes()
    assert stroke[0] == pytest.approx((0.25, 0.25), abs=0.01)
    assert stroke[1] == pytest.approx((0.5, 0.5), abs=0.01)
    assert stroke[2][0] == 1.0


def test_a_signature_can_be_cleared(qtbot: QtBot) -> None:
    pad = SignaturePad("Signature")
    shown(qtbot, pad)
    pad.set_raw([[(0.1, 0.1), (0.9, 0.9)]])
    said = heard(pad)
    qtbot.mouseClick(pad.findChild(Button), Qt.MouseButton.LeftButton)
    assert pad.empty
    assert said == [[]]


def test_what_is_not_a_drawing_leaves_the_place_empty(qtbot: QtBot) -> None:
    picture = SvgPicture(gallery.RING, "Two of four stages", width=100)
    qtbot.addWidget(picture)
    assert picture.sizeHint().width() == 100
    assert picture.accessibleName() == "Two of four stages"
    picture.resize(100, 100)
    drawn = picture.grab().toImage()
    picture.set_svg("")
    assert picture.accessibleName() == ""
    assert picture.grab().toImage() != drawn


def test_waiting_shows_how_far_it_is_and_can_be_cancelled(qtbot: QtBot) -> None:
    holder, stopped = QWidget(), []
    holder.resize(800, 600)
    shown(qtbot, holder)
    busy = Busy(holder, "Making the register", lambda: stopped.append("stop"))
    busy.open()
    busy.progress(3, 10)
    assert (busy._bar.value(), busy._bar.maximum()) == (3, 10)
    qtbot.mouseClick(busy.findChild(Button), Qt.MouseButton.LeftButton)
    assert stopped == ["stop"]


def test_what_cannot_be_cancelled_cannot_be_dismissed(qtbot: QtBot) -> None:
    holder = QWidget()
    shown(qtbot, holder)
    busy = Busy(holder, "Saving")
    busy.open()
    busy.dismiss()
    assert busy.isVisible()


def test_the_sides_of_a_desk_take_turns_when_room_is_short(qtbot: QtBot) -> None:
    columns = Columns(("Last time", QWidget()), ("Record", QWidget()), ("Guide", QWidget()))
    left, middle, right = columns._parts.values()
    columns.resize(1280, 700)
    shown(qtbot, columns)
    assert [part.isVisible() for part in (left, middle, right)] == [True, True, True]
    columns.resize(1000, 700)
    qtbot.waitUntil(lambda: columns.room == 2)
    assert [part.isVisible() for part in (left, middle, right)] == [False, True, True]
    assert columns._beside.isVisible()
    assert columns._beside.text() == "Beside the record"
    columns.show_part("Last time")
    assert [part.isVisible() for part in (left, middle, right)] == [True, True, False]
    columns.resize(600, 700)
    qtbot.waitUntil(lambda: columns.room == 1)
    columns.show_part("Record")
    assert [part.isVisible() for part in (left, middle, right)] == [False, True, False]
    assert not columns._side.isVisible()
    assert not columns._beside.isVisible()


def test_a_page_can_change_what_it_says_and_offers(qtbot: QtBot) -> None:
    page = Page("Records")
    shown(qtbot, page)
    page.set_title("Records", "128 records")
    page.set_deeds([Button("Export")])
    page.set_deeds([Button("Print"), Button("Send")])
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert [button.words() for button in page.findChildren(Button)] == ["Print", "Send"]
    page.add(Words("one"), Words("two"))
    page.clear()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert not [label for label in page.findChildren(QLabel) if label.text() in ("one", "two")]


# The clipboard


def test_a_copy_is_marked_and_taken_back_after_a_while(qtbot: QtBot) -> None:
    clipboard = QApplication.clipboard()
    guard = ClipboardGuard(clipboard, stay=50, owns=lambda _: True)
    clipboard.setText("Ada Example")
    assert clipboard.text() == "Ada Example"
    assert all(clipboard.mimeData().hasFormat(name) for name in HINTS)
    qtbot.waitUntil(lambda: clipboard.text() == "")
    shiboken6.delete(guard)


class TwoClipboards(QObject):
    """A clipboard with a selection beside it, as X has them and the offscreen platform has not."""

    dataChanged, selectionChanged = Signal(), Signal()  # noqa: N815 (Qt's names)

    def __init__(self) -> None:
        super().__init__()
        self.held = {mode: QMimeData() for mode in (QClipboard.Mode.Clipboard, QClipboard.Mode.Selection)}

    def mimeData(self, mode: QClipboard.Mode) -> QMimeData:
        return self.held[mode]

    def text(self, mode: QClipboard.Mode) -> str:
        return self.held[mode].text()

    def clear(self, mode: QClipboard.Mode) -> None:
        self.setMimeData(QMimeData(), mode)

    def setMimeData(self, data: QMimeData, mode: QClipboard.Mode) -> None:
        self.held[mode] = data
        (self.selectionChanged if mode == QClipboard.Mode.Selection else self.dataChanged).emit()


def test_what_is_selected_is_marked_and_taken_back_like_a_copy(qtbot: QtBot) -> None:
    both, selection = TwoClipboards(), QClipboard.Mode.Selection
    guard = ClipboardGuard(both, owns=lambda mode: mode == selection)  # type: ignore[arg-type]
    selected = QMimeData()
    selected.setText("Ada Example")
    both.setMimeData(selected, selection)
    assert both.text(selection) == "Ada Example"
    assert all(both.mimeData(selection).hasFormat(name) for name in HINTS)
    elsewhere = QMimeData()
    elsewhere.setText("from elsewhere")
    both.setMimeData(elsewhere, QClipboard.Mode.Clipboard)
    guard.clear()
    assert both.text(selection) == ""
    assert both.text(QClipboard.Mode.Clipboard) == "from elsewhere"
    shiboken6.delete(guard)


def test_what_another_program_copied_is_left_alone(qtbot: QtBot) -> None:
    clipboard = QApplication.clipboard()
    guard = ClipboardGuard(clipboard, owns=lambda _: False)
    clipboard.setText("from elsewhere")
    guard.clear()
    assert clipboard.text() == "from elsewhere"
    shiboken6.delete(guard)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such files")
def test_a_chosen_file_that_could_be_read_for_ever_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    os.mkfifo(tmp_path / "pipe")
    for endless in (tmp_path / "pipe", Path("/dev/zero")):
        with pytest.raises(SupdeskError, match="can't be read"):
            files.content_of(endless)
    (tmp_path / "large").write_bytes(b"12345")
    assert files.content_of(tmp_path / "large") == b"12345"
    monkeypatch.setattr(files, "MOST", 4)
    with pytest.raises(SupdeskError, match="larger"):
        files.content_of(tmp_path / "large")
