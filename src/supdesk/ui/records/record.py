"""One record to read, with what may follow from it."""

from collections.abc import Iterator

from PySide6.QtWidgets import QWidget

from supdesk.desk import planning, reading, recording
from supdesk.desk.finishing import SESSIONS
from supdesk.desk.reading import Reading
from supdesk.domain.changes import Topic
from supdesk.domain.days import show_date
from supdesk.domain.records import Record, RecordState
from supdesk.ui.contracts.changes import changes_card
from supdesk.ui.evaluations.asking import open_asking
from supdesk.ui.following import follow
from supdesk.ui.forms import RecordText
from supdesk.ui.parts import (
    READABLE,
    Banner,
    Card,
    ListRow,
    Page,
    PrimaryButton,
    Rows,
    SecondaryButton,
    Words,
    row,
)
from supdesk.ui.parts.files import PDF, ask_new_file
from supdesk.ui.records.clinical import clinical_card
from supdesk.ui.records.going import begin, sign
from supdesk.ui.records.themes import COUNTED, THEMED, offer_themes
from supdesk.ui.seat import Seat
from supdesk.ui.session_desk.referral import show_referral
from supdesk.ui.sessions.round import TITLE as ROUND
from supdesk.ui.sessions.round import offer_round

SHOWS = "It shows how the record was agreed or came back."


def open_record(seat: Seat, record_id: str) -> None:
    """Go and read a record."""
    seat.shell.push(RecordPage(seat, record_id))


class RecordPage(Page):
    """A record's answers, how it was agreed, its addenda, and the deeds that follow."""

    def __init__(self, seat: Seat, record_id: str) -> None:
        super().__init__("Record", width=READABLE)
        self._seat, self._id = seat, record_id
        follow(seat, self, lambda: reading.read(seat.desk, record_id), self._show, Topic.RECORDS)

    def _show(self, found: Reading) -> None:
        record = found.record
        self.clear()
        self.set_title(record.title, f"{record.number} · {show_date(record.on)} · {record.state.label}")
        self.add(*self._ties(found), row(*self._deeds_for(found)))
        if found.agreement is not None:
            how = f"{found.agreement.way.label}, {show_date(found.agreement.on)}. {found.agreement.note}"
            session = record.session_id
            onward = (ROUND, lambda: offer_round(self._seat, self, session)) if found.routed else None
            self.add(Banner(how.strip(), "good", onward))
        card = Card()
        card.add(RecordText(found.form, record.answers))
        self.add(card)
        if found.kept:
            self.add(self._kept(found.kept))
        if found.due:
            self.add(clinical_card(self._seat, record.id, found.due))
        if found.renewal is not None:
            self.add(changes_card(found.renewal))
        if found.addenda:
            self._add_addenda(found)
        if record.serves in THEMED:
            self._add_themes(found)

    def _kept(self, files: tuple[tuple[str, str], ...]) -> Card:
        card = Card("Kept with this record")
        card.add(Rows(*(self._file(*file) for file in files)))
        return card

    def _file(self, file_id: str, name: str) -> ListRow:
        def save() -> None:
            self.save(file_id, name)

        return ListRow(name, SHOWS, icon="attach", deed="Save a copy…", on=save)

    def save(self, file_id: str, name: str) -> None:
        """Write a copy of a kept file where the person chooses."""
        desk = self._seat.desk
        if path := ask_new_file(self, "Save a copy", name, "All files (*)"):
            self._seat.ask(lambda: reading.save_kept(desk, file_id, path), self._saved, owner=self)

    def _saved(self, _: None) -> None:
        self._seat.shell.tell("The copy is written. Outside the vault, you look after it.", "good")

    def _add_themes(self, found: Reading) -> None:
        choose = SecondaryButton("Choose themes…", on=self.choose_themes)
        card = Card("Themes", choose, note=COUNTED)
        card.add(Words(" · ".join(found.themes) or "None yet.", "body" if found.themes else "muted"))
        self.add(card)

    def choose_themes(self) -> None:
        """Offer the themes there are, and a line for others."""
        offer_themes(self._seat, self, self._id)

    def _ties(self, found: Reading) -> Iterator[Banner]:
        """What else is to be read with this record: its addenda, the record it adds to, the next contract."""
        sealed = [addendum for addendum in found.addenda if addendum.state.sealed]
        if sealed:
            numbers = " and ".join(f"{each.number} of {show_date(each.on)}" for each in sealed)
            yield self._tie(f"This record was amended by {numbers}.", "Read the addendum", sealed[0], "warning")
        if found.first is not None:
            first = found.first
            words = f"This is an addendum to {first.number}, “{first.title}”, of {show_date(first.on)}."
            yield self._tie(words, "Read that record", first, "info")
        if found.later is not None:
            words = f"This contract was superseded by {found.later.number} of {show_date(found.later.on)}."
            yield self._tie(words, "Read the newer one", found.later, "warning")
        if found.renewal is not None:
            earlier = found.renewal.earlier
            words = f"This contract supersedes {earlier.number} of {show_date(earlier.on)}."
            yield self._tie(words, "Read the earlier one", earlier, "info")

    def _tie(self, sentence: str, deed: str, other: Record, tone: str) -> Banner:
        return Banner(sentence, tone, (deed, lambda: open_record(self._seat, other.id)))

    def _add_addenda(self, found: Reading) -> None:
        rows = [self._addendum(addendum) for addendum in found.addenda]
        card = Card("Addenda")
        card.add(Rows(*rows))
        self.add(card)

    def _addendum(self, addendum: Record) -> ListRow:
        about = f"{addendum.number} · {show_date(addendum.on)}"
        return ListRow(addendum.title, about, opens=lambda: open_record(self._seat, addendum.id))

    def refer(self, record: Record) -> None:
        """Show the steps of a referral and note the moment with the session."""
        seat, packs = self._seat, self._seat.desk.around.packs
        seat.do(lambda: planning.note_referral(seat.desk, record.session_id), owner=self)

        def show(steps: tuple[str, ...]) -> None:
            show_referral(seat.shell, steps)

        seat.ask(lambda: packs.referral(record.form.pack), show, owner=self)

    def _deeds_for(self, found: Reading) -> Iterator[QWidget | None]:
        record, desk = found.record, self._seat.desk
        if record.session_id and record.serves != "evaluation":
            yield SecondaryButton("Referral needed now", "referral", lambda: self.refer(record))
        yield None
        if record.serves in SESSIONS:
            yield SecondaryButton("Evaluation…", on=lambda: open_asking(self._seat, self, record.session_id))
        if record.state is RecordState.FINISHED:
            deed = "Sign" if found.form.signers else "Issue"
            yield PrimaryButton(deed, "sign", lambda: sign(self._seat, record.id))
            return
        yield SecondaryButton(
            "Add addendum",
            on=lambda: begin(self._seat, self, lambda: recording.begin_addendum(desk, record.id)),
        )
        yield PrimaryButton("Export PDF…", "export", lambda: self.export(found))

    def export(self, found: Reading) -> None:
        """Write the sealed PDF where the person chooses."""
        offered = f"{found.record.number}.pdf"
        if path := ask_new_file(self, "Export PDF", offered, PDF):
            desk = self._seat.desk
            self._seat.ask(lambda: reading.export_pdf(desk, self._id, path), self._exported, owner=self)

    def _exported(self, _: None) -> None:
        self._seat.shell.tell("The PDF is written. Outside the vault, you look after the copy.", "good")
