"""Waiting for long work with its progress before the window, and a way to stop it."""

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import shiboken6

from supdesk.domain.changes import Changes
from supdesk.domain.errors import SupdeskError
from supdesk.ui.lane import Job, Worker
from supdesk.ui.parts import Busy
from supdesk.ui.parts.files import show_folder
from supdesk.ui.seat import Seat

T = TypeVar("T")


def write_files(
    seat: Seat,
    words: str,
    put: Callable[[Job], T],
    note: Callable[[T], Changes],
    said: Callable[[T], str],
    folder: Path,
) -> None:
    """`put` files into `folder` beside other work, then `note` them in the vault; what came of it is `said` above
    the page, with the way there."""

    def keep(written: T) -> None:
        seat.do(lambda: note(written), lambda _: told(written), lambda error: refuse(seat, error), seat)

    def told(written: T) -> None:
        seat.shell.tell(said(written), "good", ("Show folder", lambda: show_folder(folder)))

    wait_for(seat, seat.bench, words, put, keep, lambda error: refuse(seat, error))


def refuse(seat: Seat, error: SupdeskError) -> None:
    """Say why no file was written."""
    seat.shell.tell(f"Nothing was written. {error.sentence}", "danger")


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
