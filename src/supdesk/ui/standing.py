"""What a vault is or still lacks, said in a ribbon on every page for as long as it is so."""

from supdesk.desk import backing_up, demonstrating, rehearsing, starting, unlocking
from supdesk.domain.changes import Topic
from supdesk.ui.backups.health import look_over
from supdesk.ui.following import follow
from supdesk.ui.opening.outside import Outside
from supdesk.ui.parts import Ribbon
from supdesk.ui.seat import Seat
from supdesk.ui.settings import packs
from supdesk.ui.settings.sheet import offer_rehearsal, offer_sheet

NO_SHEET = "This vault has no recovery sheet yet: without it, a forgotten passphrase loses everything."
A_YEAR = "It is a year since you last had your recovery sheet in hand. Try whether its words can still be read."
PRACTICE = "Practice vault: everybody in it is invented. Its passphrase is: {}"


def show_standing(seat: Seat) -> None:
    """Keep the ribbon true, now and after each deed that touches settings."""
    desk = seat.desk

    def show(found: tuple[str, bool, bool]) -> None:
        passphrase, has_sheet, is_due = found
        if passphrase:
            seat.shell.set_ribbon(Ribbon(PRACTICE.format(passphrase)))
        elif not has_sheet:
            seat.shell.set_ribbon(_no_sheet(seat))
        else:
            seat.shell.set_ribbon(_a_year(seat) if is_due else None)

    def ask() -> tuple[str, bool, bool]:
        return demonstrating.practice_passphrase(desk), starting.has_recovery(desk), rehearsing.is_due(desk)

    follow(seat, seat.shell, ask, show, Topic.SETTINGS)


def offer_way_out(seat: Seat) -> None:
    """Wherever damage is told of from now on, the way to see how far it goes and what can be done stands beside."""
    seat.shell.ways_out["vault.damaged"] = ("What can be done", lambda: look_over(seat))
    seat.lane.understand = unlocking.understand


def tell_of_opening(seat: Seat) -> None:
    """Say once how the vault was left, whether it lies where it can be damaged, and whether a backup is due."""

    def tell(found: tuple[list[str], str]) -> None:
        sentences, reminder = found
        deed = ("Back up", lambda: _go_to_backups(seat)) if reminder else None
        if sentences or reminder:
            words = " ".join(filter(None, [*sentences, reminder]))
            seat.shell.tell(words, "warning", deed, beside=True)

    seat.ask(lambda: (unlocking.remarks(seat.desk), backing_up.reminder(seat.desk)), tell, owner=seat)


def _go_to_backups(seat: Seat) -> None:
    from supdesk.ui.settings.page import Settings

    page = seat.shell.page("settings")
    if isinstance(page, Settings):
        page.bring(page.backups)


def tell_of_packs(seat: Seat, outside: Outside) -> None:
    """Say at the start which of the chosen packs can't be used."""
    paths = outside.load().packs
    if paths:
        seat.bench.submit(
            lambda: packs.look(paths), lambda found: packs.tell(seat, outside, found, beside=True), owner=seat
        )


def _a_year(seat: Seat) -> Ribbon:
    return Ribbon(A_YEAR, "info", ("Try the recovery sheet", lambda: offer_rehearsal(seat)))


def _no_sheet(seat: Seat) -> Ribbon:
    return Ribbon(NO_SHEET, "warning", ("Print the recovery sheet", lambda: offer_sheet(seat)))
