"""Exporting: files written beside other work, with their progress before the window and a way to stop it."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Generic, TypeVar

import shiboken6
from PySide6.QtCore import SignalInstance

from supdesk.desk import exporting
from supdesk.desk.exporting import Prepared, Written
from supdesk.domain.changes import Changes
from supdesk.domain.errors import SupdeskError
from supdesk.ui.lane import Job, Worker
from supdesk.ui.parts import Busy
from supdesk.ui.parts.files import show_folder
from supdesk.ui.seat import Seat

T = TypeVar("T")


def named(written: Written[T]) -> str:
    """Which files there are now."""
    names = [path.name for path in written.placed.paths]
    more = f" and {len(names) - 2} more files." if len(names) > 2 else "."
    return f"Written: {', '.join(names[:2])}{more}"


@dataclass(frozen=True, slots=True)
class Export(Generic[T]):
    """What leaves: `prepare` and `note` ask the vault; `said` is what is told of it above the page."""

    prepare: Callable[[], Prepared[T]]
    note: Callable[[Written[T]], Changes]
    said: Callable[[Written[T]], str] = named


def write_files(
    seat: Seat, export: Export[T], folder: Path, until: SignalInstance | None = None, *, over: bool = False
) -> None:
    """Have it done, each part where it belongs. Files that are there are asked about, and then written `over`.

    That question stands `until` something else is chosen, where that can be.
    """

    def refuse(error: SupdeskError) -> None:
        there = error.code == "place.there"
        again = ("Replace them", lambda: write_files(seat, export, folder, until, over=True)) if there else None
        banner = seat.shell.tell(f"Nothing was written. {error.sentence}", "warning" if there else "danger", again)
        if until is not None:
            until.connect(banner.closed)

    _write(seat, export, lambda ready, job: exporting.put(ready, folder, job.progress, over=over), folder, refuse)


def write_file(seat: Seat, export: Export[T], target: Path) -> None:
    """The same for the one file under the name that a person chose."""
    put, refuse = exporting.put_as, seat.shell.tell_error
    _write(seat, export, lambda ready, _: put(ready, target), target.parent, refuse)


def _write(
    seat: Seat,
    export: Export[T],
    put: Callable[[Prepared[T], Job], Written[T]],
    folder: Path,
    refuse: Callable[[SupdeskError], object],
) -> None:
    def made(ready: Prepared[T]) -> None:
        wait_for(seat, seat.bench, "Writing the files…", lambda job: put(ready, job), keep, refuse)

    def keep(written: Written[T]) -> None:
        seat.do(lambda: export.note(written), lambda _: told(written), refuse)

    def told(written: Written[T]) -> None:
        seat.shell.tell(export.said(written), "good", ("Show folder", lambda: show_folder(folder)))

    def prepare(job: Job) -> Prepared[T]:
        ready = export.prepare()
        job.progress(0, 0)
        return ready

    wait_for(seat, seat.lane, "Preparing the files…", prepare, made, refuse)


def wait_for(
    seat: Seat,
    worker: Worker,
    words: str,
    work: Callable[[Job], T],
    done: Callable[[T], object],
    failed: Callable[[SupdeskError], object],
) -> None:
    """Do `work` on that worker; `done` or `failed` is told once the window is free again. Stopped, neither is."""
    job: list[Job] = []
    busy = Busy(seat.shell, words, lambda: job[0].cancel())
    busy.open()

    def rest() -> None:
        if shiboken6.isValid(busy):
            busy.close_now()

    def then(tell: Callable[..., object]) -> Callable[..., None]:
        def after(answer: object) -> None:
            rest()
            tell(answer)

        return after

    def progress(done: int, total: int) -> None:
        if shiboken6.isValid(busy):
            busy.progress(done, total)

    job.append(worker.submit_long(work, then(done), then(failed), seat, progress, rest))
