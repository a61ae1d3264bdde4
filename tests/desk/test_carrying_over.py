"""An action carried over goes on where it stood: in the same table, under the same person."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from supdesk.desk import finishing, recording
from supdesk.desk.desk import Desk
from supdesk.desk.recording import Sitting
from supdesk.domain.actions import Decision
from supdesk.domain.sessions import Kind
from supdesk.forms import following
from supdesk.forms.following import FROM_BEFORE
from tests.desk.desks import new_desk, planned

CHILD, ADULT = "9434765919", "9876543210"
SCHOOL = {"what": "Ring the school", "by_whom": "Ada Example", "by_when": "18 March 2026"}
COORDINATOR = {"what": "Speak with the care coordinator", "by_whom": "Bee Sample", "by_when": "18 March 2026"}


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = new_desk(tmp_path / "vault", "elft")
    yield made
    made.vault.close()


@pytest.fixture
def next_time(desk: Desk) -> Sitting:
    """The session after one at which an action was agreed for a child and one for an adult."""
    first = sat_down(desk).main.draft.id
    recording.save(desk, first, {
        "confidential": True,
        "children": [{"number": CHILD, "concerns": "Tired at school.", "plan": [dict(SCHOOL)]}],
        "adults": [{"number": ADULT, "concerns": "Missed her depot.", "plan": [dict(COORDINATOR)]}],
    })  # fmt: skip
    assert finishing.finish(desk, [first]).problems == ()
    return sat_down(desk)


def sat_down(desk: Desk) -> Sitting:
    return recording.sit_down(desk, planned(desk, "Ada Example", "Bee Sample", kind=Kind.GROUP))


def carried(sitting: Sitting, raw: dict[str, Any], what: str, decision: Decision | None = Decision.CARRIED) -> Any:
    """What the draft holds once that was said of an action."""
    (action,) = [each for each in sitting.open_actions if each.what == what]
    stood = sitting.stood(action.id)
    return raw | following.decided(sitting.main.form, raw, action, decision, sitting.session.on, "", stood)


def test_an_adults_action_goes_on_under_that_adult(next_time: Sitting) -> None:
    raw = carried(next_time, dict(next_time.main.draft.raw), COORDINATOR["what"])
    assert not raw.get("children")
    (adult,) = raw["adults"]
    assert (adult["number"], adult["concerns"]) == (ADULT, FROM_BEFORE)
    assert [row["what"] for row in adult["plan"]] == [COORDINATOR["what"]]


def test_where_the_person_is_written_of_already_it_goes_to_them(next_time: Sitting) -> None:
    written = [{"number": "", "concerns": "Another."}, {"number": "987 654 3210", "concerns": "Well again."}]
    raw = carried(next_time, {"adults": written}, COORDINATOR["what"])
    assert [row["concerns"] for row in raw["adults"]] == ["Another.", "Well again."]
    assert [row["what"] for row in raw["adults"][1]["plan"]] == [COORDINATOR["what"]]


def test_two_people_do_not_share_a_row(next_time: Sitting) -> None:
    raw = carried(next_time, {}, SCHOOL["what"])
    raw = carried(next_time, raw, COORDINATOR["what"])
    assert [row["number"] for row in raw["children"] + raw["adults"]] == [CHILD, ADULT]


def test_taken_back_nothing_of_it_is_left(next_time: Sitting) -> None:
    raw = carried(next_time, {}, COORDINATOR["what"])
    raw = carried(next_time, raw, COORDINATOR["what"], None)
    assert raw["adults"] == []


def test_it_survives_being_carried_twice(desk: Desk, next_time: Sitting) -> None:
    raw = carried(next_time, dict(next_time.main.draft.raw), COORDINATOR["what"])
    raw = carried(next_time, raw, SCHOOL["what"], Decision.DONE)
    recording.save(desk, next_time.main.draft.id, raw | {"confidential": True})
    assert finishing.finish(desk, [next_time.main.draft.id]).problems == ()
    third = sat_down(desk)
    again = carried(third, {}, COORDINATOR["what"])
    assert [(row["number"], len(row["plan"])) for row in again["adults"]] == [(ADULT, 1)]
