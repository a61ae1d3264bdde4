"""The parts of a picture as a ReportLab drawing for the page."""

from collections.abc import Iterable
from math import cos, pi, sin

from reportlab.graphics.shapes import Drawing, Group, Polygon, String
from reportlab.lib.colors import Color, HexColor

from supdesk.documents.fonts import BOLD, REGULAR, plain
from supdesk.documents.picture import Part, Patch


def to_drawing(parts: Iterable[Part], box: tuple[float, float], width: float, line: float = 1) -> Drawing:
    """The parts as a drawing for the page, `width` points wide, its lines `line` of the picture's own units wide;
    the page's fonts must be registered."""
    scale = width / box[0]
    height = box[1] * scale
    picture = Drawing(width, height)
    whole = Group(transform=(scale, 0, 0, -scale, 0, height))
    for part in parts:
        whole.add(_as_shape(part, line))
    picture.add(whole)
    return picture


def _as_shape(part: Part, line: float) -> Polygon | Group:
    if isinstance(part, Patch):
        points = [round(place, 2) for point in part.points for place in point]
        dash = [3 * line, 2.5 * line] if part.dashed else None
        fill, edge = _color(part.fill), _color(part.line)
        return Polygon(points, fillColor=fill, strokeColor=edge, strokeWidth=line, strokeDashArray=dash)
    font = BOLD if part.bold else REGULAR
    word = String(0, 0, plain(part.text), fontName=font, fontSize=part.size, textAnchor=part.anchor)
    word.fillColor = HexColor(part.color)
    turn = part.turn * pi / 180
    upright = (cos(turn), sin(turn), sin(turn), -cos(turn), part.x, part.y)
    return Group(word, transform=upright)


def _color(name: str) -> Color | None:
    return None if name == "none" else HexColor(name)
