"""What keeps the vault safe: backups, the passphrase, the keyring."""

from pathlib import Path

from supdesk.desk import starting, unlocking
from supdesk.domain.errors import SupdeskError
from supdesk.ui.opening.outside import Outside
from supdesk.ui.parts import Card, Field, LineEdit, SecondaryButton, row
from supdesk.ui.parts.files import ask_folder
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
        self.old.set_help("Forgotten? The 24 words of the recovery sheet do as well.")
        self.new.edited.connect(lambda typed: self.new.set_help(starting.strength(typed).words))
        for field in (self.new, self.again):
            field.edited.connect(lambda _: self.again.set_problem(None))
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
        self.new.set_help("")
        self._seat.shell.tell(sentence, "good")

    def _refused(self, error: SupdeskError) -> None:
        self.change.setEnabled(True)
        self._seat.shell.tell_error(error)


class Keyring(Card):
    """Whether this computer's keyring may open the vault too."""

    def __init__(self, seat: Seat) -> None:
        super().__init__(
            "This computer's keyring",
            note="Lets you unlock with one press while you are signed in to this computer. Off is safer.",
        )
        self._seat = seat
        self.switch = SecondaryButton("Let the keyring open the vault", "key", self._turn)
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
