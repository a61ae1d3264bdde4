"""Work off the window's thread: the lane, which owns the vault's connection, and the bench, for pure work.

Results come home to the window's thread, and only if whoever asked for them is still there.
"""

import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from typing import Any, TypeVar

import shiboken6
from PySide6.QtCore import QObject, Qt, Signal

from supdesk.domain.errors import SupdeskError, bug_code

T = TypeVar("T")


BUG = "Something went wrong in supdesk. What you saved is safe. Code {}."


class Cancelled(Exception):  # noqa: N818 - not an error: the person asked for it
    """Raised inside a long job at its next report of progress, once the person has cancelled it."""


class Job:
    """A piece of work handed in: it can be cancelled, and carries reports of progress home."""

    def __init__(self, report: Callable[[int, int], None], stoppable: bool) -> None:
        self.stoppable = stoppable
        self._report = report
        self._stop = threading.Event()

    def cancel(self) -> None:
        """Ask the work to stop at its next report; work not yet begun never begins."""
        self._stop.set()

    @property
    def is_cancelled(self) -> bool:
        return self._stop.is_set()

    def progress(self, done: int, total: int) -> None:
        """Called by the work as it goes; raises Cancelled when it should stop."""
        if self._stop.is_set():
            raise Cancelled
        self._report(done, total)


class Worker(QObject):
    """One thread that does one thing after another and brings the results back to the window."""

    failed = Signal(object)
    """A SupdeskError nobody else wanted."""
    bug = Signal(str)
    """The short code of a fault of our own; whoever waited for the work hears of it as `failed`, code `bug`."""
    _home = Signal(object)

    def __init__(self, name: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool = ThreadPoolExecutor(max_workers=1, thread_name_prefix=name)
        self._waiting: dict[Future[None], Job] = {}
        self._closed = False
        self._home.connect(_run, Qt.ConnectionType.QueuedConnection)

    def submit(
        self,
        work: Callable[[], T],
        done: Callable[[T], object] | None = None,
        failed: Callable[[SupdeskError], object] | None = None,
        owner: QObject | None = None,
    ) -> Job:
        """Do `work` on this thread, then call `done` (or `failed`) on the window's.

        An owner that is gone hears nothing. Without one, the object whose method `done` is counts as the owner.
        """
        return self._hand_in(lambda _: work(), done, failed, owner, None, None, stoppable=False)

    def submit_long(
        self,
        work: Callable[[Job], T],
        done: Callable[[T], object] | None = None,
        failed: Callable[[SupdeskError], object] | None = None,
        owner: QObject | None = None,
        progress: Callable[[int, int], object] | None = None,
        cancelled: Callable[[], object] | None = None,
    ) -> Job:
        """Like `submit`, for work that calls `job.progress(done, total)`; once stopped it ends in `cancelled`."""
        return self._hand_in(work, done, failed, owner, progress, cancelled, stoppable=True)

    def _hand_in(
        self,
        work: Callable[[Job], T],
        done: Callable[[T], object] | None,
        failed: Callable[[SupdeskError], object] | None,
        owner: QObject | None,
        progress: Callable[[int, int], object] | None,
        cancelled: Callable[[], object] | None,
        *,
        stoppable: bool,
    ) -> Job:
        whose = owner or _owner(done) or _owner(progress) or self

        def post(call: Callable[..., object] | None, *values: Any) -> None:
            self._post(whose, call, *values)

        job = Job(lambda n, total: post(progress, n, total), stoppable)
        if self._closed:
            job.cancel()
            return job
        future = self._pool.submit(self._do, work, job, post, done, failed, cancelled)
        self._waiting[future] = job
        future.add_done_callback(lambda f: self._waiting.pop(f, None))
        if future.done():
            self._waiting.pop(future, None)
        return job

    def drain(self, timeout: float | None = None) -> bool:
        """Wait up to `timeout` seconds for all that was handed in; True when nothing is left."""
        return not wait(list(self._waiting), timeout).not_done

    def cancel_all(self) -> None:
        """Ask every long job to stop; what was handed in by `submit`, such as saving, goes on."""
        for job in list(self._waiting.values()):
            if job.stoppable:
                job.cancel()

    def close(self, timeout: float | None = None) -> bool:
        """Take no more work, and drain; what is handed in later is never begun."""
        self._closed = True
        self._pool.shutdown(wait=False)
        return self.drain(timeout)

    def _do(
        self,
        work: Callable[[Job], T],
        job: Job,
        post: Callable[..., None],
        done: Callable[[T], object] | None,
        failed: Callable[[SupdeskError], object] | None,
        cancelled: Callable[[], object] | None,
    ) -> None:
        if job.is_cancelled:
            return post(cancelled)
        try:
            return post(done, work(job))
        except Cancelled:
            post(cancelled)
        except SupdeskError as error:
            post(failed or self.failed.emit, error)
        except Exception as error:
            code = bug_code(error)
            self._post(self, self.bug.emit, code)
            post(failed, SupdeskError("bug", BUG.format(code)))

    def _post(self, owner: QObject, call: Callable[..., object] | None, *values: Any) -> None:
        if call is not None and shiboken6.isValid(self):
            self._home.emit((owner, call, values))


class Lane(Worker):
    """The one thread that owns the vault's connection."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__("lane", parent)


class Bench(Worker):
    """The thread for pure work: key derivation, PDF, signing, writing files."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__("bench", parent)


def _run(letter: tuple[QObject, Callable[..., object], tuple[Any, ...]]) -> None:
    owner, call, values = letter
    if shiboken6.isValid(owner):
        call(*values)


def _owner(call: Callable[..., object] | None) -> QObject | None:
    owner = getattr(call, "__self__", None)
    return owner if isinstance(owner, QObject) else None
