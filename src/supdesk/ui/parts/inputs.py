"""Typed answers: a line, and prose that grows. They say `edited` when a person changes them, never when set."""

from PySide6.QtCore import QMimeData, Qt, Signal
from PySide6.QtGui import QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QLineEdit, QSizePolicy, QTextEdit

from supdesk.ui import theme


class LineEdit(QLineEdit):
    """One line of text; `secret` hides what is typed."""

    edited = Signal(object)

    def __init__(self, name: str, placeholder: str = "", *, secret: bool = False, width: int = 0) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setPlaceholderText(placeholder)
        self.show_secret(not secret)
        if width:
            self.setFixedWidth(theme.current().px(width))
        self.textEdited.connect(self.edited.emit)

    def raw(self) -> str:
        """The text as typed."""
        return self.text()

    def set_raw(self, value: object) -> None:
        """Show this text."""
        self.setText(str(value or ""))
        self.setCursorPosition(0)

    def show_secret(self, shown: bool) -> None:
        """Show or hide what is typed."""
        self.setEchoMode(QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password)


class Finder(LineEdit):
    """A line that narrows a list to what has every word typed in it."""

    def finds(self, text: str) -> bool:
        """Whether every word typed stands in the text."""
        folded = text.casefold()
        return all(word in folded for word in self.raw().casefold().split())


class Prose(QTextEdit):
    """Plain text of any length; the box grows with it from `lines` to `most` lines, and Tab leaves it."""

    edited = Signal(object)

    def __init__(self, name: str, placeholder: str = "", *, lines: int = 3, most: int = 0) -> None:
        super().__init__()
        self._lines, self._most, self._setting = lines, most, False
        self.setAccessibleName(name)
        self.setPlaceholderText(placeholder)
        self.setAcceptRichText(False)
        self.setTabChangesFocus(True)
        self.setUndoRedoEnabled(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.document().documentLayout().documentSizeChanged.connect(lambda _: self._fit())
        self.textChanged.connect(self._tell)
        self._fit()

    def raw(self) -> str:
        """The text as typed."""
        return self.toPlainText()

    def set_raw(self, value: object) -> None:
        """Show this text; what was typed before cannot be brought back by undo."""
        self._setting = True
        self.setPlainText(str(value or ""))
        self._setting = False

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        return source.hasText()

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Only words are pasted: no fonts, no colours, no pictures."""
        self.textCursor().insertText(source.text())
        self.ensureCursorVisible()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """A box that shows all its text lets the page scroll."""
        if self.verticalScrollBarPolicy() == Qt.ScrollBarPolicy.ScrollBarAlwaysOff:
            event.ignore()
        else:
            super().wheelEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        chrome = theme.current().px(8) + 2
        line = self.fontMetrics().lineSpacing()
        margin = round(2 * self.document().documentMargin())
        wanted = round(self.document().size().height())
        most = self._most * line + margin if self._most else wanted
        height = max(self._lines * line + margin, min(wanted, most))
        over = bool(self._most) and wanted > most
        policy = Qt.ScrollBarPolicy.ScrollBarAsNeeded if over else Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        self.setVerticalScrollBarPolicy(policy)
        self.setFixedHeight(height + chrome)

    def _tell(self) -> None:
        if not self._setting:
            self.edited.emit(self.toPlainText())
