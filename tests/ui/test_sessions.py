"""The Sessions page before a real vault."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, time
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget

from supdesk.desk import calendaring, correcting, enrolling, finishing, planning, recalling, recording, registering
from supdesk.domain.cadence import Every, Unit
from supdesk.domain.days import brief_date
from supdesk.domain.registers import Period
from supdesk.domain.sessions import Kind, Mode, Presence, State, Why
from supdesk.ui.parts import Banner, Button, Field, Overlay, Question, QuietButton, Words
from supdesk.ui.records.record import RecordPage
from supdesk.ui.seat import Seat
from supdesk.ui.session_desk import SessionDesk
from supdesk.ui.sessions import calendars
from supdesk.ui.sessions.again import AgainForm
from supdesk.ui.sessions.changing import CancelForm, CompanyForm, MoveForm
from supdesk.ui.sessions.company import ONE_ONLY
from supdesk.ui.sessions.correcting import HeldForm, StateForm
from supdesk.ui.sessions.details import SessionDetails
from supdesk.ui.sessions.page import SessionsPage
from supdesk.ui.sessions.planner import TWICE, Planner, StartForm, offer_planner, offer_start
from supdesk.ui.sessions.series import DAY, Dates
from tests.desk.desks import enrolled, person_id, planned, written
from tests.ui.seats import done, leave, made_seat, settle

ONE = Kind.ONE_TO_ONE, Mode.TEAMS
MARCH = Period(date(2026, 3, 1), date(2026, 3, 31))


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


def test_those_planned_stand_with_the_soonest_first_and_all_with_the_newest(seat: Seat) -> None:
    page, known = _planned(seat), person_id(seat.desk, "Ada Example")
    for day in (10, 14):
        done(seat, lambda desk, day=day: planning.plan(desk, *ONE, date(2026, 3, day), [known]))
    for which, days in (("planned", [10, 12, 14]), ("", [14, 12, 10])):
        page.filter.set_raw(which)
        page.filter.edited.emit(which)
        shown = [page.table.model().index(place, 0).data() for place in range(3)]
        assert shown == [brief_date(date(2026, 3, day)) for day in days]


def test_the_planner_keeps_what_was_typed_and_refuses_a_day_it_cannot_read(seat: Seat) -> None:
    ada = enrolled(seat.desk, "Ada Example")
    form = Planner(seat, [seat.desk.owner], [ada])
    form.company.people.set_raw([seat.desk.owner.id])
    form.on.set_raw("someday")
    form.plan()
    assert form.isVisible()
    form.on.set_raw("12 March 2026")
    form.start.set_raw("14:30")
    form.plan()
    settle(seat)
    assert [s.on for s in planning.sessions(seat.desk)] == [date(2026, 3, 12)]


def test_a_second_session_with_the_same_people_at_the_same_time_is_asked_about_once(seat: Seat) -> None:
    ada, bee = enrolled(seat.desk, "Ada Example"), enrolled(seat.desk, "Bee Sample")

    def plan_it(person: str, start: str, presses: int = 1) -> Planner:
        form = Planner(seat, enrolling.everyone(seat.desk), [person])
        form.on.set_raw("12 March 2026")
        form.start.set_raw(start)
        for _ in range(presses):
            form.plan()
            settle(seat)
        return form

    for person, start in ((ada, "14:30"), (ada, "15:30"), (bee, "14:30"), (ada, "")):
        plan_it(person, start)
    assert len(planning.sessions(seat.desk)) == 4
    asking = plan_it(ada, "14:30")
    assert len(planning.sessions(seat.desk)) == 4
    assert any("S-2026-0001" in words.text() and TWICE in words.text() for words in asking.findChildren(Words))
    asking.close_now()
    plan_it(ada, "14:30", presses=2)
    assert len(planning.sessions(seat.desk)) == 5
    for session in planning.sessions(seat.desk):
        planning.cancel(seat.desk, session.id, "Ada Example", "Leave", mutual=True)
    plan_it(ada, "14:30")
    assert len(planning.sessions(seat.desk)) == 6


def _typed(field: Field, raw: object) -> None:
    field.set_raw(raw)
    field.edited.emit(raw)


def _series(seat: Seat, *people: str, on: str = "31 January 2026") -> Planner:
    """The planner with a series wanted from that day, for these people or for Ada Example."""
    form = Planner(seat, enrolling.everyone(seat.desk), people or [person_id(seat.desk, "Ada Example")])
    settle(seat)
    _typed(form.on, on)
    form.series.wanted.set_raw(True)
    form.series.wanted.edited.emit(True)
    return form


def _days(form: Planner) -> list[str]:
    return [brief_date(day) for day in form.series.days()]


def test_the_dates_of_a_series_stand_there_before_they_are_made_and_skip_no_month(seat: Seat) -> None:
    enrolled(seat.desk, "Ada Example")
    form = _series(seat)
    assert form.series.every.raw() == "3 months"
    assert _days(form) == ["31 Jan 2026", "30 Apr 2026", "31 Jul 2026", "31 Oct 2026"]
    assert planning.sessions(seat.desk) == []
    weekend = [line._badge.isVisibleTo(line) for line in form.series.dates.control.lines]
    assert weekend == [True, False, False, True]
    _typed(form.series.every, "1 months")
    assert _days(form)[:4] == ["31 Jan 2026", "28 Feb 2026", "31 Mar 2026", "30 Apr 2026"]
    assert len(_days(form)) == 12
    _typed(form.series.times, "2")
    assert _days(form) == ["31 Jan 2026", "28 Feb 2026"]
    _typed(form.series.until, "30 April 2026")
    assert (_days(form)[-1], form.series.times.raw()) == ("30 Apr 2026", "4")


def test_the_dates_of_a_series_come_into_sight_when_it_is_wanted(seat: Seat) -> None:
    enrolled(seat.desk, "Ada Example")
    seat.shell.resize(1280, 800)
    form = Planner(seat, enrolling.everyone(seat.desk), [person_id(seat.desk, "Ada Example")])
    settle(seat)
    form.series.wanted.click()
    for _ in range(3):
        settle(seat)
    last = form.series.dates.control.lines[-1]
    assert not last.visibleRegion().isEmpty()


def test_of_a_series_each_date_is_moved_by_a_day_or_left_out_and_saved_for_calendars(
    seat: Seat, tmp_path: Path
) -> None:
    enrolled(seat.desk, "Ada Example")
    page = SessionsPage(seat)
    form = _series(seat, on="12 March 2026")
    first, second, third, fourth = form.series.dates.control.lines
    first._later.click()
    second._leave.click()
    third._earlier.click()
    fourth._leave.click()
    fourth._leave.click()
    assert _days(form) == ["13 Mar 2026", "11 Sep 2026", "12 Dec 2026"]
    form.plan()
    settle(seat)
    assert [brief_date(s.on) for s in planning.sessions(seat.desk)] == ["13 Mar 2026", "11 Sep 2026", "12 Dec 2026"]
    assert "3 sessions with Ada Example are planned, from Friday 13 March 2026." in _told(seat)
    page.save_calendar(tmp_path / "supervision.ics")
    settle(seat)
    assert (tmp_path / "supervision.ics").read_text().count("BEGIN:VEVENT") == 3


def test_a_series_planned_by_mistake_is_taken_back_from_the_message(seat: Seat, tmp_path: Path) -> None:
    enrolled(seat.desk, "Ada Example")
    _series(seat, on="12 March 2026").plan()
    settle(seat)
    assert len(planning.sessions(seat.desk)) == 4
    _press(seat, "Undo")
    assert planning.sessions(seat.desk) == []
    assert _told(seat) == ["It is not planned any more."]
    _series(seat, on="12 March 2026").plan()
    settle(seat)
    calendaring.save_ahead(seat.desk, tmp_path / "supervision.ics")
    _press(seat, "Undo")
    assert len(planning.sessions(seat.desk)) == 4
    assert "calendar already" in _told(seat)[-1]


def test_what_was_moved_or_left_out_of_a_series_stays_so_when_there_are_to_be_more(seat: Seat) -> None:
    dates = Dates()
    days = [date(2026, 3, 12), date(2026, 6, 12), date(2026, 9, 11)]
    dates.set_raw(days)
    dates.lines[1].move_by(DAY)
    dates.lines[2].leave_out()
    dates.set_raw(days[:1])
    dates.set_raw([*days, date(2026, 12, 11)])
    assert dates.raw() == [days[0], date(2026, 6, 13), date(2026, 12, 11)]


def test_a_series_that_cannot_be_read_is_not_planned(seat: Seat) -> None:
    enrolled(seat.desk, "Ada Example")
    for field, raw in (("times", "many"), ("times", "0"), ("times", "25"), ("until", "1 January 2026")):
        form = _series(seat)
        _typed(getattr(form.series, field), raw)
        assert getattr(form.series, field).problem()
        form.plan()
        settle(seat)
        assert form.isVisible()
        form.close_now()
    form = _series(seat)
    for line in form.series.dates.control.lines:
        line.leave_out()
    form.plan()
    settle(seat)
    assert planning.sessions(seat.desk) == []


def test_how_often_is_the_cadence_of_whoever_is_due_most_often(seat: Seat) -> None:
    ada, bee = enrolled(seat.desk, "Ada Example"), enrolled(seat.desk, "Bee Sample")
    often = replace(enrolling.one(seat.desk, bee), cadence=Every(6, Unit.WEEKS), cadence_reason="New in post")
    done(seat, lambda desk: enrolling.enrol(desk, often))
    form = _series(seat, ada)
    assert form.series.every.raw() == "3 months"
    _chosen(form, ada, bee)
    settle(seat)
    assert (form.series.every.raw(), len(_days(form))) == ("6 weeks", 8)
    _typed(form.series.every, "6 months")
    _chosen(form, ada)
    settle(seat)
    assert form.series.every.raw() == "6 months"


def test_a_second_session_on_any_day_of_a_series_is_asked_about(seat: Seat) -> None:
    ada = enrolled(seat.desk, "Ada Example")
    planned(seat.desk, on=date(2026, 7, 31))
    form = _series(seat, ada)
    form.plan()
    settle(seat)
    assert any(TWICE in words.text() for words in form.findChildren(Words))
    assert len(planning.sessions(seat.desk)) == 1
    form.plan()
    settle(seat)
    assert len(planning.sessions(seat.desk)) == 5


def test_who_arranges_a_session_is_said_by_its_kind(seat: Seat) -> None:
    ada, bee = enrolled(seat.desk, "Ada Example"), enrolled(seat.desk, "Bee Sample")
    form = Planner(seat, enrolling.everyone(seat.desk), [ada])
    settle(seat)
    assert form.arranging.text() == "\n".join(seat.desk.pack.arranging.one_to_one)
    _chosen(form, ada, bee)
    settle(seat)
    assert form.arranging.text() == "\n".join(seat.desk.pack.arranging.group) != ""


def test_a_session_is_moved_and_the_calendar_file_is_offered_at_once(
    seat: Seat, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _planned(seat)
    form = MoveForm(seat, planning.sessions(seat.desk)[0])
    form.when.on.set_raw("19/03/2026")
    form.give_day()
    settle(seat)
    assert planning.sessions(seat.desk)[0].on == date(2026, 3, 19)
    assert "Session S-2026-0001 is on Thursday 19 March 2026 now." in _told(seat)
    monkeypatch.setattr(calendars, "ask_new_file", lambda *_: tmp_path / "moved.ics")
    _press(seat, calendars.SAVE)
    assert any(calendars.NAMELESS in told for told in _told(seat))
    text = (tmp_path / "moved.ics").read_text()
    assert ("SEQUENCE:1" in text, "METHOD:PUBLISH" in text, "20260319" in text) == (True, True, True)


def test_a_session_is_moved_to_no_day_gone_by_and_can_be_moved_back(seat: Seat) -> None:
    _planned(seat)
    before = planning.sessions(seat.desk)[0]
    form = MoveForm(seat, before)
    form.when.on.set_raw("1 May 2020")
    form.give_day()
    settle(seat)
    assert form.isVisible()
    assert planning.sessions(seat.desk)[0] == before
    form.when.on.set_raw("14 March 2026")
    form.when.on.edited.emit("14 March 2026")
    assert "Weekend" in [words.text() for words in form.findChildren(Words) if words.isVisible()]
    form.give_day()
    settle(seat)
    assert planning.sessions(seat.desk)[0].on == date(2026, 3, 14)
    _press(seat, "Undo")
    assert planning.sessions(seat.desk)[0].on == before.on


def test_another_reason_needs_its_words_and_the_drawer_says_whose_session_it_is(seat: Seat) -> None:
    _planned(seat)
    known = recalling.session(seat.desk, planning.sessions(seat.desk)[0].id)
    SessionDetails(seat, known).cancel()
    (form,) = seat.shell.findChildren(CancelForm)
    told = [words.text() for words in form.findChildren(Words)]
    assert any(set(known.names.values()) & set(words.split(" · ")) for words in told)
    form.how.by.set_raw("Ada Example")
    form.how.why.set_raw("other")
    form.cancel()
    assert form.how.reason.problem()
    form.how.reason.edited.emit("Leave")
    assert not form.how.reason.problem()


def test_a_cancelled_session_is_offered_to_calendars_as_cancelled(
    seat: Seat, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _planned(seat)
    _cancel(seat, planning.sessions(seat.desk)[0].id)
    monkeypatch.setattr(calendars, "ask_new_file", lambda *_: tmp_path / "off.ics")
    _press(seat, calendars.SAVE)
    text = (tmp_path / "off.ics").read_text()
    assert ("METHOD:CANCEL" in text, "STATUS:CANCELLED" in text) == (True, True)
    assert list(tmp_path.glob("*.ics")) == [tmp_path / "off.ics"]


def _cancel(seat: Seat, session: str) -> None:
    form = CancelForm(seat, planning.one(seat.desk, session))
    form.how.by.set_raw("Ada Example")
    form.how.reason.set_raw("Leave")
    form.cancel()
    settle(seat)


def test_of_a_series_one_session_or_all_are_saved(
    seat: Seat, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ada = enrolled(seat.desk, "Ada Example")
    days = [date(2026, 3, 12), date(2026, 6, 12), date(2026, 9, 12)]
    planned(seat.desk, on=date(2026, 4, 1))
    done(seat, lambda desk: planning.plan_series(desk, Kind.ONE_TO_ONE, Mode.TEAMS, days, [ada]))
    session = planning.sessions(seat.desk)[0]
    monkeypatch.setattr(calendars, "ask_new_file", lambda *_: tmp_path / "some.ics")
    for save, events in ((SessionDetails.save, 1), (SessionDetails.save_series, 3)):
        save(SessionDetails(seat, recalling.session(seat.desk, session.id)))
        settle(seat)
        assert (tmp_path / "some.ics").read_text().count("BEGIN:VEVENT") == events


def test_who_is_to_come_is_changed_without_cancelling(seat: Seat) -> None:
    page = _planned(seat)
    bee = enrolled(seat.desk, "Bee Sample")
    SessionDetails(seat, recalling.session(seat.desk, planning.sessions(seat.desk)[0].id)).change_company()
    settle(seat)
    (form,) = [each for each in seat.shell.findChildren(CompanyForm) if each.isVisible()]
    both = [person_id(seat.desk, "Ada Example"), bee]
    form.company.people.set_raw(both)
    form.keep()
    settle(seat)
    assert form.isVisible()
    form.company.kind.set_raw("group")
    form.keep()
    settle(seat)
    assert page.table.model().index(0, 3).data() == "Ada Example, Bee Sample"
    assert planning.sessions(seat.desk)[0].kind is Kind.GROUP


def test_a_group_made_larger_than_recommended_is_warned_of(seat: Seat) -> None:
    _planned(seat)
    people = [enrolled(seat.desk, f"Person {number}") for number in range(7)]
    form = CompanyForm(seat, planning.sessions(seat.desk)[0], enrolling.everyone(seat.desk))
    form.company.kind.set_raw("group")
    _typed(form.company.people, people)
    settle(seat)
    assert "most recommended" in form.company.people._help.text()


def test_the_calendar_file_is_offered_again_only_where_a_calendar_is_told_something_else(seat: Seat) -> None:
    _planned(seat)
    bee = enrolled(seat.desk, "Bee Sample")
    for people, mode, offered in (([bee], "teams", False), ([bee], "telephone", True)):
        form = CompanyForm(seat, planning.sessions(seat.desk)[0], enrolling.everyone(seat.desk))
        form.company.people.set_raw(people)
        form.company.mode.set_raw(mode)
        form.keep()
        settle(seat)
        assert "Session S-2026-0001 is changed." in _told(seat)
        buttons = [each.words() for each in seat.shell.findChildren(QuietButton) if each.isVisible()]
        assert (calendars.SAVE in buttons) is offered


def test_a_cancelled_session_is_planned_again_with_the_same_people_and_keeps_the_link(seat: Seat) -> None:
    _planned(seat)
    first = planning.sessions(seat.desk)[0]
    _cancel(seat, first.id)
    SessionDetails(seat, recalling.session(seat.desk, first.id)).plan_again()
    settle(seat)
    (form,) = [each for each in seat.shell.findChildren(AgainForm) if each.isVisible()]
    kind, mode, people = form.company.read()
    assert (kind, mode, people) == (first.kind, first.mode, [each.person_id for each in first.attendees])
    form.when.on.set_raw("19 March 2026")
    form.plan()
    settle(seat)
    known = recalling.session(seat.desk, first.id)
    assert known.again is not None
    assert (known.again.rebooks, known.again.on) == (first.id, date(2026, 3, 19))
    words = [button.words() for button in SessionDetails(seat, known).findChildren(Button)]
    assert "Plan it again" not in words


def test_what_should_be_ready_is_ticked_and_stands_so_when_looked_at_again(seat: Seat) -> None:
    _planned(seat)
    session = planning.sessions(seat.desk)[0].id
    details = SessionDetails(seat, recalling.session(seat.desk, session))
    assert details.checklist is not None
    first, *others = details.checklist.ticks
    first.click()
    settle(seat)
    again = SessionDetails(seat, recalling.session(seat.desk, session)).checklist
    assert again is not None
    assert [tick.raw() for tick in again.ticks] == [True, *(False for _ in others)]
    again.ticks[0].click()
    settle(seat)
    assert not recalling.session(seat.desk, session).preparation.ticked


def test_cancelling_needs_who_and_why(seat: Seat) -> None:
    _planned(seat)
    form = CancelForm(seat, planning.sessions(seat.desk)[0])
    form.cancel()
    settle(seat)
    assert form.isVisible()
    form.how.by.set_raw("Ada Example")
    form.how.reason.set_raw("Leave")
    form.cancel()
    settle(seat)
    assert planning.sessions(seat.desk)[0].state is State.CANCELLED


def test_the_day_on_which_a_session_was_cancelled_is_today_until_another_is_typed(seat: Seat) -> None:
    _planned(seat)
    form = CancelForm(seat, planning.sessions(seat.desk)[0])
    assert form.how.on.raw() == "4 March 2026"
    form.how.by.set_raw("Ada Example")
    form.how.why.set_raw("unwell")
    for typed in ("someday", "5 March 2026"):
        form.how.on.set_raw(typed)
        form.cancel()
        settle(seat)
        assert form.isVisible()
    form.how.on.set_raw("2 March 2026")
    form.cancel()
    settle(seat)
    session = planning.sessions(seat.desk)[0]
    assert session.cancellation is not None
    assert session.cancellation.on == date(2026, 3, 2)
    correction = _correction(seat, session.id)
    assert isinstance(correction, StateForm)
    assert correction.how.on.raw() == "2 March 2026"
    correction.how.on.set_raw("3 March 2026")
    correction.keep()
    settle(seat)
    found = planning.sessions(seat.desk)[0].cancellation
    assert found is not None
    assert found.on == date(2026, 3, 3)


def test_a_session_nobody_came_to_is_closed_as_not_attended(seat: Seat) -> None:
    page = _planned(seat)
    session = planning.sessions(seat.desk)[0]
    done(seat, lambda desk: planning.move(desk, session.id, desk.today, session.start, session.finish))
    SessionDetails(seat, recalling.session(seat.desk, session.id)).miss()
    settle(seat)
    assert page.table.model().index(0, 5).data() == "Not attended"
    _press(seat, "Undo")
    assert page.table.model().index(0, 5).data() == "Planned"


def test_a_session_for_which_something_was_written_is_not_missed_unasked(seat: Seat) -> None:
    enrolled(seat.desk, "Ada Example")
    session = planned(seat.desk)
    draft = recording.sit_down(seat.desk, session).main.draft.id

    def missed() -> SessionDetails:
        details = SessionDetails(seat, recalling.session(seat.desk, session))
        details.miss()
        settle(seat)
        return details

    recording.save(seat.desk, draft, {"issues": "What was talked about."})
    details = missed()
    (question,) = seat.shell.findChildren(Question)
    question.decline.click()
    settle(seat)
    assert planning.one(seat.desk, session).state is State.PLANNED
    assert details.isVisible()
    details.miss()
    seat.shell.findChildren(Question)[-1].confirm.click()
    settle(seat)
    assert planning.one(seat.desk, session).state is State.NOT_ATTENDED
    assert [sheet.draft.id for sheet in recording.drafts(seat.desk)] == [draft]


def test_a_session_that_was_only_looked_at_is_missed_at_once(seat: Seat) -> None:
    enrolled(seat.desk, "Ada Example")
    session = planned(seat.desk)
    draft = recording.sit_down(seat.desk, session).main.draft.id
    recording.save(seat.desk, draft, {"start": "10:00"})
    SessionDetails(seat, recalling.session(seat.desk, session)).miss()
    settle(seat)
    assert planning.one(seat.desk, session).state is State.NOT_ATTENDED


def test_a_group_larger_than_recommended_is_warned_of(seat: Seat) -> None:
    people = [enrolled(seat.desk, f"Person {number}") for number in range(8)]
    form = Planner(seat, enrolling.everyone(seat.desk))
    form.company.people.set_raw(people)
    form.company.kind.set_raw("group")
    form.company.kind.edited.emit("group")
    settle(seat)
    assert "most recommended" in form.company.people._help.text()


def _chosen(form: Planner, *people: str) -> None:
    form.company.people.set_raw(list(people))
    form.company.people.edited.emit(list(people))


def test_the_kind_follows_the_people_until_somebody_chooses_it(seat: Seat) -> None:
    people = [enrolled(seat.desk, f"Person {number}") for number in range(3)]
    form = Planner(seat, enrolling.everyone(seat.desk))
    for chosen, kind in ((people, "group"), (people[:1], "one-to-one"), (people[:2], "group")):
        _chosen(form, *chosen)
        assert form.company.kind.raw() == kind
    form.company.kind.set_raw("one-to-one")
    form.company.kind.edited.emit("one-to-one")
    assert form.company.kind.problem() == ONE_ONLY
    _chosen(form, people[0])
    assert form.company.kind.problem() == ""
    settle(seat)


def _due_in_may(seat: Seat) -> str:
    """The id of Ada Example, whose last session was three months before 4 May 2026."""
    ada = enrolled(seat.desk, "Ada Example")
    draft = recording.sit_down(seat.desk, planned(seat.desk, on=date(2026, 2, 4))).main.draft.id
    recording.save(seat.desk, draft, written())
    finishing.finish(seat.desk, [draft])
    return ada


def test_the_day_is_offered_when_it_is_due_and_a_typed_one_stays(seat: Seat) -> None:
    ada, bee = _due_in_may(seat), enrolled(seat.desk, "Bee Sample")
    offer_planner(seat, seat.shell, [ada])
    settle(seat)
    (form,) = seat.shell.findChildren(Planner)
    assert form.on.raw() == "4 May 2026"
    (overlay,) = seat.shell.findChildren(Overlay)
    _chosen(form, bee)
    settle(seat)
    assert form.on.raw() == "4 March 2026"
    form.on.set_raw("9 March 2026")
    _chosen(form, ada)
    settle(seat)
    assert form.on.raw() == "9 March 2026"
    overlay.close_now()


def test_a_day_that_is_only_offered_is_nothing_typed_that_escape_would_lose(seat: Seat) -> None:
    offer_planner(seat, seat.shell, [_due_in_may(seat)])
    settle(seat)
    (overlay,) = seat.shell.findChildren(Overlay)
    overlay.dismiss()
    assert not overlay.is_open


def test_a_session_is_started_at_once_and_its_desk_opens(seat: Seat) -> None:
    ada = enrolled(seat.desk, "Ada Example")
    offer_start(seat, seat.shell, [ada])
    settle(seat)
    (form,) = seat.shell.findChildren(StartForm)
    assert not form.confirm.hasFocus()
    form.confirm.click()
    settle(seat)
    (page,) = seat.shell.findChildren(SessionDesk)
    assert page.sitting is not None
    session = page.sitting.session
    assert (session.kind, session.on, session.start) == (Kind.ONE_TO_ONE, date(2026, 3, 4), time(14, 32))
    assert [attendee.person_id for attendee in session.attendees] == [ada]


def test_of_a_session_that_is_only_looked_at_enter_goes_on_at_once(seat: Seat) -> None:
    _planned(seat)
    details = SessionDetails(seat, recalling.session(seat.desk, planning.sessions(seat.desk)[0].id))
    assert seat.shell.focusWidget() is details.confirm


def _press(seat: Seat, words: str) -> None:
    """Press the button of the message above the page."""
    (button,) = [
        each for each in seat.shell.findChildren(QuietButton) if each.words() == words and each.isVisible()
    ]
    button.click()
    settle(seat)


def _correction(seat: Seat, session: str) -> StateForm | HeldForm:
    """What "Put right" in the drawer of that session offers."""
    details = SessionDetails(seat, recalling.session(seat.desk, session))
    details.put_right()
    (form,) = [each for kind in (StateForm, HeldForm) for each in seat.shell.findChildren(kind) if each.isVisible()]
    assert isinstance(form, StateForm | HeldForm)
    return form


def _told(seat: Seat) -> list[str]:
    return [each.words.text() for each in seat.shell.findChildren(Banner) if each.isVisible()]


def test_a_session_cancelled_by_mistake_is_planned_again_from_the_message(seat: Seat) -> None:
    _planned(seat)
    form = CancelForm(seat, planning.sessions(seat.desk)[0])
    form.how.by.set_raw("Ada Example")
    form.how.reason.set_raw("Leave")
    form.cancel()
    settle(seat)
    _press(seat, "Undo")
    assert planning.sessions(seat.desk)[0].state is State.PLANNED


def test_what_became_of_a_session_is_put_right_and_only_what_it_needs_is_asked(seat: Seat) -> None:
    enrolled(seat.desk, "Ada Example")
    session = planned(seat.desk)
    planning.miss(seat.desk, session)
    form = _correction(seat, session)
    assert isinstance(form, StateForm)
    (came,) = form.came.values()
    assert came.isVisible()
    assert not form.how.by.isVisible()
    form.state.set_raw("cancelled")
    form.state.edited.emit("cancelled")
    assert form.how.by.isVisible()
    assert not came.isVisible()
    form.keep()
    settle(seat)
    assert form.isVisible()
    form.how.by.set_raw("Ada Example")
    form.how.reason.set_raw("Ill")
    form.keep()
    settle(seat)
    found = planning.one(seat.desk, session)
    assert (found.state, found.cancellation and found.cancellation.reason) == (State.CANCELLED, "Ill")
    known = recalling.session(seat.desk, session)
    assert [each.was for each in known.corrections] == [State.NOT_ATTENDED]
    facts = [each.accessibleName() for each in SessionDetails(seat, known).findChildren(QWidget)]
    assert "Put right: On 4 March 2026, not attended until then" in facts


def test_a_cancelled_session_is_put_right_from_what_stands_there(seat: Seat, tmp_path: Path) -> None:
    enrolled(seat.desk, "Ada Example")
    session = planned(seat.desk)
    planning.cancel(seat.desk, session, "Ada Example", "Leave", mutual=True, why=Why.AWAY)
    registering.write(seat.desk, MARCH, tmp_path)
    form = _correction(seat, session)
    assert isinstance(form, StateForm)
    assert form.state.raw() == "cancelled"
    assert form.how.raw() == ("Ada Example", "Leave", True, Why.AWAY)
    form.how.reason.set_raw("Court")
    form.keep()
    settle(seat)
    found = planning.one(seat.desk, session).cancellation
    assert found is not None
    assert (found.by, found.reason, found.mutual, found.why) == ("Ada Example", "Court", True, Why.AWAY)
    assert "Put right. No register that was written says otherwise." in _told(seat)


def test_a_missed_session_is_put_right_from_who_sent_apologies(seat: Seat) -> None:
    enrolled(seat.desk, "Ada Example")
    session = planned(seat.desk)
    planning.miss(seat.desk, session)
    correcting.miss(seat.desk, session, [person_id(seat.desk, "Ada Example")])
    form = _correction(seat, session)
    assert isinstance(form, StateForm)
    assert (form.state.raw(), [field.raw() for field in form.came.values()]) == ("not-attended", ["apologies"])


def test_a_session_moved_to_another_month_names_every_register_of_both_and_its_recipient(
    seat: Seat, tmp_path: Path
) -> None:
    enrolled(seat.desk, "Ada Example")
    session = planned(seat.desk)
    draft = recording.sit_down(seat.desk, session).main.draft.id
    recording.save(seat.desk, draft, written())
    assert finishing.finish(seat.desk, [draft]).problems == ()
    february = Period(date(2026, 2, 1), date(2026, 2, 28))
    for period, to in ((february, "The service lead"), (MARCH, "The service lead"), (MARCH, "Example team")):
        registering.write(seat.desk, period, tmp_path, to, over=True)
    form = _correction(seat, session)
    assert isinstance(form, HeldForm)
    assert form.when.on.raw() == "4 March 2026"
    form.when.on.set_raw("27 February 2026")
    form.keep()
    settle(seat)
    (told,) = [words for words in _told(seat) if words.startswith("Put right.")]
    assert told == (
        "Put right. Registers say otherwise: "
        "G-2026-003 for Example team (1 March 2026 to 31 March 2026); "
        "G-2026-002 for The service lead (1 March 2026 to 31 March 2026); "
        "G-2026-001 for The service lead (1 February 2026 to 28 February 2026). "
        "Write each again: it will say that it is a correction."
    )


def test_who_came_to_a_group_is_put_right_and_the_register_to_write_again_is_named(
    seat: Seat, tmp_path: Path
) -> None:
    for name in ("Ada Example", "Bee Sample", "Cyd Invented"):
        enrolled(seat.desk, name)
    session = planned(seat.desk, "Ada Example", "Bee Sample", kind=Kind.GROUP)
    draft = recording.sit_down(seat.desk, session).main.draft.id
    recording.save(seat.desk, draft, {"confidential": True})
    assert finishing.finish(seat.desk, [draft]).problems == ()
    registering.write(seat.desk, Period(date(2026, 1, 1), date(2026, 3, 31)), tmp_path)
    form = _correction(seat, session)
    assert isinstance(form, HeldForm)
    assert [field.raw() for field in form.came.values()] == ["present", "present"]
    form.came[person_id(seat.desk, "Ada Example")].set_raw("not-expected")
    form.came[person_id(seat.desk, "Bee Sample")].set_raw("apologies")
    form.also.set_raw([person_id(seat.desk, "Cyd Invented")])
    form.keep()
    settle(seat)
    came = [each.presence for each in planning.one(seat.desk, session).attendees]
    assert came == [Presence.APOLOGIES, Presence.PRESENT]
    assert [words for words in _told(seat) if "G-2026-001" in words and "correction" in words]


def test_from_a_session_that_was_held_one_goes_to_its_record(seat: Seat) -> None:
    enrolled(seat.desk, "Ada Example")
    session = planned(seat.desk)
    draft = recording.sit_down(seat.desk, session).main.draft.id
    recording.save(seat.desk, draft, written())
    finishing.finish(seat.desk, [draft])
    details = SessionDetails(seat, recalling.session(seat.desk, session))
    assert details.confirm.words() == "Open the record"
    details.confirm.click()
    settle(seat)
    (page,) = seat.shell.findChildren(RecordPage)
    assert page.isVisible()
