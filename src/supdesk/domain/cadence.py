"""Cadence: how often supervision is due, and how somebody stands."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from dateutil.relativedelta import relativedelta

from supdesk.domain.sessions import Kind

SOON = timedelta(days=30)


class Standing(StrEnum):
    """How somebody stands against their cadence, or a contract against its review."""

    IN_DATE = "in-date"
    DUE = "due"
    OVERDUE = "overdue"
    NEVER = "never"

    @property
    def label(self) -> str:
        return {
            "in-date": "In date",
            "due": "Due within 30 days",
            "overdue": "Overdue",
            "never": "No session yet",
        }[self.value]


@dataclass(frozen=True, slots=True)
class Cadence:
    """So many months between sessions, of at least so many minutes, for a service or for all (`service` empty).

    `staff` narrows it to one group of the service's staff, `posts` to those whose designation begins so, wherever
    they work. Only sessions of `kind` count toward it, where one is named.
    """

    months: int
    service: str = ""
    minutes: int = 0
    ad_hoc_counts: bool = False
    staff: str = ""
    posts: tuple[str, ...] = ()
    kind: str = ""

    @property
    def counts(self) -> tuple[Kind, ...]:
        """The kinds of session that count toward it."""
        usual = (Kind(self.kind),) if self.kind else (Kind.ONE_TO_ONE, Kind.GROUP)
        return (*usual, Kind.AD_HOC) if self.ad_hoc_counts and Kind.AD_HOC not in usual else usual


def next_due(last: date | None, months: int) -> date | None:
    """The day the next one is due: `months` calendar months after `last`, kept within the month's end."""
    return None if last is None else last + relativedelta(months=months)


def series(first: date, months: int, times: int) -> list[date]:
    """So many days, each `months` calendar months further from the first: none is skipped, and none drifts."""
    return [first + relativedelta(months=months * turn) for turn in range(times)]


def times_until(first: date, months: int, until: date) -> int:
    """How many of such a series fall on or before that day."""
    apart = (until.year - first.year) * 12 + until.month - first.month
    whole = max(apart, 0) // months
    return whole + int(first + relativedelta(months=whole * months) <= until)


def standing(due: date | None, today: date) -> Standing:
    """`due` None means there never was one. Due from 30 days ahead; overdue from the day after."""
    if due is None:
        return Standing.NEVER
    if due < today:
        return Standing.OVERDUE
    return Standing.DUE if due - SOON <= today else Standing.IN_DATE


def cadence_for(cadences: tuple[Cadence, ...], service: str, staff: str = "", post: str = "") -> Cadence | None:
    """The cadence of a post, else that of the service and the staff group, else the one for everybody.

    A service that is named has no other cadence than its own. Of somebody whose staff group nobody knows the first
    of the service holds.
    """
    for each in cadences:
        if any(post.casefold().startswith(named.casefold()) for named in each.posts):
            return each
    own = [c for c in cadences if c.service and c.service.casefold() == service.casefold()]
    if own:
        group = staff.casefold()
        return next((c for c in own if not (group and c.staff) or c.staff.casefold() in group), None)
    return next((c for c in cadences if not c.service and not c.posts), None)
