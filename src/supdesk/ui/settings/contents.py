"""The headings of Settings, each a way to its card: a list beside them, or one that drops where room is short."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtWidgets import QFrame, QWidget

from supdesk.ui import theme
from supdesk.ui.parts import Button, Card, Choice, Words, column, restyle, row, scrolling

NAME = "Go to"
WIDTH = 264
"""Width of the list beside the cards, in pixels at 100 %."""
LEAST = 600
"""The least width of the cards that leaves room for a list beside them."""
_ANY_WIDTH = 16_777_215


class Heading(Button):
    """A heading as a place to go, like one on the rail."""

    kind = "rail"


class Contents(QFrame):
    """Both lists of the cards, of which one is seen: to `enter` a card, or as its name is chosen to `show` it."""

    def __init__(
        self, cards: Sequence[Card], enter: Callable[[Card], object], show: Callable[[Card], object]
    ) -> None:
        super().__init__()
        self.setAccessibleName(NAME)
        self.headings = [Heading(card.heading.text(), on=partial(enter, card)) for card in cards]
        places = [(str(place), card.heading.text()) for place, card in enumerate(cards)]
        self.drop = Choice(NAME, places, pills=False, prompt=f"{NAME}…")
        self.drop.edited.connect(lambda chosen: show(cards[int(str(chosen))]))
        held, self._above = QWidget(), QWidget()
        held.setProperty("kind", "clear")
        name = row(12, Words(NAME, "label", wrap=False))
        held.setLayout(column(name, 4, *self.headings, None, gap=2, margin=(12, 32, 12, 16)))
        self._beside = scrolling(held)
        self._above.setLayout(row(self.drop, gap=0, margin=(32, 8, 24, 8)))
        self.setLayout(column(self._beside, self._above, gap=0))

    def stand(self, room: int) -> bool:
        """Stand as there is room for in a page so many pixels wide; whether that is beside the cards."""
        beside = room >= theme.current().px(WIDTH + LEAST)
        self._beside.setVisible(beside)
        self._above.setVisible(not beside)
        self.setMinimumWidth(theme.current().px(WIDTH) if beside else 0)
        self.setMaximumWidth(theme.current().px(WIDTH) if beside else _ANY_WIDTH)
        restyle(self, "kind", "rail" if beside else "topbar")
        return beside
