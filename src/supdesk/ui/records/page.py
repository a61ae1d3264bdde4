"""The list of records, narrowed by kind, state and words."""

from pathlib import Path

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QWidget

from supdesk.desk import reading
from supdesk.domain.changes import Topic
from supdesk.domain.days import brief_date
from supdesk.domain.records import Entry, RecordState
from supdesk.ui import theme
from supdesk.ui.evaluations.collecting import choose_files, open_files
from supdesk.ui.evaluations.forwarding import ForwardForm
from supdesk.ui.following import follow
from supdesk.ui.parts import BROAD, Cell, Choice, Column, EmptyState, Finder, Page, Row, SecondaryButton, Table
from supdesk.ui.parts import row as line
from supdesk.ui.records.record import open_record
from supdesk.ui.seat import Seat

TONES = {
    RecordState.FINISHED: "warning",
    RecordState.AGREED: "good",
    RecordState.SIGNED: "good",
    RecordState.ISSUED: "good",
    RecordState.AMENDED: "info",
}
COLUMNS = (
    Column("Day", 124),
    Column("Record", share=3),
    Column("With", share=2),
    Column("Number", 120),
    Column("State", 176),
)


class RecordsPage(Page):
    """Every record's last revision; a row opens to be read."""

    def __init__(self, seat: Seat) -> None:
        super().__init__("Records", "What was written and agreed.", width=BROAD, scrolls=False)
        self._records: list[Entry] = []
        self.search = Finder("Find in the list", "Find by name, number or kind")
        self.kind = Choice("Kind", [("", "Every kind")], pills=False, prompt="Every kind")
        self.state = Choice(
            "State",
            [("", "Every state"), *((s.value, s.label) for s in RecordState)],
            pills=False,
            prompt="Every state",
        )
        self.table = Table("Records", COLUMNS, "No record matches that.")
        self.empty = EmptyState(
            "records",
            "No records yet",
            "Open a session from Today, write the form and press Finish: the record then appears here.",
        )
        self._seat = seat
        self.set_deeds([
            SecondaryButton("Import evaluations…", "import", lambda: choose_files(seat, self)),
            SecondaryButton("Send evaluations…", "mail", lambda: ForwardForm(seat)),
        ])  # fmt: skip
        self.setAcceptDrops(True)
        self.search.setMinimumWidth(theme.current().px(176))
        bar = line(self.search, self.kind, self.state, gap=16)
        bar.setStretch(0, 1)
        self.add(bar, self.table, self.empty)
        for control in (self.search, self.kind, self.state):
            control.edited.connect(lambda _: self._draw())
        self.table.opened.connect(lambda key: open_record(seat, key))
        follow(seat, self, lambda: reading.listed(seat.desk), self._show, Topic.RECORDS)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if _papers(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Forms that came back may be dropped here."""
        if papers := _papers(event.mimeData()):
            event.acceptProposedAction()
            open_files(self._seat, papers)

    def narrow(self, state: RecordState) -> None:
        """Show only those in that state, of every kind."""
        self.kind.set_raw("")
        self.state.set_raw(state.value)
        self.search.set_raw("")
        self._draw()

    def _show(self, found: list[Entry]) -> None:
        self._records = found
        kinds = sorted({(record.serves, record.title) for record in found})
        self.kind.set_options([("", "Every kind"), *dict(kinds).items()])
        self._draw()

    def _draw(self) -> None:
        self.table.set_rows([_row(record) for record in self._records if self._wanted(record)])
        self.empty.setVisible(not self._records)
        self.table.setVisible(bool(self._records))

    def _wanted(self, record: Entry) -> bool:
        text = " ".join((record.title, record.number, _names(record)))
        kind, state = self.kind.raw(), self.state.raw()
        return kind in ("", record.serves) and state in ("", record.state.value) and self.search.finds(text)


def _row(record: Entry) -> Row:
    day = Cell(brief_date(record.on), sort=record.on.isoformat(), strong=True)
    state = Cell(record.state.label, TONES[record.state])
    return Row(record.id, (day, record.title, _names(record), record.number, state))


def _papers(dropped: QMimeData) -> list[Path]:
    """The PDFs among files that are dropped."""
    paths = [Path(url.toLocalFile()) for url in dropped.urls() if url.isLocalFile()]
    return [path for path in paths if path.suffix.casefold() == ".pdf"]


def _names(record: Entry) -> str:
    return ", ".join(party.name for party in record.parties if party != record.owner)


def build(seat: Seat) -> QWidget:
    """The Records page."""
    return RecordsPage(seat)
