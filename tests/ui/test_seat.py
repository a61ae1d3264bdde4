"""A seat at the desk: what changed is heard by whoever shows it, and by nobody who has gone."""

import gc
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import SIGNAL, QEvent
from PySide6.QtWidgets import QApplication, QWidget

from supdesk.desk import enrolling, finishing, recording
from supdesk.domain.changes import Changes, Topic, changed
from supdesk.domain.errors import SupdeskError
from supdesk.domain.people import Person
from supdesk.ui.following import follow
from supdesk.ui.parts import Banner
from supdesk.ui.people.editing import PersonForm
from supdesk.ui.people.page import PeoplePage
from supdesk.ui.records.record import RecordPage
from supdesk.ui.seat import Seat
from supdesk.ui.session_desk import SessionDesk
from supdesk.ui.writing import WritingPage
from tests.desk.desks import person_id, planned, written
from tests.ui.seats import settle, taken_seat


@pytest.fixture
def seat(tmp_path: Path) -> Iterator[Seat]:
    with taken_seat(tmp_path / "vault") as made:
        yield made


def buried() -> None:
    """Have Qt delete what was to be deleted."""
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def test_what_a_form_did_is_heard_of_though_the_form_was_left_at_once(seat: Seat) -> None:
    page = PeoplePage(seat)
    settle(seat)
    form = PersonForm(seat, Person("", "Cy Invented"))
    form._keep(Person("", "Cy Invented"))
    form.close_now()
    buried()
    settle(seat)
    names = [page.table.model().index(n, 0).data() for n in range(page.table.model().rowCount())]
    assert "Cy Invented" in names


def test_a_refusal_is_told_by_the_window_when_the_page_that_asked_has_gone(seat: Seat) -> None:
    def refuse() -> Changes:
        raise SupdeskError("vault.full", "The disk is full.")

    page = QWidget()
    seat.do(refuse, failed=lambda _: pytest.fail("nobody is there"), owner=page)
    page.deleteLater()
    buried()
    settle(seat)
    assert [banner.words.text() for banner in seat.shell.findChildren(Banner)] == ["The disk is full."]


def test_a_page_that_went_asks_nothing_more(seat: Seat) -> None:
    asked: list[int] = []
    page = QWidget()
    follow(seat, page, lambda: asked.append(1), lambda _: None, Topic.PEOPLE)
    settle(seat)
    seat.announce(changed(Topic.PEOPLE))
    seat.announce(changed(Topic.RECORDS))
    settle(seat)
    assert len(asked) == 2
    page.deleteLater()
    buried()
    seat.announce(changed(Topic.PEOPLE))
    settle(seat)
    assert len(asked) == 2


def test_pages_come_and_go_without_a_trace(seat: Seat) -> None:
    draft = recording.sit_down(seat.desk, planned(seat.desk)).main.draft.id
    recording.save(seat.desk, draft, written())
    record = finishing.finish(seat.desk, [draft]).records[0].id
    session = planned(seat.desk)
    contract = recording.begin_contract(seat.desk, [person_id(seat.desk, "Ada Example")])
    pages: list[Callable[[], QWidget]] = [
        lambda: RecordPage(seat, record),
        lambda: SessionDesk(seat, session),
        lambda: WritingPage(seat, contract),
    ]

    def come_and_go(times: int) -> tuple[int, int]:
        for _ in range(times):
            for make in pages:
                seat.shell.push(make())
                settle(seat)
                seat.shell.back()
                settle(seat)
                buried()
        gc.collect()
        return len(QApplication.allWidgets()), seat.receivers(SIGNAL("changed(PyObject)"))

    assert come_and_go(1) == come_and_go(6)


def test_people_added_beside_a_page_appear_on_it(seat: Seat) -> None:
    page = PeoplePage(seat)
    settle(seat)
    seat.announce(enrolling.enrol(seat.desk, Person("", "Dee Fiction")))
    settle(seat)
    assert page.table.model().rowCount() == len(enrolling.everyone(seat.desk))
