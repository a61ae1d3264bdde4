"""What stands along the window's edge: a heading, a body that scrolls where it must, and its deeds in sight."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QWidget

from supdesk.ui.parts.choosing import Choice
from supdesk.ui.parts.layouts import Item, clear, column, row
from supdesk.ui.parts.notices import Banner
from supdesk.ui.parts.page import scrolling
from supdesk.ui.parts.words import Words


class Sheet(QWidget):
    """The content of an overlay at the side; what is said about it stands above its deeds, in sight too."""

    def __init__(self, title: str, *items: Item) -> None:
        super().__init__()
        body, foot = QWidget(), QFrame()
        body.setProperty("kind", "clear")
        body.setLayout(column(*items, None, gap=16, margin=(24, 0, 24, 24)))
        self._said, self._deeds = column(gap=0), row(gap=8)
        foot.setProperty("kind", "footbar")
        foot.setLayout(column(self._said, self._deeds, gap=12, margin=(24, 12, 24, 12)))
        whole = column(row(24, Words(title, "heading")), 16, scrolling(body), foot, gap=0, margin=(0, 24, 0, 0))
        whole.setStretch(2, 1)
        self.setLayout(whole)
        for each in self.findChildren(Choice):
            each.fill()

    def set_deeds(self, buttons: Sequence[QWidget]) -> None:
        """Put these buttons at the foot, the deed itself last."""
        clear(self._deeds)
        self._deeds.addStretch(1)
        for button in buttons:
            self._deeds.addWidget(button)

    def say(self, sentence: str, tone: str = "warning") -> None:
        """Say something above the buttons, in place of what was said."""
        self.unsay()
        self._said.addWidget(Banner(sentence, tone))

    def unsay(self) -> None:
        """Take away what was said."""
        clear(self._said)


def fact(what: str, words: str) -> QWidget:
    """Something known, with its name at the left of it."""
    line, label, known = QWidget(), Words(what, "muted"), Words(words)
    known.setAlignment(Qt.AlignmentFlag.AlignTop)
    inner = row(label, known, gap=16)
    inner.setStretch(0, 2)
    inner.setStretch(1, 5)
    inner.setAlignment(label, Qt.AlignmentFlag.AlignTop)
    line.setLayout(inner)
    line.setAccessibleName(f"{what}: {words}")
    return line
