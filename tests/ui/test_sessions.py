"""The Sessions page before a real vault."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from supdesk.desk import enrolling, planning
from supdesk.domain.sessions import Kind, Mode, State
from supdesk.ui.seat import Seat
from supdesk.ui.sessions.details import CancelForm, MoveForm, SessionDetails
from supdesk.ui.sessions.page import SessionsPage
from supdesk.ui.sessions.planner import Planner
from tests.desk.desks import enrolled
from tests.ui.seats import done, leave, made_seat, settle


@pytest.fixture
def seat(tmp_path: Path) -> Iterator[Seat]:
    made = made_seat(tmp_path)
    yield made
    leave(made)


def _planned(seat: Seat) -> SessionsPage:
    ada = enrolled(seat.desk, "Ada Example")
    page = SessionsPage(seat)
    done(seat, lambda desk: planning.plan(desk, Kind.ONE_TO_ONE, Mode.TEAMS, date(2026, 3, 12), [ada]))
    return page


def test_without_sessions_the_page_says_how_to_begin(seat: Seat) -> None:
    page = SessionsPage(seat)
    settle(seat)
    assert page.empty.isVisibleTo(page)


def test_a_planned_session_appears_and_the_filter_hides_it(seat: Seat) -> None:
    page = _planned(seat)
    assert page.table.model().index(0, 3).data() == "Ada Example"
    page.filter.set_raw("held")
    page.filter.edited.emit("held")
    assert page.table.model().rowCount() == 0


def test_the_planner_keeps_what_was_typed_and_refuses_a_day_it_cannot_read(seat: Seat) -> None:
    ada = enrolled(seat.desk, "Ada Example")
    form = Planner(seat, [seat.desk.owner], [ada])
    form.people.set_raw([seat.desk.owner.id])
    form.on.set_raw("someday")
    form.plan()
    assert form.isVisible()
    form.on.set_raw("12 March 2026")
    form.start.set_raw("14:30")
    form.plan()
    settle(seat)
    assert [s.on for s in planning.sessions(seat.desk)] == [date(2026, 3, 12)]


def test_a_year_of_sessions_is_planned_at_once_and_saved_for_a_calendar(seat: Seat, tmp_path: Path) -> None:
    ada = enrolled(seat.desk, "Ada Example")
    page = SessionsPage(seat)
    settle(seat)
    form = Planner(seat, [enrolling.one(seat.desk, ada)], [ada])
    form.on.set_raw("12 March 2026")
    form.year.set_raw(True)
    form.plan()
    settle(seat)
    assert page.table.model().rowCount() == 4
    page.save_calendar(tmp_path / "supervision.ics")
    settle(seat)
    assert (tmp_path / "supervision.ics").read_text().count("BEGIN:VEVENT") == 4


def test_a_session_is_moved(seat: Seat) -> None:
    _planned(seat)
    form = MoveForm(seat, planning.sessions(seat.desk)[0])
    form.on.set_raw("19/03/2026")
    form.give_day()
    settle(seat)
    assert planning.sessions(seat.desk)[0].on == date(2026, 3, 19)


def test_calling_off_needs_who_and_why(seat: Seat) -> None:
    _planned(seat)
    form = CancelForm(seat, planning.sessions(seat.desk)[0])
    form.cancel()
    settle(seat)
    assert form.isVisible()
    form.by.set_raw("Ada Example")
    form.reason.set_raw("Leave")
    form.cancel()
    settle(seat)
    assert planning.sessions(seat.desk)[0].state is State.CANCELLED


def test_a_session_nobody_came_to_is_closed_as_not_attended(seat: Seat) -> None:
    page = _planned(seat)
    session = planning.sessions(seat.desk)[0]
    done(seat, lambda desk: planning.move(desk, session.id, desk.today, session.start, session.finish))
    SessionDetails(seat, planning.sessions(seat.desk)[0], {}).miss()
    settle(seat)
    assert page.table.model().index(0, 5).data() == "Not attended"


def test_a_group_larger_than_recommended_is_warned_of(seat: Seat) -> None:
    people = [enrolled(seat.desk, f"Person {number}") for number in range(8)]
    form = Planner(seat, enrolling.everyone(seat.desk))
    form.people.set_raw(people)
    form.kind.set_raw("group")
    form.kind.edited.emit("group")
    settle(seat)
    assert "most recommended" in form.people._help.text()


def test_of_a_session_that_is_only_looked_at_enter_goes_on_at_once(seat: Seat) -> None:
    _planned(seat)
    details = SessionDetails(seat, planning.sessions(seat.desk)[0], {})
    assert seat.shell.focusWidget() is details.confirm
