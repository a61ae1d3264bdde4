"""Writing a report's files into a folder."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import SignalInstance

from supdesk.desk import reporting
from supdesk.domain.reports import Report
from supdesk.ui.exporting import Export, write_files
from supdesk.ui.seat import Seat


def write_report(
    seat: Seat, report: Callable[[], Report], folder: Path, until: SignalInstance, *, over: bool = False
) -> None:
    """Make `report` on the lane and write its files into `folder`, as `write_files` does."""
    desk = seat.desk
    made = Export(lambda: reporting.prepare(desk, report()), partial(reporting.note, desk))
    write_files(seat, made, folder, until, over=over)
