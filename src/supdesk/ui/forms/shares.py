"""Fields side by side by their share of the width, wrapped where there is no room for them."""

from collections.abc import Iterator

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayoutItem, QWidget

from supdesk.ui.parts.layouts import Wrapping

SIXTHS = {"full": 6, "half": 3, "third": 2}


class Shares(Wrapping):
    """Gives each widget the whole, half or third of the width, or more if it must.

    With `fills`, what stands alone on its line takes all of it.
    """

    def __init__(self, gap: int = 16, *, fills: bool = False) -> None:
        super().__init__(gap)
        self._fills = fills
        self._sixths: list[int] = []

    def put(self, widget: QWidget, width: str) -> None:
        """Add a widget of that width: `full`, `half` or `third`."""
        self._sixths.append(SIXTHS[width])
        self.addWidget(widget)

    def takeAt(self, index: int) -> QLayoutItem | None:
        if 0 <= index < self.count():
            del self._sixths[index]
        return super().takeAt(index)

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation.Horizontal

    def sizeHint(self) -> QSize:
        width = max((item.sizeHint().width() for item in self.items), default=0)
        return QSize(width, self.heightForWidth(max(width, 1)))

    def minimumSize(self) -> QSize:
        return QSize(max((item.minimumSize().width() for item in self.items), default=0), 0)

    def lay(self, rect: QRect, *, move: bool) -> int:
        top, gap = rect.y(), self.spacing()
        for line in self._lines(rect.width()):
            left, tallest = rect.x(), 0
            for item, width in line:
                height = _height(item, width)
                if move:
                    item.setGeometry(QRect(QPoint(left, top), QSize(width, height)))
                left, tallest = left + width + gap, max(tallest, height)
            top += tallest + gap
        return max(top - gap - rect.y(), 0)

    def _lines(self, room: int) -> Iterator[list[tuple[QLayoutItem, int]]]:
        line: list[tuple[QLayoutItem, int]] = []
        for item, sixths in zip(self.items, self._sixths, strict=True):
            if item.isEmpty():
                continue
            if line and not self._fits([*line, (item, sixths)], room):
                yield self._shared(line, room)
                line = []
            line.append((item, sixths))
        if line:
            yield self._shared(line, room)

    def _fits(self, line: list[tuple[QLayoutItem, int]], room: int) -> bool:
        least = sum(item.minimumSize().width() for item, _ in line) + self.spacing() * (len(line) - 1)
        return sum(sixths for _, sixths in line) <= SIXTHS["full"] and least <= room

    def _shared(self, line: list[tuple[QLayoutItem, int]], room: int) -> list[tuple[QLayoutItem, int]]:
        """Each its share; who must have more takes it from those that can spare it."""
        if self._fills and len(line) == 1:
            return [(line[0][0], room)]
        gap = self.spacing()
        least = [min(item.minimumSize().width(), room) for item, _ in line]
        shares = [(room + gap) * sixths // 6 - gap for _, sixths in line]
        widths = [max(share, need) for share, need in zip(shares, least, strict=True)]
        over = sum(widths) + gap * (len(line) - 1) - room
        spare = sum(widths) - sum(least)
        if over > 0 and spare > 0:
            widths = [w - -(-over * (w - need) // spare) for w, need in zip(widths, least, strict=True)]
        return [(item, width) for (item, _), width in zip(line, widths, strict=True)]


def _height(item: QLayoutItem, width: int) -> int:
    return item.heightForWidth(width) if item.hasHeightForWidth() else item.sizeHint().height()
