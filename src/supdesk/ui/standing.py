"""What a vault still lacks, said in a ribbon on every page until it is there."""

from supdesk.desk import starting
from supdesk.domain.changes import Topic
from supdesk.ui.following import follow
from supdesk.ui.parts import Ribbon
from supdesk.ui.seat import Seat
from supdesk.ui.settings.sheet import SheetPage

NO_SHEET = "This vault has no recovery sheet yet: without it, a forgotten passphrase loses everything."


def show_standing(seat: Seat) -> None:
    """Keep the ribbon true, now and after each deed that touches settings."""

    def show(has_sheet: bool) -> None:
        seat.shell.set_ribbon(None if has_sheet else _no_sheet(seat))

    follow(seat, seat.shell, lambda: starting.has_recovery(seat.desk), show, Topic.SETTINGS)


def _no_sheet(seat: Seat) -> Ribbon:
    return Ribbon(NO_SHEET, "warning", ("Print the recovery sheet", lambda: seat.shell.push(SheetPage(seat))))
