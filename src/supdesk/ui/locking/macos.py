"""What macOS tells every program: that the screen is locked, or its saver has begun. It was never tried on macOS.

Of sleep itself it is not told: where the screen is not locked by it, the clock is looked at on waking.
"""

import ctypes
from collections.abc import Callable

from PySide6.QtCore import QObject

_TOLD_BY = (b"com.apple.screenIsLocked", b"com.apple.screensaver.didstart")
_FOUNDATION = "/System/Library/Frameworks/CoreFoundation.framework/CoreFoundation"
_UTF8, _AT_ONCE = 0x08000100, 4
_POINTER = ctypes.c_void_p
_Callback = ctypes.CFUNCTYPE(None, _POINTER, _POINTER, _POINTER, _POINTER, _POINTER)


class Watcher(QObject):
    """Listens at the centre of distributed notifications. A QObject because it must outlive what it hands over."""

    def __init__(self, parent: QObject | None, locked: Callable[[], object]) -> None:
        super().__init__(parent)
        self._callback = _Callback(lambda *_: locked())
        core = ctypes.CDLL(_FOUNDATION)
        core.CFNotificationCenterGetDistributedCenter.restype = _POINTER
        core.CFStringCreateWithCString.restype = _POINTER
        core.CFStringCreateWithCString.argtypes = [_POINTER, ctypes.c_char_p, ctypes.c_uint32]
        add = core.CFNotificationCenterAddObserver
        add.restype, add.argtypes = None, [_POINTER, _POINTER, _Callback, _POINTER, _POINTER, ctypes.c_long]
        centre = core.CFNotificationCenterGetDistributedCenter()
        for name in _TOLD_BY:
            add(centre, None, self._callback, core.CFStringCreateWithCString(None, name, _UTF8), None, _AT_ONCE)
