"""The tracker, the reports and the notice to a line manager, as they are seen and written in the window."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from supdesk.desk import enrolling
from supdesk.domain.cadence import Every, Unit
from supdesk.domain.people import Leave
from supdesk.ui.parts import Banner, SecondaryButton, Table
from supdesk.ui.people.editing import PersonForm
from supdesk.ui.people.notifying import NoticeForm
from supdesk.ui.people.page import TRACKER, PeoplePage
from supdesk.ui.people.person import open_person
from supdesk.ui.people.tracker import NOT_COUNTED, OVERDUE, TO_PLAN
from supdesk.ui.seat import Seat
from tests.desk.desks import TODAY, person_id, planned
from tests.ui.seats import done, settle, taken_seat


@pytest.fixture
def seat(tmp_path: Path) -> Iterator[Seat]:
    with taken_seat(tmp_path / "vault") as made:
        yield made


def changed(seat: Seat, name: str, **facts: object) -> str:
    person = enrolling.one(seat.desk, person_id(seat.desk, name))
    done(seat, lambda desk: enrolling.enrol(desk, replace(person, **facts)))  # type: ignore[arg-type]
    return person.id


def cells(table: Table) -> list[list[str]]:
    model = table.model()
    across = range(model.columnCount())
    return [[model.index(place, column).data() for column in across] for place in range(model.rowCount())]


def tracker(seat: Seat) -> PeoplePage:
    page = PeoplePage(seat)
    settle(seat)
    page.view.set_raw(TRACKER)
    page.view.edited.emit(TRACKER)
    return page


def choose(page: PeoplePage, which: str) -> list[str]:
    page.tracker.which.set_raw(which)
    page.tracker.which.edited.emit(which)
    return [row[0] for row in cells(page.tracker.table)]


def test_the_tracker_shows_when_each_is_due_and_planned(seat: Seat) -> None:
    settle(seat)
    planned(seat.desk, "Ada Example")
    page = tracker(seat)
    assert page.tracker.isVisibleTo(page)
    assert not page.table.isVisibleTo(page)
    rows = {row[0]: row[1:] for row in cells(page.tracker.table)}
    assert rows["Ada Example"] == ["", "", "", "4 Mar 2026", "No session yet"]
    assert page.tracker.said.text() == "0 of 2 counted are up to date."


def test_the_tracker_narrows_to_those_to_be_planned_and_those_not_counted(seat: Seat) -> None:
    settle(seat)
    planned(seat.desk, "Ada Example")
    changed(seat, "Bee Sample", leave=(Leave(TODAY),))
    page = tracker(seat)
    assert choose(page, TO_PLAN) == ["You"]
    assert choose(page, NOT_COUNTED) == ["Bee Sample"]
    changed(seat, "Bee Sample", leave=())
    assert choose(page, TO_PLAN) == ["You", "Bee Sample"]


def test_whoever_is_overdue_is_found_and_a_day_too_late_leaves_them_to_be_planned(
    seat: Seat,
) -> None:
    settle(seat)
    planned(seat.desk, "Ada Example")
    planned(seat.desk, "Bee Sample", on=TODAY + timedelta(days=60))
    page = tracker(seat)
    assert choose(page, OVERDUE) == ["You", "Ada Example", "Bee Sample"]
    assert choose(page, TO_PLAN) == ["You", "Bee Sample"]


def test_the_tracker_is_written_and_what_is_there_replaced_only_when_asked(seat: Seat, tmp_path: Path) -> None:
    page = tracker(seat)
    folder = tmp_path / "out"
    folder.mkdir()
    page.write_tracker(folder)
    written(seat)
    assert (folder / "supervision-tracker-2026-03-04.pdf").read_bytes().startswith(b"%PDF")
    assert (folder / "supervision-tracker-2026-03-04.xlsx").exists()
    (folder / "supervision-tracker-2026-03-04.pdf").write_bytes(b"older")
    page.write_tracker(folder)
    written(seat)
    assert (folder / "supervision-tracker-2026-03-04.pdf").read_bytes() == b"older"
    asked = seat.shell.findChildren(Banner)[-1]
    assert "holds" in asked.accessibleName()
    page.write_tracker(folder, over=True)
    written(seat)
    assert (folder / "supervision-tracker-2026-03-04.pdf").read_bytes() != b"older"


def written(seat: Seat) -> None:
    for _ in range(3):
        settle(seat)
        assert seat.bench.drain(20)
    settle(seat)


def test_a_line_manager_is_told_from_the_persons_page(seat: Seat, tmp_path: Path) -> None:
    ada = changed(seat, "Ada Example", line_manager="Mo Manager", line_manager_email="mo@example.org")
    open_person(seat, ada)
    settle(seat)
    [notify] = [b for b in seat.shell.findChildren(SecondaryButton) if b.text() == "Notify manager…"]
    notify.click()
    settle(seat)
    [form] = seat.shell.findChildren(NoticeForm)
    form.save(tmp_path / "notice.eml")
    settle(seat)
    assert b"mo@example.org" in (tmp_path / "notice.eml").read_bytes()
    assert seat.shell.findChildren(NoticeForm) == [] or not form.isVisible()


def test_leave_the_wrong_way_round_is_told_at_both_days_until_one_is_corrected(seat: Seat) -> None:
    settle(seat)
    form = PersonForm(seat, enrolling.one(seat.desk, person_id(seat.desk, "Ada Example")))
    away, back = form.supervised.away, form.supervised.back
    away.set_raw("9 March 2026")
    back.set_raw("5 March 2026")
    form.save()
    settle(seat)
    assert away.problem() == back.problem() != ""
    assert away.isAncestorOf(seat.shell.focusWidget())
    back.edited.emit("12 March 2026")
    assert away.problem() == back.problem() == ""


def test_a_cadence_of_ones_own_needs_its_reason(seat: Seat) -> None:
    settle(seat)
    form = PersonForm(seat, enrolling.one(seat.desk, person_id(seat.desk, "Ada Example")))
    form.supervised.cadence.set_raw("6 weeks")
    form.save()
    settle(seat)
    assert form.supervised.reason.problem()
    form.supervised.reason.set_raw("One day a week")
    form.save()
    settle(seat)
    assert enrolling.one(seat.desk, person_id(seat.desk, "Ada Example")).cadence == Every(6, Unit.WEEKS)
