"""A form that is written alone: a contract, an evaluation, an addendum."""

from supdesk.desk import recording
from supdesk.desk.recording import Sheet
from supdesk.domain.changes import Changes
from supdesk.domain.people import Party
from supdesk.forms.kinds import Path
from supdesk.ui.forms.control import arrive
from supdesk.ui.forms.view import FormView
from supdesk.ui.parts import READABLE, Banner, Page, PrimaryButton, Question, QuietButton, clear, column
from supdesk.ui.records import going
from supdesk.ui.seat import Seat
from supdesk.ui.writing import finishing
from supdesk.ui.writing.autosave import Autosave
from supdesk.ui.writing.keeping import RECORDS, Keeping

RENEWS = (
    "This is filled in from the contract it renews. Change what is to be different: before you finish, everything "
    "that changed is shown. The earlier one holds until this one is agreed."
)


class WritingPage(Page):
    """One form, saved as it is typed, finished and then signed."""

    def __init__(self, seat: Seat, sheet: Sheet, keeping: Keeping = RECORDS) -> None:
        super().__init__(sheet.form.title, "Saved as you write", width=READABLE)
        self._seat, self._sheet, self._keeping = seat, sheet, keeping
        self.view: FormView | None = None
        self.saved = self.subtitle
        self.autosave = Autosave(seat, self, keeping.save)
        self.autosave.said.connect(self.saved.setText)
        self.finish = PrimaryButton("Finish", "tick", self._finish, hint="Ctrl+Return")
        self.throw = QuietButton("Discard…", "trash", self._ask_to_discard)
        self.set_deeds([self.throw, self.finish])
        self._notice = column(gap=0)
        self.add(self._notice)
        if earlier := sheet.draft.facts.get("supersedes"):
            self.add(Banner(RENEWS, "info", ("Read that contract", lambda: going.read(seat, earlier))))
        seat.shell.on_keys("Ctrl+Return", self._finish, self)
        seat.ask(lambda: recording.parties(seat.desk), self._lay, owner=self)

    def flush(self) -> None:
        """Hand in at once whatever was typed."""
        self.autosave.flush()

    def may_leave(self) -> bool:
        """Leaving saves first and is never refused."""
        self.flush()
        return True

    def go_to(self, _: str, path: Path) -> None:
        """Put the keyboard into what a path leads to."""
        if self.view is not None:
            self.view.go_to(path)

    def _ask_to_discard(self) -> None:
        sentence = "What is written here is lost. Nothing that was finished before changes."
        question = Question(self, "Discard this draft?", sentence, "Discard", danger=True)
        question.answered.connect(lambda yes: self.discard() if yes else None)
        question.open()

    def discard(self) -> None:
        """Throw the draft away and leave."""
        desk, draft = self._seat.desk, self._sheet.draft.id
        self._seat.do(lambda: self._keeping.discard(desk, draft), self._discarded, owner=self)

    def _discarded(self, _: Changes) -> None:
        self._seat.shell.back()
        self._seat.shell.tell("The draft is discarded.", "good")

    def _lay(self, people: tuple[Party, ...]) -> None:
        self.view = self._viewed(people)
        self.add(self.view)
        arrive(self, self.view.first)

    def _viewed(self, people: tuple[Party, ...]) -> FormView:
        """The form, each edit of which is kept."""
        draft = self._sheet.draft
        view = FormView(self._sheet.form, draft.raw, people=people)
        view.edited.connect(lambda name, raw: self.autosave.edit(draft.id, name, raw))
        return view

    def _finish(self) -> None:
        if self.view is None:
            return
        self.flush()
        finishing.finish(self._seat, self, [self._sheet], self._show, self.go_to, self._keeping)

    def _show(self, found: finishing.Problems) -> None:
        clear(self._notice)
        if self.view is None:
            return
        self.view.show_problems(problem for _, problem in found)
        if found:
            self._notice.addWidget(Banner(finishing.words_of(found), "warning"))
