"""The process around a session, reckoned from what is known (section 8, ELFT App 6)."""

from datetime import date
from pathlib import Path

from supdesk.desk import (
    chronicling,
    entering,
    exporting,
    overseeing,
    planning,
    proceeding,
    routing,
    signing,
    theming,
)
from supdesk.desk.desk import Desk
from supdesk.domain.clinical import Entered
from supdesk.domain.papers import Paper
from supdesk.domain.quarters import quarter, year
from supdesk.domain.registers import Period
from supdesk.domain.reports import QUARTER, YEAR
from supdesk.domain.sessions import Kind, Mode, Why
from supdesk.vault import keeping, store
from tests.desk.desks import TODAY, on_day, person_id
from tests.desk.test_routing import desk, held, text_of

__all__ = ["desk"]


def steps(desk: Desk, session: str) -> list[tuple[bool, str]]:
    found = proceeding.progress(desk, store.session(desk.vault.cx, session))
    return [(each.done, each.remark) for each in found]


def test_each_step_is_done_when_what_it_says_is_known(desk: Desk, tmp_path: Path) -> None:
    session = held(desk, issued=False)
    [record] = keeping.records(desk.vault.cx, session_id=session)
    assert steps(desk, session) == [
        (False, "Arranged for 4 March 2026"), (True, ""), (True, "It follows from who came"),
        (False, ""), (False, ""),
        (False, "2 of 2 outstanding"), (False, "Of 1 January 2026 to 31 March 2026"),
        (False, "Of 1 April 2025 to 31 March 2026"),
    ]  # fmt: skip
    signing.issue(desk, record.id)
    routing.note(desk, exporting.put(routing.prepare(desk, session), tmp_path))
    waiting = "Written, and to be sent by you"
    assert steps(desk, session)[3:5] == [(False, waiting), (False, waiting)]
    routing.say_sent(desk, session, Paper.REGISTER)
    assert steps(desk, session)[3:5] == [(True, ""), (False, waiting)]
    for due in entering.due(desk, record):
        entering.say(desk, record.id, due.place, Entered.DONE)
    assert steps(desk, session)[5] == (True, "")


def test_what_is_planned_says_the_day_it_is_arranged_for_and_not_that_of_entering_it(desk: Desk) -> None:
    people = [person_id(desk, "Ada Example")]
    session = planning.plan(desk, Kind.GROUP, Mode.TEAMS, date(2026, 6, 9), people).subject
    assert steps(desk, session)[:2] == [(False, "Arranged for 9 June 2026"), (False, "")]


def first(desk: Desk, session: str) -> tuple[bool, date | None, bool]:
    found = proceeding.progress(desk, store.session(desk.vault.cx, session))[0]
    return found.done, found.on, found.open_to_say


def test_the_day_of_a_session_is_agreed_when_somebody_says_so_and_anew_once_it_is_moved(desk: Desk) -> None:
    """App 6: nothing shows it, so neither planning a session nor starting one at once ticks it."""
    ada = [person_id(desk, "Ada Example")]
    session = planning.start_now(desk, Kind.ONE_TO_ONE, Mode.TEAMS, ada).subject
    assert first(desk, session) == (False, None, True)
    proceeding.say_agreed(on_day(desk, date(2026, 3, 5)), session)
    assert first(desk, session) == (True, date(2026, 3, 5), False)
    proceeding.say_agreed(desk, session, agreed=False)
    assert first(desk, session) == (False, None, True)
    proceeding.say_agreed(desk, session)
    before = planning.one(desk, session)
    planning.move(desk, session, date(2026, 3, 20), None, None)
    assert first(desk, session) == (False, None, True)
    planning.move_back(desk, before)
    assert first(desk, session) == (True, TODAY, False)
    planning.cancel(desk, session, "Ada Example", mutual=True, why=Why.AWAY)
    assert first(desk, session) == (False, None, False)


def test_a_register_is_sent_only_when_every_reader_of_it_was_written_to(desk: Desk, tmp_path: Path) -> None:
    session = held(desk)
    routing.note(desk, exporting.put(routing.prepare(desk, session), tmp_path))
    routing.say_sent(desk, session, Paper.REGISTER)
    assert steps(desk, session)[3][0]
    desk.vault.cx.execute("DELETE FROM papers WHERE reader = 'Max Lead'")
    assert not steps(desk, session)[3][0]


def test_a_cancelled_session_goes_back_to_its_beginning(desk: Desk) -> None:
    session = planning.plan(desk, Kind.GROUP, Mode.TEAMS, TODAY, [person_id(desk, "Ada Example")]).subject
    planning.cancel(desk, session, "Ada Example", mutual=True, why=Why.AWAY)
    assert steps(desk, session)[:2] == [(False, "Cancelled: agree another day"), (False, "Cancelled")]


def test_the_log_names_services_themes_and_who_acts_and_no_register_does(desk: Desk, tmp_path: Path) -> None:
    """G6."""
    session = held(desk)
    [record] = keeping.records(desk.vault.cx, session_id=session)
    theming.give(desk, record.id, ["Neglect"])
    report = chronicling.log(desk, Period(date(2026, 1, 1), date(2026, 3, 31)))
    [row] = report.tables[0].rows
    number = store.session(desk.vault.cx, session).number
    doers = "Ada Example, Cy Invented, somebody else"
    assert row == (TODAY, number, "Perinatal, Inpatient", "Neglect", doers)
    written = exporting.put(chronicling.prepare(desk, report), tmp_path)
    chronicling.note(desk, written)
    [path] = written.placed.paths
    assert "Neglect" in text_of(path.read_bytes())
    assert b"/ETSI.CAdES.detached" in path.read_bytes()
    assert "Neglect" not in str(routing.outlook(desk, session).made)


def test_attendance_is_reported_and_the_audit_made_once_quarter_and_year_are_over(desk: Desk) -> None:
    """ELFT App 6: tracker, attendance reported, adherence audited yearly."""
    session = held(desk)
    spans = ((QUARTER, quarter(TODAY)), (YEAR, year(TODAY)))
    for kind, period in spans:
        overseeing.note(desk, kind, period, "elft")
    assert [done for done, _ in steps(desk, session)[6:]] == [False, False], "written before they were over"
    desk = on_day(desk, date(2026, 4, 2))
    for reported, (kind, period) in enumerate(spans):
        overseeing.note(desk, kind, period, "elft")
        assert [done for done, _ in steps(desk, session)[6:]] == [True, bool(reported)]


def test_the_tracker_waits_for_the_session(desk: Desk) -> None:
    session = planning.plan(desk, Kind.GROUP, Mode.TEAMS, TODAY, [person_id(desk, "Ada Example")]).subject
    assert steps(desk, session)[2] == (False, "")
