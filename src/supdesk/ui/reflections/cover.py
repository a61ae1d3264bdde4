"""What is private is not there until somebody asks for it, so nothing can paint it or read it aloud."""

from collections.abc import Callable

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QLinearGradient, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from supdesk.ui import theme
from supdesk.ui.parts import Card, SecondaryButton, Words, clear, column, row
from supdesk.ui.parts.layouts import Item, put
from supdesk.ui.seat import Seat

LINES = (0.34, 0.82, 0.55, 0.0, 0.28, 0.74, 0.62, 0.0, 0.38, 0.66)
"""How long the lines of the blur are, in parts of the width: always these, whatever they stand for."""


class Blur(QWidget):
    """Soft lines where writing would be. They are the same for everybody and tell nothing."""

    def __init__(self, lines: tuple[float, ...] = LINES) -> None:
        super().__init__()
        self._lines = lines
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        worn = theme.current()
        return QSize(worn.px(200), worn.px(24 * len(self._lines)))

    def paintEvent(self, event: QPaintEvent) -> None:
        worn, painter = theme.current(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        for number, part in enumerate(self._lines):
            for grown, strength in ((5, 0.25), (3, 0.4), (1, 0.6)):
                box = QRectF(worn.px(8), worn.px(24 * number + 7), part * self.width(), worn.px(10))
                if part:
                    self._smear(painter, box.adjusted(-grown, -grown, grown, grown), strength)
        painter.end()

    def _smear(self, painter: QPainter, box: QRectF, strength: float) -> None:
        fading = QLinearGradient(box.topLeft(), box.topRight())
        for place, share in ((0.0, 0.3), (0.08, 1.0), (0.92, 1.0), (1.0, 0.3)):
            colour = theme.current().colour("line")
            colour.setAlphaF(strength * share)
            fading.setColorAt(place, colour)
        painter.setBrush(fading)
        painter.drawRoundedRect(box, box.height() / 2, box.height() / 2)


class Covered(QWidget):
    """A part of a page that holds nothing until it is uncovered, and nothing again once it is covered.

    It covers itself when the window is hidden or locks, and when one goes to another place; what was asked before
    the window, which may repeat its words, then goes too. `turned` says whether it is open.
    """

    turned = Signal(bool)

    def __init__(self, seat: Seat, sentence: str, deed: str, ask: Callable[[], object]) -> None:
        super().__init__()
        self._sentence, self._deed, self._ask = sentence, deed, ask
        self._shell, self._place = seat.shell, ""
        self.is_open = False
        self._body = column(gap=16)
        self.setLayout(self._body)
        self._shell.hide_toggled.connect(self._hidden)
        self._shell.lock_requested.connect(self._hidden)
        self._shell.page_shown.connect(self._gone_to)
        self.cover()

    def uncover(self) -> None:
        """Ask for what is behind."""
        self.is_open, self._place = True, self._shell.page_key
        self.turned.emit(True)
        self._ask()

    def show_these(self, *items: Item) -> None:
        """Show what was asked for, unless it was covered meanwhile."""
        if not self.is_open:
            return
        hand = self.focusWidget()
        clear(self._body)
        for item in items:
            put(self._body, item)
        if hand is self.button:
            self._take_hand()

    def _take_hand(self) -> None:
        """The keyboard goes to the first thing shown, for the button it was on has gone."""
        for each in self.findChildren(QWidget):
            if each.focusPolicy() & Qt.FocusPolicy.TabFocus and each.isVisibleTo(self):
                each.setFocus()
                return

    def cover(self, _: object = None) -> None:
        """Take everything away."""
        self.is_open = False
        clear(self._body)
        card = Card()
        self.button = SecondaryButton(self._deed, "eye", self.uncover)
        words = Words(self._sentence, "muted")
        line = row(words, self.button, gap=16)
        line.setStretch(0, 1)
        card.add(line, Blur())
        self._body.addWidget(card)
        self.turned.emit(False)

    def _hidden(self, _: object = None) -> None:
        if self.is_open:
            self._shell.put_aside()
        self.cover()

    def _gone_to(self, place: str) -> None:
        if place != self._place and self.is_open:
            self.cover()
