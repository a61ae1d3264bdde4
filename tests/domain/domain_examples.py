"""Sessions, actions and people that the tests of the domain share, all invented."""

from datetime import UTC, date, datetime, time
from typing import Any

from supdesk.domain.actions import Action
from supdesk.domain.sessions import Attendee, Kind, Mode, Session, State

NOON = datetime(2026, 3, 4, 12, 0, tzinfo=UTC)


def action(**changes: Any) -> Action:
    given: dict[str, Any] = {
        "id": "a-1",
        "what": "Ring the school",
        "by_whom": "Bee Sample",
        "by_when": date(2026, 3, 11),
        "because": "",
        "how": "",
        "session_id": "s-1",
        "record_id": "r-1",
        "agreed_on": date(2026, 3, 4),
    }
    return Action(**(given | changes))


def session(name: str, on: date, *people: str, **changes: Any) -> Session:
    given: dict[str, Any] = {
        "id": name,
        "number": name.upper(),
        "kind": Kind.ONE_TO_ONE,
        "mode": Mode.FACE_TO_FACE,
        "on": on,
        "start": time(14, 0),
        "finish": time(15, 0),
        "supervisor_id": "ada",
        "attendees": tuple(Attendee(person) for person in people),
        "state": State.HELD,
        "pack": "own",
        "entered_at": NOON,
    }
    return Session(**(given | changes))
