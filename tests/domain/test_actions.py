"""Actions live on from session to session until somebody closes them (R7)."""

from datetime import date

import pytest

from supdesk.domain.actions import ActionState, Decision, Step, decide, open_actions
from supdesk.domain.errors import SupdeskError
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
