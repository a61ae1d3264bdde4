"""Renewing: a contract that takes over from an earlier one, and what it changes."""

from dataclasses import dataclass, replace
from typing import Any

from supdesk.desk import contracting, recording
from supdesk.desk.desk import Desk
from supdesk.desk.recording import Sheet
from supdesk.domain.errors import SupdeskError
from supdesk.domain.people import Party
from supdesk.domain.records import Record
from supdesk.forms import answers, renewal
from supdesk.forms.definition import DATED, Form
from supdesk.forms.renewal import Difference
from supdesk.vault import keeping, store


@dataclass(frozen=True, slots=True)
class Renewal:
    """The contract that a newer one renews, and what the newer one changes but the dates."""

    earlier: Record
    differences: tuple[Difference, ...]


def renew(desk: Desk, record_id: str) -> tuple[Sheet, bool]:
    """A contract that takes over from one, filled from what that says; and whether it is new.

    One begun already with the same people becomes the renewal. SupdeskError `contract.superseded`, or
    `contract.renewed` where one waits to be sealed.
    """
    old = next(each for each in contracting.contracts(desk) if each.record.id == record_id)
    if old.superseded_by:
        number = old.superseded_by.number
        raise SupdeskError("contract.superseded", f"{number} has taken the place of this contract. Renew that one.")
    if old.renewed_by:
        number = old.renewed_by.number
        raise SupdeskError("contract.renewed", f"{number} renews this contract already and is to be sealed.")
    people = frozenset(party.person_id for party in old.record.parties)
    for draft in keeping.drafts(desk.vault.cx):
        if draft.facts.get("supersedes") == record_id:
            return recording.reopen(desk, draft.id), False
    found = next((each.sheet for each in contracting.begun(desk) if each.people == people), None)
    return (_renewing(desk, found, record_id), False) if found else (_filled(desk, old.record), True)


def _renewing(desk: Desk, sheet: Sheet, record_id: str) -> Sheet:
    draft = replace(sheet.draft, facts=sheet.draft.facts | {"supersedes": record_id})
    with desk.vault.write() as cx:
        keeping.put_draft(cx, draft)
    return Sheet(sheet.form, draft)


def _filled(desk: Desk, old: Record) -> Sheet:
    known = {person.id: person for person in store.people(desk.vault.cx)}
    here = [p for p in old.parties if not (p.person_id in known and known[p.person_id].archived)]
    now = [known[party.person_id].party if party.person_id in known else party for party in here]
    form = keeping.form(desk.vault.cx, old.form.digest)
    facts: dict[str, Any] = {}
    for field in form.fields():
        value = old.answers.get(field.id)
        if field.kind == "person" and field.fills and value is not None:
            facts[field.fills] = next((_raw(p) for p in now if _same(p, value)), {})
        elif field.kind == "people" and field.fills:
            facts[field.fills] = [_raw(p) for p in now if any(_same(p, each) for each in value or ())]
    return recording.begin_renewal(desk, old, now, facts)


def _same(one: Party, other: Party) -> bool:
    return (one.person_id or one.name) == (other.person_id or other.name)


def _raw(party: Party) -> dict[str, str]:
    return {"id": party.person_id, "name": party.name, "designation": party.designation}


def renewal_of(desk: Desk, record: Record) -> Renewal | None:
    """What a contract renews and changes; None for one that renews nothing."""
    return _renewal(desk, record.supersedes, keeping.form(desk.vault.cx, record.form.digest), record.answers)


def renewal_in(desk: Desk, sheet: Sheet) -> Renewal | None:
    """The same of a contract that is being written."""
    given = answers.read(sheet.form, sheet.draft.raw).answers
    return _renewal(desk, sheet.draft.facts.get("supersedes", ""), sheet.form, given)


def _renewal(desk: Desk, earlier: str, form: Form, given: answers.Answers) -> Renewal | None:
    if not earlier:
        return None
    old = keeping.record(desk.vault.cx, earlier)
    was = keeping.form(desk.vault.cx, old.form.digest)
    return Renewal(old, tuple(renewal.differences(was, old.answers, form, given, but=DATED)))
