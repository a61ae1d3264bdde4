"""Buttons by weight: one primary to a screen, secondary beside it, quiet otherwise, danger for what is final."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QPushButton, QWidget

from supdesk.ui import icons, theme
from supdesk.ui.parts.words import plain_tip


class Button(QPushButton):
    """A push button that wears its weight, keeps its icon in the theme's colour and shows a ring when focused."""

    kind = "secondary"
    tone = "strong"
    ring = "focus"
    gap = 5
    """Clear pixels between drawing and words."""

    def __init__(
        self, text: str, icon: str = "", on: Callable[[], object] | None = None, *, name: str = "", hint: str = ""
    ) -> None:
        super().__init__(text.replace("&", "&&"))
        self._icon = icon
        self._gap = self.gap if text else 0
        self.setProperty("kind", self.kind)
        self.setAccessibleName(name or text)
        self.setToolTip(plain_tip(hint))
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAutoDefault(False)
        self._tint()
        if on is not None:
            self.clicked.connect(lambda: on())

    def set_icon(self, icon: str) -> None:
        """Show another drawing beside the words."""
        self._icon = icon
        self._tint()

    def words(self) -> str:
        """The words on the button as people read them."""
        return self.text().replace("&&", "&")

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and theme.current() is not self._tinted:
            self._tint()

    def keyPressEvent(self, event: object) -> None:
        """Enter presses a focused button, as Space does."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):  # type: ignore[attr-defined]
            self.click()
            return
        super().keyPressEvent(event)  # type: ignore[arg-type]

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.hasFocus():
            inset = 3.0 if self.ring.startswith("on_") else 1.0
            paint_ring(self, theme.current().colour(self.ring), inset)

    def _tint(self) -> None:
        self._tinted = theme.current()
        if self._icon:
            self.setIcon(icons.icon(self._icon, self.tone, 18, self._gap))
            self.setIconSize(icons.box(18, self._gap))


class PrimaryButton(Button):
    """The one deed this screen is for."""

    kind, tone, ring = "primary", "on_primary", "on_primary"


class SecondaryButton(Button):
    """Something else a person may well want here."""


class QuietButton(Button):
    """A deed that should not call for attention."""

    kind = "quiet"


class DangerButton(Button):
    """A deed that cannot be undone."""

    kind, tone, ring = "danger", "on_danger", "on_danger"


class ToolButton(Button):
    """A small button inside another control; it has no room for words, so `name` says what it does."""

    kind, tone = "tool", "muted"

    def __init__(self, name: str, icon: str, on: Callable[[], object] | None = None) -> None:
        super().__init__("", icon, on, name=name, hint=name)

    def sizeHint(self) -> QSize:
        side = theme.current().px(30)
        return QSize(side, side)


def paint_ring(widget: QWidget, colour: QColor, inset: float = 1.0, radius: float | None = None) -> None:
    """Draw the ring that shows where the keyboard is."""
    painter = QPainter(widget)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(colour, 2))
    round_off = theme.current().px(8) - inset if radius is None else radius
    edge = QRectF(widget.rect()).adjusted(inset, inset, -inset, -inset)
    painter.drawRoundedRect(edge, round_off, round_off)
    painter.end()
