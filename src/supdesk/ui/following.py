"""How a page follows the desk: it asks once, and again whenever a deed changed what it shows."""

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from supdesk.domain.changes import Changes, Topic
from supdesk.domain.errors import SupdeskError
from supdesk.ui.seat import Seat

T = TypeVar("T")


class _Ear(QObject):
    """Hears what changed on behalf of a page; a QObject so that it goes when its page goes."""

    def __init__(
        self, page: QWidget, ask: Callable[[], None], topics: tuple[Topic, ...], when: Callable[[], bool]
    ) -> None:
        super().__init__(page)
        self._ask, self._topics, self._when = ask, topics, when

    def hear(self, changes: Changes) -> None:
        if changes.concerns(*self._topics) and self._when():
            self._ask()


def follow(
    seat: Seat,
    page: QWidget,
    question: Callable[[], T],
    show: Callable[[T], None],
    *topics: Topic,
    when: Callable[[], bool] = lambda: True,
    failed: Callable[[SupdeskError], object] | None = None,
) -> None:
    """Ask `question` on the lane and `show` its answer on the page, now and after each deed of these topics.

    After a deed it is asked only `when` that is worth it. A refusal is told unless `failed` takes it.
    """

    def ask() -> None:
        seat.ask(question, show, failed, page)

    seat.changed.connect(_Ear(page, ask, topics, when).hear)
    ask()
