"""A few questions before the page, answered together: title, fields, what is wrong, and the one deed."""

from collections.abc import Callable

from PySide6.QtWidgets import QLineEdit

from supdesk.domain.errors import SupdeskError
from supdesk.ui.parts import Field, Overlay, PrimaryButton, SecondaryButton, Sheet, Words
from supdesk.ui.parts.layouts import Item
from supdesk.ui.shell import Shell

UNKEPT = "What you changed here is not kept yet. Press Escape once more to leave without it."


class Enquiry(Sheet):
    """Questions along the window's right edge; it stays open until they are answered well."""

    def __init__(self, shell: Shell, title: str, *items: Item, lead: str = "") -> None:
        super().__init__(title, *([Words(lead, "muted")] if lead else []), *items)
        self.shell, self._name = shell, title
        self._overlay: Overlay | None = None
        self._offered: list[object] = []
        self._lacking = False

    def offer(self, confirm: str, deed: Callable[[], object], decline: str = "Cancel") -> None:
        """The button that does it, which Enter in a line presses, and the one that leaves; then show the whole.

        Where nothing is asked, the keyboard is on the deed at once. Without `decline`, the deed is to leave.
        """
        self.confirm = PrimaryButton(confirm, on=deed)
        leave = [SecondaryButton(decline, on=self.close_now)] if decline else []
        self.set_deeds([*leave, self.confirm])
        for line in self.findChildren(QLineEdit):
            line.returnPressed.connect(self.confirm.click)
        self._overlay = self.shell.overlay(self, self._name, side=True)
        self._overlay.may_dismiss = self._may_dismiss
        self._offered = self._answers()
        for field in self.findChildren(Field):
            field.edited.connect(lambda _: self._take_back())
        if not self.findChildren(Field):
            self.confirm.setFocus()

    def _answers(self) -> list[object]:
        return [field.raw() for field in self.findChildren(Field)]

    def fill(self, deed: Callable[[], object]) -> None:
        """Have the form fill something in, which is nothing typed that leaving would lose."""
        untouched = self._answers() == self._offered
        deed()
        if untouched:
            self._offered = self._answers()

    def _may_dismiss(self) -> bool:
        """Escape is pressed easily: what was typed is given up at the second time only."""
        answers = self._answers()
        if answers == self._offered:
            return True
        self._offered = answers
        self.say(UNKEPT)
        return False

    def refuse(self, error: SupdeskError) -> None:
        """Say why it could not be done."""
        self.lack(error.sentence)

    def lack(self, sentence: str) -> None:
        """Say what is missing or wrong, until something is changed."""
        self.say(sentence, "danger")
        self._lacking = True

    def _take_back(self) -> None:
        if self._lacking:
            self.unsay()
        self._lacking = False

    def close_now(self, _: object = None) -> None:
        """Leave, whether done or not."""
        if self._overlay is not None:
            self._overlay.close_now()
            self._overlay = None
