"""The Reflections page: one's own pages, covered until asked for, and the shelf."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtWidgets import QWidget

from supdesk.desk import reflecting
from supdesk.desk.reflecting import Begun, Listed
from supdesk.domain.changes import Changes, Topic
from supdesk.domain.days import show_date
from supdesk.forms.definition import REFLECTION
from supdesk.ui.parts import Card, EmptyState, ListRow, Page, Pills, PrimaryButton, Rows, SecondaryButton, Words
from supdesk.ui.reflections.cover import Covered
from supdesk.ui.reflections.going import read
from supdesk.ui.reflections.shelf import ShelfView
from supdesk.ui.reflections.writing import begin, offer_new
from supdesk.ui.seat import Seat

PAGES, SHELF = "pages", "shelf"
HIDDEN = "Your reflections, if you have written any, are covered: nobody reads them over your shoulder."
PRIVATE = (
    "Only you read these pages. They are in no record, report, register, statement or count, and nothing that is "
    "written for others takes from them. A court or a subject access request is another matter: those may ask for "
    "them too. So write what you learnt, not who was there."
)
EMPTY = (
    "Nothing written yet",
    "Choose New reflection. There are models to follow, and a free page for when none fits.",
)


class ReflectionsPage(Page):
    """One's own pages and the shelf, one at a time."""

    def __init__(self, seat: Seat) -> None:
        super().__init__("Reflections", "Private pages of your own.")
        self._seat = seat
        shelf = seat.desk.around.packs.shelf.title
        self.which = Pills("Show", [(PAGES, "Your reflections"), *([(SHELF, shelf)] if shelf else [])])
        self.new = PrimaryButton("New reflection", "add", lambda: offer_new(seat, self))
        self.export = PrimaryButton("Export as one PDF…", "export", lambda: self.shelf.export())
        self.hide_again = SecondaryButton("Cover again", "hide", lambda: self.covered.cover())
        self.set_deeds([self.hide_again, self.new, self.export])
        self.covered = Covered(seat, HIDDEN, "Show them", self._ask)
        self.shelf = ShelfView(seat)
        self.said = Words(PRIVATE, "muted")
        self.add(self.which, self.said, self.covered, self.shelf)
        self.which.edited.connect(self.turn)
        self.covered.turned.connect(self.hide_again.setVisible)
        seat.changed.connect(self._hear)
        self.turn(PAGES)

    def turn(self, view: str) -> None:
        """Show the reflections, covered, or the shelf."""
        self.covered.cover()
        self.which.set_raw(view)
        pages: tuple[QWidget, ...] = (self.said, self.covered, self.new)
        shelf: tuple[QWidget, ...] = (self.shelf, self.export)
        for part in (*pages, *shelf):
            part.setVisible((part in pages) is (view == PAGES))

    def _hear(self, changes: Changes) -> None:
        if self.covered.is_open and changes.concerns(Topic.REFLECTIONS):
            self._ask()

    def _ask(self) -> None:
        desk = self._seat.desk
        self._seat.ask(lambda: (reflecting.begun(desk), reflecting.listed(desk)), self._show, owner=self)

    def _show(self, found: tuple[list[Begun], list[Listed]]) -> None:
        begun = [self._begun(each) for each in found[0] if each.serves == REFLECTION]
        written = [self._written(each) for each in found[1] if each.page.serves == REFLECTION]
        cards = [_card(title, rows) for title, rows in (("Not finished", begun), ("Written", written)) if rows]
        self.covered.show_these(*cards, *([] if cards else [EmptyState("reflections", *EMPTY)]))

    def _begun(self, each: Begun) -> ListRow:
        about = f"{each.title} · being changed" if each.changes else each.title
        go_on = partial(self._go_on, each.draft_id)
        return ListRow(each.begins or each.title, about, icon="edit", deed="Go on", on=go_on)

    def _go_on(self, draft_id: str) -> None:
        begin(self._seat, self, lambda: reflecting.reopen(self._seat.desk, draft_id))

    def _written(self, each: Listed) -> ListRow:
        page = each.page
        about = " · ".join(part for part in (page.title, show_date(page.on), each.session) if part)
        return ListRow(
            each.begins or page.title, about, icon="reflections", opens=lambda: read(self._seat, page.id)
        )


def _card(title: str, rows: Sequence[ListRow]) -> Card:
    card = Card(title)
    card.add(Rows(*rows))
    return card


def build(seat: Seat) -> QWidget:
    """The Reflections page."""
    return ReflectionsPage(seat)
