"""Planning a session: kind, how, when and who."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from supdesk.desk import enrolling, planning
from supdesk.domain.errors import SupdeskError
from supdesk.domain.people import Person
from supdesk.domain.sessions import Kind, Mode
from supdesk.ui.enquiry import Enquiry
from supdesk.ui.parts import Choice, Choices, DateEdit, Field, FieldRow, Tick, TimeEdit
from supdesk.ui.seat import Seat
from supdesk.ui.sessions import days


def offer_planner(seat: Seat, owner: QWidget, people: Sequence[str] = ()) -> None:
    """Offer the form, with these people chosen already."""

    def show(found: list[Person]) -> None:
        if found:
            Planner(seat, found, people)
        else:
            seat.shell.tell("Add those you supervise under People first, then plan a session with them.", "info")

    seat.ask(lambda: enrolling.supervisees(seat.desk), show, owner=owner)


class Planner(Enquiry):
    """The form of a session to come; a group larger than recommended is warned of, never refused."""

    def __init__(self, seat: Seat, found: Sequence[Person], people: Sequence[str] = ()) -> None:
        self._seat = seat
        self.kind = Field("Kind", Choice("Kind", [(kind.value, kind.label) for kind in Kind]), needed=True)
        self.mode = Field("How", Choice("How", [(mode.value, mode.label) for mode in Mode]), needed=True)
        self.on = Field("Day", DateEdit("Day"), needed=True)
        self.start = Field("From", TimeEdit("From"), optional=True)
        self.finish = Field("To", TimeEdit("To", "15:30"), optional=True)
        self.people = Field("With", Choices("With", [(p.id, p.name) for p in found]), needed=True)
        self.year = Tick("Plan the whole year: one more each time the next is due")
        times = FieldRow(self.start, self.finish)
        asked = (self.people, self.kind, self.mode, self.on, times, self.year)
        super().__init__(seat.shell, "Plan a session", *asked)
        self.people.set_raw(list(people))
        self.kind.set_raw(Kind.ONE_TO_ONE.value)
        self.mode.set_raw(Mode.FACE_TO_FACE.value)
        self.kind.edited.connect(lambda _: self._warn())
        self.people.edited.connect(lambda _: self._warn())
        self.offer("Plan it", self.plan)

    def plan(self) -> None:
        """Plan it, or say what is missing."""
        try:
            on, start, finish = days.day(self.on.raw()), days.hour(self.start.raw()), days.hour(self.finish.raw())
        except SupdeskError as error:
            self.refuse(error)
            return
        kind, mode, people = Kind(self.kind.raw()), Mode(self.mode.raw()), list(self.people.raw())
        desk, year = self._seat.desk, bool(self.year.raw())
        self._seat.do(
            lambda: planning.plan(desk, kind, mode, on, people, start=start, finish=finish, for_a_year=year),
            self.close_now,
            self.refuse,
            self,
        )

    def _warn(self) -> None:
        kind, size = Kind(self.kind.raw() or Kind.ONE_TO_ONE), len(self.people.raw())
        self._seat.ask(lambda: planning.size_warning(self._seat.desk, kind, size), self._advise, owner=self)

    def _advise(self, sentence: str) -> None:
        self.people.set_help(sentence)
