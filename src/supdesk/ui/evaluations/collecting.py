"""Forms that came back: each is shown before it is taken in, and what is refused says why."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from supdesk.desk import collecting
from supdesk.desk.collecting import Answer, Candidate, Opened, TakenIn
from supdesk.domain.days import show_date
from supdesk.domain.errors import SupdeskError
from supdesk.forms.answers import Answers
from supdesk.forms.definition import ASKED_BEFOREHAND
from supdesk.ui.exporting import wait_for
from supdesk.ui.forms import RecordText
from supdesk.ui.lane import Job
from supdesk.ui.parts import (
    READABLE,
    Banner,
    Card,
    EmptyState,
    Page,
    Pills,
    PrimaryButton,
    SecondaryButton,
)
from supdesk.ui.parts.files import OWN, content_of
from supdesk.ui.seat import Seat

TAKE, LEAVE = "take", "leave"
LEAD = "Look at each. What is taken in becomes a sealed record; what is left out stays where it is."


def choose_files(seat: Seat, owner: QWidget) -> None:
    """Have a person choose the files that came back, then show what they say."""
    found, _ = QFileDialog.getOpenFileNames(
        owner, "Import evaluations", str(Path.home()), "PDF (*.pdf);;All files (*)", options=OWN
    )
    if found:
        open_files(seat, [Path(each) for each in found])


def open_files(seat: Seat, paths: Sequence[Path]) -> None:
    """Read these files beside other work, then show what they say."""

    def work(working: Job) -> list[Opened]:
        opened = []
        for done, path in enumerate(paths):
            working.progress(done, len(paths))
            opened.append(_opened(path))
        return opened

    def look(opened: list[Opened]) -> None:
        seat.ask(lambda: collecting.look(seat.desk, opened), show, owner=seat)

    def show(found: tuple[Candidate, ...]) -> None:
        seat.shell.push(CollectPage(seat, found))

    wait_for(seat, seat.bench, "Reading the forms…", work, look, seat.shell.tell_error)


def _opened(path: Path) -> Opened:
    try:
        return collecting.open_file(path.name, content_of(path))
    except SupdeskError as error:
        return Opened(path.name, b"", {}, error)


class CollectPage(Page):
    """Every file that was chosen: whose it is, of which session, what it says; and those that are refused."""

    def __init__(self, seat: Seat, found: Sequence[Candidate]) -> None:
        super().__init__("Import evaluations", LEAD, width=READABLE)
        self._seat = seat
        self.choices: list[tuple[Candidate, Pills]] = []
        self.confirm = PrimaryButton("Take in", "import", self.take_in)
        self.set_deeds([SecondaryButton("Cancel", on=seat.shell.back), self.confirm])
        refused = [each for each in found if each.refusal]
        self.add(*(Banner(_why(each), "warning") for each in refused))
        self.add(*(self._card(each) for each in found if each.answer))
        if not found:
            self.add(EmptyState("import", "Nothing was chosen", "Choose the forms as they were sent back."))
        self._count()

    def take_in(self) -> None:
        """Make records of those that are to be taken in."""
        chosen, desk = [each for each, pills in self.choices if pills.raw() == TAKE], self._seat.desk

        def work(working: Job) -> TakenIn:
            return collecting.take_in_all(desk, chosen, working.progress)

        wait_for(
            self._seat, self._seat.lane, "Taking the evaluations in…", work, self._done, self._seat.shell.tell_error
        )

    def _card(self, candidate: Candidate) -> Card:
        assert candidate.answer is not None
        asking = candidate.answer.asking
        session = asking.session
        name = f"{asking.person.name}, {show_date(session.on)}"
        pills = Pills(name, [(TAKE, "Take in"), (LEAVE, "Leave out")])
        pills.set_raw(TAKE)
        pills.edited.connect(lambda _: self._count())
        self.choices.append((candidate, pills))
        note = f"{session.kind.label} session {session.number}, {show_date(session.on)} · {candidate.opened.name}"
        card = Card(asking.person.name, pills, note=note)
        card.setAccessibleName(name)
        card.add(RecordText(candidate.answer.form, _said(candidate.answer)))
        return card

    def _count(self) -> None:
        chosen = sum(pills.raw() == TAKE for _, pills in self.choices)
        self.confirm.setText(f"Take in {chosen}" if chosen else "Take in")
        self.confirm.setAccessibleName(f"Take in {_many(chosen)}")
        self.confirm.setEnabled(bool(chosen))

    def _done(self, found: TakenIn) -> None:
        self._seat.announce(found.changes)
        shell = self._seat.shell
        shell.back()
        refused = [f"{name}: {error.sentence}" for name, error in found.refused]
        if found.taken:
            shell.tell(f"{_many(found.taken)} taken in and sealed.", "good")
        if refused:
            shell.tell("Not taken in. " + " ".join(refused), "danger", beside=True)


def _said(answer: Answer) -> Answers:
    """What they answered: what was known beforehand stands above it."""
    known = {field.id for field in answer.form.fields() if field.fills in ASKED_BEFOREHAND}
    return {name: value for name, value in answer.answers.items() if name not in known}


def _why(candidate: Candidate) -> str:
    assert candidate.refusal is not None
    return f"{candidate.opened.name}: {candidate.refusal.sentence}"


def _many(count: int) -> str:
    return "1 evaluation" if count == 1 else f"{count} evaluations"
