"""What Windows says to a window: that its session is locked, and that the machine is about to sleep.

It was never tried on Windows; only how a message is understood is tested.
"""

import ctypes
import sys
from collections.abc import Callable
from ctypes import wintypes

from PySide6.QtCore import QAbstractNativeEventFilter, QByteArray, QCoreApplication, QObject
from PySide6.QtWidgets import QWidget

SESSION_CHANGE, SESSION_LOCK = 0x02B1, 7
POWER_BROADCAST, SUSPEND = 0x0218, 4
_HIDDEN_BY = {(SESSION_CHANGE, SESSION_LOCK), (POWER_BROADCAST, SUSPEND)}
_THIS_SESSION = 0


class Filter(QAbstractNativeEventFilter):
    """Reads the messages Windows sends to our windows. A class because Qt tells them to objects."""

    def __init__(self, locked: Callable[[], object]) -> None:
        super().__init__()
        self._locked = locked

    def nativeEventFilter(self, kind: QByteArray | bytes | bytearray | memoryview, message: int) -> object:
        told = wintypes.MSG.from_address(int(message))
        if (told.message, told.wParam) in _HIDDEN_BY:
            self._locked()
        return False, 0


class Watcher(QObject):
    """Has the window told of its session. A QObject because it lives as long as the window."""

    def __init__(self, window: QWidget, locked: Callable[[], object]) -> None:
        super().__init__(window)
        self._filter = Filter(locked)
        app = QCoreApplication.instance()
        if app is not None and sys.platform == "win32":
            app.installNativeEventFilter(self._filter)
            ctypes.windll.wtsapi32.WTSRegisterSessionNotification(int(window.winId()), _THIS_SESSION)
