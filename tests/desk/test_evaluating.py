"""R8: who came is asked what they think of the session, and it is known who has not answered."""

from datetime import date

from supdesk.desk import evaluating, finishing, recording
from supdesk.desk.desk import Desk
from supdesk.domain.sessions import Kind
from tests.desk.desks import all_done, person_id, planned, written


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


def test_a_given_evaluation_is_awaited_no_more_and_its_day_is_known(desk: Desk) -> None:
    session = held(desk, "Ada Example", "Bee Sample")
    sheet = recording.begin_evaluation(desk, session, person_id(desk, "Ada Example"))
    recording.save(desk, sheet.draft.id, {"safe": "4"})
    finishing.finish(desk, [sheet.draft.id])
    assert [each.person.name for each in evaluating.awaited(desk)] == ["Bee Sample"]
    assert [each.label for each in evaluating.standings(desk, session)] == ["Given on 4 March 2026", "Not asked"]
