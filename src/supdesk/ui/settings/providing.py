"""Services that are exempt, or supervised otherwise, by agreement: the tracker says so."""

from functools import partial

from PySide6.QtWidgets import QWidget

from supdesk.desk import providing
from supdesk.domain.cadence import Every, often
from supdesk.domain.changes import Changes, Topic
from supdesk.domain.provisions import Provided, Provision
from supdesk.ui.enquiry import Enquiry
from supdesk.ui.following import follow
from supdesk.ui.parts import Card, Choice, Field, LineEdit, QuietButton, SecondaryButton, Words, clear, column, row
from supdesk.ui.seat import Seat

NOTE = (
    "Some services need no supervision, or get it from somebody else: the tracker says so, and nobody of theirs is "
    "overdue. For others it is agreed here how often. Say which, with whom that was agreed, and why."
)
NONE = "Every service is supervised as the policy pack says."


class Providing(Card):
    """What was agreed for services here, with the way to agree another and to end one."""

    def __init__(self, seat: Seat) -> None:
        super().__init__("Services arranged otherwise", note=NOTE)
        self._seat = seat
        self._rows = column(gap=12)
        listed = QWidget()
        listed.setLayout(self._rows)
        self.new = SecondaryButton("Add a service…", "add", lambda: ProvisionForm(seat))
        self.add(listed, row(self.new, None))
        follow(seat, self, lambda: providing.agreed(seat.desk), self._show, Topic.SETTINGS)

    def _show(self, found: tuple[Provision, ...]) -> None:
        clear(self._rows)
        for each in found:
            self._rows.addWidget(self._row(each))
        if not found:
            self._rows.addWidget(Words(NONE, "muted"))

    def _row(self, each: Provision) -> QWidget:
        line = QWidget()
        told = f"{each.words}. Agreed with {each.agreed_with}. {each.why}".strip()
        words = column(Words(each.service, "strong"), Words(told, "muted"), gap=2)
        end = QuietButton("End", "close", partial(self.end, each), name=f"End what was agreed for {each.service}")
        inner = row(words, end, gap=16)
        inner.setStretch(0, 1)
        line.setLayout(inner)
        line.setAccessibleName(f"{each.service}: {told}")
        return line

    def end(self, each: Provision) -> None:
        """It holds no more; it can be brought back at once."""
        seat = self._seat

        def told(_: Changes) -> None:
            undo = ("Undo", lambda: seat.do(lambda: providing.agree(seat.desk, each)))
            seat.shell.tell(f"For {each.service} the policy pack holds again.", "good", undo)

        seat.do(lambda: providing.end(seat.desk, each.service), told, owner=self)


class ProvisionForm(Enquiry):
    """Which service, how, how often if it is about that, with whom it was agreed, and why."""

    def __init__(self, seat: Seat) -> None:
        self._seat = seat
        self.service = Field("Service", LineEdit("Service"), "As it is written in People.", needed=True)
        ways = [(way.value, way.label) for way in Provided]
        self.how = Field("How", Choice("How", ways, pills=False), needed=True)
        self.how.set_raw(Provided.EXEMPT.value)
        rates = [(str(each), each.title) for each in often()]
        self.often = Field("How often", Choice("How often", rates, pills=False), needed=True)
        self.agreed_with = Field("Agreed with", LineEdit("Agreed with"), needed=True)
        self.why = Field("Why", LineEdit("Why"), needed=True)
        super().__init__(seat.shell, "A service", self.service, self.how, self.often, self.agreed_with, self.why)
        self.how.edited.connect(lambda _: self.follow())
        self.follow()
        self.offer("Keep it", self.keep)

    def follow(self) -> None:
        """How often is asked only where it is about that."""
        self.often.setVisible(self._is_often())

    def _is_often(self) -> bool:
        return str(self.how.raw()) == Provided.SO_OFTEN

    def keep(self) -> None:
        """Keep it, or say what is missing."""
        texts = [str(field.raw()).strip() for field in (self.service, self.agreed_with, self.why)]
        rate = str(self.often.raw())
        every = Every.read(rate) if rate and self._is_often() else None
        made = Provision(texts[0], Provided(self.how.raw()), texts[1], texts[2], every)
        self._seat.do(lambda: providing.agree(self._seat.desk, made), self.close_now, self.refuse, self)
