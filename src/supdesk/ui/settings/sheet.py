"""The recovery sheet: whether there is one, a page to print a new one, and one to try whether it still opens."""

from datetime import date

from supdesk.desk import rehearsing, starting
from supdesk.desk.starting import Recovery
from supdesk.domain.changes import Changes, Topic
from supdesk.domain.days import show_date
from supdesk.domain.errors import SupdeskError
from supdesk.ui.following import follow
from supdesk.ui.opening.steps import RecoverySheet
from supdesk.ui.parts import (
    READABLE,
    Card,
    Field,
    Page,
    PrimaryButton,
    Prose,
    QuietButton,
    SecondaryButton,
    Words,
    row,
)
from supdesk.ui.parts.files import PDF, ask_new_file
from supdesk.ui.seat import Seat

FETCH = "Fetch the sheet from where you keep it. Its words are only tried, and not kept."


def offer_sheet(seat: Seat) -> None:
    """Bring up the page of a new recovery sheet, unless it is there."""
    if not any(page.isVisibleTo(seat.shell) for page in seat.shell.findChildren(SheetPage)):
        seat.shell.push(SheetPage(seat))


def offer_rehearsal(seat: Seat) -> None:
    """Bring up the page on which the sheet is tried, unless it is there."""
    if not any(page.isVisibleTo(seat.shell) for page in seat.shell.findChildren(Rehearsal)):
        seat.shell.push(Rehearsal(seat))


class Sheet(Card):
    """Says whether the vault has a recovery sheet, and begins a new one."""

    def __init__(self, seat: Seat) -> None:
        super().__init__("Recovery sheet", note="A new sheet replaces the old one once you confirm it.")
        self._said = Words()
        self.begin = SecondaryButton("Make a new recovery sheet", "print", lambda: offer_sheet(seat))
        self.rehearse = SecondaryButton("Try the sheet…", "tick", lambda: offer_rehearsal(seat))
        self.add(self._said, row(self.begin, self.rehearse, None))

        def ask() -> tuple[bool, date | None]:
            return starting.has_recovery(seat.desk), rehearsing.known_on(seat.desk)

        follow(seat, self, ask, self._show, Topic.SETTINGS)

    def _show(self, found: tuple[bool, date | None]) -> None:
        there, known = found
        had = f" You last had it in hand on {show_date(known)}." if known else ""
        has = f"This vault has a recovery sheet.{had}"
        self._said.setText(has if there else "This vault has no recovery sheet yet.")
        self.rehearse.setVisible(there)


class SheetPage(Page):
    """New recovery words: in force only once three of them are typed back; until then the old sheet holds."""

    def __init__(self, seat: Seat) -> None:
        super().__init__("Recovery sheet", "Three steps: save it, print it, type three words back.", width=READABLE)
        self._seat = seat
        self.sheet: RecoverySheet | None = None
        self.confirm = PrimaryButton("Confirm the sheet", "tick", self._confirm)
        seat.ask(lambda: starting.offer_recovery(seat.desk), self._offered, owner=self)

    def _offered(self, offered: Recovery) -> None:
        self.sheet = RecoverySheet(offered)
        self.sheet.wants_sheet.connect(self._save)
        self.add(self.sheet, row(None, SecondaryButton("Cancel", on=self._seat.shell.back), self.confirm))
        self.sheet.setFocus()

    def _save(self) -> None:
        target = ask_new_file(self, "Save the recovery sheet", "recovery-sheet.pdf", PDF)
        if target is None or self.sheet is None:
            return
        desk, offered = self._seat.desk, self.sheet.offered
        self._seat.ask(lambda: starting.save_recovery_sheet(desk, offered, target), self._saved, owner=self)

    def _saved(self, _: None) -> None:
        self._seat.shell.tell("The sheet is saved. Print it, then delete the file.", "good")

    def _confirm(self) -> None:
        assert self.sheet is not None
        desk, offered, typed = self._seat.desk, self.sheet.offered, self.sheet.typed()
        self._seat.do(lambda: starting.confirm_recovery(desk, offered, typed), self._confirmed, owner=self)

    def _confirmed(self, _: Changes) -> None:
        self._seat.shell.back()
        self._seat.shell.tell("The new recovery sheet is in force. Destroy any earlier one.", "good")


class Rehearsal(Page):
    """The words typed once, to see that the sheet is at hand and opens this vault; nothing is changed by it."""

    def __init__(self, seat: Seat) -> None:
        super().__init__("Try the recovery sheet", "So that it helps on the day you need it.", width=READABLE)
        self._seat = seat
        self.typed = Field("Recovery words", Prose("Recovery words", lines=4), "All 24 of them, in order.")
        self.later = QuietButton("Ask again in a month", "clock", self._put_off)
        self.check = PrimaryButton("Try the words", "tick", self._check)
        card = Card()
        anew = SecondaryButton("I can't find it: make a new one…", "print", self._anew)
        card.add(Words(FETCH), self.typed, row(self.check, None, self.later), row(anew, None))
        self.add(card)
        self.setFocusProxy(self.typed.control)

    def _check(self) -> None:
        desk, typed = self._seat.desk, str(self.typed.raw())
        self._seat.do(lambda: rehearsing.rehearse(desk, typed), self._opens, self._refused, self)

    def _opens(self, _: Changes) -> None:
        self.typed.set_raw("")
        self._seat.shell.back()
        self._seat.shell.tell("Those words open this vault. Put the sheet back where it was.", "good")

    def _refused(self, error: SupdeskError) -> None:
        self.typed.set_problem(error.sentence)
        self.typed.control.setFocus()

    def _put_off(self) -> None:
        desk = self._seat.desk
        self._seat.do(lambda: rehearsing.put_off(desk), lambda _: self._seat.shell.back(), owner=self)

    def _anew(self) -> None:
        self._seat.shell.back()
        offer_sheet(self._seat)
