"""A window in a process of its own: the bare one, or supdesk's at its door.

`python -m tests.benchmarks.child bare|start|unlock [VAULT [PASSPHRASE]]` prints one word when it is painted; after
`unlock` also the milliseconds of the key derivation alone and of unlocking to a painted Today. It ends when its
input closes.
"""

import os
import sys
from collections.abc import Callable
from time import perf_counter, sleep
from typing import Any

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QWidget

TYPING = 2.0
"""Seconds a person takes at the least to type a passphrase."""


class Eye(QObject):
    """Sees one widget painted. A class because Qt tells events to objects."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__()
        self.painted = False
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        self.painted = self.painted or event.type() == QEvent.Type.Paint
        return False


def until_painted(widget: QWidget) -> None:
    """Let the window live until `widget` was painted, and the paint of all round it has ended."""
    eye = Eye(widget)
    while not eye.painted:
        QApplication.processEvents()


def bare() -> None:
    """Nothing but a window."""
    app = QApplication([])
    window = QWidget()
    window.resize(1280, 800)
    window.show()
    until_painted(window)
    say("painted")
    app.quit()


def start(vault: str) -> None:
    """supdesk as its command starts it, up to the painted unlock screen."""
    _run(vault, lambda window: None)


def unlock(vault: str, passphrase: str) -> None:
    """supdesk unlocked as a person does it, up to a painted Today with its rows."""
    _run(vault, lambda window: _unlock(window, passphrase))


def _run(vault: str, then: Callable[[Any], None]) -> None:
    from supdesk.__main__ import main
    from supdesk.app import window_start
    from supdesk.ui import theme

    opened: list[Any] = []
    real_open = window_start.open_window

    class Watched(QApplication):
        """The application, which ends once what is measured has happened."""

        def exec(self) -> int:
            from supdesk.ui.opening.unlock import Unlock

            until_painted(opened[0].shell.findChild(Unlock))
            say("painted")
            then(opened[0])
            os._exit(0)

    def watched_open(*given: Any) -> Any:
        opened.append(real_open(*given))
        return opened[0]

    theme.QApplication, window_start.open_window = Watched, watched_open  # type: ignore[misc]
    main([vault])


def _unlock(window: Any, passphrase: str) -> None:
    from supdesk.ui.opening.unlock import Unlock

    door = window.shell.findChild(Unlock)
    _live(TYPING)
    derived = _derivation(door, passphrase)
    door.passphrase.set_raw(passphrase)
    before = perf_counter()
    door.unlock.click()
    page = _wait_for_today(window)
    until_painted(next(iter(page.cards.values()))[0])
    taken = (perf_counter() - before) * 1_000
    _live(1.0)
    say(f"{derived} {taken}")


def _derivation(door: Any, passphrase: str) -> float:
    """Milliseconds of the key derivation alone, with the parameters of the vault behind this door."""
    from supdesk.vault import handle, keys
    from supdesk.vault.header import Kind

    slot = handle.read_header(door.folder).slot(Kind.PASSPHRASE)
    before = perf_counter()
    keys.derive(passphrase, slot.salt, slot.profile)
    return (perf_counter() - before) * 1_000


def _wait_for_today(window: Any) -> Any:
    while window.seat is None:
        QApplication.processEvents()
        sleep(0.001)
    from supdesk.ui.today.page import TodayPage

    page = window.shell.findChild(TodayPage)
    while not page.cards:
        QApplication.processEvents()
        sleep(0.001)
    return page


def _live(seconds: float) -> None:
    end = perf_counter() + seconds
    while perf_counter() < end:
        QApplication.processEvents()
        sleep(0.005)


def say(words: str) -> None:
    """Tell the parent, then wait until it has looked."""
    print(words, flush=True)
    sys.stdin.readline()


if __name__ == "__main__":
    word, *rest = sys.argv[1:]
    {"bare": bare, "start": start, "unlock": unlock}[word](*rest)
