"""The shelf: what was gathered for a regulator, what is missing, and the way to write it."""

from collections.abc import Iterator
from functools import partial

from PySide6.QtWidgets import QWidget

from supdesk.desk import reflecting, shelving
from supdesk.desk.shelving import Board, Standing
from supdesk.domain.changes import Topic
from supdesk.domain.days import show_date
from supdesk.ui.following import follow
from supdesk.ui.parts import Card, ListRow, Rows, SecondaryButton, Words, clear, column
from supdesk.ui.reflections.going import read
from supdesk.ui.reflections.leaving import offer_export
from supdesk.ui.reflections.writing import begin
from supdesk.ui.seat import Seat


class ShelfView(QWidget):
    """Each part with its pages and how it stands, in words. Titles and days only: the pages open to be read."""

    def __init__(self, seat: Seat) -> None:
        super().__init__()
        self._seat = seat
        self.standing: Standing | None = None
        self._body = column(gap=16)
        self.setLayout(self._body)
        follow(seat, self, lambda: shelving.look(seat.desk), self._show, Topic.REFLECTIONS)

    def export(self) -> None:
        """Look it over, and write it as one sealed PDF."""
        if self.standing is not None and self.standing.pages:
            offer_export(self._seat, self, self.standing.shelf.title)
        else:
            self._seat.shell.tell("Nothing stands on the shelf yet, so there is nothing to export.", "info")

    def _show(self, found: Standing) -> None:
        self.standing = found
        clear(self._body)
        self._body.addWidget(Words(found.shelf.intro, "muted"))
        for board in found.boards:
            self._body.addWidget(self._card(board))

    def _card(self, board: Board) -> Card:
        serves, seat = board.part.serves, self._seat
        write = SecondaryButton(
            "Write one", "add", lambda: begin(seat, self, lambda: reflecting.begin_for(seat.desk, serves)),
            name=f"Write one: {board.part.title}",
        )  # fmt: skip
        card = Card(board.part.title, write, note=board.words)
        rows = list(self._rows(board))
        if rows:
            card.add(Rows(*rows))
        return card

    def _rows(self, board: Board) -> Iterator[ListRow]:
        for each in board.begun:
            yield ListRow(
                each.title, "Not finished", icon="edit", deed="Go on", on=partial(self._go_on, each.draft_id)
            )
        for page, form in board.pages:
            about = f"{page.number} · {show_date(page.on)}"
            yield ListRow(form.title, about, icon="tick", opens=partial(read, self._seat, page.id))

    def _go_on(self, draft_id: str) -> None:
        begin(self._seat, self, lambda: reflecting.reopen(self._seat.desk, draft_id))
