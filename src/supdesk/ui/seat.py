"""What every screen is given: the desk, the workers, the shell, and news of what changed."""

from collections.abc import Callable
from typing import TypeVar

import shiboken6
from PySide6.QtCore import QObject, Signal

from supdesk.desk.desk import Desk
from supdesk.domain.changes import Changes
from supdesk.domain.errors import SupdeskError
from supdesk.ui.backups.keeper import Keeper
from supdesk.ui.far import Far
from supdesk.ui.lane import Bench, Lane
from supdesk.ui.shell import Shell

T = TypeVar("T")


class Seat(QObject):
    """A person's seat at the desk. A QObject because it announces: `changed` carries the Changes of each deed.

    `resized` says that the text has another size, so that everything is to be laid out anew.
    """

    changed = Signal(object)
    resized = Signal()

    def __init__(
        self, desk: Desk, lane: Lane, bench: Bench, far: Far, shell: Shell, keeper: Keeper | None = None
    ) -> None:
        """`keeper` goes on with the backups when a seat is taken anew."""
        super().__init__(shell)
        self.desk = desk
        self.lane = lane
        self.bench = bench
        self.far = far
        self.shell = shell
        self.keeper = keeper or Keeper(desk, lane, bench, far, shell)
        self.keeper.made.connect(self.announce)

    def ask(
        self,
        question: Callable[[], T],
        done: Callable[[T], None],
        failed: Callable[[SupdeskError], object] | None = None,
        owner: QObject | None = None,
    ) -> None:
        """Put a question to the desk on the lane; `done` gets the answer in the window's thread."""
        self.lane.submit(question, done, failed or self.shell.tell_error, owner)

    def do(
        self,
        deed: Callable[[], Changes],
        done: Callable[[Changes], None] | None = None,
        failed: Callable[[SupdeskError], object] | None = None,
        owner: QObject | None = None,
    ) -> None:
        """Have the desk do a deed on the lane, then announce what changed.

        It is announced, and a refusal is told, also when the page that asked for it has gone meanwhile.
        """

        def there() -> bool:
            return owner is None or shiboken6.isValid(owner)

        def announce(changes: Changes) -> None:
            self.announce(changes)
            if done and there():
                done(changes)

        def refuse(error: SupdeskError) -> None:
            (failed if failed and there() else self.shell.tell_error)(error)

        self.lane.submit(deed, announce, refuse, self)

    def announce(self, changes: Changes) -> None:
        """Tell every screen what changed."""
        if changes.topics:
            self.changed.emit(changes)
