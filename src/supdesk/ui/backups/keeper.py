"""Backups by themselves: copied on the lane between what is typed, then checked on the bench."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QObject, QTimer, Signal

from supdesk.desk import backing_up
from supdesk.desk.backing_up import Making, Standing
from supdesk.desk.desk import Desk
from supdesk.domain.changes import Changes
from supdesk.domain.errors import SupdeskError
from supdesk.domain.generations import EVERY, holds_off
from supdesk.ui.backups.repeating import Repeater
from supdesk.ui.far import Far
from supdesk.ui.lane import Bench, Job, Lane

T = TypeVar("T")

LOOK = 60_000
"""Milliseconds between looks at the clock and the second place."""
COPYING, CHECKING = "Backing up", "Checking the backup"


class Keeper(QObject):
    """Sees to it that backups are made, one at a time. A QObject because it waits for answers.

    `step` says what it does, nothing at rest, and `done` of `total` how far that is. What goes wrong by itself is
    told once, and again only when it has gone well meanwhile. `second` goes on beside it.
    """

    moved = Signal()
    made = Signal(object)
    """A backup stands: the Changes that says so."""
    failed = Signal(object)
    """A SupdeskError that the person is to hear."""

    def __init__(self, desk: Desk, lane: Lane, bench: Bench, far: Far, parent: QObject) -> None:
        super().__init__(parent)
        self.second = Repeater(desk, lane, far, self)
        self.second.made.connect(self.made)
        self.second.failed.connect(self.failed)
        self._desk, self._lane, self._bench = desk, lane, bench
        self.step, self.done, self.total = "", 0, 0
        self._job: Job | None = None
        self._making: Making | None = None
        self._asked = False
        self._told = ""
        self._not_before: datetime | None = None
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK)
        self._timer.timeout.connect(self.look)

    def start(self) -> None:
        """Look now, and every minute."""
        self._timer.start()
        self.look()

    def stop(self) -> None:
        """Look no more, and leave nothing half made; called once the workers have stopped."""
        self._timer.stop()
        self._give_up()

    def look(self) -> None:
        """Back up if that is due, or have the second place catch up; some time after a failure, not at once."""
        desk = self._desk
        if not self.step:
            self._lane.submit(lambda: (backing_up.is_due(desk), backing_up.standing(desk)), self._see, owner=self)

    def _see(self, found: tuple[bool, Standing]) -> None:
        due, standing = found
        if self.step:
            return
        if due and not holds_off(self._not_before, self._desk.now):
            self._back_up(None)
        else:
            self.second.look(standing)

    def back_up(self, folder: Path | None = None) -> None:
        """Back up now, into `folder` or the vault's own, because somebody asked for it."""
        self._asked = True
        self._back_up(folder)

    def cancel(self) -> None:
        """Stop what is being made; what is whole already stays."""
        if self._job is not None:
            self._job.cancel()

    def _back_up(self, folder: Path | None) -> None:
        if self.step:
            return
        desk, at = self._desk, self._desk.now

        def copy(job: Job) -> Making:
            made = backing_up.begin(folder or backing_up.own_folder(desk), at)
            self._making = made

            def report(left: int, total: int) -> None:
                job.progress(total - left, total)
                job.let_in()

            backing_up.copy(desk, made, report)
            return made

        self._go(COPYING, self._lane, copy, lambda made: self._check(made, at))

    def _check(self, made: Making, at: datetime) -> None:
        key = self._desk.vault.key
        self._go(CHECKING, self._bench, lambda job: backing_up.check(made, key), lambda _: self._keep(made, at))

    def _keep(self, made: Making, at: datetime) -> None:
        desk = self._desk
        self._lane.submit(lambda: backing_up.keep(desk, made, at), self._kept, self._refused, self)

    def _kept(self, changes: Changes) -> None:
        self._making = None
        self._told, self._not_before = "", None
        self._rest()
        self.made.emit(changes)
        self.look()

    def _go(self, step: str, worker: Lane | Bench, work: Callable[[Job], T], then: Callable[[T], object]) -> None:
        self.step, self.done, self.total = step, 0, 0
        self.moved.emit()
        self._job = worker.submit_long(work, then, self._refused, self, self._progress, self._cancelled)

    def _progress(self, done: int, total: int) -> None:
        self.done, self.total = done, total
        self.moved.emit()

    def _cancelled(self) -> None:
        self._give_up()
        self._not_before = self._desk.now + EVERY
        self._rest()

    def _refused(self, error: SupdeskError) -> None:
        self._give_up()
        if self._asked or error.code != self._told:
            self._told = error.code
            self.failed.emit(error)
        self._not_before = self._desk.now + EVERY
        self._rest()

    def _give_up(self) -> None:
        if self._making is not None:
            backing_up.give_up(self._making)
            self._making = None

    def _rest(self) -> None:
        self.step, self.done, self.total, self._job, self._asked = "", 0, 0, None, False
        self.moved.emit()
