"""Somebody's training as a supervisor: how it stands, and the files that show it."""

from collections.abc import Iterator
from pathlib import Path

from PySide6.QtWidgets import QWidget

from supdesk.desk import training
from supdesk.desk.training import File
from supdesk.domain.cadence import Standing
from supdesk.domain.changes import Changes
from supdesk.domain.days import show_date
from supdesk.domain.errors import SupdeskError
from supdesk.domain.training import Evidence, Shows, Training
from supdesk.ui.enquiry import Enquiry
from supdesk.ui.parts import (
    Badge,
    Card,
    Choice,
    DateEdit,
    Field,
    LineEdit,
    ListRow,
    Question,
    Rows,
    SecondaryButton,
    Words,
    fact,
    row,
)
from supdesk.ui.parts.files import ask_file, ask_new_file, content_of
from supdesk.ui.people.standing import TONES
from supdesk.ui.seat import Seat
from supdesk.ui.sessions import days

KINDS = "PDF and pictures (*.pdf *.png *.jpg *.jpeg)"
LEAVES = "A copy leaves the vault and its encryption: from then on you look after it."
NO_FILE = "No file is kept. A certificate as PDF, PNG or JPEG can be kept in the vault."
KEPT = "The copy is written. Outside the vault, you look after it."
REMOVING = "The file goes from the vault and can't be had back. The dates of training stay."


class TrainingCard(Card):
    """Dates of training, when it is to be refreshed, and each file that shows it; a row opens its file's deeds."""

    def __init__(self, seat: Seat, owner: QWidget, found: Training, names: dict[str, str]) -> None:
        tone = "danger" if not found.shown else TONES[found.standing]
        add = SecondaryButton("Keep a file…", "attach", lambda: choose(seat, owner, found.person.id))
        super().__init__("Training as a supervisor", Badge(found.label, tone), add)
        self.rows = [_row(seat, owner, each, names.get(each.id, "")) for each in found.evidence]
        self.add(*(fact(what, words) for what, words in _facts(found)))
        self.add(Rows(*self.rows) if self.rows else Words(NO_FILE, "muted"))


def _facts(found: Training) -> Iterator[tuple[str, str]]:
    person = found.person
    told = (
        ("Competent since", person.competent_on),
        ("Last refreshed", person.refreshed_on),
        ("To be refreshed by", found.due if found.standing is not Standing.NEVER else None),
        ("Booked on a course", person.booked_on),
    )
    if person.course:
        yield "Course", person.course
    yield from ((what, show_date(day)) for what, day in told if day)


def _row(seat: Seat, owner: QWidget, evidence: Evidence, name: str) -> ListRow:
    return ListRow(
        f"{evidence.shows.label}, {show_date(evidence.on)}",
        " · ".join(filter(None, (evidence.about, name))),
        icon="attach",
        deed="Open",
        on=lambda: EvidenceDetails(seat, owner, evidence, name),
        opens=lambda: EvidenceDetails(seat, owner, evidence, name),
    )


def choose(seat: Seat, owner: QWidget, person_id: str, instead_of: Evidence | None = None) -> None:
    """Have the person choose a file, then say what it shows."""
    if path := ask_file(owner, "Choose the file to keep", KINDS):
        EvidenceForm(seat, owner, person_id, path, instead_of)


class EvidenceForm(Enquiry):
    """What a chosen file shows; filled in from the one it takes the place of."""

    def __init__(
        self, seat: Seat, owner: QWidget, person_id: str, path: Path, instead_of: Evidence | None = None
    ) -> None:
        self._seat, self._owner, self._id, self._path = seat, owner, person_id, path
        self._instead = instead_of
        options = [(shows.value, shows.label) for shows in Shows]
        self.shows = Field("It shows", Choice("It shows", options), needed=True)
        self.course = Field("Course", LineEdit("Course"), optional=True)
        self.body = Field("Accrediting body", LineEdit("Accrediting body"), optional=True)
        self.on = Field("Day of the training", DateEdit("Day of the training"), needed=True)
        self.on.edited.connect(lambda _: self.on.set_problem(None))
        title = "Replace a file" if instead_of else "Keep a file"
        fields = (self.shows, self.course, self.body, self.on)
        super().__init__(seat.shell, title, fact("File", path.name), *fields)
        known = instead_of
        self.shows.set_raw(known.shows.value if known else Shows.COURSE.value)
        self.course.set_raw(known.course if known else "")
        self.body.set_raw(known.body if known else "")
        self.offer("Replace it" if known else "Keep it", self.keep)

    def keep(self) -> None:
        """Keep the file, or say why it can't be."""
        try:
            on = days.day(str(self.on.raw()))
        except SupdeskError as error:
            self.on.set_problem(error.sentence)
            return
        desk, path = self._seat.desk, self._path
        shows, course, body = Shows(self.shows.raw()), str(self.course.raw()), str(self.body.raw())
        instead = self._instead.id if self._instead else ""

        def deed() -> Changes:
            file = File(path.name, content_of(path), shows, course, body, on)
            return training.keep(desk, self._id, file, instead_of=instead)

        def kept(_: Changes) -> None:
            self.close_now()
            self._seat.shell.tell("The file is kept in the vault.", "good")

        self._seat.do(deed, kept, self.refuse, self)


class EvidenceDetails(Enquiry):
    """A file of evidence: what it shows, a copy of it, another in its place, or none."""

    def __init__(self, seat: Seat, owner: QWidget, evidence: Evidence, name: str) -> None:
        self._seat, self._owner, self._evidence, self._name = seat, owner, evidence, name
        facts = (
            ("Day of the training", show_date(evidence.on)),
            ("Course", evidence.course),
            ("Accrediting body", evidence.body),
            ("File", name),
        )
        told = [fact(what, words) for what, words in facts if words]
        self.other = SecondaryButton("Replace…", "refresh", self.replace)
        self.away = SecondaryButton("Remove…", "trash", self.ask_to_remove)
        deeds = row(self.other, self.away, None)
        super().__init__(seat.shell, evidence.shows.label, *told, deeds, Words(LEAVES, "muted"))
        self.offer("Save a copy…", self.choose_place, "Close")

    def choose_place(self) -> None:
        """Have the person choose where a copy goes."""
        if path := ask_new_file(self, "Save a copy", self._name, KINDS):
            self.save_copy(path)

    def save_copy(self, path: Path) -> None:
        """Write a copy there."""
        seat, known = self._seat, self._evidence.id

        def written(_: None) -> None:
            self.close_now()
            seat.shell.tell(KEPT, "good")

        seat.ask(lambda: training.save_copy(seat.desk, known, path), written, self.refuse, self)

    def replace(self) -> None:
        """Choose another file for the same training."""
        self.close_now()
        choose(self._seat, self._owner, self._evidence.person_id, self._evidence)

    def ask_to_remove(self) -> None:
        """Ask once, since it can't be had back."""
        question = Question(self._seat.shell, "Remove this file?", REMOVING, "Remove", danger=True)
        question.answered.connect(lambda yes: self.remove() if yes else None)
        question.open()

    def remove(self) -> None:
        """Take it out of the vault."""
        known = self._evidence.id
        self._seat.do(lambda: training.remove(self._seat.desk, known), self.close_now, self.refuse, self)
