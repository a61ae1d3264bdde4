"""The health of the vault: everything in it looked over, and what to do when something does not hold."""

from collections.abc import Sequence

from supdesk.desk import inspecting
from supdesk.desk.inspecting import Finding, Health
from supdesk.domain.days import show_moment
from supdesk.domain.errors import SupdeskError
from supdesk.ui.backups.page import look_through
from supdesk.ui.backups.saying import counted, dated
from supdesk.ui.lane import Job
from supdesk.ui.parts import (
    READABLE,
    Badge,
    Busy,
    Card,
    EmptyState,
    ListRow,
    Page,
    PrimaryButton,
    Rows,
    SecondaryButton,
    Words,
    row,
)
from supdesk.ui.seat import Seat

LOOKS = {
    "pages": ("page", "Each has its own seal, and every one was tried."),
    "audit trail": ("entry", "Each entry follows from the one before it."),
    "records": ("revision", "Each is what was written, to the letter."),
    "private pages": ("", "How many there are is nobody's business."),
    "forms": ("form", "Those your records were written with."),
    "agreements": ("agreement", "Who signed or agreed, as it was noted."),
    "files": ("file", "Sealed pages, scans and certificates."),
}
"""What is looked at: what is counted of it, and what that shows."""
PLURALS = {"entry": "entries"}
MANY = 5
"""How many that do not hold are named."""
UNREAD = "Some of it can't be read."
WHOLE, DAMAGED = ("Whole", "good"), ("Damaged", "danger")
ALL_WELL = "All of it is as it was written."
WAY_OUT = (
    "Write no more into this vault than you must. A backup made before the damage holds everything: look through "
    "them and restore one beside this vault. Or lock, and choose Something lost or damaged at the door: what "
    "stands whole goes into a new vault. This one is not changed either way."
)


def look_over(seat: Seat) -> None:
    """Bring up the page of the vault's health and begin to look."""
    page = HealthPage(seat)
    seat.shell.push(page)
    page.look()


class HealthPage(Page):
    """What was looked at and whether it holds, and when something does not, the ways out."""

    def __init__(self, seat: Seat) -> None:
        super().__init__("Health of the vault", "Whether everything in it is whole.", width=READABLE)
        self._seat = seat
        self.again = SecondaryButton("Look again", "refresh", self.look)
        self.set_deeds([self.again])
        self.head, self.rows = Words("", "heading"), Rows()
        self.backup, self.risk = Words("", "muted"), Words("")
        self._found, self._out = Card(), Card("Not everything is whole")
        self._found.add(self.head, self.rows, self.backup, self.risk)
        copies = PrimaryButton("Look through backups", "refresh", lambda: look_through(seat))
        lock = SecondaryButton("Lock", "lock", seat.shell.lock_requested.emit)
        self._out.add(Words(WAY_OUT), row(copies, lock, None))
        self.add(self._out, self._found)
        self._out.hide()
        self._say_nothing()

    def _say_nothing(self) -> None:
        self.head.setText("Not looked over")
        self.rows.set_rows([EmptyState("shield", "Nothing is known yet", "Look again to have all of it tried.")])
        for words in (self.backup, self.risk):
            words.hide()

    def look(self) -> None:
        """Look over all of it, between what is typed; it can be stopped."""
        desk = self._seat.desk
        self.again.setEnabled(False)
        busy = Busy(self, "Looking over every page and record…", lambda: job.cancel())

        def inspect(job: Job) -> Health:
            def report(done: int, total: int) -> None:
                job.progress(done, total)
                job.let_in()

            return inspecting.inspect(desk, report)

        def rest() -> None:
            self.again.setEnabled(True)

        def end() -> None:
            busy.close_now()
            rest()

        def show(found: Health) -> None:
            end()
            self._show(found)

        def refuse(error: SupdeskError) -> None:
            end()
            self._seat.shell.tell_error(error)

        job = self._seat.lane.submit_long(inspect, show, refuse, self, busy.progress, rest)
        busy.open()

    def _show(self, found: Health) -> None:
        looked_over = f"Looked over {show_moment(found.at)}."
        self.head.setText(f"{ALL_WELL} {looked_over}" if found.whole else looked_over)
        self._out.heading.setText(damage([finding for finding in found.findings if finding.wrong]))
        self.rows.set_rows([_row(finding) for finding in found.findings])
        newest = f"The newest backup beside it is of {dated(found.newest, found.at)}." if found.newest else ""
        self.backup.setText(newest or "There is no backup beside it yet.")
        self.risk.setText(found.risk)
        self.backup.show()
        self.risk.setVisible(bool(found.risk))
        self._out.setVisible(not found.whole)


def damage(wrong: Sequence[Finding]) -> str:
    """What does not hold, as a sentence."""
    return f"Not everything is whole: {', '.join(finding.what for finding in wrong)}."


def _row(finding: Finding) -> ListRow:
    thing, shows = LOOKS[finding.what]
    many = counted(finding.looked_at, thing, PLURALS.get(thing, "")) if finding.looked_at is not None else ""
    told = f"{many}. {shows}" if many else shows
    if finding.wrong:
        told = UNREAD if finding.wrong == (inspecting.UNREAD,) else f"Does not hold: {_named(finding.wrong)}."
    return ListRow(
        finding.what.capitalize(), told, icon="shield", badge=Badge(*(DAMAGED if finding.wrong else WHOLE))
    )


def _named(wrong: Sequence[str]) -> str:
    more = f" and {len(wrong) - MANY} more" if len(wrong) > MANY else ""
    return ", ".join(wrong[:MANY]) + more
