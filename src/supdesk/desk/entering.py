"""Entering: the reminder that what was discussed of a child or adult belongs into their clinical record.

Whoever was supervised enters it there; here stands only whether and when that was done, and the text to take along.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date

from dateutil.relativedelta import relativedelta

from supdesk.desk.desk import Desk
from supdesk.domain.changes import Changes, Topic, changed
from supdesk.domain.clinical import NOBODY, Due, Entered
from supdesk.domain.days import show_date
from supdesk.domain.errors import SupdeskError
from supdesk.domain.nhs_numbers import digits_of, shown, within
from supdesk.domain.records import Record
from supdesk.forms import cases
from supdesk.vault import clinical, keeping

MONTHS = 3
"""For how many months a record is reminded of."""
NO_ONE = "No child or adult stands in it by a row of their own"


def due(desk: Desk, record: Record) -> tuple[Due, ...]:
    """What that record owes, row by row; nothing where its pack does not ask."""
    pack = next((each for each in desk.around.packs.found if each.id == record.form.pack), None)
    if pack is None or not pack.clinical_records or record.serves not in ("one-to-one", "group", "ad-hoc"):
        return ()
    form, known = keeping.form(desk.vault.cx, record.form.digest), clinical.of_record(desk.vault.cx, record.id)
    found = cases.cases(form, record.answers) or {NOBODY: (NO_ONE, "")}
    same = {digits_of(shown) for *_, shown in cases.twice(form, record.answers)}
    others = {label.partition(",")[0] for label, _ in found.values()}
    return tuple(
        replace(
            Due(place, label, _text(record, own) if own else "", *known.get(place, (Entered.OUTSTANDING, None))),
            doubts=tuple(_doubts(place, own, place in same, others - {label.partition(",")[0]})),
        )
        for place, (label, own) in found.items()
    )


def outstanding(desk: Desk) -> list[tuple[Record, int]]:
    """The records of the last months with how much they still owe to clinical records, the oldest first."""
    asking = [pack.id for pack in desk.around.packs.found if pack.clinical_records]
    if not asking:
        return []
    recent = keeping.records(desk.vault.cx, since=desk.today - relativedelta(months=MONTHS), packs=asking)
    owed = ((record, [each.state for each in due(desk, record)]) for record in reversed(recent))
    return [(record, states.count(Entered.OUTSTANDING)) for record, states in owed if Entered.OUTSTANDING in states]


def _doubts(place: str, own: str, twice: bool, others: Iterable[str]) -> Iterator[str]:
    """Why the text of one of them may hold words about another."""
    if twice:
        yield "Two rows of one table have this number, so the text holds what stands in both."
    if found := sorted({shown(digits_of(each)) for each in within(own)} - {shown(place)}):
        yield f"Another number stands in the text: {', '.join(found)}."
    if named := [each for each in sorted(others) if re.search(rf"\b{re.escape(each)}\b", own, re.IGNORECASE)]:
        yield f"The text speaks of {', '.join(named)}."


def _text(record: Record, own: str) -> str:
    supervisor = record.parties[0].name if record.parties else record.owner.name
    return f"Safeguarding supervision, {show_date(record.on)}\n{own}\nSupervisor: {supervisor}\n"


def say(desk: Desk, record_id: str, place: str, state: Entered, on: date | None = None) -> Changes:
    """Enter how it stands with one of them, since that day or today.

    SupdeskError `clinical.needed` for "not needed" where somebody was discussed; `clinical.day` for a day to come
    or before the record's own.
    """
    record, day = keeping.record(desk.vault.cx, record_id), on or desk.today
    if state is Entered.NOT_NEEDED and place != NOBODY:
        raise SupdeskError("clinical.needed", "Somebody was discussed, so it belongs into their clinical record.")
    if not record.on <= day <= desk.today:
        raise SupdeskError("clinical.day", "That day is to come, or before the session. Choose another.")
    with desk.vault.deed(f"clinical record {state.value}", desk.now, record_id) as cx:
        clinical.put(cx, record_id, place, state, day)
    return changed(Topic.RECORDS, Topic.SESSIONS, subject=record_id)
