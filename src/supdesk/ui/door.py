"""The door: unlocking, the first run and the way back, each alone in the window until a desk is open."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from supdesk.ui.lane import Bench
from supdesk.ui.opening.outside import Outside
from supdesk.ui.opening.unlock import Unlock
from supdesk.ui.shell import Shell

if TYPE_CHECKING:
    from supdesk.ui.opening.first_run import FirstRun
    from supdesk.ui.opening.way_back import WayBack


class Door(QObject):
    """What stands before the desk, one page at a time. A QObject because it announces.

    `opened` carries the desk unlocked, `begun` one that is being set up, `came_by_words` the recovery words
    that opened one; `painted` says that the locked door is seen. `proven` says that a vault's key is at hand though
    no desk is open, and `spent` that it is not to be any more, with the vault whose door is next, if any.
    """

    opened = Signal(object)
    begun = Signal(object)
    came_by_words = Signal(str)
    painted = Signal()
    proven = Signal()
    spent = Signal(object)

    def __init__(self, shell: Shell, bench: Bench, outside: Outside) -> None:
        super().__init__(shell)
        self._shell, self._bench, self._outside = shell, bench, outside
        self.page: Unlock | WayBack | FirstRun | None = None

    def unlock(self, vault: Path, locked_after: int = 0) -> None:
        """Ask for that vault's key; it may have locked by itself after as many minutes without a touch."""
        made = Unlock(self._outside, self._bench, vault, locked_after)
        made.painted.connect(self.painted)
        made.opened.connect(self.opened)
        made.came_by_words.connect(self.came_by_words)
        made.wants_new.connect(lambda: self.first_run(vault))
        made.wants_way_back.connect(self.way_back)
        made.shut_again.connect(self.spent)
        self._show(made)

    def way_back(self, vault: Path, back: Callable[[], object] | None = None) -> None:
        """Offer the ways back into a vault that does not open; leaving it goes `back`, or to the locked door."""
        from supdesk.ui.opening.way_back import WayBack

        made = WayBack(self._outside, self._bench, vault)
        made.proven.connect(self.proven)
        made.left.connect(lambda: self._leave_back(made, back, None if back else vault))
        made.brought_back.connect(self.spent)
        self._show(made)

    def _leave_back(self, page: "WayBack", back: Callable[[], object] | None, vault: Path | None) -> None:
        """Go where one came from; once a key was at hand by starting anew, so that no memory keeps it."""
        if page.stranded is not None:
            self.spent.emit(vault)
        elif back is not None:
            back()
        elif vault is not None:
            self.unlock(vault)

    def first_run(self, vault: Path | None = None) -> None:
        """Have a vault made; it can be left for the door of the vault it was asked for at, if any."""
        from supdesk.ui.opening.first_run import FirstRun

        made = FirstRun(self._outside, self._bench, can_leave=vault is not None)
        made.begun.connect(self.begun)
        made.opened.connect(self.opened)
        made.shut_again.connect(self.spent)
        for there in (made.practice.there, made.there):
            there.connect(lambda folder: self.unlock(folder))
        made.backup.connect(lambda folder: self.way_back(folder, lambda: self.first_run(vault)))
        if vault is not None:
            made.left.connect(lambda: self.unlock(vault))
        self._show(made)

    def abandon(self) -> None:
        """Let go of what was typed at the locked door, or found behind it."""
        if self.page is not None:
            self.page.abandon()

    def leave(self) -> None:
        """Take away what stands there."""
        if self.page is not None:
            self.page.hide()
            self.page.deleteLater()
            self.page = None

    def _show(self, page: "Unlock | WayBack | FirstRun") -> None:
        self.leave()
        self.page = page
        self._shell.show_alone(page)
        page.setFocus()
