"""A way back into a vault that can't be opened as it is: its backups, and what still stands whole in it.

Everything goes into a new vault beside it. The damaged one is only read, and the person is told so at each step.
"""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QWidget

from supdesk.domain.errors import SupdeskError
from supdesk.domain.generations import Generation, Holdings
from supdesk.ui import theme
from supdesk.ui.backups.saying import counted, dated, size, told
from supdesk.ui.lane import Bench, Job
from supdesk.ui.opening.outside import Outside
from supdesk.ui.parts import (
    Busy,
    Card,
    Field,
    Glyph,
    LineEdit,
    ListRow,
    PrimaryButton,
    Prose,
    QuietButton,
    Rows,
    Words,
    column,
    row,
    scrolling,
)
from supdesk.ui.parts.files import ask_new_file
from supdesk.ui.parts.words import near_home

if TYPE_CHECKING:
    from supdesk.desk.rescuing import Rescued, Stranded

    Found = tuple[Stranded, list[tuple[Generation, Holdings]], frozenset[Path], Holdings | None]

T = TypeVar("T")

PROVE_COPY = (
    "First show that the backup is yours. It is only read: what is brought back goes into a new vault on this "
    "computer, and the backup stays what it is."
)
KINDS = "Vaults (*.supdesk)"
MANY = 8
PROVE = (
    "First show that the vault is yours. Nothing in its folder is changed: whatever is brought back goes into a "
    "new vault beside it. Keep the damaged one until you have seen that nothing is missing."
)
NO_COPIES = "No backup in the vault's folder opens. If you keep one on a stick, open it at the door as a vault."
PART = "Every record whose pages are whole, checked against its digest, and a list of what is lost."
FIRST = "A backup made before the damage holds everything up to its day: look there first."
APART = "Made by another copy of the vault than the first here: not all it holds is in that one."
NEWER = "A backup above has something newer: look there first."


def _is_backup(folder: Path) -> bool:
    from supdesk.desk import rescuing

    return rescuing.is_backup(folder)


class WayBack(QWidget):
    """Two steps: prove whose vault it is, then choose what to bring back. It stands alone in the window."""

    left = Signal()
    brought_back = Signal(object)
    """The folder of the new vault."""
    proven = Signal()
    """From now on the vault's key is at hand, and something of what it holds may be seen."""

    def __init__(self, outside: Outside, bench: Bench, folder: Path) -> None:
        super().__init__()
        self.setAccessibleName("A way back")
        self.setObjectName("canvas")
        self._outside, self._bench, self.folder = outside, bench, folder
        self._of_copy = _is_backup(folder)
        self.stranded: Stranded | None = None
        self._abandoned = self._working = False
        self._failures = 0
        self._job: Job | None = None
        self._place: Path | None = None
        self._make()
        self._lay()

    def _make(self) -> None:
        self.passphrase = Field("Passphrase", LineEdit("Passphrase", secret=True))
        self.words = Field(
            "Recovery words", Prose("Recovery words", lines=4), "The 24 words of the recovery sheet, in order."
        )
        self.words.hide()
        self.go_on = PrimaryButton("Look what there is", "search", self._prove)
        self.other_way = QuietButton("Use recovery words", on=self._swap)
        self.passphrase.control.returnPressed.connect(self._prove)  # type: ignore[attr-defined]
        self.copies = Rows()
        self.part = ListRow(
            "What stands whole in the vault itself",
            PART,
            icon="shield",
            deed="Save it beside…",
            on=self._choose_part,
        )
        self.end = Words("")
        self.open = PrimaryButton("Go to the door of the new vault", "unlock", self._leave)
        self.back = QuietButton("Back" if self._of_copy else "Back to the door", "back", self.left.emit)

    def _lay(self) -> None:
        title = "A vault from its backup" if self._of_copy else f"A way back into {self.folder.stem}"
        head = row(Glyph("refresh", "accent", 28), Words(title, "title"), gap=12)
        head.setStretch(1, 1)
        self.proof, self.choice, self.done = Card(pad=32), Card(pad=32), Card(pad=32)
        self.proof.add(
            head,
            Words(PROVE_COPY if self._of_copy else PROVE),
            self.passphrase,
            self.words,
            row(self.go_on, self.other_way, None),
        )
        self.choice.add(Words("What can be brought back", "heading"), self.copies, self.part)
        self.done.add(Words("Brought back", "heading"), self.end, row(self.open, None))
        self.part.setVisible(not self._of_copy)
        self.choice.hide()
        self.done.hide()
        for card in (self.proof, self.choice, self.done):
            card.setFixedWidth(theme.current().px(720))
        middle = QWidget()
        middle.setProperty("kind", "clear")
        cards = column(self.proof, self.choice, self.done, gap=16)
        middle.setLayout(column(None, row(None, cards, None), row(None, self.back, None), None, gap=16, margin=32))
        self.setLayout(column(scrolling(middle), gap=0))
        self.setFocusProxy(self.passphrase.control)

    def _swap(self) -> None:
        by_words = self.words.isHidden()
        self.words.setVisible(by_words)
        self.passphrase.setVisible(not by_words)
        self.other_way.setText("Use the passphrase" if by_words else "Use recovery words")
        self.other_way.setAccessibleName(self.other_way.words())
        (self.words if by_words else self.passphrase).control.setFocus()

    def _prove(self) -> None:
        from supdesk.desk import rescuing, unlocking

        field = self.passphrase if self.words.isHidden() else self.words
        typed, folder, around = str(field.raw()), self.folder, self._outside.around
        by_words = field is self.words
        if self._working or not self.go_on.isEnabled():
            return
        self._working, self._abandoned = True, False
        self.go_on.setEnabled(False)

        def refused(error: SupdeskError) -> None:
            self._working = False
            self._failures += error.code.endswith(".wrong")
            pause = unlocking.pause(self._failures) if error.code.endswith(".wrong") else 0
            wait = f" You can try again in {pause} second{'s'[: pause != 1]}." if pause else ""
            field.set_problem(error.sentence + wait)
            QTimer.singleShot(pause * 1_000, self, lambda: self.go_on.setEnabled(True))

        def find() -> "Found":
            found = (
                rescuing.strand_with_words(folder, typed) if by_words else rescuing.strand(folder, typed, around)
            )
            copies = rescuing.copies(found, around.now())
            return found, copies, rescuing.apart(found, copies), rescuing.standing(found)

        self._bench.submit(find, self._show, refused, self)

    def abandon(self) -> None:
        """The screen locks: what was typed goes, what was found is not seen any more, and the page is left.

        What is being proved or brought back ends first, if it can't be stopped.
        """
        self._clear()
        self.choice.hide()
        self._abandoned = self._working
        if self._job is not None:
            self._job.cancel()
        elif self.stranded is not None and not self._working:
            self._leave()

    def _leave(self) -> None:
        if self._place is None:
            self.left.emit()
        else:
            self.brought_back.emit(self._place)

    def _clear(self) -> None:
        for field in (self.passphrase, self.words):
            field.set_raw("")

    def _show(self, found: "Found") -> None:
        self.stranded, copies, apart, stands = found
        self._clear()
        self._rest()
        if self._abandoned:
            return
        self.proven.emit()
        rows: list[QWidget] = [
            self._copy(generation, held, apart=generation.folder in apart) for generation, held in copies
        ]
        self.copies.set_rows(rows or [Words(NO_COPIES, "muted")])
        self.part.subtitle.setText(_stands(stands, [held for _, held in copies]))
        self.proof.hide()
        self.choice.show()

    def _copy(self, generation: Generation, held: Holdings, *, apart: bool) -> ListRow:
        return ListRow(
            f"Backup of {dated(generation.at, self._outside.now())}",
            f"{told(held)} · {size(generation.size)}" + (f"\n{APART}" if apart else ""),
            icon="save",
            deed="Restore…" if self._of_copy else "Restore beside…",
            on=lambda: self._choose_copy(generation),
        )

    def _choose_copy(self, generation: Generation) -> None:
        name = "Supervision" if self._of_copy else f"{self.folder.stem} {generation.at:%Y-%m-%d %H%M}"
        if target := self._ask(name):
            self.restore(generation, target)

    def _choose_part(self) -> None:
        if target := self._ask(f"{self.folder.stem} saved"):
            self.salvage(target)

    def _ask(self, name: str) -> Path | None:
        return ask_new_file(self, "Where should the new vault go?", f"{name}.supdesk", KINDS, self._beside)

    @property
    def _beside(self) -> Path:
        return self._outside.vaults if self._of_copy else self.folder.parent

    def restore(self, generation: Generation, target: Path) -> None:
        """Bring that backup back as a new vault."""
        from supdesk.desk import rescuing

        stranded = self._proven()
        self._go(
            "Restoring and checking every page…",
            lambda job: rescuing.restore(stranded, generation, target),
            lambda made: self._finish(made.place, [made.sentence]),
        )

    def salvage(self, target: Path) -> None:
        """Bring back what stands whole as a new vault."""
        from supdesk.desk import rescuing

        stranded, around = self._proven(), self._outside.around
        self._go(
            "Reading every page…",
            lambda job: rescuing.salvage(stranded, target, around, job.progress),
            lambda found: self._finish(found.folder, account(found)),
        )

    def _proven(self) -> "Stranded":
        assert self.stranded is not None
        return self.stranded

    def _go(self, words: str, work: Callable[[Job], T], then: Callable[[T], object]) -> None:
        busy = Busy(self, words, lambda: self._job.cancel() if self._job else None)
        busy.open()
        self._working = True

        def end(found: T) -> None:
            busy.close_now()
            then(found)
            self._rest()

        def refused(error: SupdeskError) -> None:
            busy.close_now()
            self.part.subtitle.setText(error.sentence)
            self._rest()

        self._job = self._bench.submit_long(work, end, refused, self, busy.progress, self._rest)

    def _rest(self) -> None:
        self._working, self._job = False, None
        if self._abandoned:
            self._leave()

    def _finish(self, place: Path, sentences: list[str]) -> None:
        self._place = place
        where = near_home(place) if self._of_copy else f"{place.name}, beside the damaged one"
        self.end.setText("\n".join([*sentences, f"It is in {where}."]))
        self.choice.hide()
        self.done.show()
        self.open.setFocus()


def _stands(stands: Holdings | None, copies: list[Holdings]) -> str:
    """What stands in the vault itself, as far as it opens, and whether to look at the backups first."""
    if stands is None:
        return f"{PART} {FIRST}" if copies else PART
    days = [held.last_deed for held in copies if held.last_deed]
    newer = days and (stands.last_deed is None or max(days) > stands.last_deed)
    return f"{told(stands)}\n{PART}" + (f" {NEWER}" if newer else "")


def account(found: "Rescued") -> list[str]:
    """What was saved and what was not, as sentences."""
    from supdesk.desk import rescuing

    saved = found.salvaged
    sentences = [
        f"Damaged: {counted(len(saved.damaged), 'page')} of {saved.pages:,}. "
        f"Saved: {counted(saved.rows.get('records', 0), 'record')}, "
        f"{counted(saved.rows.get('sessions', 0), 'session')} and "
        f"{counted(saved.rows.get('people', 0), 'person', 'people')}."
    ]
    if saved.lost_records:
        sentences.append(f"Lost: {', '.join(saved.lost_records)}.")
    if saved.lost_files:
        sentences.append(f"Lost too: {rescuing.lost_files(saved)}.")
    if saved.torn:
        these = ", ".join(rescuing.TABLES[name] for name in saved.torn)
        these = these if len(saved.torn) < MANY else "anything else"
        sentences.append(f"Something may be lost too of: {these}.")
    if saved.strays:
        sentences.append(f"Left out: {counted(saved.strays, 'row')} that could not be told from others.")
    return [*sentences, *found.anew]
