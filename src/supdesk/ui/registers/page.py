"""The register of a period: look at the rows, write the files, see what was sent."""

from pathlib import Path

import shiboken6
from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QSizePolicy, QWidget

from supdesk.desk import registering
from supdesk.desk.registering import Prepared, Written
from supdesk.domain import registers
from supdesk.domain.changes import Changes, Topic
from supdesk.domain.days import brief_date, show_date
from supdesk.domain.errors import SupdeskError
from supdesk.domain.registers import Period, Register, Sending
from supdesk.forms.definition import Mail
from supdesk.ui import theme
from supdesk.ui.following import follow
from supdesk.ui.lane import Job
from supdesk.ui.parts import (
    Badge,
    Banner,
    Busy,
    Card,
    Cell,
    Choice,
    Column,
    DateEdit,
    Field,
    FieldRow,
    LineEdit,
    ListRow,
    Page,
    Pills,
    PrimaryButton,
    Row,
    Rows,
    SecondaryButton,
    Table,
    Words,
    clear,
    column,
    put,
    row,
    scrolling,
)
from supdesk.ui.parts.files import ask_folder
from supdesk.ui.parts.layouts import Item
from supdesk.ui.registers.quarters import recent
from supdesk.ui.seat import Seat
from supdesk.ui.sessions import days

COLUMNS = (
    Column("Day", 124),
    Column("Attendee"),
    Column("Service"),
    Column("Kind", 130),
    Column("Presence", 130),
)
ROWS, SENT = "rows", "sent"
LEAST = 198
"""Height of the table in pixels at 100 % below which the page scrolls: three rows."""
CORRECTION = "Correction: these days were sent before, as {}. What is written now says that it replaces it."
Sent = tuple[list[Sending], Mail]


class RegistersPage(Page):
    """Choose a period, see its rows, write its files into a folder."""

    def __init__(self, seat: Seat) -> None:
        super().__init__("Registers", "Who attended what, without a word of content.", fills=True)
        self._seat, self._mail, self._subject, self._folder = seat, Mail(), "", Path()
        self._busy: Busy | None = None
        self._quarters = dict(recent(seat.desk.today))
        self.quarter = Field("Quarter", Choice("Quarter", list(self._quarters)))
        self.first = Field("From", DateEdit("From"), needed=True)
        self.last = Field("Until", DateEdit("Until"), needed=True)
        self._to = LineEdit("Recipient")
        self.to = Field("Recipient", self._to, optional=True)
        self.mark, self.files = column(gap=0), column()
        self.shown, self.said = Pills("Show", [(ROWS, "Rows to write"), (SENT, "Sent before")]), Words("", "muted")
        self.table, self.log = Table("Rows of the register", COLUMNS, "There is nothing to write."), Card()
        held = QWidget()
        held.setProperty("kind", "clear")
        held.setLayout(column(self.log, None))
        self._log_frame = scrolling(held)
        for each in (self.table, self._log_frame):
            each.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Ignored)
            each.setMinimumHeight(theme.current().px(LEAST))
        self.set_deeds([PrimaryButton("Write files…", "export", self.choose_folder)])
        line = row(self.shown, self.said, gap=16)
        line.setStretch(1, 1)
        self.add(self.quarter, FieldRow(self.first, self.last, self.to), self.mark, self.files)
        self.add(line, self.table, self._log_frame)
        for each in (self.table, self._log_frame):
            self.body.setStretchFactor(each, 1)
        self.quarter.edited.connect(lambda name: self.choose(self._quarters[name]))
        self.shown.edited.connect(lambda _: self._turn())
        for field in (self.first, self.last, self.to):
            field.edited.connect(lambda _: self._look())
        newest = next(iter(self._quarters))
        self.quarter.set_raw(newest)
        self.shown.set_raw(ROWS)
        self._turn()
        self.choose(self._quarters[newest])
        topics = (Topic.REGISTERS, Topic.SESSIONS, Topic.PEOPLE, Topic.SETTINGS)
        follow(seat, self, self._ask, self._show, *topics)

    def choose(self, period: Period) -> None:
        """Take these days."""
        self.first.set_raw(show_date(period.first))
        self.last.set_raw(show_date(period.last))
        self._look()

    def preview(self) -> None:
        """Show the rows as they would be sent now."""
        try:
            period = self._period()
        except SupdeskError as error:
            self._refuse(error)
            return
        to, desk = self._recipient(), self._seat.desk
        self._seat.ask(lambda: registering.preview(desk, period, to), self._rows, self._refuse, self)

    def choose_folder(self) -> None:
        """Have the person choose where the files go, and write them."""
        if self._holds() and (folder := ask_folder(self, "Folder for the register's files")):
            self.write(folder)

    def write(self, folder: Path) -> None:
        """Write the files of the days shown into `folder`, beside other work, until done or stopped."""
        try:
            period = self._period()
        except SupdeskError as error:
            self._refuse(error)
            return
        to, desk = self._recipient(), self._seat.desk

        def ready(prepared: Prepared) -> None:
            self._put(prepared, folder)

        self._seat.ask(lambda: registering.prepare(desk, period, to), ready, self._refuse, self)

    def show_folder(self) -> None:
        """Open the folder the files were written into."""
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._folder)))

    def copy_address(self) -> None:
        """Put the recipient's address where it can be pasted."""
        QGuiApplication.clipboard().setText(self._mail.mailbox)

    def copy_subject(self) -> None:
        """Put the mail's subject where it can be pasted."""
        QGuiApplication.clipboard().setText(self._subject)

    def _put(self, prepared: Prepared, folder: Path) -> None:
        job: list[Job] = []
        busy = Busy(self, "Writing the register’s files…", lambda: job[0].cancel())
        self._busy, self._folder, self._subject = busy, folder, prepared.subject
        busy.open()

        def work(working: Job) -> Written:
            return registering.put(prepared, folder, working.progress)

        job.append(
            self._seat.bench.submit_long(work, self._note, self._failed, self, self._progress, self._cancelled)
        )

    def _progress(self, done: int, total: int) -> None:
        if self._busy is not None and shiboken6.isValid(self._busy):
            self._busy.progress(done, total)

    def _note(self, written: Written) -> None:
        names = ", ".join(path.name for path in written.placed.paths)

        def done(changes: Changes) -> None:
            self._rest()
            self._seat.announce(changes)
            deeds = row(
                SecondaryButton("Show folder", "folder", self.show_folder),
                SecondaryButton("Copy address", "copy", self.copy_address),
                SecondaryButton("Copy subject", "copy", self.copy_subject),
                None,
            )
            self._say(Banner(f"Written: {names}. Open the mail draft to send them.", "good"), deeds)

        self._seat.ask(lambda: registering.note(self._seat.desk, written), done, self._failed, self)

    def _failed(self, error: SupdeskError) -> None:
        self._rest()
        self._say(Banner(f"Nothing was written. {error.sentence}", "danger"))

    def _cancelled(self) -> None:
        self._rest()
        self._say(Banner("Stopped. Nothing was written.", "info"))

    def _rest(self) -> None:
        if self._busy is not None and shiboken6.isValid(self._busy):
            self._busy.close_now()
        self._busy = None

    def _say(self, *items: Item) -> None:
        clear(self.mark)
        clear(self.files)
        for item in items:
            put(self.files, item)

    def _look(self) -> None:
        """Other days or another recipient: what was said of the last files is over."""
        for field in (self.first, self.last):
            field.set_problem(None)
        self._say()
        self.preview()

    def _holds(self) -> bool:
        """Whether both days can be read; says beside each what is wrong where not."""
        for field in (self.first, self.last):
            try:
                days.day(field.raw())
            except SupdeskError as error:
                field.set_problem(error.sentence)
                self.said.setText("")
        return not (self.first.problem() or self.last.problem())

    def _turn(self) -> None:
        for each in (self.table, self.said):
            each.setVisible(self.shown.raw() == ROWS)
        self._log_frame.setVisible(self.shown.raw() == SENT)

    def _recipient(self) -> str:
        return str(self.to.raw()).strip()

    def _period(self) -> Period:
        return Period(days.day(self.first.raw()), days.day(self.last.raw()))

    def _ask(self) -> Sent:
        return registering.sent(self._seat.desk), registering.recipient(self._seat.desk)

    def _show(self, found: Sent) -> None:
        sendings, self._mail = found
        self._to.setPlaceholderText(self._mail.recipient)
        self.log.clear()
        self.log.add(Rows(*(_sending(each) for each in sendings)) if sendings else Words("Nothing yet.", "muted"))
        self.preview()

    def _rows(self, found: Register) -> None:
        self.table.set_rows([Row(f"{n}", _cells(each)) for n, each in enumerate(found.rows)])
        empty = "" if found.rows else " Sessions appear once they are held, called off or not attended."
        self.said.setText(f"{len(found.rows)} rows from {found.sessions} sessions.{empty}")
        clear(self.mark)
        if found.corrects and not self.files.count():
            self.mark.addWidget(Banner(CORRECTION.format(found.corrects), "warning"))

    def _refuse(self, error: SupdeskError) -> None:
        """No rows are shown that would not be written."""
        self.table.set_rows([])
        self.said.setText(error.sentence)


def _cells(found: registers.Row) -> tuple[Cell | str, ...]:
    day = Cell(brief_date(found.on), sort=found.on.isoformat())
    return day, found.attendee, found.service, found.kind.label, found.presence.label


def _sending(sending: Sending) -> ListRow:
    period = f"{show_date(sending.period.first)} to {show_date(sending.period.last)}"
    fixes = f" · replaces {sending.corrects}" if sending.corrects else ""
    about = f"{sending.recipient} · {sending.rows} rows · written {show_date(sending.at.date())}{fixes}"
    badge = Badge("Correction", "warning") if sending.corrects else None
    return ListRow(f"{sending.number}: {period}", about, icon="registers", badge=badge)


def build(seat: Seat) -> QWidget:
    """The Registers page."""
    return RegistersPage(seat)
