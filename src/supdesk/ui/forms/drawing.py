"""The drawing of a form's picture, filled where something was written, and what stands beside it."""

from functools import cache

from PySide6.QtCore import QEvent, QPointF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPolygonF, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QSizePolicy, QWidget

from supdesk.desk import picturing
from supdesk.forms.definition import Field as Definition
from supdesk.ui import theme
from supdesk.ui.parts import SvgPicture

LETTER = 44 / 3
"""Pixels of the letters on the picture: 11 points."""
LEAST, WIDEST = 340, 600
"""How narrow and how wide the picture may be, in pixels at 100 %."""
BESIDE = 660
"""From which width on what belongs to a picture stands beside it instead of below it."""


class Pair(QWidget):
    """A picture, and what belongs to it: beside it where there is room, else below."""

    def __init__(self, picture: QWidget, beside: QWidget, *, always_below: bool = False) -> None:
        super().__init__()
        self._always_below = always_below
        self._line = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        self._line.setContentsMargins(0, 0, 0, 0)
        self._line.setSpacing(theme.current().px(20))
        self._line.addWidget(picture, 5, Qt.AlignmentFlag.AlignTop)
        self._line.addWidget(beside, 3)
        beside.setMinimumWidth(theme.current().px(200))
        self.setLayout(self._line)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        wide = self.width() >= theme.current().px(BESIDE) and not self._always_below
        direction = QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom
        if self._line.direction() != direction:
            self._line.setDirection(direction)


class Drawing(SvgPicture):
    """The picture itself, as wide as there is room and as high as it then is."""

    def __init__(self, definition: Definition) -> None:
        super().__init__()
        self._definition = definition
        self._written: frozenset[str] = frozenset()
        self._drawn: tuple[object, ...] = ()
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setMinimumWidth(theme.current().px(LEAST))
        self.setMaximumWidth(theme.current().px(WIDEST))

    def fill(self, written: frozenset[str]) -> None:
        """Show which dimensions were written about."""
        self._written = written
        self._draw()

    def heightForWidth(self, width: int) -> int:
        return self.laid(width).height

    def sizeHint(self) -> QSize:
        width = max(self.width(), theme.current().px(LEAST))
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.current().px(LEAST), 32)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._draw()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._draw()

    def laid(self, width: int) -> picturing.Picture:
        """Where everything stands when it is so wide."""
        worn = theme.current()
        return _laid(self._definition, min(width, worn.px(WIDEST)), LETTER * worn.scale / 100)

    def corner(self) -> QPointF:
        """Where the picture begins: it stands in the middle."""
        laid = self.laid(self.width())
        wide = min(self.width(), theme.current().px(WIDEST))
        return QPointF((self.width() - wide) / 2, (self.height() - laid.height) / 2)

    def _draw(self) -> None:
        laid, dark = self.laid(self.width()), theme.current().scheme == "dark"
        if self._drawn == (laid, self._written, dark, self.size()):
            return
        self._drawn = (laid, self._written, dark, self.size())
        told = [each.label for each in self._definition.dimensions() if each.id in self._written]
        name = f"{self._definition.label}: {', '.join(told) or 'nothing written yet'}"
        self.set_svg(laid.svg(self._written, dark=dark), name)


@cache
def _laid(definition: Definition, width: int, letter: float) -> picturing.Picture:
    return picturing.picture(definition, width, letter, _measured)


@cache
def _measured(text: str, size: float, bold: bool) -> float:
    """How wide a text is in the letters that the drawing asks for."""
    font = QFont()
    font.setFamilies(["Noto Sans", "sans-serif"])
    font.setPixelSize(100)
    font.setBold(bold)
    return QFontMetricsF(font).horizontalAdvance(text) * size / 100


def polygon(points: picturing.Points) -> QPolygonF:
    """The points as an outline."""
    return QPolygonF([QPointF(x, y) for x, y in points])
