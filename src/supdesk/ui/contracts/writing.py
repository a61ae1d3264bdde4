"""Beginning a contract: with whom, new or renewed."""

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QWidget

from supdesk.desk import contracting, enrolling, renewing
from supdesk.desk.recording import Sheet
from supdesk.domain.people import Person
from supdesk.domain.records import Record
from supdesk.ui.enquiry import Enquiry
from supdesk.ui.parts import Choices, Field
from supdesk.ui.records.going import write
from supdesk.ui.seat import Seat

GOES_ON = "You began this contract before: go on where you left it. To begin afresh, discard it first."


def offer_contract(seat: Seat, owner: QWidget) -> None:
    """Offer to choose the people of a new contract."""

    def show(found: list[Person]) -> None:
        if found:
            ContractForm(seat, owner, found)
        else:
            seat.shell.tell("Add those you supervise under People first, then agree a contract with them.", "info")

    seat.ask(lambda: enrolling.supervisees(seat.desk), show, owner=owner)


def renew(seat: Seat, owner: QWidget, record: Record) -> None:
    """Begin a contract that takes over from this one, or go on with the one begun."""
    _write(seat, owner, lambda: renewing.renew(seat.desk, record.id))


def _write(seat: Seat, owner: QWidget, start: Callable[[], tuple[Sheet, bool]]) -> None:
    def go(found: tuple[Sheet, bool]) -> None:
        sheet, new = found
        write(seat, sheet)
        if not new:
            seat.shell.tell(GOES_ON, "info")

    seat.ask(start, go, owner=owner)


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
            self.lack("Choose who the contract is with.")
            return
        self.close_now()
        _write(self._seat, self._owner, lambda: contracting.begin(self._seat.desk, people))
