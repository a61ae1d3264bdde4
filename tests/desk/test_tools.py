"""Tools beside a session's record: begun with it, finished with it, and their actions followed like its own."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from supdesk.desk import deciding, expecting, finishing, reading, recording, reviewing, searching, signing
from supdesk.desk.desk import Desk
from supdesk.desk.recording import Sheet, Sitting
from supdesk.domain.records import RecordState
from supdesk.domain.sessions import Kind, Mode
from tests.desk.desks import TODAY, enrolled, new_desk, person_id, planned

NUMBER = "943 476 5919"
PLAN = {"what": "Ring the school", "by_whom": "Ada Example", "by_when": "18 March 2026"}


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = new_desk(tmp_path / "vault", "elft")
    yield made
    made.vault.close()


def sit(desk: Desk) -> Sitting:
    return recording.sit_down(desk, planned(desk, "Ada Example", "Bee Sample", kind=Kind.GROUP))


def again(desk: Desk, sitting: Sitting) -> Sitting:
    return recording.sit_down(desk, sitting.session.id)


def added(desk: Desk, sitting: Sitting, form: str, **raw: Any) -> Sheet:
    sheet = recording.add_tool(desk, sitting.session.id, form)
    if raw:
        recording.save(desk, sheet.draft.id, raw)
    return sheet


def written(desk: Desk, sitting: Sitting, **more: Any) -> None:
    children = [{"number": NUMBER, "concerns": "Tired at school.", "plan": [dict(PLAN)]}]
    recording.save(desk, sitting.main.draft.id, {"confidential": True, "children": children, **more})


def finished(desk: Desk, sitting: Sitting) -> finishing.Finished:
    return finishing.finish(desk, [sheet.draft.id for sheet in again(desk, sitting).sheets])


def test_the_tools_of_the_sessions_pack_are_offered_until_they_are_begun(desk: Desk) -> None:
    """R5, R6."""
    sitting = sit(desk)
    assert [form.id for form in sitting.offered] == ["assessment-framework", "my-world", "strengthening-families"]
    added(desk, sitting, "my-world")
    added(desk, sitting, "assessment-framework")
    now = again(desk, sitting)
    assert [sheet.form.id for sheet in now.tools] == ["my-world", "assessment-framework"]
    assert [form.id for form in now.offered] == ["strengthening-families"]


def test_a_pack_without_tools_offers_none(tmp_path: Path) -> None:
    other = new_desk(tmp_path / "other")
    assert recording.sit_down(other, planned(other)).offered == ()
    with pytest.raises(LookupError):
        recording.add_tool(other, planned(other), "my-world")
    other.vault.close()


def test_a_tool_added_twice_is_one_and_one_thrown_away_is_offered_again(desk: Desk) -> None:
    sitting = sit(desk)
    first, second = (added(desk, sitting, "my-world").draft.id for _ in range(2))
    assert first == second
    recording.discard(desk, first)
    assert again(desk, sitting).tools == ()
    assert "my-world" in [form.id for form in again(desk, sitting).offered]


def test_tools_become_records_of_their_own_of_the_sessions_people(desk: Desk) -> None:
    sitting = sit(desk)
    written(desk, sitting)
    added(desk, sitting, "my-world", triangle={"school": {"strengths": "He likes it."}})
    added(desk, sitting, "assessment-framework")
    main, tool = finished(desk, sitting).records
    assert (main.serves, tool.serves, tool.title) == ("group", "tool", "My World Triangle")
    assert {party.name for party in tool.parties} == {"Olive Owner", "Ada Example", "Bee Sample"}
    assert tool.on == TODAY
    assert recording.drafts(desk) == []
    assert again(desk, sitting).tools == (), "a tool of which nothing was written leaves nothing"
    later = recording.sit_down(desk, planned(desk, "Ada Example", "Bee Sample", kind=Kind.GROUP))
    assert [record.serves for record, _ in later.last] == ["group", "tool"]


def test_the_actions_of_a_tool_are_followed_beside_those_of_the_record(desk: Desk) -> None:
    """R5, R7: what the record agreed is not lost for it."""
    sitting = sit(desk)
    written(desk, sitting)
    meeting = {"what": "Meet the family", "by_whom": "Bee Sample", "by_when": "25 March 2026"}
    added(desk, sitting, "strengthening-families", headline="A worry.", actions=[meeting])
    assert finished(desk, sitting).problems == ()
    assert {row.action.what for row in deciding.listed(desk)} == {"Ring the school", "Meet the family"}


def test_what_is_missing_on_a_tool_keeps_the_whole_from_being_finished(desk: Desk) -> None:
    sitting = sit(desk)
    written(desk, sitting)
    sheet = added(desk, sitting, "strengthening-families", actions=[{"what": "Meet the family"}])
    found = finished(desk, sitting)
    assert found.records == ()
    assert [(of, problem.path) for of, problem in found.problems] == [(sheet.draft.id, ("actions", 0, "by_whom"))]


def test_a_tool_follows_its_session_to_other_people(desk: Desk) -> None:
    sitting = sit(desk)
    tool = added(desk, sitting, "my-world", triangle={"school": {"strengths": "Yes"}})
    cyd = enrolled(desk, "Cyd Invented")
    people = [person_id(desk, "Ada Example"), cyd]
    expecting.expect(desk, sitting.session.id, Kind.GROUP, Mode.FACE_TO_FACE, people)
    assert recording.reopen(desk, tool.draft.id).draft.facts["supervisees"] == people


def test_a_tool_is_issued_as_it_has_nobody_to_sign_it(desk: Desk) -> None:
    sitting = sit(desk)
    written(desk, sitting)
    added(desk, sitting, "my-world", triangle={"school": {"strengths": "He likes it."}})
    main, tool = finished(desk, sitting).records
    assert [record.id for record, _ in signing.waiting_beside(desk, main)] == [tool.id]
    signing.issue(desk, tool.id)
    assert reading.read(desk, tool.id).record.state is RecordState.ISSUED


@pytest.mark.parametrize("typed", [NUMBER, "9434765919", "943-476-5919", "9434765919 tired"])
def test_an_nhs_number_is_found_however_it_was_written_and_is_asked_for(desk: Desk, typed: str) -> None:
    """X2: in its own field, and in prose in either grouping."""
    sitting = sit(desk)
    written(desk, sitting)
    added(desk, sitting, "my-world", triangle={"school": {"strengths": "Tired. It is 9434765919."}})
    made = finished(desk, sitting).records
    found = {hit.subject for hit in searching.find(desk, typed) if hit.kind == "record"}
    assert found == {record.id for record in made}
    assert searching.find(desk, "401 023 2137") == []


def test_what_is_written_on_a_picture_is_found(desk: Desk) -> None:
    sitting = sit(desk)
    written(desk, sitting)
    added(desk, sitting, "assessment-framework", triangle={"housing": {"note": "A zanzibar of damp."}})
    tool = finished(desk, sitting).records[1]
    assert [hit.subject for hit in searching.find(desk, "zanzib")] == [tool.id]


def test_a_number_is_pointed_at_in_prose_and_in_a_picture_but_not_in_a_field_made_for_it(desk: Desk) -> None:
    """X7."""
    sitting = sit(desk)
    written(desk, sitting)
    tool = added(desk, sitting, "my-world", triangle={"school": {"pressures": f"He, {NUMBER}, stays away."}})
    (found,) = reviewing.review(desk, [s.draft.id for s in again(desk, sitting).sheets]).identifying
    assert (found.draft_id, found.problem.path) == (tool.draft.id, ("triangle", "school", "pressures"))
    assert found.where == "My World, School"
    rows = [{"number": NUMBER, "concerns": f"Also {NUMBER}.", "plan": []}]
    recording.save(desk, sitting.main.draft.id, {"children": rows})
    where = [each.problem.path for each in reviewing.review(desk, [sitting.main.draft.id]).identifying]
    assert where == [("children", 0, "concerns")]
