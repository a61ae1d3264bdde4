"""What was found, with the found words in bold."""

from html import escape

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from supdesk.desk import searching
from supdesk.desk.searching import CLOSE, OPEN, Hit
from supdesk.ui.actions.details import open_action
from supdesk.ui.parts import Card, EmptyState, ListRow, Page, Rows, column, row
from supdesk.ui.people.person import open_person
from supdesk.ui.records.record import open_record
from supdesk.ui.reflections.cover import Blur
from supdesk.ui.reflections.going import find
from supdesk.ui.seat import Seat
from supdesk.ui.sessions.details import open_session

ICONS = {"record": "records", "session": "sessions", "person": "person", "action": "actions"}

HOW = (
    "Find what you wrote",
    "Press Ctrl+K and type. Sessions, people, records and actions that hold every word are listed; the beginning "
    "of a word is enough. Enter opens the first.",
)
NOTHING = ("Nothing found", "Try fewer words, or the beginning of one.")


Answer = tuple[str, list[Hit], list[Hit]]
"""What was typed, what was found, and which pages of one's own."""


class SearchPage(Page):
    """Records, sessions, people and actions that hold every word typed."""

    def __init__(self, seat: Seat) -> None:
        super().__init__("Search")
        self._seat, self._typed, self._opens = seat, "", False
        self.rows: list[ListRow] = []
        self.add(EmptyState("search", *HOW))

    def look_for(self, typed: str) -> None:
        """Search for these words and show what is found."""
        self._typed, self._opens = typed, False
        if typed.strip():
            self._seat.ask(lambda: self._look(typed), self._found, owner=self)
        else:
            self._show([], [], HOW)

    def _look(self, typed: str) -> Answer:
        desk = self._seat.desk
        return typed, searching.find(desk, typed), searching.find_own(desk, typed)

    def open_first(self) -> None:
        """Open what is found first for these words, once it is."""
        self._opens = True

    def _found(self, answer: Answer) -> None:
        typed, hits, own = answer
        if typed == self._typed:
            self._show(hits, own, NOTHING)
            if hits and self._opens:
                self._opens = False
                self.open_hit(hits[0])

    def _show(self, hits: list[Hit], own: list[Hit], otherwise: tuple[str, str]) -> None:
        self.clear()
        self.rows = [self._row(hit) for hit in hits]
        if self.rows:
            card = Card()
            card.add(Rows(*self.rows))
            self.add(card)
        if own:
            card = Card("Your reflections", note="Covered until you open them.")
            card.add(Rows(*(self._own(hit) for hit in own)))
            self.add(card)
        if not hits and not own:
            self.add(EmptyState("search", *otherwise))

    def _own(self, hit: Hit) -> QWidget:
        """A page of one's own: its words stay behind a blur."""
        made, blur = QWidget(), Blur((0.5,))
        title = ListRow(hit.title, icon="reflections", opens=lambda: find(self._seat, hit.subject))
        made.setLayout(column(title, row(40, blur, gap=0), gap=0))
        return made

    def _row(self, hit: Hit) -> ListRow:
        made = ListRow(hit.title, " ", icon=ICONS.get(hit.kind, "search"), opens=lambda: self.open_hit(hit))
        made.subtitle.setTextFormat(Qt.TextFormat.RichText)
        made.subtitle.setText(marked(hit.snippet))
        return made

    def open_hit(self, hit: Hit) -> None:
        """Open what was found."""
        seat, known = self._seat, hit.subject
        match hit.kind:
            case "record":
                open_record(seat, known)
            case "session":
                open_session(seat, self, known)
            case "person":
                open_person(seat, known)
            case "action":
                open_action(seat, self, known)


def marked(snippet: str) -> str:
    """The snippet as rich text, the found words in bold and everything typed by a person escaped."""
    return escape(snippet).replace(OPEN, "<b>").replace(CLOSE, "</b>")


def build(seat: Seat) -> QWidget:
    """A page of results that listens to the search box."""
    page = SearchPage(seat)
    seat.shell.search_requested.connect(page.look_for)
    seat.shell.search_entered.connect(page.open_first)
    return page
