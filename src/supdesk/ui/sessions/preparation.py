"""What should be ready before a session, to be ticked by whoever prepares it."""

from functools import partial

from PySide6.QtWidgets import QWidget

from supdesk.desk import preparing
from supdesk.desk.preparing import Preparation
from supdesk.ui.parts import Tick, Words, column
from supdesk.ui.seat import Seat

PREPARE = "Before you start"


class Checklist(QWidget):
    """The pack's list with a tick each, kept as soon as it is made. A class because its ticks have a life."""

    def __init__(self, seat: Seat, session_id: str, found: Preparation) -> None:
        super().__init__()
        self._seat, self._id = seat, session_id
        self.ticks = [Tick(item) for item in found.items]
        for tick in self.ticks:
            tick.set_raw(tick.words() in found.ticked)
            tick.edited.connect(partial(self._keep, tick))
        self.setLayout(column(Words(PREPARE, "label"), *self.ticks, gap=2))

    def _keep(self, tick: Tick, done: bool) -> None:
        desk, known, item = self._seat.desk, self._id, tick.words()
        self._seat.do(lambda: preparing.tick(desk, known, item, done=done), owner=self)
