"""R11: what was discussed of a child or adult belongs into their own clinical record, and nobody else's."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from supdesk.desk import attending, entering, finishing, recording, reviewing
from supdesk.desk.desk import Desk
from supdesk.domain.clinical import NOBODY, Entered
from supdesk.domain.errors import SupdeskError
from supdesk.domain.records import Record
from supdesk.domain.sessions import Kind
from supdesk.vault import keeping
from tests.desk.desks import TODAY, new_desk, on_day, planned, written

CHILD, ADULT = "9434765919", "9876543210"


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = new_desk(tmp_path / "vault", "elft")
    yield made
    made.vault.close()


def recorded(desk: Desk, **more: Any) -> Record:
    session = planned(desk, "Ada Example", "Bee Sample", kind=Kind.GROUP)
    sheet = recording.sit_down(desk, session).main
    recording.save(desk, sheet.draft.id, {"confidential": True, **more})
    finished = finishing.finish(desk, [sheet.draft.id])
    assert finished.problems == ()
    return finished.records[0]


def family(desk: Desk) -> Record:
    plan = {"what": "Ring the school", "by_whom": "Ada Example", "by_when": "18 March 2026"}
    other = {"what": "Speak with the care coordinator", "by_whom": "Bee Sample", "by_when": "11 March 2026"}
    return recorded(
        desk,
        children=[
            {"number": CHILD, "concerns": "Tired at school.", "plan": [plan]},
            {"concerns": "No number yet."},
        ],
        adults=[{"number": ADULT, "concerns": "Missed her depot.", "plan": [other]}],
        context=[{"number": CHILD, "plan": "protection", "concern": ["abuse"]}],
        voice="He says nothing.",
    )


def test_every_row_owes_an_entry_and_rows_of_one_number_are_one_person(desk: Desk) -> None:
    due = entering.due(desk, family(desk))
    assert [each.label for each in due] == ["Child 1, 943 476 5919", "Child 2", "Adult 1, 987 654 3210"]
    assert {each.state for each in due} == {Entered.OUTSTANDING}


def test_a_child_and_an_adult_of_whom_no_number_is_known_stay_two_people(desk: Desk) -> None:
    record = recorded(desk, children=[{"concerns": "Tired at school."}], adults=[{"concerns": "Missed her depot."}])
    child, adult = entering.due(desk, record)
    assert (child.label, adult.label) == ("Child 1", "Adult 1")
    assert "Tired at school." in child.text
    assert "Tired" not in adult.text
    assert "Missed her depot." in adult.text
    assert "depot" not in child.text
    entering.say(desk, record.id, child.place, Entered.DONE)
    assert [each.state for each in entering.due(desk, record)] == [Entered.DONE, Entered.OUTSTANDING]


def test_the_text_to_paste_holds_what_concerns_that_one_alone(desk: Desk) -> None:
    child, second, adult = (each.text for each in entering.due(desk, family(desk)))
    for words in (
        "943 476 5919",
        "Tired at school.",
        "Ring the school",
        "Child protection plan",
        "Abuse or neglect",
    ):
        assert words in child
        assert words not in second + adult
    for words in ("987 654 3210", "Missed her depot.", "care coordinator"):
        assert words in adult
        assert words not in child + second
    assert child.count("943 476 5919") == 1
    assert "He says nothing." not in child + second + adult


def test_one_is_entered_on_its_day_and_that_can_be_taken_back(desk: Desk) -> None:
    record = family(desk)
    entering.say(desk, record.id, CHILD, Entered.DONE, TODAY)
    assert [(each.state, each.on) for each in entering.due(desk, record)][:2] == [
        (Entered.DONE, TODAY),
        (Entered.OUTSTANDING, None),
    ]
    entering.say(desk, record.id, CHILD, Entered.OUTSTANDING)
    assert entering.due(desk, record)[0].state is Entered.OUTSTANDING


def test_not_needed_is_only_where_nobody_was_discussed(desk: Desk) -> None:
    with pytest.raises(SupdeskError, match="belongs into"):
        entering.say(desk, family(desk).id, CHILD, Entered.NOT_NEEDED)
    alone = recorded(desk)
    [only] = entering.due(desk, alone)
    assert (only.place, only.text) == (NOBODY, "")
    entering.say(desk, alone.id, NOBODY, Entered.NOT_NEEDED)
    assert entering.due(desk, alone)[0].state is Entered.NOT_NEEDED


@pytest.mark.parametrize("days", [-1, 1])
def test_it_is_not_entered_before_the_session_or_on_a_day_to_come(desk: Desk, days: int) -> None:
    with pytest.raises(SupdeskError, match="Choose another"):
        entering.say(desk, family(desk).id, CHILD, Entered.DONE, TODAY + timedelta(days))


def test_a_pack_that_does_not_ask_is_not_reminded(tmp_path: Path) -> None:
    desk = new_desk(tmp_path / "other")
    sheet = recording.sit_down(desk, planned(desk)).main
    recording.save(desk, sheet.draft.id, written())
    finishing.finish(desk, [sheet.draft.id])
    [record] = keeping.records(desk.vault.cx)
    assert entering.due(desk, record) == ()
    desk.vault.close()


def test_words_that_may_be_of_another_are_pointed_at_before_they_are_copied(desk: Desk) -> None:
    assert [each.doubts for each in entering.due(desk, family(desk))] == [(), (), ()]
    sibling = recorded(
        desk,
        children=[
            {"number": CHILD, "concerns": "Her brother is 987\u00a0654\u00a03210. Child 2 is calmer."},
            {"number": ADULT, "concerns": "Calm."},
        ],
    )
    first, second = entering.due(desk, sibling)
    assert first.doubts == ("Another number stands in the text: 987 654 3210.", "The text speaks of Child 2.")
    assert second.doubts == ()


def test_one_number_in_two_rows_of_a_table_is_pointed_at_before_it_is_finished_and_before_it_is_copied(
    desk: Desk,
) -> None:
    session = planned(desk, "Ada Example", "Bee Sample", kind=Kind.GROUP)
    draft = recording.sit_down(desk, session).main.draft.id
    rows = [{"number": CHILD, "concerns": "Hers."}, {"number": "943-476-5919", "concerns": "His, mistyped."}]
    recording.save(desk, draft, {"confidential": True, "children": rows, "context": [{"number": CHILD}]})
    said = [(found.where, found.problem.sentence) for found in reviewing.review(desk, [draft]).identifying]
    expected = "943 476 5919 stands in row 1 too: what is written of both counts as one person's."
    assert [sentence for _, sentence in said] == [expected]
    assert said[0][0].endswith("row 2")
    (record,) = finishing.finish(desk, [draft]).records
    (due,) = entering.due(desk, record)
    assert due.doubts == ("Two rows of one table have this number, so the text holds what stands in both.",)


def test_today_names_the_records_of_which_an_entry_is_outstanding_until_each_is_dated(desk: Desk) -> None:
    record = family(desk)
    assert [(each.id, many) for each, many in attending.today(desk).clinical] == [(record.id, 3)]
    before = attending.today(desk).waits
    for due in entering.due(desk, record)[:2]:
        entering.say(desk, record.id, due.place, Entered.DONE)
    assert [many for _, many in attending.today(desk).clinical] == [1]
    entering.say(desk, record.id, entering.due(desk, record)[2].place, Entered.DONE)
    assert attending.today(desk).clinical == ()
    assert attending.today(desk).waits == before - 1


def test_a_record_without_a_child_or_adult_waits_until_it_is_said_that_nothing_is_necessary(desk: Desk) -> None:
    record = recorded(desk)
    assert [many for _, many in attending.today(desk).clinical] == [1]
    entering.say(desk, record.id, NOBODY, Entered.NOT_NEEDED)
    assert attending.today(desk).clinical == ()


def test_records_of_long_ago_and_of_packs_that_do_not_ask_are_not_on_today(desk: Desk, tmp_path: Path) -> None:
    family(desk)
    later = on_day(desk, TODAY + timedelta(days=100))
    assert attending.today(later).clinical == ()
    other = new_desk(tmp_path / "other", "mse-icb")
    finishing.finish(other, [_begun(other)])
    assert len(keeping.records(other.vault.cx)) == 1
    assert attending.today(other).clinical == ()


def _begun(desk: Desk) -> str:
    draft = recording.sit_down(desk, planned(desk)).main.draft.id
    recording.save(desk, draft, written())
    return draft
