"""What needs me?"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from PySide6.QtWidgets import QWidget

from supdesk.desk import attending
from supdesk.desk.attending import Today
from supdesk.domain.actions import Which
from supdesk.domain.changes import Topic
from supdesk.domain.days import show_date
from supdesk.domain.records import RecordState
from supdesk.domain.sessions import State
from supdesk.ui.following import follow
from supdesk.ui.parts import Card, EmptyState, ListRow, Page, PrimaryButton, QuietButton, Rows, SecondaryButton, row
from supdesk.ui.seat import Seat
from supdesk.ui.sessions.planner import offer_planner, offer_start
from supdesk.ui.today.rows import Waits

MOST = 5
"""Rows of a group; the way to the others stands below them."""


@dataclass(frozen=True, slots=True)
class Group:
    """Things of one kind that wait: what makes the row of each, and the way to all, if there is a page of them."""

    title: str
    things: Sequence[Any]
    row: Callable[[Any], ListRow]
    all: Callable[[], object] | None = None


class TodayPage(Page):
    """Everything that waits, in cards; a card with nothing in it is not shown."""

    def __init__(self, seat: Seat) -> None:
        super().__init__("Today")
        self._seat = seat
        self.cards: dict[str, list[ListRow]] = {}
        self.ways: dict[str, QuietButton] = {}
        now = SecondaryButton("Start a session now", "sessions", lambda: offer_start(seat, self))
        self.set_deeds([now, PrimaryButton("Plan a session", "add", lambda: offer_planner(seat, self))])
        follow(seat, self, lambda: attending.today(seat.desk), self._show, *Topic)

    def _show(self, found: Today) -> None:
        self.clear()
        self.set_title("Today", show_date(found.day))
        self.cards, self.ways = {}, {}
        for group in self._groups(found):
            if group.things:
                self.add(self._card(group))
        if not self.cards:
            self.add(_nothing())

    def _card(self, group: Group) -> Card:
        shown = group.things if group.all is None else group.things[:MOST]
        made = self.cards[group.title] = [group.row(thing) for thing in shown]
        card = Card(group.title)
        card.add(Rows(*made))
        if len(shown) < len(group.things):
            way = QuietButton(f"All {len(group.things)} of them", on=group.all, name=f"{group.title}: all of them")
            self.ways[group.title] = way
            card.add(row(way, None))
        return card

    def _groups(self, found: Today) -> Iterator[Group]:
        waits = Waits(self._seat, self, found)
        whom = [partial(waits.own, line) for line in (found.own,) if line]
        whom += [partial(waits.person, line) for line in found.people]
        yield Group("Sessions today and this week", found.sessions, waits.session, self._to_sessions(State.PLANNED))
        yield Group("Unfinished drafts", found.drafts, waits.draft)
        yield Group("To be sealed", found.waiting, waits.unsealed, self._to_records)
        yield Group("To be planned", whom, lambda make: make(), self._to_people)
        yield Group("Actions past their date", found.actions, waits.action, self._to_actions)
        yield Group("Cancelled again", found.tellings, waits.telling, self._to_sessions(State.CANCELLED))
        yield Group("To be sent round", found.rounds, waits.round, self._to_sessions(State.HELD))
        yield Group("Clinical records to bring up to date", found.clinical, waits.clinical, self._to_all_records)
        yield Group("Quarter's end", [found.quarter] if found.quarter else [], waits.quarter)
        yield Group("Contracts to review", found.contracts, waits.contract, partial(self._go, "contracts"))
        yield Group("Training", found.training, waits.training)
        yield Group("Evaluations awaited", found.evaluations, waits.evaluation, self._to_sessions(State.HELD))

    def _go(self, key: str) -> QWidget:
        """Show a place of the rail; answers with its page."""
        self._seat.shell.show_page(key)
        return self._seat.shell.page(key)

    def _to_sessions(self, state: State) -> Callable[[], None]:
        def go() -> None:
            from supdesk.ui.sessions.page import SessionsPage

            if isinstance(page := self._go("sessions"), SessionsPage):
                page.narrow(state)

        return go

    def _to_records(self) -> None:
        from supdesk.ui.records.page import RecordsPage

        if isinstance(page := self._go("records"), RecordsPage):
            page.narrow(RecordState.FINISHED)

    def _to_all_records(self) -> None:
        self._go("records")

    def _to_people(self) -> None:
        from supdesk.ui.people.page import TRACKER, PeoplePage
        from supdesk.ui.people.tracker import TO_PLAN

        if isinstance(page := self._go("people"), PeoplePage):
            page.turn(TRACKER, TO_PLAN)

    def _to_actions(self) -> None:
        from supdesk.ui.actions.page import ActionsPage

        if isinstance(page := self._go("actions"), ActionsPage):
            page.narrow(Which.OVERDUE)


def _nothing() -> EmptyState:
    return EmptyState(
        "today",
        "Nothing waits for you today",
        "Sessions to come, people who are due, records to sign and late actions appear here by themselves.",
    )


def build(seat: Seat) -> QWidget:
    """The Today page."""
    return TodayPage(seat)
