"""Planning sessions in a real vault."""

from datetime import date

import pytest

from supdesk.desk import planning
from supdesk.desk.desk import Desk
from supdesk.domain.errors import SupdeskError
from supdesk.domain.sessions import Kind, Mode, State
from tests.desk.desks import TODAY, person_id, planned


def test_a_session_needs_somebody(desk: Desk) -> None:
    with pytest.raises(SupdeskError, match="who the session is with"):
        planning.plan(desk, Kind.GROUP, Mode.TEAMS, TODAY, [])


def test_a_one_to_one_is_with_one_person(desk: Desk) -> None:
    both = [person_id(desk, "Ada Example"), person_id(desk, "Bee Sample")]
    with pytest.raises(SupdeskError, match="one person"):
        planning.plan(desk, Kind.ONE_TO_ONE, Mode.TEAMS, TODAY, both)


def test_a_session_called_off_keeps_who_and_why_and_can_not_be_moved(desk: Desk) -> None:
    session = planned(desk)
    planning.cancel(desk, session, "Ada Example", "Leave", mutual=True)
    found = planning.sessions(desk)[0]
    assert (found.state, found.cancellation and found.cancellation.reason) == (State.CANCELLED, "Leave")
    with pytest.raises(SupdeskError, match="cancelled already"):
        planning.move(desk, session, date(2026, 3, 9), None, None)


def test_a_group_larger_than_recommended_is_warned_of(desk: Desk) -> None:
    most = desk.pack.group_size
    assert planning.size_warning(desk, Kind.GROUP, most) == ""
    assert str(most) in planning.size_warning(desk, Kind.GROUP, most + 1)
