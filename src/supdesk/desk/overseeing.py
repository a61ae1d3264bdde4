"""Overseeing: the pack's monitoring plan, with what was made for it and what is due."""

from datetime import date

from supdesk.desk.desk import Desk
from supdesk.domain import monitoring
from supdesk.domain.changes import Changes, Topic, changed
from supdesk.domain.monitoring import Watch
from supdesk.domain.registers import Period
from supdesk.vault import audit

DEED = "write report"


def plan(desk: Desk) -> list[Watch]:
    """Each requirement of the pack and how it stands today."""
    begun = audit.last(desk.vault.cx, "begin")
    first = desk.day_of(begun) if begun else desk.today
    made = _made(desk)
    return [monitoring.watched(each, made, desk.today, first) for each in desk.pack.monitoring]


def written(desk: Desk, kind: str, period: Period) -> bool:
    """Whether a report of that kind was written for a period once that was over: one written before lacks days."""
    last = _made(desk).get((kind, period.first))
    return last is not None and last > period.last


def note(desk: Desk, kind: str, period: Period) -> Changes:
    """Enter in the audit trail that a report of that kind was written."""
    with desk.vault.deed(DEED, desk.now, f"{kind} {period.first.isoformat()}"):
        pass
    return changed(Topic.FILES)


def _made(desk: Desk) -> dict[tuple[str, date], date]:
    """The last day on which each report was written, by its kind and the first day of its period."""
    found = {}
    for subject, at in audit.subjects(desk.vault.cx, DEED).items():
        kind, _, first = subject.rpartition(" ")
        found[kind, date.fromisoformat(first)] = desk.day_of(at)
    return found
