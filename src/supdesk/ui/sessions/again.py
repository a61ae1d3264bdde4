"""Planning a cancelled session again: the same people, another day."""

from supdesk.desk import enrolling, planning
from supdesk.domain.changes import Changes
from supdesk.domain.days import show_date
from supdesk.domain.errors import SupdeskError
from supdesk.domain.people import Person
from supdesk.domain.sessions import Session
from supdesk.ui.enquiry import Enquiry
from supdesk.ui.seat import Seat
from supdesk.ui.sessions.calendars import tell_planned
from supdesk.ui.sessions.changing import When
from supdesk.ui.sessions.company import Company, keep_up


class AgainForm(Enquiry):
    """A session in the stead of a cancelled one, which it stays linked to."""

    def __init__(self, seat: Seat, session: Session, found: list[Person]) -> None:
        self._seat, self._session = seat, session
        packs = seat.desk.around.packs.found
        self.company = Company(found, [each.person_id for each in session.attendees], packs)
        self.company.choose(session)
        self.when = When(session)
        self.when.on.set_raw("")
        lead = f"Instead of {session.number}, which was planned for {show_date(session.on)}."
        super().__init__(seat.shell, "Plan it again", *self.company.fields, *self.when.fields, lead=lead)
        keep_up(seat, self.company, self)
        self.offer("Plan it", self.plan)

    def plan(self) -> None:
        """Plan it, or say what is missing."""
        try:
            on, start, finish = self.when.read()
        except SupdeskError as error:
            self.refuse(error)
            return
        kind, mode, people = self.company.read()
        desk, known, pack = self._seat.desk, self._session.id, self.company.read_pack()

        def deed() -> Changes:
            planning.check_alone(desk, on, start, people)
            return planning.plan(desk, kind, mode, on, people, start=start, finish=finish, rebooks=known, pack=pack)

        def done(changes: Changes) -> None:
            self.close_now()
            tell_planned(self._seat, changes.subject)

        self._seat.do(deed, done, self.refuse, self)


def offer_again(seat: Seat, session: Session) -> None:
    """Offer to plan a cancelled session again."""

    def show(found: list[Person]) -> None:
        AgainForm(seat, session, found)

    seat.ask(lambda: enrolling.to_choose(seat.desk, session), show, owner=seat.shell)
