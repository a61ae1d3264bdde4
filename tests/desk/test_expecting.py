"""Who is to come is changed before the day; what is written, the tracker and the register follow."""

from datetime import date, time

import pytest

from supdesk.desk import expecting, finishing, planning, recording, registering, searching, tracking
from supdesk.desk.desk import Desk
from supdesk.domain.errors import SupdeskError
from supdesk.domain.registers import Period
from supdesk.domain.sessions import Kind, Mode, Presence
from tests.desk.desks import TODAY, enrolled, person_id, planned, written

GROUP, FACE = Kind.GROUP, Mode.FACE_TO_FACE


def three(desk: Desk) -> list[str]:
    enrolled(desk, "Cyd Invented")
    return [person_id(desk, name) for name in ("Ada Example", "Bee Sample", "Cyd Invented")]


def test_the_tracker_and_the_search_follow(desk: Desk) -> None:
    ada, bee, cyd = three(desk)
    session = planned(desk, "Ada Example", "Bee Sample", kind=GROUP)
    expecting.expect(desk, session, GROUP, FACE, [bee, cyd])
    assert {line.person.id: line.planned for line in tracking.tracked(desk)} == {ada: None, bee: TODAY, cyd: TODAY}
    assert [hit.subject for hit in searching.find(desk, "Cyd") if hit.kind == "session"] == [session]
    assert [hit.subject for hit in searching.find(desk, "Ada") if hit.kind == "session"] == []


def test_the_register_says_who_was_expected_in_the_end(desk: Desk) -> None:
    _, bee, cyd = three(desk)
    session = planned(desk, "Ada Example", "Bee Sample", kind=GROUP)
    draft = recording.sit_down(desk, session).main.draft.id
    expecting.expect(desk, session, GROUP, FACE, [bee, cyd])
    recording.save(desk, draft, {"confidential": True})
    assert finishing.finish(desk, [draft]).problems == ()
    register = registering.preview(desk, Period(TODAY, TODAY))
    assert [(row.attendee, row.presence) for row in register.rows] == [
        ("Bee Sample", Presence.PRESENT),
        ("Cyd Invented", Presence.PRESENT),
    ]


def test_a_record_begun_for_one_is_of_whoever_is_expected_instead(desk: Desk) -> None:
    session = planned(desk, "Ada Example")
    draft = recording.sit_down(desk, session).main.draft.id
    recording.save(desk, draft, written())
    expecting.expect(desk, session, Kind.ONE_TO_ONE, FACE, [person_id(desk, "Bee Sample")])
    record = finishing.finish(desk, [draft]).records[0]
    assert [party.name for party in record.parties] == ["Olive Owner", "Bee Sample"]
    assert record.answers["issues"] == "What was talked about."


def test_who_came_as_somebody_wrote_it_is_left_as_it_is(desk: Desk) -> None:
    ada, bee, cyd = three(desk)
    sitting = recording.sit_down(desk, planned(desk, "Ada Example", "Bee Sample", kind=GROUP))
    present = sitting.main.form.filled_from("present")
    assert present is not None
    typed = [{"id": ada, "name": "Ada Example", "designation": "Health Visitor"}]
    recording.save(desk, sitting.main.draft.id, {present.id: typed})
    expecting.expect(desk, sitting.session.id, GROUP, FACE, [ada, bee, cyd])
    assert recording.reopen(desk, sitting.main.draft.id).draft.raw[present.id] == typed


def test_what_was_begun_follows_a_session_that_is_moved(desk: Desk) -> None:
    session = planned(desk, on=date(2026, 3, 2))
    draft = recording.sit_down(desk, session).main.draft.id
    recording.save(desk, draft, written())
    planning.move(desk, session, TODAY, time(9, 30), time(10, 30))
    record = finishing.finish(desk, [draft]).records[0]
    found = planning.one(desk, session)
    assert (record.on, found.on, found.start, found.finish) == (TODAY, TODAY, time(9, 30), time(10, 30))


def test_another_kind_is_only_taken_while_nothing_is_written(desk: Desk) -> None:
    both = [person_id(desk, name) for name in ("Ada Example", "Bee Sample")]
    session = planned(desk, "Ada Example")
    draft = recording.sit_down(desk, session).main.draft.id
    recording.save(desk, draft, {"issues": "What was talked about."})
    with pytest.raises(SupdeskError) as refused:
        expecting.expect(desk, session, GROUP, FACE, both)
    assert refused.value.code == "session.written"
    recording.save(desk, draft, {"issues": ""})
    expecting.expect(desk, session, GROUP, FACE, both)
    assert recording.sit_down(desk, session).main.form.serves == "group"


def test_nobody_two_at_a_one_to_one_no_change_and_a_session_that_is_over_are_refused(desk: Desk) -> None:
    ada, bee = (person_id(desk, name) for name in ("Ada Example", "Bee Sample"))
    session = planned(desk, "Ada Example")
    for people, code in (([], "session.nobody"), ([ada, bee], "session.one"), ([ada], "session.same")):
        with pytest.raises(SupdeskError) as refused:
            expecting.expect(desk, session, Kind.ONE_TO_ONE, FACE, people)
        assert refused.value.code == code
    planning.miss(desk, session)
    with pytest.raises(SupdeskError, match="not attended already"):
        expecting.expect(desk, session, Kind.ONE_TO_ONE, FACE, [bee])
