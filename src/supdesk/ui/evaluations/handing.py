"""Handing the laptop over: the whole window is one form, and the only way out of it is the lock.

A supervisor who hands over an open vault trusts that nobody else's name can be met. So rail, search and pages are
gone, the list of people is not offered, and whoever comes back proves themselves by the passphrase: a laptop left
on a desk is left locked. What is written stays the supervisee's own until they send it: it is in memory alone, no
draft of it could be read later, and stopping throws it away. Once sent, the words are not shown to whoever takes
the laptop back.
"""

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from supdesk.desk import evaluating
from supdesk.desk.evaluating import Asked
from supdesk.desk.finishing import Finished
from supdesk.domain.days import show_date
from supdesk.domain.errors import SupdeskError
from supdesk.forms.definition import ASKED_BEFOREHAND
from supdesk.ui import theme
from supdesk.ui.forms.control import arrive
from supdesk.ui.forms.view import FormView
from supdesk.ui.parts import (
    READABLE,
    Banner,
    Busy,
    Card,
    Glyph,
    Page,
    PrimaryButton,
    Question,
    SecondaryButton,
    Words,
    clear,
    column,
    row,
    scrolling,
)
from supdesk.ui.seat import Seat
from supdesk.ui.writing.finishing import words_of

KEPT = (
    "Nothing is kept before you press Done. Then it stands in your supervisor's records, where they can read it; "
    "in figures it has no name."
)
LEAVE = "Leave without keeping it?"
KEEP, KEEP_SO = "Keep it so?", "Keep it so"
LOST = "What you wrote is thrown away. Nobody will read it."
KEPT_NOW = "Thank you", "Your evaluation is kept. Please hand the laptop back."
STOPPED = "Nothing was kept", "What you wrote is gone. Please hand the laptop back."


class HandOver(Page):
    """One evaluation, to be filled in by the one whose it is; nothing else is in reach."""

    def __init__(self, seat: Seat, asked: Asked) -> None:
        who = f"{asked.person.name} · session of {show_date(asked.session.on)}"
        super().__init__(asked.form.title, who, width=READABLE)
        self._seat, self._asked = seat, asked
        self._busy: Busy | None = None
        self._sure = False
        known = frozenset(f.id for f in asked.form.fields() if f.fills in ASKED_BEFOREHAND)
        self.view = FormView(asked.form, asked.raw, hidden=known)
        self.leave = SecondaryButton("Leave without keeping it", on=self.ask_to_leave)
        self.done = PrimaryButton("Done", "tick", self.send)
        self._notice = column(gap=0)
        self.add(Words(KEPT, "muted"), self._notice, self.view, row(self.leave, None, self.done))

    def send(self) -> None:
        """Keep it, or point at what is missing; whether statements without an answer stay so is asked once."""
        raw = self.view.raw()
        answered = [bool(raw.get(f.id)) for f in self._asked.form.fields() if f.kind == "scale"]
        if self._sure or not any(answered) or all(answered):
            self._keep()
            return
        self._sure, count = True, answered.count(False)
        words = "One statement has no answer." if count == 1 else f"{count} statements have no answer."
        question = Question(self, KEEP, words, KEEP_SO, decline="Go on writing")
        question.answered.connect(lambda yes: self._keep() if yes else None)
        question.open()

    def _keep(self) -> None:
        desk, asked, raw = self._seat.desk, self._asked, self.view.raw()
        self._busy = Busy(self, "Keeping your evaluation…")
        self._busy.open()
        self._seat.ask(lambda: evaluating.give(desk, asked, raw), self._given, self._refused, self)

    def ask_to_leave(self) -> None:
        """Stop, once it is sure."""
        question = Question(self, LEAVE, LOST, "Leave without keeping it", danger=True, decline="Go on writing")
        question.answered.connect(lambda yes: self._end(STOPPED) if yes else None)
        question.open()

    def _given(self, finished: Finished) -> None:
        self._rest()
        if finished.records:
            self._seat.announce(finished.changes)
            self._end(KEPT_NOW)
            return
        clear(self._notice)
        self._notice.addWidget(Banner(words_of(finished.problems), "warning"))
        self.view.show_problems(problem for _, problem in finished.problems)

    def _refused(self, error: SupdeskError) -> None:
        self._rest()
        clear(self._notice)
        self._notice.addWidget(Banner(error.sentence, "danger"))

    def _rest(self) -> None:
        if self._busy is not None:
            self._busy.close_now()
            self._busy = None

    def _end(self, words: tuple[str, str]) -> None:
        """Nothing that was written is left in the window."""
        shell = self._seat.shell
        thanks = Thanks(self._seat, *words)
        shell.show_alone(thanks)
        thanks.back.setFocus()
        self.hide()
        self.deleteLater()


class Thanks(QWidget):
    """What the supervisor is handed: nobody's words, and one way on, which is the lock."""

    def __init__(self, seat: Seat, title: str, sentence: str) -> None:
        super().__init__()
        self.setAccessibleName(f"{title}. {sentence}")
        self.back = PrimaryButton("Lock and go back to supdesk", "lock", seat.shell.lock_requested.emit)
        card = Card(pad=32)
        card.setFixedWidth(theme.current().px(520))
        head = row(Glyph("tick", "accent", 28), Words(title, "title"), gap=12)
        head.setStretch(1, 1)
        note = Words("The supervisor goes on with the passphrase.", "muted")
        card.add(column(head, Words(sentence, "lead"), gap=8), row(self.back, None), note)
        middle = QWidget()
        middle.setProperty("kind", "clear")
        middle.setLayout(column(None, row(None, card, None), None, margin=32))
        self.setLayout(column(scrolling(middle), gap=0))
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)


def hand_over(seat: Seat, session_id: str, person_id: str) -> None:
    """Note that they are asked, and make the window theirs; copies are cleared first."""

    def show(asked: Asked) -> None:
        QGuiApplication.clipboard().clear()
        seat.shell.hush()
        seat.shell.put_aside()
        page = HandOver(seat, asked)
        seat.shell.show_alone(page)
        arrive(page, page.view.first)

    def ask() -> Asked:
        return evaluating.hand_over(seat.desk, session_id, person_id)[0]

    seat.ask(ask, show, owner=seat)
