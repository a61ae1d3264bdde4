"""Attendance statements: who would be told what, looked at before all of them are written in one deed."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from supdesk.desk import stating
from supdesk.desk.stating import Outlook
from supdesk.domain.changes import Topic
from supdesk.domain.days import LONDON
from supdesk.domain.quarters import recent, recent_years
from supdesk.domain.registers import Period
from supdesk.domain.reports import Report, Table
from supdesk.domain.statements import Sent, Statement, Towards
from supdesk.ui.exporting import Export, write_files
from supdesk.ui.following import follow
from supdesk.ui.parts import (
    Badge,
    Card,
    Choice,
    Field,
    FieldRow,
    ListRow,
    Page,
    Pills,
    Rows,
    Words,
    clear,
    column,
    put,
)
from supdesk.ui.parts.files import ask_folder
from supdesk.ui.reports.tables import table_card
from supdesk.ui.seat import Seat

TOWARDS = [(Towards.MANAGERS.value, "Line managers"), (Towards.LEADS.value, "Service leads")]
TOLD = (
    "Each reads of their own people only: days, and whether they came. One sealed PDF each, with a number and no "
    "name in its file name, and a mail draft where the address is known."
)
NOBODY = {
    Towards.MANAGERS: "No line manager is written down yet. Add them under People.",
    Towards.LEADS: "Nobody under People is service lead of a service you supervise.",
}
WITHOUT = {
    Towards.MANAGERS: "No line manager is written down for them.",
    Towards.LEADS: "Their service has no lead under People.",
}
TOPICS = (Topic.SESSIONS, Topic.PEOPLE, Topic.SETTINGS, Topic.FILES)
Found = tuple[Outlook, list[Sent]]


class Statements(QWidget):
    """Choose a period and to whom, see who gets what, write all of it into a folder."""

    left = Signal()
    """Something else is looked at."""

    def __init__(self, seat: Seat) -> None:
        super().__init__()
        self._seat = seat
        today = seat.desk.today
        self._periods: dict[str, Period] = dict([*recent(today), *recent_years(today, 2)])
        self.period = Field("Period", Choice("Period", list(self._periods), pills=False))
        self.towards = Field("To", Pills("To", TOWARDS))
        self._cards = column(gap=16)
        line = FieldRow(self.period, self.towards, gap=32)
        self.setLayout(column(line, Words(TOLD, "muted"), self._cards, gap=16))
        self.period.set_raw(list(self._periods)[1])
        self.towards.set_raw(Towards.MANAGERS.value)
        self._choose()
        for each in (self.period, self.towards):
            each.edited.connect(lambda _: self.look())
        follow(seat, self, self._ask, self._show, *TOPICS, when=lambda: not self.isHidden())

    def look(self) -> None:
        """Show who gets what of the period chosen."""
        self.left.emit()
        self._choose()
        self._seat.ask(self._ask, self._show, owner=self)

    def choose_folder(self) -> None:
        """Have the person choose where the files go, and write them."""
        if folder := ask_folder(self, "Folder for the statements"):
            self.write(folder)

    def write(self, folder: Path, *, over: bool = False) -> None:
        """Write every statement shown into `folder`, `over` the files that are there when asked to."""
        desk = self._seat.desk
        made = Export(partial(stating.prepare, desk, self._chosen, self._to), partial(stating.note, desk))
        write_files(self._seat, made, folder, self.left, over=over)

    def _choose(self) -> None:
        self._chosen, self._to = self._periods[self.period.raw()], Towards(self.towards.raw())

    def _ask(self) -> Found:
        desk = self._seat.desk
        return stating.outlook(desk, self._chosen, self._to), stating.sent(desk)

    def _show(self, found: Found) -> None:
        outlook, sent = found
        clear(self._cards)
        card = Card("Who gets what")
        rows = [self._row(*each) for each in outlook.made]
        card.add(Rows(*rows) if rows else Words(NOBODY[self._to], "muted"))
        put(self._cards, card)
        if outlook.without:
            card = Card("In no statement", note=WITHOUT[self._to])
            card.add(Words(", ".join(line.person.name for line in outlook.without)))
            put(self._cards, card)
        if sent:
            put(self._cards, table_card(_written(sent)))

    def _row(self, statement: Statement, report: Report) -> ListRow:
        badge = Badge("Mail draft", "info") if statement.email else Badge("No address", "warning")
        return ListRow(
            statement.reader,
            ", ".join(statement.names),
            icon="mail" if statement.email else "print",
            badge=badge,
            opens=lambda: self._seat.shell.push(StatementPage(statement, report)),
        )


class StatementPage(Page):
    """One statement as its reader would have it."""

    def __init__(self, statement: Statement, report: Report) -> None:
        told = statement.email or "no address is known: print it"
        super().__init__(f"For {statement.reader}", f"{report.period.shown} · {told}")
        self.add(*(table_card(table) for table in report.tables))


def _written(sent: Sequence[Sent]) -> Table:
    return Table(
        title="Written before",
        headings=("Number", "For", "From", "Until", "Written"),
        rows=tuple(
            (each.number, each.reader, each.period.first, each.period.last, each.at.astimezone(LONDON).date())
            for each in sent
        ),
        note="Which number is whose stands only here.",
    )
