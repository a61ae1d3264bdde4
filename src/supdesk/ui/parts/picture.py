"""Vector drawings on the screen."""

from PySide6.QtCore import QByteArray, QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QSizePolicy, QWidget

from supdesk.ui import theme


class SvgPicture(QWidget):
    """Shows an SVG sharply at any density, as large as fits with its proportions kept."""

    def __init__(self, svg: str = "", name: str = "", *, width: int = 0, height: int = 0) -> None:
        super().__init__()
        self._room = (width, height)
        self._renderer = QSvgRenderer(self)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self.set_svg(svg, name)

    def set_svg(self, svg: str, name: str = "") -> None:
        """Show another drawing; `name` is what a screen reader says of it."""
        if svg:
            self._renderer.load(QByteArray(svg.encode()))
        self._shown = bool(svg) and self._renderer.isValid()
        self.setAccessibleName(name)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        own = self._renderer.defaultSize()
        width, height = self._room
        if not self._shown or own.isEmpty():
            return QSize(theme.current().px(width), theme.current().px(height))
        if width and height:
            return QSize(theme.current().px(width), theme.current().px(height))
        factor = width / own.width() if width else height / own.height() if height else 1.0
        return QSize(theme.current().px(own.width() * factor), theme.current().px(own.height() * factor))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint() if any(self._room) else QSize(32, 32)

    def paintEvent(self, event: QPaintEvent) -> None:
        own = self._renderer.viewBoxF()
        if not self._shown or own.isEmpty():
            return
        factor = min(self.width() / own.width(), self.height() / own.height())
        box = QRectF(0, 0, own.width() * factor, own.height() * factor)
        box.moveCenter(QRectF(self.rect()).center())
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._renderer.render(painter, box)
        painter.end()
