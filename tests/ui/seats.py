"""A seat at a real desk, with a shell and both workers, for trying a page."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication

from supdesk.desk.desk import Desk
from supdesk.ui.far import Far, Start
from supdesk.ui.lane import Bench, Lane
from supdesk.ui.parts import Page
from supdesk.ui.seat import Seat
from supdesk.ui.shell import Shell
from tests.desk.desks import empty_desk, new_desk
from tests.ui.answerers import answering


@contextmanager
def taken_seat(folder: Path) -> Iterator[Seat]:
    """A seat at a new vault's desk, with Ada Example and Bee Sample enrolled."""
    seat = seated(new_desk(folder))
    yield seat
    leave(seat)


def made_seat(folder: Path) -> Seat:
    """A seat at a new vault's desk with nobody enrolled; close it with `leave`."""
    return seated(empty_desk(folder / "vault"))


def seated(desk: Desk, far: Start = answering) -> Seat:
    """A seat at that desk; close it with `leave`. A bug on a worker fails the test."""
    shell = Shell()
    shell.add_page("today", "Today", "today", Page("Today"))
    shell.show_page("today")
    shell.show()
    seat = Seat(desk, Lane(), Bench(), Far(far), shell)
    for worker in (seat.lane, seat.bench, seat.far):
        worker.bug.connect(_fail)
    return seat


def _fail(code: str) -> None:
    raise AssertionError(f"a bug on a worker, code {code}")


def settle(seat: Seat) -> None:
    """Wait until the lane has nothing left and its answers are shown."""
    for _ in range(4):
        assert seat.lane.drain(20)
        QApplication.processEvents()


def leave(seat: Seat) -> None:
    """End the workers, take the window away and close the vault."""
    settle(seat)
    seat.shell.close()
    seat.lane.close(10)
    seat.bench.close(10)
    seat.far.cancel_all()
    seat.far.close(10)
    QApplication.processEvents()
    seat.shell.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    seat.desk.vault.close()


def done(seat: Seat, deed: Callable[[Desk], Any]) -> Any:
    """Have the desk do something before or beside the page, when nobody else is at it, and tell the pages."""
    settle(seat)
    changes = deed(seat.desk)
    seat.announce(changes)
    settle(seat)
    return changes
