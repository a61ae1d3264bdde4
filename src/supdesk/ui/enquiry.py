"""A few questions before the page, answered together: title, fields, what is wrong, and the one deed."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from supdesk.domain.errors import SupdeskError
from supdesk.ui.parts import Banner, Button, Overlay, PrimaryButton, SecondaryButton, Words, column, row
from supdesk.ui.parts.layouts import Item, clear
from supdesk.ui.shell import Shell


class Enquiry(QWidget):
    """Questions along the window's right edge; it stays open until they are answered well."""

    def __init__(self, shell: Shell, title: str, *items: Item, lead: str = "") -> None:
        super().__init__()
        self.shell, self._name = shell, title
        self._said = column()
        self._foot = row(gap=8)
        words = [Words(lead, "muted")] if lead else []
        self.setLayout(
            column(Words(title, "heading"), *words, *items, self._said, self._foot, None, gap=16, margin=24)
        )
        self._overlay: Overlay | None = None

    def offer(self, confirm: str, deed: Callable[[], object], *others: Button) -> None:
        """The button that does it, others beside it, and Cancel; then the whole is shown."""
        self.confirm = PrimaryButton(confirm, on=deed)
        for button in (self.confirm, *others, SecondaryButton("Cancel", on=self.close_now)):
            self._foot.addWidget(button)
        self._foot.addStretch(1)
        self._overlay = self.shell.overlay(self, self._name, width=520, side=True)

    def say(self, sentence: str, tone: str = "warning") -> None:
        """Say something above the buttons, in place of what was said."""
        clear(self._said)
        self._said.addWidget(Banner(sentence, tone))

    def refuse(self, error: SupdeskError) -> None:
        """Say why it could not be done."""
        self.say(error.sentence, "danger")

    def close_now(self, _: object = None) -> None:
        """Leave, whether done or not."""
        if self._overlay is not None:
            self._overlay.close_now()
            self._overlay = None
