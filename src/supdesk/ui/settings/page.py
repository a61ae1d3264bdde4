"""The page of settings: one card for each thing that can be changed."""

from typing import cast

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from supdesk.ui.backups.card import Backups, Health
from supdesk.ui.opening.outside import Outside
from supdesk.ui.parts import READABLE, Page
from supdesk.ui.seat import Seat
from supdesk.ui.settings.certificate import Certificate
from supdesk.ui.settings.looks import Looks
from supdesk.ui.settings.packs import Packs
from supdesk.ui.settings.providing import Providing
from supdesk.ui.settings.routing import Routing
from supdesk.ui.settings.safety import Keyring, Locking, NewPassphrase, Reminding
from supdesk.ui.settings.sheet import Sheet


class Settings(Page):
    """Everything that can be changed about this vault and this window."""

    def __init__(self, seat: Seat, outside: Outside | None) -> None:
        super().__init__("Settings", "This vault, and how supdesk looks.", width=READABLE)
        self._shell = seat.shell
        self.backups, self.sheet, self.keyring = Backups(seat), Sheet(seat), Keyring(seat)
        self.routing, self.providing = Routing(seat), Providing(seat)
        self.health = Health(seat)
        self.add(self.routing, self.providing, self.backups, self.health)
        if outside is not None:
            self.passphrase, self.locking = NewPassphrase(seat, outside), Locking(outside)
            self.looks, self.packs = Looks(seat, outside), Packs(seat, outside)
            self.add(self.passphrase, self.locking)
        self.certificate = Certificate(seat)
        self.add(self.sheet, self.keyring, self.certificate)
        if outside is not None:
            self.reminding = Reminding(outside)
            self.add(self.packs, self.reminding, self.looks)

    def bring(self, card: QWidget) -> None:
        """Come here and show that card."""
        self._shell.show_page("settings")
        QTimer.singleShot(0, self, lambda: self.scroll_to(card))


def build(seat: Seat) -> QWidget:
    """The page for this seat."""
    return Settings(seat, cast("Outside | None", seat.property("outside")))
