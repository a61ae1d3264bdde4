"""Finishing on the screen: a look at what is there before anything is recorded, and then it is signed."""

from collections.abc import Callable, Sequence

import shiboken6
from PySide6.QtWidgets import QWidget

from supdesk.desk.finishing import Finished
from supdesk.desk.recording import Sheet
from supdesk.desk.reviewing import Review
from supdesk.forms.kinds import Path, Problem
from supdesk.ui.seat import Seat
from supdesk.ui.writing.keeping import RECORDS, Keeping
from supdesk.ui.writing.review import show_review

Problems = tuple[tuple[str, Problem], ...]
Show = Callable[[Problems], object]
Go = Callable[[str, Path], object]
"""Goes to what a path leads to in the draft of that id."""


def finish(
    seat: Seat, page: QWidget, sheets: Sequence[Sheet], show: Show, go: Go, keeping: Keeping = RECORDS
) -> None:
    """Ask the desk to look it over, `show` what is missing, and lay the whole before the person.

    Call after the drafts were flushed.
    """
    ids = [sheet.draft.id for sheet in sheets]

    def asked(found: Review) -> None:
        show(tuple((finding.draft_id, finding.problem) for finding in found.missing))
        show_review(seat.shell, found, go, lambda: _record(seat, page, ids, show, keeping))

    seat.ask(lambda: keeping.review(seat.desk, ids), asked, owner=page)


def words_of(found: Problems) -> str:
    """How much is missing, in a sentence."""
    return (
        "One answer needs you before this can be finished."
        if len(found) == 1
        else (f"{len(found)} answers need you before this can be finished.")
    )


def _record(seat: Seat, page: QWidget, ids: list[str], show: Show, keeping: Keeping) -> None:
    def done(finished: Finished) -> None:
        seat.announce(finished.changes)
        if not shiboken6.isValid(page):
            return
        if not finished.records:
            show(finished.problems)
            return
        seat.shell.back()
        keeping.then(seat, finished.records[0].id)

    seat.ask(lambda: keeping.finish(seat.desk, ids), done, owner=seat)
