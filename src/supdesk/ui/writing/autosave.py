"""Autosave: gathers what is typed for a moment and hands it to the desk; nothing waits longer than that."""

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QApplication, QWidget

from supdesk.desk import recording
from supdesk.desk.desk import Desk
from supdesk.domain.changes import Changes
from supdesk.domain.days import LONDON
from supdesk.domain.errors import SupdeskError
from supdesk.ui.leaving import Holder
from supdesk.ui.seat import Seat

GATHER = 700
"""Milliseconds for which edits are gathered before they are saved."""

Save = Callable[[Desk, str, dict[str, Any]], Changes]
"""Keeps what was typed in the draft of that id: raw by field."""


class Autosave(Holder):
    """Keeps drafts on the disk as they are written. `said` carries the saved state in words.

    It belongs to the seat, not to its page: what can't be saved yet outlives the page it was typed on.
    """

    said = Signal(str)
    kept = Signal()
    """All that was typed is on the disk."""

    def __init__(self, seat: Seat, page: QWidget, save: Save = recording.save) -> None:
        super().__init__(seat)
        self._seat, self._save = seat, save
        self._waiting: dict[str, dict[str, Any]] = {}
        self._under_way = 0
        self._alone = False
        page.destroyed.connect(self._outlive)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(GATHER)
        self._timer.timeout.connect(self.flush)
        for leaving in (seat.shell.lock_requested, seat.shell.closing, seat.shell.hide_toggled):
            leaving.connect(self.flush)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._left)

    @property
    def pending(self) -> bool:
        """Whether something typed is not on the disk yet."""
        return bool(self._waiting) or self._under_way > 0

    def edit(self, draft_id: str, field_id: str, raw: Any) -> None:
        """Keep this answer of a draft soon."""
        self._waiting.setdefault(draft_id, {})[field_id] = raw
        if not self._timer.isActive():  # begun anew by each key, it would wait for whoever types on and on
            self._timer.start()
        self.said.emit("Saving…")

    def flush(self, *_: object) -> None:
        """Hand in at once whatever was typed."""
        self._timer.stop()
        waiting, self._waiting = self._waiting, {}
        for draft_id, raw in waiting.items():
            self._under_way += 1
            self._seat.do(
                partial(self._save, self._seat.desk, draft_id, raw),
                self._saved,
                partial(self._unsaved, draft_id, raw),
                self,
            )

    def _left(self, before: QWidget | None, now: QWidget | None) -> None:
        if self._waiting and before is not None:
            self.flush()

    def _saved(self, _: Changes) -> None:
        self._under_way -= 1
        if not self.pending:
            self.trouble = ""
            self.said.emit(f"Saved {self._seat.desk.now.astimezone(LONDON):%H:%M}")
            self.kept.emit()
            if self._alone:
                self.deleteLater()

    def _unsaved(self, draft_id: str, raw: dict[str, Any], error: SupdeskError) -> None:
        """What could not be saved waits for the next try; anything typed since goes before it."""
        self._under_way -= 1
        self._waiting[draft_id] = {**raw, **self._waiting.get(draft_id, {})}
        self.trouble = error.sentence
        self.said.emit(f"Not saved: {error.sentence}")
        if self._alone:
            self._seat.shell.tell(
                f"What you typed is not saved yet. {error.sentence}", "danger", ("Save", self.flush)
            )

    def _outlive(self) -> None:
        """The page has gone: stay only for what is not on the disk yet, and try that again."""
        self._alone = True
        if self.pending:
            self._timer.start()
        else:
            self.deleteLater()
