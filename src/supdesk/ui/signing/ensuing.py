"""What comes next, once a record is sealed: each thing with its deed, ticked off when it is done."""

from collections.abc import Callable, Iterator, Sequence
from functools import partial

from PySide6.QtWidgets import QApplication, QWidget

from supdesk.desk.desk import Desk
from supdesk.desk.ensuing import Ensuing, ensuing
from supdesk.desk.routing import Outlook
from supdesk.domain.blanks import Asking
from supdesk.domain.changes import Topic
from supdesk.domain.clinical import Due, Entered
from supdesk.domain.days import show_date
from supdesk.domain.records import Record
from supdesk.domain.sessions import Session
from supdesk.ui.evaluations.asking import open_asking
from supdesk.ui.following import follow
from supdesk.ui.parts import Badge, Card, ListRow, QuietButton, Rows
from supdesk.ui.records.themes import offer_themes
from supdesk.ui.seat import Seat
from supdesk.ui.sessions.planner import offer_planner
from supdesk.ui.sessions.round import TITLE as ROUND
from supdesk.ui.sessions.round import offer_round


class NextCard(Card):
    """The list of what is still to do. A class because it follows what is done meanwhile; `go` is to a record that
    waits to be sealed."""

    def __init__(self, seat: Seat, record: Record, go: Callable[[str], object]) -> None:
        super().__init__("What comes next")
        self._seat, self._record, self._go = seat, record, go
        self._found: Ensuing | None = None
        self.rows: list[ListRow] = []
        follow(seat, self, lambda: ensuing(seat.desk, record), self._show, *Topic)

    def _show(self, found: Ensuing) -> None:
        if found == self._found:
            return
        stood = self._stood_on()
        self._found = found
        self.clear()
        self.rows = list(self._steps(found))
        self.add(Rows(*self.rows))
        for each in self.rows:
            if each.button and each.title.text() == stood:
                each.button.setFocus()

    def _stood_on(self) -> str:
        """The title of the row in which the keyboard is."""
        at = QApplication.focusWidget()
        return next((row.title.text() for row in self.rows if at and row.isAncestorOf(at)), "")

    def _steps(self, found: Ensuing) -> Iterator[ListRow]:
        seat, main = self._seat, found.main
        for other, form in found.beside:
            deed, go = "Sign" if form.signers else "Issue", partial(self._go, other.id)
            yield _step(other.title, f"{other.number} · of the same session", "records", deed, go)
        if main and found.round:
            yield _round_step(seat.desk, found.round, partial(offer_round, seat, self, main.session_id))
        if main and found.due:
            yield _clinical_step(found.due, partial(self._read, main.id))
        if main:
            yield evaluation_step(seat, self, main, found.evaluations)
            yield themes_step(seat, self, main, found.themes)
        yield _next_step(found.planned, partial(offer_planner, seat, self, found.people))
        if self._record.session_id:
            registers = partial(seat.shell.show_page, "registers")
            about = "Dates and attendance of the quarter, ready to send."
            yield _step("The attendance register", about, "registers", "Open", registers)

    def _read(self, record_id: str) -> None:
        from supdesk.ui.records.record import open_record

        open_record(self._seat, record_id)


def evaluation_step(seat: Seat, owner: QWidget, record: Record, asked: Sequence[Asking] = ()) -> ListRow:
    """The way to what those who came think of the session."""
    ask_them = partial(open_asking, seat, owner, record.session_id)
    begun = any(each.asked_on or each.returned_on for each in asked)
    about = _said(asked) if begun else "Two minutes: on this laptop now, or by a form to send."
    done = bool(asked) and all(each.returned_on for each in asked)
    return _step("The evaluation", about, "sign", "Ask…", ask_them, done="Done" if done else "")


def _said(asked: Sequence[Asking]) -> str:
    """How it stands with each, who is named where there are several."""
    if len(asked) == 1:
        return asked[0].label
    return "; ".join(f"{each.person.name}: {each.label[0].lower()}{each.label[1:]}" for each in asked)


def themes_step(seat: Seat, owner: QWidget, record: Record, chosen: Sequence[str] = ()) -> ListRow:
    """The way to what the session was about, in a word or two."""
    choose = partial(offer_themes, seat, owner, record.id)
    about = ", ".join(chosen) or "Counted in reports, and shown nowhere else."
    return _step("Themes", about, "reports", "Choose themes…", choose, done="Done" if chosen else "")


def _round_step(desk: Desk, found: Outlook, go: Callable[[], object]) -> ListRow:
    """What goes round: to be written, written on a day, and sent."""
    about, written = "Each reader's own copy, looked over first.", bool(found.made) and found.all_written
    if found.before:
        on = show_date(desk.day_of(max(each.at for each in found.before)))
        sent = "Sent." if found.all_sent else "You send it yourself."
        about = f"Written on {on}. {sent if written else 'Some is still to be written.'}"
    word = "Sent" if found.all_sent else "Written"
    return _step("What goes round", about, "forward", ROUND, go, done=word if written else "")


def _clinical_step(due: Sequence[Due], go: Callable[[], object]) -> ListRow:
    left = sum(each.state is Entered.OUTSTANDING for each in due)
    about = f"{left} of {len(due)} still to be entered. The text of each is with the record."
    about = about if left else "Nothing is left to be entered."
    return _step("Clinical records", about, "records", "Open the record", go, done="" if left else "Done")


def _next_step(planned: Session | None, plan: Callable[[], object]) -> ListRow:
    if planned is None:
        return _step("The next session", "Choose its day while you think of it.", "calendar", "Plan…", plan)
    about = f"Planned for {show_date(planned.on)} · {planned.number}"
    return _step("The next session", about, "calendar", "Plan another…", plan, done="Planned")


def _step(title: str, about: str, icon: str, deed: str, on: Callable[[], object], *, done: str = "") -> ListRow:
    """A row; where it is `done` that word is said, and the button stands back."""
    badge = Badge(done, "good") if done else None
    return ListRow(title, about, icon=icon, badge=badge, deed=QuietButton(deed) if done else deed, on=on)
