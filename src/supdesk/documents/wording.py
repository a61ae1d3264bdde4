"""Running text as paragraphs: the styles of the page, and long answers in pieces."""

from collections.abc import Iterator

from reportlab.lib.colors import Color, HexColor
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus.paragraph import Paragraph

from supdesk.documents.fonts import BOLD, ITALIC, REGULAR, markup, plain_lines

TEXT = HexColor("#212B32")
MUTED = HexColor("#4C5A66")
FAINT = HexColor("#8A96A1")
LINE = HexColor("#B9C4CE")
BLUE = HexColor("#005EB8")
DEEP = HexColor("#003087")
TINT = HexColor("#E9F1F9")
PALE = HexColor("#F5F7FA")
INK = HexColor("#14213D")
WARN = HexColor("#7A4100")
WARN_TINT = HexColor("#FFF3DC")

DASH = "–"
MOST = 2_500
"""Characters of a paragraph: ReportLab's time grows with the square of its length."""


def _style(name: str, size: float, leading: float, font: str = REGULAR, color: Color = TEXT) -> ParagraphStyle:
    return ParagraphStyle(name, fontName=font, fontSize=size, leading=leading, textColor=color)


ANSWER = _style("answer", 9.8, 13.6)
ANSWER_BOLD = _style("answer-bold", 9.8, 13.6, BOLD)
CELL = _style("cell", 9, 12.2)
SMALL = _style("small", 7.8, 10.4)
LABEL = _style("label", 7.8, 11.2, BOLD, MUTED)
HEADING = _style("heading", 10.4, 13.5, BOLD, DEEP)
TITLE = _style("title", 20, 25, BOLD, DEEP)
WORD = _style("word", 12, 15, BOLD)
NOTE = _style("note", 8.2, 11.4, REGULAR, MUTED)
ASIDE = _style("aside", 8.2, 11.4, ITALIC, MUTED)
EMPTY = _style("empty", 9.8, 13.6, REGULAR, FAINT)
BANNER = _style("banner", 9.6, 13, BOLD, WARN)


def paragraph(text: str, style: ParagraphStyle = ANSWER) -> Paragraph:
    """One short text, safe from markup."""
    return Paragraph(markup(text, style.fontName), style)


def paragraphs(text: str, style: ParagraphStyle = ANSWER, most: int = MOST) -> list[Paragraph]:
    """A text of any length in pieces that set quickly and fit on a page."""
    return [paragraph(piece, style) for piece in pieces(text, most)] or [paragraph(DASH, EMPTY)]


def pieces(text: str, most: int = MOST, lines: int = 25) -> Iterator[str]:
    """`text` cut into runs of at most `most` characters and `lines` lines, where a reader would least mind."""
    text = plain_lines(text)
    start = 0
    while start < len(text):
        end = _cut(text, start, most, lines)
        yield text[start:end]
        start = end + 1 if text[end : end + 1] in ("\n", " ") else end


def _cut(text: str, start: int, most: int, lines: int) -> int:
    window = text[start : start + most]
    for line, place in enumerate(_ends(window), 1):
        if line == lines:
            return start + place
    if start + most >= len(text):
        return len(text)
    least = most // 2
    for ending in ("\n", ". ", " "):
        place = window.rfind(ending, least)
        if place > 0:
            return start + place + len(ending) - 1
    return start + most


def _ends(window: str) -> Iterator[int]:
    place = window.find("\n")
    while place >= 0:
        yield place
        place = window.find("\n", place + 1)


def short(digest: str) -> str:
    """The beginning of a digest, in groups a person can compare."""
    return " ".join(digest[first : first + 4] for first in range(0, min(16, len(digest)), 4))
