"""Tables that run over pages: their headings repeat, and a long cell continues in further rows without a rule."""

from collections.abc import Collection, Mapping, Sequence
from itertools import zip_longest
from types import MappingProxyType
from typing import Any

from reportlab.lib.enums import TA_RIGHT
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.platypus.flowables import Flowable
from reportlab.platypus.tables import Table

from supdesk.documents.boxes import HAIR, Dot
from supdesk.documents.fonts import BOLD
from supdesk.documents.wording import (
    ANSWER_BOLD,
    CELL,
    DASH,
    EMPTY,
    LABEL,
    LINE,
    NOTE,
    PALE,
    paragraph,
    paragraphs,
)

_PAD = 5.0
_WIDEST = 120.0
"""Points a column may ask for, however long its texts; a word is never broken while there is room."""
_LETTER = 4.9
"""Points a letter of a cell takes, more or less: it bounds how tall a piece of a cell gets."""


def grid(
    headings: Sequence[str],
    rows: Sequence[Sequence[str]],
    widths: Sequence[float],
    style: ParagraphStyle = CELL,
    *,
    right: Collection[int] = (),
    under: Mapping[int, int] = MappingProxyType({}),
) -> Table:
    """A ruled table, `widths` in points; without rows one empty row stands, as on paper.

    The columns of these numbers (`right`) are set to the right. `under` names the rows, counted from 0, that go on
    with the one above them, and from which column on.
    """
    styles = [_to_the_right(style) if place in right else style for place in range(len(headings))]
    heads = [_to_the_right(LABEL) if place in right else LABEL for place in range(len(headings))]
    cells: list[list[Any]] = [[paragraph(text, head) for text, head in zip(headings, heads, strict=True)]]
    starts: dict[int, int] = {}
    for number, row in enumerate(rows or [[""] * len(headings)]):
        first = starts[len(cells)] = under.get(number, 0)
        pieces = _pieces_of(row[first:], widths[first:], styles[first:])
        cells += [[""] * first + piece for piece in pieces]
    rules = _rules() + [("LINEABOVE", (first, start), (-1, start), HAIR, LINE) for start, first in starts.items()]
    rules += [("TOPPADDING", (0, row), (-1, row), 0) for row in range(1, len(cells)) if row not in starts]
    return Table(cells, colWidths=list(widths), repeatRows=1, style=rules, hAlign="LEFT")


def widths_for(
    headings: Sequence[str], rows: Sequence[Sequence[str]], measure: float, style: ParagraphStyle = CELL
) -> list[float]:
    """Each column first gets its longest word, then a share of what is left by what its longest text asks.

    `style` is the one the rows are set in.
    """
    size = max(style.fontSize, LABEL.fontSize)
    columns = _columns(headings, rows)
    least = _least(columns, size)
    asked = [
        max(low, min(_WIDEST, max(_wide(text, size) for text in set(column))))
        for low, column in zip(least, columns, strict=True)
    ]
    left = measure - sum(least)
    wanting = sum(asked) - sum(least)
    if left < 0:
        return [measure * low / sum(least) for low in least]
    share = left / wanting if wanting > left else 1.0
    widths = [low + (ask - low) * share for low, ask in zip(least, asked, strict=True)]
    return [width * measure / sum(widths) for width in widths]


def roomy(
    headings: Sequence[str], rows: Sequence[Sequence[str]], widths: Sequence[float], style: ParagraphStyle = CELL
) -> list[float]:
    """These widths, but no column narrower than its longest word while the others have room to give."""
    least = _least(_columns(headings, rows), max(style.fontSize, LABEL.fontSize))
    grown = [max(width, low) for width, low in zip(widths, least, strict=True)]
    over, room = sum(grown) - sum(widths), sum(grown) - sum(least)
    if over > room:
        return list(widths)
    return [wide - (wide - low) * over / (room or 1) for wide, low in zip(grown, least, strict=True)]


def _columns(headings: Sequence[str], rows: Sequence[Sequence[str]]) -> list[list[str]]:
    return [[heading, *(row[number] for row in rows)] for number, heading in enumerate(headings)]


def _least(columns: Sequence[Sequence[str]], size: float) -> list[float]:
    """How wide the longest word of each column is."""
    return [max(_wide(word, size) for text in set(column) for word in text.split() or [""]) for column in columns]


def _wide(text: str, size: float) -> float:
    return float(stringWidth(text, BOLD, size)) + 11


def _to_the_right(style: ParagraphStyle) -> ParagraphStyle:
    return ParagraphStyle(f"{style.name}-right", style, alignment=TA_RIGHT)


def _pieces_of(row: Sequence[str], widths: Sequence[float], styles: Sequence[ParagraphStyle]) -> list[list[Any]]:
    """One row as several, so that no piece is taller than a page."""
    columns = [
        paragraphs(text, style, max(60, int((width - 2 * _PAD) / _LETTER * 24)))
        if text
        else [paragraph(DASH, EMPTY)]
        for text, width, style in zip(row, widths, styles, strict=True)
    ]
    return [list(pieces) for pieces in zip_longest(*columns, fillvalue="")]


def _rules() -> list[tuple[Any, ...]]:
    return [
        ("BACKGROUND", (0, 0), (-1, 0), PALE),
        ("BOX", (0, 0), (-1, -1), HAIR, LINE),
        ("LINEBEFORE", (1, 0), (-1, -1), HAIR, LINE),
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("LEFTPADDING", (0, 0), (-1, -1), _PAD),
        ("RIGHTPADDING", (0, 0), (-1, -1), _PAD),
        ("TOPPADDING", (0, 0), (-1, -1), 3.5),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 4.5),
    ]


def matrix(
    questions: Sequence[tuple[str, int | None]], points: int, ends: tuple[str, str], measure: float
) -> Flowable:
    """Statements and the point of a scale chosen for each, `measure` points wide."""
    numbers = range(1, points + 1)
    said = "   ".join(f"{number} = {end}" for number, end in ((1, ends[0]), (points, ends[1])) if end)
    head = [paragraph(said, NOTE), *("" for _ in numbers), paragraph("Answer", LABEL)]
    cells: list[list[Any]] = [head]
    for text, chosen in questions:
        answer = paragraph(str(chosen), ANSWER_BOLD) if chosen else paragraph(DASH, EMPTY)
        cells.append([paragraph(text), *(Dot(number, number == chosen) for number in numbers), answer])
    widths = [measure - 26.0 * points - 46, *(26.0 for _ in numbers), 46.0]
    style = [
        ("BACKGROUND", (0, 0), (-1, 0), PALE),
        ("BOX", (0, 0), (-1, -1), HAIR, LINE),
        ("LINEABOVE", (0, 1), (-1, -1), HAIR, LINE),
        ("SPAN", (0, 0), (-2, 0)),
        ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
        ("LEFTPADDING", (0, 0), (-1, -1), 6.5),
        ("LEFTPADDING", (1, 0), (-2, -1), 0),
        ("RIGHTPADDING", (1, 0), (-2, -1), 0),
        ("TOPPADDING", (0, 0), (-1, -1), 4.5),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 5),
    ]
    return Table(cells, colWidths=widths, repeatRows=1, style=style, hAlign="LEFT")
