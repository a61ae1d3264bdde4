"""Last time: what was written then, and what became of what was agreed."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from supdesk.desk.recording import Sitting
from supdesk.domain.actions import Action, ActionState, Decision
from supdesk.domain.days import show_date
from supdesk.domain.sessions import Kind
from supdesk.forms.definition import Form
from supdesk.forms.kinds.outcomes import Outcome
from supdesk.ui.forms.reading import RecordText
from supdesk.ui.parts import (
    Badge,
    Field,
    Flow,
    Line,
    ListRow,
    Panel,
    Prose,
    QuietButton,
    SecondaryButton,
    Words,
    column,
    row,
)

_TONES = {Decision.DONE: "good", Decision.NOT_DONE: "warning", Decision.CARRIED: "info"}
CARRIED = "It stands among the actions of this record."
CARRIED_LATE = "It stands among the actions of this record, and needs a new date there."
OF_GROUPS = "The group goes through these when it meets; between two sessions, decide on them under Actions."
FIRST = {
    Kind.GROUP: "No earlier session of this group is recorded.",
    Kind.ONE_TO_ONE: "This is the first one-to-one recorded with them.",
    Kind.AD_HOC: "No earlier one-to-one or ad hoc session with them is recorded.",
}

Decide = Callable[[Action, Decision | None, str], object]
"""Keeps what is said of an action with its reason; None takes it back."""


class ActionCard(QWidget):
    """One open action and what became of it, which can be taken back until the record is finished."""

    decided = Signal(object, str)
    wanted = Signal()
    """The row of the new record in which a carried action stands is wanted."""

    def __init__(self, action: Action, on: date) -> None:
        super().__init__()
        self.action = action
        self._carried = CARRIED_LATE if action.overdue(on) else CARRIED
        self.outcome: Outcome | None = None
        what = action.what
        self.setAccessibleName(what)
        self.state = Badge("Open", "neutral")
        self.undo = QuietButton("Undo", "undo", lambda: self.decide(None))
        self._why = Words("", "muted")
        self._to_row = SecondaryButton("Change its words or date", on=self.wanted.emit, name=f"Change: {what}")
        self._after, self._choices, self._asking = QWidget(), QWidget(), QWidget()
        self._after.setLayout(column(row(self.state, self.undo, None), self._why, row(self._to_row, None), gap=6))
        self._choices.setLayout(self._buttons())
        self.reason = Field("Why was it not done?", Prose(f"Why not done: {what}", lines=2), needed=True)
        keep = SecondaryButton("Keep the reason", on=self._not_done)
        cancel = QuietButton("Cancel", on=lambda: self._ask(False))
        self._asking.setLayout(column(self.reason, row(keep, cancel, None), gap=8))
        who = Words(f"{action.by_whom or 'Nobody named'} · {_due(action)}{_closed(action)}", "muted")
        self.setLayout(column(Words(what, "strong"), who, self._after, self._choices, self._asking, gap=6))
        self.show_outcome(None)

    def decide(self, decision: Decision | None, reason: str = "") -> None:
        """Say what became of it, or take that back."""
        self.decided.emit(decision, reason)

    def show_outcome(self, outcome: Outcome | None) -> None:
        """Show what was said of it, or the choices where nothing is."""
        self.outcome = outcome
        if outcome is not None:
            words = outcome.decision.told
            self.state.set_state(words, _TONES[outcome.decision])
            self.undo.setAccessibleName(f"Undo {words.lower()}: {self.action.what}")
            carried = outcome.decision is Decision.CARRIED
            self._why.setText(self._carried if carried else outcome.reason)
            self._why.setVisible(bool(self._why.text()))
            self._to_row.setVisible(carried)
            self.reason.set_raw(outcome.reason)
        self._after.setVisible(outcome is not None)
        self._choices.setVisible(outcome is None)
        self._asking.hide()

    def enter(self) -> None:
        """Put the keyboard where one goes on: to the first choice, or to Undo."""
        target = self._first if self.outcome is None else self.undo
        target.setFocus()

    def _buttons(self) -> Flow:
        what = self.action.what
        self._first = SecondaryButton("Done", on=lambda: self.decide(Decision.DONE), name=f"Done: {what}")
        self._refusing = SecondaryButton("Not done…", on=lambda: self._ask(True), name=f"Not done: {what}")
        carry = SecondaryButton("Carry over", on=lambda: self.decide(Decision.CARRIED), name=f"Carry over: {what}")
        return Flow(self._first, self._refusing, carry)

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


def _due(action: Action) -> str:
    return f"by {show_date(action.by_when)}" if action.by_when else "no date"


def _closed(action: Action) -> str:
    """The day on which an action was closed elsewhere, and how."""
    if action.state is ActionState.OPEN:
        return ""
    return f" · closed on {show_date(action.history[-1].on)} as {action.state.label.lower()}"


class LastTime(Panel):
    """The left of the session desk. `wanted` asks for the row of a carried action, by the action's id."""

    wanted = Signal(str)

    def __init__(self, sitting: Sitting, decide: Decide) -> None:
        super().__init__("Last time")
        self._decide = decide
        self.cards: list[ActionCard] = []
        self.carry_all: SecondaryButton | None = None
        self._ready = column(gap=8)
        self.add(self._ready)
        self._add_cards("Agreed and still open", sitting.open_actions, sitting.session.on)
        self._open = list(self.cards)
        if len(self._open) > 1:
            self.carry_all = SecondaryButton("Carry all over", "carry", self._carry_all)
            self.add(row(self.carry_all, None))
        self._add_cards("Also spoken of in this record", sitting.others, sitting.session.on)
        for record, form in sitting.last:
            about = Words(f"{record.number} · {show_date(record.on)}", "muted")
            head = column(Words(form.title, "strong"), about, gap=2)
            self.add(head, RecordText(_told(form), record.answers, drawn=False))
        if not self.cards and not sitting.last:
            self.add(Words(FIRST[sitting.session.kind], "muted"))
        self._add_of_groups(sitting.of_groups)

    def prepare(self, checklist: QWidget) -> None:
        """Show above all else what should be ready before one starts."""
        self._ready.addWidget(checklist)
        self._ready.addWidget(Line())

    def show_outcomes(self, outcomes: Iterable[Outcome]) -> None:
        """Show what the draft says became of each."""
        said = {outcome.id: outcome for outcome in outcomes}
        for card in self.cards:
            if card.outcome != said.get(card.action.id):
                card.show_outcome(said.get(card.action.id))
        if self.carry_all is not None:
            self.carry_all.setEnabled(any(card.outcome is None for card in self._open))

    def enter(self, action_id: str) -> None:
        """Put the keyboard into the card of an action."""
        for card in self.cards:
            if card.action.id == action_id:
                card.enter()

    def _carry_all(self) -> None:
        """Carry over every action of which nothing is said; each can be taken back."""
        for card in [each for each in self._open if each.outcome is None]:
            self._decide(card.action, Decision.CARRIED, "")
        self._open[0].enter()

    def _add_cards(self, title: str, actions: Sequence[Action], on: date) -> None:
        if actions:
            self.add(Words(title, "label"))
        for action in actions:
            card = ActionCard(action, on)
            card.decided.connect(lambda decision, reason, card=card: self._said(card, decision, reason))
            card.wanted.connect(lambda card=card: self.wanted.emit(card.action.id))
            self.cards.append(card)
            self.add(card, Line())

    def _add_of_groups(self, actions: Sequence[Action]) -> None:
        if actions:
            self.add(Line(), Words("Taken on in a group, still open", "label"))
            self.add(*(ListRow(action.what, _due(action), stacked=True) for action in actions))
            self.add(Words(OF_GROUPS, "muted"))

    def _said(self, card: ActionCard, decision: Decision | None, reason: str) -> None:
        """Keep it; the keyboard goes on to the next action of which nothing is said."""
        self._decide(card.action, decision, reason)
        place = self.cards.index(card)
        later = [each for each in (*self.cards[place:], *self.cards[:place]) if each.outcome is None]
        (later[0] if later else card).enter()


def _told(form: Form) -> Form:
    """What was talked about; who met, when and how stands in the session itself."""
    told = (
        replace(each, fields=tuple(f for f in each.fields if f.fills in ("", "outcomes"))) for each in form.sections
    )
    return replace(form, sections=tuple(section for section in told if section.fields))
