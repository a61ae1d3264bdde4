"""Putting right what was marked wrongly, until the register says what happened."""

from dataclasses import replace
from datetime import date, time, timedelta
from pathlib import Path

import pytest

from supdesk.desk import correcting, finishing, planning, reading, recording, registering, signing
from supdesk.desk.correcting import Correction
from supdesk.desk.desk import Desk
from supdesk.domain.errors import SupdeskError
from supdesk.domain.registers import Period
from supdesk.domain.sessions import Kind, Mode, Presence, State
from supdesk.vault import audit, checking
from tests.desk.desks import TODAY, enrolled, person_id, planned, written

MARCH = Period(date(2026, 3, 1), date(2026, 3, 31))


def held(desk: Desk, *names: str, kind: Kind = Kind.ONE_TO_ONE) -> str:
    """The id of a session of today whose record is finished, at which everybody planned was present."""
    session = planned(desk, *names, kind=kind, mode=Mode.TEAMS)
    sheet = recording.sit_down(desk, session).main
    recording.save(desk, sheet.draft.id, written(start="14:00", finish="15:00"))
    assert finishing.finish(desk, [sheet.draft.id]).problems == ()
    return session


def presences(desk: Desk, session: str) -> list[Presence]:
    return [each.presence for each in planning.one(desk, session).attendees]


@pytest.mark.parametrize("wrongly", [State.NOT_ATTENDED, State.CANCELLED])
def test_what_was_marked_by_mistake_is_planned_again_and_can_be_recorded(desk: Desk, wrongly: State) -> None:
    session = planned(desk)
    before = planning.one(desk, session)
    if wrongly is State.CANCELLED:
        planning.cancel(desk, session, "Ada Example", "Leave", mutual=True)
    else:
        planning.miss(desk, session)
    changes = correcting.plan_again(desk, session)
    assert changes.subject == session
    assert replace(planning.one(desk, session), sequence=0, revised_at=None) == before
    draft = recording.sit_down(desk, session).main.draft.id
    recording.save(desk, draft, written())
    finishing.finish(desk, [draft])
    assert planning.one(desk, session).state is State.HELD


def test_a_cancelled_session_whose_record_is_finished_all_the_same_was_held(desk: Desk) -> None:
    session = planned(desk)
    draft = recording.sit_down(desk, session).main.draft.id
    planning.cancel(desk, session, "Ada Example", "Leave", mutual=True)
    recording.save(desk, draft, written())
    finishing.finish(desk, [draft])
    found = planning.one(desk, session)
    assert (found.state, found.cancellation) == (State.HELD, None)


def test_a_missed_session_was_cancelled_after_all_or_the_other_way_round(desk: Desk) -> None:
    session = planned(desk)
    planning.miss(desk, session)
    correcting.cancel(desk, session, " Bee Sample ", "Ill", mutual=False)
    found = planning.one(desk, session)
    assert (found.state, found.cancellation and found.cancellation.by) == (State.CANCELLED, "Bee Sample")
    assert presences(desk, session) == [Presence.EXPECTED]
    correcting.miss(desk, session)
    found = planning.one(desk, session)
    assert (found.state, found.cancellation) == (State.NOT_ATTENDED, None)
    assert presences(desk, session) == [Presence.ABSENT]


def test_why_a_session_was_cancelled_is_put_right_and_its_day_stays(desk: Desk) -> None:
    session = planned(desk)
    planning.cancel(desk, session, "Ada Example", "Leave", mutual=True)
    later = at(desk, 3)
    correcting.cancel(later, session, "Ada Example", "Court", mutual=True)
    found = planning.one(desk, session).cancellation
    assert found is not None
    assert (found.reason, found.on, found.mutual) == ("Court", TODAY, True)
    correcting.cancel(later, session, "Ada Example", "Court", mutual=False)
    found = planning.one(desk, session).cancellation
    assert found is not None
    assert (found.on, found.mutual) == (TODAY, False)


def at(desk: Desk, days: int) -> Desk:
    """The same desk so many days later."""
    now = desk.now + timedelta(days=days)
    return Desk(desk.vault, replace(desk.around, now=lambda: now))


def test_of_a_missed_group_it_is_kept_who_sent_apologies(desk: Desk) -> None:
    session = planned(desk, "Ada Example", "Bee Sample", kind=Kind.GROUP)
    planning.miss(desk, session)
    correcting.miss(desk, session, [person_id(desk, "Bee Sample")])
    rows = registering.preview(desk, MARCH).rows
    assert [(row.attendee, row.presence) for row in rows] == [
        ("Ada Example", Presence.ABSENT),
        ("Bee Sample", Presence.APOLOGIES),
    ]


def test_nobody_can_have_missed_a_session_to_come_by_a_correction_either(desk: Desk) -> None:
    session = planned(desk, on=TODAY + timedelta(days=1))
    planning.cancel(desk, session, "Ada Example", "Leave", mutual=True)
    with pytest.raises(SupdeskError) as refused:
        correcting.miss(desk, session)
    assert refused.value.code == "session.to-come"
    assert planning.one(desk, session).state is State.CANCELLED


def test_who_came_to_a_group_is_put_right_and_its_sealed_record_stays_as_it_was(desk: Desk) -> None:
    session = held(desk, "Ada Example", "Bee Sample", kind=Kind.GROUP)
    record = reading.records(desk)[0]
    signing.agree_by_email(desk, record.id, TODAY, "agreement.eml", b"I agree.", by="Ada Example")
    sealed = signing.sealed_pdf(desk, record.id)
    before, bee = reading.read(desk, record.id), person_id(desk, "Bee Sample")
    was = planning.one(desk, session)
    correcting.hold(desk, session, was.on, was.start, was.finish, was.mode, {bee: Presence.APOLOGIES})
    assert presences(desk, session) == [Presence.PRESENT, Presence.APOLOGIES]
    assert reading.read(desk, record.id) == before
    assert signing.sealed_pdf(desk, record.id) == sealed
    assert all(not finding.wrong for finding in checking.check(desk.vault.cx))


def test_who_came_unexpectedly_is_added_and_who_was_never_expected_leaves_the_register(desk: Desk) -> None:
    session, cyd = held(desk, "Ada Example", "Bee Sample", kind=Kind.GROUP), enrolled(desk, "Cyd Invented")
    was = planning.one(desk, session)
    came = {cyd: Presence.PRESENT, person_id(desk, "Bee Sample"): None}
    correcting.hold(desk, session, was.on, was.start, was.finish, was.mode, came)
    rows = registering.preview(desk, MARCH).rows
    assert [(row.attendee, row.presence) for row in rows] == [
        ("Ada Example", Presence.PRESENT),
        ("Cyd Invented", Presence.PRESENT),
    ]


def test_when_and_how_a_session_was_held_is_put_right(desk: Desk) -> None:
    session, yesterday = held(desk), TODAY - timedelta(days=1)
    correcting.hold(desk, session, yesterday, time(9, 0), time(10, 30), Mode.TELEPHONE, {})
    (row,) = registering.preview(desk, MARCH).rows
    assert (row.on, row.minutes, row.mode, row.presence) == (yesterday, 90, Mode.TELEPHONE, Presence.PRESENT)


def test_a_session_with_a_record_is_never_taken_back(desk: Desk) -> None:
    session = held(desk)
    for deed in (
        lambda: correcting.plan_again(desk, session),
        lambda: correcting.miss(desk, session),
        lambda: correcting.cancel(desk, session, "Ada Example", "Leave", mutual=True),
    ):
        with pytest.raises(SupdeskError, match=r"R-2026-0001 .* addendum") as refused:
            deed()
        assert refused.value.code == "session.recorded"
    assert planning.one(desk, session).state is State.HELD


def test_a_session_that_was_held_keeps_somebody_a_past_day_and_an_end_after_its_beginning(desk: Desk) -> None:
    session, ada = held(desk), person_id(desk, "Ada Example")
    nobody, tomorrow = {ada: Presence.APOLOGIES}, TODAY + timedelta(days=1)
    tries = {
        "session.nobody": (TODAY, None, None, nobody),
        "session.to-come": (tomorrow, None, None, {}),
        "session.times": (TODAY, time(15, 0), time(14, 0), {}),
    }
    for code, (on, start, finish, came) in tries.items():
        with pytest.raises(SupdeskError) as refused:
            correcting.hold(desk, session, on, start, finish, Mode.TEAMS, came)
        assert refused.value.code == code
    assert presences(desk, session) == [Presence.PRESENT]


def test_only_its_record_makes_a_session_held(desk: Desk) -> None:
    session = planned(desk)
    planning.miss(desk, session)
    with pytest.raises(SupdeskError) as refused:
        correcting.hold(desk, session, TODAY, None, None, Mode.TEAMS, {})
    assert refused.value.code == "session.not-held"


def test_each_correction_is_in_the_audit_trail_with_what_stood_there_before(desk: Desk) -> None:
    session = planned(desk)
    planning.miss(desk, session)
    length = audit.length(desk.vault.cx)
    correcting.cancel(desk, session, "Ada Example", "Leave", mutual=True)
    correcting.plan_again(at(desk, 2), session)
    assert audit.length(desk.vault.cx) == length + 2
    assert correcting.corrections(desk, session) == (
        Correction(TODAY, State.NOT_ATTENDED),
        Correction(TODAY + timedelta(days=2), State.CANCELLED),
    )
    assert list(audit.broken(desk.vault.cx)) == []


def test_what_changes_nothing_is_refused_and_leaves_no_trace(desk: Desk) -> None:
    session = planned(desk)
    planning.miss(desk, session)
    length = audit.length(desk.vault.cx)
    with pytest.raises(SupdeskError) as refused:
        correcting.miss(desk, session)
    assert refused.value.code == "session.same"
    assert audit.length(desk.vault.cx) == length


def folder(above: Path, name: str) -> Path:
    """An empty folder of that name."""
    (above / name).mkdir()
    return above / name


def test_a_register_sent_after_a_correction_corrects_the_one_sent_before_it(desk: Desk, tmp_path: Path) -> None:
    session = planned(desk)
    planning.miss(desk, session)
    registering.write(desk, MARCH, folder(tmp_path, "first"))
    first = registering.sent(desk)[0]
    correcting.plan_again(desk, session)
    draft = recording.sit_down(desk, session).main.draft.id
    recording.save(desk, draft, written())
    finishing.finish(desk, [draft])
    assert [sending.number for sending in correcting.outdated(desk, TODAY)] == [first.number]
    after = registering.preview(desk, MARCH)
    assert after.corrects == first.number
    assert [(row.state, row.presence) for row in after.rows] == [(State.HELD, Presence.PRESENT)]
    registering.write(desk, MARCH, folder(tmp_path, "second"))
    assert registering.sent(desk)[0].corrects == first.number
    assert registering.sent(desk)[0].digest != first.digest


def test_only_the_newest_register_of_a_period_with_that_day_is_out_of_date(desk: Desk, tmp_path: Path) -> None:
    april = Period(date(2026, 4, 1), date(2026, 4, 30))
    registering.write(desk, MARCH, folder(tmp_path, "first"))
    planning.miss(desk, planned(desk))
    for name, period, to in (("second", MARCH, ""), ("third", MARCH, "The service lead"), ("april", april, "")):
        registering.write(desk, period, folder(tmp_path, name), to)
    registering.prepare(desk, MARCH, "Whose files were never written")
    assert correcting.outdated(desk, TODAY, april.first) == []
    for session in (planned(desk), planned(desk, on=april.first)):
        planning.cancel(desk, session, "Ada Example", "Leave", mutual=True)
    assert {sending.number for sending in correcting.outdated(desk, TODAY)} == {"G-2026-002", "G-2026-003"}
    assert correcting.outdated(desk, date(2026, 2, 1)) == []
    assert len(correcting.outdated(desk, TODAY, april.first)) == 3


def test_a_register_is_out_of_date_only_while_it_says_something_else(desk: Desk, tmp_path: Path) -> None:
    session = planned(desk)
    planning.cancel(desk, session, "Ada Example", "Leave", mutual=True)
    registering.write(desk, MARCH, tmp_path)
    registering.say_sent(desk, "G-2026-001")
    correcting.cancel(desk, session, "Bee Sample", "Ill", mutual=False)
    assert correcting.outdated(desk, TODAY) == []
    correcting.miss(at(desk, 2), session)
    assert [sending.number for sending in correcting.outdated(at(desk, 2), TODAY)] == ["G-2026-001"]
    correcting.cancel(at(desk, 3), session, "Bee Sample", "Ill", mutual=False)
    assert correcting.outdated(at(desk, 3), TODAY) == []
