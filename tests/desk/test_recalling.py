"""What the vault knows of one session or of one person."""

from datetime import date, timedelta

from supdesk.desk import deciding, finishing, planning, recalling, recording, signing
from supdesk.desk.desk import Desk
from supdesk.domain.actions import Decision
from supdesk.domain.sessions import Kind
from supdesk.forms import following
from tests.desk.desks import ACTION, TODAY, enrolled, person_id, planned
from tests.desk.test_attending import finished


def test_a_person_is_recalled_with_their_own_sessions_records_and_actions(desk: Desk) -> None:
    ada, bee = person_id(desk, "Ada Example"), person_id(desk, "Bee Sample")
    mine, other = finished(desk, "Ada Example", 9), finished(desk, "Bee Sample", 3)
    group = planned(desk, "Ada Example", "Bee Sample", kind=Kind.GROUP)
    found = recalling.person(desk, ada)
    assert [session.id for session in found.to_come] == [group]
    assert [session.on for session in found.over] == [TODAY - timedelta(days=9)]
    assert [entry.id for entry in found.records] == [mine]
    assert [listed.action.record_id for listed in found.actions] == [mine]
    assert [entry.id for entry in recalling.person(desk, bee).records] == [other]
    deciding.decide(desk, found.actions[0].action.id, Decision.DONE)
    assert recalling.person(desk, ada).actions == ()


def test_an_action_carried_over_is_recalled_of_somebody_who_came_only_later(desk: Desk) -> None:
    def sit(*names: str, on: date) -> recording.Sitting:
        return recording.sit_down(desk, planned(desk, *names, kind=Kind.GROUP, on=on))

    cyd = enrolled(desk, "Cyd Invented")
    first = sit("Ada Example", "Bee Sample", on=TODAY - timedelta(days=9))
    topics = [{"topic": "Endings", "agreed_actions": [dict(ACTION)]}]
    recording.save(desk, first.main.draft.id, {"confidential": True, "topics": topics})
    finishing.finish(desk, [first.main.draft.id])
    assert recalling.person(desk, cyd).actions == ()
    second = sit("Ada Example", "Bee Sample", "Cyd Invented", on=TODAY)
    (action,) = second.open_actions
    changes = following.decided(second.main.form, second.main.draft.raw, action, Decision.CARRIED, TODAY)
    recording.save(desk, second.main.draft.id, {"confidential": True, **changes})
    finishing.finish(desk, [second.main.draft.id])
    assert [listed.action.id for listed in recalling.person(desk, cyd).actions] == [action.id]


def test_only_the_latest_are_recalled_and_the_newest_comes_first(desk: Desk) -> None:
    days = range(recalling.LATEST + 2, 0, -1)
    for ago in days:
        planning.miss(desk, planned(desk, on=TODAY - timedelta(days=ago)))
    found = recalling.person(desk, person_id(desk, "Ada Example")).over
    assert [(TODAY - session.on).days for session in found] == list(days)[::-1][: recalling.LATEST]


def test_a_contract_that_was_replaced_is_not_recalled(desk: Desk) -> None:
    ada, contracts = person_id(desk, "Ada Example"), []
    for _ in range(2):
        draft = recording.begin_contract(desk, [ada]).draft.id
        recording.save(desk, draft, {"frequency": "Monthly"})
        contracts += finishing.finish(desk, [draft]).records
        signing.agree_by_scan(desk, contracts[-1].id, TODAY, "scan.pdf", b"%PDF-")
    assert [each.record.id for each in recalling.person(desk, ada).contracts] == [contracts[-1].id]
    assert recalling.person(desk, person_id(desk, "Bee Sample")).contracts == ()


def test_a_session_is_recalled_with_its_own_record_and_names(desk: Desk) -> None:
    record = finished(desk, "Ada Example", 2)
    session = planning.sessions(desk)[0]
    found = recalling.session(desk, session.id)
    assert found.record is not None
    assert found.record.id == record
    assert list(found.names.values()) == ["Ada Example"]
    assert recalling.session(desk, planned(desk)).record is None
