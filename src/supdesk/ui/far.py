"""What lies in the second place is asked by a process of its own: a share that hangs holds up nothing here."""

import json
import subprocess
import threading
from collections.abc import Callable
from concurrent.futures import Executor, Future
from contextlib import suppress
from queue import SimpleQueue
from typing import TYPE_CHECKING, Any, TypeVar

from PySide6.QtCore import QObject

from supdesk.domain.errors import SupdeskError
from supdesk.ui.lane import BUG, Job, Worker

if TYPE_CHECKING:
    from supdesk.desk.answering import Errand

T = TypeVar("T")

Start = Callable[[], "subprocess.Popen[bytes]"]
"""Starts a process that answers one errand by lines, and ends."""
GRACE = 0.3
"""Seconds it has to take away what it left half made, once nobody waits for its answer."""


class Far(Worker):
    """Whoever asks the second place: each errand by a thread and a process of its own, and none waits for another.

    Once it is cancelled, nothing here waits for an errand's process, which may never end; it never has the key.
    """

    def __init__(self, start: Start, parent: QObject | None = None) -> None:
        super().__init__("far", parent, Unwaited("far"))
        self._start = start

    def send(
        self,
        errand: "Callable[[], Errand[T]]",
        done: Callable[[T], object],
        failed: Callable[[SupdeskError], object] | None = None,
        owner: QObject | None = None,
        progress: Callable[[int, int], object] | None = None,
        cancelled: Callable[[], object] | None = None,
    ) -> Job:
        """Make the errand on a thread of its own, and have it done; as `submit_long` otherwise."""
        return self.submit_long(
            lambda job: run(self._start, errand(), job), done, failed, owner, progress, cancelled
        )


def run(start: Start, errand: "Errand[T]", job: Job) -> T:
    """Have another process do the errand; SupdeskError as it refuses, `backup.unanswered` when it just ends."""
    said: SimpleQueue[bytes] = SimpleQueue()
    job.when_stopped(lambda: said.put(b""))
    job.stop_here()
    try:
        child = start()
    except OSError as error:
        raise _unanswered() from error
    threading.Thread(target=_talk, args=(child, errand.line, said), name="far talk", daemon=True).start()
    try:
        while line := said.get():
            if found := _heard(line, job):
                return errand.read(found[0])
        job.stop_here()
        raise _unanswered()
    finally:
        _end(child)


def _talk(child: "subprocess.Popen[bytes]", line: bytes, said: "SimpleQueue[bytes]") -> None:
    """Ask, and pass on what is answered; b"" at its end, which may never come."""
    assert child.stdin is not None
    assert child.stdout is not None
    with suppress(OSError), child.stdin:
        child.stdin.write(line)
    with child.stdout:
        for each in child.stdout:
            said.put(each)
    said.put(b"")
    child.wait()


def _heard(line: bytes, job: Job) -> tuple[Any] | None:
    """What was found, once it was."""
    match json.loads(line):
        case {"found": found}:
            return (found,)
        case {"progress": [done, total]}:
            job.progress(done, total)
        case {"refused": [code, sentence]}:
            raise SupdeskError(code, sentence)
        case {"bug": code}:
            raise SupdeskError("bug", BUG.format(code))
    return None


def _end(child: "subprocess.Popen[bytes]") -> None:
    child.terminate()
    try:
        child.wait(GRACE)
    except subprocess.TimeoutExpired:
        child.kill()


def _unanswered() -> SupdeskError:
    return SupdeskError(
        "backup.unanswered",
        "What looks after the second place ended before it answered. It is tried again in half an hour.",
    )


class Unwaited(Executor):
    """A thread for each piece of work, which ends with the program whatever it is at."""

    def __init__(self, name: str) -> None:
        self._name = name

    def submit(self, fn: Callable[..., T], /, *args: Any, **kwargs: Any) -> Future[T]:
        future: Future[T] = Future()

        def work() -> None:
            try:
                future.set_result(fn(*args, **kwargs))
            except BaseException as error:
                future.set_exception(error)

        threading.Thread(target=work, name=self._name, daemon=True).start()
        return future
