"""A practice vault of invented people, for those who only want to look round."""

from dataclasses import replace
from itertools import count
from pathlib import Path

import shiboken6
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame

from supdesk.desk import demonstrating
from supdesk.desk.desk import Desk
from supdesk.domain.errors import SupdeskError
from supdesk.ui.lane import Bench, Job
from supdesk.ui.opening.outside import Outside
from supdesk.ui.parts import Busy, SecondaryButton, Words, column, row


class Practice(QFrame):
    """Offers the practice vault: `made` carries its open desk, `there` the folder of one made before."""

    made = Signal(object)
    there = Signal(object)
    refused = Signal(object)

    def __init__(self, outside: Outside, bench: Bench) -> None:
        super().__init__()
        self.setProperty("kind", "sunken")
        self.setAccessibleName("Practice vault")
        self._outside, self._bench = outside, bench
        self.waiting: Busy | None = None
        self.offer = SecondaryButton("Try a practice vault", "open", self.begin)
        words = column(
            Words("Only looking round?", "strong"),
            Words("A practice vault holds invented people and a year of their sessions.", "muted"),
            gap=2,
        )
        line = row(words, self.offer, gap=16, margin=(24, 16, 24, 16))
        line.setStretch(0, 1)
        self.setLayout(line)

    def begin(self) -> None:
        """Open the practice vault made before, or make one."""
        known = self._outside.load().practice
        if known and Path(known).is_dir():
            self.there.emit(Path(known))
            return
        job = self._bench.submit_long(
            self._make, self._done, self._refuse, owner=self, progress=self._progress, cancelled=self._rest
        )
        self.waiting = Busy(self, "Making the practice vault…", job.cancel)
        self.waiting.open()

    def _make(self, job: Job) -> Desk:
        around, numbers = self._outside.around, count(1)
        total, folder = demonstrating.steps(around.resources), demonstrating.free_place(self._outside.vaults)
        return demonstrating.practise(folder, around, around.floor, lambda _: job.progress(next(numbers), total))

    def _progress(self, done: int, total: int) -> None:
        if self.waiting is not None and self.waiting.isVisible():
            self.waiting.progress(done, total)

    def _rest(self) -> None:
        """The overlay has gone by itself when it was the person who stopped the work."""
        self.waiting = None

    def _done(self, desk: Desk) -> None:
        self._away()
        self._outside.keep(replace(self._outside.load(), practice=str(desk.vault.folder)))
        self.made.emit(desk)

    def _refuse(self, error: SupdeskError) -> None:
        self._away()
        self.refused.emit(error)

    def _away(self) -> None:
        if self.waiting is not None and shiboken6.isValid(self.waiting):
            self.waiting.close_now()
        self.waiting = None
