"""Removing somebody who was entered by mistake, once it is sure that nothing names them."""

from PySide6.QtWidgets import QWidget

from supdesk.desk import removing
from supdesk.domain.changes import Changes
from supdesk.domain.people import Person
from supdesk.ui.parts import Question
from supdesk.ui.seat import Seat

WHAT_GOES = "What is noted here about {} is taken out of the vault. Nothing else names them."


def offer_remove(seat: Seat, owner: QWidget, person: Person) -> None:
    """Ask, and if so remove them and leave their page; where something names them, say what."""
    desk = seat.desk

    def gone(_: Changes) -> None:
        seat.shell.back()
        undo = ("Undo", lambda: seat.do(lambda: removing.put_person_back(desk, person)))
        seat.shell.tell(f"{person.name} is removed.", "good", undo)

    def act(yes: bool) -> None:
        if yes:
            seat.do(lambda: removing.remove_person(desk, person.id), gone, owner=owner)

    def ask(why_not: str) -> None:
        if why_not:
            seat.shell.tell(f"{person.name} can't be removed. {why_not}", "info")
            return
        title, sentence = f"Remove {person.name}?", WHAT_GOES.format(person.name)
        question = Question(owner, title, sentence, "Remove", danger=True)
        question.answered.connect(act)
        question.open()

    seat.ask(lambda: removing.why_person_stays(desk, person.id), ask, owner=owner)
