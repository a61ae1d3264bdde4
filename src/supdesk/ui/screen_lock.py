"""When the screen locks or the machine goes to sleep, as the Linux desktop tells it over D-Bus.

Where there is no bus, as on Windows and macOS, it never speaks: idling and the clock then have to do.
"""

from typing import cast

from PySide6.QtCore import SLOT, QObject, Signal, Slot
from PySide6.QtDBus import QDBusConnection

_SAVERS = (
    "org.freedesktop.ScreenSaver",
    "org.gnome.ScreenSaver",
    "org.cinnamon.ScreenSaver",
    "org.mate.ScreenSaver",
)
_LOGIN = "org.freedesktop.login1"
# PySide's stubs ask for bytes, its code takes only text.
_TURNED, _LOCK = cast(bytes, SLOT("_turned(bool)")), cast(bytes, SLOT("_lock()"))


class ScreenLock(QObject):
    """Says `locked` when nobody should see the screen any more. A QObject because the bus calls its slots."""

    locked = Signal()

    def watch(self) -> None:
        """Listen on the session's bus and on the machine's, whichever there are."""
        session, machine = QDBusConnection.sessionBus(), QDBusConnection.systemBus()
        # Any sender is heard: who else sends these can at worst have the vault locked.
        for saver in _SAVERS:
            session.connect("", "", saver, "ActiveChanged", self, _TURNED)
        machine.connect("", "", f"{_LOGIN}.Manager", "PrepareForSleep", self, _TURNED)
        machine.connect("", "", f"{_LOGIN}.Session", "Lock", self, _LOCK)

    @Slot(bool)
    def _turned(self, active: bool) -> None:
        """Begun, or over again."""
        if active:
            self.locked.emit()

    @Slot()
    def _lock(self) -> None:
        self.locked.emit()
