"""The figures of a quarter or a year, as they would be written."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from supdesk.desk import reporting
from supdesk.desk.auditing import Doubt
from supdesk.domain.changes import Topic
from supdesk.domain.days import show_date
from supdesk.domain.errors import SupdeskError
from supdesk.domain.registers import Period
from supdesk.domain.reports import Report
from supdesk.ui import theme
from supdesk.ui.following import follow
from supdesk.ui.parts import Choice, Field, FieldRow, Pills, Words, clear, column, put
from supdesk.ui.parts.files import ask_folder
from supdesk.ui.reports.doubts import DoubtsForm
from supdesk.ui.reports.tables import WIDTH, table_card
from supdesk.ui.reports.writing import write_report
from supdesk.ui.seat import Seat

WHOLE, PUBLISHED = "whole", "published"
TOLD = {
    WHOLE: "Names and small numbers stand in it: it is not to be published.",
    PUBLISHED: "Nobody is named but you. A star stands for a small number; the others are rounded.",
}
TOO_SMALL = "Nearly all is stars: the team is too small for publishing."
TOPICS = (Topic.SESSIONS, Topic.PEOPLE, Topic.RECORDS, Topic.SETTINGS, Topic.FILES)
Drawn = tuple[Report, tuple[str, ...]] | SupdeskError
"""The report with the pictures of its tables, or why it is not to be published."""


class Figures(QWidget):
    """Choose a period, and whether it is to be published, see the figures, write them into a folder.

    `kind` is the report made of each of the `periods`, which have names; the one at `start` is shown first. `of`
    says of which organisation.
    """

    left = Signal()
    """Something else is looked at."""

    def __init__(
        self, seat: Seat, kind: str, periods: Sequence[tuple[str, Period]], start: int, of: Callable[[], str]
    ) -> None:
        super().__init__()
        self._seat, self._kind, self._periods = seat, kind, dict(periods)
        self._of = of
        names, label = list(self._periods), kind.capitalize()
        self.period = Field(label, Choice(label, names, pills=False))
        self.whom = Field("Figures", Pills("Figures", [(WHOLE, "Whole"), (PUBLISHED, "To be published")]))
        self._told, self._cards = Words("", "muted"), column(gap=16)
        self.shown: Report | None = None
        self._refused = ""
        self.setLayout(column(FieldRow(self.period, self.whom, gap=32), self._told, self._cards, gap=16))
        self.period.set_raw(names[start])
        self.whom.set_raw(WHOLE)
        self._choose()
        for each in (self.period, self.whom):
            each.edited.connect(lambda _: self.look())
        follow(seat, self, self._ask, self._show, *TOPICS, when=lambda: not self.isHidden())

    def choose(self, period: Period) -> None:
        """Show this period, where it is among those offered."""
        for name, each in self._periods.items():
            if each == period:
                self.period.set_raw(name)
                self.look()

    def look(self) -> None:
        """Show the figures of the period chosen."""
        self.left.emit()
        self._choose()
        self._seat.ask(self._ask, self._show, owner=self)

    def choose_folder(self) -> None:
        """Have a folder chosen and write the files; what may name somebody is asked about first."""
        if self._refused:
            self._seat.shell.tell(f"Nothing was written. {self._refused}", "warning")
        elif self._published:
            self._choose_folder(guarded=True)
        else:
            find = partial(reporting.in_doubt, self._seat.desk, self._kind, self._chosen, self._whose)
            self._seat.ask(find, self._ask_about, owner=self)

    def write(self, folder: Path, *, over: bool = False, guarded: bool = False) -> None:
        """Write the figures shown into `folder`, `over` the files that are there when asked to."""
        chosen, published = self._chosen, self._published
        report = partial(self._report, chosen, published=published, guarded=guarded)
        write_report(self._seat, report, folder, self.left, over=over)

    def _ask_about(self, found: tuple[Doubt, ...]) -> None:
        if found:
            DoubtsForm(self._seat.shell, found, lambda out: self._choose_folder(guarded=out))
        else:
            self._choose_folder(guarded=False)

    def _choose_folder(self, *, guarded: bool) -> None:
        if folder := ask_folder(self, "Folder for the report's files"):
            self.write(folder, guarded=guarded)

    def _choose(self) -> None:
        self._chosen, self._published = self._periods[self.period.raw()], self.whom.raw() == PUBLISHED
        self._whose = self._of()

    def _report(self, period: Period, *, published: bool, guarded: bool = False) -> Report:
        desk, whose = self._seat.desk, self._whose
        return reporting.report(desk, self._kind, period, whose, published=published, guarded=guarded)

    def _ask(self) -> Drawn:
        desk, dark = self._seat.desk, theme.current().scheme == "dark"
        try:
            report = self._report(self._chosen, published=self._published)
        except SupdeskError as refused:
            return refused
        return report, tuple(reporting.bars_svg(desk, table, dark=dark, width=WIDTH) for table in report.tables)

    def _show(self, found: Drawn) -> None:
        clear(self._cards)
        if isinstance(found, SupdeskError):
            self.shown, self._refused = None, found.sentence
            self._told.setText(found.sentence)
            return
        self.shown, pictures = found
        self._refused = ""
        day = reporting.AGAIN.format(show_date(self.shown.since)) if self.shown.since else ""
        small = TOO_SMALL if self.shown.mostly_hidden else ""
        told = (TOLD[self.whom.raw()], f"As at {show_date(self.shown.as_at)}.", day, small)
        self._told.setText(" ".join(filter(None, told)))
        for table, picture in zip(self.shown.tables, pictures, strict=True):
            put(self._cards, table_card(table, picture))
