"""Writing: drafts begin filled in, keep what is typed, and are found again."""

from datetime import date

from supdesk.desk import deciding, finishing, reading, recording
from supdesk.desk.desk import Desk
from supdesk.domain.actions import Decision
from supdesk.domain.sessions import Kind
from tests.desk.desks import ACTION, person_id, planned, written


def test_a_draft_begins_with_what_the_session_knows(desk: Desk) -> None:
    sitting = recording.sit_down(desk, planned(desk))
    assert sitting.main.draft.raw["supervisor"]["name"] == "Olive Owner"
    assert sitting.main.draft.raw["supervisee"]["name"] == "Ada Example"
    assert sitting.main.draft.raw["on"] == "2026-03-04"
    assert sitting.cycle is not None


def test_sitting_down_again_finds_the_same_draft_with_what_was_typed(desk: Desk) -> None:
    session = planned(desk)
    draft = recording.sit_down(desk, session).main.draft.id
    recording.save(desk, draft, {"issues": "half a sent"})
    again = recording.sit_down(desk, session).main.draft
    assert (again.id, again.raw["issues"]) == (draft, "half a sent")


def test_saving_keeps_what_could_never_be_finished(desk: Desk) -> None:
    draft = recording.sit_down(desk, planned(desk)).main.draft.id
    recording.save(desk, draft, {"on": "the day after whenever"})
    assert recording.reopen(desk, draft).draft.raw["on"] == "the day after whenever"


def test_only_drafts_somebody_wrote_in_wait_to_be_finished(desk: Desk) -> None:
    sitting = recording.sit_down(desk, planned(desk))
    assert recording.drafts(desk) == []
    recording.save(desk, sitting.main.draft.id, {"issues": "x"})
    assert [sheet.draft.id for sheet in recording.drafts(desk)] == [sitting.main.draft.id]


def test_saving_a_draft_that_is_gone_changes_nothing(desk: Desk) -> None:
    draft = recording.sit_down(desk, planned(desk)).main.draft.id
    recording.discard(desk, draft)
    assert not recording.save(desk, draft, {"issues": "x"}).topics


def test_last_time_and_its_open_actions_come_to_the_next_session(desk: Desk) -> None:
    first = recording.sit_down(desk, planned(desk, on=date(2026, 2, 4))).main.draft.id
    recording.save(desk, first, written())
    finishing.finish(desk, [first])
    sitting = recording.sit_down(desk, planned(desk))
    assert [record.answers["issues"] for record, _ in sitting.last] == ["What was talked about."]
    assert [action.what for action in sitting.open_actions] == ["Ring the school"]
    deciding.decide(desk, sitting.open_actions[0].id, Decision.DONE)
    assert recording.actions_between(desk, sitting.session) == []


def test_somebody_elses_actions_do_not_come_along(desk: Desk) -> None:
    first = recording.sit_down(desk, planned(desk, on=date(2026, 2, 4))).main.draft.id
    recording.save(desk, first, written())
    finishing.finish(desk, [first])
    assert recording.sit_down(desk, planned(desk, "Bee Sample")).open_actions == ()


def test_what_somebody_took_on_in_a_group_is_shown_at_their_one_to_one_and_asked_of_the_group(desk: Desk) -> None:
    both = planned(desk, "Ada Example", "Bee Sample", kind=Kind.GROUP, on=date(2026, 2, 4))
    group = recording.sit_down(desk, both).main.draft.id
    agreed = [dict(ACTION), dict(ACTION) | {"what": "Visit twice", "by_whom": "Bee Sample"}]
    recording.save(desk, group, {"confidential": True, "topics": [{"topic": "Endings", "agreed_actions": agreed}]})
    assert finishing.finish(desk, [group]).problems == ()
    own = recording.sit_down(desk, planned(desk, "Ada Example"))
    assert ([each.what for each in own.of_groups], own.open_actions) == (["Ring the school"], ())
    next_group = recording.sit_down(desk, planned(desk, "Ada Example", "Bee Sample", kind=Kind.GROUP))
    assert {each.what for each in next_group.open_actions} == {"Ring the school", "Visit twice"}
    assert next_group.of_groups == ()


def test_a_contract_begins_with_both_parties(desk: Desk) -> None:
    sheet = recording.begin_contract(desk, [person_id(desk, "Ada Example")])
    assert sheet.draft.facts["supervisees"] == [person_id(desk, "Ada Example")]
    assert "Ada Example" in str(sheet.draft.raw)


def test_last_time_begins_with_the_record_and_ends_with_what_was_said_of_the_session(desk: Desk) -> None:
    session = planned(desk, on=date(2026, 2, 4))
    sitting = recording.sit_down(desk, session)
    assert sitting.cycle is not None
    recording.save(desk, sitting.main.draft.id, written())
    recording.save(desk, sitting.cycle.draft.id, {"experience": "How it went."})
    finishing.finish(desk, [sitting.main.draft.id, sitting.cycle.draft.id])
    said = recording.begin_evaluation(desk, session, person_id(desk, "Ada Example"))
    raw = {field.id: "5" for field in said.form.fields() if field.kind == "scale"}
    recording.save(desk, said.draft.id, raw)
    assert finishing.finish(desk, [said.draft.id]).problems == ()
    last = recording.sit_down(desk, planned(desk)).last
    assert [record.serves for record, _ in last] == ["one-to-one", "cycle", "evaluation"]


def test_lists_show_a_record_as_it_is_when_read(desk: Desk) -> None:
    draft = recording.sit_down(desk, planned(desk)).main.draft.id
    recording.save(desk, draft, written())
    record = finishing.finish(desk, [draft]).records[0]
    (entry,) = reading.listed(desk)
    for name in ("id", "number", "serves", "title", "on", "owner", "parties", "state"):
        assert getattr(entry, name) == getattr(record, name)
