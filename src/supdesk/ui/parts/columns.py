"""Work in the middle and what helps it at both sides; on a narrow window or in large type the sides take turns."""

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QWidget

from supdesk.ui import theme
from supdesk.ui.parts.choosing import Pills
from supdesk.ui.parts.layouts import column, row
from supdesk.ui.parts.words import Words

SIDE = 296
"""The least width of a side, in pixels at 100 %."""
WIDEST = 392
"""The most a side takes of a wide window."""
MIDDLE = 520
"""The least width the middle is given beside others."""
COMFORTABLE = 800
"""What the middle has before the sides grow."""
_ANY_WIDTH = 16_777_215


class Columns(QWidget):
    """Three columns where there is room; else the middle with one side, chosen above; else one at a time."""

    def __init__(self, left: tuple[str, QWidget], middle: tuple[str, QWidget], right: tuple[str, QWidget]) -> None:
        super().__init__()
        self._parts = dict((left, middle, right))
        self._names = (left[0], middle[0], right[0])
        self._room = 0
        self._side, self._one = Pills("Beside", (left[0], right[0])), Pills("Show", self._names)
        self._side.set_raw(right[0])
        self._one.set_raw(middle[0])
        self._bar = QFrame()
        self._bar.setProperty("kind", "topbar")
        self._beside = Words(f"Beside the {middle[0].lower()}", "muted", wrap=False)
        self._bar.setLayout(row(self._one, self._beside, self._side, None, gap=16, margin=(32, 8, 24, 8)))
        line = row(*self._parts.values(), gap=0)
        line.setStretch(1, 1)
        whole = column(self._bar, line, gap=0)
        whole.setStretch(1, 1)
        self.setLayout(whole)
        for pills in (self._side, self._one):
            pills.edited.connect(lambda _: self._arrange())
        self._set_room(3)

    @property
    def room(self) -> int:
        """How many columns stand side by side now."""
        return self._room

    def show_part(self, name: str) -> None:
        """Bring that column into sight, if it is not."""
        if name in (self._names[0], self._names[2]):
            self._side.set_raw(name)
        self._one.set_raw(name)
        self._arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        worn, width = theme.current(), self.width()
        self._widen()
        self._set_room(3 if width >= worn.px(2 * SIDE + MIDDLE) else 2 if width >= worn.px(SIDE + MIDDLE) else 1)

    def _set_room(self, room: int) -> None:
        if room != self._room:
            self._room = room
            self._arrange()

    def _arrange(self) -> None:
        beside = {2: {self._names[1], self._side.raw()}, 1: {self._one.raw()}}
        shown = beside.get(self._room, set(self._names))
        for name, part in self._parts.items():
            part.setVisible(name in shown)
        self._widen()
        for each in (self._beside, self._side):
            each.setVisible(self._room == 2)
        self._one.setVisible(self._room == 1)
        self._bar.setVisible(self._room < 3)

    def _widen(self) -> None:
        """The sides share what the middle can spare; alone, each takes all."""
        worn = theme.current()
        spare = (self.width() - worn.px(COMFORTABLE)) // 2
        side = min(max(spare, worn.px(SIDE)), worn.px(WIDEST))
        for name in (self._names[0], self._names[2]):
            part = self._parts[name]
            part.setMinimumWidth(side if self._room > 1 else 0)
            part.setMaximumWidth(side if self._room > 1 else _ANY_WIDTH)
