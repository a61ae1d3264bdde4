"""One session, with what can be done with it."""

from collections.abc import Iterator

from PySide6.QtWidgets import QWidget

from supdesk.desk import planning, proceeding, recalling, routing
from supdesk.desk.recalling import KnownSession
from supdesk.domain.changes import Changes
from supdesk.domain.days import show_date, show_weekday
from supdesk.domain.process import Step
from supdesk.domain.sessions import State
from supdesk.ui.enquiry import Enquiry
from supdesk.ui.evaluations.asking import AskSheet
from supdesk.ui.parts import Flow, Question, SecondaryButton, fact
from supdesk.ui.seat import Seat
from supdesk.ui.sessions.again import offer_again
from supdesk.ui.sessions.calendars import SAVE, ask_calendar, of_series, of_session
from supdesk.ui.sessions.changing import CancelForm, MoveForm, offer_company, settle
from supdesk.ui.sessions.correcting import TITLE as PUT_RIGHT
from supdesk.ui.sessions.correcting import offer_correction
from supdesk.ui.sessions.preparation import Checklist
from supdesk.ui.sessions.process import PAPERS, process_list
from supdesk.ui.sessions.round import TITLE as ROUND
from supdesk.ui.sessions.round import offer_round
from supdesk.ui.sessions.telling import OwedLine

WRITTEN = (
    "Did nobody come?",
    "Something was written for this session already. It stays under Today, among the unfinished drafts.",
)


def start_session(seat: Seat, session_id: str) -> None:
    """Go to the session desk."""
    from supdesk.ui.session_desk import SessionDesk

    seat.shell.push(SessionDesk(seat, session_id))


def open_session(seat: Seat, owner: QWidget, session_id: str) -> None:
    """Show what is known of a session."""

    def show(found: KnownSession) -> None:
        SessionDetails(seat, found)

    seat.ask(lambda: recalling.session(seat.desk, session_id), show, owner=owner)


class SessionDetails(Enquiry):
    """What is known of a session, and what can be done: one that is planned is opened, moved, cancelled or closed
    as not attended; of one that was held the record is opened; what was marked wrongly is put right."""

    def __init__(self, seat: Seat, known: KnownSession) -> None:
        self._seat, self._known, self._session = seat, known, known.session
        facts = [fact(what, words) for what, words in _facts(known)]
        title = f"{self._session.kind.label} session {self._session.number}"
        self.owed = [OwedLine(seat, each, self) for each in known.owed]
        listed = bool(known.preparation.items) and self._session.state is State.PLANNED
        self.checklist = Checklist(seat, self._session.id, known.preparation) if listed else None
        ready: list[QWidget] = [self.checklist] if self.checklist else []
        if known.process:
            ready.append(process_list(known.process, self.say_done))
        super().__init__(seat.shell, title, *facts, *self.owed, *ready, Flow(*self._offered_deeds()))
        if self._session.state is State.PLANNED and known.supervised_by:
            self.offer("It was held", self.hold, "Close")
        elif self._session.state is State.PLANNED:
            self.offer("Open", self.start, "Close")
        elif known.record is not None:
            self.offer("Open the record", self.read, "Close")
        else:
            self.offer("Close", self.close_now, "")

    def _offered_deeds(self) -> Iterator[QWidget]:
        if self._session.state is State.PLANNED:
            if self._known.supervised_by:
                yield SecondaryButton("Write a record", "edit", self.start)
            yield SecondaryButton("Move", "calendar", self.give_day)
            if not self._known.supervised_by:
                yield SecondaryButton("Who is to come…", "people", self.change_company)
            yield SecondaryButton("Cancel session", "strike", self.cancel)
            yield SecondaryButton("Not attended", on=self.miss)
        else:
            yield SecondaryButton(PUT_RIGHT, "edit", self.put_right)
        if self._known.routed:
            yield SecondaryButton(ROUND, "export", self.send_round)
        if self._known.evaluations:
            yield SecondaryButton("Evaluation…", "sign", self.evaluate)
        again = self._known.again is not None or self._known.supervised_by
        if self._session.state is State.CANCELLED and not again:
            yield SecondaryButton("Plan it again", "add", self.plan_again)
        if self._session.state in (State.PLANNED, State.CANCELLED):
            yield SecondaryButton(SAVE, "calendar", self.save)
            if self._known.together:
                yield SecondaryButton("Save the series…", "calendar", self.save_series)

    def start(self) -> None:
        """Go to the session desk."""
        self.close_now()
        start_session(self._seat, self._session.id)

    def read(self) -> None:
        """Go to the record that was written at it."""
        from supdesk.ui.records.record import open_record

        assert self._known.record is not None
        self.close_now()
        open_record(self._seat, self._known.record.id)

    def evaluate(self) -> None:
        """Show the ways to an evaluation by those who came."""
        self.close_now()
        AskSheet(self._seat, self._known.evaluations)

    def send_round(self) -> None:
        """Show what goes to whom."""
        self.close_now()
        offer_round(self._seat, self._seat.shell, self._session.id)

    def say_done(self, step: Step, done: bool) -> None:
        """Keep that a step of the process is done, or is not after all; the list is shown anew."""
        seat, desk, known = self._seat, self._seat.desk, self._session.id

        def again(_: object) -> None:
            self.close_now()
            open_session(seat, seat.shell, known)

        def deed() -> Changes:
            if paper := PAPERS.get(step):
                return routing.say_sent(desk, known, paper, sent=done)
            return proceeding.say_agreed(desk, known, agreed=done)

        seat.do(deed, again, self.refuse, self)

    def put_right(self) -> None:
        """Offer to put right what was marked wrongly."""
        self.close_now()
        offer_correction(self._seat, self._known)

    def change_company(self) -> None:
        """Offer to change who is to come."""
        self.close_now()
        offer_company(self._seat, self._session)

    def plan_again(self) -> None:
        """Offer to plan it again, for another day."""
        self.close_now()
        offer_again(self._seat, self._session)

    def save(self) -> None:
        """Have it saved for calendars."""
        self.close_now()
        ask_calendar(self._seat, self._seat.shell, of_session(self._seat, self._session.id))

    def save_series(self) -> None:
        """Have all that were planned with it saved for calendars."""
        self.close_now()
        ask_calendar(self._seat, self._seat.shell, of_series(self._seat, self._session.series))

    def hold(self) -> None:
        """Keep that one's own supervision took place, without a form."""
        from supdesk.ui.people.own import HeldForm

        self.close_now()
        HeldForm(self._seat, self._session)

    def give_day(self) -> None:
        """Offer another day."""
        self.close_now()
        MoveForm(self._seat, self._session, self._whose())

    def cancel(self) -> None:
        """Offer to cancel it."""
        self.close_now()
        CancelForm(self._seat, self._session, self._whose())

    def _whose(self) -> str:
        """With whom the session is, and on which day."""
        names = ", ".join(self._known.names[each.person_id] for each in self._session.attendees)
        return f"{names} · {show_weekday(self._session.on)}"

    def miss(self) -> None:
        """Close it as not attended, once it is sure where something was written for it."""
        if not self._known.written:
            self.miss_now()
            return
        question = Question(self, *WRITTEN, "Not attended", danger=True, decline="Go back")
        question.answered.connect(lambda yes: self.miss_now() if yes else None)
        question.open()

    def miss_now(self) -> None:
        """Close it as not attended, unasked."""
        desk, known = self._seat.desk, self._session.id
        settle(self._seat, self, self._session, lambda: planning.miss(desk, known), "marked as not attended")


def _facts(known: KnownSession) -> Iterator[tuple[str, str]]:
    session, names = known.session, known.names
    yield "State", session.state.label
    hours = [f"{hour:%H:%M}" for hour in (session.start, session.finish) if hour]
    yield "When", ", ".join((show_weekday(session.on), *([" to ".join(hours)] if hours else [])))
    yield "How", session.mode.label
    took_place = session.state in (State.HELD, State.NOT_ATTENDED)
    who = [(names[a.person_id], a.presence.label.lower()) for a in session.attendees]
    if known.supervised_by:
        yield "Supervised by", f"{known.supervised_by}: this is your own supervision"
    if took_place or not known.supervised_by:
        yield "With", "\n".join(f"{name}: {presence}" if took_place else name for name, presence in who)
    if off := session.cancellation:
        agreed = ", agreed by both" if off.mutual else ""
        words = f" {off.reason}" if off.reason else ""
        yield "Cancelled", f"By {off.by} on {show_date(off.on)}{agreed}. {off.why.label}.{words}"
    if known.uncounted:
        yield "What is asked", known.uncounted
    if known.pack:
        yield "Policy pack", known.pack
    if known.stead is not None:
        yield "Instead of", f"{known.stead.number}, planned for {show_date(known.stead.on)}"
    if known.again is not None:
        yield "Planned again", f"{known.again.number}, {show_date(known.again.on)}"
    if known.together:
        yield "Series", f"One of {known.together} planned together"
    if known.preparation.arranging and session.state is State.PLANNED:
        yield "Who arranges it", "\n".join(known.preparation.arranging)
    if known.record is not None:
        yield "Record", f"{known.record.number}, {known.record.state.label.lower()}"
    if known.evaluations:
        asked = known.evaluations
        lines = (f"{each.person.name}: {each.label[0].lower()}{each.label[1:]}" for each in asked)
        yield "Evaluation", asked[0].label if len(asked) == 1 else "\n".join(lines)
    for correction in known.corrections:
        until = "" if correction.was is State.HELD else f", {correction.was.label.lower()} until then"
        yield "Put right", f"On {show_date(correction.on)}{until}"
