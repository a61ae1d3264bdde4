"""Reminding: what is said aside while the vault is open. Never a name, never a word of what anything is about."""

import math
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from supdesk.desk.attending import Today
from supdesk.domain.days import LONDON
from supdesk.domain.numerals import numeral

AHEAD = timedelta(minutes=15)
"""How long before a session begins it is said."""
GAP = timedelta(hours=1)
"""How long nothing more is said of what waits."""


@dataclass(frozen=True, slots=True)
class Told:
    """What was said, or seen when the vault was opened: the sessions by id, how many things waited, and when."""

    at: datetime
    waits: int
    sessions: frozenset[str] = frozenset()


def reminder(found: Today, now: datetime, told: Told, *, watching: bool) -> tuple[str, Told]:
    """The one sentence to say at this moment (aware), or nothing; and what was said by then.

    A session is said once, before it begins. Of what waits it is said when there is more than before, to whoever is
    not `watching` the window.
    """
    for known, left in _beginning(found, now):
        if known not in told.sessions:
            minutes = math.ceil(left / timedelta(minutes=1))
            words = f"A supervision session begins in {minutes} minute{'' if minutes == 1 else 's'}."
            return words, replace(told, sessions=told.sessions | {known})
    if watching or found.waits < told.waits:
        return "", replace(told, waits=found.waits)
    if found.waits == told.waits or now - told.at < GAP:
        return "", told
    return _waiting(found.waits), replace(told, at=now, waits=found.waits)


def _beginning(found: Today, now: datetime) -> Iterator[tuple[str, timedelta]]:
    """The sessions that begin soon and are not being written yet, with the time left."""
    for session in found.sessions:
        if session.start is not None and session.id not in found.begun:
            left = datetime.combine(session.on, session.start, LONDON) - now
            if timedelta() < left <= AHEAD:
                yield session.id, left


def _waiting(count: int) -> str:
    return f"{numeral(count).capitalize()} thing{' waits' if count == 1 else 's wait'} in supdesk."
