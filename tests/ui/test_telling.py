"""S3 in the window: a booking cancelled again prompts to tell the line manager, and what came of it is kept."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget

from supdesk.desk import planning, rebooking, recalling
from supdesk.ui.people.notifying import NoticeForm
from supdesk.ui.seat import Seat
from supdesk.ui.sessions.changing import CancelForm
from supdesk.ui.sessions.correcting import StateForm
from supdesk.ui.sessions.details import SessionDetails
from supdesk.ui.sessions.telling import AnswerForm, TellForm
from tests.desk.desks import person_id
from tests.desk.test_rebooking import booked, cancelled_twice, off, ruled
from tests.ui.seats import leave, seated, settle


@pytest.fixture
def seat(tmp_path: Path) -> Iterator[Seat]:
    made = seated(ruled(tmp_path))
    yield made
    leave(made)


def shown(seat: Seat, kind: type[QWidget]) -> list[QWidget]:
    return [each for each in seat.shell.findChildren(kind) if each.isVisible()]


def cancel(seat: Seat, session: str) -> None:
    form = CancelForm(seat, planning.one(seat.desk, session))
    form.how.by.set_raw("Ada Example")
    form.how.why.set_raw("urgent")
    form.cancel()
    settle(seat)


def test_only_the_second_cancellation_of_a_booking_prompts(seat: Seat) -> None:
    first = booked(seat.desk, date(2026, 3, 10))
    cancel(seat, first)
    assert shown(seat, TellForm) == []
    cancel(seat, booked(seat.desk, date(2026, 3, 24), first))
    (form,) = shown(seat, TellForm)
    assert isinstance(form, TellForm)
    assert [line.accessibleName() for line in form.lines] == ["Line manager of Ada Example: not told yet."]


def test_a_cancellation_that_was_marked_otherwise_at_first_prompts_too(seat: Seat) -> None:
    first = off(seat.desk, booked(seat.desk, seat.desk.today))
    again = booked(seat.desk, seat.desk.today, first)
    planning.miss(seat.desk, again)
    form = StateForm(seat, recalling.session(seat.desk, again))
    form.state.set_raw("cancelled")
    form.how.by.set_raw("Ada Example")
    form.how.why.set_raw("urgent")
    form.keep()
    settle(seat)
    assert len(shown(seat, TellForm)) == 1


def test_the_notice_is_read_and_saved_and_its_day_stands_with_the_session(seat: Seat, tmp_path: Path) -> None:
    first = off(seat.desk, booked(seat.desk, date(2026, 3, 10)))
    again = booked(seat.desk, date(2026, 3, 24), first)
    cancel(seat, again)
    (form,) = shown(seat, TellForm)
    assert isinstance(form, TellForm)
    form.lines[0].tell.click()
    settle(seat)
    assert shown(seat, TellForm) == []
    (notice,) = shown(seat, NoticeForm)
    assert isinstance(notice, NoticeForm)
    notice.save(tmp_path / "notice.eml")
    settle(seat)
    assert b"cancelled on 4 March 2026" in (tmp_path / "notice.eml").read_bytes()
    (line,) = SessionDetails(seat, recalling.session(seat.desk, again)).owed
    assert "notice drafted on 4 March 2026" in line.accessibleName()


def test_a_manager_without_an_address_is_said_where_one_asked(seat: Seat) -> None:
    again = cancelled_twice(seat.desk, "Ada Example", "Bee Sample")
    details = SessionDetails(seat, recalling.session(seat.desk, again))
    details.owed[1].tell.click()
    settle(seat)
    assert details.isVisible()
    assert shown(seat, NoticeForm) == []


def test_what_came_of_it_is_kept_with_its_day_and_then_nothing_waits(seat: Seat) -> None:
    again = cancelled_twice(seat.desk)
    SessionDetails(seat, recalling.session(seat.desk, again)).owed[0].record.click()
    settle(seat)
    (form,) = shown(seat, AnswerForm)
    assert isinstance(form, AnswerForm)
    form.keep()
    settle(seat)
    assert form.isVisible()
    form.on.set_raw("3 March 2026")
    form.words.set_raw("The rota was changed.")
    form.keep()
    settle(seat)
    assert rebooking.waiting(seat.desk) == []
    known = recalling.session(seat.desk, again)
    (line,) = SessionDetails(seat, known).owed
    assert line.accessibleName().endswith("On 3 March 2026: The rota was changed.")
    assert rebooking.owed(seat.desk, again)[0].person.id == person_id(seat.desk, "Ada Example")
