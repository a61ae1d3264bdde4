"""One session, with what can be done with it."""

from collections.abc import Iterator, Mapping

from PySide6.QtWidgets import QWidget

from supdesk.desk import enrolling, planning
from supdesk.domain.days import show_date
from supdesk.domain.errors import SupdeskError
from supdesk.domain.sessions import Session, State
from supdesk.ui.enquiry import Enquiry
from supdesk.ui.parts import DateEdit, Field, FieldRow, LineEdit, Prose, SecondaryButton, Tick, TimeEdit, fact, row
from supdesk.ui.seat import Seat
from supdesk.ui.sessions import days


def start_session(seat: Seat, session_id: str) -> None:
    """Go to the session desk."""
    from supdesk.ui.session_desk import SessionDesk

    seat.shell.push(SessionDesk(seat, session_id))


def open_session(seat: Seat, owner: QWidget, session_id: str) -> None:
    """Show what is known of a session."""

    def look() -> tuple[Session, dict[str, str]]:
        names = {person.id: person.name for person in enrolling.everyone(seat.desk, archived=True)}
        return planning.one(seat.desk, session_id), names

    def show(found: tuple[Session, dict[str, str]]) -> None:
        SessionDetails(seat, *found)

    seat.ask(look, show, owner=owner)


class SessionDetails(Enquiry):
    """What is known of a session; a planned one can be opened, moved, called off, or closed as not attended."""

    def __init__(self, seat: Seat, session: Session, names: Mapping[str, str]) -> None:
        self._seat, self._session = seat, session
        facts = [fact(what, words) for what, words in _facts(session, names)]
        deeds = row(
            SecondaryButton("Move", "calendar", self.give_day),
            SecondaryButton("Call off", "strike", self.cancel),
            SecondaryButton("Not attended", on=self.miss),
            None,
        )
        planned = session.state is State.PLANNED
        title = f"{session.kind.label} session {session.number}"
        super().__init__(seat.shell, title, *facts, *([deeds] if planned else []))
        if planned:
            self.offer("Open", self.start, "Close")
        else:
            self.offer("Close", self.close_now, "")

    def start(self) -> None:
        """Go to the session desk."""
        self.close_now()
        start_session(self._seat, self._session.id)

    def give_day(self) -> None:
        """Offer another day."""
        self.close_now()
        MoveForm(self._seat, self._session)

    def cancel(self) -> None:
        """Offer to call it off."""
        self.close_now()
        CancelForm(self._seat, self._session)

    def miss(self) -> None:
        """Close it as not attended."""
        desk, known = self._seat.desk, self._session.id
        self._seat.do(lambda: planning.miss(desk, known), self.close_now, self.refuse, self)


class MoveForm(Enquiry):
    """Another day for a planned session."""

    def __init__(self, seat: Seat, session: Session) -> None:
        self._seat, self._session = seat, session
        self.on = Field("Day", DateEdit("Day"), needed=True)
        self.start = Field("From", TimeEdit("From"), optional=True)
        self.finish = Field("To", TimeEdit("To"), optional=True)
        super().__init__(seat.shell, "Move the session", self.on, FieldRow(self.start, self.finish))
        self.on.set_raw(show_date(session.on))
        self.start.set_raw(session.start.strftime("%H:%M") if session.start else "")
        self.finish.set_raw(session.finish.strftime("%H:%M") if session.finish else "")
        self.offer("Move it", self.give_day)

    def give_day(self) -> None:
        """Move it, or say what can't be read."""
        try:
            on, start, finish = days.day(self.on.raw()), days.hour(self.start.raw()), days.hour(self.finish.raw())
        except SupdeskError as error:
            self.refuse(error)
            return
        desk, known = self._seat.desk, self._session.id
        self._seat.do(lambda: planning.move(desk, known, on, start, finish), self.close_now, self.refuse, self)


class CancelForm(Enquiry):
    """Who called a session off, and why."""

    def __init__(self, seat: Seat, session: Session) -> None:
        self._seat, self._session = seat, session
        self.by = Field("Called off by", LineEdit("Called off by"), needed=True)
        self.reason = Field("Reason", Prose("Reason"), needed=True)
        self.mutual = Tick("Both agreed to it")
        super().__init__(seat.shell, "Call the session off", self.by, self.reason, self.mutual)
        self.offer("Call it off", self.cancel)

    def cancel(self) -> None:
        """Call it off; the desk refuses it without who and why."""
        by, reason, mutual = self.by.raw(), self.reason.raw(), self.mutual.raw()
        desk, known = self._seat.desk, self._session.id
        self._seat.do(
            lambda: planning.cancel(desk, known, by, reason, mutual=mutual), self.close_now, self.refuse, self
        )


def _facts(session: Session, names: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    yield "State", session.state.label
    hours = [f"{hour:%H:%M}" for hour in (session.start, session.finish) if hour]
    yield "When", ", ".join((show_date(session.on), *([" to ".join(hours)] if hours else [])))
    yield "How", session.mode.label
    took_place = session.state in (State.HELD, State.NOT_ATTENDED)
    who = [(names.get(a.person_id, ""), a.presence.label.lower()) for a in session.attendees]
    yield "With", "\n".join(f"{name}: {presence}" if took_place else name for name, presence in who)
    if off := session.cancellation:
        agreed = ", agreed by both" if off.mutual else ""
        yield "Called off", f"By {off.by} on {show_date(off.on)}{agreed}: {off.reason}"
