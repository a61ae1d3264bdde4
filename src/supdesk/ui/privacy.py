"""What would leave the window unasked: copies on the clipboard, and pictures of the screen."""

import ctypes
import sys
from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QMimeData, QObject, QTimer
from PySide6.QtGui import QClipboard
from PySide6.QtWidgets import QWidget

STAY = 20_000
"""Milliseconds a copy stays on the clipboard."""

_WINDOWS = 'application/x-qt-windows-mime;value="{}"'
HINTS = {
    "x-kde-passwordManagerHint": b"secret",
    _WINDOWS.format("ExcludeClipboardContentFromMonitorProcessing"): b"\0\0\0\0",
    _WINDOWS.format("CanIncludeInClipboardHistory"): b"\0\0\0\0",
    _WINDOWS.format("CanUploadToCloudClipboard"): b"\0\0\0\0",
}
"""What asks clipboard managers and histories not to record a copy."""

_EXCLUDE_FROM_CAPTURE = 0x11
_SHARING_NONE = 0


_MODES = (QClipboard.Mode.Clipboard, QClipboard.Mode.Selection)


class ClipboardGuard(QObject):
    """Marks every copy made in this program as not to be recorded, and takes it back after a while and on quit.

    What is merely selected is a copy too where a middle click pastes it.
    """

    def __init__(
        self,
        clipboard: QClipboard,
        parent: QObject | None = None,
        stay: int = STAY,
        owns: Callable[[QClipboard.Mode], bool] | None = None,
    ) -> None:
        super().__init__(parent)
        self._owns = owns or partial(_owned, clipboard)
        self._clipboard = clipboard
        self._last = QTimer(self)
        self._last.setSingleShot(True)
        self._last.setInterval(stay)
        self._last.timeout.connect(self.clear)
        clipboard.dataChanged.connect(self._copied)
        clipboard.selectionChanged.connect(self._selected)

    def clear(self) -> None:
        """Take back what this program copied; what others copied stays."""
        self._last.stop()
        for mode in _MODES:
            if _is_marked(self._clipboard, mode):
                self._clipboard.clear(mode)

    def stop(self) -> None:
        """Take back what this program copied, and look no more."""
        self.clear()
        self._clipboard.dataChanged.disconnect(self._copied)
        self._clipboard.selectionChanged.disconnect(self._selected)

    def _copied(self) -> None:
        self._mark(QClipboard.Mode.Clipboard)

    def _selected(self) -> None:
        self._mark(QClipboard.Mode.Selection)

    def _mark(self, mode: QClipboard.Mode) -> None:
        if not self._owns(mode) or _is_marked(self._clipboard, mode):
            return
        text = self._clipboard.text(mode)
        if not text:
            return
        copy = QMimeData()
        copy.setText(text)
        for name, value in HINTS.items():
            copy.setData(name, value)
        self._clipboard.setMimeData(copy, mode)
        self._last.start()


def keep_out_of_pictures(window: QWidget) -> bool:
    """Leave the window out of screenshots and screen sharing, where the system can: Windows and macOS."""
    handle = int(window.winId())
    if sys.platform == "win32":
        return bool(ctypes.windll.user32.SetWindowDisplayAffinity(handle, _EXCLUDE_FROM_CAPTURE))
    if sys.platform == "darwin":
        return _unshared_on_macos(handle)
    return False


def _unshared_on_macos(view: int) -> bool:
    """Tell the view's NSWindow that its content is shared with nobody."""
    objc = ctypes.CDLL("/usr/lib/libobjc.dylib")
    objc.sel_registerName.restype = ctypes.c_void_p
    send = objc.objc_msgSend
    send.restype, send.argtypes = ctypes.c_void_p, [ctypes.c_void_p, ctypes.c_void_p]
    window = send(view, objc.sel_registerName(b"window"))
    send.restype, send.argtypes = None, [ctypes.c_void_p, ctypes.c_void_p, ctypes.c_ulong]
    send(window, objc.sel_registerName(b"setSharingType:"), _SHARING_NONE)
    return bool(window)


def _owned(clipboard: QClipboard, mode: QClipboard.Mode) -> bool:
    return clipboard.ownsSelection() if mode == QClipboard.Mode.Selection else clipboard.ownsClipboard()


def _is_marked(clipboard: QClipboard, mode: QClipboard.Mode) -> bool:
    held = clipboard.mimeData(mode)
    return held is not None and all(held.hasFormat(name) for name in HINTS)
