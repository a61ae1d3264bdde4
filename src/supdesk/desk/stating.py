"""Stating: what each line manager or service lead is told of the attendance of their own people, days only."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from supdesk.desk import addressing, belonging
from supdesk.desk.addressing import Letter
from supdesk.desk.desk import Desk
from supdesk.desk.exporting import Prepared, Written
from supdesk.desk.reporting import blank, staff, within
from supdesk.domain import statements, tracker
from supdesk.domain.changes import Changes, Topic, changed
from supdesk.domain.errors import SupdeskError
from supdesk.domain.registers import Period
from supdesk.domain.reports import Report
from supdesk.domain.statements import Sent, Statement, Towards
from supdesk.domain.tracker import Line, counting
from supdesk.vault import store

SUBJECT = "Safeguarding supervision: attendance statement"
LEAD = "For {} alone. Days and attendance of those who are named, and nothing of what was talked about."
_KEPT = "statements"
"""The setting that holds which statement was whose."""


@dataclass(frozen=True, slots=True)
class Outlook:
    """What writing makes: the reports by their readers, and those people of whom nobody is told."""

    period: Period
    made: tuple[tuple[Statement, Report], ...]
    without: tuple[Line, ...]


def outlook(desk: Desk, period: Period, towards: Towards) -> Outlook:
    """Who would be told what of a period, as it stands at its end, or today where it is not over."""
    as_at = min(period.last, desk.today)
    every = store.sessions(desk.vault.cx)
    lines = staff(desk, as_at, tracker.diary(every))
    people = store.people(desk.vault.cx) if towards is Towards.LEADS else []
    found: list[tuple[str, Statement]] = []
    without: list[Line] = []
    for whose in belonging.organisations(desk):
        theirs = [line for line in lines if whose.has(desk.pack_of(line.person).id)]
        made, left = statements.for_leads(theirs, people) if people else statements.for_managers(theirs)
        found += [(whose.name, each) for each in made]
        without += left
    counts = {line.person.id: counting(desk.pack_of(line.person).cadences, line.person) for line in lines}
    [sessions] = within(desk, every, [period])
    empty = replace(blank(desk, period, as_at), title="Attendance statement", kind="statement")
    reports = [
        (
            each,
            replace(
                empty,
                organisation=name,
                lead=LEAD.format(each.reader),
                tables=statements.tables(each.lines, sessions, counts),
            ),
        )
        for name, each in found
    ]
    return Outlook(period, tuple(reports), tuple(without))


def prepare(desk: Desk, period: Period, towards: Towards) -> Prepared[tuple[Sent, ...]]:
    """Give each statement its number; their files are made from what this answers.

    SupdeskError `statements.none` where nobody is to be told of anybody.
    """
    found = outlook(desk, period, towards)
    if not found.made:
        raise SupdeskError("statements.none", "There is nobody to write to yet. Add them under People first.")
    with desk.vault.write() as cx:
        numbers = [f"{store.next_number(cx, 'statement'):04}" for _ in found.made]
    letters = [_letter(desk, number, *each) for number, each in zip(numbers, found.made, strict=True)]
    kept = (Sent(each.number, each.reader, period, desk.now) for each in letters)
    return Prepared(tuple(kept), addressing.make(desk, letters))


def note(desk: Desk, written: Written[tuple[Sent, ...]]) -> Changes:
    """Keep which statement is whose. When that fails, the files are taken back."""
    numbers = ", ".join(each.number for each in written.about)
    with written.placed, desk.vault.deed("write statements", desk.now, numbers) as cx:
        store.put_setting(cx, _KEPT, [*store.setting(cx, _KEPT, []), *map(_kept, written.about)])
    return changed(Topic.FILES)


def sent(desk: Desk) -> list[Sent]:
    """Which statement was written for whom, the newest first."""
    kept: list[dict[str, Any]] = store.setting(desk.vault.cx, _KEPT, [])
    return [
        Sent(
            each["number"],
            each["reader"],
            Period(*(date.fromisoformat(each[day]) for day in ("first", "last"))),
            datetime.fromisoformat(each["at"]),
        )
        for each in reversed(kept)
    ]


def _letter(desk: Desk, number: str, statement: Statement, report: Report) -> Letter:
    days = report.period.shown
    return Letter(
        number=number,
        kind="attendance-statement",
        report=report,
        reader=statement.reader,
        to=statement.email,
        mail=belonging.organisation(desk, report.organisation).pack.register,
        subject=f"{SUBJECT}, {days}",
        lines=(
            f"please find attached the attendance of your people at safeguarding supervision, {days}.",
            "It holds days and attendance. What is said in supervision stays there.",
        ),
    )


def _kept(each: Sent) -> dict[str, str]:
    return {
        "number": each.number,
        "reader": each.reader,
        "first": each.period.first.isoformat(),
        "last": each.period.last.isoformat(),
        "at": each.at.isoformat(),
    }
