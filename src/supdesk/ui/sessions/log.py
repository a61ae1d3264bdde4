"""The session log of a quarter, written as one sealed page."""

from functools import partial
from pathlib import Path

from supdesk.desk import chronicling
from supdesk.domain.quarters import recent
from supdesk.ui.enquiry import Enquiry
from supdesk.ui.exporting import Export, write_files
from supdesk.ui.parts import Choice, Field
from supdesk.ui.parts.files import ask_folder
from supdesk.ui.seat import Seat

TITLE = "Session log…"
LEAD = (
    "Date, services, themes and who carries out the action plan. It holds content: keep it where records are kept."
)
QUARTERS = 5


class LogForm(Enquiry):
    """Which quarter the log is of."""

    def __init__(self, seat: Seat) -> None:
        self._seat = seat
        self._periods = dict(recent(seat.desk.today, QUARTERS))
        self.which = Field("Quarter", Choice("Quarter", [(n, n) for n in self._periods], pills=False), needed=True)
        self.which.set_raw(next(iter(self._periods)))
        super().__init__(seat.shell, "Session log", self.which, lead=LEAD)
        self.offer("Write the log…", self.choose)

    def choose(self) -> None:
        """Have the person choose where it goes."""
        if folder := ask_folder(self, "Write the session log into a folder"):
            self.write(folder)

    def write(self, folder: Path) -> None:
        """Write it."""
        desk, period = self._seat.desk, self._periods[self.which.raw()]
        self.close_now()
        made = Export(
            lambda: chronicling.prepare(desk, chronicling.log(desk, period)), partial(chronicling.note, desk)
        )
        write_files(self._seat, made, folder)
