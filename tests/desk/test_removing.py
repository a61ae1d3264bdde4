"""What was entered by mistake is taken out while nothing speaks of it, and stays with a plain reason otherwise."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from supdesk.desk import (
    calendaring,
    contracting,
    enrolling,
    evaluating,
    finishing,
    planning,
    preparing,
    recalling,
    recording,
    removing,
    searching,
    tracking,
    training,
)
from supdesk.desk.desk import Desk
from supdesk.desk.training import File
from supdesk.domain.cadence import Every, series
from supdesk.domain.errors import SupdeskError
from supdesk.domain.people import Leave, Role
from supdesk.domain.sessions import Kind, Mode, State
from supdesk.domain.training import Shows
from supdesk.vault import audit, checking, keeping, store
from tests.desk.desks import TODAY, enrolled, on_day, person_id, planned, written


def at_once(desk: Desk, name: str = "Ada Example") -> str:
    return planning.start_now(desk, Kind.ONE_TO_ONE, Mode.FACE_TO_FACE, [person_id(desk, name)]).subject


def write(desk: Desk, session: str) -> str:
    draft = recording.sit_down(desk, session).main.draft.id
    recording.save(desk, draft, written())
    return draft


def hold(desk: Desk, session: str) -> None:
    assert finishing.finish(desk, [write(desk, session)]).records


def whole(desk: Desk) -> bool:
    return not any(finding.wrong for finding in checking.check(desk.vault.cx))


def test_somebody_of_whom_nothing_speaks_is_removed_and_no_more_found(desk: Desk) -> None:
    cyd = enrolled(desk, "Cyd Invented")
    contracting.begin(desk, [cyd])
    assert removing.why_person_stays(desk, cyd) == ""
    removing.remove_person(desk, cyd)
    assert cyd not in {person.id for person in enrolling.everyone(desk, archived=True)}
    assert searching.find(desk, "Cyd") == []
    assert keeping.drafts(desk.vault.cx) == []
    assert audit.about(desk.vault.cx, cyd)[-1][1] == "remove person"
    assert whole(desk)
    with pytest.raises(SupdeskError, match="not on the list any more"):
        recalling.person(desk, cyd)


def test_somebody_removed_is_put_back_as_they_were(desk: Desk) -> None:
    cyd = enrolled(desk, "Cyd Invented", service="Ward A")
    enrolling.enrol(desk, replace(enrolling.one(desk, cyd), leave=(Leave(TODAY),)))
    before = enrolling.one(desk, cyd)
    removing.remove_person(desk, cyd)
    removing.put_person_back(desk, before)
    assert enrolling.one(desk, cyd) == before
    assert [hit.subject for hit in searching.find(desk, "Cyd")] == [cyd]


def _with_session(desk: Desk, cyd: str) -> None:
    planning.plan(desk, Kind.ONE_TO_ONE, Mode.TEAMS, TODAY, [cyd])


def _as_supervisor(desk: Desk, cyd: str) -> None:
    planning.plan(desk, Kind.ONE_TO_ONE, Mode.TEAMS, TODAY, [desk.owner.id], supervisor_id=cyd)


def _with_contract(desk: Desk, cyd: str) -> None:
    contract = recording.begin_contract(desk, [cyd]).draft.id
    recording.save(desk, contract, {"frequency": "Monthly"})
    assert finishing.finish(desk, [contract]).records


def _with_draft(desk: Desk, cyd: str) -> None:
    recording.save(desk, recording.begin_contract(desk, [cyd]).draft.id, {"frequency": "Monthly"})


def _with_action(desk: Desk, cyd: str) -> None:
    draft = recording.sit_down(desk, planned(desk)).main.draft.id
    name = enrolling.one(desk, cyd).name.upper()
    recording.save(desk, draft, written(actions=[{"what": "Ring", "by_whom": name, "by_when": "18 March 2026"}]))
    assert finishing.finish(desk, [draft]).records


def _trained(desk: Desk, cyd: str) -> None:
    shown = File("certificate.pdf", b"%PDF-1.7 invented", Shows.COURSE, "A course", "A college", TODAY)
    training.keep(desk, cyd, shown)


@pytest.mark.parametrize(
    ("name_them", "words"),
    [
        (_with_session, "1 session."),
        (_as_supervisor, "1 session."),
        (_with_contract, "1 record."),
        (_with_draft, "1 unfinished draft."),
        (_with_action, "1 action."),
        (_trained, "1 proof of training."),
    ],
)
def test_somebody_who_is_named_stays_and_it_is_said_by_what(
    desk: Desk, name_them: Callable[[Desk, str], None], words: str
) -> None:
    cyd = enrolled(desk, "Cyd Invented")
    name_them(desk, cyd)
    with pytest.raises(SupdeskError, match=f"names them: {words}"):
        removing.remove_person(desk, cyd)
    assert enrolling.one(desk, cyd).name == "Cyd Invented"


def test_all_that_names_somebody_is_counted(desk: Desk) -> None:
    hold(desk, planned(desk))
    planned(desk)
    (asking,) = evaluating.standings(desk, planning.sessions(desk)[0].id)
    ada = person_id(desk, "Ada Example")
    assert asking.person.id == ada
    assert "2 sessions, 1 record and 1 action." in removing.why_person_stays(desk, ada)
    assert "yours" in removing.why_person_stays(desk, desk.owner.id)


def test_one_of_two_of_the_same_name_is_removed_whatever_the_other_took_on(desk: Desk) -> None:
    hold(desk, planned(desk))
    again = enrolled(desk, "ada  example")
    removing.remove_person(desk, again)
    assert person_id(desk, "Ada Example") != again


def test_a_session_begun_by_mistake_is_discarded_with_what_was_written(desk: Desk) -> None:
    session = at_once(desk)
    preparing.tick(desk, session, desk.pack.preparation[0], done=True)
    write(desk, session)
    assert removing.what_stays(desk, session) == ""
    removing.discard(desk, session)
    assert planning.sessions(desk) == []
    assert keeping.drafts(desk.vault.cx) == []
    assert searching.find(desk, "S-2026-0001") == []
    assert audit.about(desk.vault.cx, session)[-1][1] == "take session out"
    assert whole(desk)
    assert planning.one(desk, at_once(desk)).number == "S-2026-0002"
    with pytest.raises(SupdeskError, match="not here any more"):
        recalling.session(desk, session)


def test_of_a_planned_session_only_what_was_written_is_discarded(desk: Desk) -> None:
    session = planned(desk)
    write(desk, session)
    assert removing.what_stays(desk, session) == "The session stays planned, 4 March 2026."
    removing.discard(desk, session)
    assert [each.state for each in planning.sessions(desk)] == [State.PLANNED]
    assert recording.drafts(desk) == []


def test_a_session_at_which_a_referral_was_noted_stays(desk: Desk) -> None:
    session = at_once(desk)
    planning.note_referral(desk, session)
    assert "A referral was noted at it" in removing.what_stays(desk, session)
    removing.discard(desk, session)
    assert planning.one(desk, session).referral_noted_at is not None


def test_a_session_that_was_recorded_is_never_taken_out(desk: Desk) -> None:
    session = at_once(desk)
    hold(desk, session)
    removing.discard(desk, session)
    assert planning.one(desk, session).state is State.HELD
    assert len(keeping.records(desk.vault.cx, session_id=session)) == 1
    with pytest.raises(SupdeskError, match="It is held already"):
        removing.take_back(desk, session)


def _series(desk: Desk) -> str:
    days = series(TODAY + timedelta(days=1), Every(3), 4)
    ada = person_id(desk, "Ada Example")
    return planning.plan_series(desk, Kind.ONE_TO_ONE, Mode.TEAMS, days, [ada]).subject


def test_a_series_just_planned_is_taken_back_whole(desk: Desk) -> None:
    stays = planned(desk)
    removing.take_back(desk, _series(desk))
    assert [each.id for each in planning.sessions(desk)] == [stays]
    (line,) = [each for each in tracking.tracked(desk) if each.person.name == "Ada Example"]
    assert line.planned == TODAY


def test_a_series_of_which_a_calendar_may_know_stays(desk: Desk, tmp_path: Path) -> None:
    other, first = planned(desk, on=TODAY + timedelta(days=9)), _series(desk)
    calendaring.save_one(desk, other, tmp_path / "other.ics")
    third = store.series(desk.vault.cx, first)[2].id
    calendaring.save_one(desk, third, tmp_path / "third.ics")
    with pytest.raises(SupdeskError, match=r"S-2026-0004 is not taken back\. It may stand in a calendar"):
        removing.take_back(desk, first)
    assert len(planning.sessions(desk)) == 5


@pytest.mark.parametrize("whole_series", [True, False])
def test_a_calendar_written_before_it_was_planned_does_not_keep_it(
    desk: Desk, tmp_path: Path, whole_series: bool
) -> None:
    planned(desk, on=TODAY + timedelta(days=9))
    calendaring.save_ahead(desk, tmp_path / "ahead.ics")
    tomorrow = on_day(desk, TODAY + timedelta(days=1))
    session = _series(tomorrow) if whole_series else planned(tomorrow, on=date(2026, 4, 1))
    removing.take_back(tomorrow, session)
    assert len(planning.sessions(desk)) == 1
    calendaring.save_ahead(tomorrow, tmp_path / "again.ics")
    with pytest.raises(SupdeskError, match="calendar"):
        removing.take_back(tomorrow, planning.sessions(desk)[0].id)


def test_a_session_for_which_something_is_written_or_that_another_replaces_is_not_taken_back(desk: Desk) -> None:
    begun, off = planned(desk), planned(desk)
    write(desk, begun)
    with pytest.raises(SupdeskError, match="Something is written for it"):
        removing.take_back(desk, begun)
    planning.cancel(desk, off, "Ada Example", "Leave", mutual=True)
    ada = [person_id(desk, "Ada Example")]
    again = planning.plan(desk, Kind.ONE_TO_ONE, Mode.TEAMS, TODAY, ada, rebooks=off).subject
    removing.take_back(desk, again)
    assert recalling.session(desk, off).again is None


def test_roles_alone_keep_nobody(desk: Desk) -> None:
    lead = enrolled(desk, "Dee Fiction")
    enrolling.enrol(desk, replace(enrolling.one(desk, lead), roles=frozenset({Role.SERVICE_LEAD})))
    removing.remove_person(desk, lead)
    assert lead not in {person.id for person in enrolling.everyone(desk, archived=True)}
