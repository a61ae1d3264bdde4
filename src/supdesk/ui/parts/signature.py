"""A place to sign with mouse, pen or finger."""

from itertools import pairwise

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPainterPath, QPaintEvent, QPen, QTabletEvent
from PySide6.QtWidgets import QWidget

from supdesk.ui import theme
from supdesk.ui.parts.buttons import QuietButton
from supdesk.ui.parts.layouts import column, row
from supdesk.ui.parts.words import Words

Stroke = list[tuple[float, float]]


class SignaturePad(QWidget):
    """The pad, its line and a button that clears it; strokes are points from 0 to 1 of its width and height."""

    edited = Signal(object)

    def __init__(self, name: str, *, height: int = 176) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self._sheet = _Sheet(name, height)
        self._sheet.changed.connect(lambda: self.edited.emit(self.strokes()))
        self._clear = QuietButton("Clear", "undo", self._wipe, name=f"Clear {name}")
        hint = Words("Sign with mouse, pen or finger.", "muted")
        foot = row(hint, self._clear)
        foot.setStretch(0, 1)
        self.setLayout(column(self._sheet, foot, gap=4))
        self.setFocusProxy(self._clear)

    @property
    def empty(self) -> bool:
        """Whether nothing has been drawn."""
        return not self._sheet.strokes

    def strokes(self) -> list[Stroke]:
        """What was drawn, as lists of (x, y) from 0 to 1."""
        return [list(stroke) for stroke in self._sheet.strokes]

    def raw(self) -> list[Stroke]:
        """The same as `strokes`."""
        return self.strokes()

    def set_raw(self, value: object) -> None:
        """Show these strokes; anything else clears the pad."""
        self._sheet.strokes = (
            [[(float(x), float(y)) for x, y in stroke] for stroke in value] if isinstance(value, list) else []
        )
        self._sheet.update()

    def clear(self) -> None:
        """Take away what was drawn."""
        self.set_raw([])

    def aspect(self) -> float:
        """Width of the pad over its height, for drawing the strokes elsewhere in the same shape."""
        return self._sheet.width() / max(self._sheet.height(), 1)

    def _wipe(self) -> None:
        self.clear()
        self.edited.emit([])


class _Sheet(QWidget):
    """The sheet the pen writes on. It stays white in the dark scheme: it is paper."""

    changed = Signal()

    def __init__(self, name: str, height: int) -> None:
        super().__init__()
        self.strokes: list[Stroke] = []
        self._pen_down = False
        self.setAccessibleName(name)
        self.setFixedHeight(theme.current().px(height))
        self.setMinimumWidth(theme.current().px(280))
        self.setCursor(Qt.CursorShape.CrossCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_AcceptTouchEvents)

    def sizeHint(self) -> QSize:
        return QSize(theme.current().px(480), self.height())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._begin(event.position())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._go_on(event.position())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._end()

    def tabletEvent(self, event: QTabletEvent) -> None:
        if event.type() == QEvent.Type.TabletPress:
            self._begin(event.position())
        elif event.type() == QEvent.Type.TabletMove:
            self._go_on(event.position())
        elif event.type() == QEvent.Type.TabletRelease:
            self._end()
        event.accept()

    def paintEvent(self, event: QPaintEvent) -> None:
        worn, painter = theme.current(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(worn.colour("paper"))
        painter.setPen(QPen(worn.colour("control"), 1))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), worn.px(8), worn.px(8))
        foot = round(self.height() * 0.78)
        painter.setPen(QPen(Qt.GlobalColor.lightGray, 1))
        painter.drawLine(worn.px(24), foot, self.width() - worn.px(24), foot)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        ink = QPen(worn.colour("ink"), max(self.height() / 80, 2.0))
        ink.setCapStyle(Qt.PenCapStyle.RoundCap)
        ink.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        painter.setPen(ink)
        for stroke in self.strokes:
            painter.drawPath(self._path(stroke))
        painter.end()

    def _begin(self, spot: QPointF) -> None:
        self._pen_down = True
        self.strokes.append([self._share(spot)])
        self.update()

    def _go_on(self, spot: QPointF) -> None:
        if self._pen_down:
            self.strokes[-1].append(self._share(spot))
            self.update()

    def _end(self) -> None:
        if self._pen_down:
            self._pen_down = False
            self.changed.emit()

    def _share(self, spot: QPointF) -> tuple[float, float]:
        x, y = spot.x() / max(self.width(), 1), spot.y() / max(self.height(), 1)
        return round(min(max(x, 0.0), 1.0), 4), round(min(max(y, 0.0), 1.0), 4)

    def _path(self, stroke: Stroke) -> QPainterPath:
        """The stroke through the middles of its steps, so that a quick hand still makes a smooth line."""
        spots = [QPointF(x * self.width(), y * self.height()) for x, y in stroke]
        path = QPainterPath(spots[0])
        for before, after in pairwise(spots):
            path.quadTo(before, (before + after) / 2)
        path.lineTo(spots[-1] if len(spots) > 1 else spots[0] + QPointF(0.1, 0))
        return path
