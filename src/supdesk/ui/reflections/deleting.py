"""Deleting an own page, after it was said what goes, what stays, and that it can't be undone."""

from collections.abc import Iterator

from PySide6.QtWidgets import QWidget

from supdesk.desk import reflecting
from supdesk.desk.reflecting import Reading
from supdesk.domain.changes import Changes
from supdesk.ui.parts.overlay import Question
from supdesk.ui.seat import Seat

NO_WAY_BACK = (
    "This can't be undone. Backups made before still hold it, until you delete them. The audit trail keeps only "
    "that a page went."
)


def offer_delete(seat: Seat, owner: QWidget, found: Reading) -> None:
    """Ask, and if so delete the page and leave it."""

    def told(_: Changes) -> None:
        seat.shell.back()
        seat.shell.tell("The page is deleted.", "good")

    def act(yes: bool) -> None:
        if yes:
            seat.do(lambda: reflecting.delete(seat.desk, found.page.id), told, owner=owner)

    question = Question(owner, "Delete this page?", " ".join(_said(found)), "Delete it", danger=True)
    question.answered.connect(act)
    question.open()


def _said(found: Reading) -> Iterator[str]:
    yield "What it said before and changes begun go with it."
    if found.copies:
        yield "So do the copies kept here; whoever you gave one to still has it."
    if found.followed or found.following:
        yield "Accounts begun from it stay, unless you have written nothing in them yet."
    yield NO_WAY_BACK
