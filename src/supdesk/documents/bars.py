"""Bars: one picture of how far each of several reaches, on the screen and on paper, legible in grey."""

from collections.abc import Iterator

from reportlab.graphics.shapes import Drawing
from reportlab.pdfbase.pdfmetrics import stringWidth

from supdesk.documents.fonts import REGULAR
from supdesk.documents.picture import Part, Patch, Word, rectangle, to_drawing, to_svg
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
    return _LINE * len(bars.bars) + 6


def _picture(bars: Bars, colors: dict[str, str]) -> Iterator[Part]:
    room = WIDTH - _LEFT - _RIGHT
    for number, (label, reach, end) in enumerate(bars.bars):
        top = 4 + number * _LINE
        base = top + _BAR / 2 + _LETTER * 0.36
        yield Word(_fitting(label, _LEFT - 14), _LEFT - 10, base, _LETTER, colors["text"], anchor="end")
        hidden = reach is None
        yield Patch(rectangle(_LEFT, top, room, _BAR), colors["rest"], colors["line"], dashed=hidden)
        if reach:
            yield Patch(
                rectangle(_LEFT, top, room * min(reach / bars.most, 1.0), _BAR), colors["bar"], colors["bar"]
            )
        color = colors["muted" if hidden else "text"]
        yield Word(end, _LEFT + room + 8, base, _LETTER, color, bold=not hidden, anchor="start")


def _fitting(text: str, room: float) -> str:
    """As much of a label as fits, ended with an ellipsis where it is cut between words."""
    if stringWidth(text, REGULAR, _LETTER) <= room:
        return text
    words = text.split()
    while len(words) > 1 and stringWidth(" ".join(words) + "…", REGULAR, _LETTER) > room:
        words.pop()
    cut = " ".join(words)
    while len(cut) > 1 and stringWidth(cut + "…", REGULAR, _LETTER) > room:
        cut = cut[:-1]
    return cut.rstrip(" ,.;") + "…"
