"""Writing files into a folder: what is there is asked about, and what came of it said above the page."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Generic, Protocol, TypeVar

from PySide6.QtCore import SignalInstance
from PySide6.QtWidgets import QWidget

from supdesk.desk import reporting
from supdesk.domain.changes import Changes
from supdesk.domain.errors import SupdeskError
from supdesk.domain.reports import Report
from supdesk.ui.parts.files import show_folder
from supdesk.ui.seat import Seat


class Files(Protocol):
    """What was put somewhere."""

    @property
    def paths(self) -> list[Path]: ...


class Written(Protocol):
    """Files in their places, not noted yet."""

    @property
    def placed(self) -> Files: ...


P = TypeVar("P")
W = TypeVar("W", bound=Written)


@dataclass(frozen=True, slots=True)
class Work(Generic[P, W]):
    """What makes files: `prepare` and `note` ask the vault; `put` makes them and needs the folder alone."""

    prepare: Callable[[], P]
    put: Callable[[P, Path, bool], W]
    note: Callable[[W], Changes]


def write_files(
    seat: Seat,
    page: QWidget,
    work: Work[P, W],
    folder: Path,
    until: SignalInstance | None = None,
    *,
    over: bool = False,
) -> None:
    """Have it done, each part where it belongs. Files that are there are asked about, and then written `over`.

    That question stands `until` something else is chosen, where that can be.
    """

    def put(ready: P) -> None:
        seat.bench.submit(lambda: work.put(ready, folder, over), keep, refuse, page)

    def keep(written: W) -> None:
        seat.do(lambda: work.note(written), lambda _: told(written), refuse, page)

    def told(written: W) -> None:
        names = [path.name for path in written.placed.paths]
        more = f" and {len(names) - 2} more files." if len(names) > 2 else "."
        seat.shell.tell(
            f"Written: {', '.join(names[:2])}{more}", "good", ("Show folder", lambda: show_folder(folder))
        )

    def refuse(error: SupdeskError) -> None:
        there = error.code == "place.there"
        again = ("Replace them", lambda: write_files(seat, page, work, folder, until, over=True)) if there else None
        banner = seat.shell.tell(f"Nothing was written. {error.sentence}", "warning" if there else "danger", again)
        if until is not None:
            until.connect(banner.closed)

    seat.ask(work.prepare, put, refuse, page)


def write_report(
    seat: Seat,
    page: QWidget,
    report: Callable[[], Report],
    folder: Path,
    until: SignalInstance,
    *,
    over: bool = False,
) -> None:
    """Make `report` on the lane and write its files into `folder`, as `write_files` does."""
    work = Work(
        lambda: reporting.prepare(seat.desk, report()),
        lambda ready, there, again: reporting.put(ready, there, over=again),
        lambda written: reporting.note(seat.desk, written),
    )
    write_files(seat, page, work, folder, until, over=over)
