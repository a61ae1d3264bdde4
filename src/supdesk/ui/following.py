"""How a page follows the desk: it asks once, and again whenever a deed changed what it shows."""

from collections.abc import Callable
from typing import TypeVar

import shiboken6
from PySide6.QtWidgets import QWidget

from supdesk.domain.changes import Changes, Topic
from supdesk.ui.seat import Seat

T = TypeVar("T")


def follow(
    seat: Seat, page: QWidget, question: Callable[[], T], show: Callable[[T], None], *topics: Topic
) -> Callable[[], None]:
    """Ask `question` on the lane and `show` its answer on the page, now and after each deed of these topics.

    Answers with a function that asks again.
    """

    def ask() -> None:
        seat.ask(question, show, owner=page)

    def hear(changes: Changes) -> None:
        if shiboken6.isValid(page) and changes.concerns(*topics):
            ask()

    seat.changed.connect(hear)
    ask()
    return ask
