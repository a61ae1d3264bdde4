"""The owner's own supervision in the window, before a real vault (W1)."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from supdesk.desk import planning, receiving, tracking
from supdesk.desk.receiving import Own
from supdesk.domain.sessions import State
from supdesk.ui.parts import Button
from supdesk.ui.people.own import HeldForm, OwnForm
from supdesk.ui.people.page import TRACKER, PeoplePage
from supdesk.ui.people.person import PersonPage
from supdesk.ui.seat import Seat
from supdesk.ui.sessions.details import SessionDetails
from supdesk.ui.sessions.page import SessionsPage
from tests.desk.desks import TODAY, new_desk
from tests.ui.seats import done, leave, seated, settle


@pytest.fixture
def seat(tmp_path: Path) -> Iterator[Seat]:
    made = seated(new_desk(tmp_path / "vault"))
    yield made
    leave(made)


def press(page: object, words: str) -> None:
    next(each for each in page.findChildren(Button) if each.text() == words).click()  # type: ignore[attr-defined]


def shown(table: object) -> list[list[str]]:
    model = table.model()  # type: ignore[attr-defined]
    return [[model.index(r, c).data() for c in range(model.columnCount())] for r in range(model.rowCount())]


def test_the_tracker_shows_oneself_first_and_counts_the_others_only(seat: Seat) -> None:
    page = PeoplePage(seat)
    settle(seat)
    page.turn(TRACKER)
    assert [row[0] for row in shown(page.tracker.table)] == ["You", "Ada Example", "Bee Sample"]
    assert page.tracker.said.text() == "0 of 2 counted are up to date."
    done(seat, lambda desk: receiving.record(desk, Own(TODAY, None, None, name="Olga Outside")))
    assert shown(page.tracker.table)[0] == ["You", "", "4 Mar 2026", "4 Jun 2026", "", "In date"]
    assert page.tracker.said.text() == "0 of 2 counted are up to date."


def test_it_is_recorded_from_ones_own_page(seat: Seat) -> None:
    page = PersonPage(seat, seat.desk.owner.id)
    seat.shell.push(page)
    settle(seat)
    assert not [each for each in page.findChildren(Button) if each.text() == "Notify manager…"]
    press(page, "Record own supervision")
    settle(seat)
    (form,) = seat.shell.findChildren(OwnForm)
    assert not form.who.isVisibleTo(form)
    form.confirm.click()
    settle(seat)
    assert planning.sessions(seat.desk) == []
    form.name.set_raw("Olga Outside")
    form.when.start.set_raw("9:30")
    form.when.finish.set_raw("11:00")
    form.confirm.click()
    settle(seat)
    (session,) = planning.sessions(seat.desk)
    assert (session.state, session.minutes) == (State.HELD, 90)
    assert "With Olga Outside" in page.cards["Sessions"][0].accessibleName()


def test_what_was_planned_is_marked_as_held_from_the_session(seat: Seat) -> None:
    sessions, page = SessionsPage(seat), PersonPage(seat, seat.desk.owner.id)
    seat.shell.push(page)
    settle(seat)
    press(page, "Plan own supervision")
    settle(seat)
    (form,) = seat.shell.findChildren(OwnForm)
    form.name.set_raw("Olga Outside")
    form.confirm.click()
    settle(seat)
    assert [row[3] for row in shown(sessions.table)] == ["Olga Outside (your own)"]
    page.cards["Sessions"][0].opened.emit()
    settle(seat)
    (details,) = seat.shell.findChildren(SessionDetails)
    details.confirm.click()
    settle(seat)
    (held,) = seat.shell.findChildren(HeldForm)
    held.confirm.click()
    settle(seat)
    assert tracking.own(seat.desk).last == TODAY
