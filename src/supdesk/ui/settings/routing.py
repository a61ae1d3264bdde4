"""Where registers go: the policy pack says so until the owner says otherwise."""

from supdesk.desk import belonging, registering
from supdesk.domain.changes import Changes, Topic
from supdesk.domain.errors import SupdeskError
from supdesk.forms.definition import Mail, Pack
from supdesk.ui.following import follow
from supdesk.ui.parts import Card, Choice, Field, LineEdit, QuietButton, SecondaryButton, Words, row
from supdesk.ui.seat import Seat

OF = "Of the sessions under"
UNSET = "No address is set yet: write the one that is read."
Found = tuple[Pack, Mail, Mail, bool, bool]
"""The pack, where its registers go, where that is proposed, whether it is practice, and whether nobody has it."""


class Routing(Card):
    """The recipient of registers and their mailbox, and the way back to what the pack says."""

    def __init__(self, seat: Seat) -> None:
        super().__init__("Where registers go", note="Each register's mail draft is addressed to this mailbox.")
        self._seat, self._pack = seat, ""
        packs = [(pack.id, pack.name) for pack in seat.desk.around.packs.found]
        self.of = Field(OF, Choice(OF, packs, pills=False))
        self.recipient = Field("Recipient", LineEdit("Recipient"))
        self.mailbox = Field("Mailbox", LineEdit("Mailbox"))
        self.by_pack = Words("", "muted", selectable=True)
        self.keep = SecondaryButton("Keep this address", "mail", self._keep)
        self.back = QuietButton("Use the policy pack's", "undo", self._back)
        self.add(self.of, self.recipient, self.mailbox, self.by_pack, row(self.keep, self.back, None))
        self.of.setVisible(len(packs) > 1)  # once it has its place: before, it would be a window of its own
        self.of.edited.connect(lambda pack: self.turn_to(str(pack)))
        follow(seat, self, self._ask, self._show, Topic.SETTINGS)

    def turn_to(self, pack: str) -> None:
        """Show where the registers of that pack go."""
        self._pack = pack
        self._blame("", "")
        self._seat.ask(self._ask, self._show, owner=self)

    def _ask(self) -> Found:
        desk = self._seat.desk
        pack = belonging.chosen(desk, self._pack)
        now, said = registering.recipient(desk, pack), registering.proposed(desk, pack)
        return pack, now, said, desk.practice, now == said and bool(registering.unaddressed(desk, now))

    def _show(self, found: Found) -> None:
        pack, now, said, practice, unset = found
        self._pack = pack.id
        self.of.set_raw(pack.id)
        self.recipient.set_raw(now.recipient)
        self.mailbox.set_raw("" if unset else now.mailbox)
        self.mailbox.set_help(UNSET if unset else "")
        who = "In a practice vault" if practice else "The policy pack says"
        self.by_pack.setText(f"{who}: {said.recipient}\n{said.mailbox}")
        self.back.setText("Use the practice mailbox" if practice else "Use the policy pack's")
        self.back.setAccessibleName(self.back.words())
        self.back.setVisible(now != said)

    def _keep(self) -> None:
        desk, name, mailbox = self._seat.desk, str(self.recipient.raw()), str(self.mailbox.raw())
        pack = desk.around.packs.pack(self._pack)
        self._seat.do(lambda: registering.address(desk, pack, name, mailbox), self._kept, self._refuse, self)

    def _back(self) -> None:
        desk, pack = self._seat.desk, self._seat.desk.around.packs.pack(self._pack)
        self._seat.do(lambda: registering.address_by_pack(desk, pack), self._kept, owner=self)

    def _kept(self, _: Changes) -> None:
        self._blame("", "")
        self._seat.shell.tell("Registers go there from now on.", "good")

    def _refuse(self, error: SupdeskError) -> None:
        match error.code:
            case "register.recipient":
                self._blame(error.sentence, "")
            case "register.mailbox":
                self._blame("", error.sentence)
            case _:
                self._seat.shell.tell_error(error)

    def _blame(self, recipient: str, mailbox: str) -> None:
        self.recipient.set_problem(recipient)
        self.mailbox.set_problem(mailbox)
