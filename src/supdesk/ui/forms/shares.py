"""Fields side by side by their share of the width, wrapped where there is no room for them."""

from collections.abc import Iterator

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget

from supdesk.ui import theme

SIXTHS = {"full": 6, "half": 3, "third": 2}


class Shares(QLayout):
    """Gives each widget the whole, half or third of the width, or more if it must; Qt has no such layout."""

    def __init__(self, gap: int = 16) -> None:
        super().__init__()
        self._items: list[QLayoutItem] = []
        self._sixths: list[int] = []
        self.setContentsMargins(0, 0, 0, 0)
        self.setSpacing(theme.current().px(gap))

    def put(self, widget: QWidget, width: str) -> None:
        """Add a widget of that width: `full`, `half` or `third`."""
        self._sixths.append(SIXTHS[width])
        self.addWidget(widget)

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        if not 0 <= index < len(self._items):
            return None
        del self._sixths[index]
        return self._items.pop(index)

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation.Horizontal

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._lay(QRect(0, 0, width, 0), move=False)

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        self._lay(rect, move=True)

    def sizeHint(self) -> QSize:
        width = max((item.sizeHint().width() for item in self._items), default=0)
        return QSize(width, self.heightForWidth(max(width, 1)))

    def minimumSize(self) -> QSize:
        return QSize(max((item.minimumSize().width() for item in self._items), default=0), 0)

    def _lay(self, rect: QRect, *, move: bool) -> int:
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
        used, gap = 0, self.spacing()
        for item, sixths in zip(self._items, self._sixths, strict=True):
            if item.isEmpty():
                continue
            width = min(max((room + gap) * sixths // 6 - gap, item.minimumSize().width()), room)
            if line and used + gap + width > room:
                yield line
                line, used = [], 0
            used += width + (gap if line else 0)
            line.append((item, width))
        if line:
            yield line


def _height(item: QLayoutItem, width: int) -> int:
    return item.heightForWidth(width) if item.hasHeightForWidth() else item.sizeHint().height()
