"""Contracts: which there are, which are being written, and when each is due for review."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache, partial

from dateutil.relativedelta import relativedelta

from supdesk.desk import finishing, recording
from supdesk.desk.desk import Desk
from supdesk.desk.recording import Sheet
from supdesk.domain.cadence import Standing, standing
from supdesk.domain.people import Party
from supdesk.domain.records import Record
from supdesk.domain.sessions import Kind
from supdesk.forms import answers
from supdesk.forms.definition import Form
from supdesk.vault import keeping


@dataclass(frozen=True, slots=True)
class Contract:
    """A contract, the day its review is due, how it stands today, and the one that took its place.

    `renewed_by` is one that waits to be sealed and takes its place then.
    """

    record: Record
    renew_on: date
    standing: Standing
    superseded_by: Record | None = None
    renewed_by: Record | None = None

    @property
    def superseded(self) -> bool:
        return self.superseded_by is not None


@dataclass(frozen=True, slots=True)
class Begun:
    """A contract that is being written, and whom it names."""

    sheet: Sheet
    parties: tuple[Party, ...]

    @property
    def people(self) -> frozenset[str]:
        return frozenset(party.person_id for party in self.parties)


def begun(desk: Desk) -> list[Begun]:
    """Every contract with something written in it that is not finished, the one written in last first."""
    drafts = [sheet for sheet in recording.drafts(desk) if sheet.form.serves == "contract"]
    return [Begun(sheet, _named(desk, sheet)) for sheet in drafts]


def _named(desk: Desk, sheet: Sheet) -> tuple[Party, ...]:
    return finishing.parties(desk, sheet, dict(answers.read(sheet.form, sheet.draft.raw).answers))


def begin(desk: Desk, people: Sequence[str]) -> tuple[Sheet, bool]:
    """The contract being written between the owner and these people, else a new one; and whether it is new."""
    wanted = {desk.owner.id, *people}
    found = next((each.sheet for each in begun(desk) if each.people == wanted), None)
    return (found, False) if found else (recording.begin_contract(desk, people), True)


def contracts(desk: Desk) -> list[Contract]:
    """Every contract, the newest first.

    Another one that is agreed supersedes it by saying so, or by being newer and with the same people.
    """
    found = keeping.records(desk.vault.cx, serves="contract")
    sealed = _Newer({record.supersedes: record for record in found if record.state.sealed})
    waiting = _Newer({record.supersedes: record for record in found if not record.state.sealed})
    form_of = cache(partial(keeping.form, desk.vault.cx))
    return [_contract(desk, record, sealed, waiting, form_of) for record in found]


@dataclass(frozen=True, slots=True)
class _Newer:
    """Contracts that say whose place they take, and the newest seen so far of each company."""

    named: dict[str, Record]
    newest: dict[frozenset[str], Record] = field(default_factory=dict)

    def than(self, record: Record) -> Record | None:
        return self.named.get(record.id) or self.newest.get(_people(record))


def _people(record: Record) -> frozenset[str]:
    return frozenset(party.person_id or party.name for party in record.parties)


def _contract(
    desk: Desk, record: Record, sealed: _Newer, waiting: _Newer, form_of: Callable[[str], Form]
) -> Contract:
    holds = record.state.sealed
    later, renewal = sealed.than(record), waiting.than(record)
    (sealed if holds else waiting).newest.setdefault(_people(record), record)
    due = _review(desk, record, form_of(record.form.digest))
    return Contract(record, due, standing(due, desk.today), later, renewal if holds and not later else None)


def later(desk: Desk, record: Record) -> Record | None:
    """The contract that took the place of this one; None for one in force, and for any other record."""
    known = contracts(desk) if record.serves == "contract" else ()
    return next((each.superseded_by for each in known if each.record.id == record.id), None)


def agreed_minutes(desk: Desk, parties: Collection[str], kind: Kind) -> int | None:
    """How long a session of that kind was agreed to last in the contract in force between these person ids."""
    for contract in contracts(desk):
        with_whom = {party.person_id for party in contract.record.parties}
        in_force = contract.record.state.sealed and not contract.superseded
        if in_force and with_whom == set(parties):
            form = keeping.form(desk.vault.cx, contract.record.form.digest)
            slot = "group_minutes" if kind is Kind.GROUP else "individual_minutes"
            given = contract.record.answers
            found: int | None = answers.slot(form, given, slot) or answers.slot(form, given, "minutes")
            return found
    return None


def _review(desk: Desk, record: Record, form: Form) -> date:
    stated = answers.slot(form, record.answers, "renew_on")
    if isinstance(stated, date):
        return stated
    return record.on + relativedelta(months=desk.around.packs.pack(record.form.pack).contract_months)
