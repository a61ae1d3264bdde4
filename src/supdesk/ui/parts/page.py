"""The page: a title, its deeds, and a body of readable width that scrolls; cards and panels to stand things in."""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from supdesk.ui import theme
from supdesk.ui.parts.layouts import Item, clear, column, put, row
from supdesk.ui.parts.words import Words

READABLE = 760
"""The widest a page of prose and fields should be, in pixels at 100 %."""
WIDE = 1200
"""The widest a page of rows should be."""
BROAD = 1648
"""The widest a page should be that is one table, with sentences in its cells."""


class Page(QWidget):
    """One screen's ground: title and subtitle at the left, its deeds at the right, the body below.

    A page that `fills` gives its body all the height there is, and scrolls only where that is too little.
    """

    def __init__(
        self, title: str, subtitle: str = "", *, width: int = WIDE, scrolls: bool = True, fills: bool = False
    ) -> None:
        super().__init__()
        self.setAccessibleName(title)
        self._title = Words(title, "title")
        self.subtitle = Words(subtitle, "lead")
        if not subtitle:
            self.subtitle.hide()
        self._deeds = row(gap=8)
        self.body: QVBoxLayout = column(gap=16)
        inner = column(self._head(), 8, self.body, gap=16, margin=(32, 28, 32, 32))
        if scrolls and not fills:
            inner.addStretch(0)
        else:
            inner.setStretch(2, 1)
        self._fill(_centred(inner, width), scrolls)

    def add(self, *items: Item) -> None:
        """Put things at the end of the body, one under another; a number is a gap, None takes what room is left."""
        for item in items:
            put(self.body, item)

    def clear(self) -> None:
        """Take everything out of the body."""
        clear(self.body)

    def set_title(self, title: str, subtitle: str = "") -> None:
        """Say anew what this page is."""
        self._title.setText(title)
        self.subtitle.setText(subtitle)
        self.subtitle.setVisible(bool(subtitle))
        self.setAccessibleName(title)

    def set_deeds(self, buttons: Sequence[QWidget]) -> None:
        """Put these buttons at the right of the title, in place of those there."""
        clear(self._deeds)
        for button in buttons:
            self._deeds.addWidget(button)

    def scroll_to(self, widget: QWidget) -> None:
        """Bring a part of the body into sight."""
        if self._scroller is not None:
            self._scroller.ensureWidgetVisible(widget, 0, theme.current().px(64))

    def scroll_up(self, widget: QWidget) -> None:
        """Bring a part of the body to the top."""
        if self._scroller is not None and (whole := self._scroller.widget()) is not None:
            top = widget.mapTo(whole, QPoint()).y()
            self._scroller.verticalScrollBar().setValue(top - theme.current().px(16))

    def _head(self) -> QVBoxLayout:
        line = row(self._title, self._deeds, gap=24)
        line.setStretch(0, 1)
        line.setAlignment(self._deeds, Qt.AlignmentFlag.AlignTop)
        return column(line, self.subtitle, gap=2)

    def _fill(self, content: QWidget, scrolls: bool) -> None:
        self._scroller = scrolling(content) if scrolls else None
        self.setLayout(column(self._scroller or content, gap=0))


class Card(QFrame):
    """A framed group of things that belong together, with a heading if `title` is given."""

    def __init__(self, title: str = "", *deeds: QWidget, note: str = "", pad: int = 24) -> None:
        super().__init__()
        self.setProperty("kind", "card")
        self.body: QVBoxLayout = column(gap=16)
        self.heading = Words(title, "heading")
        words = [self.heading, *([Words(note, "muted")] if note else [])]
        head = row(column(*words, gap=2), *deeds, gap=8)
        head.setStretch(0, 1)
        self.setLayout(column(*([head] if title or deeds else []), self.body, gap=16, margin=pad))

    def add(self, *items: Item) -> None:
        """Put things at the end of the card, one under another."""
        for item in items:
            put(self.body, item)

    def clear(self) -> None:
        """Take everything out of the card but its heading."""
        clear(self.body)


class Panel(QFrame):
    """A side of the window, from top to bottom, that scrolls by itself; the columns of a desk."""

    def __init__(self, title: str = "", *, width: int = 0) -> None:
        super().__init__()
        self.setProperty("kind", "panel")
        self.setAccessibleName(title)
        self.body: QVBoxLayout = column(gap=16)
        content = QWidget()
        content.setProperty("kind", "clear")
        heading = [Words(title, "heading")] if title else []
        content.setLayout(column(*heading, self.body, None, gap=16, margin=24))
        self.setLayout(column(scrolling(content), gap=0))
        if width:
            self.setFixedWidth(theme.current().px(width))

    def add(self, *items: Item) -> None:
        """Put things at the end of the panel, one under another."""
        for item in items:
            put(self.body, item)

    def clear(self) -> None:
        """Take everything out of the panel but its heading."""
        clear(self.body)


def scrolling(content: QWidget) -> QScrollArea:
    """Something tall in a frame that scrolls up and down only and is not itself a stop for the keyboard."""
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(content)
    return area


def _centred(inner: QVBoxLayout, width: int) -> QWidget:
    """The body in the middle, no wider than is good for reading."""
    middle, whole = QWidget(), QWidget()
    middle.setProperty("kind", "clear")
    whole.setProperty("kind", "clear")
    middle.setLayout(inner)
    middle.setMaximumWidth(theme.current().px(width + 64))
    line = QHBoxLayout(whole)
    line.setContentsMargins(0, 0, 0, 0)
    line.addStretch(0)
    line.addWidget(middle, 1)
    line.addStretch(0)
    return whole
