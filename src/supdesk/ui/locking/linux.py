"""What the Linux desktop and the machine say over D-Bus; where there is no bus, nothing is ever said."""

from collections.abc import Callable
from typing import cast

from PySide6.QtCore import SLOT, QObject, Slot
from PySide6.QtDBus import (
    QDBusConnection,
    QDBusMessage,
    QDBusPendingCallWatcher,
    QDBusUnixFileDescriptor,
)

_SAVERS = (
    "org.freedesktop.ScreenSaver",
    "org.gnome.ScreenSaver",
    "org.cinnamon.ScreenSaver",
    "org.mate.ScreenSaver",
)
_LOGIN = "org.freedesktop.login1"
_MANAGER = f"{_LOGIN}.Manager"
_PROPERTIES = "org.freedesktop.DBus.Properties"
_HIDDEN_BY = ("LockedHint", "LidIsClosed")
"""The properties that say so: of logind's session, and of UPower, where there is one."""


class Watcher(QObject):
    """Hears screen savers, logind and UPower. A QObject because the bus calls its slots.

    It holds logind's sleep up until `locked` has come back: the vault is closed before the machine sleeps. logind
    itself waits for five seconds at most, if nobody set it otherwise.
    """

    def __init__(self, parent: QObject | None, locked: Callable[[], object]) -> None:
        super().__init__(parent)
        self._locked = locked
        self._asleep = False
        self._delay: QDBusUnixFileDescriptor | None = None
        session, self._machine = QDBusConnection.sessionBus(), QDBusConnection.systemBus()
        # Any sender is heard: who else sends these can at worst have the vault locked.
        for saver in _SAVERS:
            _hear(session, saver, "ActiveChanged", self, "_turned(bool)")
        _hear(self._machine, _MANAGER, "PrepareForSleep", self, "_sleeps(bool)")
        _hear(self._machine, f"{_LOGIN}.Session", "Lock", self, "_lock()")
        changed = "_changed(QString,QVariantMap,QStringList)"
        _hear(self._machine, _PROPERTIES, "PropertiesChanged", self, changed)
        self._ask_for_time()

    def _ask_for_time(self) -> None:
        """Have logind wait for us before it sleeps, as long as we hold what it answers with."""
        asked = QDBusMessage.createMethodCall(_LOGIN, "/org/freedesktop/login1", _MANAGER, "Inhibit")
        asked.setArguments(["sleep", "supdesk", "The vault is locked first", "delay"])
        QDBusPendingCallWatcher(self._machine.asyncCall(asked), self).finished.connect(self._given)

    def _given(self, answer: QDBusPendingCallWatcher) -> None:
        given = answer.reply().arguments()
        # An answer that comes when the sleep has begun would hold it up for nothing.
        if given and isinstance(given[0], QDBusUnixFileDescriptor) and not self._asleep:
            self._delay = given[0]
        answer.deleteLater()

    @Slot(bool)
    def _turned(self, active: bool) -> None:
        """Begun, or over again."""
        if active:
            self._locked()

    @Slot(bool)
    def _sleeps(self, begins: bool) -> None:
        """About to sleep, or awake again."""
        self._asleep = begins
        if begins:
            self._locked()
            self._delay = None
        else:
            self._ask_for_time()

    @Slot()
    def _lock(self) -> None:
        self._locked()

    @Slot(str, "QVariantMap", "QStringList")
    def _changed(self, whose: str, found: dict[str, object], unsaid: list[str]) -> None:
        if any(found.get(name) is True for name in _HIDDEN_BY):
            self._locked()


def _hear(bus: QDBusConnection, who: str, what: str, listener: QObject, slot: str) -> None:
    # PySide's stubs ask for bytes, its code takes only text.
    bus.connect("", "", who, what, listener, cast(bytes, SLOT(slot)))
