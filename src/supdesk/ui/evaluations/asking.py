"""Asking those who came to a session what they think of it: on this laptop, or by a form to send."""

from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QWidget

from supdesk.desk import evaluating, recording
from supdesk.desk.evaluating import Asked
from supdesk.desk.exporting import Written
from supdesk.domain.blanks import Asking
from supdesk.domain.days import show_date
from supdesk.ui.enquiry import Enquiry
from supdesk.ui.exporting import Export, write_files
from supdesk.ui.parts import Line, QuietButton, SecondaryButton, Words, column, row
from supdesk.ui.parts.files import ask_folder
from supdesk.ui.records.going import begin
from supdesk.ui.seat import Seat

LEAD = (
    "Hand the laptop over, or save a form to send by your own mail. After a hand-over you go on with your "
    "passphrase: the answers are not on the screen then, but you can read them under Records."
)
NOBODY = "Nobody is recorded as having come to this session, or its policy pack has no form for an evaluation."


def open_asking(seat: Seat, owner: QWidget, session_id: str) -> None:
    """Show how it stands with the evaluations of a session, and what can be done."""

    def show(found: tuple[Asking, ...]) -> None:
        AskSheet(seat, found)

    seat.ask(lambda: evaluating.standings(seat.desk, session_id), show, owner=owner)


class AskSheet(Enquiry):
    """Everybody who came, how it stands with their evaluation, and the ways to one."""

    def __init__(self, seat: Seat, found: tuple[Asking, ...]) -> None:
        self._seat = seat
        self._waiting = [each for each in found if not (each.record_id or each.own)]
        lines = [part for each in found for part in (Line(), self._line(each))][1:]
        about = [Words(_of(found[0]), "strong")] if found else [Words(NOBODY)]
        super().__init__(
            seat.shell, "Evaluation", *about, *lines, *self._foot(), lead=LEAD if self._waiting else ""
        )
        self.offer("Later" if self._waiting else "Close", self.close_now, "")

    def _line(self, asking: Asking) -> QWidget:
        """One who came: their name and how it stands, and below it what can be done."""
        line, person = QWidget(), asking.person
        line.setAccessibleName(f"{person.name}, {asking.label}")
        asked = [
            SecondaryButton(
                "Hand over now", "forward", partial(self.hand, asking), name=f"Hand over now to {person.name}"
            ),
            SecondaryButton(
                "Save a form to send…", "mail", partial(self.choose_folder, [asking]),
                name=f"Save a form to send to {person.name}",
            ),
        ]  # fmt: skip
        typed = QuietButton("Type it in", on=partial(self.type_in, asking), name=f"Type in what {person.name} said")
        deeds = [*([] if asking.own else asked), typed]
        words = row(Words(person.name, "strong"), Words(asking.label, "muted", wrap=False), gap=16)
        words.setStretch(0, 1)
        line.setLayout(column(words, *([] if asking.record_id else [row(*deeds, None)]), gap=8))
        return line

    def _foot(self) -> list[QWidget]:
        """A form for each at once, where there are several."""
        if len(self._waiting) < 2:
            return []
        words = f"Save {len(self._waiting)} forms to send…"
        every = SecondaryButton(words, "mail", lambda: self.choose_folder(self._waiting))
        foot = QWidget()
        foot.setLayout(row(every, None))
        return [Line(), foot]

    def hand(self, asking: Asking) -> None:
        """Give the window to one who came; that room is opened only when wanted."""
        from supdesk.ui.evaluations.handing import hand_over

        self.close_now()
        hand_over(self._seat, asking.session.id, asking.person.id)

    def type_in(self, asking: Asking) -> None:
        """Write down what somebody said of the session on paper or by telephone."""
        desk, session, person = self._seat.desk, asking.session.id, asking.person.id
        self.close_now()
        begin(self._seat, self._seat.shell, lambda: recording.begin_evaluation(desk, session, person))

    def choose_folder(self, chosen: list[Asking]) -> None:
        """Have the person choose where the forms go, and write them."""
        if folder := ask_folder(self, "Folder for the forms to send"):
            self.save(chosen, folder)

    def save(self, chosen: list[Asking], folder: Path) -> None:
        """Write a form for each of these into `folder`."""
        self.close_now()
        save_blanks(self._seat, chosen, folder)


def save_blanks(seat: Seat, chosen: list[Asking], folder: Path) -> None:
    """Write forms to send, with a mail draft where an address is known; what came of it is said above the page."""
    people, session_id = [each.person.id for each in chosen], chosen[0].session.id

    desk = seat.desk
    prepare, note = partial(evaluating.prepare, desk, session_id, people), partial(evaluating.note, desk)
    write_files(seat, Export(prepare, note, _said), folder)


def _said(written: Written[tuple[Asked, ...]]) -> str:
    """Which file is whose: their names do not say."""
    forms = [name for name in written.files if name.endswith(".pdf")]
    whose = zip(forms, written.about, strict=True)
    words = "; ".join(f"{name} is for {asked.person.name}" for name, asked in whose)
    mails = len(written.files) - len(forms)
    beside = {0: "", 1: " A mail draft lies beside it."}.get(mails, f" {mails} mail drafts lie beside them.")
    return f"Written: {words}.{beside}"


def _of(asking: Asking) -> str:
    session = asking.session
    return f"{session.kind.label} session {session.number}, {show_date(session.on)}"
