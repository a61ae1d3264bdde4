"""The Today page before a real vault."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from supdesk.desk import planning, recording
from supdesk.domain.changes import Topic, changed
from supdesk.domain.sessions import Kind, Mode
from supdesk.ui.parts import EmptyState
from supdesk.ui.seat import Seat
from supdesk.ui.today.page import TodayPage
from tests.desk.desks import TODAY, enrolled
from tests.ui.seats import done, leave, made_seat, settle


@pytest.fixture
def seat(tmp_path: Path) -> Iterator[Seat]:
    made = made_seat(tmp_path)
    yield made
    leave(made)


def test_with_nothing_waiting_the_page_says_what_will_appear(seat: Seat) -> None:
    page = TodayPage(seat)
    settle(seat)
    assert page.findChild(EmptyState) is not None


def test_a_session_today_offers_to_start_and_its_person_is_due(seat: Seat) -> None:
    page = TodayPage(seat)
    ada = enrolled(seat.desk, "Ada Example")
    done(seat, lambda desk: planning.plan(desk, Kind.ONE_TO_ONE, Mode.TEAMS, TODAY, [ada]))
    row = page.cards["Sessions today and this week"][0]
    assert row.button is not None
    assert row.button.words() == "Start"
    assert "Ada Example" in page.cards["People due"][0].title.text()


def test_a_draft_with_something_in_it_offers_to_go_on(seat: Seat) -> None:
    page = TodayPage(seat)
    ada = enrolled(seat.desk, "Ada Example")
    sheet = recording.begin_contract(seat.desk, [ada])
    done(seat, lambda desk: recording.save(desk, sheet.draft.id, {}))
    assert [row.title.text() for row in page.cards["Unfinished drafts"]] == [sheet.form.title]


def test_news_that_does_not_concern_it_leaves_the_page_alone(seat: Seat) -> None:
    page = TodayPage(seat)
    settle(seat)
    before = page.findChild(EmptyState)
    seat.announce(changed(Topic.REGISTERS))
    settle(seat)
    assert page.findChild(EmptyState) is before
