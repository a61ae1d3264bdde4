"""Every action in one table, with its age and how it stands, narrowed as one wishes; a row opens to its history."""

from collections.abc import Iterator

from PySide6.QtWidgets import QWidget

from supdesk.desk import deciding
from supdesk.desk.deciding import Listed
from supdesk.domain.actions import ActionState, Which
from supdesk.domain.changes import Topic
from supdesk.domain.days import brief_date
from supdesk.ui.actions.details import ActionDetails
from supdesk.ui.actions.standing import tone
from supdesk.ui.following import follow
from supdesk.ui.parts import BROAD, Cell, Choice, Column, EmptyState, Finder, Page, Pills, Row, Table, Words, row
from supdesk.ui.seat import Seat

COLUMNS = (
    Column("What", share=2),
    Column("By whom", 132),
    Column("Agreed with"),
    Column("By when", 116),
    Column("How it stands", 156),
    Column("Open since", 148),
)
ALL, MINE, THEIRS = "all", "mine", "theirs"
WHOSE = ((ALL, "Everybody's"), (MINE, "Mine"), (THEIRS, "Theirs"))
NOTHING = {
    Which.OPEN: "Nothing is open here.",
    Which.OVERDUE: "Nothing here is past its date.",
    Which.SOON: "Nothing here is due within two weeks.",
    Which.UNDATED: "Every open action here has a date.",
    Which.CARRIED: "Nothing here was carried over more than once.",
    Which.CLOSED: "Nothing was closed here yet.",
}
ANYBODY = ("", "Anybody, any service")


class ActionsPage(Page):
    """What was agreed, those with the nearest date first; a click on a heading sorts."""

    def __init__(self, seat: Seat) -> None:
        lead = "What was agreed, until it is done or not going to be."
        super().__init__("Actions", lead, width=BROAD, scrolls=False)
        self._seat = seat
        self._found: list[Listed] = []
        self.which, self.whose = Pills("Show", [(each.value, each.label) for each in Which]), Pills("Whose", WHOSE)
        self.whom = Choice("Agreed with", [ANYBODY], pills=False)
        self.search = Finder("Find in the list", "Find by words, person or service")
        self.said, self.table = Words("", "muted", wrap=False), Table("Actions", COLUMNS, "Nothing is open here.")
        self.empty = EmptyState(
            "actions",
            "No actions yet",
            "What is agreed in a session is listed here once its record is finished, until it is closed.",
        )
        self._filters = QWidget()
        self._filters.setLayout(row(self.whose, self.whom, self.search, gap=16))
        self._line = QWidget()
        self._line.setLayout(row(self.which, None, self.said, gap=16))
        self.add(self._line, self._filters, self.table, self.empty)
        for each in (self.which, self.whose, self.whom, self.search):
            each.edited.connect(lambda _: self._draw())
        self.table.opened.connect(self.open_action)
        self.narrow(Which.OPEN)
        follow(
            seat, self, lambda: deciding.listed(seat.desk), self._show, Topic.ACTIONS, Topic.SESSIONS, Topic.PEOPLE
        )

    def narrow(self, which: Which, whose: str = ALL) -> None:
        """Show only these, whoever they were agreed with."""
        self.which.set_raw(which.value)
        self.whose.set_raw(whose)
        self.whom.set_raw("")
        self.search.set_raw("")
        self._draw()

    def open_action(self, action_id: str) -> None:
        """Show an action's history and what can be decided on it."""
        ActionDetails(self._seat, next(each for each in self._found if each.action.id == action_id))

    def _show(self, found: list[Listed]) -> None:
        self._found = found
        self.whom.set_options([ANYBODY, *_whom(found)])
        if not self.whom.raw():
            self.whom.set_raw("")
        self._draw()

    def _draw(self) -> None:
        which, today = Which(self.which.raw()), self._seat.desk.today
        ours = [each for each in self._found if self._wanted(each)]
        shown = [each for each in ours if which.holds(each.action, today)]
        self.table.set_rows([self._row(each) for each in shown], NOTHING[which])
        self.said.setText(_count(len(shown), which))
        self.empty.setVisible(not self._found)
        for part in (self._line, self._filters, self.table):
            part.setVisible(bool(self._found))

    def _wanted(self, listed: Listed) -> bool:
        whose, whom = self.whose.raw(), self.whom.raw()
        with_whom = {known for person in listed.people for known in (person.id, person.service)}
        return (
            (whose == ALL or listed.mine is (whose == MINE))
            and (not whom or whom in with_whom)
            and self.search.finds(_text(listed))
        )

    def _row(self, listed: Listed) -> Row:
        action, today = listed.action, self._seat.desk.today
        due = action.by_when
        return Row(
            action.id,
            (
                Cell(action.what, strong=True),
                action.by_whom or "Nobody named",
                listed.names,
                Cell(brief_date(due) if due else "", sort=due.isoformat() if due else "9999"),
                Cell(action.standing(today), tone(action, today), sort=_pressing(listed)),
                Cell(action.since, sort=action.agreed_on.isoformat()),
            ),
        )


def _pressing(listed: Listed) -> tuple[bool, str]:
    """By the day it is due, undated ones last, then the closed ones."""
    action = listed.action
    return action.state is not ActionState.OPEN, action.by_when.isoformat() if action.by_when else "9999"


def _whom(found: list[Listed]) -> Iterator[tuple[str, str]]:
    """The services and then the people with whom anything was agreed, by name."""
    people = {person.id: person for listed in found for person in listed.people}.values()
    yield from ((service, service) for service in sorted({person.service for person in people} - {""}))
    yield from ((person.id, person.name) for person in sorted(people, key=lambda each: each.name.casefold()))


def _text(listed: Listed) -> str:
    action, people = listed.action, listed.people
    services = (person.service for person in people)
    return " ".join((action.what, action.by_whom, action.because, listed.session, listed.names, *services))


def _count(count: int, which: Which) -> str:
    if which is Which.CLOSED:
        return f"The last {count} closed" if count == deciding.CLOSED else f"{count} closed"
    return f"{count} action{'' if count == 1 else 's'}"


def build(seat: Seat) -> QWidget:
    """The Actions page."""
    return ActionsPage(seat)
