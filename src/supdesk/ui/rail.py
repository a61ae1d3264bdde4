"""The left rail: where one can go, each with its drawing and its word."""

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QWidget

from supdesk.ui import theme
from supdesk.ui.parts.buttons import Button
from supdesk.ui.parts.field import Glyph
from supdesk.ui.parts.layouts import column, row
from supdesk.ui.parts.words import Words


class Entry(Button):
    """One place on the rail, with the number of things that wait there."""

    kind, gap = "rail", 8

    def __init__(self, label: str, icon: str) -> None:
        self._count = 0
        super().__init__(label, icon)
        self.setCheckable(True)
        self.toggled.connect(lambda _: self._tint())

    def set_count(self, count: int, words: str) -> None:
        """Show that so many things wait; `words` say it aloud, as in "3 past their date"."""
        self._count = count
        self.setAccessibleDescription(words if count else "")
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._count:
            self._paint_count()

    def _tint(self) -> None:
        self.tone = "strong" if self.isChecked() else "muted"
        super()._tint()

    def _paint_count(self) -> None:
        worn, text = theme.current(), str(self._count) if self._count < 100 else "99+"
        font = QFont(self.font())
        font.setBold(True)
        width = max(QFontMetrics(font).horizontalAdvance(text) + worn.px(14), worn.px(24))
        box = QRectF(self.width() - width - worn.px(8), (self.height() - worn.px(24)) / 2, width, worn.px(24))
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(worn.colour("neutral_tint" if not self.isChecked() else "surface"))
        painter.drawRoundedRect(box, box.height() / 2, box.height() / 2)
        painter.setFont(font)
        painter.setPen(worn.colour("neutral_text"))
        painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), text)
        painter.end()


class Rail(QFrame):
    """The list of places; up and down move along it."""

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "rail")
        self.setAccessibleName("Places")
        self.setFixedWidth(theme.current().px(208))
        self._entries: dict[str, Entry] = {}
        self._upper, self._lower = column(gap=2), column(gap=2)
        brand = row(
            Glyph("mark", "accent", 24), Words("supdesk", "heading", wrap=False), None, gap=10, margin=(12, 0, 0, 0)
        )
        self.setLayout(column(brand, 16, self._upper, None, self._lower, gap=0, margin=(12, 18, 12, 16)))

    def add(self, key: str, label: str, icon: str, *, foot: bool = False, hint: str = "") -> Entry:
        """Add a place; `foot` puts it at the bottom."""
        entry = Entry(label, icon)
        entry.setToolTip(hint)
        entry.clicked.connect(lambda: self._choose(key))
        (self._lower if foot else self._upper).addWidget(entry)
        self._entries[key] = entry
        return entry

    def show_chosen(self, key: str) -> None:
        """Mark where one is."""
        for name, entry in self._entries.items():
            entry.setChecked(name == key)

    def set_count(self, key: str, count: int, words: str) -> None:
        """Show how many things wait at that place."""
        self._entries[key].set_count(count, words)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
        entries: list[QWidget] = list(self._entries.values())
        here = self.focusWidget()
        if step and here in entries:
            entries[(entries.index(here) + step) % len(entries)].setFocus()
        else:
            super().keyPressEvent(event)

    def _choose(self, key: str) -> None:
        self.show_chosen(key)
        self.chosen.emit(key)
