"""The list of contracts with how each stands against its review."""

from PySide6.QtWidgets import QWidget

from supdesk.desk import contracting
from supdesk.desk.contracting import Begun, Contract
from supdesk.domain.changes import Topic
from supdesk.domain.days import show_date
from supdesk.domain.records import RecordState
from supdesk.ui.contracts.writing import offer_contract, renew
from supdesk.ui.following import follow
from supdesk.ui.parts import Badge, Card, EmptyState, ListRow, Page, PrimaryButton, Rows
from supdesk.ui.people.standing import TONES
from supdesk.ui.records.going import go_on, sign
from supdesk.ui.records.record import open_record
from supdesk.ui.seat import Seat


class ContractsPage(Page):
    """Contracts, those being written before the others, the newest first; a row opens what it is about, its button
    goes on, signs or renews."""

    def __init__(self, seat: Seat) -> None:
        super().__init__("Contracts", "What was agreed with whom, and when to look at it again.")
        self._seat = seat
        self.rows: list[ListRow] = []
        self.new = PrimaryButton("New contract", "add", self.begin)
        self.set_deeds([self.new])
        desk, topics = seat.desk, (Topic.RECORDS, Topic.DRAFTS, Topic.SETTINGS)
        follow(seat, self, lambda: (contracting.begun(desk), contracting.contracts(desk)), self._show, *topics)

    def begin(self) -> None:
        """Offer to choose whom a new contract is with."""
        offer_contract(self._seat, self)

    def _show(self, found: tuple[list[Begun], list[Contract]]) -> None:
        begun, contracts = found
        self.clear()
        self.rows = [*(begun_row(self._seat, each) for each in begun), *(self._row(each) for each in contracts)]
        self.new.setVisible(bool(self.rows))
        if not self.rows:
            self.add(
                EmptyState(
                    "contracts",
                    "No contracts yet",
                    "A contract says how you will work together. Begin from the template, change what does "
                    "not fit, and have it signed by whom its form asks.",
                    PrimaryButton("New contract", "add", self.begin),
                )
            )
            return
        card = Card()
        card.add(Rows(*self.rows))
        self.add(card)

    def _row(self, contract: Contract) -> ListRow:
        record = contract.record
        unsealed = record if record.state is RecordState.FINISHED else contract.renewed_by
        deed = "Sign" if unsealed else "" if contract.superseded else "Renew"

        def act() -> None:
            if unsealed:
                sign(self._seat, unsealed.id)
            else:
                renew(self._seat, self, record)

        return ListRow(
            ", ".join(party.name for party in record.parties),
            f"{record.number} · {show_date(record.on)} · {_until(contract)}",
            icon="contracts",
            badge=_badge(contract),
            deed=deed,
            on=act,
            opens=lambda: open_record(self._seat, record.id),
        )


def begun_row(seat: Seat, begun: Begun) -> ListRow:
    """A contract that is being written, which opens where it was left."""

    def go() -> None:
        go_on(seat, begun.sheet)

    return ListRow(
        ", ".join(party.name for party in begun.parties),
        f"Not finished · last changed on {show_date(seat.desk.day_of(begun.sheet.draft.updated_at))}",
        icon="contracts",
        badge=Badge("Begun", "neutral"),
        deed="Go on",
        on=go,
        opens=go,
    )


def _until(contract: Contract) -> str:
    if contract.renewed_by:
        return f"renewed by {contract.renewed_by.number}, to be sealed"
    if contract.superseded_by:
        return f"superseded by {contract.superseded_by.number}"
    return f"review by {show_date(contract.renew_on)}"


def _badge(contract: Contract) -> Badge:
    if contract.record.state is RecordState.FINISHED:
        return Badge(contract.record.state.label, "info")
    if contract.superseded:
        return Badge("Superseded", "neutral")
    return Badge(contract.standing.label, TONES[contract.standing])


def build(seat: Seat) -> QWidget:
    """The Contracts page."""
    return ContractsPage(seat)
