"""Cadence: how often supervision is due, and how somebody stands."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from dateutil.relativedelta import relativedelta

from supdesk.domain.numerals import numeral
from supdesk.domain.sessions import Kind
from supdesk.domain.spelling import folded

SOON = timedelta(days=30)
_PART = 3
"""Of the time between sessions, the last part of so many at most is soon: nobody is always due."""
_YEAR = 365.25
"""Days."""


class Unit(StrEnum):
    """What times between sessions are counted in."""

    WEEKS = "weeks"
    MONTHS = "months"


@dataclass(frozen=True, slots=True)
class Every:
    """How often: so many weeks, or calendar months, from one time to the next. As text it is such as "6 weeks"."""

    count: int
    unit: Unit = Unit.MONTHS

    def __str__(self) -> str:
        return f"{self.count} {self.unit}"

    @classmethod
    def read(cls, text: str) -> "Every":
        """What such a text says; ValueError where it says nothing of the kind."""
        count, unit = text.split()
        return cls(int(count), Unit(unit))

    @property
    def words(self) -> str:
        """As people say it: "every month", "every six weeks"."""
        return f"every {self.unit[:-1]}" if self.count == 1 else f"every {numeral(self.count)} {self.unit}"

    @property
    def title(self) -> str:
        """The same at the beginning of a line."""
        return self.words.capitalize()

    @property
    def days(self) -> float:
        """How long that is on average."""
        return self.count * (7 if self.unit is Unit.WEEKS else _YEAR / 12)

    @property
    def soon(self) -> timedelta:
        """How far ahead the next one is due soon: 30 days, less where it comes round often."""
        return min(SOON, timedelta(days=int(self.days / _PART)))

    @property
    def in_a_year(self) -> int:
        """How many whole ones make a year."""
        return int(_YEAR / self.days)

    def after(self, day: date, times: int = 1) -> date:
        """The day so many times later; calendar months are kept within the month's end."""
        return day + relativedelta(**{self.unit.value: self.count * times})  # type: ignore[arg-type]


QUARTERLY = Every(3)
_OFTEN = (
    *(Every(count, Unit.WEEKS) for count in (2, 4, 6)),
    *(Every(count) for count in (1, 2, 3, 4, 6, 12)),
)


def often(asked: Every | None = None) -> list[Every]:
    """What is offered where somebody chooses how often, the shortest first, `asked` among it."""
    return sorted({*_OFTEN, *([asked] if asked else [])}, key=lambda every: every.days)


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
            "due": due_within(SOON),
            "overdue": "Overdue",
            "never": "No session yet",
        }[self.value]


@dataclass(frozen=True, slots=True)
class Cadence:
    """How often a session is due, of at least so many minutes, for a service or for all (`service` empty).

    `staff` narrows it to one group of the service's staff, `posts` to those whose designation begins so, wherever
    they work. Only sessions of `kind` count toward it, where one is named.
    """

    every: Every
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


def next_due(last: date | None, every: Every) -> date | None:
    """The day the next one is due, where there was one."""
    return None if last is None else every.after(last)


def series(first: date, every: Every, times: int) -> list[date]:
    """So many days, each one turn further from the first: none is skipped, and none drifts."""
    return [every.after(first, turn) for turn in range(times)]


def times_until(first: date, every: Every, until: date) -> int:
    """How many of such a series fall on or before that day."""
    if until < first:
        return 0
    if every.unit is Unit.WEEKS:
        return (until - first).days // (7 * every.count) + 1
    whole = ((until.year - first.year) * 12 + until.month - first.month) // every.count
    return whole + int(every.after(first, whole) <= until)


def due_within(soon: timedelta) -> str:
    """As it is said of whoever is due soon."""
    return f"Due within {soon.days} days"


def standing(due: date | None, today: date, soon: timedelta = SOON) -> Standing:
    """`due` None means there never was one. Due from so far ahead; overdue from the day after."""
    if due is None:
        return Standing.NEVER
    if due < today:
        return Standing.OVERDUE
    return Standing.DUE if due - soon <= today else Standing.IN_DATE


def cadence_for(cadences: tuple[Cadence, ...], service: str, staff: str = "", post: str = "") -> Cadence | None:
    """The cadence of a post, else that of the service and the staff group, else the one for everybody.

    A service that is named has no other cadence than its own. Of somebody whose staff group nobody knows the first
    of the service holds.
    """
    for each in cadences:
        if any(folded(post).startswith(folded(named)) for named in each.posts):
            return each
    own = _own(cadences, service)
    if own:
        group = folded(staff)
        return next((c for c in own if not (group and c.staff) or folded(c.staff) in group), None)
    return next((c for c in cadences if not c.service and not c.posts), None)


def names(cadences: tuple[Cadence, ...], service: str) -> bool:
    """Whether the service is among those named, so that whoever of it has no cadence is not asked on purpose."""
    return bool(_own(cadences, service))


def _own(cadences: tuple[Cadence, ...], service: str) -> list[Cadence]:
    return [each for each in cadences if each.service and folded(each.service) == folded(service)]
