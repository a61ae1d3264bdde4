"""Planning a session: with whom, which kind, how and when; or starting one at once."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QScrollArea, QWidget

from supdesk.desk import enrolling, planning, tracking
from supdesk.desk.desk import Desk
from supdesk.domain.cadence import Every
from supdesk.domain.changes import Changes
from supdesk.domain.days import show_date
from supdesk.domain.errors import SupdeskError
from supdesk.domain.people import Person
from supdesk.domain.sessions import Kind
from supdesk.ui.enquiry import Enquiry
from supdesk.ui.parts import DateEdit, Field, FieldRow, TimeEdit, Words, column
from supdesk.ui.seat import Seat
from supdesk.ui.sessions import days
from supdesk.ui.sessions.calendars import tell_planned
from supdesk.ui.sessions.company import Company, Under, keep_up, under
from supdesk.ui.sessions.details import start_session
from supdesk.ui.sessions.series import Series

TWICE = "Press Plan it once more to plan a second one."


def offer_planner(seat: Seat, owner: QWidget, people: Sequence[str] = ()) -> None:
    """Offer the form, with these people chosen already and the day it is due for them."""

    kind = Kind.GROUP if len(people) > 1 else Kind.ONE_TO_ONE

    def ask() -> tuple[list[Person], Advice]:
        return enrolling.supervisees(seat.desk), _advice(seat.desk, kind, people)

    def show(found: tuple[list[Person], Advice]) -> None:
        if _somebody(seat, found[0]):
            Planner(seat, found[0], people, found[1])

    seat.ask(ask, show, owner=owner)


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


@dataclass(frozen=True, slots=True)
class Advice:
    """What follows from kind, people and pack: what holds, the day it is due, how often, who arranges it."""

    under: Under
    day: date
    every: Every
    arranging: tuple[str, ...]


def _advice(desk: Desk, kind: Kind, people: Sequence[str], pack: str = "") -> Advice:
    found = under(desk, kind, people, pack)
    return Advice(
        found,
        tracking.day_for(desk, people),
        tracking.every_for(desk, people),
        found.pack.arranging.of(kind),
    )


class Planner(Enquiry):
    """The form of a session to come; a group larger than recommended is warned of, never refused, and a second
    session with the same people at the same time is asked about once."""

    def __init__(
        self,
        seat: Seat,
        found: Sequence[Person],
        people: Sequence[str] = (),
        advice: Advice | None = None,
    ) -> None:
        self._seat, self._offered_day = seat, ""
        self._warned: object = None
        self.company = Company(found, people, seat.desk.around.packs.found)
        self.on = Field("Day", DateEdit("Day", ""), needed=True)
        self.start = Field("From", TimeEdit("From", ""), optional=True)
        self.finish = Field("To", TimeEdit("To", ""), optional=True)
        self.series, self.arranging, self._who = Series(), Words("", "muted"), QWidget()
        self._who.setLayout(column(Words("Who arranges it", "label"), self.arranging, gap=4))
        when = self.on, FieldRow(self.start, self.finish)
        super().__init__(seat.shell, "Plan a session", *self.company.fields, *when, *self.series.fields, self._who)
        self.series.wanted.edited.connect(lambda _: QTimer.singleShot(0, self, self._show_dates))
        self.on.edited.connect(lambda typed: self.series.begin(str(typed)))
        for field in (self.company.kind, self.company.people, self.company.pack):
            field.edited.connect(lambda _: self._follow())
        if advice is None:
            self._offer_day(seat.desk.today)
            self._follow()
        else:
            self._advise(advice)
        self.offer("Plan it", self.plan)

    def plan(self) -> None:
        """Plan it, or say what is missing."""
        try:
            on, start, finish = days.span(self.on.raw(), self.start.raw(), self.finish.raw())
            if self.series.wrong():
                raise SupdeskError("typed.series", "Correct how many, or until when, first.")
        except SupdeskError as error:
            self.refuse(error)
            return
        (kind, mode, people), pack = self.company.read(), self.company.read_pack()
        desk, every = self._seat.desk, self.series.days() if self.series.wanted.raw() else [on]
        wanted, together = (every, start, people), bool(self.series.wanted.raw())

        def deed() -> Changes:
            if wanted != self._warned:
                for day in every:
                    planning.check_alone(desk, day, start, people)
            if together:
                return planning.plan_series(desk, kind, mode, every, people, start=start, finish=finish, pack=pack)
            return planning.plan(desk, kind, mode, on, people, start=start, finish=finish, pack=pack)

        def done(changes: Changes) -> None:
            self.close_now()
            tell_planned(self._seat, changes.subject)

        def refuse(error: SupdeskError) -> None:
            if error.code == "session.twin":
                self._warned = wanted
                self.say(f"{error.sentence} {TWICE}")
            else:
                self.refuse(error)

        self._seat.do(deed, done, refuse, self)

    def _follow(self) -> None:
        """The day, how often, the warning and who arranges it follow the people and the kind chosen."""
        desk = self._seat.desk
        (kind, _, people), pack = self.company.read(), self.company.read_pack()

        def advise(found: Advice) -> None:
            self.fill(lambda: self._advise(found))

        self._seat.ask(lambda: _advice(desk, kind, people, pack), advise, owner=self)

    def _advise(self, found: Advice) -> None:
        self.company.follow(found.under)
        self._offer_day(found.day)
        self.series.offer(found.every)
        self.arranging.setText("\n".join(found.arranging))
        self._who.setVisible(bool(found.arranging))

    def _show_dates(self) -> None:
        """Bring the dates of a series into sight."""
        for area in self.findChildren(QScrollArea):
            area.ensureWidgetVisible(self.series.dates)

    def _offer_day(self, day: date) -> None:
        """Put that day in, unless another was typed."""
        if self.on.raw() == self._offered_day:
            self._offered_day = show_date(day)
            self.on.set_raw(self._offered_day)
            self.series.begin(self._offered_day)


class StartForm(Enquiry):
    """A session that begins now, for which nobody had time to plan."""

    def __init__(self, seat: Seat, found: Sequence[Person], people: Sequence[str] = ()) -> None:
        self._seat = seat
        self.company = Company(found, people, seat.desk.around.packs.found)
        lead = "It is entered for today, from this minute, and the session desk opens."
        super().__init__(seat.shell, "Start a session now", *self.company.fields, lead=lead)
        keep_up(seat, self.company, self)
        self.offer("Start", self.start)

    def start(self) -> None:
        """Enter it and go to the session desk."""
        (kind, mode, people), pack = self.company.read(), self.company.read_pack()
        desk = self._seat.desk

        def go(changes: Changes) -> None:
            self.close_now()
            start_session(self._seat, changes.subject)

        self._seat.do(lambda: planning.start_now(desk, kind, mode, people, pack), go, self.refuse, self)
