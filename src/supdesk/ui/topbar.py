"""The top bar: the way back, search over everything, hide and lock."""

from PySide6.QtCore import QRect, QTimer, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QLineEdit

from supdesk.ui import icons, theme
from supdesk.ui.parts.buttons import QuietButton
from supdesk.ui.parts.layouts import row

PAUSE = 250
"""Milliseconds without a key after which the words typed so far are searched for."""


class SearchBox(QLineEdit):
    """Where one types what to look for; it says so after a short pause, and at once on Enter.

    Enter also says `entered`: what is found first is to be opened.
    """

    wanted = Signal(str)
    entered = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("search")
        self.setAccessibleName("Search everything")
        self.setPlaceholderText("Search everything   Ctrl+K")
        self.setClearButtonEnabled(False)
        self.setMaximumWidth(theme.current().px(520))
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE)
        self._pause.timeout.connect(self._say)
        self.textEdited.connect(lambda _: self._pause.start())
        self.returnPressed.connect(self._enter)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        side, edge = theme.current().px(18), theme.current().px(12)
        painter = QPainter(self)
        spot = QRect(edge, (self.height() - side) // 2, side, side)
        painter.drawPixmap(spot, icons.pixmap("search", "muted", 18, self.devicePixelRatioF()))
        painter.end()

    def _enter(self) -> None:
        self._say()
        self.entered.emit()

    def _say(self) -> None:
        self._pause.stop()
        self.wanted.emit(self.text().strip())


class TopBar(QFrame):
    """The bar above every page."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "topbar")
        self.back = QuietButton("Back", "back", hint="Back (Escape or Alt+Left)")
        self.back.hide()
        self.search = SearchBox()
        self.hide_button = QuietButton("Hide", "hide", hint="Hide everything at once (F9)")
        self.lock_button = QuietButton("Lock", "lock", hint="Lock the vault (Ctrl+L)")
        line = row(self.back, self.search, None, self.hide_button, self.lock_button, gap=8, margin=(32, 8, 24, 8))
        line.setStretch(1, 4)
        self.setLayout(line)
        self.setFixedHeight(theme.current().px(60))
