"""The figures of a quarter, as they would be written."""

from datetime import date
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QWidget

from supdesk.desk import reporting
from supdesk.domain import reports
from supdesk.domain.changes import Topic
from supdesk.domain.days import brief_date, show_date
from supdesk.domain.quarters import recent
from supdesk.domain.reports import Bars, Report
from supdesk.ui import theme
from supdesk.ui.following import follow
from supdesk.ui.parts import (
    Card,
    Cell,
    Choice,
    Column,
    Field,
    Page,
    Pills,
    PrimaryButton,
    Row,
    SvgPicture,
    Table,
    Words,
    clear,
    column,
    put,
)
from supdesk.ui.parts.files import ask_folder
from supdesk.ui.parts.table import HEIGHT
from supdesk.ui.reports.writing import write_report
from supdesk.ui.seat import Seat

WHOLE, PUBLISHED = "whole", "published"
TOLD = {
    WHOLE: "For those it concerns: names and small numbers stand in it.",
    PUBLISHED: "Nobody is named. A star stands for a small number that is not shown; the others are rounded.",
}
QUARTERS = 5
WIDTH = 860
"""Pixels at 100 % the bars take."""
MOST = 12
"""Rows a table shows before it scrolls by itself."""
Drawn = tuple[Report, tuple[str, ...]]


class ReportsPage(Page):
    """Choose a quarter and whom it is for, see the figures, write them into a folder."""

    def __init__(self, seat: Seat) -> None:
        super().__init__("Reports", "Days and counts, never what was said.")
        self._seat = seat
        self._quarters = dict(recent(seat.desk.today, QUARTERS))
        self.quarter = Field("Quarter", Choice("Quarter", list(self._quarters)))
        self.whom = Field("For", Pills("For", [(WHOLE, "Those it concerns"), (PUBLISHED, "Everybody")]))
        self._told, self._cards = Words("", "muted"), column(gap=16)
        self.tables: list[Table] = []
        self.set_deeds([PrimaryButton("Write files…", "export", self.choose_folder)])
        self.add(self.quarter, self.whom, self._told, self._cards)
        self.quarter.set_raw(list(self._quarters)[1])
        self.whom.set_raw(WHOLE)
        self._choose()
        for each in (self.quarter, self.whom):
            each.edited.connect(lambda _: self.look())
        topics = (Topic.SESSIONS, Topic.PEOPLE, Topic.RECORDS, Topic.SETTINGS)
        follow(seat, self, self._ask, self._show, *topics)

    def look(self) -> None:
        """Show the figures of the quarter chosen."""
        self._choose()
        self._seat.ask(self._ask, self._show, owner=self)

    def choose_folder(self) -> None:
        """Have the person choose where the files go, and write them."""
        if folder := ask_folder(self, "Folder for the report's files"):
            self.write(folder)

    def write(self, folder: Path, *, over: bool = False) -> None:
        """Write the figures shown into `folder`, `over` the files that are there when asked to."""
        desk, period, published = self._seat.desk, self._period, self._published
        report = partial(reporting.quarter_pack, desk, period, published=published)
        write_report(self._seat, self, report, folder, over=over)

    def _choose(self) -> None:
        self._period, self._published = self._quarters[self.quarter.raw()], self.whom.raw() == PUBLISHED

    def _ask(self) -> Drawn:
        desk, dark = self._seat.desk, theme.current().scheme == "dark"
        report = reporting.quarter_pack(desk, self._period, published=self._published)
        return report, tuple(reporting.bars_svg(desk, table, dark=dark, width=WIDTH) for table in report.tables)

    def _show(self, found: Drawn) -> None:
        report, pictures = found
        self._told.setText(f"{TOLD[self.whom.raw()]} As at {show_date(report.as_at)}.")
        clear(self._cards)
        self.tables = []
        for table, picture in zip(report.tables, pictures, strict=True):
            put(self._cards, self._card(table, picture))

    def _card(self, table: reports.Table, picture: str) -> QWidget:
        card = Card(table.title, note=table.note)
        if not table.rows:
            card.add(Words(table.nothing, "muted"))
            return card
        shown = Table(table.title, [_column(table, place) for place in range(len(table.headings))])
        shown.set_rows([Row(str(number), [_cell(cell) for cell in row]) for number, row in enumerate(table.rows)])
        shown.setFixedHeight(theme.current().px(HEIGHT) * (min(len(table.rows), MOST) + 1))
        self.tables.append(shown)
        card.add(shown)
        if table.bars:
            card.add(Words(table.bars.title, "muted"), SvgPicture(picture, _in_words(table.bars), width=WIDTH))
        return card


def _column(table: reports.Table, place: int) -> Column:
    counts = all(isinstance(line[place], int | float) or line[place] in (None, "*") for line in table.rows)
    title = table.headings[place]
    return Column(title, max(72, 9 * len(title) + 36) if counts else 0, right=counts)


def _cell(cell: reports.Cell) -> Cell:
    if isinstance(cell, date):
        return Cell(brief_date(cell), sort=cell.isoformat())
    return Cell("" if cell is None else str(cell), sort=cell if isinstance(cell, int | float) else None)


def _in_words(bars: Bars) -> str:
    return f"{bars.title}: " + ", ".join(f"{label} {end}" for label, _, end in bars.bars)


def build(seat: Seat) -> QWidget:
    """The Reports page."""
    return ReportsPage(seat)
