"""What became of an action is said once, and why not is said too."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from supdesk.desk import correcting, deciding, finishing, planning, recording, reviewing, searching
from supdesk.desk.desk import Desk
from supdesk.desk.finishing import Finished
from supdesk.domain.actions import ActionState, Decision
from supdesk.domain.errors import SupdeskError
from supdesk.domain.sessions import Kind, Mode, Presence
from supdesk.forms import following
from supdesk.vault import audit
from tests.desk.desks import ACTION, TODAY, enrolled, on_day, person_id, planned, written

NEXT = date(2026, 4, 8)


def later(desk: Desk) -> Desk:
    """The same desk when every day the tests speak of has come."""
    return on_day(desk, date(2026, 12, 1))


def finish(desk: Desk, drafts: Sequence[str]) -> Finished:
    return finishing.finish(later(desk), drafts)


@pytest.fixture
def action(desk: Desk) -> str:
    draft = recording.sit_down(desk, planned(desk)).main.draft.id
    recording.save(desk, draft, written())
    finish(desk, [draft])
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
        draft = recording.sit_down(desk, planned(desk, on=on, kind=Kind.AD_HOC)).main.draft.id
        recording.save(desk, draft, written(concern="What worried her."))
        finish(desk, [draft])
        known.append(next(each.action.id for each in deciding.listed(desk) if each.action.agreed_on == on))
    for action_id in known[:2]:
        deciding.decide(desk, action_id, Decision.DONE)
    assert [each.action.id for each in deciding.listed(desk)] == [known[2], known[1]]


def test_what_is_decided_between_sessions_is_decided_today(desk: Desk, action: str) -> None:
    deciding.decide(desk, action, Decision.DONE)
    assert [step.on for step in deciding.one(desk, action).action.history] == [TODAY]


def sat_down(desk: Desk, on: date = NEXT) -> recording.Sitting:
    return recording.sit_down(desk, planned(desk, on=on))


def say(desk: Desk, sitting: recording.Sitting, decision: Decision | None, reason: str = "") -> dict[str, Any]:
    """What is said of the first open action, kept in the draft of the session's record; answers with the draft."""
    draft = sitting.main.draft.id
    raw = recording.reopen(desk, draft).draft.raw
    action = sitting.open_actions[0]
    changes = following.decided(sitting.main.form, raw, action, decision, sitting.session.on, reason)
    recording.save(desk, draft, changes)
    return recording.reopen(desk, draft).draft.raw


def test_an_action_carried_over_is_an_action_of_the_new_record_and_stays_itself(desk: Desk, action: str) -> None:
    sitting = sat_down(desk)
    (row,) = say(desk, sitting, Decision.CARRIED)["actions"]
    assert (row["id"], row["what"], row["by_whom"], row["by_when"]) == (
        action,
        "Ring the school",
        "Ada Example",
        "",
    )
    recording.save(desk, sitting.main.draft.id, written(actions=[row | {"by_when": "29 April 2026"}]))
    (record,) = finish(desk, [sitting.main.draft.id]).records
    assert [(each.id, each.by_when) for each in record.answers["actions"]] == [(action, date(2026, 4, 29))]
    assert [(each.id, each.decision) for each in record.answers["last_time"]] == [(action, Decision.CARRIED)]
    (known,) = [each.action for each in deciding.listed(desk)]
    assert (known.id, known.by_when, known.agreed_on, known.carried) == (action, date(2026, 4, 29), TODAY, 1)
    assert (known.history[0].on, known.history[0].reason) == (NEXT, "was due 18 March 2026")


def test_an_action_carried_past_its_date_needs_a_new_one_and_keeps_one_that_is_still_to_come(
    desk: Desk, action: str
) -> None:
    soon = sat_down(desk, date(2026, 3, 18))
    assert say(desk, soon, Decision.CARRIED)["actions"][0]["by_when"] == "2026-03-18"
    late = sat_down(desk)
    say(desk, late, Decision.CARRIED)
    recording.save(desk, late.main.draft.id, {"confidential": True})
    ((_, problem),) = finishing.problems(later(desk), [late.main.draft.id])
    assert problem.path == ("actions", 0, "by_when")
    assert "18 March 2026" in problem.sentence


def test_what_is_said_at_a_session_holds_once_its_record_is_finished_and_can_be_taken_back_until_then(
    desk: Desk, action: str
) -> None:
    sitting = sat_down(desk)
    say(desk, sitting, Decision.NOT_DONE, "The school was shut.")
    assert deciding.one(desk, action).action.history == ()
    assert recording.sit_down(desk, sitting.session.id).open_actions == sitting.open_actions
    assert say(desk, sitting, None)["last_time"] == []
    say(desk, sitting, Decision.DONE)
    recording.save(desk, sitting.main.draft.id, {"confidential": True})
    (record,) = finish(desk, [sitting.main.draft.id]).records
    known = deciding.one(desk, action).action
    assert (known.state, [step.on for step in known.history]) == (ActionState.DONE, [NEXT])
    assert known.history[0].session_id == sitting.session.id
    assert [each.decision for each in record.answers["last_time"]] == [Decision.DONE]
    assert [deed for _, deed in audit.about(desk.vault.cx, action)] == ["action done"]


def test_not_done_at_a_session_needs_its_reason_too(desk: Desk, action: str) -> None:
    sitting = sat_down(desk)
    say(desk, sitting, Decision.NOT_DONE, " ")
    recording.save(desk, sitting.main.draft.id, {"confidential": True})
    assert [p.path for _, p in finishing.problems(later(desk), [sitting.main.draft.id])] == [
        ("last_time", 0, "reason")
    ]


def test_a_carried_action_whose_row_is_removed_is_open_and_undecided(desk: Desk, action: str) -> None:
    sitting = sat_down(desk)
    say(desk, sitting, Decision.CARRIED)
    recording.save(desk, sitting.main.draft.id, written(actions=[]))
    [(_, problem)] = finish(desk, [sitting.main.draft.id]).problems
    assert problem.path == ("last_time",)
    assert (deciding.one(desk, action).action.state, deciding.one(desk, action).action.history) == (
        ActionState.OPEN,
        (),
    )


def test_an_action_closed_elsewhere_meanwhile_stays_closed_and_its_row_is_a_new_one(
    desk: Desk, action: str
) -> None:
    sitting = sat_down(desk)
    row = say(desk, sitting, Decision.CARRIED)["actions"][0] | {"by_when": "29 April 2026"}
    recording.save(desk, sitting.main.draft.id, written(actions=[row]))
    deciding.decide(desk, action, Decision.DONE)
    (record,) = finish(desk, [sitting.main.draft.id]).records
    assert record.answers["last_time"] == ()
    new = next(each.action for each in deciding.listed(desk) if each.action.id != action)
    assert (new.what, new.agreed_on, new.history) == ("Ring the school", NEXT, ())
    assert deciding.one(desk, action).action.state is ActionState.DONE


def test_a_group_carries_an_action_over_under_a_topic_of_its_own(desk: Desk) -> None:
    def sit(on: date) -> recording.Sitting:
        return recording.sit_down(desk, planned(desk, "Ada Example", "Bee Sample", kind=Kind.GROUP, on=on))

    first = sit(TODAY)
    topics = [{"topic": "Endings", "agreed_actions": [dict(ACTION), dict(ACTION) | {"what": "Write it down"}]}]
    recording.save(desk, first.main.draft.id, {"confidential": True, "topics": topics})
    finish(desk, [first.main.draft.id])
    second = sit(NEXT)
    for action in second.open_actions:
        raw = recording.reopen(desk, second.main.draft.id).draft.raw
        changes = following.decided(second.main.form, raw, action, Decision.CARRIED, NEXT)
        recording.save(desk, second.main.draft.id, {"confidential": True, **changes})
    ((_, problem), _) = finishing.problems(later(desk), [second.main.draft.id])
    assert problem.path == ("topics", 0, "agreed_actions", 0, "by_when")
    raw = recording.reopen(desk, second.main.draft.id).draft.raw
    (topic,) = raw["topics"]
    assert topic["topic"] == "From last time"
    assert [row["what"] for row in topic["agreed_actions"]] == ["Ring the school", "Write it down"]
    for action in second.open_actions:
        raw |= following.decided(second.main.form, raw, action, None, NEXT)
    assert raw["topics"] == []
    dated = [{**topic, "agreed_actions": [row | {"by_when": "29 April 2026"} for row in topic["agreed_actions"]]}]
    recording.save(desk, second.main.draft.id, {"topics": dated})
    assert finish(desk, [second.main.draft.id]).problems == ()
    assert [each.action.carried for each in deciding.listed(desk)] == [1, 1]


def test_where_a_form_has_no_place_for_actions_carrying_over_is_kept_all_the_same(desk: Desk, action: str) -> None:
    sitting = sat_down(desk)
    form = sitting.main.form
    bare = replace(form, sections=tuple(s for s in form.sections if all(f.kind != "actions" for f in s.fields)))
    said = following.decided(bare, {}, sitting.open_actions[0], Decision.CARRIED, NEXT)
    assert following.settled(bare, said, {action: "Ring the school"}) == {}
    assert [each.decision for each in following.outcomes(bare, said)] == [Decision.CARRIED]


def test_an_action_carried_over_comes_along_although_its_first_session_is_no_longer_continued(desk: Desk) -> None:
    """A group changes its people little by little; what it carried over goes with it."""
    enrolled(desk, "Cyd Invented")
    enrolled(desk, "Dee Invented")
    first = recording.sit_down(desk, planned(desk, "Ada Example", "Bee Sample", kind=Kind.GROUP, on=TODAY))
    topics = [{"topic": "Endings", "agreed_actions": [dict(ACTION) | {"by_when": ""}]}]
    recording.save(desk, first.main.draft.id, {"confidential": True, "topics": topics})
    finish(desk, [first.main.draft.id])
    people = ("Ada Example", "Bee Sample", "Cyd Invented")
    second = recording.sit_down(desk, planned(desk, *people, kind=Kind.GROUP, on=NEXT))
    say(desk, second, Decision.CARRIED)
    recording.save(desk, second.main.draft.id, {"confidential": True})
    assert finish(desk, [second.main.draft.id]).problems == ()
    people = ("Bee Sample", "Cyd Invented", "Dee Invented")
    third = recording.sit_down(desk, planned(desk, *people, kind=Kind.GROUP, on=date(2026, 5, 6)))
    assert [each.what for each in third.open_actions] == ["Ring the school"]


def carried_on(desk: Desk, on: date, **row: str) -> recording.Sitting:
    """A session with a draft that carries the first open action over, its row changed so."""
    sitting = sat_down(desk, on)
    (kept,) = say(desk, sitting, Decision.CARRIED)["actions"]
    recording.save(desk, sitting.main.draft.id, written(actions=[kept | row]))
    return sitting


def found_actions(desk: Desk, typed: str) -> list[str]:
    return [hit.subject for hit in searching.find(desk, typed) if hit.kind == "action"]


def test_a_record_finished_late_does_not_take_back_what_a_later_session_agreed(desk: Desk, action: str) -> None:
    early = carried_on(desk, date(2026, 3, 10))
    late = carried_on(desk, NEXT, what="Write to the school", by_when="1 May 2026")
    finish(desk, [late.main.draft.id])
    (found,) = reviewing.review(later(desk), [early.main.draft.id]).left_open
    assert (found.where, found.problem.path) == ("Agreed actions, row 1", ("actions", 0, "what"))
    assert "8 April 2026" in found.problem.sentence
    (record,) = finish(desk, [early.main.draft.id]).records
    kept = deciding.one(desk, action).action
    assert (kept.what, kept.by_when, kept.carried) == ("Write to the school", date(2026, 5, 1), 2)
    assert [row.what for row in record.answers["actions"]] == ["Ring the school"]
    assert found_actions(desk, "write") == [action]


def test_an_action_a_later_session_carried_over_is_closed_by_an_earlier_one_only_with_a_word(
    desk: Desk, action: str
) -> None:
    early = sat_down(desk, date(2026, 3, 10))
    say(desk, early, Decision.DONE)
    finish(desk, [carried_on(desk, NEXT, by_when="1 May 2026").main.draft.id])
    (found,) = reviewing.review(later(desk), [early.main.draft.id]).left_open
    assert (found.where, found.problem.path) == ("Last time", ("last_time", 0))
    assert "8 April 2026" in found.problem.sentence


def test_carrying_over_is_in_the_audit_trail_and_the_new_words_are_found(desk: Desk, action: str) -> None:
    finish(desk, [carried_on(desk, NEXT, what="Write to the nurse", by_when="1 May 2026").main.draft.id])
    assert [deed for _, deed in audit.about(desk.vault.cx, action)] == ["action carried"]
    assert found_actions(desk, "nurse") == [action]
    assert found_actions(desk, "ring") == []


@pytest.mark.parametrize("decision", [Decision.DONE, Decision.NOT_DONE])
def test_an_action_carried_over_and_closed_elsewhere_is_agreed_anew_only_with_a_word(
    desk: Desk, action: str, decision: Decision
) -> None:
    late = carried_on(desk, NEXT, by_when="1 May 2026")
    early = sat_down(desk, date(2026, 3, 10))
    say(desk, early, decision, "The school was shut.")
    recording.save(desk, early.main.draft.id, {"confidential": True})
    finish(desk, [early.main.draft.id])
    again = recording.sit_down(desk, late.session.id)
    assert [each.id for each in again.others] == [action]
    assert (again.open_actions, list(again.known)) == ((), [action])
    assert [row["id"] for row in again.main.draft.raw["actions"]] == [action]
    (found,) = reviewing.review(later(desk), [late.main.draft.id]).left_open
    assert found.problem.path == ("actions", 0, "what")
    assert f"closed on 10 March 2026 as {decision.label.lower()}" in found.problem.sentence
    recording.save(desk, late.main.draft.id, {"actions": []})
    assert reviewing.review(later(desk), [late.main.draft.id]).left_open == ()
    finish(desk, [late.main.draft.id])
    assert [each.action.id for each in deciding.listed(desk)] == [action]


def test_the_reason_why_an_action_was_not_done_stays_in_the_record_although_it_was_closed_elsewhere(
    desk: Desk, action: str
) -> None:
    late, early = sat_down(desk), sat_down(desk, date(2026, 3, 10))
    say(desk, late, Decision.NOT_DONE, "The school was shut.")
    say(desk, early, Decision.DONE)
    for sitting in (late, early):
        recording.save(desk, sitting.main.draft.id, {"confidential": True})
    finish(desk, [early.main.draft.id])
    (found,) = reviewing.review(later(desk), [late.main.draft.id]).left_open
    assert (found.where, found.problem.path) == ("Last time", ("last_time", 0))
    assert "closed on 10 March 2026 as done" in found.problem.sentence
    (record,) = finish(desk, [late.main.draft.id]).records
    said = [(each.decision, each.reason) for each in record.answers["last_time"]]
    assert said == [(Decision.NOT_DONE, "The school was shut.")]
    known = deciding.one(desk, action).action
    assert (known.state, len(known.history)) == (ActionState.DONE, 1)


def test_a_carried_action_whose_row_is_emptied_is_open_and_undecided(desk: Desk, action: str) -> None:
    sitting = sat_down(desk)
    (row,) = say(desk, sitting, Decision.CARRIED)["actions"]
    empty = dict.fromkeys(row, " ") | {"id": row["id"]}
    recording.save(desk, sitting.main.draft.id, written(actions=[empty]))
    [(_, problem)] = finish(desk, [sitting.main.draft.id]).problems
    assert problem.path == ("last_time",)
    assert deciding.one(desk, action).action.history == ()


def test_a_draft_found_again_says_of_earlier_actions_what_its_rows_say(desk: Desk, action: str) -> None:
    sitting = sat_down(desk)
    say(desk, sitting, Decision.CARRIED)
    recording.save(desk, sitting.main.draft.id, {"actions": []})
    assert recording.sit_down(desk, sitting.session.id).main.draft.raw["last_time"] == []


def test_the_reasons_of_an_action_carried_over_alone_make_no_cycle_notes(desk: Desk, action: str) -> None:
    sitting = carried_on(desk, NEXT, by_when="1 May 2026", because="Nobody asked.")
    assert sitting.cycle is not None
    drafts = [sitting.main.draft.id, sitting.cycle.draft.id]
    assert [sheet.form.serves for sheet in finishing.written(desk, drafts)] == ["one-to-one"]
    deciding.decide(desk, action, Decision.DONE)
    assert [sheet.form.serves for sheet in finishing.written(desk, drafts)] == ["one-to-one", "cycle"]
    recording.save(desk, drafts[0], written(actions=[dict(ACTION) | {"because": "Nobody asked."}]))
    assert [sheet.form.serves for sheet in finishing.written(desk, drafts)] == ["one-to-one", "cycle"]


def corrected_group(desk: Desk) -> recording.Sitting:
    """A group's session with a draft that carries an action of one it does not continue any more."""
    for name in ("Cyd Invented", "Dee Invented"):
        enrolled(desk, name)
    first = recording.sit_down(desk, planned(desk, "Ada Example", "Bee Sample", kind=Kind.GROUP, on=TODAY))
    topics = [{"topic": "Endings", "agreed_actions": [dict(ACTION) | {"by_when": "1 May 2026"}]}]
    recording.save(desk, first.main.draft.id, {"confidential": True, "topics": topics})
    finish(desk, [first.main.draft.id])
    second = recording.sit_down(desk, planned(desk, "Ada Example", "Bee Sample", kind=Kind.GROUP, on=NEXT))
    say(desk, second, Decision.CARRIED)
    recording.save(desk, second.main.draft.id, {"confidential": True})
    came = {person_id(desk, "Bee Sample"): None}
    came |= {person_id(desk, name): Presence.PRESENT for name in ("Cyd Invented", "Dee Invented")}
    correcting.hold(desk, first.session.id, TODAY, None, None, Mode.FACE_TO_FACE, came)
    return recording.sit_down(desk, second.session.id)


def test_an_action_carried_from_a_session_no_longer_continued_stays_itself(desk: Desk) -> None:
    sitting = corrected_group(desk)
    ((action, words),) = sitting.known.items()
    assert (sitting.open_actions, words) == ((), "Ring the school")
    assert following.settled(sitting.main.form, sitting.main.draft.raw, sitting.known) == {}
    assert finish(desk, [sitting.main.draft.id]).problems == ()
    assert [(each.action.id, each.action.carried) for each in deciding.listed(desk)] == [(action, 1)]


def test_an_action_may_be_given_more_time_between_sessions(desk: Desk, action: str) -> None:
    deciding.put_off(desk, action, NEXT)
    known = deciding.one(desk, action).action
    assert (known.by_when, known.state, known.history[0].reason) == (
        NEXT,
        ActionState.OPEN,
        "was due 18 March 2026",
    )
    with pytest.raises(SupdeskError) as refused:
        deciding.put_off(desk, action, TODAY - timedelta(days=1))
    assert refused.value.code == "action.date"
    assert deciding.one(desk, action).action == known


def test_what_was_decided_between_sessions_can_be_taken_back_and_the_audit_trail_keeps_both(
    desk: Desk, action: str
) -> None:
    before = deciding.one(desk, action).action
    for decided in (
        lambda: deciding.decide(desk, action, Decision.NOT_DONE, reason="The school was shut."),
        lambda: deciding.put_off(desk, action, NEXT),
    ):
        decided()
        deciding.take_back(desk, before)
        assert deciding.one(desk, action).action == before
    deeds = [deed for _, deed in audit.about(desk.vault.cx, action)]
    assert deeds == [
        "action not-done",
        "action decision taken back",
        "action put off",
        "action decision taken back",
    ]


def test_what_was_closed_between_sessions_is_opened_again_and_nothing_else_is(desk: Desk, action: str) -> None:
    deciding.put_off(desk, action, NEXT)
    before = deciding.one(desk, action).action
    with pytest.raises(SupdeskError, match="meanwhile"):
        deciding.open_again(desk, action)
    deciding.decide(desk, action, Decision.NOT_DONE, reason="The school was shut.")
    deciding.open_again(desk, action)
    assert deciding.one(desk, action).action == before
    sitting = sat_down(desk)
    say(desk, sitting, Decision.DONE)
    recording.save(desk, sitting.main.draft.id, {"confidential": True})
    finish(desk, [sitting.main.draft.id])
    with pytest.raises(SupdeskError, match="meanwhile"):
        deciding.open_again(desk, action)


def test_nothing_is_taken_back_that_a_record_says_or_that_was_not_said_last(desk: Desk, action: str) -> None:
    before = deciding.one(desk, action).action
    sitting = sat_down(desk)
    say(desk, sitting, Decision.DONE)
    recording.save(desk, sitting.main.draft.id, {"confidential": True})
    with pytest.raises(SupdeskError, match="meanwhile"):
        deciding.take_back(desk, before)
    finish(desk, [sitting.main.draft.id])
    with pytest.raises(SupdeskError, match="meanwhile"):
        deciding.take_back(desk, before)
    assert deciding.one(desk, action).action.state is ActionState.DONE


def test_the_story_of_an_action_names_the_record_of_each_day(desk: Desk, action: str) -> None:
    first = deciding.one(desk, action).action.record_id
    (second,) = finish(desk, [carried_on(desk, NEXT, by_when="1 May 2026").main.draft.id]).records
    deciding.decide(desk, action, Decision.NOT_DONE, reason="The school was shut.")
    told = deciding.story(desk, deciding.one(desk, action).action)
    assert [(each.on, each.said, each.why, each.record_id) for each in told] == [
        (TODAY, "Agreed", "", first),
        (NEXT, "Carried over", "was due 18 March 2026", second.id),
        (TODAY, "Not done", "The school was shut.", ""),
    ]
    assert told[1].number == second.number


def test_what_the_owner_is_to_do_is_apart_also_what_was_agreed_in_their_own_supervision(desk: Desk) -> None:
    sue = enrolled(desk, "Sue Pervisor")

    def agree(session: str, *doers: str) -> None:
        draft = recording.sit_down(desk, session).main.draft.id
        rows = [dict(ACTION) | {"what": f"Deed of {doer}", "by_whom": doer} for doer in doers]
        recording.save(desk, draft, written(actions=rows))
        assert finish(desk, [draft]).problems == ()

    agree(planned(desk), "me", "Olive Owner", "Ada Example")
    own = planning.plan(desk, Kind.ONE_TO_ONE, Mode.TEAMS, TODAY, [desk.owner.id], supervisor_id=sue).subject
    agree(own, "Somebody", "Sue Pervisor")
    mine = {each.action.by_whom: each.mine for each in deciding.listed(desk)}
    assert mine == {
        "me": True,
        "Olive Owner": True,
        "Ada Example": False,
        "Somebody": True,
        "Sue Pervisor": False,
    }


def test_five_hundred_actions_are_listed_with_as_many_questions_to_the_vault_as_three(desk: Desk) -> None:
    asked: list[str] = []

    def questions() -> int:
        asked.clear()
        desk.vault.cx.set_trace_callback(asked.append)
        deciding.listed(desk)
        desk.vault.cx.set_trace_callback(None)
        return len(asked)

    def agree(count: int) -> None:
        sitting = recording.sit_down(desk, planned(desk, kind=Kind.AD_HOC))
        rows = [dict(ACTION) | {"what": f"Deed {number}"} for number in range(count)]
        recording.save(desk, sitting.main.draft.id, written(concern="What worried her.", actions=rows))
        assert finish(desk, [sitting.main.draft.id]).problems == ()

    agree(3)
    few = questions()
    for _ in range(5):
        agree(100)
    assert (questions(), len(deciding.listed(desk))) == (few, 503)
