"""Lists of things that wait: a badge that says a state by word and shape, the row with the one button."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QSizePolicy, QWidget

from supdesk.ui import icons, theme
from supdesk.ui.parts.buttons import Button, SecondaryButton, paint_ring
from supdesk.ui.parts.field import Glyph
from supdesk.ui.parts.layouts import clear, column, row
from supdesk.ui.parts.words import Line, Words

SHAPES = {"neutral": "circle", "info": "info", "good": "ok", "warning": "warning", "danger": "danger"}
"""The drawing that goes with each tone, so that no state is told by colour alone."""


class Badge(QWidget):
    """A state in a word, with the shape and colour of its tone: neutral, info, good, warning or danger."""

    def __init__(self, text: str, tone: str = "neutral") -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.set_state(text, tone)

    def set_state(self, text: str, tone: str) -> None:
        """Show another state."""
        self.text, self.tone = text, tone
        self.setAccessibleName(text)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return badge_size(self.text, self.font())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_badge(painter, QRectF(self.rect()), self.text, self.tone, self.font())
        painter.end()


def badge_size(text: str, font: QFont) -> QSize:
    """The room a badge of these words takes, in pixels."""
    worn = theme.current()
    wide = QFontMetrics(_bold(font)).horizontalAdvance(text)
    return QSize(wide + worn.px(8 + 16 + 5 + 10), worn.px(26))


def paint_badge(painter: QPainter, box: QRectF, text: str, tone: str, font: QFont) -> None:
    """Paint a badge; tables do so without a widget for each cell."""
    worn, density = theme.current(), painter.device().devicePixelRatioF()
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(worn.colour(f"{tone}_tint"))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.drawRoundedRect(box, box.height() / 2, box.height() / 2)
    side = worn.px(16)
    spot = QRectF(box.x() + worn.px(8), box.center().y() - side / 2, side, side).toRect()
    painter.drawPixmap(spot, icons.pixmap(SHAPES[tone], f"{tone}_text", 16, density))
    painter.setFont(_bold(font))
    painter.setPen(QPen(worn.colour(f"{tone}_text")))
    room = box.adjusted(worn.px(29), 0, 0, 0)
    painter.drawText(room, int(Qt.AlignmentFlag.AlignVCenter), text)
    painter.restore()


class ListRow(QFrame):
    """Something that waits: drawing, title, subtitle, its state, and the one button that moves it on.

    With `opens` the row itself can be opened too, by click or Enter; `stacked` suits a narrow column.
    """

    acted = Signal()
    opened = Signal()

    def __init__(
        self,
        title: str,
        subtitle: str = "",
        *,
        icon: str = "",
        badge: Badge | None = None,
        deed: str | Button = "",
        on: Callable[[], object] | None = None,
        opens: Callable[[], object] | None = None,
        stacked: bool = False,
    ) -> None:
        super().__init__()
        self.title, self.subtitle = Words(title, "strong"), Words(subtitle, "muted")
        if not subtitle:
            self.subtitle.hide()
        self.button = deed if isinstance(deed, Button) else SecondaryButton(deed) if deed else None
        self._opens = opens
        self.setAccessibleName(", ".join(part for part in (title, subtitle, badge.text if badge else "") if part))
        self._lay(icon, badge, stacked)
        if self.button is not None:
            self.button.setMinimumWidth(theme.current().px(104))
            self.button.setAccessibleDescription(title)
            self.button.clicked.connect(lambda: self.acted.emit())
        if on is not None:
            self.acted.connect(on)
        if opens is not None:
            self.opened.connect(opens)
            self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            self.setCursor(Qt.CursorShape.PointingHandCursor)

    def say_done(self, subtitle: str) -> None:
        """Say in the subtitle what became of it; its button goes."""
        self.subtitle.setText(subtitle)
        self.setAccessibleName(f"{self.title.text()}, {subtitle}")
        if self.button is not None:
            self.button.hide()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._opens and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.opened.emit()
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if (
            self._opens
            and event.button() == Qt.MouseButton.LeftButton
            and self.rect().contains(event.position().toPoint())
        ):
            self.opened.emit()
        else:
            super().mouseReleaseEvent(event)

    def enterEvent(self, event: QEvent) -> None:
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        worn = theme.current()
        if self._opens and self.underMouse():
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(worn.colour("hover"))
            painter.drawRoundedRect(self.rect(), worn.px(8), worn.px(8))
            painter.end()
        if self.hasFocus():
            paint_ring(self, worn.colour("focus"))

    def _lay(self, icon: str, badge: Badge | None, stacked: bool) -> None:
        words = column(self.title, self.subtitle, gap=1)
        left = [Glyph(icon, "muted", 20)] if icon else []
        if stacked:
            foot = row(*([badge] if badge else []), None, *([self.button] if self.button else []), gap=8)
            self.setLayout(column(row(*left, words, gap=12), foot, gap=8, margin=(0, 10, 0, 10)))
            return
        line = row(*left, words, *([badge] if badge else []), *([self.button] if self.button else []), gap=16)
        line.setContentsMargins(*(theme.current().px(edge) for edge in (12, 10, 12, 10)))
        line.setStretch(len(left), 1)
        self.setLayout(line)


class Rows(QWidget):
    """Rows one under another with hairlines between."""

    def __init__(self, *rows: QWidget) -> None:
        super().__init__()
        self._column = column(gap=0)
        self.setLayout(self._column)
        self.set_rows(rows)

    def set_rows(self, rows: tuple[QWidget, ...] | list[QWidget]) -> None:
        """Show these rows in place of those shown."""
        clear(self._column)
        for place, each in enumerate(rows):
            if place:
                self._column.addWidget(Line())
            self._column.addWidget(each)


def _bold(font: QFont) -> QFont:
    bold = QFont(font)
    bold.setBold(True)
    return bold
