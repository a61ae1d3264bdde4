"""What the window says by itself: a banner, an empty state that teaches, and where one is in a few steps."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QSizePolicy, QWidget

from supdesk.ui import icons, theme
from supdesk.ui.parts.buttons import Button, QuietButton
from supdesk.ui.parts.field import Glyph
from supdesk.ui.parts.layouts import Item, column, row
from supdesk.ui.parts.rows import SHAPES
from supdesk.ui.parts.words import Words


class Banner(QFrame):
    """A sentence across the page in one of the tones info, good, warning, danger, with the deeds there are."""

    closed = Signal()

    def __init__(
        self,
        sentence: str,
        tone: str = "info",
        *deeds: tuple[str, Callable[[], object]] | None,
        closable: bool = False,
    ) -> None:
        super().__init__()
        self.setProperty("kind", "banner")
        self.setProperty("tone", tone)
        self.setAccessibleName(sentence)
        self.words = Words(sentence, selectable=False)
        buttons: list[QWidget] = [QuietButton(deed[0], on=deed[1]) for deed in deeds if deed]
        if closable:
            buttons.append(QuietButton("Close", on=self._close, name="Close this message"))
        line = row(Glyph(SHAPES[tone], f"{tone}_text", 20), self.words, *buttons, gap=12, margin=(16, 8, 8, 8))
        line.setStretch(1, 1)
        self.setLayout(line)
        self.setMinimumHeight(theme.current().px(48))

    def _close(self) -> None:
        self.hide()
        self.closed.emit()


class Ribbon(QFrame):
    """A quiet strip across the window that stays: what this vault is or lacks, and the deed for it."""

    def __init__(
        self, sentence: str, tone: str = "info", deed: tuple[str, Callable[[], object]] | None = None
    ) -> None:
        super().__init__()
        self.setProperty("kind", "ribbon")
        self.setProperty("tone", tone)
        self.setAccessibleName(sentence)
        self.words = Words(sentence, selectable=True)
        self.button = QuietButton(deed[0], on=deed[1]) if deed else None
        buttons = [self.button] if self.button else []
        line = row(Glyph(SHAPES[tone], f"{tone}_text", 18), self.words, *buttons, gap=12, margin=(32, 4, 24, 4))
        line.setStretch(1, 1)
        self.setLayout(line)
        self.setMinimumHeight(theme.current().px(40))


class EmptyState(QWidget):
    """What stands where nothing is yet: a drawing, what this place is for, and the deed that begins it."""

    def __init__(self, icon: str, title: str, sentence: str, button: Button | None = None) -> None:
        super().__init__()
        self.setAccessibleName(f"{title}. {sentence}")
        heading, words = Words(title, "heading", wrap=False), Words(sentence, "muted")
        words.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        words.setFixedWidth(theme.current().px(440))
        middle = [row(None, each, None) for each in (_Disc(icon), heading, words)]
        foot: list[Item] = [8, row(None, button, None)] if button is not None else []
        stack = column(None, middle[0], 8, middle[1], middle[2], *foot, gap=8, margin=32)
        stack.setStretch(0, 2)
        stack.addStretch(3)
        self.setLayout(stack)


class _Disc(QWidget):
    """A drawing on a tinted disc."""

    def __init__(self, icon: str) -> None:
        super().__init__()
        self._icon = icon
        self.setFixedSize(theme.current().px(72), theme.current().px(72))

    def paintEvent(self, event: QPaintEvent) -> None:
        worn, painter = theme.current(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(worn.colour("info_tint"))
        painter.drawEllipse(self.rect())
        side = worn.px(32)
        drawn = icons.pixmap(self._icon, "accent", 32, self.devicePixelRatioF())
        painter.drawPixmap((self.width() - side) // 2, (self.height() - side) // 2, drawn)
        painter.end()


class Steps(QWidget):
    """Where one is in a few steps: done ones ticked, the present one filled, those to come hollow."""

    def __init__(self, names: Sequence[str], now: int = 0) -> None:
        super().__init__()
        self._names = tuple(names)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.set_now(now)

    def set_now(self, place: int) -> None:
        """Stand on that step, counted from 0."""
        self.now = place
        self.setAccessibleName(f"Step {place + 1} of {len(self._names)}: {self._names[place]}")
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme.current().px(140) * len(self._names), theme.current().px(36))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        widths = [self._width(name) for name in self._names]
        room = (self.width() - sum(widths)) / max(len(widths) - 1, 1)
        gap = min(max(room, theme.current().px(16)), theme.current().px(72))
        left = 0.0
        for place, width in enumerate(widths):
            self._draw(painter, place, left)
            if place + 1 < len(widths):
                self._join(painter, left + width, gap)
            left += width + gap
        painter.end()

    def _width(self, name: str) -> float:
        return theme.current().px(28 + 8) + QFontMetrics(_weight(self.font(), True)).horizontalAdvance(name)

    def _join(self, painter: QPainter, left: float, gap: float) -> None:
        middle, inset = self.height() / 2, theme.current().px(8)
        painter.setPen(QPen(theme.current().colour("control"), 1))
        painter.drawLine(round(left + inset), round(middle), round(left + gap - inset), round(middle))

    def _draw(self, painter: QPainter, place: int, left: float) -> None:
        worn, side = theme.current(), theme.current().px(28)
        disc = QRectF(left + 1, (self.height() - side) / 2 + 1, side - 2, side - 2)
        here, done = place == self.now, place < self.now
        painter.setPen(QPen(worn.colour("control" if place > self.now else "accent"), 1.5))
        painter.setBrush(worn.colour("primary" if here else "selected" if done else "surface"))
        painter.drawEllipse(disc)
        painter.setFont(_weight(self.font(), True))
        painter.setPen(worn.colour("on_primary" if here else "muted"))
        if done:
            painter.drawPixmap(
                disc.center().toPoint() - _half(18), icons.pixmap("tick", "strong", 18, self.devicePixelRatioF())
            )
        else:
            painter.drawText(disc, int(Qt.AlignmentFlag.AlignCenter), str(place + 1))
        painter.setFont(_weight(self.font(), here))
        painter.setPen(worn.colour("text" if here or done else "muted"))
        words = QRectF(left + worn.px(36), 0, self.width(), self.height())
        painter.drawText(words, int(Qt.AlignmentFlag.AlignVCenter), self._names[place])


def _half(size: int) -> QPoint:
    return QPoint(theme.current().px(size) // 2, theme.current().px(size) // 2)


def _weight(font: QFont, bold: bool) -> QFont:
    made = QFont(font)
    made.setBold(bold)
    return made
