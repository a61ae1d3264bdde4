"""One action: what was agreed and why, what became of it so far, and what becomes of it now."""

from collections.abc import Iterator

from PySide6.QtWidgets import QWidget

from supdesk.desk import deciding
from supdesk.desk.deciding import Listed
from supdesk.domain.actions import ActionState, Decision
from supdesk.domain.days import show_date
from supdesk.domain.errors import SupdeskError
from supdesk.ui.enquiry import Enquiry
from supdesk.ui.parts import Field, LineEdit, Pills, Words, fact
from supdesk.ui.records.record import open_record
from supdesk.ui.seat import Seat


def open_action(seat: Seat, owner: QWidget, action_id: str) -> None:
    """Show an action."""

    def show(found: Listed) -> None:
        ActionDetails(seat, found)

    seat.ask(lambda: deciding.one(seat.desk, action_id), show, owner=owner)


CLOSING = (Decision.DONE, Decision.NOT_DONE)
"""What can be said between sessions: an action is carried over at the next one, whose record then holds it."""


class ActionDetails(Enquiry):
    """What is known of an action; an open one can be closed."""

    def __init__(self, seat: Seat, listed: Listed) -> None:
        self._seat, self._action = seat, listed.action
        choices = Pills("What became of it", [(d.value, d.label) for d in CLOSING])
        self.decision = Field("What became of it", choices, needed=True)
        self.reason = Field("Reason", LineEdit("Reason"), "Needed when it was not done.")
        waits = listed.action.state is ActionState.OPEN
        facts = [fact(what, words) for what, words in _facts(listed)]
        asked = [self.decision, self.reason] if waits else []
        super().__init__(seat.shell, "Action", Words(listed.action.what, "strong"), *facts, *asked)
        if waits:
            self.offer("Keep the decision", self.decide)
        else:
            self.offer("Open the record", self.read, "Close")

    def decide(self) -> None:
        """Keep the decision; the desk refuses "not done" without its reason."""
        if not self.decision.raw():
            self.decision.set_problem("Choose what became of it.")
            return
        decision, reason = Decision(self.decision.raw()), str(self.reason.raw())
        desk, known = self._seat.desk, self._action.id
        self._seat.do(
            lambda: deciding.decide(desk, known, decision, reason=reason), self.close_now, self._refuse, self
        )

    def _refuse(self, error: SupdeskError) -> None:
        if error.code == "action.reason":
            self.reason.set_problem(error.sentence)
        else:
            self.refuse(error)

    def read(self) -> None:
        """Go to the record in which it was agreed."""
        self.close_now()
        open_record(self._seat, self._action.record_id)


def _facts(listed: Listed) -> Iterator[tuple[str, str]]:
    action = listed.action
    yield "By whom", action.by_whom or "Nobody named"
    yield "By when", show_date(action.by_when) if action.by_when else "No date"
    yield "Agreed", f"{show_date(action.agreed_on)}, session {listed.session}, with {', '.join(listed.people)}"
    if action.because:
        yield "Because", action.because
    if action.how:
        yield "How we will know", action.how
    for step in action.history:
        yield step.decision.label, show_date(step.on) + (f": {step.reason}" if step.reason else "")
