"""One action: what was agreed and why, what became of it so far, and what becomes of it now."""

from collections.abc import Iterator

from PySide6.QtWidgets import QWidget

from supdesk.desk import deciding
from supdesk.desk.deciding import Listed
from supdesk.domain.actions import ActionState, Decision
from supdesk.domain.days import show_date
from supdesk.ui.enquiry import Enquiry
from supdesk.ui.parts import Field, LineEdit, Pills, Words
from supdesk.ui.records.record import open_record
from supdesk.ui.seat import Seat


def open_action(seat: Seat, owner: QWidget, action_id: str) -> None:
    """Show an action."""

    def show(found: Listed) -> None:
        ActionDetails(seat, found)

    seat.ask(lambda: deciding.one(seat.desk, action_id), show, owner=owner)


class ActionDetails(Enquiry):
    """What is known of an action; an open one can be decided."""

    def __init__(self, seat: Seat, listed: Listed) -> None:
        self._seat, self._action = seat, listed.action
        choices = Pills("What became of it", [(d.value, d.label) for d in Decision])
        self.decision = Field("What became of it", choices, needed=True)
        self.reason = Field("Reason", LineEdit("Reason"), "Needed when it was not done.")
        waits = listed.action.state is ActionState.OPEN
        facts = [Words(fact) for fact in _facts(listed)]
        asked = [self.decision, self.reason] if waits else []
        super().__init__(seat.shell, "Action", Words(listed.action.what, "strong"), *facts, *asked)
        self.offer(*(("Keep the decision", self.decide) if waits else ("Open the record", self.read)))

    def decide(self) -> None:
        """Keep the decision; the desk refuses "not done" without its reason."""
        if not self.decision.raw():
            self.decision.set_problem("Choose what became of it.")
            return
        decision, reason = Decision(self.decision.raw()), str(self.reason.raw())
        desk, known = self._seat.desk, self._action.id
        self._seat.do(
            lambda: deciding.decide(desk, known, decision, reason=reason), self.close_now, self.refuse, self
        )

    def read(self) -> None:
        """Go to the record in which it was agreed."""
        self.close_now()
        open_record(self._seat, self._action.record_id)


def _facts(listed: Listed) -> Iterator[str]:
    action = listed.action
    due = f", by {show_date(action.by_when)}" if action.by_when else ""
    yield f"{action.by_whom or 'Nobody named'}{due}"
    yield f"Agreed on {show_date(action.agreed_on)}, session {listed.session}, with {', '.join(listed.people)}"
    if action.because:
        yield f"Because: {action.because}"
    if action.how:
        yield f"How we will know: {action.how}"
    for step in action.history:
        yield f"{step.decision.label}, {show_date(step.on)}" + (f": {step.reason}" if step.reason else "")
