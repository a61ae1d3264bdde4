"""The veil: a neutral screen that covers everything at once and says nothing about anyone."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from supdesk.ui import theme
from supdesk.ui.parts.buttons import DangerButton, SecondaryButton
from supdesk.ui.parts.field import Glyph
from supdesk.ui.parts.layouts import clear, column, row
from supdesk.ui.parts.words import Words

PAUSED = ("Paused", "Press F9 or Escape to return.")
LOCKING = ("Locking", "Saving what you typed. This takes a moment.")
CLOSING = ("Closing", "Saving what you typed. This takes a moment.")
Deed = tuple[str, Callable[[], object]]


class Veil(QWidget):
    """Covers the window; shown for a moment's privacy and while the vault locks."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._title, self._sentence = Words("", "title", wrap=False), Words("", "lead", wrap=False)
        self._glyph = Glyph("pause", "muted", 32)
        self._deeds = row(gap=8)
        stack = column(None, self._glyph, 8, self._title, self._sentence, 8, self._deeds, None, gap=8)
        for each in (self._glyph, self._title, self._sentence, self._deeds):
            stack.setAlignment(each, Qt.AlignmentFlag.AlignHCenter)
        self.setLayout(stack)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.hide()

    def cover(self, words: tuple[str, str] = PAUSED) -> None:
        """Cover the window now, and shut whatever stands before it."""
        clear(self._deeds)
        self._title.setText(words[0])
        self._sentence.setText(words[1])
        self._glyph.show_icon("pause" if words == PAUSED else "lock", "muted")
        self.setAccessibleName(f"{words[0]}. {words[1]}")
        self.setGeometry(self.window().rect())
        self.show()
        self.raise_()
        self.setFocus()
        _shut_popups()
        self.repaint()

    def ask(self, title: str, sentence: str, first: Deed, second: Deed) -> None:
        """Ask upon the veil; the second deed is the one that can't be undone."""
        if self._sentence.text() == sentence and self._deeds.count():
            return
        clear(self._deeds)
        self._glyph.show_icon("warning", "danger_text")
        self._title.setText(title)
        self._sentence.setText(sentence)
        self.setAccessibleName(f"{title}. {sentence}")
        buttons = SecondaryButton(first[0], on=first[1]), DangerButton(second[0], on=second[1])
        for button in buttons:
            self._deeds.addWidget(button)
        buttons[0].setFocus()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.current().colour("canvas"))
        painter.end()


def _shut_popups() -> None:
    """Close lists, menus and calendars, and hide any dialogue: they may show a name beyond the window's edge."""
    while (popup := QApplication.activePopupWidget()) is not None:
        popup.close()
    for window in QApplication.topLevelWidgets():
        if isinstance(window, QDialog) and window.isVisible():
            window.reject()
