"""Unlocking: the passphrase, the recovery words or this computer's keyring.

The door is painted first; the desk is brought while somebody types.
"""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QWidget

from supdesk.domain.errors import SupdeskError
from supdesk.ui import theme
from supdesk.ui.lane import Bench
from supdesk.ui.opening.outside import Outside
from supdesk.ui.parts import (
    Button,
    Card,
    Field,
    Glyph,
    LineEdit,
    PrimaryButton,
    Prose,
    QuietButton,
    SecondaryButton,
    Spinner,
    Tick,
    Words,
    column,
    row,
    scrolling,
)
from supdesk.ui.parts.layouts import clear, put
from supdesk.ui.parts.words import near_home

if TYPE_CHECKING:
    from supdesk.desk.desk import Desk
    from supdesk.forms.packs import Packs

SECOND = 1_000
STALE = timedelta(minutes=5)
"""An unlock that took longer has slept with the machine, and whoever asked for it may have gone."""
BROKEN = ("vault.damaged", "vault.db.", "vault.header.", "vault.mismatched", "vault.foreign")
"""How the codes begin of refusals that backups or what stands whole may help against."""
BY_ITSELF = "It locked by itself after {} minutes without a touch."
Way = Callable[[], "Desk"]


class Unlock(QWidget):
    """The locked door of one vault: says what is wrong, and waits longer after each wrong guess."""

    opened = Signal(object)
    wants_new = Signal()
    wants_way_back = Signal(object)
    """The folder of a vault that can't be opened as it is, or in which something is missing."""
    shut_again = Signal(object)
    """The folder of a vault that was opened too late, when nobody might see it any more."""
    came_by_words = Signal(str)
    """After `opened`: the recovery words that did it, since the passphrase is likely forgotten."""
    painted = Signal()

    def __init__(self, outside: Outside, bench: Bench, folder: Path, locked_after: int = 0) -> None:
        """`locked_after` is after how many minutes without a touch the vault locked by itself, if it did."""
        super().__init__()
        self.setAccessibleName("Unlock")
        self.setObjectName("canvas")
        self._outside, self._bench, self.folder = outside, bench, folder
        self._failures, self._left, self._busy = 0, 0, False
        self._way_in = ""
        self._abandoned = False
        self._clock = QTimer(self)
        self._clock.setInterval(SECOND)
        self._clock.timeout.connect(self._tick)
        self._make()
        if locked_after:
            self.account.setText(BY_ITSELF.format(locked_after))
            self.account.show()
        self._lay()
        self._show_vault()

    def _make(self) -> None:
        self._where, self.account = Words("", "muted"), Words("")
        self.account.hide()
        self.passphrase = Field("Passphrase", LineEdit("Passphrase", secret=True))
        self.passphrase.control.returnPressed.connect(self._try)  # type: ignore[attr-defined]
        self.shown = Tick("Show the passphrase")
        self.shown.edited.connect(self.passphrase.control.show_secret)  # type: ignore[attr-defined]
        self.words = Field(
            "Recovery words", Prose("Recovery words", lines=4), "The 24 words of the recovery sheet, in order."
        )
        self.words.hide()
        self.unlock: Button = PrimaryButton("Unlock", "unlock", self._try)
        self.other_way = QuietButton("Use recovery words", on=self._swap)
        self.keyring = SecondaryButton("Use this computer's keyring", "key", self._with_keyring)
        self.another = QuietButton("Open another vault…", "folder", self._choose)
        self.new = QuietButton("Make a new vault…", "add", self.wants_new.emit)
        self.way_back = SecondaryButton("Find a way back…", "refresh", self._find_way_back)
        self.lost = QuietButton("Something lost or damaged…", "refresh", self._find_way_back)
        self._working = QWidget()
        self._working.setLayout(row(Spinner(), Words("Opening the vault…", "muted", wrap=False), None))
        self._working.hide()

    def _lay(self) -> None:
        card = Card(pad=32)
        card.setFixedWidth(theme.current().px(520))
        head = row(Glyph("lock", "accent", 28), Words("Unlock your vault", "title"), gap=12)
        head.setStretch(1, 1)
        card.add(
            column(head, self._where, gap=4), self.account, self.passphrase, self.shown, self.words, self._working
        )
        card.add(row(self.unlock, self.other_way, None), self.keyring, self.way_back)
        others = row(None, self.another, self.new, self.lost, None)
        middle = QWidget()
        middle.setProperty("kind", "clear")
        self._waiting = column(gap=16)
        inner = column(None, row(None, card, None), self._waiting, others, None, gap=16, margin=32)
        middle.setLayout(inner)
        self.setLayout(column(scrolling(middle), gap=0))
        self.setFocusProxy(self.passphrase.control)

    def _find_way_back(self) -> None:
        self.wants_way_back.emit(self.folder)

    def _show_vault(self) -> None:
        self._where.setText(f"{self.folder.stem}, in {near_home(self.folder.parent)}")
        self.passphrase.set_problem("")
        self.passphrase.set_help("")
        self.keyring.hide()
        self.way_back.hide()
        self._looked = False
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._looked:
            self._looked = True
            QTimer.singleShot(0, self, self._look)

    def _look(self) -> None:
        folder, outside = self.folder, self._outside
        self._bench.submit(lambda: outside.around.packs, self._show_packs, owner=self)
        self._bench.submit(lambda: _known(outside, folder), self._show_known, self._tell_broken, owner=self)
        self.painted.emit()

    def _show_packs(self, packs: "Packs") -> None:
        """Show the chosen packs that wait for the person to agree to them, each with what is new in it."""
        clear(self._waiting)
        if not packs.waiting:
            return
        from supdesk.ui.agreeing import Waiting

        for folder, pack in packs.waiting:
            card = Waiting(self._outside, folder, pack, packs.at_hand(pack.id))
            card.agreed.connect(self._bring_anew)
            put(self._waiting, row(None, card, None))

    def _bring_anew(self) -> None:
        outside = self._outside

        def bring() -> None:
            outside.renew()
            outside.bring()

        self._bench.submit(bring, owner=self)
        self.passphrase.control.setFocus()

    def _show_known(self, known: tuple[bool, str]) -> None:
        offered, passphrase = known
        self.keyring.setVisible(offered)
        if passphrase:
            self.passphrase.set_help(f"This is the practice vault. Its passphrase is: {passphrase}")

    def _tell_broken(self, error: SupdeskError) -> None:
        self.passphrase.set_problem(error.sentence)
        self.way_back.setVisible(error.code.startswith(BROKEN))

    def abandon(self) -> None:
        """The screen locks: what is being opened just now stays shut."""
        self._abandoned = self._busy
        self._clear()

    @property
    def _by_words(self) -> bool:
        return self.words.isVisibleTo(self)

    def _swap(self) -> None:
        by_words = not self._by_words
        self.words.setVisible(by_words)
        self.passphrase.setVisible(not by_words)
        self.shown.setVisible(not by_words)
        self.other_way.setText("Use the passphrase" if by_words else "Use recovery words")
        self.other_way.setAccessibleName(self.other_way.words())
        (self.words if by_words else self.passphrase).control.setFocus()

    def _try(self) -> None:
        field = self.words if self._by_words else self.passphrase
        typed, folder, outside = str(field.raw()), self.folder, self._outside
        if not typed.strip():
            field.set_problem("Type the recovery words first." if self._by_words else "Type the passphrase first.")
            return
        from supdesk.desk import unlocking

        self._let_type_over()
        self._way_in = typed if self._by_words else ""
        open_with = unlocking.unlock_with_recovery if self._by_words else unlocking.unlock
        self._go(lambda: open_with(folder, typed, outside.around))

    def _let_type_over(self) -> None:
        """What is typed while this one is tried, or before the next may be, takes its place and is kept."""
        control = self.passphrase.control
        if not (self._busy or self._left or self._by_words):
            control.setFocus()
            control.selectAll()  # type: ignore[attr-defined]
            control.setModified(False)  # type: ignore[attr-defined]

    def _with_keyring(self) -> None:
        from supdesk.desk import unlocking

        folder, outside = self.folder, self._outside
        self._way_in = ""
        self._go(lambda: unlocking.unlock_with_keyring(folder, outside.around))

    def _go(self, way: Way) -> None:
        if self._busy or self._left:
            return
        self._asked_at, self._abandoned = self._outside.now(), False
        self._set_busy(True)
        self._bench.submit(way, self._open, self._refuse, owner=self)

    def _open(self, desk: "Desk") -> None:
        self._set_busy(False)
        words = self._way_in
        self._clear()
        if self._abandoned or self._outside.now() - self._asked_at >= STALE:
            desk.vault.close()
            self.passphrase.set_problem("The screen locked meanwhile, so the vault stayed shut. Unlock it again.")
            self.shut_again.emit(self.folder)
        else:
            self.opened.emit(desk)
            if words:
                self.came_by_words.emit(words)

    def _clear(self) -> None:
        self.passphrase.set_raw("")
        self.words.set_raw("")
        self._way_in = ""

    def _refuse(self, error: SupdeskError) -> None:
        from supdesk.desk import unlocking

        self._failures += error.code.endswith(".wrong")
        self._left = unlocking.pause(self._failures) if error.code.endswith(".wrong") else 0
        self._sentence = error.sentence
        self.way_back.setVisible(error.code.startswith(BROKEN))
        self._set_busy(False)
        if not self.passphrase.control.isModified():  # type: ignore[attr-defined]
            self.passphrase.control.selectAll()  # type: ignore[attr-defined]
        self._say()
        if self._left:
            self._clock.start()

    def _tick(self) -> None:
        self._left -= 1
        if self._left <= 0:
            self._left = 0
            self._clock.stop()
        self._say()

    def _say(self) -> None:
        wait = f" You can try again in {self._left} second{'s'[: self._left != 1]}." if self._left else ""
        (self.words if self._by_words else self.passphrase).set_problem(self._sentence + wait)
        self.unlock.setEnabled(not self._left)
        self.keyring.setEnabled(not self._left)
        if not self._left:
            (self.words if self._by_words else self.passphrase).control.setFocus()

    def _set_busy(self, busy: bool) -> None:
        self._busy = busy
        self._working.setVisible(busy)
        for widget in (self.shown, self.unlock, self.other_way, self.keyring, self.another, self.new, self.lost):
            widget.setEnabled(not busy)

    def _choose(self) -> None:
        from supdesk.ui.parts.files import ask_folder

        found = ask_folder(self, "Choose a vault's folder", self.folder.parent)
        if found and not self._busy:
            self.folder = found
            self.account.hide()
            self._show_vault()


def _known(outside: Outside, folder: Path) -> tuple[bool, str]:
    """Whether the keyring may open this vault, and the passphrase if anybody may know it: the practice vault's."""
    from supdesk.desk import demonstrating, unlocking

    around = outside.bring()
    is_practice = str(folder) == outside.load().practice
    known = demonstrating.read_story(around.resources).passphrase if is_practice else ""
    return unlocking.keyring_offered(folder), known
