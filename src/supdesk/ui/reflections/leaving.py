"""Before an own page leaves: a look at what may identify somebody, and then the sealed PDF."""

from collections.abc import Sequence
from functools import partial
from typing import Any

from PySide6.QtWidgets import QWidget

from supdesk.desk import sharing, shelving
from supdesk.desk.exporting import Written
from supdesk.desk.reviewing import Finding
from supdesk.ui.enquiry import Enquiry
from supdesk.ui.exporting import Export, write_file
from supdesk.ui.parts import Banner, Field, LineEdit, ListRow, Rows, Words, column, fact
from supdesk.ui.parts.files import PDF, ask_new_file
from supdesk.ui.parts.layouts import Item
from supdesk.ui.seat import Seat
from supdesk.ui.writing.review import NOTHING_FOUND

LOOK = "Look at it again before it leaves. Nothing is changed for you."
OUTSIDE = "Written: {}. Outside the vault, you look after it."
STAYS = "The page itself stays with you. That you gave a copy, to whom and when, is kept with it."
EVERY = "Whoever has the file reads all of it. Your reflections are not in it, only what stands on the shelf."


class Leaving(Enquiry):
    """What is asked before words of one's own leave. It repeats some of them, so it goes when the window hides."""

    def __init__(self, seat: Seat, title: str, *items: Item) -> None:
        super().__init__(seat.shell, title, *items)
        seat.shell.hide_toggled.connect(self.close_now)
        seat.shell.lock_requested.connect(self.close_now)


class ShareForm(Leaving):
    """To whom a copy is given, and what to look at before."""

    def __init__(self, seat: Seat, page_id: str, found: Sequence[Finding]) -> None:
        self._seat, self._id = seat, page_id
        self.to = Field(
            "Given to",
            LineEdit("Given to"),
            "A name or a role, as in “my supervisor”. It stands on the copy.",
            needed=True,
        )
        looked = _looked([(each.where, each.problem.sentence) for each in found])
        super().__init__(seat, "Share a copy", self.to, looked, fact("What stays", STAYS))
        self.offer("Save the copy as PDF…", self.save)

    def save(self) -> None:
        """Ask where it is to go, then make and note it."""
        to, desk = str(self.to.raw()).strip(), self._seat.desk
        if not to:
            self.lack("Say whom you give the copy to.")
            return
        if path := ask_new_file(self, "Share a copy", "copy.pdf", PDF):
            self.close_now()
            prepare, note = partial(sharing.prepare, desk, self._id, to), partial(sharing.note, desk)
            write_file(self._seat, Export(prepare, note, _outside), path)


class ShelfForm(Leaving):
    """What to look at before the shelf leaves."""

    def __init__(self, seat: Seat, title: str, found: Sequence[tuple[str, Finding]]) -> None:
        self._seat = seat
        looked = _looked([(f"{page}: {each.where}", each.problem.sentence) for page, each in found])
        super().__init__(seat, f"Export: {title}", looked, fact("Who will see it", EVERY))
        self.offer("Save as PDF…", self.save)

    def save(self) -> None:
        """Ask where it is to go, then make and note it."""
        if path := ask_new_file(self, "Export", "revalidation.pdf", PDF):
            desk = self._seat.desk
            self.close_now()
            made = Export(partial(shelving.prepare, desk), partial(shelving.note, desk), _outside)
            write_file(self._seat, made, path)


def offer_share(seat: Seat, owner: QWidget, page_id: str) -> None:
    """Look the page over, then offer to share a copy of it."""

    def show(found: tuple[Finding, ...]) -> None:
        if not seat.shell.is_hidden:
            ShareForm(seat, page_id, found)

    seat.ask(lambda: sharing.identifying(seat.desk, page_id), show, owner=owner)


def offer_export(seat: Seat, owner: QWidget, title: str) -> None:
    """Look the shelf over, then offer to export it."""

    def show(found: tuple[tuple[str, Finding], ...]) -> None:
        if not seat.shell.is_hidden:
            ShelfForm(seat, title, found)

    seat.ask(lambda: shelving.identifying(seat.desk), show, owner=owner)


def _looked(found: Sequence[tuple[str, str]]) -> QWidget:
    """What was found, or that nothing was."""
    group = QWidget()
    group.setAccessibleName("May identify somebody")
    rows = Rows(*(ListRow(where, sentence, icon="eye") for where, sentence in found))
    said = [Banner(LOOK, "warning"), rows] if found else [Words(NOTHING_FOUND, "muted")]
    group.setLayout(column(Words("May identify somebody", "strong"), *said, gap=8))
    return group


def _outside(written: Written[Any]) -> str:
    return OUTSIDE.format(written.placed.paths[0].name)
