"""A report's table on the screen, with its bars and how it was reckoned."""

from datetime import date

from supdesk.domain import reports
from supdesk.domain.days import brief_date
from supdesk.domain.reports import Bars
from supdesk.ui import theme
from supdesk.ui.parts import Card, Cell, Column, Row, SvgPicture, Table, Words
from supdesk.ui.parts.table import HEIGHT

WIDTH = 860
"""Pixels at 100 % the bars take."""
HEAD = 44
"""Pixels at 100 % the headings take, with the frame."""
DAY = 124
"""Pixels at 100 % a day takes."""
MOST = 12
"""Rows a table shows before it scrolls by itself."""


def table_card(table: reports.Table, picture: str = "") -> Card:
    """The table in a card of its own; `picture` is the SVG of its bars."""
    card = Card(table.title, note=table.note if table.rows else "")
    if not table.rows:
        card.add(Words(table.nothing, "muted"))
        return card
    shown = Table(table.title, [_column(table, place) for place in range(len(table.headings))])
    shown.set_rows([Row(str(number), [_cell(cell) for cell in row]) for number, row in enumerate(table.rows)])
    worn = theme.current()
    shown.setFixedHeight(worn.px(HEIGHT) * min(len(table.rows), MOST) + worn.px(HEAD))
    card.add(shown)
    if table.bars:
        card.add(Words(table.bars.title, "muted"), SvgPicture(picture, _in_words(table.bars), width=WIDTH))
    return card


def _column(table: reports.Table, place: int) -> Column:
    cells, title = [line[place] for line in table.rows], table.headings[place]
    if all(isinstance(cell, date) or cell is None for cell in cells):
        return Column(title, max(DAY, _wide(title)))
    counts = table.counts(place)
    return Column(title, _wide(title) if counts else 0, right=counts)


def _wide(title: str) -> int:
    """Room for a heading."""
    return max(72, 8 * len(title) + 34)


def _cell(cell: reports.Cell) -> Cell:
    if isinstance(cell, date):
        return Cell(brief_date(cell), sort=cell.isoformat())
    return Cell("" if cell is None else str(cell), sort=cell if isinstance(cell, int | float) else None)


def _in_words(bars: Bars) -> str:
    return f"{bars.title}: " + ", ".join(f"{label} {end}" for label, _, end in bars.bars)
