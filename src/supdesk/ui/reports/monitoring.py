"""The monitoring plan: what the organisation checks, and what is to be made for it here."""

from collections.abc import Callable, Iterator

from PySide6.QtWidgets import QWidget

from supdesk.desk import overseeing
from supdesk.domain.changes import Topic
from supdesk.domain.days import show_date
from supdesk.domain.monitoring import Requirement, Watch
from supdesk.ui.following import follow
from supdesk.ui.parts import Badge, Card, ListRow, Rows, Words, clear, column, put
from supdesk.ui.seat import Seat

NOTE = "As the policy pack has it. What is made here counts once it is written after its quarter or year is over."
NOTHING = "The policy pack has no monitoring plan."


class MonitoringPlan(QWidget):
    """Each requirement, when it was last made and is due; `make` goes where that is done."""

    def __init__(self, seat: Seat, make: Callable[[Watch], object], of: Callable[[], str]) -> None:
        super().__init__()
        self._seat, self._make, self._of, self._whose = seat, make, of, of()
        self._cards = column(gap=16)
        self.setLayout(self._cards)
        topics = (Topic.FILES, Topic.SETTINGS)
        follow(seat, self, self._ask, self._show, *topics, when=lambda: not self.isHidden())

    def look(self) -> None:
        """Show how it stands now."""
        self._whose = self._of()
        self._seat.ask(self._ask, self._show, owner=self)

    def _ask(self) -> list[Watch]:
        return overseeing.plan(self._seat.desk, self._whose)

    def _show(self, found: list[Watch]) -> None:
        clear(self._cards)
        card = Card("What is monitored", note=NOTE if found else "")
        card.add(Rows(*map(self._row, found)) if found else Words(NOTHING, "muted"))
        put(self._cards, card)

    def _row(self, watch: Watch) -> ListRow:
        asked = watch.requirement
        return ListRow(
            asked.requirement,
            f"{asked.often} · {asked.process} by: {asked.responsible}\n"
            f"{_acted(asked)}Review: {asked.review}\n{'. '.join(_days(watch))}.",
            icon="reports",
            badge=_badge(watch),
            deed="Make this" if asked.report else "",
            on=lambda: self._make(watch),
        )


def _acted(asked: Requirement) -> str:
    return f"Action plan: {asked.action_plan} · " if asked.action_plan else ""


def _badge(watch: Watch) -> Badge | None:
    if watch.due is None:
        return None
    return Badge("Due", "warning") if watch.late else Badge("In time", "good")


def _days(watch: Watch) -> Iterator[str]:
    if watch.period is None:
        yield "Not made with this program"
        return
    yield f"Last made {show_date(watch.made)}" if watch.made else "Not made yet"
    if watch.due is not None:
        yield f"{'Due since' if watch.late else 'Next due'} {show_date(watch.due)}"
