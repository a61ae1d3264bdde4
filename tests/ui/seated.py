"""A seat at a real desk, for the pages that write."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication

from supdesk.ui.lane import Bench, Lane
from supdesk.ui.parts import Page
from supdesk.ui.seat import Seat
from supdesk.ui.shell import Shell
from tests.desk.desk_examples import new_desk


@contextmanager
def seated(folder: Path) -> Iterator[Seat]:
    """A window with a vault just begun behind it."""
    shell, lane, bench = Shell(), Lane(), Bench()
    shell.add_page("today", "Today", "today", Page("Today"))
    shell.show_page("today")
    shell.show()
    desk = new_desk(folder)
    bugs: list[str] = []
    lane.bug.connect(bugs.append)
    bench.bug.connect(bugs.append)
    yield Seat(desk, lane, bench, shell)
    shell.close()
    lane.close(10)
    bench.close(10)
    QApplication.processEvents()
    shell.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    desk.vault.close()
    assert bugs == []
