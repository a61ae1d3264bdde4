"""A notice to a line manager, read before it is saved as a mail draft."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QWidget

from supdesk.desk import notifying
from supdesk.desk.notifying import Notice
from supdesk.domain.changes import Changes
from supdesk.ui.enquiry import Enquiry
from supdesk.ui.parts import Words, fact
from supdesk.ui.parts.files import ask_new_file
from supdesk.ui.seat import Seat

NAME = "supervision-notice.eml"


class NoticeForm(Enquiry):
    """What the line manager would read: days, and nothing else. `write` puts it where the person chose."""

    def __init__(self, seat: Seat, notice: Notice, write: Callable[[Path], Changes]) -> None:
        self._seat, self._write = seat, write
        lead = "Saved as a mail draft: you open it in your own mail program and send it, or not."
        parts = fact("To", notice.to), fact("Subject", notice.subject), Words(notice.body, selectable=True)
        super().__init__(seat.shell, "Notice to the line manager", *parts, lead=lead)
        self.offer("Save the draft…", self.choose)

    def choose(self) -> None:
        """Have the person choose where the draft goes, and write it."""
        if target := ask_new_file(self, "Save the draft", NAME, "Mail (*.eml)"):
            self.save(target)

    def save(self, target: Path) -> None:
        """Write the draft there."""
        seat, write = self._seat, self._write

        def saved(_: object) -> None:
            self.close_now()
            seat.shell.tell(f"Saved: {target.name}. Open it in your mail program to send it.", "good")

        seat.do(lambda: write(target), saved, self.refuse, self)


def offer_notice(seat: Seat, owner: QWidget, person_id: str) -> None:
    """Show what would be sent, or say why nothing can be."""

    def show(made: Notice) -> None:
        NoticeForm(seat, made, lambda target: notifying.write(seat.desk, person_id, target))

    seat.ask(lambda: notifying.notice(seat.desk, person_id), show, owner=owner)
