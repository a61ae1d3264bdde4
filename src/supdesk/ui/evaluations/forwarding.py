"""Sending the evaluations of a quarter on: sealed, each once, in drafts that a person sends."""

from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QWidget

from supdesk.desk import belonging, forwarding
from supdesk.desk.exporting import Written
from supdesk.desk.forwarding import Going, Outlook
from supdesk.domain.days import show_date
from supdesk.domain.quarters import recent
from supdesk.ui.enquiry import Enquiry
from supdesk.ui.exporting import Export, write_files
from supdesk.ui.parts import Choice, Field, Tick, clear, column, fact
from supdesk.ui.parts.files import ask_folder
from supdesk.ui.seat import Seat

LEAD = (
    "Each evaluation given in the quarter goes once, sealed and under its number, in a mail draft that you send "
    "yourself. The pages have names and free answers: they are for those who audit them."
)


OF = "Organisation"


class ForwardForm(Enquiry):
    """Which quarter, and whether those sent before go again."""

    def __init__(self, seat: Seat) -> None:
        self._seat = seat
        self._quarters = dict(recent(seat.desk.today, 5))
        self.quarter = Field("Quarter", Choice("Quarter", list(self._quarters), pills=False))
        self._list = Choice(OF, [], pills=False)
        self.of = Field(OF, self._list)
        self.of.hide()
        self.again = Field("Those sent before", Tick("Send those once more that were sent before"))
        self._found, self._facts = column(gap=8), QWidget()
        self._facts.setLayout(self._found)
        super().__init__(seat.shell, "Send evaluations", self.quarter, self.of, self._facts, self.again, lead=LEAD)
        self.quarter.set_raw(next(iter(self._quarters)))
        self.again.hide()
        self.outlook: Outlook | None = None
        for each in (self.quarter, self.of, self.again):
            each.edited.connect(lambda _: self.look())
        self.offer("Choose a folder…", self.choose_folder)
        self.confirm.setEnabled(False)
        seat.ask(lambda: belonging.in_use(seat.desk), self._offer, self.refuse, self)

    def look(self) -> None:
        """Say what there is to send of the quarter chosen."""
        desk, period, of = self._seat.desk, self._quarters[self.quarter.raw()], self.of.raw()
        self._seat.ask(lambda: forwarding.outlook(desk, period, of), self._show, self.refuse, self)

    def choose_folder(self) -> None:
        """Have the person choose where the files go, and write them."""
        if folder := ask_folder(self, "Folder for the evaluations"):
            self.write(folder)

    def write(self, folder: Path) -> None:
        """Write the evaluations and their mail into `folder`."""
        desk, period, again = self._seat.desk, self._quarters[self.quarter.raw()], bool(self.again.raw())
        prepare = partial(forwarding.prepare, desk, period, self.of.raw(), again=again)
        self.close_now()
        note = partial(forwarding.note, desk)
        write_files(self._seat, Export(prepare, note, _said), folder)

    def _offer(self, names: list[str]) -> None:
        """Evaluations go to each organisation apart."""
        self._list.set_options([(name, name) for name in names])
        self.fill(lambda: self._list.set_raw(names[0]))
        self.of.setVisible(len(names) > 1)
        self.look()

    def _show(self, found: Outlook) -> None:
        self.outlook = found
        clear(self._found)
        last = max((day for _, day in found.sent), default=None)
        facts = [
            ("Not sent yet", _numbers([record.number for record in found.new])),
            ("Sent before", f"{len(found.sent)}, last on {show_date(last)}" if last else "None"),
            *([("To be signed", _numbers([record.number for record in found.waiting]))] if found.waiting else []),
            ("To", f"{found.mail.recipient}\n{found.unaddressed or found.mail.mailbox}"),
        ]
        for what, words in facts:
            self._found.addWidget(fact(what, words))
        self.again.setVisible(bool(found.sent))
        self.confirm.setEnabled(bool(found.new or (found.sent and self.again.raw())))


def _said(written: Written[Going]) -> str:
    papers = len(written.about.record_ids)
    drafts = len(written.files) - papers
    what = "1 evaluation" if papers == 1 else f"{papers} evaluations"
    how = "a mail draft" if drafts == 1 else f"{drafts} mail drafts, for one would be too large"
    return f"Written: {what} and {how}. Open the draft and send it yourself."


def _numbers(numbers: list[str]) -> str:
    if len(numbers) > 6:
        return f"{len(numbers)}: {numbers[0]} to {numbers[-1]}"
    return f"{len(numbers)}: {', '.join(numbers)}" if numbers else "None"
