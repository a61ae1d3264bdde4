"""Generations of backups: what one is, when the next is due, and which of them are kept."""

from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

EVERY = timedelta(minutes=30)
"""How long something done waits for a backup at most, while the vault is open."""

NEWEST, DAYS, WEEKS, MONTHS = 3, 7, 5, 12
"""How many are kept: the newest, and the last of each of so many days, weeks (ISO 8601) and months."""


@dataclass(frozen=True, slots=True)
class Generation:
    """A backup: its folder, when it was made (UTC), and its bytes."""

    folder: Path
    at: datetime
    size: int


@dataclass(frozen=True, slots=True)
class Holdings:
    """What a vault holds, by counts: enough to choose a backup, and no word of anybody."""

    records: int
    drafts: int
    sessions: int
    people: int
    newest_record: str
    last_deed: datetime | None


def in_order(made: Iterable[Generation], now: datetime) -> tuple[Generation, ...]:
    """Newest first, and last what is dated later than now (UTC).

    A clock that was ahead made that; for years it would pass for the newest.
    """
    newest_first = sorted(made, key=lambda each: each.at, reverse=True)
    return tuple(sorted(newest_first, key=lambda each: each.at > now))


def is_due(waits_since: datetime | None, now: datetime) -> bool:
    """Whether what was done first since the last backup has waited long enough; nothing waits when None.

    A clock that was put back makes it due as well: how long it waits can't be told then.
    """
    return waits_since is not None and not timedelta() <= now - waits_since < EVERY


def holds_off(until: datetime | None, now: datetime) -> bool:
    """Whether what failed is not tried again yet; a clock that was ahead when it failed holds it off no longer."""
    return until is not None and now < until <= now + EVERY


def kept(made: Iterable[datetime], newest: datetime) -> frozenset[datetime]:
    """Which generations stay once `newest` is whole, by when they were made (UTC).

    Days, weeks and months are counted by those that have a backup, not by the calendar: who comes back after a year
    finds what there was. What is dated later than `newest` another clock made: it stays, and takes nobody's place.
    """
    known = {*made, newest}
    latest = sorted((at for at in known if at <= newest), reverse=True)
    stay = {*latest[:NEWEST], *(at for at in known if at > newest)}
    for span, count in ((_day, DAYS), (_week, WEEKS), (_month, MONTHS)):
        stay |= set(_last_of_each(latest, span)[:count])
    return frozenset(stay)


def _last_of_each(latest: list[datetime], span: Callable[[datetime], Hashable]) -> list[datetime]:
    found: dict[Hashable, datetime] = {}
    for at in latest:
        found.setdefault(span(at), at)
    return list(found.values())


def _day(at: datetime) -> Hashable:
    return at.date()


def _week(at: datetime) -> Hashable:
    return at.isocalendar()[:2]


def _month(at: datetime) -> Hashable:
    return at.year, at.month
