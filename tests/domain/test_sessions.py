"""Sessions: how long they were, who came, and which one stands beside the next (S1 to S5, S9)."""

from dataclasses import replace
from datetime import date, time, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from supdesk.domain.sessions import Attendee, Kind, Mode, Presence, State, duration, previous, revised, too_large
from tests.domain.domain_examples import NOON, session

JANUARY, APRIL, JULY = date(2026, 1, 14), date(2026, 4, 15), date(2026, 7, 15)
GROUP = {"kind": Kind.GROUP}


def test_the_previous_one_to_one_is_the_pairs_last_held_one() -> None:
    first, second = session("s1", JANUARY, "bee"), session("s2", APRIL, "bee")
    now = session("s3", JULY, "bee", state=State.PLANNED)
    assert previous([second, now, first], now) == second
    assert previous([first], first) is None


@pytest.mark.parametrize("state", [State.PLANNED, State.CANCELLED, State.NOT_ATTENDED])
def test_a_session_that_was_not_held_is_nobodys_previous(state: State) -> None:
    now = session("s3", JULY, "bee")
    assert previous([session("s2", APRIL, "bee", state=state)], now) is None


def test_another_pair_another_supervisor_and_a_later_day_are_not_previous() -> None:
    now = session("s3", APRIL, "bee")
    others = [
        session("s1", JANUARY, "cyd"),
        session("s2", JANUARY, "bee", supervisor_id="dot"),
        session("s4", JULY, "bee"),
        session("s5", JANUARY, "bee", "cyd", **GROUP),
    ]
    assert previous(others, now) is None


def test_an_ad_hoc_session_of_the_pair_stands_beside_the_next_one_to_one() -> None:
    asked = session("s2", APRIL, "bee", kind=Kind.AD_HOC)
    assert previous([session("s1", JANUARY, "bee"), asked], session("s3", JULY, "bee")) == asked


def test_of_two_sessions_on_one_day_the_later_is_previous() -> None:
    morning = session("s1", APRIL, "bee", start=time(9, 0))
    noon = session("s2", APRIL, "bee", start=time(12, 0))
    for order in ([noon, morning], [morning, noon]):
        assert previous(order, session("s3", JULY, "bee")) == noon


def test_sessions_of_one_day_without_times_come_in_the_order_they_were_entered_and_before_those_with_a_time() -> (
    None
):
    now = session("s9", APRIL, "bee", start=None, finish=None)
    first, second, twin = (
        session(name, APRIL, "bee", start=None, finish=None, entered_at=NOON + timedelta(minutes=minutes))
        for name, minutes in (("s3", 0), ("s1", 5), ("s2", 5))
    )
    timed = session("s4", APRIL, "bee", start=time(8, 0), entered_at=NOON - timedelta(days=90))
    for found, last in (([first, second], second), ([second, twin], twin), ([timed, twin], timed)):
        assert previous(found, now) == previous(found[::-1], now) == last


def test_a_session_later_on_the_same_day_is_previous_only_where_there_is_no_other() -> None:
    morning, noon = session("s1", APRIL, "bee", start=time(9, 0)), session("s2", APRIL, "bee", start=time(12, 0))
    before = session("s0", JANUARY, "bee")
    assert previous([before, noon], morning) == before
    assert previous([noon], morning) == noon
    assert previous([before, morning], noon) == morning
    assert previous([noon], session("s3", APRIL, "bee", start=None)) == noon


def test_a_group_looks_for_the_group_that_shares_people() -> None:
    same = session("g1", JANUARY, "bee", "cyd", **GROUP)
    strangers = session("g2", APRIL, "eve", "fay", **GROUP)
    now = session("g3", JULY, "bee", "cyd", "dot", **GROUP)
    assert previous([same, strangers, session("s1", APRIL, "bee")], now) == same


def test_a_group_half_of_which_is_new_begins_anew() -> None:
    then = session("g1", JANUARY, "bee", "cyd", **GROUP)
    assert previous([then], session("g2", APRIL, "bee", "eve", **GROUP)) is None


def test_a_group_is_not_shown_the_record_of_another_group_with_somebody_in_common() -> None:
    same = session("g1", JANUARY, "bee", "cyd", "dot", **GROUP)
    guest = session("g2", APRIL, "bee", "eve", "fay", **GROUP)
    now = session("g3", JULY, "bee", "cyd", "dot", **GROUP)
    assert previous([same, guest], now) == same


def test_a_guest_of_long_ago_does_not_push_aside_the_groups_last_session() -> None:
    long_ago = session("g1", JANUARY, "bee", "cyd", "dot", "eve", **GROUP)
    last = session("g2", APRIL, "bee", "cyd", "dot", **GROUP)
    assert previous([long_ago, last], session("g3", JULY, "bee", "cyd", "dot", "eve", **GROUP)) == last


@pytest.mark.parametrize(
    ("start", "finish", "minutes"),
    [
        (time(14, 0), time(15, 30), 90),
        (time(0, 0), time(23, 59), 1439),
        (time(14, 0), time(14, 0), None),
        (time(15, 0), time(14, 0), None),
        (None, time(14, 0), None),
        (time(14, 0), None, None),
    ],
)
def test_duration_is_in_minutes_of_one_day(start: time | None, finish: time | None, minutes: int | None) -> None:
    assert duration(start, finish) == minutes


@given(st.integers(0, 1439), st.integers(0, 1439))
def test_duration_is_the_difference_of_the_clock(one: int, other: int) -> None:
    found = duration(time(*divmod(one, 60)), time(*divmod(other, 60)))
    assert found == (other - one if other > one else None)


def test_a_group_of_more_than_six_is_too_large_and_a_one_to_one_never_is() -> None:
    assert [too_large(Kind.GROUP, people, 6) for people in (6, 7)] == [False, True]
    assert not too_large(Kind.ONE_TO_ONE, 7, 6)


def test_a_session_knows_who_came() -> None:
    held = session("g1", JULY, attendees=(Attendee("bee", Presence.PRESENT), Attendee("cyd", Presence.APOLOGIES)))
    assert held.presence_of("cyd") is Presence.APOLOGIES
    assert held.presence_of("eve") is None
    assert held.minutes == 60


BOOKED = session("s-1", date(2026, 3, 20), "bee", state=State.PLANNED, sequence=4)


@pytest.mark.parametrize(
    "changes",
    [
        {"on": date(2026, 3, 21)},
        {"start": time(9, 30)},
        {"start": None},
        {"finish": None},
        {"kind": Kind.GROUP},
        {"mode": Mode.TEAMS},
        {"state": State.CANCELLED},
    ],
)
def test_what_a_calendar_is_told_anew_has_the_next_sequence(changes: dict[str, Any]) -> None:
    found = revised(BOOKED, replace(BOOKED, **changes), NOON)
    assert (found.sequence, found.revised_at) == (5, NOON)


@pytest.mark.parametrize(
    "changes",
    [
        {"attendees": ()},
        {"state": State.HELD},
        {"state": State.NOT_ATTENDED},
        {"confidential_setting": True},
        {"referral_noted_at": NOON},
        {"sequence": 0},
    ],
)
def test_what_no_calendar_is_told_keeps_the_sequence(changes: dict[str, Any]) -> None:
    assert revised(BOOKED, replace(BOOKED, **changes), NOON).sequence == 4


def test_an_end_without_a_beginning_is_told_to_no_calendar() -> None:
    day = replace(BOOKED, start=None)
    assert revised(day, replace(day, finish=None), NOON).sequence == 4
