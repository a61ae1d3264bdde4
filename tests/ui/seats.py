"""A seat at a real desk, with a shell and both workers, for trying a page."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QApplication

from supdesk.desk.desk import Desk
from supdesk.ui.lane import Bench, Lane
from supdesk.ui.seat import Seat
from supdesk.ui.shell import Shell
from tests.desk.desks import made_desk


def made_seat(folder: Path) -> Seat:
    """A seat at a new vault's desk; close it with `leave`."""
    return seated(made_desk(folder))


def seated(desk: Desk) -> Seat:
    """A seat at that desk; close it with `leave`."""
    shell = Shell()
    seat = Seat(desk, Lane(), Bench(), shell)
    shell.show()
    return seat


def settle(seat: Seat) -> None:
    """Wait until the lane has nothing left and its answers are shown."""
    faults: list[str] = []
    seat.lane.bug.connect(faults.append)
    for _ in range(4):
        assert seat.lane.drain(20)
        QApplication.processEvents()
    assert not faults


def leave(seat: Seat) -> None:
    """End the workers and close the vault."""
    settle(seat)
    seat.lane.close(10)
    seat.bench.close(10)
    seat.desk.vault.close()
    seat.shell.close()


def done(seat: Seat, deed: Callable[[Desk], Any]) -> Any:
    """Have the desk do something before or beside the page, and tell the pages."""
    changes = deed(seat.desk)
    seat.announce(changes)
    settle(seat)
    return changes
