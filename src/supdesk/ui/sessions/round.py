"""What goes round after a session: who would see what, before anything is written, and what was written."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QWidget

from supdesk.desk import routing
from supdesk.desk.exporting import Written
from supdesk.desk.routing import Made, Outlook
from supdesk.domain.days import show_date
from supdesk.domain.papers import Copied, Paper
from supdesk.domain.people import listed
from supdesk.ui.enquiry import Enquiry
from supdesk.ui.exporting import Export, named, write_files
from supdesk.ui.parts import Banner, Words, column
from supdesk.ui.parts.files import ask_folder
from supdesk.ui.seat import Seat

TITLE = "Send round…"
LEAD = (
    "Each reader gets a sealed page of their own and a mail draft to go with it. Nothing is sent by supdesk. "
    "This is what each would see:"
)
NOBODY = "There is nobody to write to yet. Give people a service, and each service a lead, under People."


def offer_round(seat: Seat, owner: QWidget, session_id: str) -> None:
    """Show what would go to whom, with the deed that writes it."""

    def show(found: Outlook) -> None:
        RoundSheet(seat, found)

    seat.ask(lambda: routing.outlook(seat.desk, session_id), show, owner=owner)


class RoundSheet(Enquiry):
    """The preview: every copy with its reader, their address and what stands in it."""

    def __init__(self, seat: Seat, found: Outlook) -> None:
        self._seat, self._session = seat, found.session.id
        unknown = (each.copy.reader for each in found.made if not each.copy.email)
        self._unknown = tuple(dict.fromkeys(unknown))
        remarks = [Banner(remark, "info") for remark in found.remarks]
        super().__init__(seat.shell, "Who will see what", *_items(seat, found), *remarks, lead=LEAD)
        if found.made:
            self.offer("Write the files…", self.choose)
        else:
            self.offer("Close", self.close_now, "")

    def choose(self) -> None:
        """Have the person choose where they go."""
        if folder := ask_folder(self, "Write the copies into a folder"):
            self.write(folder)

    def write(self, folder: Path) -> None:
        """Write every copy."""
        self.close_now()
        desk, known = self._seat.desk, self._session
        made = Export(partial(routing.prepare, desk, known), partial(routing.note, desk), self._sum_up)
        write_files(self._seat, made, folder)

    def _sum_up(self, written: Written[tuple[Copied, ...]]) -> str:
        """What was written, and who has no mail draft."""
        handed = f" No address of {listed(self._unknown)} is known: give them their pages yourself."
        return named(written) + (handed if self._unknown else "")


def _items(seat: Seat, found: Outlook) -> Iterator[QWidget]:
    if not found.made:
        yield Words(NOBODY)
    for paper in Paper:
        made = [each for each in found.made if each.copy.paper is paper]
        if made:
            yield Words(paper.label, "heading")
            yield from map(_copy, made)
        written = [each for each in found.before if each.paper is paper]
        if written:
            last = written[-1]
            sent = f", sent {show_date(seat.desk.day_of(last.sent_at))}" if last.sent_at else ", not sent yet"
            yield Words(f"Written before, last on {show_date(seat.desk.day_of(last.at))}{sent}.", "muted")


def _copy(made: Made) -> QWidget:
    """One reader, whose office may be long, and under that what they would see."""
    copy, seen = QWidget(), "\n".join(_seen(made))
    copy.setLayout(column(Words(made.copy.shown, "strong"), Words(seen), gap=2))
    copy.setAccessibleName(f"{made.copy.shown}: {seen}")
    return copy


def _seen(made: Made) -> Iterator[str]:
    yield made.copy.email or "No address: a page without a mail draft"
    names = ", ".join(person.name for person in made.copy.people)
    if made.copy.paper is Paper.REGISTER:
        yield f"Whether {names} came"
    else:
        many = "1 action" if made.actions == 1 else f"{made.actions} actions"
        part = f"{made.actions} of {made.of} actions, known to fall to {names}"
        yield f"All of it: {many}" if made.copy.whole else part
        yield "With " + ", ".join(dict.fromkeys(h for table in made.report.tables for h in table.headings))
