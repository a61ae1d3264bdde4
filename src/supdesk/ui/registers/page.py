"""The register of a period: look at the rows, write the files, see what was written and what was sent."""

from collections.abc import Callable
from pathlib import Path

import shiboken6
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QSizePolicy, QWidget

from supdesk.desk import exporting, registering
from supdesk.desk.exporting import Prepared, Written
from supdesk.desk.registering import Entered, Outlook, Share
from supdesk.domain import registers
from supdesk.domain.changes import Changes, Topic
from supdesk.domain.days import brief_date, show_date
from supdesk.domain.errors import SupdeskError
from supdesk.domain.quarters import recent
from supdesk.domain.registers import Period, Sending
from supdesk.forms.definition import Mail
from supdesk.ui import theme
from supdesk.ui.following import follow
from supdesk.ui.lane import Job
from supdesk.ui.parts import (
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
from supdesk.ui.parts.files import ask_folder, show_folder
from supdesk.ui.parts.layouts import Item
from supdesk.ui.registers.log import entry, remark
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
WRITTEN = "Written: {}. Open the mail draft to send register {}, then say here that you sent it."
ITS_SESSIONS = "Its sessions stand here, under your own pack."
OF, NEXT = "Register of the sessions under", "The other register"
EACH = "These days have another register, with files of its own:"


class RegistersPage(Page):
    """Choose a period, see its rows, write its files into a folder."""

    def __init__(self, seat: Seat) -> None:
        super().__init__("Registers", "Who attended what, without a word of content.", fills=True)
        self._seat, self._mail, self._subject, self._folder = seat, Mail(), "", Path()
        self._shares: tuple[Share, ...] = ()
        self._busy: Busy | None = None
        self._quarters = dict(recent(seat.desk.today))
        self.quarter = Field("Quarter", Choice("Quarter", list(self._quarters)))
        self.first = Field("From", DateEdit("From"), needed=True)
        self.last = Field("Until", DateEdit("Until"), needed=True)
        self._to = LineEdit("Recipient")
        self.to = Field("Recipient", self._to, optional=True)
        self._pack, self._packs = "", Choice(OF, [], pills=False)
        self.of = Field(OF, self._packs)
        self.of.hide()
        self.mark, self.files = column(gap=8), column()
        self.shown, self.said = (
            Pills("Show", [(ROWS, "Rows to write"), (SENT, "Written and sent")]),
            Words("", "muted"),
        )
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
        self.add(self.quarter, FieldRow(self.first, self.last, self.to), self.of, self.mark, self.files)
        self.add(line, self.table, self._log_frame)
        for each in (self.table, self._log_frame):
            self.body.setStretchFactor(each, 1)
        self.of.edited.connect(lambda pack: self.turn_to(str(pack)))
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

    def turn_to(self, pack: str) -> None:
        """Show the register of that pack."""
        self._pack = pack
        self._look()

    def preview(self) -> None:
        """Show the rows as they would be sent now."""
        try:
            period = self._period()
        except SupdeskError as error:
            self._refuse(error)
            return
        to, pack, desk = self._recipient(), self._pack, self._seat.desk

        self._seat.ask(lambda: registering.outlook(desk, period, to, pack), self._rows, self._refuse, self)

    def choose_folder(self) -> None:
        """Have the person choose where the files go, and write them."""
        if self._holds() and (folder := ask_folder(self, "Folder for the register's files")):
            self.write(folder)

    def write(self, folder: Path, *, over: bool = False) -> None:
        """Write the files of the days shown into `folder`, beside other work, until done or stopped.

        Files of that name which are there are asked about first, and then written `over`.
        """
        try:
            period = self._period()
        except SupdeskError as error:
            self._refuse(error)
            return
        to, pack, desk = self._recipient(), self._pack, self._seat.desk

        def ready(prepared: Prepared[Entered]) -> None:
            self._put(prepared, folder, over)

        self._seat.ask(lambda: registering.prepare(desk, period, to, pack), ready, self._refuse, self)

    def show_folder(self) -> None:
        """Open the folder the files were written into."""
        show_folder(self._folder)

    def copy_address(self) -> None:
        """Put the recipient's address where it can be pasted."""
        QGuiApplication.clipboard().setText(self._mail.mailbox)

    def copy_subject(self) -> None:
        """Put the mail's subject where it can be pasted."""
        QGuiApplication.clipboard().setText(self._subject)

    def _put(self, prepared: Prepared[Entered], folder: Path, over: bool) -> None:
        job: list[Job] = []
        busy = Busy(self, "Writing the register's files…", lambda: job[0].cancel())
        self._busy, self._folder, self._subject = busy, folder, prepared.about.subject
        busy.open()

        def work(working: Job) -> Written[Entered]:
            return exporting.put(prepared, folder, working.progress, over=over)

        def failed(error: SupdeskError) -> None:
            self._give_up(prepared)
            self._failed(error)

        def cancelled() -> None:
            self._give_up(prepared)
            self._rest()
            self._say(Banner("Stopped. Nothing was written.", "info"))

        def note(written: Written[Entered]) -> None:
            self._note(written, failed)

        job.append(self._seat.bench.submit_long(work, note, failed, self, self._progress, cancelled))

    def _give_up(self, prepared: Prepared[Entered]) -> None:
        """No file came of it, so the log shall not say that one may have."""
        if prepared.about.begun:
            self._take_out(prepared.about.register.number)

    def _progress(self, done: int, total: int) -> None:
        if self._busy is not None and shiboken6.isValid(self._busy):
            self._busy.progress(done, total)

    def _note(self, written: Written[Entered], failed: Callable[[SupdeskError], None]) -> None:
        names, number = ", ".join(path.name for path in written.placed.paths), written.about.register.number

        def done(changes: Changes) -> None:
            self._rest()
            self._seat.announce(changes)
            deeds = row(
                SecondaryButton("I have sent it", "mail", lambda: self._say_sent(number)),
                SecondaryButton("Show folder", "folder", self.show_folder),
                SecondaryButton("Copy address", "copy", self.copy_address),
                SecondaryButton("Copy subject", "copy", self.copy_subject),
                None,
            )
            self._say(Banner(WRITTEN.format(names, number), "good", self._next()), deeds)

        self._seat.ask(lambda: registering.note(self._seat.desk, written), done, failed, self)

    def _next(self) -> tuple[str, Callable[[], object]] | None:
        """The way to the register of another pack that has rows in these days, where there is one."""
        ids = [share.pack.id for share in self._shares]
        if len(ids) < 2:
            return None
        after = ids[(ids.index(self._packs.raw()) + 1) % len(ids)]
        return NEXT, lambda: self.turn_to(after)

    def _take_out(self, number: str) -> None:
        desk = self._seat.desk
        self._seat.do(lambda: registering.give_up(desk, number))

    def _say_sent(self, number: str, sent: bool = True) -> None:
        """Keep what the person says of it; what was said of its files is over."""
        desk = self._seat.desk

        def said(_: Changes) -> None:
            words = "is noted as sent." if sent else "is noted as not sent."
            self._say(Banner(f"Register {number} {words}", "good" if sent else "info"))

        self._seat.do(lambda: registering.say_sent(desk, number, sent=sent), said, owner=self)

    def _failed(self, error: SupdeskError) -> None:
        self._rest()
        if error.code != "place.there":
            self._say(Banner(f"Nothing was written. {error.sentence}", "danger"))
            return
        replace = SecondaryButton("Replace them", on=lambda: self.write(self._folder, over=True))
        another = SecondaryButton("Another folder…", "folder", self.choose_folder)
        self._say(Banner(f"Nothing was written. {error.sentence}", "warning"), row(replace, another, None))

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

    def _ask(self) -> list[Sending]:
        return registering.sent(self._seat.desk)

    def _show(self, sendings: list[Sending]) -> None:
        self.log.clear()
        rows = [entry(each, self._say_sent, self._take_out) for each in sendings]
        self.log.add(Rows(*rows) if rows else Words("Nothing yet.", "muted"))
        self.preview()

    def _rows(self, found: Outlook) -> None:
        register, last = found.register, found.last
        self._show_shares(found)
        self.table.set_rows([Row(f"{n}", _cells(each)) for n, each in enumerate(register.rows)])
        empty = "" if register.rows else " Sessions appear once they are held, cancelled or not attended."
        gone = f" {found.gone} {ITS_SESSIONS}" if found.gone else ""
        self.said.setText(f"{register.counted}.{empty} This is register {register.number}.{gone}")
        clear(self.mark)
        if found.unaddressed:
            deed = "Settings", lambda: self._seat.shell.show_page("settings")
            self.mark.addWidget(Banner(found.unaddressed, "warning", deed))
        if last is not None and not self.files.count():
            self.mark.addWidget(remark(register, last, again=found.again))

    def _show_shares(self, found: Outlook) -> None:
        """Of which pack the register is, and which others there are for these days."""
        self._shares, self._mail, self._pack = found.shares, found.share.mail, found.share.pack.id
        self._to.setPlaceholderText(self._mail.recipient)
        self._packs.set_options([(share.pack.id, share.pack.name) for share in found.shares])
        self._packs.set_raw(self._pack)
        self.of.setVisible(len(found.shares) > 1)
        others = [share for share in found.shares if share is not found.share]
        told = (f"{_rows_of(share)} under {share.pack.name}, for {share.mail.recipient}" for share in others)
        self.of.set_help(f"{EACH} {'; '.join(told)}." if others else "")

    def _refuse(self, error: SupdeskError) -> None:
        """No rows are shown that would not be written."""
        self.table.set_rows([])
        self.said.setText(error.sentence)


def _rows_of(share: Share) -> str:
    return f"{share.rows} row{'' if share.rows == 1 else 's'}"


def _cells(found: registers.Row) -> tuple[Cell | str, ...]:
    day = Cell(brief_date(found.on), sort=found.on.isoformat())
    return day, found.attendee, found.service, found.kind.label, found.presence.label


def build(seat: Seat) -> QWidget:
    """The Registers page."""
    return RegistersPage(seat)
