"""The page on which a record is agreed and sealed."""

from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path

from supdesk.desk import reading, signing
from supdesk.desk.finishing import SESSIONS
from supdesk.desk.reading import Reading
from supdesk.domain.changes import Changes
from supdesk.domain.days import read_date, show_date
from supdesk.domain.errors import SupdeskError
from supdesk.domain.people import listed
from supdesk.domain.records import SEAL_PROVES
from supdesk.ui.forms import RecordText
from supdesk.ui.forms.control import arrive
from supdesk.ui.parts import (
    READABLE,
    Banner,
    Busy,
    Card,
    Choice,
    DateEdit,
    Field,
    Page,
    PrimaryButton,
    QuietButton,
    Rows,
    SecondaryButton,
    Words,
    ask,
    row,
)  # fmt: skip
from supdesk.ui.parts.files import PDF, ask_file, ask_new_file, content_of
from supdesk.ui.seat import Seat
from supdesk.ui.signing.ensuing import NextCard, evaluation_step, themes_step
from supdesk.ui.signing.marks import MarkCard, nominee_field

HERE = f"Each signs here, by typing their name and drawing on the pad. {SEAL_PROVES}"
HERE_ALONE = f"This form asks only {{}} to sign, who types their name and draws on the pad. {SEAL_PROVES}"
APART_ALONE = (
    "This form asks only {} to sign. The mail or the scan that shows the agreement is kept with the record."
)
APART = "Each agrees by e-mail or on paper. The mail or the scan is kept with the record."
KEPT = "The day it was agreed, and the mail or scanned page to keep."
EACH = " It must show that {} agree: add the file of each, where there is more than one."
LEAVE = "Leave without sealing?"
UNKEPT = "What you drew here is not kept until the record is sealed. Whoever signed signs again."
SEAL = "Seal it?"
FINAL = "After sealing it can't be changed."
MAIL, PAPER, DRAWN = "email", "scan", "here"


Looked = tuple[Reading, bool]
"""A record, and whether those it concerns can sign here."""


class SigningPage(Page):
    """One finished record, waiting for those it concerns."""

    def __init__(self, seat: Seat, record_id: str) -> None:
        super().__init__("Sign", width=READABLE)
        self._seat, self._id = seat, record_id
        self.cards: list[MarkCard] = []
        self._busy: Busy | None = None
        seat.ask(self._look, self._lay, owner=self)

    def may_leave(self) -> bool:
        """Whoever drew something is asked: a drawing is kept with the seal only."""
        drawn = any(not card.pad.empty for card in self.cards)
        return not drawn or ask(self, LEAVE, UNKEPT, "Leave without it", danger=True, decline="Stay")

    def _look(self) -> Looked:
        desk = self._seat.desk
        found = reading.read(desk, self._id)
        return found, signing.can_sign_here(desk, found.record)

    def _lay(self, answer: Looked) -> None:
        found, here = answer
        record = found.record
        self.setFocus()
        self.clear()
        self.cards = []
        wanted = f"{'Sign' if found.form.signers else 'Issue'} {record.number}"
        title = f"{record.number} is sealed" if record.state.sealed else wanted
        self.set_title(title, f"{record.title} · {show_date(record.on)}")
        if record.state.sealed:
            self._lay_sealed(found)
        elif not found.form.signers:
            self._lay_issue(found)
        else:
            self._lay_ways(found, here)

    def _lay_sealed(self, found: Reading) -> None:
        alone = len(signing.who_signs(found.form, found.record)) == 1
        how = "issued" if not found.form.signers else "signed" if alone else "agreed"
        self.set_deeds([SecondaryButton("Done", on=self._seat.shell.back)])
        self.add(
            Banner(f"This record is {how} and sealed. It never changes.", "good", ("Export PDF…", self.export))
        )
        self.add(NextCard(self._seat, found.record, self._go))

    def _go(self, record_id: str) -> None:
        """Go on to another record in place of this one."""
        shell = self._seat.shell
        shell.back()
        shell.push(SigningPage(self._seat, record_id))

    def _lay_issue(self, found: Reading) -> None:
        self.set_deeds(
            [SecondaryButton("Later", on=self._seat.shell.back), PrimaryButton("Issue", "tick", self.issue)]
        )
        self.add(Words("Nobody has to sign this form. Issuing seals it with your certificate."), _text(found))

    def _lay_ways(self, found: Reading, here: bool) -> None:
        self.set_deeds([
            SecondaryButton("Later", on=self._seat.shell.back),
            SecondaryButton("Print for signing…", "print", self.print_out),
        ])  # fmt: skip
        ways = [*([(DRAWN, "Sign here")] if here else []), (MAIL, "Agreed by e-mail"), (PAPER, "Signed on paper")]
        self.way = Choice("How it is agreed", ways)
        self.way.set_raw(ways[0][0])
        self.way.edited.connect(lambda _: self._show_way())
        way = Field("How it is agreed", self.way)
        self._how = Words("", "muted")
        self.add(way, self._how)
        asked = signing.who_signs(found.form, found.record)
        alone = " or ".join(party.name for party in asked[0][1]) if len(asked) == 1 else ""
        self._words = {
            True: HERE_ALONE.format(alone) if alone else HERE,
            False: APART_ALONE.format(alone) if alone else APART,
        }
        self.cards = [MarkCard(signer, people) for signer, people in (asked if here else ())]
        for card in self.cards:
            card.edited.connect(self._weigh)
        self._file_card = self._make_file_card(found)
        self.seal = PrimaryButton("Seal the record", "sign", self.ask_seal)
        self.lacking = Words("", "muted")
        foot = row(self.lacking, self.seal, gap=16)
        foot.setStretch(0, 1)
        later = (
            [Rows(*(step(self._seat, self, found.record) for step in (evaluation_step, themes_step)))]
            if found.record.serves in SESSIONS
            else []
        )
        self.add(_text(found), *self.cards, self._file_card, foot, *later)
        self._show_way()
        arrive(self, way)

    def _make_file_card(self, found: Reading) -> Card:
        names = [name for name in signing.awaited(found.form, found.record) if name]
        all_of_them = EACH.format(listed(names)) if len(names) > 1 else ""
        card = Card("What shows the agreement", note=f"{KEPT}{all_of_them}")
        self.day = Field("Agreed on", DateEdit("Agreed on"), needed=True)
        self.day.set_raw(show_date(self._seat.desk.today))
        self.day.edited.connect(lambda _: self._weigh())
        self._paths: list[Path] = []
        self._chosen = Words("", "muted")
        self._drop_files = QuietButton("Take out", "trash", self.drop_files)
        line = row(SecondaryButton("Add a file…", "attach", self._choose), self._chosen, self._drop_files, gap=12)
        line.setStretch(1, 1)
        self._show_files()
        self.by: Field | None = None
        if nominees := signing.nominees(found.form, found.record):
            self.by = nominee_field("Who agreed for the group", nominees)
            self.by.edited.connect(lambda _: self._weigh())
            card.add(self.by)
        card.add(self.day, line)
        return card

    def _show_way(self) -> None:
        for card in self.cards:
            card.setVisible(self.way.raw() == DRAWN)
        self._file_card.setVisible(self.way.raw() != DRAWN)
        self._how.setText(self._words[self.way.raw() == DRAWN])
        self._weigh()

    def _weigh(self) -> None:
        """The button waits until nothing is missing, and says what is."""
        missing = [card.lacking for card in self.cards] if self.way.raw() == DRAWN else self._file_lacks()
        missing = [each for each in missing if each]
        words = f"Still missing: {'; '.join(missing)}." if missing else "Nothing is missing."
        self.lacking.setText(words)
        self.seal.setEnabled(not missing)
        self.seal.setAccessibleDescription(words)

    def _file_lacks(self) -> list[str]:
        mail = self.way.raw() == MAIL
        return [
            "who agreed for the group" if self.by and not self.by.raw() else "",
            "" if self._agreed_on() else "the day it was agreed",
            "" if self._paths else "the mail to keep" if mail else "the scanned page to keep",
        ]

    def _agreed_on(self) -> date | None:
        return read_date(str(self.day.raw() or ""))

    def _choose(self) -> None:
        kinds = "Mail (*.eml *.msg *.pdf)" if self.way.raw() == MAIL else "Scanned pages (*.pdf *.png *.jpg *.jpeg)"
        if chosen := ask_file(self, "Choose the file to keep", kinds):
            self.keep_file(chosen)

    def keep_file(self, path: Path) -> None:
        """Take this file, beside those taken before, as what shows the agreement."""
        self._paths += [path] if path not in self._paths else []
        self._show_files()
        self._weigh()

    def drop_files(self) -> None:
        """Take none of the files chosen."""
        self._paths = []
        self._show_files()
        self._weigh()

    def _show_files(self) -> None:
        self._chosen.setText("\n".join(path.name for path in self._paths) or "No file chosen yet.")
        self._drop_files.setVisible(bool(self._paths))

    def ask_seal(self) -> None:
        """Ask once, then seal: there is no way back."""
        if ask(self, SEAL, FINAL, "Seal it", decline="Not yet"):
            self.seal_now()

    def seal_now(self) -> None:
        """Seal with the marks made, or with the file that shows the agreement."""
        desk = self._seat.desk
        if self.way.raw() == DRAWN:
            marks = [card.mark(desk.today) for card in self.cards]
            self._work(lambda: signing.sign_here(desk, self._id, marks))
        elif (on := self._agreed_on()) and self._paths:
            agree = signing.agree_by_email if self.way.raw() == MAIL else signing.agree_by_scan
            by, paths = str(self.by.raw()) if self.by else "", tuple(self._paths)

            def deed() -> Changes:
                first, *more = [(path.name, content_of(path)) for path in paths]
                return agree(desk, self._id, on, *first, by, more)

            self._work(deed)

    def issue(self) -> None:
        """Seal a record that nobody signs."""
        self._work(partial(signing.issue, self._seat.desk, self._id))

    def export(self) -> None:
        """Save the sealed PDF where the person chooses."""
        if target := ask_new_file(self, "Export the sealed PDF", "record.pdf", PDF):
            self._write(lambda: reading.export_pdf(self._seat.desk, self._id, target))

    def print_out(self) -> None:
        """Save the pages, not sealed, to be printed and signed by hand."""
        desk = self._seat.desk
        if target := ask_new_file(self, "Save the pages to print", "to-sign.pdf", PDF):
            self._write(lambda: signing.export_unsealed(desk, self._id, target))

    def _write(self, work: Callable[[], object]) -> None:
        def done(_: object) -> None:
            self._seat.shell.tell("The PDF is saved.", "good")

        self._seat.ask(work, done, owner=self)

    def _work(self, deed: Callable[[], Changes]) -> None:
        self._busy = Busy(self, "Sealing the record…")
        self._busy.open()
        self._seat.do(deed, self._sealed, self._refused, self)

    def _sealed(self, _: Changes) -> None:
        self._rest()
        self._seat.ask(self._look, self._lay, owner=self)

    def _refused(self, error: SupdeskError) -> None:
        self._rest()
        self._seat.shell.tell_error(error)

    def _rest(self) -> None:
        if self._busy is not None:
            self._busy.close_now()
            self._busy = None


def _text(found: Reading) -> Card:
    """What is to be agreed, so that nobody signs what they have not read."""
    card = Card()
    card.add(RecordText(found.form, found.record.answers))
    return card
