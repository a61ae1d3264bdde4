"""Open actions with their age and the way to decide on them; closed ones below."""

from datetime import date

from PySide6.QtWidgets import QWidget

from supdesk.desk import deciding
from supdesk.desk.deciding import Listed
from supdesk.domain.actions import ActionState
from supdesk.domain.changes import Topic
from supdesk.domain.days import show_date
from supdesk.ui.actions.details import ActionDetails
from supdesk.ui.following import follow
from supdesk.ui.parts import Badge, Card, EmptyState, ListRow, Page, Rows
from supdesk.ui.seat import Seat


class ActionsPage(Page):
    """All actions: open ones first, those with the nearest date on top."""

    def __init__(self, seat: Seat) -> None:
        super().__init__("Actions", "What was agreed, until it is done or not going to be.")
        self._seat = seat
        self.open: list[ListRow] = []
        self.closed: list[ListRow] = []
        follow(
            seat, self, lambda: deciding.listed(seat.desk), self._show, Topic.ACTIONS, Topic.RECORDS, Topic.PEOPLE
        )

    def _show(self, found: list[Listed]) -> None:
        self.clear()
        today = self._seat.desk.today
        is_open = [listed for listed in found if listed.action.state is ActionState.OPEN]
        self.open = [self._open(listed, today) for listed in is_open]
        self.closed = [self._closed(listed) for listed in found if listed not in is_open]
        groups: tuple[tuple[str, list[QWidget]], ...] = (("Open", [*self.open]), ("Closed", [*self.closed]))
        for title, rows in groups:
            if rows:
                card = Card(title)
                card.add(Rows(*rows))
                self.add(card)
        if not found:
            sentence = "Actions agreed at a session appear here when its record is finished."
            self.add(EmptyState("actions", "No actions yet", sentence))

    def _open(self, listed: Listed, today: date) -> ListRow:
        def look() -> None:
            ActionDetails(self._seat, listed)

        badge, about = _badge(listed, today), _about(listed, today)
        return ListRow(listed.action.what, about, badge=badge, deed="Decide", on=look, opens=look)

    def _closed(self, listed: Listed) -> ListRow:
        action, last = listed.action, listed.action.history[-1]
        about = f"{action.by_whom} · {show_date(last.on)}" + (f" · {last.reason}" if last.reason else "")
        badge = Badge(action.state.label, "good" if action.state is ActionState.DONE else "warning")
        return ListRow(action.what, about, badge=badge, opens=lambda: ActionDetails(self._seat, listed))


def _about(listed: Listed, today: date) -> str:
    action = listed.action
    due = [f"by {show_date(action.by_when)}"] if action.by_when else []
    age = (today - action.agreed_on).days
    carried = [f"carried over {action.carried}×"] if action.carried else []
    parts = (action.by_whom, *due, f"{age} day{'' if age == 1 else 's'} old", *carried, listed.session)
    return " · ".join(part for part in parts if part)


def _badge(listed: Listed, today: date) -> Badge:
    return Badge("Overdue", "danger") if listed.action.overdue(today) else Badge("Open", "info")


def build(seat: Seat) -> QWidget:
    """The Actions page."""
    return ActionsPage(seat)
