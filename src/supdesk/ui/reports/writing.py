"""Writing a report's files: the folder chosen, what is there asked about, and what came of it said."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from supdesk.desk import reporting
from supdesk.desk.reporting import Prepared, Written
from supdesk.domain.errors import SupdeskError
from supdesk.domain.reports import Report
from supdesk.ui.seat import Seat


def write_report(
    seat: Seat, page: QWidget, report: Callable[[], Report], folder: Path, *, over: bool = False
) -> None:
    """Make `report` on the lane and write its files into `folder`; what comes of it is said above the page.

    Files of that name which are there are asked about, and then written `over`.
    """

    def put(ready: Prepared) -> None:
        seat.bench.submit(lambda: reporting.put(ready, folder, over=over), keep, refuse, page)

    def keep(written: Written) -> None:
        seat.do(lambda: reporting.note(seat.desk, written), lambda _: told(written), refuse, page)

    def told(written: Written) -> None:
        names = ", ".join(path.name for path in written.placed.paths[:2])
        more = len(written.placed.paths) - 2
        words = f"Written: {names}" + (f" and {more} more files." if more > 0 else ".")
        seat.shell.tell(words, "good", ("Show folder", lambda: _show(folder)))

    def refuse(error: SupdeskError) -> None:
        there = error.code == "report.there"
        again = ("Replace them", lambda: write_report(seat, page, report, folder, over=True)) if there else None
        seat.shell.tell(f"Nothing was written. {error.sentence}", "warning" if there else "danger", again)

    seat.ask(lambda: reporting.prepare(seat.desk, report()), put, refuse, page)


def _show(folder: Path) -> None:
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))
