"""The themes of a record, chosen or typed."""

from PySide6.QtWidgets import QWidget

from supdesk.desk import theming
from supdesk.domain.changes import Changes
from supdesk.domain.themes import LONGEST
from supdesk.ui.enquiry import Enquiry
from supdesk.ui.parts import Choices, Field, LineEdit
from supdesk.ui.seat import Seat

COUNTED = "They are only ever counted, small numbers are hidden, and no page shows them. Name nobody."
THEMED = ("one-to-one", "group", "ad-hoc", "cycle", "tool")
"""What a form serves whose records have themes."""


def offer_themes(seat: Seat, owner: QWidget, record_id: str) -> None:
    """Offer the themes there are, and a line for others."""

    def show(both: tuple[tuple[str, ...], tuple[str, ...]]) -> None:
        ThemesForm(seat, record_id, *both)

    seat.ask(lambda: (theming.of(seat.desk, record_id), theming.offered(seat.desk, record_id)), show, owner=owner)


class ThemesForm(Enquiry):
    """What a record was about."""

    def __init__(self, seat: Seat, record_id: str, chosen: tuple[str, ...], offered: tuple[str, ...]) -> None:
        self._seat, self._id = seat, record_id
        self.known = Field("Themes", Choices("Themes", [(each, each) for each in offered]), optional=True)
        self.other = Field(
            "Others", LineEdit("Others"), f"Divide them by commas; {LONGEST} letters each.", optional=True
        )
        super().__init__(seat.shell, "Themes of this record", self.known, self.other, lead=COUNTED)
        self.known.set_raw(list(chosen))
        self.offer("Keep", self.keep)

    def keep(self) -> None:
        """Keep them, or say why they can't be."""
        texts = [*self.known.raw(), *str(self.other.raw()).split(",")]

        def kept(_: Changes) -> None:
            self.close_now()

        self._seat.do(lambda: theming.give(self._seat.desk, self._id, texts), kept, self.refuse, self)
