"""A hand in the window of this very process: it finds by accessible name, clicks and types, and waits for the lane.

Before the page comes whatever lies before it: only the overlay on top is looked at while there is one.
"""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TypeVar

import shiboken6
from PySide6.QtCore import QEvent, QPoint, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QCheckBox,
    QComboBox,
    QDialogButtonBox,
    QFileDialog,
    QLabel,
    QLineEdit,
    QRadioButton,
    QTableView,
    QTextEdit,
    QWidget,
)

from supdesk.ui.parts import Overlay
from supdesk.ui.window import Window

T = TypeVar("T")
W = TypeVar("W", bound=QWidget)
PATIENCE = 300
"""Rounds in which something must be there; each waits until both workers have nothing left."""


class Hand:
    """What a person does to one window. A class because it holds that window."""

    def __init__(self, window: Window) -> None:
        self.window = window

    def settle(self) -> None:
        """Wait until the workers have nothing left and their answers are shown."""
        for _ in range(3):
            assert self.window.lane.drain(30)
            assert self.window.bench.drain(30)
            QApplication.processEvents()
            QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)

    def all(self, kind: type[W], name: str) -> list[W]:
        """Everything of that kind and name that is shown now."""
        before = self._before()
        there = [*([before] if isinstance(before, kind) else []), *before.findChildren(kind)]
        shown = [each for each in there if each.isVisible() and name in names_of(each)]
        return sorted(shown, key=lambda each: each.accessibleName() != name)

    def see(self, kind: type[W], name: str, nth: int = 0) -> W:
        """Wait for something of that kind and name."""
        return self._until(lambda: (self.all(kind, name)[nth:] or [None])[0], f"no {kind.__name__} “{name}”")

    def press(self, name: str, *, nth: int = 0) -> None:
        """Click a button, once it can be used."""
        button = self.see(QAbstractButton, name, nth)
        self._until(lambda: button if button.isEnabled() else None, f"“{name}” can't be used")
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
        self.settle()

    def press_and_choose(self, name: str, path: Path) -> None:
        """Click a button that asks for a file or a folder, and choose this one."""
        _then(lambda: _choose(path))
        self.press(name)

    def press_and_say(self, name: str, answer: str) -> None:
        """Click a button that asks a question, and answer it."""

        def say() -> bool:
            found = [each for each in self._before().findChildren(QAbstractButton) if answer in names_of(each)]
            if isinstance(self._before(), Overlay) and found:
                QTest.mouseClick(found[0], Qt.MouseButton.LeftButton)
                return True
            return False

        _then(say)
        self.press(name)

    def type_into(self, name: str, text: str) -> None:
        """Type into a line or a box, instead of what it holds, and go on by Tab."""
        field = self._until(lambda: self._field(name), f"no field “{name}”")
        field.setFocus()
        field.selectAll()
        QTest.keyClick(field, Qt.Key.Key_Backspace)
        QTest.keyClicks(field, text)
        found = field.text() if isinstance(field, QLineEdit) else field.toPlainText()
        assert found == text, f"{name} holds {found}"
        self.settle()  # a list of names that came up is put away
        QTest.keyClick(field, Qt.Key.Key_Tab)
        self.settle()

    def choose(self, name: str, option: str) -> None:
        """Choose one option of a field: a pill, or an entry of a list by the arrow keys."""
        pills = [each for each in self.all(QRadioButton, option) if each.accessibleDescription() == name]
        if pills:
            QTest.mouseClick(pills[0], Qt.MouseButton.LeftButton)
        else:
            box = self.see(QComboBox, name)
            QTest.keyClick(box, Qt.Key.Key_Home)
            while box.currentText() != option:
                place = box.currentIndex()
                QTest.keyClick(box, Qt.Key.Key_Down)
                assert box.currentIndex() != place, f"{name} does not offer {option}"
        self.settle()

    def degree(self, place: int, degree: int) -> None:
        """Choose a degree of the scale at that place, counted from 0, of those on the page."""
        found = [each for each in self._before().findChildren(QRadioButton) if each.isVisible()]
        degrees = [each for each in found if each.accessibleName().startswith(f"{degree} of ")]
        QTest.mouseClick(degrees[place], Qt.MouseButton.LeftButton)
        self.settle()

    def tick(self, name: str) -> None:
        """Tick a box or choose a chip."""
        box = self.see(QCheckBox, name)
        if not box.isChecked():
            QTest.mouseClick(box, Qt.MouseButton.LeftButton, pos=QPoint(8, box.height() // 2))
        assert box.isChecked(), name
        self.settle()

    def rows(self, name: str) -> list[list[str]]:
        """What a table shows."""
        model = self.see(QTableView, name).model()
        places = range(model.columnCount())
        return [[str(model.index(row, place).data() or "") for place in places] for row in range(model.rowCount())]

    def open_row(self, name: str, fits: Callable[[list[str]], bool]) -> None:
        """Open the one row of a table that fits, by Enter."""

        def find() -> int | None:
            found = [place for place, row in enumerate(self.rows(name)) if fits(row)]
            assert len(found) < 2, f"{len(found)} rows of {name} fit"
            return found[0] + 1 if found else None

        place = self._until(find, f"no such row in {name}") - 1
        table = self.see(QTableView, name)
        table.setFocus()
        table.setCurrentIndex(table.model().index(place, 0))
        QTest.keyClick(table, Qt.Key.Key_Return)
        self.settle()

    def draw(self, name: str) -> None:
        """Draw a signature."""
        pad = self.see(QWidget, name)
        sheet = next((each for each in pad.findChildren(QWidget, "") if each.accessibleName() == name), pad)
        width, height = sheet.width(), sheet.height()
        spots = [QPoint(width * part // 10, height * (2 + part % 2 * 5) // 10) for part in range(2, 8)]
        QTest.mousePress(sheet, Qt.MouseButton.LeftButton, pos=spots[0])
        for spot in spots[1:]:
            QTest.mouseMove(sheet, spot)
        QTest.mouseRelease(sheet, Qt.MouseButton.LeftButton, pos=spots[-1])
        self.settle()

    def fields(self, name: str) -> list[QLineEdit]:
        """The lines of that name that are shown now."""
        return self.all(QLineEdit, name)

    def shown(self) -> set[str]:
        """Everything that has a name, and every sentence."""
        return {*self._shown(), *(each.text() for each in self._before().findChildren(QLabel) if each.isVisible())}

    def wait(self, holds: Callable[[], bool]) -> None:
        """Wait until that holds."""
        self._until(lambda: holds() or None, "that does not come")

    def _field(self, name: str) -> QLineEdit | QTextEdit | None:
        lines: Sequence[QLineEdit | QTextEdit] = [*self.all(QLineEdit, name), *self.all(QTextEdit, name)]
        return lines[0] if lines else None

    def _before(self) -> QWidget:
        """The overlay on top, or the window."""
        shell = self.window.shell
        overlays = [each for each in shell.findChildren(Overlay) if each.is_open and each.isVisible()]
        return overlays[-1] if overlays else shell

    def _until(self, look: Callable[[], T | None], complaint: str) -> T:
        for _ in range(PATIENCE):
            found = look()
            if found is not None:
                return found
            self.settle()
            QTest.qWait(5)
        raise AssertionError(f"{complaint}; shown: {', '.join(sorted(set(self._shown())))}")

    def _shown(self) -> Iterator[str]:
        for each in self._before().findChildren(QWidget):
            if each.isVisible():
                yield from (name for name in names_of(each) if name)


def names_of(widget: QWidget) -> set[str]:
    """What a person calls it."""
    text = widget.text() if isinstance(widget, QAbstractButton) else ""
    return {widget.accessibleName(), text.replace("&&", "&").replace("&", "")}


def _then(deed: Callable[[], bool]) -> None:
    """Do it as soon as it can be done, inside the dialogue that a click opens."""
    timer = QTimer(QApplication.instance())

    def look() -> None:
        if deed():
            timer.stop()
            timer.deleteLater()

    timer.timeout.connect(look)
    timer.start(50)


def _choose(path: Path) -> bool:
    """Put the path in and accept. It is not typed: Qt's own dialogue completes what is typed in its own time."""
    dialogues = [
        each for each in QApplication.topLevelWidgets() if isinstance(each, QFileDialog) and each.isVisible()
    ]
    if not dialogues:
        return False
    line = dialogues[0].findChild(QLineEdit, "fileNameEdit")
    line.setText(str(path))
    box = dialogues[0].findChild(QDialogButtonBox)
    accept = next(each for each in box.buttons() if box.buttonRole(each) is QDialogButtonBox.ButtonRole.AcceptRole)
    QTest.mouseClick(accept, Qt.MouseButton.LeftButton)
    return not shiboken6.isValid(dialogues[0]) or not dialogues[0].isVisible()
