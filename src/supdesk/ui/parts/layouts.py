"""Rows, columns and flows on the 8-pixel grid, at the chosen text size."""

from typing import TypeVar

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QLayout, QLayoutItem, QVBoxLayout, QWidget

from supdesk.ui import theme

B = TypeVar("B", bound=QBoxLayout)
Item = QWidget | QLayout | int | None


def column(*items: Item, gap: int = 8, margin: int | tuple[int, int, int, int] = 0) -> QVBoxLayout:
    """Things one under another. A number is an extra gap, None takes the room left over; pixels at 100 %."""
    return _filled(QVBoxLayout(), items, gap, margin)


def row(*items: Item, gap: int = 8, margin: int | tuple[int, int, int, int] = 0) -> QHBoxLayout:
    """Things side by side. A number is an extra gap, None takes the room left over; pixels at 100 %."""
    return _filled(QHBoxLayout(), items, gap, margin)


def _filled(layout: B, items: tuple[Item, ...], gap: int, margin: int | tuple[int, int, int, int]) -> B:
    worn = theme.current()
    edges = (margin,) * 4 if isinstance(margin, int) else margin
    layout.setContentsMargins(*(worn.px(edge) for edge in edges))
    layout.setSpacing(worn.px(gap))
    for item in items:
        put(layout, item)
    return layout


def put(layout: QBoxLayout, item: Item) -> None:
    """Add one thing to a row or column."""
    if item is None:
        layout.addStretch(1)
    elif isinstance(item, int):
        layout.addSpacing(theme.current().px(item))
    elif isinstance(item, QWidget):
        layout.addWidget(item)
    elif item.count() == 0 or layout.parentWidget() is None:
        layout.addLayout(item)
    else:
        layout.addWidget(_holding(item))


def _holding(layout: QLayout) -> QWidget:
    """A plain widget for what is laid out already.

    Put among things that are in a window, a filled layout has the bindings look at each of its items. What they saw
    outlives the item, and brings the program down when Qt puts a widget in its place in memory and takes it away.
    """
    holder = QWidget()
    holder.setProperty("kind", "clear")
    holder.setLayout(layout)
    return holder


def clear(layout: QLayout) -> None:
    """Take everything out of a layout and delete it."""
    while (item := layout.takeAt(0)) is not None:
        widget, inner = item.widget(), item.layout()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
        elif inner is not None:
            clear(inner)


class Wrapping(QLayout):
    """What a layout needs whose height follows from its width; Qt has no such one to build on.

    One that is built on it says how large it would like to be, and lays its items in `lay`.
    """

    def __init__(self, gap: int) -> None:
        super().__init__()
        self.items: list[QLayoutItem] = []
        self.setContentsMargins(0, 0, 0, 0)
        self.setSpacing(theme.current().px(gap))

    def lay(self, rect: QRect, *, move: bool) -> int:
        """Place the items from the top left of `rect`, if `move`; answers how high they stand, in pixels."""
        raise NotImplementedError

    def addItem(self, item: QLayoutItem) -> None:
        self.items.append(item)

    def count(self) -> int:
        return len(self.items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self.items[index] if 0 <= index < len(self.items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        return self.items.pop(index) if 0 <= index < len(self.items) else None

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self.lay(QRect(0, 0, width, 0), move=False)

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        self.lay(rect, move=True)


class Flow(Wrapping):
    """Lays things side by side and wraps them like words."""

    def __init__(self, *widgets: QWidget, gap: int = 8) -> None:
        super().__init__(gap)
        for widget in widgets:
            self.addWidget(widget)

    def sizeHint(self) -> QSize:
        hints = [item.sizeHint() for item in self.items]
        width = sum(hint.width() for hint in hints) + self.spacing() * max(len(hints) - 1, 0)
        return QSize(width, max((hint.height() for hint in hints), default=0))

    def minimumSize(self) -> QSize:
        sizes = [item.minimumSize() for item in self.items]
        return QSize(max((s.width() for s in sizes), default=0), max((s.height() for s in sizes), default=0))

    def lay(self, rect: QRect, *, move: bool) -> int:
        x, y, tallest = rect.x(), rect.y(), 0
        for item in self.items:
            hint = item.sizeHint()
            if x > rect.x() and x + hint.width() > rect.right() + 1:
                x, y, tallest = rect.x(), y + tallest + self.spacing(), 0
            if move:
                item.setGeometry(QRect(QPoint(x, y), QSize(min(hint.width(), rect.width()), hint.height())))
            x, tallest = x + hint.width() + self.spacing(), max(tallest, hint.height())
        return y + tallest - rect.y()
