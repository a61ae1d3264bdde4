"""R8: who came is asked what they think of the session, and it is known who has not answered."""

from dataclasses import replace
from datetime import date
from email import message_from_bytes, policy
from pathlib import Path

import pytest

from supdesk.desk import enrolling, evaluating, exporting, finishing, reading, recording
from supdesk.desk.desk import Desk
from supdesk.domain.errors import SupdeskError
from supdesk.domain.records import RecordState
from supdesk.domain.sessions import Kind
from supdesk.vault import keeping
from tests.desk.desks import TODAY, all_done, person_id, planned, written


def held(desk: Desk, *names: str, on: date = date(2026, 3, 2), came: tuple[str, ...] = ()) -> str:
    """The id of a session that was held with these people; of a group only those of `came` were there."""
    kind = Kind.GROUP if len(names) > 1 else Kind.ONE_TO_ONE
    sitting = recording.sit_down(desk, planned(desk, *names, kind=kind, on=on))
    raw = (
        written(actions=[], **all_done(sitting))
        if kind is Kind.ONE_TO_ONE
        else _present(sitting.main.draft.raw, came or names)
    )
    recording.save(desk, sitting.main.draft.id, raw)
    assert finishing.finish(desk, [sitting.main.draft.id]).problems == ()
    return sitting.session.id


def _present(raw: dict[str, object], came: tuple[str, ...]) -> dict[str, object]:
    everybody = raw["present"]
    assert isinstance(everybody, list)
    topics = [{"topic": "A topic", "reflections": "Thoughts"}]
    return {"present": [each for each in everybody if each["name"] in came], "confidential": True, "topics": topics}


def test_whoever_came_lately_and_gave_none_is_awaited(desk: Desk) -> None:
    held(desk, "Ada Example", on=date(2025, 11, 20))
    session = held(desk, "Ada Example", "Bee Sample", came=("Ada Example",))
    (waiting,) = evaluating.awaited(desk)
    assert (waiting.session.id, waiting.person.name, waiting.label) == (session, "Ada Example", "Not asked")


@pytest.mark.parametrize(("day", "asked", "awaits"), [
    (date(2026, 2, 18), False, 1),
    (date(2026, 2, 17), False, 0),
    (date(2025, 12, 4), True, 1),
    (date(2025, 12, 3), True, 0),
])  # fmt: skip
def test_it_is_awaited_for_two_weeks_and_of_whoever_was_asked_for_three_months(
    desk: Desk, day: date, asked: bool, awaits: int
) -> None:
    session = held(desk, "Ada Example", on=day)
    if asked:
        evaluating.hand_over(desk, session, person_id(desk, "Ada Example"))
    assert len(evaluating.awaited(desk)) == awaits


def test_a_given_evaluation_is_awaited_no_more_and_its_day_is_known(desk: Desk) -> None:
    session = held(desk, "Ada Example", "Bee Sample")
    sheet = recording.begin_evaluation(desk, session, person_id(desk, "Ada Example"))
    recording.save(desk, sheet.draft.id, {"safe": "4"})
    finishing.finish(desk, [sheet.draft.id])
    assert [each.person.name for each in evaluating.awaited(desk)] == ["Bee Sample"]
    assert [each.label for each in evaluating.standings(desk, session)] == ["Given on 4 March 2026", "Not asked"]


def test_what_is_given_on_the_laptop_is_a_sealed_record_and_asked_on_the_same_day(desk: Desk) -> None:
    session = held(desk, "Ada Example")
    asked, _ = evaluating.hand_over(desk, session, person_id(desk, "Ada Example"))
    done = evaluating.give(desk, asked, {**asked.raw, "safe": "4", "strengths": "The calm", "on": "1 May 2020"})
    (record,) = done.records
    assert (record.answers["strengths"], record.on) == ("The calm", date(2026, 3, 2))
    assert reading.read(desk, record.id).record.state is RecordState.ISSUED
    (standing,) = evaluating.standings(desk, session)
    assert (standing.asked_on, standing.returned_on) == (TODAY, TODAY)


def test_nothing_is_kept_of_what_was_not_given(desk: Desk) -> None:
    session = held(desk, "Ada Example")
    asked, _ = evaluating.hand_over(desk, session, person_id(desk, "Ada Example"))
    done = evaluating.give(desk, asked, {**asked.raw, "strengths": "Words, but no statement answered"})
    assert [problem.path for _, problem in done.problems] == [("protected_time",)]
    assert [draft.form.form for draft in keeping.drafts(desk.vault.cx)] == ["cycle"]
    assert [each.label for each in evaluating.awaited(desk)] == ["Asked on 4 March 2026"]


def test_nobody_gives_two_of_one_session(desk: Desk) -> None:
    session = held(desk, "Ada Example")
    asked, _ = evaluating.hand_over(desk, session, person_id(desk, "Ada Example"))
    evaluating.give(desk, asked, {"safe": "4"})
    with pytest.raises(SupdeskError, match="given an evaluation of that session already"):
        evaluating.give(desk, asked, {"safe": "1"})
    with pytest.raises(SupdeskError, match="given an evaluation of that session already"):
        evaluating.hand_over(desk, session, person_id(desk, "Ada Example"))


def test_what_is_typed_for_somebody_who_gave_one_meanwhile_is_not_counted_twice(desk: Desk) -> None:
    session, ada = held(desk, "Ada Example"), person_id(desk, "Ada Example")
    typed = recording.begin_evaluation(desk, session, ada, None, {"safe": "2"}).draft.id
    evaluating.give(desk, evaluating.hand_over(desk, session, ada)[0], {"safe": "4"})
    ((_, problem),) = finishing.finish(desk, [typed]).problems
    assert problem.path == ("supervisee",)
    assert "given an evaluation of this session already" in problem.sentence


def test_a_mail_draft_goes_to_whoever_has_an_address_and_names_nobody(desk: Desk, tmp_path: Path) -> None:
    ada = enrolling.one(desk, person_id(desk, "Ada Example"))
    enrolling.enrol(desk, replace(ada, email="ada@elsewhere.example"))
    session = held(desk, "Ada Example", "Bee Sample")
    prepared = evaluating.prepare(desk, session, [person_id(desk, n) for n in ("Ada Example", "Bee Sample")])
    steps: list[tuple[int, int]] = []
    exporting.put(prepared, tmp_path, lambda done, total: steps.append((done, total)))
    assert steps == [(0, 2), (1, 2), (2, 2)]
    assert sorted(path.name for path in tmp_path.iterdir() if path.is_file()) == [
        "evaluation-S-2026-0001-1.eml", "evaluation-S-2026-0001-1.pdf", "evaluation-S-2026-0001-2.pdf",
    ]  # fmt: skip
    mail = message_from_bytes((tmp_path / "evaluation-S-2026-0001-1.eml").read_bytes(), policy=policy.default)
    assert (mail["to"], mail["x-unsent"]) == ("ada@elsewhere.example", "1")
    assert mail["subject"] == "[secure] Safeguarding supervision: your evaluation"
    (attached,) = mail.iter_attachments()
    assert attached.get_filename() == "evaluation-S-2026-0001-1.pdf"
    assert attached.get_payload(decode=True) == (tmp_path / "evaluation-S-2026-0001-1.pdf").read_bytes()


def test_when_it_cannot_be_kept_who_was_asked_the_files_are_taken_back(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = held(desk, "Ada Example")
    written = exporting.put(evaluating.prepare(desk, session, [person_id(desk, "Ada Example")]), tmp_path)

    def full(*_: object) -> None:
        raise SupdeskError("vault.full", "There is no room.")

    monkeypatch.setattr("supdesk.vault.evaluations.put_asked", full)
    with pytest.raises(SupdeskError, match="no room"):
        evaluating.note(desk, written)
    assert [path for path in tmp_path.iterdir() if path.is_file()] == []
    assert [each.label for each in evaluating.awaited(desk)] == ["Not asked"]
