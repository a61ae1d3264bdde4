"""The People page before a real vault."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from supdesk.desk import enrolling
from supdesk.domain.people import Person
from supdesk.ui.enquiry import UNKEPT
from supdesk.ui.parts import Banner, Overlay
from supdesk.ui.people.editing import PersonForm
from supdesk.ui.people.importing import ImportPage
from supdesk.ui.people.page import PeoplePage
from supdesk.ui.seat import Seat
from tests.ui.seats import done, leave, made_seat, settle


@pytest.fixture
def seat(tmp_path: Path) -> Iterator[Seat]:
    made = made_seat(tmp_path)
    yield made
    leave(made)


def _shown(page: PeoplePage) -> list[str]:
    model = page.table.model()
    return [model.index(place, 0).data() for place in range(model.rowCount())]


def test_an_empty_list_says_how_to_begin_and_fills_as_people_are_added(seat: Seat) -> None:
    page = PeoplePage(seat)
    settle(seat)
    assert page.empty.isVisibleTo(page)
    done(seat, lambda desk: enrolling.enrol(desk, Person("", "Ada Example", service="Ward A")))
    assert not page.empty.isVisibleTo(page)
    assert "Ada Example" in _shown(page)


def test_typing_in_the_box_narrows_the_list(seat: Seat) -> None:
    page = PeoplePage(seat)
    done(seat, lambda desk: enrolling.enrol(desk, Person("", "Ada Example", service="Ward A")))
    done(seat, lambda desk: enrolling.enrol(desk, Person("", "Bee Sample", service="Ward B")))
    page.search.set_raw("ward b")
    page.search.edited.emit("ward b")
    assert _shown(page) == ["Bee Sample"]


def test_a_probable_twin_is_warned_of_once_and_then_kept(seat: Seat) -> None:
    done(seat, lambda desk: enrolling.enrol(desk, Person("", "Ada Example", email="ada@example.org")))
    form = PersonForm(seat, Person("", ""))
    form.fields["name"].set_raw("A. Example")
    form.fields["email"].set_raw("ADA@example.org")
    form.save()
    settle(seat)
    assert len(enrolling.everyone(seat.desk)) == 2
    form.save()
    settle(seat)
    assert len(enrolling.everyone(seat.desk)) == 3


def test_a_person_without_a_name_is_refused_and_the_form_stays(seat: Seat) -> None:
    form = PersonForm(seat, Person("", ""))
    form.save()
    settle(seat)
    assert form.isVisible()
    assert len(enrolling.everyone(seat.desk)) == 1


def test_doubles_in_a_file_are_left_out_until_chosen(seat: Seat) -> None:
    done(seat, lambda desk: enrolling.enrol(desk, Person("", "Ada Example", email="ada@example.org")))
    content = b"Name,E-mail\nAda Example,ada@example.org\nCee Invented,cee@example.org\n"
    page = ImportPage(seat, enrolling.preview(seat.desk, content))
    assert page.confirm.words() == "Import 1 person"
    page.toggle("2")
    assert page.confirm.words() == "Import 2 people"
    page.take_in()
    settle(seat)
    assert [p.name for p in enrolling.everyone(seat.desk)].count("Ada Example") == 2


def test_a_row_without_a_name_is_never_taken_in(seat: Seat) -> None:
    page = ImportPage(seat, enrolling.preview(seat.desk, b"Name,E-mail\n,cee@example.org\n"))
    page.toggle("2")
    assert page.chosen == set()
    assert not page.confirm.isEnabled()


def test_escape_gives_up_what_was_typed_at_the_second_time_only(seat: Seat) -> None:
    PersonForm(seat, Person("", ""))
    (untouched,) = seat.shell.findChildren(Overlay)
    untouched.dismiss()
    assert not untouched.is_open
    form = PersonForm(seat, Person("", ""))
    overlay = seat.shell.findChildren(Overlay)[-1]
    form.fields["name"].set_raw("Ada Example")
    overlay.dismiss()
    assert overlay.is_open
    assert UNKEPT in [banner.words.text() for banner in form.findChildren(Banner)]
    form.fields["name"].set_raw("Ada Examples")
    overlay.dismiss()
    assert overlay.is_open
    overlay.dismiss()
    assert not overlay.is_open
    assert [person.id for person in enrolling.everyone(seat.desk)] == [seat.desk.owner.id]
