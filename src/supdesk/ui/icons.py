"""Line icons in the theme's colours, sharp at any density; each is drawn once and kept."""

from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QGuiApplication, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from supdesk.ui import theme

_DENSITIES = (1.0, 1.5, 2.0, 3.0)


def icon(name: str, tone: str = "text", size: int = 18, gap: int = 0) -> QIcon:
    """The named icon, `size` scaled pixels high, with `gap` clear pixels to its right.

    `tone` is a colour token. Empty before a theme is worn. Raises FileNotFoundError for a name that has no drawing.
    """
    worn = theme.current()
    made = QIcon()
    if worn.resources is None:
        return made
    for density in _densities():
        for mode, shade in ((QIcon.Mode.Normal, tone), (QIcon.Mode.Disabled, "disabled")):
            colour = worn.colour(shade).name()
            drawn = _drawn(worn.resources, name, colour, worn.px(size), worn.px(gap), density)
            made.addPixmap(drawn, mode)
    return made


def _densities() -> Iterator[float]:
    """Those that the screens of this machine have."""
    densest = QGuiApplication.instance().devicePixelRatio()  # type: ignore[union-attr]
    for density in _DENSITIES:
        yield density
        if density >= densest:
            return


def pixmap(name: str, tone: str = "text", size: int = 18, density: float = 1.0) -> QPixmap:
    """The named icon as a picture of `size` scaled pixels for a screen of that density."""
    worn = theme.current()
    if worn.resources is None:
        return QPixmap()
    return _drawn(worn.resources, name, worn.colour(tone).name(), worn.px(size), 0, density)


def box(size: int = 18, gap: int = 0) -> QSize:
    """The room an icon takes, in pixels."""
    worn = theme.current()
    return QSize(worn.px(size) + worn.px(gap), worn.px(size))


@lru_cache(maxsize=1024)
def _drawn(resources: Path, name: str, colour: str, size: int, gap: int, density: float) -> QPixmap:
    svg = _source(resources, name).replace("currentColor", colour)
    picture = QPixmap(round((size + gap) * density), round(size * density))
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    QSvgRenderer(QByteArray(svg.encode())).render(painter, QRectF(0, 0, size * density, size * density))
    painter.end()
    picture.setDevicePixelRatio(density)
    return picture


@lru_cache(maxsize=128)
def _source(resources: Path, name: str) -> str:
    return (resources / "icons" / f"{name}.svg").read_text("utf-8")
