"""Reminders through the desktop's tray, while the vault is open and its window shows the desk.

Nothing is said while the window is hidden, while somebody else writes at the laptop, or once the vault is locked:
then nothing of it is known here any more.
"""

from collections.abc import Callable
from datetime import datetime, timedelta

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QSystemTrayIcon

from supdesk.desk import attending
from supdesk.desk.attending import Today
from supdesk.desk.reminding import Told, reminder
from supdesk.ui import icons
from supdesk.ui.seat import Seat

LOOK = 60_000
"""Milliseconds between looks at the clock."""
FRESH = timedelta(minutes=5)
"""How long what was found is taken as it is, unless there is something to say."""


def there_is_a_tray() -> bool:
    """Whether this desktop shows what a program says aside."""
    return QSystemTrayIcon.isSystemTrayAvailable()


class Reminders(QObject):
    """Looks at the clock, and has `say` said what is to be said. A QObject because it waits for answers.

    `wanted` tells whether the person wants any of it.
    """

    def __init__(self, seat: Seat, wanted: Callable[[], bool], say: Callable[[str], object]) -> None:
        super().__init__(seat.shell)
        self._seat, self._wanted, self._say = seat, wanted, say
        self._found: Today | None = None
        self._told: Told | None = None
        self._asked: datetime | None = None
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK)
        self._timer.timeout.connect(self.look)
        self._timer.start()
        self.look()

    def look(self) -> None:
        """Look at the clock now; the vault is asked when that is due, and before anything is said."""
        if self._quiet():
            return
        now = self._seat.desk.now
        due = self._asked is None or now - self._asked >= FRESH
        if due or (self._found is not None and self._reminder(self._found)[0]):
            self._asked = now
            self._seat.ask(lambda: attending.today(self._seat.desk), self._tell, owner=self)

    @property
    def ticks(self) -> bool:
        """Whether it looks at all."""
        return self._timer.isActive()

    def stop(self) -> None:
        """Look no more."""
        self._timer.stop()

    def _tell(self, found: Today) -> None:
        if self._quiet():
            return
        self._found = found
        words, self._told = self._reminder(found)
        if words:
            self._say(words)

    def _reminder(self, found: Today) -> tuple[str, Told]:
        now = self._seat.desk.now
        told = self._told or Told(now, found.waits)
        return reminder(found, now, told, watching=self._seat.shell.isActiveWindow())

    def _quiet(self) -> bool:
        return not (self.ticks and self._seat.shell.shows_desk and self._wanted())


def remind(seat: Seat, wanted: Callable[[], bool]) -> Reminders | None:
    """Begin to remind through the tray; None where there is none."""
    if not there_is_a_tray():
        return None
    tray = QSystemTrayIcon(icons.icon("mark", "accent"), seat.shell)
    tray.setToolTip("supdesk")
    tray.messageClicked.connect(seat.shell.activateWindow)
    tray.activated.connect(lambda _: seat.shell.activateWindow())
    tray.show()
    return Reminders(seat, wanted, lambda words: tray.showMessage("supdesk", words, tray.icon()))
