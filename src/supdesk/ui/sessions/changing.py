"""Moving and cancelling a session that is planned, and closing it as not attended."""

from collections.abc import Callable, Sequence
from datetime import date

from supdesk.desk import correcting, enrolling, expecting, planning
from supdesk.domain.changes import Changes
from supdesk.domain.days import at_weekend, read_date, show_date, show_weekday
from supdesk.domain.errors import SupdeskError
from supdesk.domain.people import Person
from supdesk.domain.sessions import Session, Why
from supdesk.ui.enquiry import Enquiry
from supdesk.ui.parts import Choice, DateEdit, Field, FieldRow, LineEdit, Prose, Tick, TimeEdit
from supdesk.ui.seat import Seat
from supdesk.ui.sessions import days
from supdesk.ui.sessions.calendars import calendar_deed, of_session
from supdesk.ui.sessions.company import Company, keep_up
from supdesk.ui.sessions.telling import offer_telling


class MoveForm(Enquiry):
    """Another day for a planned session."""

    def __init__(self, seat: Seat, session: Session, lead: str = "") -> None:
        self._seat, self._session = seat, session
        self.when = When(session)
        self.when.on.edited.connect(self._warn_of_weekend)
        super().__init__(seat.shell, "Move the session", *self.when.fields, lead=lead)
        self.offer("Move it", self.give_day)

    def _warn_of_weekend(self, typed: object) -> None:
        day = read_date(str(typed).strip())
        self.when.on.set_help("Weekend" if day and at_weekend(day) else "")

    def give_day(self) -> None:
        """Move it, or say what can't be read."""
        try:
            on, start, finish = self.when.read()
        except SupdeskError as error:
            self.refuse(error)
            return
        seat, desk, session = self._seat, self._seat.desk, self._session

        def moved(_: Changes) -> None:
            self.close_now()
            save = of_session(seat, session.id)
            words = f"Session {session.number} is on {show_weekday(on)} now."
            undo = "Undo", lambda: seat.do(lambda: planning.move_back(desk, session))
            seat.shell.tell(words, "good", calendar_deed(seat, save), undo)

        seat.do(lambda: planning.move(desk, session.id, on, start, finish), moved, self.refuse, self)


class CompanyForm(Enquiry):
    """Who is to come to a planned session, of which kind it is, and how it is held."""

    def __init__(self, seat: Seat, session: Session, found: Sequence[Person]) -> None:
        self._seat, self._session = seat, session
        packs = seat.desk.around.packs.found
        self.company = Company(found, [each.person_id for each in session.attendees], packs)
        self.company.choose(session)
        lead = "What is written for it, the tracker and the register follow. Tell those concerned yourself."
        super().__init__(seat.shell, "Who is to come", *self.company.fields, lead=lead)
        keep_up(seat, self.company, self)
        self.offer("Keep it so", self.keep)

    def keep(self) -> None:
        """Have them come; the desk refuses what can't be."""
        (kind, mode, people), pack = self.company.read(), self.company.read_pack()
        seat, desk, session = self._seat, self._seat.desk, self._session
        other = (kind, mode) != (session.kind, session.mode)

        def kept(_: Changes) -> None:
            self.close_now()
            deeds = [calendar_deed(seat, of_session(seat, session.id))] if other else []
            seat.shell.tell(f"Session {session.number} is changed.", "good", *deeds)

        seat.do(lambda: expecting.expect(desk, session.id, kind, mode, people, pack), kept, self.refuse, self)


def offer_company(seat: Seat, session: Session) -> None:
    """Offer to change who is to come."""

    def show(found: list[Person]) -> None:
        CompanyForm(seat, session, found)

    seat.ask(lambda: enrolling.to_choose(seat.desk, session), show, owner=seat.shell)


class CancelForm(Enquiry):
    """Who cancelled a session, and why."""

    def __init__(self, seat: Seat, session: Session, lead: str = "") -> None:
        self._seat, self._session = seat, session
        self.how = HowCancelled(seat.desk.today)
        super().__init__(seat.shell, "Cancel the session", *self.how.fields, lead=lead)
        self.offer("Cancel the session", self.cancel, "Keep it")

    def cancel(self) -> None:
        """Cancel it; the desk refuses it without who and why."""
        seat, session = self._seat, self._session
        by, reason, mutual, why = self.how.raw()
        if by.strip() and self.how.lacks_words():
            return
        try:
            on = self.how.day()
        except SupdeskError as error:
            self.refuse(error)
            return

        def deed() -> Changes:
            return planning.cancel(seat.desk, session.id, by, reason, mutual=mutual, why=why, on=on)

        settle(seat, self, session, deed, "cancelled", calendar_deed(seat, of_session(seat, session.id)))


class When:
    """The fields of a session's day and times. A class because several forms ask them alike."""

    def __init__(self, session: Session) -> None:
        self.on = Field("Day", DateEdit("Day"), needed=True)
        self.start = Field("From", TimeEdit("From"), optional=True)
        self.finish = Field("To", TimeEdit("To"), optional=True)
        self.fields = (self.on, FieldRow(self.start, self.finish))
        self.on.set_raw(show_date(session.on))
        self.start.set_raw(session.start.strftime("%H:%M") if session.start else "")
        self.finish.set_raw(session.finish.strftime("%H:%M") if session.finish else "")

    def read(self) -> days.Span:
        """Day, start and end as typed; SupdeskError for what can't be read."""
        return days.span(self.on.raw(), self.start.raw(), self.finish.raw())


class HowCancelled:
    """The fields of who cancelled a session and when, why, and whether both agreed."""

    def __init__(self, on: date) -> None:
        self.by = Field("Cancelled by", LineEdit("Cancelled by"), needed=True)
        self.on = Field("Cancelled on", DateEdit("Cancelled on"), needed=True)
        self.on.set_raw(show_date(on))
        self.why = Field("Why", Choice("Why", [(why.value, why.label) for why in Why], pills=False), needed=True)
        self.reason = Field("In words", Prose("In words"))
        self.why.edited.connect(lambda _: self._ask_words())
        self.reason.edited.connect(lambda _: self.reason.set_problem(None))
        self.mutual = Tick("Both agreed to it")
        self.fields = (self.by, self.on, self.why, self.reason, self.mutual)
        self._ask_words()

    def lacks_words(self) -> bool:
        """Whether another reason is to be told and is not; the field then says so and has the keyboard."""
        _, reason, _, why = self.raw()
        lacks = why is Why.OTHER and not reason.strip()
        self.reason.set_problem("Write why it was cancelled, or choose a reason above." if lacks else None)
        if lacks:
            self.reason.control.setFocus()
        return lacks

    def _ask_words(self) -> None:
        self.reason.set_problem(None)
        needed = self.raw()[3] is Why.OTHER
        self.reason.set_help(f"{'Needed' if needed else 'Optional'}. They stay in this vault.")

    def day(self) -> date:
        """The day typed; SupdeskError `typed.day` when it is none."""
        return days.day(self.on.raw())

    def raw(self) -> tuple[str, str, bool, Why]:
        """Who, in which words, whether both agreed, and why, as typed."""
        why = Why(self.why.raw() or Why.OTHER)
        return self.by.raw(), self.reason.raw(), self.mutual.raw(), why


def settle(
    seat: Seat,
    form: Enquiry,
    session: Session,
    deed: Callable[[], Changes],
    became: str,
    *deeds: tuple[str, Callable[[], object]],
) -> None:
    """Do what ends a planned session, then say what it became, with the way back and what may follow."""

    def undo() -> None:
        seat.do(lambda: correcting.plan_again(seat.desk, session.id))

    def done(_: Changes) -> None:
        form.close_now()
        seat.shell.tell(f"Session {session.number} is {became}.", "good", *deeds, ("Undo", undo))
        offer_telling(seat, seat.shell, session.id)

    seat.do(deed, done, form.refuse, form)
