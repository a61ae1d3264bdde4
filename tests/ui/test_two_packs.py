"""Somebody who works for two organisations: each person and each session under its own pack, in the window."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QComboBox, QLabel, QWidget

from supdesk.desk import belonging, enrolling, finishing, planning, registering
from supdesk.desk.desk import Desk
from supdesk.domain.days import show_date
from supdesk.domain.people import Person
from supdesk.domain.quarters import quarter
from supdesk.domain.registers import Period
from supdesk.domain.reports import QUARTER
from supdesk.ui.evaluations.forwarding import ForwardForm
from supdesk.ui.parts import Banner, QuietButton, Table
from supdesk.ui.people.editing import PersonForm
from supdesk.ui.people.page import TRACKER, PeoplePage
from supdesk.ui.people.person import open_person
from supdesk.ui.registers.page import NEXT, RegistersPage
from supdesk.ui.reports.figures import Figures
from supdesk.ui.reports.page import PLAN, STATEMENTS, ReportsPage
from supdesk.ui.seat import Seat
from supdesk.ui.session_desk import SessionDesk
from supdesk.ui.sessions.changing import CompanyForm
from supdesk.ui.sessions.company import DIFFER
from supdesk.ui.sessions.details import SessionDetails
from supdesk.ui.sessions.page import SessionsPage
from supdesk.ui.sessions.planner import Planner, StartForm, offer_planner, offer_start
from supdesk.ui.settings.routing import Routing
from supdesk.vault import keeping
from tests.desk.desks import TODAY, enrolled, new_desk, person_id, planned
from tests.ui.seats import done, leave, seated, settle
from tests.ui.test_tracker import cells

OWN, OTHER = "mse-icb", "elft"


@pytest.fixture
def seat(tmp_path: Path) -> Iterator[Seat]:
    """Olive works by the first pack; Cy Invented is supervised under the second."""
    desk = new_desk(tmp_path / "vault")
    enrolled(desk, "Cy Invented", pack=OTHER, service="CAMHS Community", designation="Nurse")
    made = seated(desk)
    yield made
    leave(made)


def name_of(desk: Desk, pack: str) -> str:
    return desk.around.packs.pack(pack).name


def pick(field: object, value: object) -> None:
    """Choose that in a field, as a person does."""
    field.set_raw(value)  # type: ignore[attr-defined]
    field.control.edited.emit(value)  # type: ignore[attr-defined]


def planner(seat: Seat, *names: str) -> Planner:
    offer_planner(seat, seat.shell, [person_id(seat.desk, name) for name in names])
    settle(seat)
    return seat.shell.findChildren(Planner)[-1]


def shown(seat: Seat) -> list[str]:
    return [each.accessibleName() for each in seat.shell.findChildren(Banner)]


def words(widget: object) -> str:
    return "\n".join(label.text() for label in widget.findChildren(QLabel))  # type: ignore[attr-defined]


def test_whoever_is_enrolled_is_supervised_as_the_owner_or_under_another_pack(seat: Seat) -> None:
    form = PersonForm(seat, Person("", ""))
    settle(seat)
    [options] = form.belongs.pack.findChildren(QComboBox)
    assert [options.itemText(place) for place in range(options.count())] == [
        f"As you: {name_of(seat.desk, OWN)}",
        *(pack.name for pack in seat.desk.around.packs.found),
    ]
    form.fields["name"].set_raw("Ed Pretend")
    pick(form.belongs.pack, OTHER)
    form.save()
    settle(seat)
    assert enrolling.one(seat.desk, person_id(seat.desk, "Ed Pretend")).pack == OTHER


def test_services_are_offered_as_the_pack_writes_them_and_another_is_pointed_out(seat: Seat) -> None:
    form = PersonForm(seat, Person("", "Ed Pretend"))
    settle(seat)
    service = form.fields["service"]
    assert service.control.line.completer() is None
    pick(form.belongs.pack, OTHER)
    first = service.control.line.completer().model().index(0, 0)
    assert first.data() == "Adult IAPT services"
    pick(service, "Ward 5")
    assert f"Not among those the policy pack names: {belonging.SETTLE}." in words(form)
    pick(service, "CAMHS Community")
    assert "Not among those" not in words(form)
    pick(form.belongs.pack, OWN)
    assert service.control.line.completer() is None


def test_the_tracker_and_the_persons_page_name_the_other_pack(seat: Seat) -> None:
    page = PeoplePage(seat)
    settle(seat)
    page.turn(TRACKER)
    services = {row[0]: row[1] for row in cells(page.tracker.table)}
    assert services["Cy Invented"] == f"CAMHS Community · {name_of(seat.desk, OTHER)}"
    assert services["Ada Example"] == ""
    open_person(seat, person_id(seat.desk, "Cy Invented"))
    settle(seat)
    assert name_of(seat.desk, OTHER) in words(seat.shell)


def test_a_session_is_planned_under_the_pack_of_its_people_until_another_is_chosen(seat: Seat) -> None:
    form = planner(seat, "Cy Invented")
    assert form.company.pack.raw() == OTHER
    pick(form.company.people, [person_id(seat.desk, "Ada Example")])
    settle(seat)
    assert form.company.pack.raw() == OWN
    pick(form.company.people, [person_id(seat.desk, name) for name in ("Ada Example", "Cy Invented")])
    settle(seat)
    assert form.company.pack.raw() == OWN
    assert DIFFER in words(form)
    pick(form.company.pack, OTHER)
    settle(seat)
    form.plan()
    settle(seat)
    [made] = planning.sessions(seat.desk)
    assert made.pack == OTHER


def test_a_session_started_at_once_is_held_under_the_pack_of_its_people(seat: Seat) -> None:
    offer_start(seat, seat.shell, [person_id(seat.desk, "Cy Invented")])
    settle(seat)
    form = seat.shell.findChildren(StartForm)[-1]
    assert form.company.pack.raw() == OTHER
    form.start()
    settle(seat)
    [made] = planning.sessions(seat.desk)
    assert made.pack == OTHER


def test_who_is_moved_leaves_what_was_planned_which_says_so_and_can_be_put_right(seat: Seat) -> None:
    form = planner(seat, "Cy Invented")
    form.plan()
    settle(seat)
    cy = enrolling.one(seat.desk, person_id(seat.desk, "Cy Invented"))
    edited = PersonForm(seat, cy)
    settle(seat)
    pick(edited.belongs.pack, "")
    assert "stays under the pack it was planned under" in words(edited)
    edited.save()
    settle(seat)
    assert any("1 session that is planned stays under the earlier policy pack" in each for each in shown(seat))
    [session] = planning.sessions(seat.desk)
    page = SessionsPage(seat)
    page.open_session(session.id)
    settle(seat)
    details = seat.shell.findChildren(SessionDetails)[-1]
    assert f"{name_of(seat.desk, OTHER)}, as it was planned." in words(details)
    details.change_company()
    settle(seat)
    company = seat.shell.findChildren(CompanyForm)[-1]
    assert company.company.pack.raw() == OTHER
    pick(company.company.pack, OWN)
    company.keep()
    settle(seat)
    assert planning.sessions(seat.desk)[0].pack == OWN


def test_registers_of_a_period_are_one_for_each_pack_and_the_preview_says_so(seat: Seat, tmp_path: Path) -> None:
    for name in ("Ada Example", "Cy Invented", "Cy Invented"):
        planning.miss(seat.desk, planned(seat.desk, name))
    page = RegistersPage(seat)
    page.choose(Period(TODAY, TODAY))
    settle(seat)
    theirs = seat.desk.around.packs.pack(OTHER)
    assert page.of.isVisibleTo(page)
    assert f"2 rows under {theirs.name}, for {theirs.register.recipient}" in words(page)
    assert [row[1] for row in cells(page.table)] == ["Ada Example"]
    write(seat, page, tmp_path)
    [banner] = [each for each in page.findChildren(Banner) if each.accessibleName().startswith("Written")]
    [button] = [each for each in banner.findChildren(QuietButton) if each.words() == NEXT]
    button.click()
    settle(seat)
    assert [row[1] for row in cells(page.table)] == ["Cy Invented"] * 2
    write(seat, page, tmp_path)
    assert page._to.placeholderText() == theirs.register.recipient
    assert sorted(path.name for path in tmp_path.glob("*.eml")) == ["register-elft.eml", "register.eml"]


def write(seat: Seat, page: RegistersPage, folder: Path) -> None:
    page.write(folder)
    settle(seat)
    seat.bench.drain(20)
    settle(seat)


def test_where_registers_go_is_said_of_each_pack(seat: Seat) -> None:
    card = Routing(seat)
    settle(seat)
    assert card.of.raw() == OWN
    pick(card.of, OTHER)
    settle(seat)
    theirs = seat.desk.around.packs.pack(OTHER)
    assert card.mailbox.raw() == ""
    assert theirs.register.mailbox in card.by_pack.text()
    assert "No address is set yet" in card.mailbox.control.accessibleDescription()
    card.mailbox.set_raw("team@example.org")
    card.keep.click()
    settle(seat)
    assert registering.recipient(seat.desk, theirs).mailbox == "team@example.org"
    assert registering.recipient(seat.desk, seat.desk.pack) == seat.desk.pack.register
    assert card.of.raw() == OTHER


def test_a_report_is_of_one_organisation_and_so_is_what_is_sent_on(seat: Seat) -> None:
    planning.miss(seat.desk, planned(seat.desk, "Cy Invented"))
    ours, theirs = (seat.desk.around.packs.pack(each).organisation for each in (OWN, OTHER))
    page = ReportsPage(seat)
    settle(seat)
    figures = page.turn(QUARTER)
    settle(seat)
    assert isinstance(figures, Figures)
    figures.choose(quarter(TODAY))
    settle(seat)
    assert page.of.isVisibleTo(page)
    assert figures.shown is not None
    assert (figures.shown.organisation, "Cy Invented" in words(figures)) == (ours, False)
    pick(page.of, theirs)
    settle(seat)
    assert (figures.shown.organisation, "CAMHS Community" in cell_texts(figures)) == (theirs, True)
    plan = page.turn(PLAN)
    settle(seat)
    for asked in seat.desk.around.packs.pack(OTHER).monitoring:
        assert asked.requirement in words(plan)
    page.turn(STATEMENTS)
    assert not page.of.isVisibleTo(page)
    form = ForwardForm(seat)
    settle(seat)
    pick(form.of, theirs)
    settle(seat)
    assert form.outlook is not None
    assert form.outlook.mail.mailbox == seat.desk.around.packs.pack(OTHER).register.mailbox


def cell_texts(view: QWidget) -> set[str]:
    return {text for table in view.findChildren(Table) for row in cells(table) for text in row}


def test_with_one_organisation_nothing_is_asked(seat: Seat) -> None:
    cy = enrolling.one(seat.desk, person_id(seat.desk, "Cy Invented"))
    done(seat, lambda desk: enrolling.enrol(desk, replace(cy, pack="")))
    reports, registers = ReportsPage(seat), RegistersPage(seat)
    settle(seat)
    assert not reports.of.isVisibleTo(reports)
    assert not registers.of.isVisibleTo(registers)


def test_the_story_of_a_session_for_the_other_organisation(seat: Seat, tmp_path: Path) -> None:
    """Somebody is enrolled for the other organisation; a session is planned, written and finished under its pack;
    its register goes to that organisation, and the owner's own stays without it."""
    person = PersonForm(seat, Person("", ""))
    settle(seat)
    person.fields["name"].set_raw("Ed Pretend")
    pick(person.belongs.pack, OTHER)
    person.fields["service"].set_raw("Adult IAPT services")
    person.save()
    settle(seat)
    form = planner(seat, "Ed Pretend")
    form.on.set_raw(show_date(TODAY))
    form.plan()
    settle(seat)
    [session] = planning.sessions(seat.desk)
    room = SessionDesk(seat, session.id)
    seat.shell.push(room)
    settle(seat)
    assert room.sitting is not None
    theirs = seat.desk.around.packs.pack(OTHER)
    assert {sheet.form.pack for sheet in room.sitting.sheets} == {OTHER}
    assert room.sitting.offered == theirs.all_serving("tool")
    room.view.edited.emit("confidential", True)
    room.flush()
    settle(seat)
    done(seat, lambda desk: finishing.finish(desk, [room.sitting.main.draft.id]).changes)  # type: ignore[union-attr]
    [record] = keeping.records(seat.desk.vault.cx)
    page = RegistersPage(seat)
    page.choose(Period(TODAY, TODAY))
    settle(seat)
    assert cells(page.table) == []
    page.turn_to(OTHER)
    settle(seat)
    assert [row[1] for row in cells(page.table)] == ["Ed Pretend"]
    write(seat, page, tmp_path)
    assert theirs.register.mailbox in (tmp_path / "register-elft.eml").read_text(encoding="utf-8")
    assert record.form.pack == OTHER
