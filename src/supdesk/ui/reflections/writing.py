"""Writing an own page: begun by a model, about a session if there is one, and kept apart from records."""

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QWidget

from supdesk.desk import reflecting
from supdesk.desk.recording import Sheet
from supdesk.forms.definition import REFLECTION
from supdesk.ui.enquiry import Enquiry
from supdesk.ui.parts import Choice, Field, QuietButton, Words, row
from supdesk.ui.reflections.going import read
from supdesk.ui.seat import Seat
from supdesk.ui.writing import WritingPage
from supdesk.ui.writing.keeping import Keeping

OWN = Keeping(reflecting.save, reflecting.discard, reflecting.review, reflecting.finish, read)
NO_SESSION = "No session"
ABOUT = "About the {}"
Choosable = Sequence[tuple[str, str]]


class PrivateWriting(WritingPage):
    """The page for an own page, with the session it is about at its head."""

    def __init__(self, seat: Seat, sheet: Sheet) -> None:
        super().__init__(seat, sheet, OWN)
        self._session = sheet.draft.session_id
        self.about = Words("", "muted")
        self.link = QuietButton("Choose the session…", "sessions", self.choose)
        line = row(self.about, self.link, gap=16)
        line.setStretch(0, 1)
        if sheet.form.serves == REFLECTION:
            self.add(line)
            self._say({})
            seat.ask(lambda: dict(reflecting.own_sessions(seat.desk)), self._say, owner=self)

    def choose(self) -> None:
        """Offer the sessions there were."""

        def show(found: Choosable) -> None:
            LinkForm(self._seat, self, found, self._session)

        self._seat.ask(lambda: reflecting.own_sessions(self._seat.desk), show, owner=self)

    def take(self, session_id: str, name: str) -> None:
        """Have it be about that session, or about none."""
        desk, draft = self._seat.desk, self._sheet.draft.id
        self._session = session_id
        self._say({session_id: name})
        self._seat.do(lambda: reflecting.link(desk, draft, session_id), owner=self)

    def _say(self, names: dict[str, str]) -> None:
        name = names.get(self._session, "")
        self.about.setText(ABOUT.format(name[:1].lower() + name[1:]) if name else "Linked to no session.")


class LinkForm(Enquiry):
    """Which session a page is about."""

    def __init__(self, seat: Seat, page: PrivateWriting, found: Choosable, now: str) -> None:
        self._page, self._names = page, dict(found)
        self.session = _session_field(found)
        lead = "Only this page knows of the link; the session does not show it."
        super().__init__(seat.shell, "The session it is about", self.session, lead=lead)
        self.session.set_raw(now)
        self.offer("Link", self.keep)

    def keep(self) -> None:
        """Keep the choice."""
        chosen = str(self.session.raw())
        self.close_now()
        self._page.take(chosen, self._names.get(chosen, ""))


class NewForm(Enquiry):
    """By which model, and about which session."""

    def __init__(self, seat: Seat, owner: QWidget, models: Choosable, sessions: Choosable) -> None:
        self._seat, self._owner = seat, owner
        self.model = Field("Model", Choice("Model", list(models), pills=False), needed=True)
        self.session = _session_field(sessions)
        lead = "Only you read it, until you give a copy away."
        super().__init__(seat.shell, "New reflection", self.model, self.session, lead=lead)
        self.offer("Write it", self.start)

    def start(self) -> None:
        """Begin the page."""
        model, session = str(self.model.raw()), str(self.session.raw())
        if not model:
            self.say("Choose a model. A free page is one too.")
            return
        self.close_now()
        begin(self._seat, self._owner, lambda: reflecting.begin(self._seat.desk, model, session))


def _session_field(found: Choosable) -> Field:
    options = [("", NO_SESSION), *found]
    control = Choice("Session", options, pills=False, prompt=NO_SESSION)
    return Field("Session", control, "Sessions that took place, the latest first.", optional=True)


def offer_new(seat: Seat, owner: QWidget) -> None:
    """Offer to begin a reflection."""

    def show(found: tuple[Choosable, Choosable]) -> None:
        NewForm(seat, owner, *found)

    desk = seat.desk
    seat.ask(lambda: (reflecting.models(desk), reflecting.own_sessions(desk)), show, owner=owner)


def begin(seat: Seat, owner: QWidget, start: Callable[[], Sheet]) -> None:
    """Begin a page, or take one up, on the lane; then go and write it."""

    def go(sheet: Sheet) -> None:
        seat.shell.push(PrivateWriting(seat, sheet))

    seat.ask(start, go, owner=owner)
