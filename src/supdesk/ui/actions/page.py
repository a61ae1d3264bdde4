"""Open actions with their age, decided where they stand; closed ones below."""

from datetime import date

from PySide6.QtWidgets import QWidget

from supdesk.desk import deciding
from supdesk.desk.deciding import Listed
from supdesk.domain.actions import ActionState, Decision
from supdesk.domain.changes import Topic
from supdesk.domain.days import show_date
from supdesk.domain.errors import SupdeskError
from supdesk.ui.following import follow
from supdesk.ui.parts import (
    Badge,
    Card,
    EmptyState,
    Field,
    LineEdit,
    ListRow,
    Page,
    Pills,
    Rows,
    SecondaryButton,
    column,
    row,
)
from supdesk.ui.seat import Seat


class OpenAction(QWidget):
    """An open action; its button unfolds the decision below it."""

    def __init__(self, seat: Seat, listed: Listed, today: date) -> None:
        super().__init__()
        self._seat, self._id = seat, listed.action.id
        self.row = ListRow(
            listed.action.what, _about(listed, today), badge=_badge(listed, today), deed="Decide", on=self.unfold
        )
        self.decision = Pills("Decision", [(d.value, d.label) for d in Decision])
        self.reason = Field("Reason", LineEdit("Reason"), "Needed when it was not done.")
        self._fold = QWidget()
        keep = row(SecondaryButton("Keep the decision", on=self.decide), None)
        self._fold.setLayout(column(self.decision, self.reason, keep, gap=12, margin=(12, 0, 12, 16)))
        self._fold.hide()
        self.setLayout(column(self.row, self._fold, gap=0))

    def unfold(self) -> None:
        """Show or hide the decision."""
        self._fold.setVisible(self._fold.isHidden())

    def decide(self) -> None:
        """Keep the decision; the desk refuses "not done" without its reason."""
        if not self.decision.raw():
            self.reason.set_problem("Choose what became of it.")
            return
        decision, reason = Decision(self.decision.raw()), str(self.reason.raw())
        desk, known = self._seat.desk, self._id
        self._seat.do(lambda: deciding.decide(desk, known, decision, reason=reason), None, self._refuse, self)

    def _refuse(self, error: SupdeskError) -> None:
        self.reason.set_problem(error.sentence)


class ActionsPage(Page):
    """All actions: open ones first, those with the nearest date on top."""

    def __init__(self, seat: Seat) -> None:
        super().__init__("Actions", "What was agreed, until it is done or not going to be.")
        self._seat = seat
        self.open: list[OpenAction] = []
        self.closed: list[ListRow] = []
        follow(
            seat, self, lambda: deciding.listed(seat.desk), self._show, Topic.ACTIONS, Topic.RECORDS, Topic.PEOPLE
        )

    def _show(self, found: list[Listed]) -> None:
        self.clear()
        today = self._seat.desk.today
        is_open = [listed for listed in found if listed.action.state is ActionState.OPEN]
        self.open = [OpenAction(self._seat, listed, today) for listed in is_open]
        self.closed = [_closed(listed) for listed in found if listed not in is_open]
        groups: tuple[tuple[str, list[QWidget]], ...] = (("Open", [*self.open]), ("Closed", [*self.closed]))
        for title, rows in groups:
            if rows:
                card = Card(title)
                card.add(Rows(*rows))
                self.add(card)
        if not found:
            sentence = "Actions agreed at a session appear here when its record is finished."
            self.add(EmptyState("actions", "No actions yet", sentence))


def _about(listed: Listed, today: date) -> str:
    action = listed.action
    due = [f"by {show_date(action.by_when)}"] if action.by_when else []
    age = (today - action.agreed_on).days
    carried = [f"carried over {action.carried}×"] if action.carried else []
    parts = (action.by_whom, *due, f"{age} day{'' if age == 1 else 's'} old", *carried, listed.session)
    return " · ".join(part for part in parts if part)


def _badge(listed: Listed, today: date) -> Badge:
    return Badge("Overdue", "danger") if listed.action.overdue(today) else Badge("Open", "info")


def _closed(listed: Listed) -> ListRow:
    action = listed.action
    done = action.state is ActionState.DONE
    last = action.history[-1]
    about = f"{action.by_whom} · {show_date(last.on)}" + (f" · {last.reason}" if last.reason else "")
    return ListRow(action.what, about, badge=Badge(action.state.label, "good" if done else "warning"))


def build(seat: Seat) -> QWidget:
    """The Actions page."""
    return ActionsPage(seat)
