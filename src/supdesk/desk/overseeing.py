"""Overseeing: the pack's monitoring plan, with what was made for it and what is due."""

from datetime import date

from supdesk.desk import belonging, publishing
from supdesk.desk.desk import Desk
from supdesk.domain import monitoring
from supdesk.domain.changes import Changes, Topic, changed
from supdesk.domain.monitoring import Watch
from supdesk.domain.registers import Period
from supdesk.domain.reports import Report
from supdesk.vault import audit

DEED = "write report"


def plan(desk: Desk, of: str = "") -> list[Watch]:
    """Each requirement of an organisation's pack and how it stands today."""
    begun = audit.last(desk.vault.cx, "begin")
    first = desk.day_of(begun) if begun else desk.today
    made, asked = _made(desk, of), belonging.organisation(desk, of).pack.monitoring
    return [monitoring.watched(each, made, desk.today, first) for each in asked]


def written(desk: Desk, kind: str, period: Period, of: str = "") -> bool:
    """Whether a report of that kind was written for a period once that was over: one written before lacks days."""
    return last_written(desk, kind, period, of) is not None


def last_written(desk: Desk, kind: str, period: Period, of: str = "") -> date | None:
    """The last day on which that was written, once the period was over."""
    last = _made(desk, of).get((kind, period.first))
    return last if last is not None and last > period.last else None


def note(desk: Desk, kind: str, period: Period, of: str = "", published: Report | None = None) -> Changes:
    """Enter in the audit trail that a report of that kind was written, of which organisation's pack.

    One that was `published` is kept.
    """
    pack = belonging.organisation(desk, of).pack
    with desk.vault.deed(DEED, desk.now, f"{kind} {pack.id} {period.first.isoformat()}") as cx:
        if published:
            publishing.keep(desk, cx, published)
    return changed(Topic.FILES)


def _made(desk: Desk, of: str) -> dict[tuple[str, date], date]:
    """The last day on which each report was written, by its kind and the first day of its period.

    Those of before packs were named are of the owner's.
    """
    whose, own = belonging.organisation(desk, of), desk.pack.id
    found: dict[tuple[str, date], date] = {}
    for subject, at in audit.subjects(desk.vault.cx, DEED).items():
        kind, *pack, first = subject.split(" ")
        if whose.has(pack[0] if pack else own):
            known = kind, date.fromisoformat(first)
            found[known] = max(found.get(known, date.min), desk.day_of(at))
    return found
