"""What keeps the vault safe: backups, the passphrase, the recovery sheet, the keyring."""

from pathlib import Path

from supdesk.desk import starting, unlocking
from supdesk.desk.starting import Recovery
from supdesk.domain.errors import SupdeskError
from supdesk.ui.opening.outside import Outside
from supdesk.ui.opening.places import ask_folder, ask_new_file, write_file
from supdesk.ui.opening.steps import RecoverySheet
from supdesk.ui.parts import Card, Field, LineEdit, SecondaryButton, Words, clear, row
from supdesk.ui.seat import Seat
from supdesk.ui.shell import Shell


class Backups(Card):
    """A backup now, in a folder of one's choice."""

    def __init__(self, seat: Seat) -> None:
        super().__init__("Back up", note="A whole copy of the vault, encrypted, and checked before it counts.")
        self._seat = seat
        self.now = SecondaryButton("Back up now…", "save", self._choose)
        self.add(row(self.now, None))

    def _choose(self) -> None:
        folder = ask_folder(self, "Where should the backup go?")
        if folder is not None:
            self.back_up(folder)

    def back_up(self, folder: Path) -> None:
        """Write a backup into `folder` and say where it is."""
        desk, shell = self._seat.desk, self._seat.shell
        self._seat.ask(
            lambda: unlocking.back_up(desk, folder),
            lambda place: _well(shell, f"Backed up and checked: {place.name}"),
            owner=self,
        )


class NewPassphrase(Card):
    """Another passphrase in place of the old one."""

    def __init__(self, seat: Seat, outside: Outside) -> None:
        super().__init__("Change the passphrase")
        self._seat, self._outside = seat, outside
        labels = ("Present passphrase", "New passphrase", "The new one again")
        self.old, self.new, self.again = (Field(label, LineEdit(label, secret=True)) for label in labels)
        self.new.edited.connect(lambda typed: self.new.set_help(starting.strength(typed).words))
        self.change = SecondaryButton("Change the passphrase", "key", self._change)
        self.add(self.old, self.new, self.again, row(self.change, None))

    def _change(self) -> None:
        if self.new.raw() != self.again.raw():
            self.again.set_problem("The two are not the same.")
            return
        self.again.set_problem(None)
        old, new, desk, measure = str(self.old.raw()), str(self.new.raw()), self._seat.desk, self._outside.measure
        self.change.setEnabled(False)
        self._seat.ask(
            lambda: unlocking.change_passphrase(desk, old, new, measure()), self._changed, self._refused, self
        )

    def _changed(self, sentence: str) -> None:
        self.change.setEnabled(True)
        for field in (self.old, self.new, self.again):
            field.set_raw("")
        self._seat.shell.tell(sentence, "good")

    def _refused(self, error: SupdeskError) -> None:
        self.change.setEnabled(True)
        self._seat.shell.tell_error(error)


class NewSheet(Card):
    """A new recovery sheet; the old one opens the vault until the new one is confirmed."""

    def __init__(self, seat: Seat) -> None:
        super().__init__("Recovery sheet", note="A new sheet replaces the old one once you confirm it.")
        self._seat = seat
        self.sheet: RecoverySheet | None = None
        self._rest()

    def _rest(self) -> None:
        clear(self.body)
        self.sheet = None
        there = starting.has_recovery(self._seat.desk)
        self.add(Words("This vault has a recovery sheet." if there else "This vault has no recovery sheet yet."))
        self.begin = SecondaryButton("Make a new recovery sheet", "print", self._begin)
        self.add(row(self.begin, None))

    def _begin(self) -> None:
        desk = self._seat.desk
        self._seat.ask(lambda: starting.offer_recovery(desk), self._offered, owner=self)

    def _offered(self, offered: Recovery) -> None:
        clear(self.body)
        self.sheet = RecoverySheet(offered)
        self.sheet.wants_sheet.connect(self._save)
        self.confirm = SecondaryButton("Confirm the new sheet", "tick", self._confirm)
        self.add(self.sheet, row(self.confirm, SecondaryButton("Cancel", on=self._rest), None))

    def _save(self) -> None:
        target = ask_new_file(self, "Save the recovery sheet", Path.home() / "recovery-sheet.pdf", "PDF (*.pdf)")
        if target is None or self.sheet is None:
            return
        desk, offered, shell = self._seat.desk, self.sheet.offered, self._seat.shell
        self._seat.ask(
            lambda: write_file(target, starting.recovery_sheet(desk, offered)),
            lambda _: _well(shell, "The sheet is saved. Print it, then delete the file."),
            owner=self,
        )

    def _confirm(self) -> None:
        assert self.sheet is not None
        desk, offered, typed = self._seat.desk, self.sheet.offered, self.sheet.typed()
        self._seat.ask(lambda: starting.confirm_recovery(desk, offered, typed), self._confirmed, owner=self)

    def _confirmed(self, _: None) -> None:
        self._rest()
        self._seat.shell.tell("The new recovery sheet is in force. Destroy the old one.", "good")


class Keyring(Card):
    """Whether this computer's keyring may open the vault too."""

    def __init__(self, seat: Seat) -> None:
        super().__init__(
            "This computer's keyring",
            note="Lets you unlock with one press while you are signed in to this computer. Off is safer.",
        )
        self._seat = seat
        self.switch = SecondaryButton("", "key", self._turn)
        self.add(row(self.switch, None))
        self._show()

    def _show(self) -> None:
        on = unlocking.uses_keyring(self._seat.desk)
        self.switch.setText("Stop using the keyring" if on else "Let the keyring open the vault")
        self.switch.setAccessibleName(self.switch.words())

    def _turn(self) -> None:
        desk = self._seat.desk
        turn = unlocking.forget_keyring if unlocking.uses_keyring(desk) else unlocking.remember_in_keyring
        self._seat.ask(lambda: turn(desk), self._turned, owner=self)

    def _turned(self, sentence: str) -> None:
        self._show()
        self._seat.shell.tell(sentence, "good")


def _well(shell: Shell, sentence: str) -> None:
    shell.tell(sentence, "good")
