"""When a booking was cancelled again: telling the line manager, and what came of it."""

from functools import partial

from PySide6.QtWidgets import QWidget

from supdesk.desk import rebooking
from supdesk.desk.notifying import Notice
from supdesk.desk.rebooking import Owed
from supdesk.domain.days import show_date
from supdesk.domain.errors import SupdeskError
from supdesk.ui.enquiry import Enquiry
from supdesk.ui.parts import DateEdit, Field, Flow, Prose, SecondaryButton, Words, column
from supdesk.ui.people.notifying import NoticeForm
from supdesk.ui.seat import Seat
from supdesk.ui.sessions import days

AGAIN = "This booking was cancelled again"
LEAD = "By your policy pack somebody is told when a booking is cancelled again. The notice has days only."


def offer_telling(seat: Seat, owner: QWidget, session_id: str) -> None:
    """Prompt to tell of a booking cancelled again, where the pack asks for it."""

    def show(found: list[Owed]) -> None:
        if any(not each.settled for each in found):
            TellForm(seat, found)

    seat.ask(lambda: rebooking.owed(seat.desk, session_id), show, owner=owner)


def told(owed: Owed) -> str:
    """How far it is, in a sentence."""
    telling, who = owed.telling, f"{owed.rule.recipient} of {owed.person.name}"
    drafted = f"notice drafted on {show_date(telling.drafted_on)}" if telling.drafted_on else "no notice drafted"
    if telling.answered_on:
        return f"{who}: {drafted}. On {show_date(telling.answered_on)}: {telling.answer}"
    return f"{who}: {drafted}, nothing noted of what came of it." if owed.told else f"{who}: not told yet."


class TellForm(Enquiry):
    """Whom to tell, one line each."""

    def __init__(self, seat: Seat, found: list[Owed]) -> None:
        self.lines = [OwedLine(seat, each, self) for each in found]
        super().__init__(seat.shell, AGAIN, *self.lines, lead=LEAD)
        self.offer("Later", self.close_now, "")


class OwedLine(QWidget):
    """One person whose manager is to be told: how far it is, and what comes next. A class because it has deeds,
    for which the `form` it stands in makes way."""

    def __init__(self, seat: Seat, owed: Owed, form: Enquiry) -> None:
        super().__init__()
        self._seat, self._owed, self._form = seat, owed, form
        name = owed.person.name
        self.tell = SecondaryButton("Draft the notice…", "mail", self.draft, name=f"Draft the notice about {name}")
        self.record = SecondaryButton("What came of it…", "edit", self.ask, name=f"What came of it for {name}")
        deeds = () if owed.settled else (Flow(self.tell, self.record),)
        self.setLayout(column(Words(told(owed)), *deeds, gap=8))
        self.setAccessibleName(told(owed))

    def draft(self) -> None:
        """Show the notice, or say why there can be none."""
        seat, session, person = self._seat, self._owed.session.id, self._owed.person.id

        def show(made: Notice) -> None:
            self._form.close_now()
            NoticeForm(seat, made, partial(rebooking.write, seat.desk, session, person))

        seat.ask(lambda: rebooking.notice(seat.desk, session, person), show, self._form.refuse, self)

    def ask(self) -> None:
        """Ask what came of it."""
        self._form.close_now()
        AnswerForm(self._seat, self._owed)


class AnswerForm(Enquiry):
    """What the manager did, and on which day."""

    def __init__(self, seat: Seat, owed: Owed) -> None:
        self._seat, self._owed = seat, owed
        self.on = Field("Day", DateEdit("Day"), needed=True)
        self.words = Field("What came of it", Prose("What came of it"), "It stays in this vault.", needed=True)
        self.on.set_raw(show_date(seat.desk.today))
        lead = f"{owed.rule.recipient} of {owed.person.name}, about session {owed.session.number}."
        super().__init__(seat.shell, "What came of it", self.on, self.words, lead=lead)
        self.offer("Keep it", self.keep)

    def keep(self) -> None:
        """Keep it, or say what is missing."""
        try:
            on = days.day(self.on.raw())
        except SupdeskError as error:
            self.refuse(error)
            return
        desk, owed, words = self._seat.desk, self._owed, str(self.words.raw())
        session, person = owed.session.id, owed.person.id
        self._seat.do(lambda: rebooking.answer(desk, session, person, on, words), self.close_now, self.refuse, self)
