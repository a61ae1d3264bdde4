"""The page of settings: one card for each thing that can be changed."""

from typing import cast

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

from supdesk.ui.backups.card import Backups, Health
from supdesk.ui.opening.outside import Outside
from supdesk.ui.parts import READABLE, Card, Page
from supdesk.ui.parts.stops import next_stop
from supdesk.ui.seat import Seat
from supdesk.ui.settings.certificate import Certificate
from supdesk.ui.settings.contents import Contents
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
        self.health, self.certificate = Health(seat), Certificate(seat)
        cards: list[Card] = [self.routing, self.providing, self.backups, self.health]
        if outside is not None:
            self.passphrase, self.locking = NewPassphrase(seat, outside), Locking(outside)
            cards += [self.passphrase, self.locking]
        cards += [self.sheet, self.keyring, self.certificate]
        if outside is not None:
            self.looks, self.packs, self.reminding = Looks(seat, outside), Packs(seat, outside), Reminding(outside)
            cards += [self.packs, self.reminding, self.looks]
        self.add(*cards)
        self.contents = Contents(cards, self.enter, self.scroll_up)
        self._whole = cast(QBoxLayout, self.layout())
        self._whole.insertWidget(0, self.contents)
        self._whole.setStretch(1, 1)

    def bring(self, card: QWidget) -> None:
        """Come here and show that card."""
        self._shell.show_page("settings")
        QTimer.singleShot(0, self, lambda: self.scroll_up(card))

    def enter(self, card: Card) -> None:
        """Show that card, and put the keyboard into it."""
        self.scroll_up(card)
        if first := next_stop(card, None, forward=True):
            first.setFocus(Qt.FocusReason.TabFocusReason)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        beside = self.contents.stand(self.width())
        way = QBoxLayout.Direction
        self._whole.setDirection(way.LeftToRight if beside else way.TopToBottom)


def build(seat: Seat) -> QWidget:
    """The page for this seat."""
    return Settings(seat, cast("Outside | None", seat.property("outside")))
