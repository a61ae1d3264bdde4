"""The four steps of a first run, each a card that says what is wrong with it."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QWidget

from supdesk.desk import starting
from supdesk.desk.enrolling import check_particulars
from supdesk.desk.starting import Recovery
from supdesk.domain.errors import SupdeskError
from supdesk.domain.people import Person
from supdesk.forms.definition import Pack
from supdesk.forms.faults import Fault, first_of
from supdesk.ui.parts import Card, Choice, Field, FieldRow, LineEdit, SecondaryButton, Tick, Words, column, row
from supdesk.ui.parts.files import ask_folder
from supdesk.ui.parts.layouts import clear, put

SUFFIX = ".supdesk"


class WhoYouAre(Card):
    """The owner, as records and registers will name them."""

    def __init__(self) -> None:
        super().__init__("Who are you?", note="Your records and registers carry these words.")
        labels = {"name": "Your name", "designation": "Designation", "employer": "Employer", "service": "Service"}
        self.fields = {key: Field(label, LineEdit(label), optional=key != "name") for key, label in labels.items()}
        self.fields["email"] = Field("E-mail", LineEdit("E-mail"), optional=True)
        self.add(self.fields["name"], FieldRow(self.fields["designation"], self.fields["employer"]))
        self.add(FieldRow(self.fields["service"], self.fields["email"]))
        self.setFocusProxy(self.fields["name"].control)

    def person(self) -> Person:
        """The owner, not yet in any vault."""
        said = {key: str(field.raw()).strip() for key, field in self.fields.items()}
        return Person(
            id="",
            name=said["name"],
            designation=said["designation"],
            employer=said["employer"],
            service=said["service"],
            email=said["email"],
            roles=frozenset(),
        )

    def holds(self) -> bool:
        """Whether the step can be left; says what is missing where it can't."""
        wrong = _wrong(self.person())
        for key, field in self.fields.items():
            field.set_problem(wrong.get(key))
        return not wrong


def _wrong(owner: Person) -> dict[str, str]:
    """What keeps somebody from having a vault, in a sentence, by the field it is about."""
    if not owner.name:
        return {"name": "Type your name."}
    try:
        check_particulars(owner)
    except SupdeskError as error:
        return {error.code.removeprefix("person."): error.sentence}
    return {}


class WhichPack(Card):
    """The policy pack whose forms and dates the owner works by: one that is here, or one in a folder."""

    wants_folder = Signal()

    def __init__(self, packs: Sequence[Pack]) -> None:
        super().__init__("Which policy do you work by?", note="It brings the forms, dates and wording.")
        self._choice = Choice("Policy pack", [], pills=False)
        self.choice = Field("Policy pack", self._choice)
        self.choice.edited.connect(lambda _: self.choice.set_problem(None))
        choose = SecondaryButton("Add a pack's folder…", "folder", self.wants_folder.emit)
        self._faults = Words("", "problem", selectable=True)
        self._faults.hide()
        self._asked = column()
        asked = QWidget()
        asked.setLayout(self._asked)
        later = Words("Where yours is not among them, add its folder. Settings can change all this later.", "muted")
        self.add(self.choice, later, row(choose, None), self._faults, asked)
        self.setFocusProxy(self._choice)
        self.offer(packs)

    def offer(self, packs: Sequence[Pack], chosen: str = "") -> None:
        """Offer these packs, one of them chosen already."""
        self._faults.hide()
        clear(self._asked)
        self._choice.set_options([(pack.id, pack.name) for pack in packs])
        alone = packs[0].id if len(packs) == 1 else ""
        if chosen or alone:
            self.choice.set_raw(chosen or alone)
            self.choice.set_problem(None)

    def ask(self, card: QWidget) -> None:
        """Show what a folder's pack says, with the button that agrees to it."""
        self._faults.hide()
        clear(self._asked)
        put(self._asked, row(card, None))

    def refuse(self, folder: Path, faults: Sequence[Fault]) -> None:
        """Say what is wrong in a folder, beside the button that chose it."""
        head = f"The policy pack in the folder {folder.name} can't be used yet:"
        clear(self._asked)
        self._faults.setText("\n".join([head, *first_of(faults)]))
        self._faults.show()

    def holds(self) -> bool:
        """Whether a pack is chosen; says so where not."""
        self.choice.set_problem(None if self.choice.raw() else "Choose a policy pack.")
        return bool(self.choice.raw())


class Passphrase(Card):
    """Where the vault will be, and the passphrase that opens it."""

    def __init__(self, folder: Path, about: Callable[[], Sequence[str]]) -> None:
        super().__init__(
            "Choose a passphrase", note="It encrypts everything. Nobody can reset it, so the next step is a spare."
        )
        self._about = about
        self.place = Field("Where the vault will be", LineEdit("Where the vault will be"))
        self.place.set_raw(str(folder))
        self.place.edited.connect(lambda _: self._look_at_place())
        self._look_at_place()
        self.first = Field("Passphrase", LineEdit("Passphrase", secret=True), starting.strength("").words)
        self.second = Field("The same again", LineEdit("The same again", secret=True))
        self.shown = Tick("Show what I type")
        self.shown.edited.connect(self._show)
        for field in (self.first, self.second):
            field.edited.connect(lambda _: self.judge())
        self.add(self.first, self.second, self.shown, self.place)
        self.add(row(SecondaryButton("Choose another folder…", "folder", self._choose), None))
        self.setFocusProxy(self.first.control)

    def folder(self) -> Path:
        """The new vault's folder."""
        typed = Path(str(self.place.raw()).strip()).expanduser()
        return typed if typed.suffix == SUFFIX else typed.with_name(typed.name + SUFFIX)

    def judge(self) -> None:
        """Say how strong what is typed now is; what was said of something else is over."""
        for field in (self.first, self.second):
            field.set_problem(None)
        self.first.set_help(self._strength().words)

    def holds(self) -> bool:
        """Whether place and passphrase will do; says what is wrong where they won't."""
        self.judge()
        strength = self._strength()
        weak = not strength.enough
        unlike = self.first.raw() != self.second.raw()
        nowhere = self._nowhere
        taken = not nowhere and self.folder().exists()
        if weak:
            self.first.set_help("")
            self.first.set_problem(strength.words)
        self.second.set_problem("The two are not the same." if unlike else None)
        place = "Choose a folder." if nowhere else "There is something there already. Choose another name."
        self.place.set_problem(place if nowhere or taken else None)
        return not (weak or unlike or nowhere or taken)

    @property
    def _nowhere(self) -> bool:
        return not Path(str(self.place.raw()).strip()).name

    def forget(self) -> None:
        """Empty the passphrase's boxes."""
        for field in (self.first, self.second):
            field.set_raw("")
        self.judge()

    def _strength(self) -> starting.Strength:
        return starting.strength(str(self.first.raw()), self._about())

    def _show(self, shown: bool) -> None:
        for field in (self.first, self.second):
            field.control.show_secret(shown)  # type: ignore[attr-defined]

    def _choose(self) -> None:
        found = ask_folder(self, "Where should the vault be?", self.folder().parent)
        if found:
            self.place.set_raw(str(found / self.folder().name))
            self._look_at_place()

    def _look_at_place(self) -> None:
        """Say where a vault could be damaged; it is the person's own choice all the same."""
        self.place.set_help("" if self._nowhere else starting.place_risk(self.folder()))


class RecoverySheet(Card):
    """The recovery words: saved to print, or written down, and three of them typed back."""

    wants_sheet = Signal()

    def __init__(self, offered: Recovery) -> None:
        super().__init__(
            "Print your recovery sheet",
            note="These 24 words open the vault when the passphrase is forgotten. Keep them away from this laptop.",
        )
        self.offered = offered
        self.sheet = SecondaryButton("Save the sheet as PDF…", "save", self.wants_sheet.emit)
        self.reveal = SecondaryButton("Show the words to copy by hand", "eye", self._reveal)
        self._words = _in_columns(offered.words)
        self._words.hide()
        self.answers = {place: Field(f"Word {place}", LineEdit(f"Word {place}")) for place in offered.places}
        self.add(row(self.sheet, self.reveal, None), self._words)
        self.add(Words("Now type these three words back from the sheet."), FieldRow(*self.answers.values()))
        self.setFocusProxy(self.sheet)

    def typed(self) -> dict[int, str]:
        """What was typed back, by place from 1."""
        return {place: str(field.raw()).strip().lower() for place, field in self.answers.items()}

    def _reveal(self) -> None:
        shown = not self._words.isVisibleTo(self)
        self._words.setVisible(shown)
        self.reveal.setText("Hide the words" if shown else "Show the words to copy by hand")
        self.reveal.setAccessibleName(self.reveal.words())


def _in_columns(words: Sequence[str], columns: int = 4) -> QWidget:
    """The words numbered, in columns read downwards, so that each is easily found."""
    length = -(-len(words) // columns)
    numbered = [f"{place}.  {word}" for place, word in enumerate(words, 1)]
    parts = [Words("\n".join(numbered[at : at + length]), "strong") for at in range(0, len(words), length)]
    holder = QFrame()
    holder.setProperty("kind", "sunken")
    holder.setLayout(row(*parts, gap=16, margin=16))
    return holder
