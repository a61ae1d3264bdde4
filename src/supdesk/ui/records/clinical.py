"""The reminder of clinical records: for each child or adult the text to take along, and the day it was entered."""

from collections.abc import Callable
from functools import partial

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from supdesk.desk import entering
from supdesk.domain.clinical import NOBODY, Due, Entered
from supdesk.domain.days import show_date
from supdesk.domain.errors import SupdeskError
from supdesk.ui.enquiry import Enquiry
from supdesk.ui.parts import Card, Field, Flow, QuietButton, SecondaryButton, Words, column
from supdesk.ui.parts.moments import DateEdit
from supdesk.ui.privacy import STAY
from supdesk.ui.seat import Seat
from supdesk.ui.sessions import days

NOTE = (
    "Whoever was supervised enters discussion and plan into the clinical record of each, apart from one another. "
    "The text holds what concerns that one alone."
)
COPIED = f"Copied. Paste it into that clinical record: the clipboard is cleared after {STAY // 1_000} seconds."


def clinical_card(seat: Seat, record_id: str, due: tuple[Due, ...]) -> Card:
    """All who were discussed, with what is to be done."""
    open_ = sum(each.state is Entered.OUTSTANDING for each in due)
    said = f"{open_} outstanding" if open_ else "all done"
    card = Card(f"Clinical records: {said}", note=NOTE)
    card.add(*(DueLine(seat, record_id, each) for each in due))
    return card


class DueLine(QWidget):
    """One child or adult: how it stands, and its deeds. A class because those have a life."""

    def __init__(self, seat: Seat, record_id: str, due: Due) -> None:
        super().__init__()
        self._seat, self._id, self.due = seat, record_id, due
        state = due.state.label if due.on is None else f"{due.state.label}, {show_date(due.on)}"
        about = f" for {due.label}"
        self.copy = SecondaryButton("Copy for the clinical record", on=self.take, name=f"Copy{about}")
        self.done = SecondaryButton("It was entered…", "tick", self.ask, name=f"It was entered{about}")
        self.spare = SecondaryButton("Not necessary", on=partial(self.say, Entered.NOT_NEEDED))
        self.back = QuietButton(
            "Take back", "undo", partial(self.say, Entered.OUTSTANDING), name=f"Take back{about}"
        )
        open_ = due.state is Entered.OUTSTANDING
        shown = [*([self.copy] if due.text else []), *([self.done] if open_ else [self.back])]
        if open_ and due.place == NOBODY:
            shown.append(self.spare)
        self.setLayout(column(Words(due.label, "strong"), Words(state, "muted"), Flow(*shown), gap=6))
        for each in (self.copy, self.done, self.spare, self.back):
            if each not in shown:
                each.setParent(self)
                each.hide()
        self.setAccessibleName(f"{due.label}: {state}")

    def take(self) -> None:
        """Put the text on the clipboard; first have what in it may be of another looked at."""
        if self.due.doubts:
            LookFirst(self._seat, self.due, self._copy)
        else:
            self._copy()

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.due.text)
        self._seat.shell.tell(COPIED, "good")

    def ask(self) -> None:
        """Ask on which day it was entered."""
        EnteredForm(self._seat, self._id, self.due)

    def say(self, state: Entered) -> None:
        """Keep how it stands, as of today."""
        desk, record, place = self._seat.desk, self._id, self.due.place
        self._seat.do(lambda: entering.say(desk, record, place, state), owner=self)


class LookFirst(Enquiry):
    """The text of somebody in which words about another may stand, to be read before it is copied."""

    def __init__(self, seat: Seat, due: Due, copy: Callable[[], object]) -> None:
        doubts, text = Words("\n".join(due.doubts), "strong"), Words(due.text)
        super().__init__(seat.shell, "Look before you copy", doubts, text, lead=due.label)
        self._copy = copy
        self.offer("It is of this person alone: copy", self._take)

    def _take(self) -> None:
        self.close_now()
        self._copy()


class EnteredForm(Enquiry):
    """On which day it was entered."""

    def __init__(self, seat: Seat, record_id: str, due: Due) -> None:
        self._seat, self._id, self._due = seat, record_id, due
        self.on = Field("Day", DateEdit("Day"), needed=True)
        self.on.set_raw(show_date(seat.desk.today))
        super().__init__(seat.shell, "Entered in the clinical record", self.on, lead=due.label)
        self.offer("Keep it", self.keep)

    def keep(self) -> None:
        """Keep it, or say what is wrong with the day."""
        try:
            on = days.day(self.on.raw())
        except SupdeskError as error:
            self.refuse(error)
            return
        desk, record, place = self._seat.desk, self._id, self._due.place
        self._seat.do(
            lambda: entering.say(desk, record, place, Entered.DONE, on), self.close_now, self.refuse, self
        )
