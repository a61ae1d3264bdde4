"""The first run: four short steps from nothing to an open vault with its recovery sheet."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QWidget

from supdesk.desk import rescuing, starting
from supdesk.desk.desk import Desk
from supdesk.desk.starting import Recovery
from supdesk.domain.changes import Changes
from supdesk.domain.errors import SupdeskError
from supdesk.forms.definition import Pack
from supdesk.forms.faults import Fault
from supdesk.forms.reading import read_pack
from supdesk.ui.agreeing import Waiting
from supdesk.ui.lane import Bench
from supdesk.ui.opening.outside import Outside
from supdesk.ui.opening.practice import Practice
from supdesk.ui.opening.steps import SUFFIX, Passphrase, RecoverySheet, WhichPack, WhoYouAre
from supdesk.ui.parts import (
    READABLE,
    Banner,
    LineEdit,
    Page,
    PrimaryButton,
    QuietButton,
    SecondaryButton,
    Spinner,
    Steps,
    Words,
    clear,
    column,
    row,
)
from supdesk.ui.parts.files import PDF, ask_folder, ask_new_file

NAMES = ("You", "Policy", "Passphrase", "Recovery sheet")


class FirstRun(QWidget):
    """The four steps in turn: `begun` carries the new desk, and so does `opened` once the sheet is confirmed."""

    begun = Signal(object)
    opened = Signal(object)
    left = Signal()
    there = Signal(object)
    """The folder of a vault that is there already."""
    backup = Signal(object)
    """The folder of a backup of which a vault is to be made here."""
    shut_again = Signal(object)
    """The folder of a vault that was made too late, when nobody might see it any more."""

    def __init__(self, outside: Outside, bench: Bench, *, can_leave: bool = False) -> None:
        super().__init__()
        self.setAccessibleName("First run")
        self._outside, self._bench = outside, bench
        self._profile: Any = None
        self._desk: Desk | None = None
        self._abandoned = False
        self._can_leave = can_leave
        self.you = WhoYouAre()
        self.pack = WhichPack(outside.around.packs.found)
        self.pack.wants_folder.connect(self._choose_pack)
        self.passphrase = Passphrase(outside.vaults / f"Supervision{SUFFIX}", self._about)
        self.recovery: RecoverySheet | None = None
        self.practice = Practice(outside, bench)
        self.practice.made.connect(self.opened)
        self.practice.refused.connect(self._refuse)
        self._lay()
        bench.submit(self._measure)

    def _lay(self) -> None:
        self.steps, self._cards, self._stack = Steps(NAMES), QWidget(), column(gap=0)
        self._cards.setProperty("kind", "clear")
        self._cards.setLayout(self._stack)
        for card in (self.you, self.pack, self.passphrase):
            self._add(card)
        self.back = QuietButton("Back", "back", self._back)
        self.next = PrimaryButton("Continue", on=self._next)
        self._working = QWidget()
        self._working.setLayout(row(Spinner(), Words("Making the vault…", "muted", wrap=False)))
        self._working.hide()
        self._said = column()
        page = Page("Welcome to supdesk", "Four short steps, and your vault is ready.", width=READABLE)
        page.add(self.steps, self._said, self._cards, row(self.back, None, self._working, self.next))
        self.existing = SecondaryButton("Open a vault or a backup…", "folder", self._choose_existing)
        page.add(8, self._existing(), self.practice)
        self.setLayout(column(page, gap=0))
        self._show(0)

    def _existing(self) -> QWidget:
        self.elsewhere = QFrame()
        self.elsewhere.setProperty("kind", "sunken")
        self.elsewhere.setAccessibleName("A vault that is there already")
        note = "A vault you copied here, or a backup, such as one on a stick."
        words = column(Words("You have a vault already?", "strong"), Words(note, "muted"), gap=2)
        line = row(words, self.existing, gap=16, margin=(24, 16, 24, 16))
        line.setStretch(0, 1)
        self.elsewhere.setLayout(line)
        return self.elsewhere

    def _choose_existing(self) -> None:
        if found := ask_folder(self, "Choose a vault's folder, or a backup's"):
            self.open_there(found)

    def open_there(self, folder: Path) -> None:
        """Go to the door of that vault; of a backup a vault is made on this computer first."""
        (self.backup if rescuing.is_backup(folder) else self.there).emit(folder)

    def _add(self, card: QWidget) -> None:
        self._stack.addWidget(card)
        for line in card.findChildren(LineEdit):
            line.returnPressed.connect(self._enter)

    def _enter(self) -> None:
        """Enter in a line goes on, but not before the button would."""
        if self.next.isEnabled():
            self._next()

    def _show(self, place: int) -> None:
        clear(self._said)
        self.steps.set_now(place)
        if place == 2:
            self.passphrase.judge()  # by the owner's name, which may be another now
        card = (self.you, self.pack, self.passphrase, self.recovery or self.you)[place]
        for each in (self.you, self.pack, self.passphrase, self.recovery):
            if each is not None:
                each.setVisible(each is card)
        for aside in (self.elsewhere, self.practice):
            aside.setVisible(place == 0)
        self.back.setVisible(place in (1, 2) or (place == 0 and self._can_leave))
        self.next.setText(("Continue", "Continue", "Make the vault", "Open the vault")[place])
        self.next.setAccessibleName(self.next.words())
        self.setFocusProxy(card)
        self.setFocus()

    def _back(self) -> None:
        if self.steps.now == 0:
            self.left.emit()
        else:
            self._show(self.steps.now - 1)

    def _next(self) -> None:
        place = self.steps.now
        if place == 3:
            self._confirm()
        elif (self.you, self.pack, self.passphrase)[place].holds():
            self._begin() if place == 2 else self._show(place + 1)

    def _choose_pack(self) -> None:
        folder = ask_folder(self, "Choose a policy pack's folder")
        if folder is not None:
            self.add_pack(folder)

    def add_pack(self, folder: Path) -> None:
        """Show what that folder's pack says, to be agreed to before it is used; or what is wrong with it."""

        def show(found: tuple[Pack | None, list[Fault]]) -> None:
            pack, faults = found
            if pack is None:
                self.pack.refuse(folder, faults)
                return
            card = Waiting(self._outside, folder, pack, self._outside.around.packs.at_hand(pack.id))
            card.agreed.connect(lambda: self._take(folder, pack))
            self.pack.ask(card)

        self._bench.submit(lambda: read_pack(folder), show, self._refuse, owner=self)

    def _take(self, folder: Path, pack: Pack) -> None:
        """Have that folder's pack at hand from now on, and choose it."""

        def bring() -> Sequence[Pack]:
            kept = self._outside.load()
            self._outside.keep(replace(kept, packs=tuple(dict.fromkeys((*kept.packs, str(folder))))))
            self._outside.renew()
            return self._outside.around.packs.found

        self._bench.submit(bring, lambda packs: self.pack.offer(packs, pack.id), self._refuse, owner=self)

    def _about(self) -> tuple[str, ...]:
        person = self.you.person()
        return (person.name, person.email, person.employer)

    def _measure(self) -> None:
        self._profile = self._outside.measure()

    def _begin(self) -> None:
        folder, person = self.passphrase.folder(), self.you.person()
        pack, typed = str(self.pack.choice.raw()), str(self.passphrase.first.raw())

        def make() -> tuple[Desk, Recovery]:
            desk = starting.begin(folder, person, pack, typed, self._outside.around, self._profile)
            return desk, starting.offer_recovery(desk)

        self._set_busy(True)
        self._bench.submit(make, self._made, self._refuse, owner=self)

    def abandon(self) -> None:
        """The screen locks: what was typed to open the vault goes, and one that is being made is shut again."""
        self._abandoned = self._working.isVisibleTo(self)
        self.passphrase.forget()

    def _made(self, made: tuple[Desk, Recovery]) -> None:
        self._desk, offered = made
        self.begun.emit(self._desk)
        if self._abandoned:
            self.shut_again.emit(self._desk.vault.folder)
            return
        self.passphrase.forget()
        self.recovery = RecoverySheet(offered)
        self.recovery.wants_sheet.connect(self._save_sheet)
        self._add(self.recovery)
        self._set_busy(False)
        self._show(3)

    def _save_sheet(self) -> None:
        folder = self._outside.vaults
        target = ask_new_file(self, "Save the recovery sheet", "recovery-sheet.pdf", PDF, folder)
        if target is None or self._desk is None or self.recovery is None:
            return
        desk, offered = self._desk, self.recovery.offered
        self._bench.submit(
            lambda: starting.save_recovery_sheet(desk, offered, target),
            lambda _: self._say("The sheet is saved. Print it, then delete the file.", "good"),
            self._refuse,
            owner=self,
        )

    def _confirm(self) -> None:
        assert self._desk is not None
        assert self.recovery is not None
        desk, offered, typed = self._desk, self.recovery.offered, self.recovery.typed()
        self._set_busy(True)
        self._bench.submit(
            lambda: starting.confirm_recovery(desk, offered, typed), self._confirmed, self._refuse, owner=self
        )

    def _confirmed(self, _: Changes) -> None:
        self._set_busy(False)
        self.opened.emit(self._desk)

    def _refuse(self, error: SupdeskError) -> None:
        self._set_busy(False)
        self._say(error.sentence, "danger")

    def _say(self, sentence: str, tone: str) -> None:
        clear(self._said)
        self._said.addWidget(Banner(sentence, tone))

    def _set_busy(self, busy: bool) -> None:
        self._working.setVisible(busy and self.steps.now == 2)
        for widget in (self._cards, self.back, self.next):
            widget.setEnabled(not busy)
