"""When nobody should see the screen any more: it locks, the machine goes to sleep, or the lid closes.

A module for each system, and one interface: `watch`. Where a system says nothing, idling by the wall clock must do.
"""

import sys
from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget


def watch(window: QWidget, locked: Callable[[], object]) -> QObject:
    """Call `locked` in the window's thread whenever nobody should see it any more, as long as the window lives."""
    if sys.platform == "win32":
        from supdesk.ui.locking import windows

        return windows.Watcher(window, locked)
    if sys.platform == "darwin":
        from supdesk.ui.locking import macos

        return macos.Watcher(window, locked)
    from supdesk.ui.locking import linux

    return linux.Watcher(window, locked)
