"""Typing into a form while the vault is backed up, beside typing when nothing else goes on.

A key is pressed at an even pace in the window's own thread. What counts is the time from the moment it was due
until what it wrote was painted: whatever holds the window up is in it.

`python -m tests.benchmarks.meanwhile FOLDER` measures it on a vault made in that folder.
"""

import os
import sys
from collections.abc import Callable
from pathlib import Path
from time import perf_counter, sleep

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QTextEdit

from supdesk.desk.desk import Desk
from supdesk.ui import theme
from supdesk.ui.backups.keeper import CHECKING, COPYING
from supdesk.ui.seat import Seat
from supdesk.ui.session_desk import SessionDesk
from supdesk.vault import keeping
from tests.benchmarks.figures import p99
from tests.desk.desks import new_desk, planned
from tests.ui.seats import leave, seated

EVERY = 0.025
"""Seconds between two keys: forty a second, four times as fast as anybody types."""
SIZE, PIECE = 200_000_000, 4_000_000
RESOURCES = Path(__file__).parents[2] / "resources"


def load(desk: Desk, size: int = SIZE) -> None:
    """Put files into the vault until it holds that many bytes."""
    for number in range(size // PIECE):
        with desk.vault.deed("scan", desk.now) as cx:
            keeping.put_file(cx, f"scan-{number}", "scan.pdf", "application/pdf", os.urandom(PIECE), desk.now)


def write(seat: Seat, session_id: str) -> QTextEdit:
    """The box of a record that is being written at its session desk, saved as it is typed."""
    page = SessionDesk(seat, session_id)
    seat.shell.push(page)
    while page.sitting is None:
        QApplication.processEvents()
    for _ in range(40):
        QApplication.processEvents()
        sleep(0.005)
    return next(box for box in page.view.findChildren(QTextEdit) if box.isVisible())


def typed(box: QTextEdit, goes_on: Callable[[], bool]) -> list[float]:
    """Milliseconds of each key from when it was due to when it was painted, as long as it `goes_on`."""
    taken: list[float] = []
    due = perf_counter()
    while goes_on():
        while (left := due - perf_counter()) > 0:
            QApplication.processEvents()
            sleep(min(left, 0.001))
        if len(taken) % 60 == 0:
            box.clear()
            due = perf_counter()
        QTest.keyClicks(box, "a")
        box.viewport().repaint()
        taken.append((perf_counter() - due) * 1_000)
        due = max(due + EVERY, perf_counter())
    return taken


def for_seconds(seconds: float) -> Callable[[], bool]:
    end = perf_counter() + seconds
    return lambda: perf_counter() < end


def alone_and_meanwhile(seat: Seat, session_id: str, seconds: float = 2.0) -> tuple[list[float], list[float]]:
    """Typing by itself for a while, and then from the beginning of a backup until it has been checked."""
    box = write(seat, session_id)
    typed(box, for_seconds(seconds / 2))  # the first keys make what the later ones use
    alone = typed(box, for_seconds(seconds))
    seat.keeper.back_up()
    return alone, typed(box, lambda: seat.keeper.step in (COPYING, CHECKING))


def main(folder: Path) -> None:
    """Print the 99th hundredth and the longest of both, in milliseconds: meanwhile, alone, meanwhile, alone."""
    app = QApplication([])
    theme.apply(app, RESOURCES, "light")
    seat = seated(new_desk(folder))
    try:
        load(seat.desk)
        alone, meanwhile = alone_and_meanwhile(seat, planned(seat.desk))
    finally:
        leave(seat)
    print(*(of(found) for of in (p99, max) for found in (meanwhile, alone)))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
