"""Beginning a contract: with whom, new or renewed."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from supdesk.desk import enrolling, recording
from supdesk.domain.people import Person
from supdesk.domain.records import Record
from supdesk.ui.enquiry import Enquiry
from supdesk.ui.parts import Choices, Field
from supdesk.ui.records.going import begin
from supdesk.ui.seat import Seat


def offer_contract(seat: Seat, owner: QWidget) -> None:
    """Offer to choose the people of a new contract."""

    def show(found: list[Person]) -> None:
        if found:
            ContractForm(seat, owner, found)
        else:
            seat.shell.tell("Add those you supervise under People first, then agree a contract with them.", "info")

    seat.ask(lambda: enrolling.supervisees(seat.desk), show, owner=owner)


def renew(seat: Seat, owner: QWidget, record: Record) -> None:
    """Begin a contract with the same people."""

    def start() -> recording.Sheet:
        known = {person.id for person in enrolling.everyone(seat.desk)} - {seat.desk.owner.id}
        people = [party.person_id for party in record.parties if party.person_id in known]
        return recording.begin_contract(seat.desk, people)

    begin(seat, owner, start)


class ContractForm(Enquiry):
    """Whom a contract is with."""

    def __init__(self, seat: Seat, owner: QWidget, found: Sequence[Person]) -> None:
        self._seat, self._owner = seat, owner
        self.people = Field("With", Choices("With", [(person.id, person.name) for person in found]), needed=True)
        lead = "One person, or everybody in a group."
        super().__init__(seat.shell, "New contract", self.people, lead=lead)
        self.offer("Write it", self.start)

    def start(self) -> None:
        """Begin the contract with those chosen."""
        people = list(self.people.raw())
        if not people:
            self.say("Choose who the contract is with.")
            return
        self.close_now()
        begin(self._seat, self._owner, lambda: recording.begin_contract(self._seat.desk, people))
