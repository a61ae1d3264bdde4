"""An own page to read, with what may follow: changing it, an account from it, a copy to give away."""

from collections.abc import Iterator
from functools import partial

from PySide6.QtWidgets import QWidget

from supdesk.desk import reflecting, sharing
from supdesk.desk.reflecting import Reading
from supdesk.domain.changes import Changes, Topic
from supdesk.domain.days import LONDON, show_date
from supdesk.domain.errors import SupdeskError
from supdesk.domain.records import Record
from supdesk.domain.reflections import Copy
from supdesk.forms.definition import REFLECTION, Form
from supdesk.ui.forms import RecordText
from supdesk.ui.parts import (
    READABLE,
    Banner,
    Card,
    ListRow,
    Page,
    PrimaryButton,
    QuietButton,
    Rows,
    SecondaryButton,
    Words,
    row,
)
from supdesk.ui.parts.files import PDF, ask_new_file
from supdesk.ui.reflections.cover import Covered
from supdesk.ui.reflections.deleting import offer_delete
from supdesk.ui.reflections.going import read
from supdesk.ui.reflections.leaving import offer_share
from supdesk.ui.reflections.writing import begin
from supdesk.ui.seat import Seat

HIDDEN = "This page is private, so it is covered."
SOURCE_GONE = "The reflection it was begun from was deleted."


class PrivateReading(Page):
    """A page of one's own. It is read when it is uncovered, and not kept here when it is covered."""

    def __init__(self, seat: Seat, page_id: str) -> None:
        super().__init__("Private page", width=READABLE)
        self._seat, self._id = seat, page_id
        self.covered = Covered(seat, HIDDEN, "Show it", self._ask)
        self.add(self.covered)
        seat.changed.connect(self._hear)

    def uncover(self) -> None:
        """Show what is written."""
        self.covered.uncover()

    def _hear(self, changes: Changes) -> None:
        if self.covered.is_open and changes.concerns(Topic.REFLECTIONS):
            self._ask()

    def _ask(self) -> None:
        self._seat.ask(lambda: reflecting.read(self._seat.desk, self._id), self._show, self._refused, owner=self)

    def _refused(self, error: SupdeskError) -> None:
        self.set_title("Private page", "")
        self.covered.show_these(Banner(error.sentence, "warning"))

    def _show(self, found: Reading) -> None:
        page = found.page
        said = [page.number, show_date(page.on), *([f"about the {_small(found.session)}"] if found.session else [])]
        self.set_title(page.title, " · ".join(said))
        card = Card()
        card.add(RecordText(found.form, page.answers))
        delete = QuietButton("Delete this page…", "trash", lambda: offer_delete(self._seat, self, found))
        self.covered.show_these(row(*self._deeds_for(found)), card, *self._beside(found), row(delete, None))

    def _deeds_for(self, found: Reading) -> Iterator[QWidget | None]:
        seat, page = self._seat, found.page
        yield SecondaryButton("Change it", "edit", self._change)
        if page.serves == REFLECTION:
            yield SecondaryButton("Begin an account from it", "forward", self._begin_account)
        yield None
        yield PrimaryButton("Share a copy…", "export", lambda: offer_share(seat, self, page.id))

    def _change(self) -> None:
        begin(self._seat, self, lambda: reflecting.revise(self._seat.desk, self._id))

    def _begin_account(self) -> None:
        begin(self._seat, self, lambda: reflecting.begin_account(self._seat.desk, self._id))

    def _beside(self, found: Reading) -> Iterator[Card]:
        tied = list(self._tied(found))
        if tied or found.source_deleted:
            card = Card("What it goes with")
            card.add(*([Words(SOURCE_GONE, "muted")] if found.source_deleted else []), Rows(*tied))
            yield card
        if found.copies:
            card = Card("Copies you gave", note="Each is kept as it was given.")
            card.add(Rows(*(self._copy(copy) for copy in found.copies)))
            yield card
        for earlier, form in reversed(found.earlier):
            yield _before(form, earlier)

    def _tied(self, found: Reading) -> Iterator[ListRow]:
        """The reflection that it was begun from, and the accounts begun from it."""
        seat = self._seat
        if found.source is not None:
            source = found.source
            about = f"This was begun from it · {source.number} · {show_date(source.on)}"
            yield ListRow(
                source.title, about, icon="reflections", deed="Unlink", on=lambda: self.unlink(source),
                opens=lambda: read(seat, source.id),
            )  # fmt: skip
        for page in found.followed:
            about = f"Begun from this · {page.number} · {show_date(page.on)}"
            yield ListRow(page.title, about, icon="reflections", opens=partial(read, seat, page.id))
        for draft in found.following:
            yield ListRow(
                draft.title, "Begun from this · not finished", icon="edit", deed="Go on",
                on=partial(self._go_on, draft.draft_id),
            )  # fmt: skip

    def _go_on(self, draft_id: str) -> None:
        begin(self._seat, self, lambda: reflecting.reopen(self._seat.desk, draft_id))

    def unlink(self, source: Record) -> None:
        """Have this page no longer remember the one it was begun from; one press takes that back."""
        seat, desk, page_id = self._seat, self._seat.desk, self._id

        def told(_: Changes) -> None:
            undo = ("Undo", lambda: seat.do(lambda: reflecting.relink(desk, page_id, source.id)))
            seat.shell.tell("The two pages no longer know of each other.", "good", undo)

        seat.do(lambda: reflecting.unlink(desk, page_id), told)

    def _copy(self, copy: Copy) -> ListRow:
        when = f"{show_date(copy.at.astimezone(LONDON).date())} · revision {copy.revision}"
        return ListRow(copy.to, when, icon="export", deed="Save again…", on=lambda: self.save_again(copy))

    def save_again(self, copy: Copy) -> None:
        """Write a copy given before once more."""
        seat = self._seat
        if path := ask_new_file(self, "Save the copy", "copy.pdf", PDF):
            seat.ask(lambda: sharing.save_again(seat.desk, copy, path), self._saved, owner=self)

    def _saved(self, _: None) -> None:
        self._seat.shell.tell("The copy is written. Outside the vault, you look after it.", "good")


def _before(form: Form, earlier: Record) -> Card:
    """What the page said before it was changed."""
    day = show_date(earlier.written_at.astimezone(LONDON).date())
    card = Card(f"What it said as written on {day}", note=f"Revision {earlier.revision}")
    card.add(RecordText(form, earlier.answers))
    return card


def _small(text: str) -> str:
    return text[:1].lower() + text[1:]
