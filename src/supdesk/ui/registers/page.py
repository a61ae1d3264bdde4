"""The register of a period: look at the rows, write the files, see what was sent."""

from pathlib import Path

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QWidget

from supdesk.desk import registering
from supdesk.domain.changes import Changes, Topic
from supdesk.domain.errors import SupdeskError
from supdesk.domain.registers import Period, Register, Sending
from supdesk.forms.definition import Mail
from supdesk.forms.kinds.text import show_date
from supdesk.ui.following import follow
from supdesk.ui.parts import (
    Banner,
    Card,
    Choice,
    Column,
    DateEdit,
    Field,
    FieldRow,
    LineEdit,
    ListRow,
    Page,
    PrimaryButton,
    Row,
    Rows,
    SecondaryButton,
    Table,
    Words,
)
from supdesk.ui.parts.layouts import clear, column
from supdesk.ui.registers.quarters import recent
from supdesk.ui.seat import Seat
from supdesk.ui.sessions import days

COLUMNS = (Column("Day", 170), Column("Attendee"), Column("Service"), Column("Kind", 130), Column("Presence", 140))
Sent = tuple[list[Sending], Mail]


class RegistersPage(Page):
    """Choose a period, see its rows, write its files into a folder."""

    def __init__(self, seat: Seat) -> None:
        super().__init__("Registers", "Who attended what, without a word of content.")
        self._seat, self._mail = seat, Mail()
        self._quarters = dict(recent(seat.desk.today))
        self.quarter = Field("Quarter", Choice("Quarter", list(self._quarters)))
        self.first, self.last = Field("From", DateEdit("From")), Field("Until", DateEdit("Until"))
        self.to = Field("Recipient", LineEdit("Recipient"), optional=True)
        self.table = Table("Rows of the register", COLUMNS)
        self.table.setMinimumHeight(260)
        self.said, self.files, self.log = Words("", "muted"), column(), Card("Sent before")
        self.set_deeds([PrimaryButton("Write files…", "export", self.choose_folder)])
        self.add(
            self.quarter, FieldRow(self.first, self.last, self.to), self.said, self.table, self.files, self.log
        )
        self.quarter.edited.connect(lambda name: self.choose(self._quarters[name]))
        for field in (self.first, self.last, self.to):
            field.edited.connect(lambda _: self.preview())
        newest = next(iter(self._quarters))
        self.quarter.set_raw(newest)
        self.choose(self._quarters[newest])
        topics = (Topic.REGISTERS, Topic.SESSIONS, Topic.PEOPLE, Topic.SETTINGS)
        follow(seat, self, self._ask, self._show, *topics)

    def choose(self, period: Period) -> None:
        """Take these days."""
        self.first.set_raw(show_date(period.first))
        self.last.set_raw(show_date(period.last))
        self.preview()

    def preview(self) -> None:
        """Show the rows as they would be sent now."""
        try:
            period = self._period()
        except SupdeskError as error:
            self.said.setText(error.sentence)
            return
        to = str(self.to.raw()).strip()
        self._seat.ask(lambda: registering.preview(self._seat.desk, period, to), self._rows, self._refuse, self)

    def choose_folder(self) -> None:
        """Have the person choose where the files go, and write them."""
        folder = QFileDialog.getExistingDirectory(self, "Folder for the register's files")
        if folder:
            self.write(Path(folder))

    def write(self, folder: Path) -> None:
        """Write the files of the days shown into `folder`."""
        try:
            period = self._period()
        except SupdeskError as error:
            self._refuse(error)
            return
        to = str(self.to.raw()).strip()
        self._seat.ask(
            lambda: registering.write(self._seat.desk, period, folder, to), self._written, self._refuse, self
        )

    def copy_address(self) -> None:
        """Put the recipient's address where it can be pasted."""
        QGuiApplication.clipboard().setText(self._mail.mailbox)

    def _period(self) -> Period:
        return Period(days.day(self.first.raw()), days.day(self.last.raw()))

    def _ask(self) -> Sent:
        return registering.sent(self._seat.desk), registering.recipient(self._seat.desk)

    def _show(self, found: Sent) -> None:
        sendings, self._mail = found
        self.to.set_help(f"Otherwise {self._mail.recipient}." if self._mail.recipient else "")
        self.log.clear()
        self.log.add(Rows(*(_sending(each) for each in sendings)) if sendings else Words("Nothing yet.", "muted"))
        self.preview()

    def _rows(self, found: Register) -> None:
        self.table.set_rows(
            [
                Row(f"{n}", (show_date(r.on), r.attendee, r.service, r.kind.label, r.presence.label))
                for n, r in enumerate(found.rows)
            ]
        )
        empty = "" if found.rows else " Sessions appear once they are held, called off or not attended."
        fixes = f" This corrects {found.corrects}, sent before." if found.corrects else ""
        self.said.setText(f"{len(found.rows)} rows from {found.sessions} sessions.{empty}{fixes}")

    def _written(self, answer: tuple[list[Path], Changes]) -> None:
        paths, changes = answer
        clear(self.files)
        names = ", ".join(path.name for path in paths)
        self.files.addWidget(Banner(f"Written: {names}. Open the mail draft to send them.", "good"))
        self.files.addWidget(SecondaryButton("Copy address", "copy", self.copy_address))
        self._seat.announce(changes)

    def _refuse(self, error: SupdeskError) -> None:
        self.said.setText(error.sentence)


def _sending(sending: Sending) -> ListRow:
    period = f"{show_date(sending.period.first)} to {show_date(sending.period.last)}"
    fixes = f" · corrects {sending.corrects}" if sending.corrects else ""
    about = f"{sending.recipient} · {sending.rows} rows · written {show_date(sending.at.date())}{fixes}"
    return ListRow(f"{sending.number}: {period}", about, icon="registers")


def build(seat: Seat) -> QWidget:
    """The Registers page."""
    return RegistersPage(seat)
