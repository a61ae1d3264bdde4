"""S3: which cancelled sessions a session was planned in the stead of."""

from datetime import date

from supdesk.domain.rebookings import cancelled_before
from supdesk.domain.sessions import State
from tests.domain.domain_examples import session

FIRST = session("one", date(2026, 3, 4), "bee", state=State.CANCELLED)
SECOND = session("two", date(2026, 3, 11), "bee", state=State.CANCELLED, rebooks="one")
THIRD = session("three", date(2026, 3, 18), "bee", state=State.CANCELLED, rebooks="two")
OFF = {each.id: each for each in (FIRST, SECOND, THIRD)}


def test_a_booking_is_followed_back_to_the_first() -> None:
    assert cancelled_before(FIRST, OFF) == []
    assert cancelled_before(THIRD, OFF) == [FIRST, SECOND]


def test_one_that_is_not_cancelled_any_more_ends_it() -> None:
    assert cancelled_before(THIRD, {"one": FIRST, "three": THIRD}) == []


def test_sessions_that_stand_for_each_other_do_not_go_on_for_ever() -> None:
    turned = session("one", date(2026, 3, 4), "bee", state=State.CANCELLED, rebooks="two")
    assert len(cancelled_before(SECOND, {"one": turned, "two": SECOND})) == 2
