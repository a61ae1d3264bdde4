"""What became of an action is said once, and why not is said too."""

from datetime import date

import pytest

from supdesk.desk import deciding, finishing, recording
from supdesk.desk.desk import Desk
from supdesk.domain.actions import ActionState, Decision
from supdesk.domain.errors import SupdeskError
from tests.desk.desks import TODAY, planned, written


@pytest.fixture
def action(desk: Desk) -> str:
    draft = recording.sit_down(desk, planned(desk)).main.draft.id
    recording.save(desk, draft, written())
    finishing.finish(desk, [draft])
    return deciding.listed(desk)[0].action.id


def test_not_done_needs_its_reason_and_leaves_the_action_open_without(desk: Desk, action: str) -> None:
    with pytest.raises(SupdeskError, match="why"):
        deciding.decide(desk, action, Decision.NOT_DONE, reason="  ")
    assert deciding.listed(desk)[0].action.state is ActionState.OPEN


def test_a_carried_action_stays_open_and_counts(desk: Desk, action: str) -> None:
    deciding.decide(desk, action, Decision.CARRIED)
    kept = deciding.listed(desk)[0].action
    assert (kept.state, kept.carried) == (ActionState.OPEN, 1)


def test_a_closed_action_takes_no_further_decision(desk: Desk, action: str) -> None:
    deciding.decide(desk, action, Decision.NOT_DONE, reason="The school was shut.")
    assert deciding.listed(desk)[0].action.history[-1].reason == "The school was shut."
    with pytest.raises(SupdeskError, match="closed"):
        deciding.decide(desk, action, Decision.DONE)


def test_all_open_actions_are_listed_and_of_the_closed_ones_the_latest(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(deciding, "CLOSED", 1)
    known = []
    for on in (date(2026, 1, 7), date(2026, 2, 4), date(2026, 3, 4)):
        draft = recording.sit_down(desk, planned(desk, on=on)).main.draft.id
        recording.save(desk, draft, written())
        finishing.finish(desk, [draft])
        known.append(next(each.action.id for each in deciding.listed(desk) if each.action.agreed_on == on))
    for action_id in known[:2]:
        deciding.decide(desk, action_id, Decision.DONE)
    assert [each.action.id for each in deciding.listed(desk)] == [known[2], known[1]]


def test_what_is_decided_at_a_session_is_decided_on_its_day(desk: Desk, action: str) -> None:
    session = planned(desk, on=date(2026, 4, 8))
    deciding.decide(desk, action, Decision.CARRIED, session_id=session)
    deciding.decide(desk, action, Decision.DONE)
    assert [step.on for step in deciding.one(desk, action).action.history] == [date(2026, 4, 8), TODAY]
