"""The Today page before a real vault."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

from supdesk.desk import finishing, planning, recording
from supdesk.domain.changes import Topic, changed
from supdesk.domain.sessions import Kind, Mode
from supdesk.ui.parts import Badge, EmptyState, ListRow
from supdesk.ui.seat import Seat
from supdesk.ui.today.page import TodayPage
from tests.desk.desks import TODAY, enrolled, planned, written
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
    ada = enrolled(seat.desk, "Ada Example")
    page = TodayPage(seat)
    settle(seat)
    done(seat, lambda desk: planning.plan(desk, Kind.ONE_TO_ONE, Mode.TEAMS, TODAY, [ada]))
    row = page.cards["Sessions today and this week"][0]
    assert row.button is not None
    assert row.button.words() == "Start"
    assert "Ada Example" in page.cards["People due"][0].title.text()


def test_somebody_seen_only_ad_hoc_is_not_said_to_have_had_no_session(seat: Seat) -> None:
    enrolled(seat.desk, "Ada Example")
    enrolled(seat.desk, "Bee Sample")
    draft = recording.sit_down(seat.desk, planned(seat.desk, kind=Kind.AD_HOC)).main.draft.id
    recording.save(seat.desk, draft, written(concern="What worried her."))
    assert finishing.finish(seat.desk, [draft]).problems == ()
    page = TodayPage(seat)
    settle(seat)
    ada, bee = page.cards["People due"]
    assert (ada.title.text(), _badge(ada)) == ("Ada Example", "Only ad hoc so far")
    assert ada.subtitle.text() == "Last ad hoc session 4 March 2026"
    assert (bee.title.text(), _badge(bee)) == ("Bee Sample", "No session yet")


def _badge(row: ListRow) -> str:
    (badge,) = row.findChildren(Badge)
    return badge.text


def test_a_draft_with_something_in_it_offers_to_go_on(seat: Seat) -> None:
    ada = enrolled(seat.desk, "Ada Example")
    page = TodayPage(seat)
    settle(seat)
    sheet = recording.begin_contract(seat.desk, [ada])
    done(seat, lambda desk: recording.save(desk, sheet.draft.id, {}))
    (row,) = page.cards["Unfinished drafts"]
    assert row.title.text() == sheet.form.title
    assert "Ada Example" in row.subtitle.text()


def test_a_session_being_written_goes_on_from_its_own_row(seat: Seat) -> None:
    enrolled(seat.desk, "Ada Example")
    page = TodayPage(seat)
    settle(seat)
    session = planned(seat.desk)
    sitting = recording.sit_down(seat.desk, session)
    assert sitting.cycle is not None
    for sheet in (sitting.main, sitting.cycle):
        done(seat, partial(recording.save, draft_id=sheet.draft.id, raw={}))
    (row,) = page.cards["Sessions today and this week"]
    assert row.button is not None
    assert row.button.words() == "Go on"
    assert "Unfinished drafts" not in page.cards


def test_what_nobody_signs_waits_to_be_issued(seat: Seat) -> None:
    enrolled(seat.desk, "Ada Example")
    page = TodayPage(seat)
    settle(seat)
    sitting = recording.sit_down(seat.desk, planned(seat.desk, mode=Mode.TEAMS))
    assert sitting.cycle is not None
    ids = [sitting.main.draft.id, sitting.cycle.draft.id]
    recording.save(seat.desk, ids[0], written())
    notes = next(field.id for field in sitting.cycle.form.fields() if field.kind == "prose")
    recording.save(seat.desk, ids[1], {notes: "What was felt."})
    done(seat, lambda desk: finishing.finish(desk, ids).changes)
    deeds = [row.button.words() for row in page.cards["To be sealed"] if row.button is not None]
    assert sorted(deeds) == ["Issue", "Sign"]


def test_news_that_does_not_concern_it_leaves_the_page_alone(seat: Seat) -> None:
    page = TodayPage(seat)
    settle(seat)
    before = page.findChild(EmptyState)
    seat.announce(changed(Topic.REGISTERS))
    settle(seat)
    assert page.findChild(EmptyState) is before
