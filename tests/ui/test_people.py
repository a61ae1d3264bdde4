"""The People page before a real vault."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel, QWidget

from supdesk.desk import enrolling, finishing, recording, removing
from supdesk.domain.cadence import Every
from supdesk.domain.people import Leave, Person, Role
from supdesk.ui.actions.details import ActionDetails
from supdesk.ui.enquiry import UNKEPT
from supdesk.ui.parts import Banner, Button, Overlay, PrimaryButton, Question
from supdesk.ui.people.editing import PersonForm
from supdesk.ui.people.importing import ImportPage
from supdesk.ui.people.page import PeoplePage
from supdesk.ui.people.person import PersonPage, open_person
from supdesk.ui.records.record import RecordPage
from supdesk.ui.seat import Seat
from supdesk.ui.sessions.details import SessionDetails
from tests.desk.desks import enrolled, person_id, planned, written
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


def test_whoever_was_added_is_stood_on_in_the_list(seat: Seat) -> None:
    page = PeoplePage(seat)
    seat.shell.add_page("people", "People", "people", page)
    seat.shell.show_page("people")
    settle(seat)
    for name, add in (("Bee Sample", page.empty.findChild(PrimaryButton)), ("Ada Example", page.new)):
        assert isinstance(add, PrimaryButton)
        add.setFocus()
        add.click()
        form = next(each for each in seat.shell.findChildren(PersonForm) if each.isVisible())
        form.fields["name"].set_raw(name)
        form.confirm.click()
        settle(seat)
        assert seat.shell.focusWidget() is page.table
        assert page.table.currentIndex().siblingAtColumn(0).data() == name


def _rows(page: PersonPage, card: str) -> list[str]:
    return [row.accessibleName() for row in page.cards[card]]


def test_a_person_is_shown_with_all_there_is_and_each_line_opens(seat: Seat) -> None:
    for name in ("Ada Example", "Bee Sample"):
        enrolled(seat.desk, name, designation="Health Visitor")
    draft = recording.sit_down(seat.desk, planned(seat.desk)).main.draft.id
    recording.save(seat.desk, draft, written())
    finishing.finish(seat.desk, [draft])
    contract = recording.begin_contract(seat.desk, [person_id(seat.desk, "Ada Example")]).draft.id
    recording.save(seat.desk, contract, {"frequency": "Monthly"})
    finishing.finish(seat.desk, [contract])
    planned(seat.desk, on=date(2026, 4, 1))
    planned(seat.desk, "Bee Sample", on=date(2026, 4, 2))
    open_person(seat, person_id(seat.desk, "Ada Example"))
    settle(seat)
    (page,) = seat.shell.findChildren(PersonPage)
    assert page.subtitle.text() == "Health Visitor"
    assert _rows(page, "Contract") == [
        "R-2026-0002 of 4 March 2026, With Olive Owner, Ada Example · review by 4 March 2027, To be sealed"
    ]
    assert _rows(page, "Sessions") == [
        "1 April 2026, One-to-one · Face to face · S-2026-0002, Planned",
        "4 March 2026, One-to-one · Face to face · S-2026-0001 · present, Held",
    ]
    assert _rows(page, "Open actions") == [
        "Ring the school, Ada Example · by 18 March 2026 · S-2026-0001, In 2 weeks"
    ]
    assert len(page.cards["Records"]) == 1
    facts = [each.accessibleName() for each in page.findChildren(QWidget)]
    assert {"Last session: 4 March 2026", "Next due: 4 June 2026", "Next planned: 1 April 2026"} <= set(facts)
    for card, opens in (("Sessions", SessionDetails), ("Open actions", ActionDetails)):
        page.cards[card][0].opened.emit()
        settle(seat)
        (shown,) = [each for each in seat.shell.findChildren(opens) if each.isVisible()]
        shown.close_now()
    for card in ("Contract", "Records"):
        page.cards[card][0].opened.emit()
        settle(seat)
        assert any(each.isVisible() for each in seat.shell.findChildren(RecordPage))
        seat.shell.back()
        settle(seat)
        assert page.isVisible()


def test_a_persons_page_says_how_often_and_why_and_when_they_are_on_leave(seat: Seat) -> None:
    known = enrolled(seat.desk, "Ada Example")
    page = PersonPage(seat, known)
    settle(seat)
    assert "Every three months: as the policy asks" in _words(page)
    leave = (Leave(date(2025, 1, 1), date(2025, 2, 1)), Leave(date(2026, 3, 1)))
    ada = replace(enrolling.one(seat.desk, known), cadence=Every(6), cadence_reason="One day a week", leave=leave)
    done(seat, lambda desk: enrolling.enrol(desk, ada))
    assert "Every six months: One day a week" in _words(page)
    assert "1 January 2025 to 1 February 2025; From 1 March 2026" in _words(page)


def _words(page: PersonPage) -> list[str]:
    return [label.text() for label in page.findChildren(QLabel)]


def test_a_person_is_followed_and_only_who_is_supervised_is_planned_with(seat: Seat) -> None:
    dee = enrolling.enrol(seat.desk, Person("", "Dee Fiction", roles=frozenset({Role.LINE_MANAGER}))).subject
    page = PersonPage(seat, dee)
    settle(seat)
    assert [each.words() for each in page.findChildren(Button) if not each.isHidden()] == [
        "Edit",
        "Remove this person…",
    ]
    done(seat, lambda desk: enrolling.enrol(desk, Person(dee, "Dee Fiction", "Midwife")))
    words = [each.words() for each in page.findChildren(Button) if not each.isHidden()]
    assert set(words) == {"Remove this person…", "Edit", "Notify manager…", "Start a session now", "Plan a session"}
    assert page.subtitle.text() == "Midwife"


def test_an_address_that_is_none_is_pointed_at_beside_its_field(seat: Seat) -> None:
    form = PersonForm(seat, Person("", ""), lambda _: None)
    form.fields["name"].set_raw("Cyd Invented")
    form.fields["line_manager_email"].set_raw("someone")
    form.save()
    settle(seat)
    assert "no e-mail address" in form.fields["line_manager_email"].problem()
    assert seat.shell.focusWidget() is form.fields["line_manager_email"].control


def _remove(seat: Seat, page: PersonPage) -> None:
    (button,) = [each for each in page.findChildren(Button) if each.words() == "Remove this person…"]
    button.click()
    settle(seat)


def test_somebody_entered_by_mistake_is_removed_from_their_page_and_put_back_from_the_message(seat: Seat) -> None:
    ada = enrolled(seat.desk, "Ada Example")
    open_person(seat, ada)
    settle(seat)
    (page,) = seat.shell.findChildren(PersonPage)
    _remove(seat, page)
    (question,) = seat.shell.findChildren(Question)
    assert len(enrolling.everyone(seat.desk)) == 2
    question.confirm.click()
    settle(seat)
    assert len(enrolling.everyone(seat.desk)) == 1
    assert seat.shell.findChildren(PersonPage) == []
    (banner,) = [each for each in seat.shell.findChildren(Banner) if each.isVisible()]
    assert banner.words.text() == "Ada Example is removed."
    banner.findChildren(Button)[0].click()
    settle(seat)
    assert enrolling.one(seat.desk, ada).name == "Ada Example"


def test_somebody_who_is_named_is_not_asked_about_and_it_is_said_by_what(seat: Seat) -> None:
    enrolled(seat.desk, "Ada Example")
    planned(seat.desk)
    page = PersonPage(seat, person_id(seat.desk, "Ada Example"))
    settle(seat)
    _remove(seat, page)
    assert seat.shell.findChildren(Question) == []
    (banner,) = [each for each in seat.shell.findChildren(Banner) if each.isVisible()]
    assert "can't be removed. Here is what names them: 1 session." in banner.words.text()


def test_the_page_of_somebody_removed_elsewhere_says_so_and_follows_when_they_are_put_back(seat: Seat) -> None:
    ada = enrolling.one(seat.desk, enrolled(seat.desk, "Ada Example"))
    page = PersonPage(seat, ada.id)
    done(seat, lambda desk: removing.remove_person(desk, ada.id))
    assert any("removed" in words for words in _words(page))
    assert [each for each in page.findChildren(Button) if not each.isHidden()] == []
    done(seat, lambda desk: removing.put_person_back(desk, ada))
    assert page.accessibleName() == "Ada Example"
    assert not any("removed" in words for words in _words(page))


def test_nobody_removes_the_owner(seat: Seat) -> None:
    page = PersonPage(seat, seat.desk.owner.id)
    settle(seat)
    assert "Remove this person…" not in {each.words() for each in page.findChildren(Button)}
