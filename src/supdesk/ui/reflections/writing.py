"""Writing an own page: begun by a model, about a session if there is one, and kept apart from records."""

from collections.abc import Callable, Iterator, Sequence

from PySide6.QtWidgets import QHBoxLayout, QWidget

from supdesk.desk import reflecting
from supdesk.desk.recording import Sheet
from supdesk.domain.changes import Changes
from supdesk.domain.days import show_date
from supdesk.domain.people import Party
from supdesk.domain.records import Record
from supdesk.forms.definition import REFLECTION
from supdesk.ui.enquiry import Enquiry
from supdesk.ui.forms.control import arrive
from supdesk.ui.parts import Choice, Field, QuietButton, Words, row
from supdesk.ui.reflections.cover import Covered
from supdesk.ui.reflections.going import read
from supdesk.ui.seat import Seat
from supdesk.ui.writing import WritingPage
from supdesk.ui.writing.keeping import Keeping

OWN = Keeping(reflecting.save, reflecting.discard, reflecting.review, reflecting.finish, read)
NO_SESSION = "No session"
ABOUT = "About the {}"
FROM = "Begun from “{}” of {}."
HIDDEN = "What you write here is private, so it is covered. All of it is kept."
Choosable = Sequence[tuple[str, str]]


class PrivateWriting(WritingPage):
    """The page for an own page. It is covered with the window, and read anew when it is uncovered.

    At its head stand the session it is about, or the reflection it was begun from.
    """

    def __init__(self, seat: Seat, sheet: Sheet) -> None:
        self._people: tuple[Party, ...] = ()
        super().__init__(seat, sheet, OWN)
        self._session = sheet.draft.session_id
        self.covered = Covered(seat, HIDDEN, "Go on writing", self._ask)
        self.covered.turned.connect(self._turned)
        self.add(self.covered)
        self._turned(False)

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

    def part(self) -> None:
        """Have it no longer remember the reflection it was begun from."""
        desk, draft = self._seat.desk, self._sheet.draft.id
        self._seat.do(lambda: reflecting.part(desk, draft), self._parted, owner=self)

    def _parted(self, _: Changes) -> None:
        self.about.setText("Linked to no reflection.")
        self.link.hide()

    def _lay(self, people: tuple[Party, ...]) -> None:
        self._people = people
        if not self._seat.shell.is_hidden:
            self.covered.uncover()

    def _turned(self, opened: bool) -> None:
        """Covered, nothing of it is there; it is kept, and can be neither finished nor thrown away unseen."""
        for deed in (self.throw, self.finish):
            deed.setEnabled(opened)
        if not opened:
            self.flush()
            self.view = None
            self._show(())

    def _ask(self) -> None:
        desk, draft = self._seat.desk, self._sheet.draft.id
        self.flush()
        self._seat.ask(
            lambda: (
                reflecting.reopen(desk, draft),
                reflecting.source(desk, draft),
                dict(reflecting.own_sessions(desk)),
            ),
            self._show_all,
            owner=self,
        )

    def _show_all(self, found: tuple[Sheet, Record | None, dict[str, str]]) -> None:
        if not self.covered.is_open:
            return
        first = self.view is None
        self._sheet, source, names = found
        self.view = self._viewed(self._people)
        self.covered.show_these(*self._lead(source, names), self.view)
        if first:
            arrive(self, self.view.first)

    def _lead(self, source: Record | None, names: dict[str, str]) -> Iterator[QHBoxLayout]:
        self.about = Words("", "muted")
        if self._sheet.form.serves == REFLECTION:
            self.link = QuietButton("Choose the session…", "sessions", self.choose)
            self._say(names)
            yield _beside(self.about, self.link)
        elif source is not None:
            self.about.setText(FROM.format(source.title, show_date(source.on)))
            self.link = QuietButton("Unlink", "close", self.part)
            yield _beside(self.about, self.link)

    def _say(self, names: dict[str, str]) -> None:
        name = names.get(self._session, "")
        self.about.setText(ABOUT.format(name[:1].lower() + name[1:]) if name else "Linked to no session.")


def _beside(words: Words, button: QuietButton) -> QHBoxLayout:
    line = row(words, button, gap=16)
    line.setStretch(0, 1)
    return line


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
        named = [(model, _short(title)) for model, title in models]
        self.model = Field("Model", Choice("Model", named, pills=False), needed=True)
        self.session = _session_field(sessions)
        lead = "Only you read it, until you give a copy away."
        super().__init__(seat.shell, "New reflection", self.model, self.session, lead=lead)
        self.offer("Write it", self.start)

    def start(self) -> None:
        """Begin the page."""
        model, session = str(self.model.raw()), str(self.session.raw())
        if not model:
            self.lack("Choose a model. A free page is one too.")
            return
        self.close_now()
        begin(self._seat, self._owner, lambda: reflecting.begin(self._seat.desk, model, session))


def _short(title: str) -> str:
    """What tells a model from others: what stands in brackets, so that its first letters find it in a list."""
    apart = title.rstrip(")").partition("(")[2] if title.endswith(")") else ""
    return apart[:1].upper() + apart[1:] or title


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
