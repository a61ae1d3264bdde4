"""Nobody touches it: idling, told by the wall clock, so that a night asleep counts too."""

from collections.abc import Callable
from datetime import datetime, timedelta

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtGui import QWindow
from PySide6.QtWidgets import QApplication, QWidget

from supdesk.ui.opening.outside import IDLE_MINUTES

LOOK = 5_000
"""Milliseconds between looks at the clock."""
WARNING = timedelta(seconds=30)
"""How long before it locks by itself the window says so."""
_TOUCHES = {
    QEvent.Type.KeyPress, QEvent.Type.MouseButtonPress, QEvent.Type.MouseMove, QEvent.Type.Wheel,
    QEvent.Type.TouchBegin, QEvent.Type.TabletPress,
}  # fmt: skip


class Idle(QObject):
    """Calls `expired` when the wall clock says nobody touched the program for `minutes`; sleeping counts as idle.

    `warn` is called with True a little before, and with False when somebody touches it then. A clock put forward
    counts as time gone by, one put back as none: of that, no more than one look is lost.

    It listens to the windows a person touches, not to the whole application: a filter there is shown every object,
    also those half taken down, and the bindings fall over them.
    """

    def __init__(
        self,
        app: QApplication,
        shell: QWidget,
        now: Callable[[], datetime],
        minutes: Callable[[], int],
        warn: Callable[[bool], object],
        expired: Callable[[], object],
    ) -> None:
        super().__init__(shell)
        self._minutes, self._warn, self._warned = minutes, warn, False
        self._now, self._expired, self._seen, self._idle = now, expired, now(), timedelta()
        shell.winId()
        self._listen(shell.windowHandle())
        app.focusWindowChanged.connect(self._listen)
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK)
        self._timer.timeout.connect(self.look)
        self._timer.start()

    def look(self) -> None:
        """Look at the clock now."""
        idle = self._gone_by()
        # What was chosen is read from the disk, so not at every move of the mouse.
        if idle < timedelta(minutes=min(IDLE_MINUTES)) - WARNING:
            return
        left = timedelta(minutes=self._minutes()) - idle
        if left <= timedelta():
            self._expired()
        elif left <= WARNING and not self._warned:
            self._warned = True
            self._warn(True)

    def _gone_by(self) -> timedelta:
        """How long nobody has touched it by now."""
        seen, self._seen = self._seen, self._now()
        self._idle += max(self._seen - seen, timedelta())
        return self._idle

    def stop(self) -> None:
        """Look no more."""
        self._timer.stop()

    def _listen(self, window: QWindow | None) -> None:
        if window is not None:
            window.removeEventFilter(self)
            window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if self._timer.isActive() and event.type() in _TOUCHES:
            self.look()
            self._idle = timedelta()
            if self._warned:
                self._warned = False
                self._warn(False)
        return False
