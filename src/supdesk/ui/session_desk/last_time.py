"""Last time: what was written then, and what became of what was agreed."""

from dataclasses import replace

from PySide6.QtWidgets import QWidget

from supdesk.desk import deciding
from supdesk.desk.recording import Sitting
from supdesk.domain.actions import Action, Decision
from supdesk.domain.days import show_date
from supdesk.forms.definition import Form
from supdesk.ui.forms.reading import RecordText
from supdesk.ui.parts import (
    Badge,
    Field,
    Flow,
    Line,
    Panel,
    Prose,
    QuietButton,
    SecondaryButton,
    Words,
    column,
    row,
)
from supdesk.ui.seat import Seat

_TONES = {Decision.DONE: "good", Decision.NOT_DONE: "warning", Decision.CARRIED: "info"}
_AFTER = {Decision.DONE: "Done", Decision.NOT_DONE: "Not done", Decision.CARRIED: "Carried over"}


class ActionCard(QWidget):
    """One open action and what became of it."""

    def __init__(self, seat: Seat, action: Action, session_id: str) -> None:
        super().__init__()
        self._seat, self._action, self._session = seat, action, session_id
        self.setAccessibleName(action.what)
        due = f"by {show_date(action.by_when)}" if action.by_when else "no date"
        self.state = Badge("Open", "neutral")
        self.state.hide()
        self._choices, self._asking = QWidget(), QWidget()
        self._choices.setLayout(self._buttons())
        self.reason = Field("Why was it not done?", Prose(f"Why not done: {action.what}", lines=2), needed=True)
        keep = SecondaryButton("Keep the reason", on=self._not_done)
        cancel = QuietButton("Cancel", on=lambda: self._ask(False))
        self._asking.setLayout(column(self.reason, row(keep, cancel, None), gap=8))
        self._asking.hide()
        who = Words(f"{action.by_whom or 'Nobody named'} · {due}", "muted")
        self.setLayout(column(Words(action.what, "strong"), who, self.state, self._choices, self._asking, gap=6))

    def decide(self, decision: Decision, reason: str = "") -> None:
        """Say what became of it."""
        desk, action, session = self._seat.desk, self._action.id, self._session
        self._seat.do(
            lambda: deciding.decide(desk, action, decision, session_id=session, reason=reason),
            lambda _: self._settled(decision),
            owner=self,
        )

    def _buttons(self) -> Flow:
        what = self._action.what
        self._refusing = SecondaryButton("Not done…", on=lambda: self._ask(True), name=f"Not done: {what}")
        return Flow(
            SecondaryButton("Done", on=lambda: self.decide(Decision.DONE), name=f"Done: {what}"),
            self._refusing,
            SecondaryButton("Carry over", on=lambda: self.decide(Decision.CARRIED), name=f"Carry over: {what}"),
        )

    def _ask(self, asking: bool) -> None:
        shown, hidden = (self._asking, self._choices) if asking else (self._choices, self._asking)
        shown.show()
        (self.reason.control if asking else self._refusing).setFocus()
        hidden.hide()

    def _not_done(self) -> None:
        reason = str(self.reason.raw()).strip()
        self.reason.set_problem(None if reason else "Say why: the reason is part of the record.")
        if reason:
            self.decide(Decision.NOT_DONE, reason)

    def _settled(self, decision: Decision) -> None:
        self._choices.hide()
        self._asking.hide()
        self.state.set_state(_AFTER[decision], _TONES[decision])
        self.state.show()


class LastTime(Panel):
    """The left of the session desk."""

    def __init__(self, seat: Seat, sitting: Sitting) -> None:
        super().__init__("Last time")
        self.cards = [ActionCard(seat, action, sitting.session.id) for action in sitting.open_actions]
        if self.cards:
            self.add(Words("Agreed and still open", "label"))
        for card in self.cards:
            self.add(card, Line())
        for record, form in sitting.last:
            about = Words(f"{record.number} · {show_date(record.on)}", "muted")
            head = column(Words(form.title, "strong"), about, gap=2)
            self.add(head, RecordText(_told(form), record.answers))
        if not self.cards and not sitting.last:
            self.add(Words("This is the first session recorded with these people.", "muted"))


def _told(form: Form) -> Form:
    """What was talked about; who met, when and how stands in the session itself."""
    told = (replace(each, fields=tuple(f for f in each.fields if not f.fills)) for each in form.sections)
    return replace(form, sections=tuple(section for section in told if section.fields))
