"""The yearly questionnaire: who has answered, and what came of it so far."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from supdesk.desk import auditing, recording, reporting
from supdesk.domain.changes import Topic
from supdesk.domain.people import Person
from supdesk.domain.quarters import year
from supdesk.domain.reports import Table
from supdesk.ui import theme
from supdesk.ui.following import follow
from supdesk.ui.parts import Badge, Card, ListRow, Rows, clear, column, put
from supdesk.ui.records.going import begin
from supdesk.ui.reports.tables import WIDTH, table_card
from supdesk.ui.seat import Seat

NOTE = (
    "Each supervisee answers once between April and March. The year's audit adds the answers up without names; in "
    "what is published small numbers are hidden."
)
Found = tuple[list[tuple[Person, bool]], tuple[tuple[Table, str], ...]]


class Questionnaire(QWidget):
    """Everybody supervised, with whether their answer of this year is there; one button begins or goes on."""

    def __init__(self, seat: Seat, of: Callable[[], str]) -> None:
        super().__init__()
        self._seat, self._of, self._whose = seat, of, of()
        self._cards = column(gap=16)
        self.setLayout(self._cards)
        topics = (Topic.PEOPLE, Topic.RECORDS, Topic.SETTINGS)
        follow(seat, self, self._ask, self._show, *topics, when=lambda: not self.isHidden())

    def look(self) -> None:
        """Show how it stands now."""
        self._whose = self._of()
        self._seat.ask(self._ask, self._show, owner=self)

    def fill_in(self, person_id: str) -> None:
        """Open somebody's questionnaire."""
        desk = self._seat.desk
        begin(self._seat, self, lambda: recording.begin_questionnaire(desk, person_id))

    def _ask(self) -> Found:
        desk, of, dark = self._seat.desk, self._whose, theme.current().scheme == "dark"
        asked, tables = auditing.asked_this_year(desk, of), reporting.questionnaire(desk, year(desk.today), of)
        return asked, tuple((each, reporting.bars_svg(desk, each, dark=dark, width=WIDTH)) for each in tables)

    def _show(self, found: Found) -> None:
        asked, tables = found
        clear(self._cards)
        given = sum(answered for _, answered in asked)
        card = Card(f"{given} of {len(asked)} have answered this year" if asked else "Nobody to ask", note=NOTE)
        if asked:
            card.add(Rows(*(self._row(*each) for each in sorted(asked, key=lambda each: each[1]))))
        put(self._cards, card)
        if given:
            for table, picture in tables:
                put(self._cards, table_card(table, picture))

    def _row(self, person: Person, answered: bool) -> ListRow:
        badge = Badge("Answered", "good") if answered else Badge("Not yet", "neutral")
        return ListRow(
            person.name,
            person.service,
            icon="person",
            badge=badge,
            deed="" if answered else "Fill in",
            on=lambda: self.fill_in(person.id),
        )
