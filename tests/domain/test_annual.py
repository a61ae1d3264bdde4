"""What is published of a year, quarter by quarter and as a whole, gives no hidden count back (G3, X9).

Every year there can be is published, in the small; then of each that looks alike it is seen what it can have been.
"""

from collections.abc import Callable, Hashable, Iterable, Sequence
from datetime import date
from functools import cache
from itertools import product

from supdesk.domain import annual, figures
from supdesk.domain.annual import Snapshot
from supdesk.domain.cadence import Standing
from supdesk.domain.evaluations import Audit, Tally, shown
from supdesk.domain.people import Person
from supdesk.domain.reports import Table
from supdesk.domain.sessions import Cancellation, Kind, Session, State, Why
from supdesk.domain.suppression import Rule
from supdesk.domain.tracker import Line
from tests.domain.domain_examples import session

RULE = Rule(2, 1)
SMALL = {1, 2}
COUNTS = range(4)
DAY = date(2026, 6, 30)
Year = tuple[int, ...]


def nothing_comes_back(years: Iterable[Year], published: Callable[[Year], Hashable], hidden: Sequence[int]) -> None:
    """Of years published alike, each small count in the places `hidden` can have been any small one."""
    alike: dict[Hashable, list[Year]] = {}
    for year in years:
        alike.setdefault(published(year), []).append(year)
    assert len(alike) > 2
    for those in alike.values():
        for place in hidden:
            could = {year[place] for year in those}
            assert not could & SMALL or could >= SMALL, (those[:3], place)


def rows(*tables: Table) -> Hashable:
    return tuple(table.rows for table in tables)


@cache
def lines(service: str, counted: int, good: int) -> tuple[Line, ...]:
    states = [Standing.IN_DATE] * good + [Standing.OVERDUE] * (counted - good)
    return tuple(Line(Person(service, service, service=service), 3, None, None, None, state) for state in states)


def test_attendance_of_two_services_in_two_quarters() -> None:
    @cache
    def quarter(name: str, year: Year) -> tuple[Snapshot, Hashable]:
        found = [*lines("Alder", *year[:2]), *lines("Birch", *year[2:])]
        return Snapshot(name, DAY, tuple(found)), rows(figures.attendance(found, DAY, RULE))

    def published(year: Year) -> Hashable:
        first, second = quarter("Q1", year[:4]), quarter("Q2", year[4:])
        both = (first[0], second[0])
        whole = rows(annual.attendance_by_quarter(both, RULE), annual.attendance_by_service(both, RULE))
        return first[1], second[1], whole

    pairs = [(counted, good) for counted in COUNTS for good in range(counted + 1)]
    years = [tuple(n for pair in four for n in pair) for four in product(pairs, repeat=4)]
    nothing_comes_back(years, published, range(8))


@cache
def held(kind: Kind, many: int, state: State = State.HELD) -> tuple[Session, ...]:
    return tuple(session(f"{kind}{n}", DAY, kind=kind, state=state) for n in range(many))


def test_sessions_of_two_kinds_in_two_quarters() -> None:
    def published(year: Year) -> Hashable:
        first = [*held(Kind.ONE_TO_ONE, year[0]), *held(Kind.GROUP, year[1])]
        second = [*held(Kind.ONE_TO_ONE, year[2]), *held(Kind.GROUP, year[3])]
        whole = figures.sessions_held([first, second], RULE)
        by_quarter = figures.sessions_by_period([("Q1", first), ("Q2", second)], RULE)
        return rows(*(figures.sessions_held([each], RULE) for each in (first, second)), whole, by_quarter)

    nothing_comes_back(product(COUNTS, repeat=4), published, range(4))


@cache
def cancelled(kind: Kind, why: Why, many: int, both: int) -> tuple[Session, ...]:
    how = [Cancellation("Somebody", DAY, "", n < both, why) for n in range(many)]
    return tuple(
        session(f"{why}{n}", DAY, kind=kind, state=State.CANCELLED, cancellation=c) for n, c in enumerate(how)
    )


def test_reasons_of_cancelling_in_two_quarters_with_the_sessions_beside_them() -> None:
    def published(year: Year) -> Hashable:
        urgent, away = Why.URGENT, Why.AWAY
        first = [*cancelled(Kind.GROUP, urgent, year[0], year[1]), *cancelled(Kind.GROUP, away, year[2], 0)]
        second = [*cancelled(Kind.GROUP, urgent, year[3], year[4]), *held(Kind.GROUP, 3)]
        named = [("Q1", first), ("Q2", second)]
        parts = [[first], [second], [first, second]]
        return rows(
            *(figures.cancellations(each, RULE) for each in parts),
            *(figures.sessions_held(each, RULE) for each in parts),
            figures.sessions_by_period(named, RULE),
        )

    years = [each for each in product(COUNTS, repeat=5) if each[1] <= each[0] and each[4] <= each[3]]
    nothing_comes_back(years, published, range(5))


def test_answers_to_a_statement_in_two_quarters_with_their_means() -> None:
    @cache
    def audit(counts: Year) -> Audit:
        return Audit(sum(counts), (Tally("Safe", counts),), ())

    def published(year: Year) -> Hashable:
        parts = [audit(year[:2]), audit(year[2:])]
        return tuple(shown(each, RULE).tallies for each in ([parts[0]], [parts[1]], parts))

    nothing_comes_back(product(COUNTS, repeat=4), published, range(4))


def test_answers_to_two_statements_with_the_sessions_beside_them() -> None:
    """Whoever answered one answered the other, and nobody did who was at no session."""

    def published(year: Year) -> Hashable:
        sessions, first, second = year[0], year[1:3], year[3:]
        found = Audit(sum(first), (Tally("Safe", first), Tally("Time", second)), ())
        return rows(figures.sessions_held([held(Kind.ONE_TO_ONE, sessions)], RULE)), shown([found], RULE)

    years = [
        (sessions, first, answered - first, second, answered - second)
        for sessions in range(7)
        for answered in range(sessions + 1)
        for first in range(answered + 1)
        for second in range(answered + 1)
    ]
    nothing_comes_back(years, published, range(1, 5))
