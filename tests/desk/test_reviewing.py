"""Before finishing: missing, unprintable or identifying words lead to their place, and it is said who sees what."""

from dataclasses import replace
from datetime import date
from pathlib import Path

from supdesk.desk import deciding, finishing, recording, reviewing, signing
from supdesk.desk.desk import Desk
from supdesk.desk.reviewing import Finding, Review
from supdesk.domain.cadence import QUARTERLY, Cadence
from supdesk.domain.sessions import Kind
from supdesk.forms.packs import Packs
from supdesk.forms.reading import read_pack
from tests.desk.desks import TODAY, person_id, planned, written


def reviewed(desk: Desk, **raw: object) -> Review:
    sitting = recording.sit_down(desk, planned(desk))
    recording.save(desk, sitting.main.draft.id, raw)
    assert sitting.cycle is not None
    return reviewing.review(desk, [sitting.main.draft.id, sitting.cycle.draft.id])


def told(finding: Finding) -> tuple[object, str]:
    return finding.problem.path, f"{finding.where}: {finding.problem.sentence}"


def test_what_is_missing_is_named_after_its_place(desk: Desk) -> None:
    found = reviewed(desk, confidential=True, actions=[{}, {"by_whom": "Ada Example"}])
    assert [told(each) for each in found.missing] == [
        (("actions", 1, "what"), "Agreed actions, row 2: Say what is to be done.")
    ]


def test_characters_the_page_lacks_are_named_before_anything_is_recorded(desk: Desk) -> None:
    found = reviewed(desk, **written(issues="She said \U0001f6b2 and שלום, plainly."))
    ((path, said),) = [told(each) for each in found.unprintable]
    assert path == ("issues",)
    assert "hebrew letter shin" in said
    assert said.count("written from right to left") == 1


def test_what_may_identify_somebody_is_pointed_at_and_the_parties_are_not(desk: Desk) -> None:
    rows = [{"what": "Ada Example rings Bee Sample", "by_whom": "Bee Sample"}]
    found = reviewed(desk, **written(issues="Olive Owner saw 943 476 5919.", actions=rows))
    assert [told(each) for each in found.identifying] == [
        (("issues",), "Issues brought to supervision: “943 476 5919” looks like an NHS number."),
        (("actions", 0, "what"), "Agreed actions, row 1: “Bee Sample” is on your list of people."),
    ]
    assert found.missing == ()


def test_it_is_said_who_sees_the_record_its_plan_and_the_register(desk: Desk) -> None:
    found = reviewed(desk, **written())
    assert [what for what, _ in found.readers] == ["This record", "The action plan", "The register"]
    assert found.readers[0][1] == "Ada Example and you"
    assert "nothing you wrote" in found.readers[2][1]
    assert found.signers == ("Olive Owner", "Ada Example")


def test_of_a_group_it_is_said_that_one_of_them_signs(desk: Desk) -> None:
    group = recording.sit_down(desk, planned(desk, "Ada Example", "Bee Sample", kind=Kind.GROUP)).main
    found = reviewing.review(desk, [group.draft.id])
    assert found.signers == ("Olive Owner", "one of the group (Ada Example, Bee Sample)")


def test_nobody_named_keeps_a_record_from_being_finished_and_no_day_named_does_not(desk: Desk) -> None:
    found = reviewed(desk, **written(actions=[{"what": "Ring the school"}]))
    assert [told(each) for each in found.missing] == [
        (("actions", 0, "by_whom"), "Agreed actions, row 1: Name who does this.")
    ]
    assert [told(each) for each in found.left_open] == [
        (("actions", 0, "by_when"), "Agreed actions, row 1: No day is named by which it is to be done.")
    ]
    assert reviewed(desk, **written()).left_open == ()


def test_an_earlier_action_of_which_nothing_is_said_keeps_a_record_from_being_finished(desk: Desk) -> None:
    first = recording.sit_down(desk, planned(desk, on=date(2026, 2, 4))).main.draft.id
    recording.save(desk, first, written())
    finishing.finish(desk, [first])
    (open_one,) = reviewed(desk, **written()).missing
    assert told(open_one)[0] == ("last_time",)
    assert "“Ring the school”" in told(open_one)[1]
    action = deciding.listed(desk)[0].action
    said = [{"id": action.id, "what": action.what, "decision": "done"}]
    assert reviewed(desk, **written(last_time=said)).missing == ()


def evaluated(desk: Desk, **raw: object) -> Review:
    sheet = recording.begin_evaluation(desk, planned(desk), person_id(desk, "Ada Example"))
    recording.save(desk, sheet.draft.id, raw)
    return reviewing.review(desk, [sheet.draft.id])


def test_an_evaluation_needs_one_answer_and_those_not_given_are_pointed_at(desk: Desk) -> None:
    empty = evaluated(desk, strengths="Being listened to.")
    assert [each.problem.path for each in empty.missing] == [("protected_time",)]
    begun = evaluated(desk, purpose="4")
    assert begun.missing == ()
    assert [each.problem.path[0] for each in begun.left_open] == [
        "protected_time",
        "safe",
        "challenge",
        "enough_time",
    ]


def test_cycle_notes_are_counted_only_when_something_is_written_there(desk: Desk) -> None:
    sitting = recording.sit_down(desk, planned(desk))
    assert sitting.cycle is not None
    ids = [sitting.main.draft.id, sitting.cycle.draft.id]
    assert len(reviewing.review(desk, ids).titles) == 1
    recording.save(desk, ids[1], {"experience": "How it went."})
    assert len(reviewing.review(desk, ids).titles) == 2


def test_a_contract_has_no_register_among_its_readers(desk: Desk) -> None:
    sheet = recording.begin_contract(desk, [person_id(desk, "Ada Example")])
    found = reviewing.review(desk, [sheet.draft.id])
    assert found.readers == (("This record", "Ada Example and you"),)


def test_a_session_shorter_than_its_contract_says_is_pointed_at(desk: Desk) -> None:
    times = {"start": "14:00", "finish": "14:40"}
    assert reviewed(desk, **written(**times)).short == ()
    sheet = recording.begin_contract(desk, [person_id(desk, "Ada Example")])
    recording.save(desk, sheet.draft.id, {"individual_duration": "60", "group_duration": "30"})
    (contract,) = finishing.finish(desk, [sheet.draft.id]).records
    assert reviewed(desk, **written(**times)).short == ()
    signing.agree_by_scan(desk, contract.id, TODAY, "scan.pdf", b"%PDF-")
    (short,) = reviewed(desk, **written(**times)).short
    assert told(short) == (("finish",), "Time finished: It lasted 40 minutes; your contract says 60.")
    assert reviewed(desk, **written(start="14:00", finish="15:00")).short == ()


def test_without_a_contract_the_least_that_the_service_asks_for_counts(desk: Desk) -> None:
    cadences = Cadence(QUARTERLY, minutes=45), Cadence(QUARTERLY, "Child health", minutes=60)
    pack = replace(desk.pack, cadences=cadences)
    strict = Desk(desk.vault, replace(desk.around, packs=Packs((pack,))))
    (short,) = reviewed(strict, **written(start="14:00", finish="14:40")).short
    assert "the policy asks for 45" in told(short)[1]
    assert reviewed(strict, **written(start="14:00", finish="14:50")).short == ()


def test_two_actions_of_one_row_are_told_apart() -> None:
    pack, _ = read_pack(Path(__file__).parents[2] / "forms" / "elft")
    assert pack is not None
    form = pack.form("record")
    assert reviewing.place_of(form, ("children", 0, "plan", 1, "by_when")) == "Needs of the child, row 1, action 2"
    assert reviewing.place_of(form, ("children", 0, "number")) == "Needs of the child, row 1"
