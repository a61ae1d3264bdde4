"""The Today page before a real vault."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import partial
from pathlib import Path

import pytest

from supdesk.desk import (
    attending,
    enrolling,
    evaluating,
    finishing,
    overseeing,
    planning,
    receiving,
    recording,
)
from supdesk.desk.desk import Desk
from supdesk.desk.receiving import Own
from supdesk.domain.changes import changed
from supdesk.domain.people import Role
from supdesk.domain.quarters import quarter
from supdesk.domain.reports import QUARTER
from supdesk.domain.sessions import Kind, Mode
from supdesk.ui.actions.page import ActionsPage
from supdesk.ui.contracts.page import ContractsPage
from supdesk.ui.parts import Badge, EmptyState, ListRow
from supdesk.ui.people.own import OwnForm
from supdesk.ui.people.page import TRACKER, PeoplePage
from supdesk.ui.people.person import PersonPage
from supdesk.ui.people.tracker import TO_PLAN
from supdesk.ui.seat import Seat
from supdesk.ui.today.page import TodayPage
from tests.desk.desks import ACTION, TODAY, empty_desk, enrolled, person_id, planned, written
from tests.ui.seats import done, leave, made_seat, seated, settle


@pytest.fixture
def seat(tmp_path: Path) -> Iterator[Seat]:
    made = made_seat(tmp_path)
    yield made
    leave(made)


def nothing_of_ones_own(seat: Seat) -> None:
    """The owner was supervised today, and it is known that they were trained."""
    receiving.record(seat.desk, Own(TODAY, None, None, name="Sue Pervisor"))
    for each in enrolling.everyone(seat.desk):
        enrolling.enrol(seat.desk, replace(each, competent_on=TODAY, roles=each.roles | {Role.SUPERVISOR}))


def deeds(page: TodayPage, title: str) -> list[str]:
    return [row.button.words() for row in page.cards[title] if row.button is not None]


def test_with_nothing_waiting_the_page_says_so_and_what_will_appear(seat: Seat) -> None:
    nothing_of_ones_own(seat)
    page = TodayPage(seat)
    settle(seat)
    assert page.cards == {}
    assert page.findChild(EmptyState).accessibleName().startswith("Nothing waits for you today.")


def test_the_owners_own_supervision_and_training_are_shown_like_anybodys(seat: Seat) -> None:
    page = TodayPage(seat)
    settle(seat)
    (own,), (training,) = page.cards["To be planned"], page.cards["Training"]
    assert (own.title.text(), _badge(own)) == ("Your own supervision", "No session yet")
    assert (training.title.text(), _badge(training)) == ("Olive Owner", "No evidence recorded")
    own.acted.emit()
    settle(seat)
    assert seat.shell.findChild(OwnForm) is not None


def test_ones_own_session_is_opened_and_never_written_up(seat: Seat) -> None:
    receiving.plan(seat.desk, Own(TODAY, None, None, name="Sue Pervisor"))
    page = TodayPage(seat)
    settle(seat)
    (row,) = page.cards["Sessions today and this week"]
    assert row.title.text() == "Your own supervision with Sue Pervisor"
    assert deeds(page, "Sessions today and this week") == ["Open"]
    assert "To be planned" not in page.cards


def test_whoever_is_planned_too_late_still_waits_with_the_day_planned(seat: Seat) -> None:
    enrolled(seat.desk, "Ada Example")
    planned(seat.desk, "Ada Example", on=TODAY + timedelta(days=60))
    page = TodayPage(seat)
    settle(seat)
    _, ada = page.cards["To be planned"]
    assert ada.accessibleName() == "Ada Example, Planned 3 May 2026, No session yet"
    assert deeds(page, "To be planned") == ["Plan", "Open"]
    ada.acted.emit()
    assert len(seat.shell.findChildren(PersonPage)) == 1


def test_a_session_today_offers_to_start_and_its_person_is_not_to_be_planned_any_more(seat: Seat) -> None:
    ada = enrolled(seat.desk, "Ada Example")
    page = TodayPage(seat)
    settle(seat)
    done(seat, lambda desk: planning.plan(desk, Kind.ONE_TO_ONE, Mode.TEAMS, TODAY, [ada]))
    row = page.cards["Sessions today and this week"][0]
    assert row.button is not None
    assert row.button.words() == "Start"
    assert [each.title.text() for each in page.cards["To be planned"]] == ["Your own supervision"]


def test_a_group_shows_five_and_leads_to_all_of_them(seat: Seat) -> None:
    for number in range(7):
        enrolled(seat.desk, f"Person {number}")
    seat.shell.add_page("people", "People", "people", lambda: PeoplePage(seat))
    page = TodayPage(seat)
    settle(seat)
    assert len(page.cards["To be planned"]) == 5
    way = page.ways["To be planned"]
    assert way.words() == "All 8 of them"
    way.click()
    settle(seat)
    people = seat.shell.page("people")
    assert isinstance(people, PeoplePage)
    assert (people.view.raw(), people.tracker.which.raw()) == (TRACKER, TO_PLAN)
    assert people.tracker.table.model().rowCount() == 8


def test_late_actions_are_the_owners_first_and_lead_to_those_past_their_date(seat: Seat) -> None:
    enrolled(seat.desk, "Ada Example")
    draft = recording.sit_down(seat.desk, planned(seat.desk, kind=Kind.AD_HOC)).main.draft.id
    row = dict(ACTION) | {"by_when": "1 February 2026"}
    rows = [row | {"what": f"Deed {number}"} for number in range(6)] + [row | {"what": "Mine", "by_whom": "me"}]
    recording.save(seat.desk, draft, written(concern="What worried her.", actions=rows))
    assert finishing.finish(seat.desk, [draft]).problems == ()
    seat.shell.add_page("actions", "Actions", "actions", lambda: ActionsPage(seat))
    page = TodayPage(seat)
    settle(seat)
    first, *_ = page.cards["Actions past their date"]
    assert (first.title.text(), first.subtitle.text()) == ("Mine", "Yours · by 1 February 2026")
    assert _badge(first) == "4 weeks over"
    page.ways["Actions past their date"].click()
    settle(seat)
    actions = seat.shell.page("actions")
    assert isinstance(actions, ActionsPage)
    assert (actions.which.raw(), actions.table.model().rowCount()) == ("overdue", 7)


def test_the_report_of_the_quarter_that_ended_is_asked_for_until_it_is_made(seat: Seat) -> None:
    enrolled(seat.desk, "Ada Example")
    page = TodayPage(seat)
    settle(seat)
    assert "Quarter's end" not in page.cards
    done(seat, lambda desk: planning.plan(desk, Kind.AD_HOC, Mode.TEAMS, date(2025, 12, 31), [_ada(desk)]))
    (row,) = page.cards["Quarter's end"]
    assert row.title.text() == "Q3 2025/26 ended on 31 December 2025"
    ended = quarter(date(2025, 12, 31))
    done(seat, lambda desk: overseeing.note(desk, "tracker", ended))
    assert "Quarter's end" in page.cards
    done(seat, lambda desk: overseeing.note(desk, QUARTER, ended))
    assert "Quarter's end" not in page.cards


def test_an_evaluation_is_awaited_of_late_sessions_and_of_whoever_was_asked(seat: Seat) -> None:
    enrolled(seat.desk, "Ada Example")
    for on in (TODAY - timedelta(days=15), TODAY - timedelta(days=14)):
        draft = recording.sit_down(seat.desk, planned(seat.desk, kind=Kind.AD_HOC, on=on)).main.draft.id
        recording.save(seat.desk, draft, written(concern="What worried her."))
        assert finishing.finish(seat.desk, [draft]).problems == ()
    page = TodayPage(seat)
    settle(seat)
    assert [row.subtitle.text() for row in page.cards["Evaluations awaited"]] == ["Session of 18 February 2026"]
    older = planning.sessions(seat.desk)[0].id
    done(seat, lambda desk: evaluating.hand_over(desk, older, _ada(desk))[1])
    assert [_badge(row) for row in page.cards["Evaluations awaited"]] == ["Not asked", "Asked on 4 March 2026"]


def test_today_asks_the_vault_as_much_for_thirty_as_for_three(seat: Seat) -> None:
    asked: list[str] = []

    def questions() -> int:
        asked.clear()
        seat.desk.vault.cx.set_trace_callback(asked.append)
        attending.today(seat.desk)
        seat.desk.vault.cx.set_trace_callback(None)
        return len(asked)

    def fill(first: int, last: int) -> None:
        for number in range(first, last):
            enrolled(seat.desk, f"Person {number}")
            on = TODAY - timedelta(days=number)
            session = planned(seat.desk, f"Person {number}", kind=Kind.AD_HOC, on=on)
            draft = recording.sit_down(seat.desk, session).main.draft.id
            recording.save(
                seat.desk,
                draft,
                written(concern="What worried.", actions=[dict(ACTION) | {"by_when": "1 May 2025"}]),
            )
            assert finishing.finish(seat.desk, [draft]).problems == ()

    fill(1, 4)
    few = questions()
    fill(4, 31)
    assert len(attending.today(seat.desk).actions) == 30
    assert questions() == few


def _ada(desk: Desk) -> str:
    return person_id(desk, "Ada Example")


def test_somebody_seen_only_ad_hoc_is_not_said_to_have_had_no_session(seat: Seat) -> None:
    enrolled(seat.desk, "Ada Example")
    enrolled(seat.desk, "Bee Sample")
    draft = recording.sit_down(seat.desk, planned(seat.desk, kind=Kind.AD_HOC)).main.draft.id
    recording.save(seat.desk, draft, written(concern="What worried her."))
    assert finishing.finish(seat.desk, [draft]).problems == ()
    page = TodayPage(seat)
    settle(seat)
    _, ada, bee = page.cards["To be planned"]
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


def test_a_draft_left_after_midnight_in_summer_was_changed_that_day(tmp_path: Path) -> None:
    desk, night = empty_desk(tmp_path / "vault"), datetime(2026, 7, 1, 23, 30, tzinfo=UTC)
    late = seated(replace(desk, around=replace(desk.around, now=lambda: night)))
    enrolled(late.desk, "Ada Example")
    sheet = recording.begin_contract(late.desk, [person_id(late.desk, "Ada Example")])
    recording.save(late.desk, sheet.draft.id, {})
    page, contracts = TodayPage(late), ContractsPage(late)
    settle(late)
    for row in (*page.cards["Unfinished drafts"], *contracts.rows):
        assert row.subtitle.text().endswith("last changed on 2 July 2026")
    leave(late)


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
    before = page.cards["Training"]
    seat.announce(changed())
    settle(seat)
    assert page.cards["Training"] is before
