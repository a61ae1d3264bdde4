"""Publishing: what was published stays as it was, so that publishing again tells nothing of what came since.

A number that is hidden could be told by one more session: by the same figures a second time, or by those of a year
beside those of its quarters. So a period is published once it is over, and only ever the same way.
"""

from dataclasses import replace
from datetime import date, datetime, timedelta

from supdesk.desk import belonging
from supdesk.desk.desk import Desk
from supdesk.domain.days import show_date
from supdesk.domain.errors import SupdeskError
from supdesk.domain.quarters import name
from supdesk.domain.reports import Report, Table
from supdesk.vault import publications
from supdesk.vault.cipher import Connection


def once(desk: Desk, report: Report) -> Report:
    """A report made to be published, or what was published of its period before.

    SupdeskError `report.early` where that is not over, `report.changed` where a quarter within it was published and
    counts otherwise since.
    """
    if report.period.last >= desk.today:
        after = show_date(report.period.last + timedelta(days=1))
        raise SupdeskError("report.early", f"This {report.kind} is not over. It can be published from {after} on.")
    if found := _before(desk, desk.vault.cx, report):
        at, tables = found
        return replace(report, tables=tables, since=desk.day_of(at))
    _refuse_changed(desk, desk.vault.cx, report)
    return report


def keep(desk: Desk, cx: Connection, report: Report) -> None:
    """Keep what was published, in the deed that notes it; nothing where it was published before.

    SupdeskError `report.meanwhile` where it was since this one was made, `report.changed` as in the other.
    """
    if report.since:
        return
    if _before(desk, cx, report):
        again = "It was published meanwhile. Write it again: it will be the same as then."
        raise SupdeskError("report.meanwhile", again)
    _refuse_changed(desk, cx, report)
    pack = belonging.organisation(desk, report.organisation).pack.id
    publications.put(cx, report.kind, pack, report.period.first, desk.now, report.tables, report.counted)


def _before(desk: Desk, cx: Connection, report: Report) -> tuple[datetime, tuple[Table, ...]] | None:
    whose = belonging.organisation(desk, report.organisation)
    found = publications.published(cx, report.kind, report.period.first)
    return next(((at, tables) for pack, at, tables in found if whose.has(pack)), None)


def _refuse_changed(desk: Desk, cx: Connection, report: Report) -> None:
    whose = belonging.organisation(desk, report.organisation)
    for first, digest in report.counted:
        for pack, at, before in publications.counted(cx, first):
            if whose.has(pack) and before != digest:
                raise SupdeskError("report.changed", _changed(first, desk.day_of(at)))


def _changed(first: date, on: date) -> str:
    return (
        f"{name(first)} counts otherwise now than when it was published on {show_date(on)}. Beside each other the "
        "two could tell a number that is hidden, so this is not published. Its whole figures can still be written."
    )
