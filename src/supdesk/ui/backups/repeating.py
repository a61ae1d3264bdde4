"""The second place: looked at and caught up with by another process, since a network share may never answer."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QObject, Signal

from supdesk.desk import answering, backing_up
from supdesk.desk.answering import Errand
from supdesk.desk.backing_up import Second, Standing
from supdesk.desk.desk import Desk
from supdesk.domain.changes import Changes
from supdesk.domain.errors import SupdeskError
from supdesk.domain.generations import EVERY, Generation, holds_off
from supdesk.ui.far import Far
from supdesk.ui.lane import Job, Lane

T = TypeVar("T")

REPEATING = "Copying the backup to the second place"


class Repeater(QObject):
    """Has the second place catch up. A QObject because it waits for answers, which may not come.

    `step`, `done` and `total` as the keeper's. While it waits it does not ask again, unless another place is
    chosen: then it waits for that one.
    """

    moved = Signal()
    made = Signal(object)
    """It has caught up: the Changes that says so."""
    failed = Signal(object)
    """A SupdeskError that the person is to hear; the same one only when it has gone well meanwhile."""

    def __init__(self, desk: Desk, lane: Lane, far: Far, parent: QObject) -> None:
        super().__init__(parent)
        self._desk, self._lane, self._far = desk, lane, far
        self.step, self.done, self.total = "", 0, 0
        self._place: Path | None = None
        self._job: Job | None = None
        self._waits = False
        self._told = ""
        self._not_before: datetime | None = None

    def look(self, standing: Standing) -> None:
        """Catch up if something is missing there; some time after a failure, not at once."""
        second = standing.second
        self._turn_to(second.folder if second else None)
        if second is None or self._waits or holds_off(self._not_before, self._desk.now):
            return
        self._waits = True
        self._send(
            lambda: answering.missing(standing.own, second),
            lambda missing: self._catch_up(missing, second) if missing else self._rest(),
        )

    def _turn_to(self, place: Path | None) -> None:
        """Wait no more for another place, nor remember how it went there."""
        if place != self._place:
            self.cancel()
            self._place, self._told, self._not_before = place, "", None
            self._rest()

    def cancel(self) -> None:
        """Stop what is being copied there."""
        if self._job is not None:
            self._job.cancel()

    def _catch_up(self, missing: Generation, second: Second) -> None:
        key = self._desk.vault.key
        self.step, self.done, self.total = REPEATING, 0, 0
        self.moved.emit()
        self._send(
            lambda: answering.catching_up(missing, second, backing_up.verified(missing, key)),
            self._note,
        )

    def _send(self, errand: Callable[[], Errand[T]], then: Callable[[T], object]) -> None:
        def still(hear: Callable[..., object]) -> Callable[..., object]:
            return lambda *told: hear(*told) if self._job is job else None

        job = self._job = self._far.send(
            errand, still(then), still(self._refused), self, still(self._progress), still(self._hold_off)
        )

    def _note(self, mark: str) -> None:
        desk, job = self._desk, self._job

        def noted(changes: Changes) -> None:
            if self._job is job:
                self._told = ""
                self._rest()
            self.made.emit(changes)

        self._lane.submit(lambda: backing_up.note_caught_up(desk, mark), noted, self._refused, self)

    def _progress(self, done: int, total: int) -> None:
        self.done, self.total = done, total
        self.moved.emit()

    def _refused(self, error: SupdeskError) -> None:
        if error.code != self._told:
            self._told = error.code
            self.failed.emit(error)
        self._hold_off()

    def _hold_off(self) -> None:
        self._not_before = self._desk.now + EVERY
        self._rest()

    def _rest(self) -> None:
        self.step, self.done, self.total, self._job, self._waits = "", 0, 0, None, False
        self.moved.emit()
