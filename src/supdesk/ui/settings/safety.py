"""What keeps the vault safe: the passphrase, locking, the keyring."""

from dataclasses import replace

from supdesk.desk import starting, unlocking
from supdesk.domain.errors import SupdeskError
from supdesk.ui.opening.outside import IDLE_MINUTES, Outside
from supdesk.ui.parts import READABLE, Card, Choice, Field, LineEdit, Page, SecondaryButton, Tick, Words, row
from supdesk.ui.reminding import there_is_a_tray
from supdesk.ui.seat import Seat
from supdesk.ui.shell import Shell

FORGOTTEN = "You came in by the recovery words. They stay good, whatever passphrase you choose now."


def ask_for_passphrase(seat: Seat, outside: Outside, words: str) -> None:
    """Have somebody who forgot the passphrase, and came in by the recovery words, choose another at once."""
    page = Page("Choose a new passphrase", FORGOTTEN, width=READABLE)
    card = NewPassphrase(seat, outside, words)
    page.add(card)
    page.setFocusProxy(card)
    seat.shell.push(page)


class NewPassphrase(Card):
    """Another passphrase in place of the old one, of which the recovery `words` can stand for the old."""

    def __init__(self, seat: Seat, outside: Outside, words: str = "") -> None:
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
        self.old.set_raw(words)
        self.old.setVisible(not words)
        self._leaves = bool(words)
        self.setFocusProxy((self.new if words else self.old).control)

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
        if self._leaves:
            self._seat.shell.back()
        self._seat.shell.tell(sentence, "good")

    def _refused(self, error: SupdeskError) -> None:
        self.change.setEnabled(True)
        self._seat.shell.tell_error(error)


class Locking(Card):
    """After how long without a touch the vault locks by itself."""

    def __init__(self, outside: Outside) -> None:
        super().__init__(
            "Locking by itself",
            note="It also locks with the screen and when the laptop sleeps. Ctrl+L locks at once.",
        )
        self._outside = outside
        choices = [(str(minutes), f"{minutes} minutes") for minutes in IDLE_MINUTES]
        self.idle = Field("When nobody touched it for", Choice("When nobody touched it for", choices))
        self.idle.set_raw(str(outside.load().idle))
        self.idle.edited.connect(self._keep)
        self.add(self.idle)

    def _keep(self, minutes: object) -> None:
        self._outside.keep(replace(self._outside.load(), idle=int(str(minutes))))


class Reminding(Card):
    """Whether the desktop's tray may say that a session begins, or that something waits."""

    def __init__(self, outside: Outside) -> None:
        super().__init__(
            "Reminders",
            note="While the vault is open: that a session begins in a quarter of an hour, or how many things wait. "
            "No name and nothing of what it is about. Never while the window is hidden or locked.",
        )
        self._outside = outside
        self.tray = Tick("Remind me through the desktop's tray")
        self.tray.set_raw(outside.load().remind)
        self.tray.edited.connect(self._keep)
        self.add(self.tray)
        if not there_is_a_tray():
            self.tray.setEnabled(False)
            self.add(Words("This desktop has no tray, so nothing is said there.", "muted"))

    def _keep(self, wanted: object) -> None:
        self._outside.keep(replace(self._outside.load(), remind=bool(wanted)))


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
