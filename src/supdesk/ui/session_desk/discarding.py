"""Discarding what was begun at the session desk; a session that was begun at once goes with it."""

from PySide6.QtWidgets import QWidget

from supdesk.desk import removing
from supdesk.domain.changes import Changes
from supdesk.ui.parts import Question
from supdesk.ui.seat import Seat

LOST = "What is written here is lost"
GOES = f"{LOST}, and the session is taken out. Its number stays unused."


def offer(seat: Seat, owner: QWidget, session_id: str) -> None:
    """Say what is lost and what stays, and if so throw it away and leave the page."""
    desk = seat.desk

    def ask(stays: str) -> None:
        title = "Discard what is written?" if stays else "Discard this session?"
        sentence = f"{LOST}. {stays}" if stays else GOES

        def told(_: Changes) -> None:
            seat.shell.back()
            seat.shell.tell(
                f"What was written is discarded. {stays}" if stays else "The session is discarded.", "good"
            )

        question = Question(owner, title, sentence, "Discard", danger=True)
        question.answered.connect(
            lambda yes: seat.do(lambda: removing.discard(desk, session_id), told, owner=owner) if yes else None
        )
        question.open()

    seat.ask(lambda: removing.what_stays(desk, session_id), ask, owner=owner)
