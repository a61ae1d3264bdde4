"""Rebookings: what is planned in the stead of a cancelled session, and what is told when that is cancelled too."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from supdesk.domain.sessions import Session


@dataclass(frozen=True, slots=True)
class Telling:
    """What somebody's line manager was told of a booking cancelled again, and what they did.

    Until `drafted_on` no notice was drafted; until `answered_on` nobody wrote down what came of it.
    """

    session_id: str
    person_id: str
    drafted_on: date | None = None
    answered_on: date | None = None
    answer: str = ""


def cancelled_before(session: Session, off: Mapping[str, Session]) -> list[Session]:
    """The cancelled sessions, of those `off` by their ids, in whose stead this one was planned, the first first."""
    chain: list[Session] = []
    earlier = off.get(session.rebooks)
    while earlier is not None and earlier not in chain:
        chain.insert(0, earlier)
        earlier = off.get(earlier.rebooks)
    return chain
