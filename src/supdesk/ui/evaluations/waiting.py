"""Waiting for long work with its progress before the window, and a way to stop it."""

from collections.abc import Callable
from typing import TypeVar

import shiboken6

from supdesk.domain.errors import SupdeskError
from supdesk.ui.lane import Job, Worker
from supdesk.ui.parts import Busy
from supdesk.ui.seat import Seat

T = TypeVar("T")


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
