"""Bars: one picture of how far each of several reaches, on the screen and on paper, legible in grey."""

from collections.abc import Iterator

from reportlab.graphics.shapes import Drawing
from reportlab.lib.utils import simpleSplit

from supdesk.documents.drawn import to_drawing
from supdesk.documents.fonts import REGULAR
from supdesk.documents.picture import Part, Patch, Word, rectangle, to_svg
from supdesk.domain.reports import Bars

WIDTH = 520.0
_LEFT, _RIGHT, _LINE, _BAR = 190.0, 60.0, 22.0, 12.0
_LETTER = 9.6

_LIGHT = {"bar": "#005EB8", "rest": "#E9F1F9", "text": "#212B32", "muted": "#4C5A66", "line": "#8FA0B0"}
_DARK = {"bar": "#7DB8F4", "rest": "#1D3652", "text": "#EDF1F5", "muted": "#AEBAC5", "line": "#7A8996"}


def svg(bars: Bars, *, dark: bool = False, width: int = 520) -> str:
    """The bars as an SVG picture `width` pixels wide."""
    height = _height(bars)
    return to_svg(
        _picture(bars, _DARK if dark else _LIGHT), (WIDTH, height), (width, round(height * width / WIDTH))
    )


def drawing(bars: Bars, width: float = WIDTH) -> Drawing:
    """The bars as a drawing for the page, `width` points wide; the page's fonts must be registered."""
    return to_drawing(_picture(bars, _LIGHT), (WIDTH, _height(bars)), width)


def _height(bars: Bars) -> float:
    return sum(_line(label) for label, _, _ in bars.bars) + 6


def _line(label: str) -> float:
    return _LINE + _LETTER * 1.15 * (len(_lines(label)) - 1)


def _picture(bars: Bars, colors: dict[str, str]) -> Iterator[Part]:
    room, top = WIDTH - _LEFT - _RIGHT, 4.0
    for label, reach, end in bars.bars:
        lines, hidden = _lines(label), reach is None
        middle = top + (_line(label) - _LINE + _BAR) / 2
        for place, words in enumerate(lines):
            down = (place - (len(lines) - 1) / 2) * _LETTER * 1.15
            yield Word(words, _LEFT - 10, middle + _LETTER * 0.36 + down, _LETTER, colors["text"], anchor="end")
        edge = middle - _BAR / 2
        yield Patch(rectangle(_LEFT, edge, room, _BAR), colors["rest"], colors["line"], dashed=hidden)
        if reach:
            reached = room * min(reach / bars.most, 1.0)
            yield Patch(rectangle(_LEFT, edge, reached, _BAR), colors["bar"], colors["bar"])
        color = colors["muted" if hidden else "text"]
        yield Word(end, _LEFT + room + 8, middle + _LETTER * 0.36, _LETTER, color, bold=not hidden, anchor="start")
        top += _line(label)


def _lines(label: str) -> list[str]:
    """A label on as many lines as it takes."""
    return list(simpleSplit(label, REGULAR, _LETTER, _LEFT - 14))
