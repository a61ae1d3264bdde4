"""Planning a session: with whom, which kind, how and when; or starting one at once."""

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtWidgets import QWidget

from supdesk.desk import enrolling, planning, tracking
from supdesk.domain.changes import Changes
from supdesk.domain.days import show_date
from supdesk.domain.errors import SupdeskError
from supdesk.domain.people import Person
from supdesk.ui.enquiry import Enquiry
from supdesk.ui.parts import DateEdit, Field, FieldRow, Tick, TimeEdit
from supdesk.ui.seat import Seat
from supdesk.ui.sessions import days
from supdesk.ui.sessions.company import Company
from supdesk.ui.sessions.details import start_session

TWICE = "Press Plan it once more to plan a second one."


def offer_planner(
    seat: Seat, owner: QWidget, people: Sequence[str] = (), then: Callable[[str], object] = lambda made: None
) -> None:
    """Offer the form, with these people chosen already and the day it is due for them; `then` gets the new id."""

    def show(found: tuple[list[Person], date]) -> None:
        if _somebody(seat, found[0]):
            Planner(seat, found[0], people, found[1], then)

    seat.ask(lambda: (enrolling.supervisees(seat.desk), tracking.day_for(seat.desk, people)), show, owner=owner)


def offer_start(seat: Seat, owner: QWidget, people: Sequence[str] = ()) -> None:
    """Offer to start a session at once, with these people chosen already."""

    def show(found: list[Person]) -> None:
        if _somebody(seat, found):
            StartForm(seat, found, people)

    seat.ask(lambda: enrolling.supervisees(seat.desk), show, owner=owner)


def _somebody(seat: Seat, found: Sequence[Person]) -> bool:
    """Whether there is anybody to choose; says what to do where not."""
    if not found:
        seat.shell.tell("Add those you supervise under People first, then begin a session with them.", "info")
    return bool(found)


class Planner(Enquiry):
    """The form of a session to come; a group larger than recommended is warned of, never refused, and a second
    session with the same people at the same time is asked about once."""

    def __init__(
        self,
        seat: Seat,
        found: Sequence[Person],
        people: Sequence[str] = (),
        day: date | None = None,
        then: Callable[[str], object] = lambda made: None,
    ) -> None:
        self._seat, self._offered_day, self._then = seat, "", then
        self._warned: object = None
        self.company = Company(found, people)
        self.on = Field("Day", DateEdit("Day", ""), needed=True)
        self.start = Field("From", TimeEdit("From", ""), optional=True)
        self.finish = Field("To", TimeEdit("To", ""), optional=True)
        self.year = Tick("Plan the whole year: one more each time the next is due")
        times = FieldRow(self.start, self.finish)
        super().__init__(seat.shell, "Plan a session", *self.company.fields, self.on, times, self.year)
        self._offer_day(day or seat.desk.today)
        for field in (self.company.kind, self.company.people):
            field.edited.connect(lambda _: self._follow())
        self._follow()
        self.offer("Plan it", self.plan)

    def plan(self) -> None:
        """Plan it, or say what is missing."""
        try:
            on, start, finish = days.span(self.on.raw(), self.start.raw(), self.finish.raw())
        except SupdeskError as error:
            self.refuse(error)
            return
        kind, mode, people = self.company.read()
        desk, year, wanted = self._seat.desk, bool(self.year.raw()), (on, start, people)

        def deed() -> Changes:
            if wanted != self._warned:
                planning.check_alone(desk, on, start, people)
            return planning.plan(desk, kind, mode, on, people, start=start, finish=finish, for_a_year=year)

        def done(changes: Changes) -> None:
            self.close_now()
            self._then(changes.subject)

        def refuse(error: SupdeskError) -> None:
            if error.code == "session.twin":
                self._warned = wanted
                self.say(f"{error.sentence} {TWICE}")
            else:
                self.refuse(error)

        self._seat.do(deed, done, refuse, self)

    def _follow(self) -> None:
        """The day and the warning follow the people chosen."""
        desk = self._seat.desk
        kind, _, people = self.company.read()

        def ask() -> tuple[str, date]:
            return planning.size_warning(desk, kind, len(people)), tracking.day_for(desk, people)

        def advise(found: tuple[str, date]) -> None:
            self.company.people.set_help(found[0])
            self._offer_day(found[1])

        self._seat.ask(ask, advise, owner=self)

    def _offer_day(self, day: date) -> None:
        """Put that day in, unless another was typed."""
        if self.on.raw() == self._offered_day:
            self._offered_day = show_date(day)
            self.on.set_raw(self._offered_day)


class StartForm(Enquiry):
    """A session that begins now, for which nobody had time to plan."""

    def __init__(self, seat: Seat, found: Sequence[Person], people: Sequence[str] = ()) -> None:
        self._seat = seat
        self.company = Company(found, people)
        lead = "It is entered for today, from this minute, and the session desk opens."
        super().__init__(seat.shell, "Start a session now", *self.company.fields, lead=lead)
        self.offer("Start", self.start)
        if people:
            self.confirm.setFocus()

    def start(self) -> None:
        """Enter it and go to the session desk."""
        kind, mode, people = self.company.read()
        desk = self._seat.desk

        def go(changes: Changes) -> None:
            self.close_now()
            start_session(self._seat, changes.subject)

        self._seat.do(lambda: planning.start_now(desk, kind, mode, people), go, self.refuse, self)
