"""The second place: looked at and caught up with by a worker of its own, since a network share may never answer."""

from PySide6.QtCore import QObject, Signal

from supdesk.desk import backing_up
from supdesk.desk.backing_up import Second, Standing
from supdesk.desk.desk import Desk
from supdesk.domain.changes import Changes
from supdesk.domain.errors import SupdeskError
from supdesk.domain.generations import EVERY, Generation
from supdesk.ui.lane import Far, Job, Lane

REPEATING = "Copying the backup to the second place"


class Repeater(QObject):
    """Has the second place catch up. A QObject because it waits for answers, which may not come.

    `step`, `done` and `total` as the keeper's. While it waits it does not ask again, and nothing else waits for it.
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
        self._waits = False
        self._job: Job | None = None
        self._told = ""
        self._not_before = desk.now

    def look(self, standing: Standing) -> None:
        """Catch up if something is missing there; some time after a failure, not at once."""
        second = standing.second
        if second is None or self._waits or self._holds_off():
            return
        self._waits = True
        self._far.submit(
            lambda: backing_up.missing_there(standing.own, second),
            lambda missing: self._catch_up(missing, second) if missing else self._rest(),
            self._refused,
            self,
        )

    def _holds_off(self) -> bool:
        # A clock that was ahead when it failed does not hold it off for longer.
        return self._desk.now < self._not_before <= self._desk.now + EVERY

    def cancel(self) -> None:
        """Stop what is being copied there."""
        if self._job is not None:
            self._job.cancel()

    def _catch_up(self, missing: Generation, second: Second) -> None:
        key = self._desk.vault.key
        self.step, self.done, self.total = REPEATING, 0, 0
        self.moved.emit()
        self._job = self._far.submit_long(
            lambda job: backing_up.catch_up(missing, second, key, job.progress),
            self._note,
            self._refused,
            self,
            self._progress,
            self._hold_off,
        )

    def _note(self, mark: str) -> None:
        desk = self._desk
        self._lane.submit(lambda: backing_up.note_caught_up(desk, mark), self._noted, self._refused, self)

    def _noted(self, changes: Changes) -> None:
        self._told = ""
        self._rest()
        self.made.emit(changes)

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
