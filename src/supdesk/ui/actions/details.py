"""One action: what was agreed and why, its history from session to session, and what becomes of it now."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date

from PySide6.QtWidgets import QWidget

from supdesk.desk import deciding
from supdesk.desk.deciding import Chapter, Listed
from supdesk.domain.actions import ActionState, Decision
from supdesk.domain.changes import Changes
from supdesk.domain.days import read_date, show_date
from supdesk.domain.errors import SupdeskError
from supdesk.ui.enquiry import Enquiry
from supdesk.ui.parts import DateEdit, Field, ListRow, Pills, Prose, Rows, Words, fact
from supdesk.ui.records.record import open_record
from supdesk.ui.seat import Seat

MORE_TIME = "more-time"
CHOICES = (
    (Decision.DONE.value, Decision.DONE.label),
    (Decision.NOT_DONE.value, Decision.NOT_DONE.label),
    (MORE_TIME, "New date"),
)
"""What can be said between sessions; an action is carried over at the next one, whose record then holds it."""
SAID = {
    Decision.DONE.value: "The action is closed as done.",
    Decision.NOT_DONE.value: "The action is closed as not done.",
    MORE_TIME: "The action has a new date.",
}

BY_RECORD = "The record of the session on {} says so, which is not taken back here."


def open_action(seat: Seat, owner: QWidget, action_id: str) -> None:
    """Show an action."""
    seat.ask(lambda: deciding.one(seat.desk, action_id), lambda found: _show(seat, found), owner=owner)


def _show(seat: Seat, found: Listed) -> None:
    ActionDetails(seat, found)


class ActionDetails(Enquiry):
    """What is known of an action: an open one can be closed or given more time, a closed one opened again."""

    def __init__(self, seat: Seat, listed: Listed) -> None:
        self._seat, self._action = seat, listed.action
        self.decision = Field("What became of it", Pills("What became of it", CHOICES), needed=True)
        self.reason = Field("Why was it not done?", Prose("Why was it not done?", lines=2), needed=True)
        self.by_when = Field("New date", DateEdit("New date"), needed=True)
        self.decision.edited.connect(self._ask_further)
        self.history = Rows()
        waits = listed.action.state is ActionState.OPEN
        facts = [fact(what, words) for what, words in _facts(listed, seat.desk.today)]
        asked = [self.decision, self.reason, self.by_when] if waits else []
        told = (Words(listed.action.what, "strong"), *facts, *asked, Words("History", "label"), self.history)
        super().__init__(seat.shell, "Action", *told)
        self._ask_further("")
        if waits:
            self.offer("Keep the decision", self.decide)
        elif listed.action.closed_between:
            self.offer("Open again", self.open_again, "Close")
        else:
            self.offer("Close", self.close_now, "")
        seat.ask(lambda: deciding.story(seat.desk, listed.action), self._tell, owner=self)

    def decide(self) -> None:
        """Keep the decision; what lacks is said at its field, and the desk refuses what it may not be."""
        chosen, reason, by_when = self.decision.raw(), str(self.reason.raw()), read_date(str(self.by_when.raw()))
        self.decision.set_problem("" if chosen else "Choose what became of it.")
        late = chosen == MORE_TIME and by_when is None
        self.by_when.set_problem("Write a date such as 4 March 2026 or 04/03/2026." if late else "")
        if not chosen or late:
            return
        desk, known = self._seat.desk, self._action.id

        def deed() -> Changes:
            if by_when is not None and chosen == MORE_TIME:
                return deciding.put_off(desk, known, by_when)
            return deciding.decide(desk, known, Decision(chosen), reason=reason)

        self._seat.do(deed, lambda _: self._decided(chosen), self._refuse, self)

    def _decided(self, chosen: str) -> None:
        """Say what became of it, with the way back; the sheet goes."""
        seat, before = self._seat, self._action
        self.close_now()
        undo: Callable[[], None] = lambda: seat.do(lambda: deciding.take_back(seat.desk, before))  # noqa: E731
        seat.shell.tell(SAID[chosen], "good", ("Undo", undo))

    def open_again(self) -> None:
        """Take back that it was closed."""
        seat, known = self._seat, self._action.id

        def opened(_: Changes) -> None:
            self.close_now()
            seat.shell.tell("The action is open again.", "good")

        seat.do(lambda: deciding.open_again(seat.desk, known), opened, self.refuse, self)

    def _refuse(self, error: SupdeskError) -> None:
        places = {"action.reason": self.reason, "action.date": self.by_when}
        if error.code in places:
            places[error.code].set_problem(error.sentence)
        else:
            self.refuse(error)

    def _ask_further(self, chosen: object) -> None:
        self.reason.setVisible(chosen == Decision.NOT_DONE.value)
        self.by_when.setVisible(chosen == MORE_TIME)

    def _tell(self, story: Sequence[Chapter]) -> None:
        self.history.set_rows([self._chapter(each) for each in story])

    def _chapter(self, chapter: Chapter) -> ListRow:
        title = f"{chapter.said} on {show_date(chapter.on)}"
        if not chapter.record_id:
            return ListRow(title, " · ".join(filter(None, ("Between sessions", chapter.why))))
        told = " · ".join(filter(None, (f"Record {chapter.number}", chapter.why)))
        return ListRow(title, told, deed="Read", on=lambda: self.read(chapter.record_id))

    def read(self, record_id: str) -> None:
        """Go to one of the records that speak of it."""
        self.close_now()
        open_record(self._seat, record_id)


def _facts(listed: Listed, today: date) -> Iterator[tuple[str, str]]:
    action = listed.action
    yield "By whom", action.by_whom or "Nobody named"
    yield "Agreed with", listed.names
    yield "By when", show_date(action.by_when) if action.by_when else "No date"
    if action.state is ActionState.OPEN:
        yield "Stands", f"{action.standing(today)}, open since {action.since}"
    elif not action.closed_between:
        yield "Stands", f"{action.state.label}. {BY_RECORD.format(show_date(action.history[-1].on))}"
    if action.because:
        yield "Because", action.because
    if action.how:
        yield "How we will know", action.how
