"""Typing into a form while the vault is backed up, beside typing when nothing else goes on.

A key is pressed at an even pace in the window's own thread. What counts is the time from the moment it was due
until what it wrote was painted: whatever holds the window up is in it. A machine that is one of many on the same
processors is taken away at times: keys during which that happened tell nothing of us, and are counted apart.

`python -m tests.benchmarks.meanwhile FOLDER` measures it on a vault made in that folder.
"""

import os
import sys
from collections.abc import Callable
from dataclasses import dataclass
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
ENOUGH, MOST = 400, 12
"""Keys that are to count before no further backup is made, and backups at most."""
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


@dataclass(frozen=True, slots=True)
class Key:
    """Milliseconds from when a key was due to when it was painted, and whether the machine was there meanwhile."""

    ms: float
    counts: bool


def typed(box: QTextEdit, goes_on: Callable[[], bool]) -> list[Key]:
    """Every key that is pressed as long as it `goes_on`."""
    taken, away = list[float](), [_away()]
    due = perf_counter()
    while goes_on():
        while (left := due - perf_counter()) > 0:
            QApplication.processEvents()
            sleep(min(left, 0.001))
        away.append(_away())
        if len(taken) % 60 == 0:
            box.clear()
            due = perf_counter()
        QTest.keyClicks(box, "a")
        box.viewport().repaint()
        taken.append((perf_counter() - due) * 1_000)
        due = max(due + EVERY, perf_counter())
    # The system tells of it a little later, so what is told until the next key is due belongs to this one too.
    around = zip(away, [*away[2:], _away()], strict=False)
    return [Key(ms, before == after) for ms, (before, after) in zip(taken, around, strict=True)]


def _away() -> int:
    """For how long others have had this machine's processors, in ticks (`steal` of proc_stat(5)); 0 if untold."""
    told = Path("/proc/stat")
    return int(told.read_text().split(maxsplit=9)[8]) if told.exists() else 0


def for_seconds(seconds: float) -> Callable[[], bool]:
    end = perf_counter() + seconds
    return lambda: perf_counter() < end


def alone_and_meanwhile(seat: Seat, session_id: str, seconds: float = 2.0) -> tuple[list[Key], list[Key]]:
    """Typing by itself for a while, and then from the beginning of a backup until it has been checked."""
    box = write(seat, session_id)
    typed(box, for_seconds(seconds / 2))  # the first keys make what the later ones use
    return typed(box, for_seconds(seconds)), typed_meanwhile(box, seat)


def typed_meanwhile(box: QTextEdit, seat: Seat) -> list[Key]:
    """From the beginning of a backup until it has been checked."""
    seat.keeper.back_up()
    found = typed(box, lambda: seat.keeper.step in (COPYING, CHECKING))
    while seat.keeper.step:
        QApplication.processEvents()
    return found


def main(folder: Path) -> None:
    """Print p99 and the longest in ms, each meanwhile and alone; the keys that counted, and those that did not."""
    app = QApplication([])
    theme.apply(app, RESOURCES, "light")
    seat = seated(new_desk(folder))
    try:
        load(seat.desk)
        box = write(seat, planned(seat.desk))
        typed(box, for_seconds(1.0))  # the first keys make what the later ones use
        alone, meanwhile = list[Key](), list[Key]()
        for _ in range(MOST):
            alone += typed(box, for_seconds(4.0))
            meanwhile += typed_meanwhile(box, seat)
            if len(counted(meanwhile)) >= ENOUGH:
                break
    finally:
        leave(seat)
    kept = counted(meanwhile), counted(alone)
    print(*(of(found) for of in (p99, max) for found in kept), len(kept[0]), len(meanwhile) - len(kept[0]))


def counted(keys: list[Key]) -> list[float]:
    """Milliseconds of those for which the machine was there."""
    return [key.ms for key in keys if key.counts]


if __name__ == "__main__":
    main(Path(sys.argv[1]))
