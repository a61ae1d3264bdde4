"""How a chosen thing looks: radio and tick marks, pills and discs, painted once for all that can be chosen."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QAbstractButton

from supdesk.ui import theme
from supdesk.ui.parts.buttons import paint_ring


def ring(button: QAbstractButton, radius: float | None = None) -> None:
    """The focus ring of something that can be chosen."""
    paint_ring(button, theme.current().colour("focus"), 1.0, radius)


def paint_mark(painter: QPainter, button: QAbstractButton, box: QRectF, *, round_mark: bool) -> None:
    """A radio mark (a disc in a ring) or a tick box, empty or filled."""
    worn, chosen = theme.current(), button.isChecked()
    edge = worn.colour("disabled" if not button.isEnabled() else "accent" if chosen else "control")
    box = box.adjusted(1, 1, -1, -1)
    filled = chosen and not round_mark
    painter.setPen(QPen(edge, 2 if chosen else 1.5))
    painter.setBrush(edge if filled else worn.colour("surface"))
    if round_mark:
        painter.drawEllipse(box)
    else:
        painter.drawRoundedRect(box, box.width() * 0.24, box.width() * 0.24)
    if chosen and round_mark:
        painter.setBrush(edge)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.drawEllipse(box.center(), box.width() * 0.27, box.width() * 0.27)
    elif chosen:
        _tick(painter, box)


def pill_size(button: QAbstractButton) -> QSize:
    """The room a pill takes, wide enough for its words in bold so that choosing it moves nothing."""
    worn = theme.current()
    wide = QFontMetrics(_bold(button)).horizontalAdvance(_words(button))
    return QSize(wide + worn.px(12 + 18 + 8 + 16), worn.px(40))


def paint_pill(button: QAbstractButton, *, round_mark: bool) -> None:
    """An option: mark, words, and an outline that thickens when chosen."""
    worn, chosen = theme.current(), button.isChecked()
    painter = QPainter(button)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    ground = "selected" if chosen else "hover" if button.underMouse() and button.isEnabled() else "surface"
    painter.setBrush(worn.colour(ground))
    painter.setPen(QPen(worn.colour("accent" if chosen else "control" if button.isEnabled() else "line"), 1))
    painter.drawRoundedRect(QRectF(button.rect()).adjusted(0.5, 0.5, -0.5, -0.5), worn.px(8), worn.px(8))
    side = worn.px(18)
    paint_mark(
        painter, button, QRectF(worn.px(12), (button.height() - side) / 2, side, side), round_mark=round_mark
    )
    painter.setFont(_bold(button) if chosen else button.font())
    painter.setPen(worn.colour("disabled" if not button.isEnabled() else "strong" if chosen else "text"))
    room = button.rect().adjusted(worn.px(38), 0, -worn.px(8), 0)
    painter.drawText(room, int(Qt.AlignmentFlag.AlignVCenter), _words(button))
    painter.end()
    if button.hasFocus():
        ring(button)


def paint_disc(button: QAbstractButton) -> None:
    """A numbered disc, filled and larger when chosen."""
    worn, chosen = theme.current(), button.isChecked()
    painter = QPainter(button)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    edge = 3.0 if chosen else 5.0
    disc = QRectF(button.rect()).adjusted(edge, edge, -edge, -edge)
    ground = "accent" if chosen else "hover" if button.underMouse() else "surface"
    painter.setBrush(worn.colour(ground))
    painter.setPen(QPen(worn.colour("accent" if chosen else "control"), 1))
    painter.drawEllipse(disc)
    painter.setFont(_bold(button) if chosen else button.font())
    painter.setPen(worn.colour("on_accent" if chosen else "text"))
    painter.drawText(button.rect(), int(Qt.AlignmentFlag.AlignCenter), button.text())
    painter.end()
    if button.hasFocus():
        ring(button, button.width() / 2)


def _tick(painter: QPainter, box: QRectF) -> None:
    points = [(0.24, 0.53), (0.43, 0.71), (0.77, 0.31)]
    path = QPolygonF([QPointF(box.x() + x * box.width(), box.y() + y * box.height()) for x, y in points])
    pen = QPen(theme.current().colour("on_accent"), box.width() * 0.13)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    painter.drawPolyline(path)


def _bold(button: QAbstractButton) -> QFont:
    font = QFont(button.font())
    font.setBold(True)
    return font


def _words(button: QAbstractButton) -> str:
    return button.text().replace("&&", "&")
