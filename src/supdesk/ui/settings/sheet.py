"""The recovery sheet: whether there is one, and a page to print a new one and type its words back."""

from supdesk.desk import starting
from supdesk.desk.starting import Recovery
from supdesk.domain.changes import Changes, Topic
from supdesk.ui.following import follow
from supdesk.ui.opening.steps import RecoverySheet
from supdesk.ui.parts import READABLE, Card, Page, PrimaryButton, SecondaryButton, Words, row
from supdesk.ui.parts.files import PDF, ask_new_file
from supdesk.ui.seat import Seat


def offer_sheet(seat: Seat) -> None:
    """Bring up the page of a new recovery sheet, unless it is there."""
    if not any(page.isVisibleTo(seat.shell) for page in seat.shell.findChildren(SheetPage)):
        seat.shell.push(SheetPage(seat))


class Sheet(Card):
    """Says whether the vault has a recovery sheet, and begins a new one."""

    def __init__(self, seat: Seat) -> None:
        super().__init__("Recovery sheet", note="A new sheet replaces the old one once you confirm it.")
        self._said = Words()
        self.begin = SecondaryButton("Make a new recovery sheet", "print", lambda: offer_sheet(seat))
        self.add(self._said, row(self.begin, None))
        follow(seat, self, lambda: starting.has_recovery(seat.desk), self._show, Topic.SETTINGS)

    def _show(self, there: bool) -> None:
        self._said.setText("This vault has a recovery sheet." if there else "This vault has no recovery sheet yet.")


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
