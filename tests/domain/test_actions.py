"""Actions live on from session to session until somebody closes them (R7)."""

from datetime import date

import pytest

from supdesk.domain.actions import (
    ActionState,
    Decision,
    Step,
    Which,
    agreed_since,
    carry,
    decide,
    falls_to,
    open_actions,
    open_at,
)
from supdesk.domain.errors import SupdeskError
from supdesk.domain.people import Person
from tests.domain.domain_examples import NOON, action


def step(decision: Decision, reason: str = "") -> Step:
    return Step(decision, date(2026, 6, 4), NOON, "s-2", reason)


@pytest.mark.parametrize(
    ("decision", "state"),
    [
        (Decision.DONE, ActionState.DONE),
        (Decision.NOT_DONE, ActionState.NOT_DONE),
        (Decision.CARRIED, ActionState.OPEN),
    ],
)
def test_each_decision_leaves_its_state_and_a_step_in_the_history(decision: Decision, state: ActionState) -> None:
    before = action()
    taken = step(decision, "The family moved away.")
    after = decide(before, taken)
    assert (after.state, after.history) == (state, (taken,))
    assert (before.state, before.history) == (ActionState.OPEN, ())


@pytest.mark.parametrize("reason", ["", "  \n"])
def test_not_done_needs_its_reason(reason: str) -> None:
    with pytest.raises(SupdeskError) as told:
        decide(action(), step(Decision.NOT_DONE, reason))
    assert told.value.code == "action.reason"


@pytest.mark.parametrize("decision", Decision)
@pytest.mark.parametrize("closing", [Decision.DONE, Decision.NOT_DONE])
def test_a_closed_action_takes_no_further_decision(closing: Decision, decision: Decision) -> None:
    closed = decide(action(), step(closing, "It was no longer wanted."))
    with pytest.raises(SupdeskError) as told:
        decide(closed, step(decision, "Again."))
    assert told.value.code == "action.closed"


def test_an_action_carried_twice_keeps_its_identity_and_counts_both() -> None:
    carried = decide(decide(action(), step(Decision.CARRIED)), step(Decision.CARRIED))
    assert (carried.id, carried.carried, carried.state) == ("a-1", 2, ActionState.OPEN)
    assert decide(carried, step(Decision.DONE)).carried == 2


def test_an_action_is_overdue_from_the_day_after_its_date_while_it_is_open() -> None:
    due = action(by_when=date(2026, 3, 11))
    assert not due.overdue(date(2026, 3, 11))
    assert due.overdue(date(2026, 3, 12))
    assert not decide(due, step(Decision.DONE)).overdue(date(2026, 3, 12))
    assert not action(by_when=None).overdue(date(2099, 1, 1))


def test_open_actions_come_with_the_nearest_date_first_and_undated_ones_last() -> None:
    undated = action(id="a-0", by_when=None)
    late = action(id="a-3", by_when=date(2026, 9, 1))
    soon = action(id="a-9", by_when=date(2026, 3, 5))
    done = action(id="a-4", state=ActionState.DONE)
    assert open_actions([undated, late, done, soon]) == [soon, late, undated]


def test_an_action_carried_over_keeps_what_it_was_before_in_its_history() -> None:
    before = action(what="Ring the school", by_whom="Bee Sample", by_when=date(2026, 3, 11))
    now = action(
        what="Write to the school", by_whom="Ada Example", by_when=date(2026, 7, 1), because="Nobody asked."
    )
    after = carry(before, step(Decision.CARRIED), now)
    assert (after.what, after.by_whom, after.by_when, after.because) == (
        "Write to the school",
        "Ada Example",
        date(2026, 7, 1),
        "Nobody asked.",
    )
    assert (after.agreed_on, after.session_id, after.record_id) == (date(2026, 3, 4), "s-1", "r-1")
    assert after.history[0].reason == "was “Ring the school”, by Bee Sample, due 11 March 2026"
    assert carry(before, step(Decision.CARRIED), before).history[0].reason == ""


def test_what_a_session_of_a_later_day_agreed_holds() -> None:
    newer = carry(action(), step(Decision.CARRIED), action(what="Write to the school", by_when=date(2026, 7, 1)))
    stale = Step(Decision.CARRIED, date(2026, 5, 5), NOON, "s-3")
    after = carry(newer, stale, action(what="Ring the school"))
    assert (after.what, after.by_when, after.carried) == ("Write to the school", date(2026, 7, 1), 2)
    assert after.history[1] == stale
    assert agreed_since(newer, date(2026, 5, 5)) == date(2026, 6, 4)
    assert agreed_since(newer, date(2026, 6, 4)) is None
    assert agreed_since(action(), date(2026, 3, 3)) == date(2026, 3, 4)


def test_what_was_only_left_open_between_two_sessions_is_no_newer_agreement() -> None:
    left_open = decide(action(), Step(Decision.CARRIED, date(2026, 6, 4), NOON))
    assert agreed_since(left_open, date(2026, 5, 5)) is None


def test_what_is_open_from_sessions_was_agreed_or_carried_over_there() -> None:
    carried = decide(action(id="a-2", session_id="s-9"), step(Decision.CARRIED))
    done = decide(action(id="a-3"), step(Decision.DONE))
    known = [action(), carried, done, action(id="a-4", session_id="s-9")]
    assert [each.id for each in open_at(known, ["s-1", "s-2"])] == ["a-1", "a-2"]


TODAY = date(2026, 3, 11)


@pytest.mark.parametrize(
    ("by_when", "words", "among"),
    [
        (date(2026, 3, 10), "1 day over", {Which.OPEN, Which.OVERDUE}),
        (date(2026, 2, 18), "3 weeks over", {Which.OPEN, Which.OVERDUE}),
        (TODAY, "Due today", {Which.OPEN, Which.SOON}),
        (date(2026, 3, 25), "In 2 weeks", {Which.OPEN, Which.SOON}),
        (date(2026, 3, 26), "In 2 weeks", {Which.OPEN}),
        (None, "No date", {Which.OPEN, Which.UNDATED}),
    ],
)
def test_how_an_open_action_stands_is_said_in_words(by_when: date | None, words: str, among: set[Which]) -> None:
    known = action(by_when=by_when)
    assert known.standing(TODAY) == words
    assert {which for which in Which if which.holds(known, TODAY)} == among


def test_an_action_carried_over_more_than_once_stands_out_until_it_is_closed() -> None:
    once = decide(action(), step(Decision.CARRIED))
    twice = decide(once, step(Decision.CARRIED))
    closed = decide(twice, step(Decision.DONE))
    assert [Which.CARRIED.holds(each, TODAY) for each in (once, twice, closed)] == [False, True, False]
    assert (once.since, twice.since) == ("4 Mar 2026, carried over once", "4 Mar 2026, carried over twice")
    assert ({which for which in Which if which.holds(closed, TODAY)}, closed.standing(TODAY)) == (
        {Which.CLOSED},
        "Done",
    )


OLIVE, ADA, BEE = Person("o", "Olive Owner"), Person("a", "Ada Example"), Person("b", "Bee Sample")
ANOTHER_OLIVE = Person("o-2", "olive  OWNER")
EVERYBODY = (OLIVE, ADA, BEE)


@pytest.mark.parametrize(
    ("by_whom", "own"), [("Olive Owner", True), ("me ", True), ("olive owner", True), ("Olive", False), ("", False)]
)
def test_an_action_is_ones_own_by_ones_name_or_by_me(by_whom: str, own: bool) -> None:
    assert falls_to(OLIVE, action(by_whom=by_whom), OLIVE, [ADA], EVERYBODY) is own


@pytest.mark.parametrize(
    ("by_whom", "own"),
    [
        ("me", True),
        ("Olive Owner", True),
        ("", True),
        ("a friend", True),
        ("Bee Sample", False),
        ("ada example", False),
    ],
)
def test_of_ones_own_supervision_all_is_ones_own_that_is_nobody_elses(by_whom: str, own: bool) -> None:
    assert falls_to(OLIVE, action(by_whom=by_whom), BEE, [OLIVE], EVERYBODY) is own


@pytest.mark.parametrize(("by_whom", "own"), [("me", False), ("I", False), ("", False), ("Olive Owner", True)])
def test_me_is_somebody_else_where_one_was_not_there(by_whom: str, own: bool) -> None:
    assert falls_to(OLIVE, action(by_whom=by_whom), BEE, [ADA], EVERYBODY) is own


def test_a_name_that_several_have_is_that_of_whoever_was_there_or_nobodys() -> None:
    known = (*EVERYBODY, ANOTHER_OLIVE)
    named = action(by_whom="Olive Owner")
    assert falls_to(OLIVE, named, OLIVE, [ADA], known)
    assert not falls_to(OLIVE, named, BEE, [ANOTHER_OLIVE], known)
    assert not falls_to(OLIVE, named, BEE, [ADA], known)
    assert not falls_to(OLIVE, named, OLIVE, [ANOTHER_OLIVE], known)
