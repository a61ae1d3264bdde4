"""What is said aside: a session's beginning, how many things wait, and never a word of anybody or anything."""

import re
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from supdesk.desk import attending, finishing, planning, recording
from supdesk.desk.attending import Today
from supdesk.desk.desk import Desk
from supdesk.desk.reminding import GAP, Told, reminder
from supdesk.domain.sessions import Kind, Mode
from tests.desk.desks import ACTION, NOW, TODAY, enrolled, person_id, planned, written
from tests.domain.domain_examples import session

PLANTED = "zanzibarmarmalade"
NOBODY = Today(TODAY, (), frozenset(), (), (), None, (), (), (), (), (), (), (), (), None, "owner", {})
AT_TWO = replace(NOBODY, sessions=(session(PLANTED, TODAY, PLANTED),), names={PLANTED: PLANTED})
SAID = re.compile(
    r"(A supervision session begins in \d+ minutes?"
    r"|(One|Two|Three|Four|Five|Six|Seven|Eight|Nine|Ten|\d+) things? waits? in supdesk)\."
)


def at(hour: int, minute: int = 0, day: date = TODAY) -> datetime:
    return datetime.combine(day, time(hour, minute), UTC)


def waiting(number: int) -> Today:
    """Sessions that should have been written up, so many."""
    past = TODAY - timedelta(days=1)
    return replace(NOBODY, sessions=tuple(session(f"s-{n}", past, PLANTED) for n in range(number)))


@pytest.mark.parametrize(
    ("now", "words"),
    [
        (at(13, 44), ""),
        (at(13, 45), "A supervision session begins in 15 minutes."),
        (at(13, 51), "A supervision session begins in 9 minutes."),
        (at(13, 59) + timedelta(seconds=20), "A supervision session begins in 1 minute."),
        (at(14), ""),
    ],
)
def test_a_session_is_said_to_begin_in_the_quarter_of_an_hour_before(now: datetime, words: str) -> None:
    assert reminder(AT_TWO, now, Told(now, 1), watching=False)[0] == words


def test_a_session_is_said_once_and_never_while_it_is_being_written() -> None:
    words, told = reminder(AT_TWO, at(13, 50), Told(NOW, 1), watching=True)
    assert words
    assert reminder(AT_TWO, at(13, 51), told, watching=True)[0] == ""
    begun = replace(AT_TWO, begun=frozenset({PLANTED}))
    assert reminder(begun, at(13, 50), Told(NOW, 1), watching=True)[0] == ""


def test_a_session_begins_by_the_clock_in_london() -> None:
    summer = date(2026, 7, 1)
    found = replace(NOBODY, day=summer, sessions=(session("s-1", summer),))
    assert reminder(found, at(12, 50, summer), Told(NOW, 1), watching=False)[0].endswith("in 10 minutes.")
    assert reminder(found, at(13, 50, summer), Told(NOW, 1), watching=False)[0] == ""


def test_what_waits_is_said_when_it_is_more_than_before_and_once_an_hour_at_most() -> None:
    told = Told(NOW, 2)
    assert reminder(waiting(2), NOW + 5 * GAP, told, watching=False) == ("", told)
    assert reminder(waiting(3), NOW + GAP - timedelta(seconds=1), told, watching=False) == ("", told)
    words, told = reminder(waiting(3), NOW + GAP, told, watching=False)
    assert words == "Three things wait in supdesk."
    assert reminder(waiting(4), NOW + GAP * 1.5, told, watching=False)[0] == ""
    assert reminder(waiting(12), NOW + 2 * GAP, told, watching=False)[0] == "12 things wait in supdesk."


def test_whoever_watches_the_window_sees_what_waits_and_is_not_told() -> None:
    words, told = reminder(waiting(3), NOW + 2 * GAP, Told(NOW, 0), watching=True)
    assert (words, told.waits) == ("", 3)
    assert reminder(waiting(3), NOW + 3 * GAP, told, watching=False)[0] == ""


def test_what_was_done_meanwhile_counts_anew() -> None:
    _, told = reminder(waiting(1), NOW, Told(NOW, 3), watching=False)
    assert reminder(waiting(2), NOW + GAP, told, watching=False)[0] == "Two things wait in supdesk."


@given(
    st.lists(st.tuples(st.integers(0, 90), st.integers(0, 12), st.booleans()), min_size=1, max_size=30),
    st.lists(st.integers(0, 24 * 60 - 1), max_size=6),
)
def test_nothing_that_is_said_holds_a_name_and_what_waits_is_said_once_an_hour(
    looks: list[tuple[int, int, bool]], starts: list[int]
) -> None:
    to_come = [
        session(f"{PLANTED}-{n}", TODAY, PLANTED, start=time(*divmod(each, 60))) for n, each in enumerate(starts)
    ]
    now, told, last = at(0), Told(at(0) - GAP, 0), at(0) - 2 * GAP
    announced = 0
    for minutes, waits, watching in looks:
        now += timedelta(minutes=minutes)
        found = replace(waiting(waits), sessions=(*waiting(waits).sessions, *to_come), names={PLANTED: PLANTED})
        words, told = reminder(found, now, told, watching=watching)
        assert words == "" or SAID.fullmatch(words)
        if "wait" in words:
            assert not watching
            assert now - last >= GAP
            last = now
        elif words:
            announced += 1
    assert announced <= len(to_come)


def test_what_is_counted_is_what_today_shows(desk: Desk) -> None:
    enrolled(desk, PLANTED)
    draft = recording.sit_down(desk, planned(desk, kind=Kind.AD_HOC)).main.draft.id
    row = dict(ACTION) | {"what": PLANTED, "by_when": "1 February 2026"}
    recording.save(desk, draft, written(concern=PLANTED, actions=[row]))
    assert finishing.finish(desk, [draft]).problems == ()
    planning.plan(desk, Kind.AD_HOC, Mode.TEAMS, TODAY, [person_id(desk, PLANTED)])
    found = attending.today(desk)
    shown = (found.waiting, found.actions, found.people, found.training, found.evaluations, found.drafts)
    assert found.waits == sum(map(len, shown)) + 2  # the session of today and the owner's own supervision
    words, _ = reminder(found, NOW + GAP, Told(NOW, 0), watching=False)
    assert SAID.fullmatch(words)
