"""The owner's own supervision: planned, or recorded without a form, often with somebody outside."""

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtWidgets import QWidget

from supdesk.desk import receiving, tracking
from supdesk.desk.receiving import Own
from supdesk.domain.changes import Changes
from supdesk.domain.days import show_date
from supdesk.domain.errors import SupdeskError
from supdesk.domain.people import Person
from supdesk.domain.sessions import Kind, Mode, Session
from supdesk.ui.enquiry import Enquiry
from supdesk.ui.parts import Choice, DateEdit, Field, FieldRow, LineEdit, TimeEdit
from supdesk.ui.seat import Seat
from supdesk.ui.sessions import days

SOMEBODY_ELSE = ""
OUTSIDE = "A name is enough; nothing else of them is kept."
KINDS = (Kind.ONE_TO_ONE, Kind.GROUP)
LEADS = {
    True: "What was said stays with you: only when, how and with whom is kept. It counts as your own supervision.",
    False: "It stands among your sessions; when it was held, open it and say so.",
}


def offer_own(seat: Seat, owner: QWidget, *, held: bool) -> None:
    """Offer to record a session of one's own that was held, or to plan one."""

    def show(found: tuple[list[Person], date]) -> None:
        OwnForm(seat, *found, held=held)

    def ask() -> tuple[list[Person], date]:
        due = tracking.own(seat.desk).due
        today = seat.desk.today
        return receiving.supervisors(seat.desk), today if held else max(due or today, today)

    seat.ask(ask, show, owner=owner)


class OwnForm(Enquiry):
    """When, how and with whom the owner was supervised, or will be."""

    def __init__(self, seat: Seat, known: Sequence[Person], day: date, *, held: bool) -> None:
        self._seat, self._deed = seat, receiving.record if held else receiving.plan
        options = [*((p.id, p.name) for p in known), (SOMEBODY_ELSE, "Somebody else")]
        self.who = Field("With whom", Choice("With whom", options, pills=False), needed=True)
        self.name = Field("Name", LineEdit("Name"), OUTSIDE, needed=True)
        self.kind = Field("Kind", Choice("Kind", [(kind.value, kind.label) for kind in KINDS]), needed=True)
        self.when = _When(day, None)
        title = "Record own supervision" if held else "Plan own supervision"
        super().__init__(seat.shell, title, self.who, self.name, self.kind, *self.when.fields, lead=LEADS[held])
        self.who.set_raw(known[0].id if known else SOMEBODY_ELSE)
        self.who.setVisible(bool(known))
        self.kind.set_raw(Kind.ONE_TO_ONE.value)
        self.who.edited.connect(lambda _: self._ask_name())
        self._ask_name()
        self.offer("Keep it" if held else "Plan it", self.keep)

    def keep(self) -> None:
        """Keep it, or say what is missing."""
        known = str(self.who.raw() or "")
        name = "" if known else str(self.name.raw())
        kind = Kind(self.kind.raw())
        _keep(self._seat, self, lambda: self.when.read(kind, known, name), self._deed)

    def _ask_name(self) -> None:
        self.name.setVisible(not self.who.raw())


class HeldForm(Enquiry):
    """When and how a session of one's own that was planned was held."""

    def __init__(self, seat: Seat, session: Session) -> None:
        self._seat, self._session = seat, session
        self.when = _When(session.on, session)
        super().__init__(seat.shell, "Own supervision was held", *self.when.fields, lead=LEADS[True])
        self.offer("Keep it", self.keep)

    def keep(self) -> None:
        """Keep it, or say what is wrong."""
        desk, known = self._seat.desk, self._session
        _keep(
            self._seat,
            self,
            lambda: self.when.read(known.kind, known.supervisor_id, ""),
            lambda _, own: receiving.hold(desk, known.id, own),
        )


class _When:
    """Day, times and mode. A class because both forms ask them alike."""

    def __init__(self, day: date, session: Session | None) -> None:
        self.mode = Field("How", Choice("How", [(mode.value, mode.label) for mode in Mode]), needed=True)
        self.on = Field("Day", DateEdit("Day", ""), needed=True)
        self.start = Field("From", TimeEdit("From", ""), optional=True)
        self.finish = Field("To", TimeEdit("To", ""), optional=True)
        self.fields = (self.mode, self.on, FieldRow(self.start, self.finish))
        self.on.set_raw(show_date(day))
        self.mode.set_raw((session.mode if session else Mode.FACE_TO_FACE).value)
        for field, hour in ((self.start, session and session.start), (self.finish, session and session.finish)):
            field.set_raw(f"{hour:%H:%M}" if hour else "")

    def read(self, kind: Kind, by: str, name: str) -> Own:
        """What was typed; SupdeskError `typed.day` or `typed.time` for what can't be read."""
        on, start, finish = days.span(self.on.raw(), self.start.raw(), self.finish.raw())
        return Own(on, start, finish, kind, Mode(self.mode.raw()), by, name)


def _keep(seat: Seat, form: Enquiry, read: Callable[[], Own], deed: Callable[..., Changes]) -> None:
    try:
        own = read()
    except SupdeskError as error:
        form.refuse(error)
        return
    seat.do(lambda: deed(seat.desk, own), form.close_now, form.refuse, form)
