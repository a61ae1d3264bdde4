"""Putting right what was marked wrongly of a session: whether it was cancelled or missed, when it was, who came."""

from collections.abc import Callable
from datetime import date

from PySide6.QtWidgets import QWidget

from supdesk.desk import correcting
from supdesk.desk.recalling import KnownSession
from supdesk.domain.changes import Changes
from supdesk.domain.errors import SupdeskError
from supdesk.domain.registers import Sending
from supdesk.domain.sessions import Kind, Mode, Presence, State
from supdesk.ui.enquiry import Enquiry
from supdesk.ui.parts import Choice, Choices, Field
from supdesk.ui.seat import Seat
from supdesk.ui.sessions.changing import HowCancelled, When
from supdesk.ui.sessions.telling import offer_telling

TITLE = "Put right"
AFTER_ALL = "If it took place after all, choose Planned here, then open the session and write its record."
NOWHERE = "Put right. No register that was written says otherwise."
OTHERWISE = "Put right. Register {} says otherwise. Write it again: it will say that it is a correction."
SEVERAL = "Put right. Registers say otherwise: {}. Write each again: it will say that it is a correction."
NOT_OURS = "not-expected"
_UNHELD = (State.PLANNED, State.CANCELLED, State.NOT_ATTENDED)


def offer_correction(seat: Seat, known: KnownSession) -> None:
    """Offer to put a session right: one that has a record stays held."""
    if known.record is None:
        StateForm(seat, known)
    else:
        HeldForm(seat, known)


class StateForm(Enquiry):
    """What became of a session that has no record."""

    def __init__(self, seat: Seat, known: KnownSession) -> None:
        self._seat, self._known, session = seat, known, known.session
        options = [(state.value, state.label) for state in _UNHELD]
        self.state = Field("What is right", Choice("What is right", options), AFTER_ALL, needed=True)
        off = session.cancellation
        self.how = HowCancelled(off.on if off else seat.desk.today)
        self.came = _presences(known, (Presence.ABSENT, Presence.APOLOGIES))
        super().__init__(seat.shell, _title(known), self.state, *self.how.fields, *self.came.values())
        self.state.set_raw(session.state.value)
        if off is not None:
            self.how.by.set_raw(off.by)
            self.how.why.set_raw(off.why.value)
            self.how.reason.set_raw(off.reason)
            self.how.mutual.set_raw(off.mutual)
        for field in self.came.values():
            if not field.raw():
                field.set_raw(Presence.ABSENT.value)
        self.state.edited.connect(lambda _: self._ask())
        self._ask()
        self.offer(TITLE, self.keep)

    def keep(self) -> None:
        """Put it right, or say why it can't be."""
        desk, known, state = self._seat.desk, self._known.session.id, self.state.raw()
        by, reason, mutual, why = self.how.raw()
        try:
            on = self.how.day() if state == State.CANCELLED.value else None
        except SupdeskError as error:
            self.refuse(error)
            return
        sorry = [person for person, field in self.came.items() if field.raw() == Presence.APOLOGIES.value]
        deeds: dict[str, Callable[[], Changes]] = {
            State.PLANNED: lambda: correcting.plan_again(desk, known),
            State.CANCELLED: lambda: correcting.cancel(desk, known, by, reason, mutual=mutual, why=why, on=on),
            State.NOT_ATTENDED: lambda: correcting.miss(desk, known, sorry),
        }
        _put_right(self._seat, self, deeds[state], self._known.session.on)

    def _ask(self) -> None:
        for field in self.how.fields:
            field.setVisible(self.state.raw() == State.CANCELLED.value)
        for each in self.came.values():
            each.setVisible(self.state.raw() == State.NOT_ATTENDED.value)


class HeldForm(Enquiry):
    """When and how a session took place and who came, as the register is to say it."""

    def __init__(self, seat: Seat, known: KnownSession) -> None:
        self._seat, self._known, session = seat, known, known.session
        self.when = When(session)
        self.mode = Field("How", Choice("How", [(mode.value, mode.label) for mode in Mode]), needed=True)
        several = session.kind is not Kind.ONE_TO_ONE
        self.came = _presences(known, (Presence.PRESENT, Presence.APOLOGIES, Presence.ABSENT)) if several else {}
        self.also = Field("Also there", Choices("Also there", list(known.others.items())), optional=True)
        self.also.setVisible(several and bool(known.others))
        number = known.record.number if known.record else ""
        lead = (
            f"The register will say this. Record {number} stays as it was written, and it says that the session "
            "took place: where it is wrong too, add an addendum to it."
        )
        asked: tuple[QWidget, ...] = (*self.when.fields, self.mode, *self.came.values(), self.also)
        super().__init__(seat.shell, _title(known), *asked, lead=lead)
        self.mode.set_raw(session.mode.value)
        self.offer(TITLE, self.keep)

    def keep(self) -> None:
        """Put it right, or say why it can't be."""
        try:
            on, start, finish = self.when.read()
        except SupdeskError as error:
            self.refuse(error)
            return
        desk, session = self._seat.desk, self._known.session
        mode = Mode(self.mode.raw())
        came: dict[str, Presence | None] = {person: _said(field) for person, field in self.came.items()}
        came |= dict.fromkeys(self.also.raw(), Presence.PRESENT)
        _put_right(
            self._seat,
            self,
            lambda: correcting.hold(desk, session.id, on, start, finish, mode, came),
            session.on,
            on,
        )


def _said(field: Field) -> Presence | None:
    return None if field.raw() == NOT_OURS else Presence(field.raw())


def _title(known: KnownSession) -> str:
    return f"Put session {known.session.number} right"


def _presences(known: KnownSession, offered: tuple[Presence, ...]) -> dict[str, Field]:
    """A field for each who was expected, by person id."""
    options = [(presence.value, presence.label) for presence in offered]
    held = Presence.PRESENT in offered
    if held:
        options.append((NOT_OURS, "Not expected"))
    found: dict[str, Field] = {}
    for attendee in known.session.attendees:
        name = known.names[attendee.person_id]
        found[attendee.person_id] = Field(name, Choice(name, options, pills=not held))
        found[attendee.person_id].set_raw(attendee.presence.value)
    return found


def _named(sending: Sending) -> str:
    return f"{sending.number} for {sending.recipient} ({sending.period.shown})"


def _put_right(seat: Seat, form: Enquiry, deed: Callable[[], Changes], *days: date) -> None:
    """Do it, then say which registers that were written tell it otherwise."""

    def done(changes: Changes) -> None:
        form.close_now()
        offer_telling(seat, seat.shell, changes.subject)
        seat.ask(lambda: correcting.outdated(seat.desk, *days), tell)

    def tell(found: list[Sending]) -> None:
        if found:
            told = (OTHERWISE if len(found) == 1 else SEVERAL).format("; ".join(map(_named, found)))
            seat.shell.tell(told, "warning", ("Registers", lambda: seat.shell.show_page("registers")))
        else:
            seat.shell.tell(NOWHERE, "good")

    seat.do(deed, done, form.refuse, form)
