"""Work off the window's thread: the lane, which owns the vault's connection, and the bench, for pure work.

Results come home to the window's thread, and only if whoever asked for them is still there.
"""

import threading
from collections import deque
from collections.abc import Callable
from concurrent.futures import Executor, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass
from itertools import count
from typing import Any, TypeVar

import shiboken6
from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, Signal

from supdesk.domain.errors import SupdeskError, bug_code

T = TypeVar("T")


DONE, FAILED, BUGGED, CANCELLED, PROGRESS = "done", "failed", "bugged", "cancelled", "progress"
"""How a piece of work fared, as it is told at home."""

BUG = "Something went wrong in supdesk. What you saved is safe. Code {}."


class Cancelled(Exception):  # noqa: N818 - not an error: the person asked for it
    """Raised inside a long job at its next report of progress, once the person has cancelled it."""


class Job:
    """A piece of work handed in: it can be cancelled, and carries reports of progress home."""

    def __init__(
        self, report: Callable[[int, int], None], stoppable: bool, do_short: Callable[["Job"], None]
    ) -> None:
        self.stoppable = stoppable
        self._report = report
        self._do_short = do_short
        self._stop = threading.Event()
        self._to_tell: Callable[[], object] = lambda: None

    def cancel(self) -> None:
        """Ask the work to stop at its next report; work not yet begun never begins."""
        self._stop.set()
        self._to_tell()

    def when_stopped(self, tell: Callable[[], object]) -> None:
        """Have work that waits for something else be told at once that it is to stop."""
        self._to_tell = tell
        if self._stop.is_set():
            tell()

    @property
    def is_cancelled(self) -> bool:
        return self._stop.is_set()

    def progress(self, done: int, total: int) -> None:
        """Called by the work as it goes; raises Cancelled when it should stop."""
        self.stop_here()
        self._report(done, total)

    def stop_here(self) -> None:
        """Called by the work where it may end; raises Cancelled when it should."""
        if self._stop.is_set():
            raise Cancelled

    def let_in(self) -> None:
        """Called by long work between two slices: what was handed in by `submit` meanwhile is done now.

        Raises Cancelled before anything that was handed in once the work was to stop.
        """
        self._do_short(self)


@dataclass(frozen=True)
class Asked:
    """What was handed in and whom to tell, kept on the window's thread until the answer is home."""

    job: Job
    work: Callable[[Job], Any]
    owner: QObject
    done: Callable[..., object] | None
    failed: Callable[[SupdeskError], object] | None
    progress: Callable[[int, int], object] | None
    cancelled: Callable[[], object] | None


class Worker(QObject):
    """One thread that does one thing after another and brings the results back to the window.

    That thread knows its work by number alone. Whatever a widget hangs from is let go on the window's thread:
    let go on another while Qt takes the widget apart, it brings the program down.
    """

    failed = Signal(object)
    """A SupdeskError nobody else wanted."""
    bug = Signal(str)
    """The short code of a fault of our own; whoever waited for the work hears of it as `failed`, code `bug`."""
    _home = Signal(object)

    def __init__(self, name: str, parent: QObject | None = None, pool: Executor | None = None) -> None:
        super().__init__(parent)
        self.understand: Callable[[Exception], SupdeskError | None] = lambda error: None
        """What another error means to a person, where it is the world's fault and not ours."""
        self._pool = pool or ThreadPoolExecutor(max_workers=1, thread_name_prefix=name)
        self._asked: dict[int, Asked] = {}
        self._waiting: deque[int] = deque()
        self._running: set[Future[None]] = set()
        self._numbers = count()
        self._closed = False
        self._home.connect(self._receive, Qt.ConnectionType.QueuedConnection)

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
        whose, number = owner or _owner(done) or _owner(progress) or self, next(self._numbers)
        job = Job(lambda n, total: self._send(number, PROGRESS, (n, total)), stoppable, self._do_short)
        if self._closed:
            job.cancel()
            return job
        self._asked[number] = Asked(job, work, whose, done, failed, progress, cancelled)
        self._waiting.append(number)
        future = self._pool.submit(self._do_next)
        self._running.add(future)
        future.add_done_callback(self._running.discard)
        return job

    def drain(self, timeout: float | None = None) -> bool:
        """Wait up to `timeout` seconds for all that was handed in; True when nothing is left."""
        return not wait(list(self._running), timeout).not_done

    def cancel_all(self) -> None:
        """Ask every long job to stop; what was handed in by `submit`, such as saving, goes on."""
        for asked in self._asked.values():
            if asked.job.stoppable:
                asked.job.cancel()

    def close(self, timeout: float | None = None) -> bool:
        """Take no more work, and drain; what is handed in later is never begun."""
        self._closed = True
        self._pool.shutdown(wait=False)
        return self.drain(timeout)

    def _do_next(self) -> None:
        """What waits first, unless long work let it in before its turn."""
        if self._waiting:
            self._do(self._waiting.popleft())

    def _do_short(self, long: Job) -> None:
        """All short work at the head of what waits; it stops at the first long one, so that the order holds."""
        while self._waiting and not self._asked[self._waiting[0]].job.stoppable:
            # What was handed in after the order to stop, such as closing the vault, finds the order given here.
            long.stop_here()
            self._do(self._waiting.popleft())

    def bring_home(self) -> None:
        """Tell at once, on the window's thread, what became of all that is done."""
        QCoreApplication.sendPostedEvents(self, QEvent.Type.MetaCall)

    def _do(self, number: int) -> None:
        self._send(number, *self._outcome(number))

    def _outcome(self, number: int) -> tuple[str, object]:
        asked = self._asked[number]
        if asked.job.is_cancelled:
            return CANCELLED, None
        try:
            return DONE, asked.work(asked.job)
        except Cancelled:
            return CANCELLED, None
        except SupdeskError as error:
            return FAILED, error.with_traceback(None)
        except Exception as error:
            meant = self.understand(error)
            return (FAILED, meant) if meant else (BUGGED, bug_code(error))

    def _send(self, number: int, how: str, told: object) -> None:
        if shiboken6.isValid(self):
            self._home.emit((number, how, told))

    def _receive(self, letter: tuple[int, str, Any]) -> None:
        number, how, told = letter
        asked = self._asked[number] if how == PROGRESS else self._asked.pop(number)
        if how == BUGGED:
            self.bug.emit(told)
            told = SupdeskError("bug", BUG.format(told))
        if not shiboken6.isValid(asked.owner):
            return
        if how == PROGRESS and asked.progress:
            asked.progress(*told)
        elif how == CANCELLED and asked.cancelled:
            asked.cancelled()
        elif how == DONE and asked.done:
            asked.done(told)
        elif how in (FAILED, BUGGED) and asked.failed:
            asked.failed(told)
        elif how == FAILED:
            self.failed.emit(told)


class Lane(Worker):
    """The one thread that owns the vault's connection."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__("lane", parent)


class Bench(Worker):
    """The thread for pure work: key derivation, PDF, signing, writing files."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__("bench", parent)


def _owner(call: Callable[..., object] | None) -> QObject | None:
    owner = getattr(call, "__self__", None)
    return owner if isinstance(owner, QObject) else None
