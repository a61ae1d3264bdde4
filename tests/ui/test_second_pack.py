"""What the second pack brings to the window: questions beside the record, who sees what, the process, the log."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel

from supdesk.desk import (
    enrolling,
    entering,
    exporting,
    finishing,
    notifying,
    providing,
    recording,
    routing,
    signing,
    theming,
    tracking,
)
from supdesk.domain.clinical import Due, Entered
from supdesk.domain.papers import Paper
from supdesk.domain.process import Step
from supdesk.domain.sessions import Kind
from supdesk.ui.parts import Banner, ListRow, QuietButton, Words
from supdesk.ui.people.page import PeoplePage
from supdesk.ui.people.person import PersonPage
from supdesk.ui.records.clinical import DueLine, EnteredForm, LookFirst
from supdesk.ui.records.record import RecordPage
from supdesk.ui.seat import Seat
from supdesk.ui.session_desk import SessionDesk
from supdesk.ui.sessions.details import SessionDetails
from supdesk.ui.sessions.log import LogForm
from supdesk.ui.sessions.page import SessionsPage
from supdesk.ui.sessions.planner import Planner, StartForm, offer_planner, offer_start
from supdesk.ui.sessions.round import RoundSheet
from supdesk.ui.settings.providing import Providing, ProvisionForm
from supdesk.ui.signing.page import SigningPage
from supdesk.ui.today.page import TodayPage
from supdesk.vault import keeping, store
from tests.desk.desks import TODAY, person_id, planned
from tests.desk.test_routing import ROWS, held
from tests.desk.test_routing import desk as desk_fixture
from tests.ui.seats import done, leave, seated, settle

desk = desk_fixture


@pytest.fixture
def seat(desk) -> Iterator[Seat]:  # type: ignore[no-untyped-def]
    made = seated(desk)
    yield made
    leave(made)


def details(seat: Seat, session: str) -> SessionDetails:
    page = SessionsPage(seat)
    page.open_session(session)
    settle(seat)
    return seat.shell.findChildren(SessionDetails)[-1]


def said(sheet: SessionDetails | RoundSheet) -> str:
    from PySide6.QtWidgets import QWidget

    return "\n".join(each.accessibleName() for each in sheet.findChildren(QWidget) if each.accessibleName())


def test_questions_stand_beside_the_record_and_what_is_answered_is_in_it(seat: Seat) -> None:
    session = planned(seat.desk, "Ada Example")
    page = SessionDesk(seat, session)
    settle(seat)
    assert page.guide.asides is not None
    assert page.view.isHidden() is False
    page.guide.asides.set_value("voice", "She draws.")
    page.guide.said_aside.emit("voice", "She draws.")
    page.flush()
    settle(seat)
    assert page.sitting is not None
    draft = recording.reopen(seat.desk, page.sitting.main.draft.id).draft
    assert draft.raw["voice"] == "She draws."
    page.go_to(draft.id, ("voice",))


def test_what_is_left_open_beside_the_record_never_keeps_it_from_being_finished(seat: Seat) -> None:
    session = planned(seat.desk, "Ada Example")
    sheet = recording.sit_down(seat.desk, session).main
    recording.save(seat.desk, sheet.draft.id, {"confidential": True})
    assert finishing.problems(seat.desk, [sheet.draft.id]) == ()


def test_before_anything_is_written_it_is_shown_who_would_see_what(seat: Seat, tmp_path: Path) -> None:
    session = held(seat.desk)
    sheet = details(seat, session)
    sheet.send_round()
    settle(seat)
    [preview] = seat.shell.findChildren(RoundSheet)
    words = said(preview)
    assert "lou@x.org" in words
    assert "Whether Ada Example, Bee Sample came" in words
    assert "2 of 4 actions, known to fall to Cy Invented" in words
    assert "All of it: 4 actions" in words
    assert "With NHS No., Headline concerns, Actions" in words
    preview.write(tmp_path)
    settle(seat)
    seat.bench.drain(20)
    settle(seat)
    assert len(list(tmp_path.glob("*.pdf"))) == 6
    assert len(routing.outlook(seat.desk, session).before) == 6


def test_today_and_the_sealed_record_lead_to_what_is_to_be_sent_round(seat: Seat, tmp_path: Path) -> None:
    session = held(seat.desk)
    page = TodayPage(seat)
    settle(seat)
    [row] = page.cards["To be sent round"]
    assert row.button is not None
    assert row.button.words() == "Send round"
    row.acted.emit()
    settle(seat)
    [preview] = seat.shell.findChildren(RoundSheet)
    preview.close_now()
    routing.note(seat.desk, exporting.put(routing.prepare(seat.desk, session), tmp_path))
    again = TodayPage(seat)
    settle(seat)
    [row] = again.cards["To be sent round"]
    assert row.button is not None
    assert row.button.words() == "Open"
    for paper in Paper:
        routing.say_sent(seat.desk, session, paper)
    last = TodayPage(seat)
    settle(seat)
    assert "To be sent round" not in last.cards
    [record] = keeping.records(seat.desk.vault.cx)
    read = RecordPage(seat, record.id)
    settle(seat)
    assert "Send round…" in [each.words() for each in read.findChildren(QuietButton)]


def test_the_process_stands_with_the_session_and_a_paper_is_said_to_be_sent(seat: Seat, tmp_path: Path) -> None:
    session = held(seat.desk)
    routing.note(seat.desk, exporting.put(routing.prepare(seat.desk, session), tmp_path))
    sheet = details(seat, session)
    assert "The register is sent to the service lead: Written, and to be sent by you" in said(sheet)
    sheet.say_done(Step.REGISTER_SENT, True)
    settle(seat)
    assert "The register is sent to the service lead: Done, 4 March 2026" in said(
        seat.shell.findChildren(SessionDetails)[-1]
    )


def test_that_the_day_is_agreed_is_said_by_the_person_and_can_be_taken_back(seat: Seat) -> None:
    words, session = "Supervisor and service lead agree the day", held(seat.desk)
    for name, state in (
        ("It is agreed", "Done, 4 March 2026; Arranged for 4 March 2026"),
        ("Not agreed", "Arranged for 4 March 2026"),
    ):
        sheet = details(seat, session)
        (button,) = [b for b in sheet.findChildren(QuietButton) if b.accessibleName() == f"{name}: {words}"]
        button.click()
        settle(seat)
        assert f"{words}: {state}" in said(seat.shell.findChildren(SessionDetails)[-1])
        seat.shell.put_aside()


def test_today_leads_to_a_record_of_which_an_entry_is_outstanding(seat: Seat) -> None:
    held(seat.desk)
    page = TodayPage(seat)
    settle(seat)
    [row] = page.cards["Clinical records to bring up to date"]
    assert row.accessibleName().endswith("2 outstanding")
    row.acted.emit()
    settle(seat)
    assert len(seat.shell.findChildren(RecordPage)) == 1


def test_a_record_reminds_of_clinical_records_and_offers_the_text_of_each(seat: Seat) -> None:
    held(seat.desk)
    [record] = keeping.records(seat.desk.vault.cx)
    page = RecordPage(seat, record.id)
    settle(seat)
    first, second = page.findChildren(DueLine)
    first.take()
    assert "943 476 5919" in QGuiApplication.clipboard().text()
    assert "987" not in QGuiApplication.clipboard().text()
    second.ask()
    [form] = seat.shell.findChildren(EnteredForm)
    form.keep()
    settle(seat)
    assert [(each.state, each.on) for each in entering.due(seat.desk, record)] == [
        (Entered.OUTSTANDING, None),
        (Entered.DONE, TODAY),
    ]


def test_what_may_hold_words_of_another_is_looked_at_before_it_is_copied(seat: Seat) -> None:
    QGuiApplication.clipboard().setText("")
    line = DueLine(seat, "r", Due("9434765919", "Child 1", "Her brother is 987 654 3210.", doubts=("Another.",)))
    line.take()
    [look] = seat.shell.findChildren(LookFirst)
    assert {"Another.", "Her brother is 987 654 3210."} <= {each.text() for each in look.findChildren(Words)}
    assert QGuiApplication.clipboard().text() == ""
    look.confirm.click()
    assert QGuiApplication.clipboard().text() == "Her brother is 987 654 3210."
    line.deleteLater()


def test_the_session_log_of_a_quarter_is_written(seat: Seat, tmp_path: Path) -> None:
    held(seat.desk)
    page = SessionsPage(seat)
    settle(seat)
    assert page.log.isVisibleTo(page)
    LogForm(seat).write(tmp_path)
    settle(seat)
    seat.bench.drain(20)
    settle(seat)
    assert [path.name for path in tmp_path.glob("*.pdf")] == ["session-log.pdf"]


def test_a_service_is_said_to_be_provided_for_elsewhere_and_counted_again_when_that_ends(seat: Seat) -> None:
    """S14."""
    card = Providing(seat)
    form = ProvisionForm(seat)
    form.keep()
    settle(seat)
    assert providing.agreed(seat.desk) == ()
    for field, text in (
        (form.service, "Perinatal"),
        (form.agreed_with, "Director"),
        (form.why, "Social care does"),
    ):
        field.set_raw(text)
    form.how.set_raw("elsewhere")
    form.keep()
    settle(seat)
    [kept] = providing.agreed(seat.desk)
    assert [line.label for line in tracking.tracked(seat.desk) if line.person.service == "Perinatal"] == [
        "Provided elsewhere",
        "Provided elsewhere",
    ]
    card.end(kept)
    settle(seat)
    assert providing.agreed(seat.desk) == ()


def test_how_often_is_asked_where_it_was_agreed_and_somebody_without_sees_how_to_settle_it(seat: Seat) -> None:
    """ELFT 7."""
    line = next(each for each in tracking.tracked(seat.desk) if each.person.service == "Perinatal")
    page = PersonPage(seat, line.person.id)
    settle(seat)
    words = [each.text() for each in page.findChildren(QLabel)]
    assert any("Not agreed yet. Agree it for the service in Settings" in each for each in words)
    form = ProvisionForm(seat)
    assert not form.often.isVisibleTo(form)
    form.how.set_raw("so-often")
    form.follow()
    assert form.often.isVisibleTo(form)
    for field, text in ((form.service, "perinatal"), (form.agreed_with, "Director"), (form.why, "A small team")):
        field.set_raw(text)
    form.keep()
    settle(seat)
    assert providing.agreed(seat.desk) == ()
    form.often.set_raw("6 weeks")
    form.keep()
    settle(seat)
    assert [each.words for each in providing.agreed(seat.desk)] == ["Supervised every six weeks"]
    assert tracking.tracked(seat.desk)[0].label == "No session yet"


def test_who_has_no_address_is_named_after_the_copies_are_written_too(seat: Seat, tmp_path: Path) -> None:
    person = store.person(seat.desk.vault.cx, person_id(seat.desk, "Max Lead"))
    enrolling.enrol(seat.desk, replace(person, email=""))
    sheet = details(seat, held(seat.desk))
    sheet.send_round()
    settle(seat)
    [preview] = seat.shell.findChildren(RoundSheet)
    preview.write(tmp_path)
    settle(seat)
    seat.bench.drain(20)
    settle(seat)
    told = [banner.words.text() for banner in seat.shell.findChildren(Banner)]
    assert any("No address of Max Lead is known" in each for each in told)


def test_once_sealed_the_way_leads_on_to_what_goes_round_and_to_the_clinical_records(seat: Seat) -> None:
    record = keeping.records(seat.desk.vault.cx, session_id=held(seat.desk))[0]
    page = SigningPage(seat, record.id)
    seat.shell.push(page)
    settle(seat)
    rows = {row.title.text(): row for row in page.findChildren(ListRow)}
    assert rows["What goes round"].button.words() == "Send round…"
    assert rows["Clinical records"].subtitle.text().startswith("2 of 2 still to be entered.")
    rows["Clinical records"].acted.emit()
    settle(seat)
    assert seat.shell.findChildren(RecordPage)


def _in_groups(seat: Seat) -> str:
    """Ada's id, whose service is asked for supervision in a group."""
    ada = store.person(seat.desk.vault.cx, person_id(seat.desk, "Ada Example"))
    return enrolling.enrol(seat.desk, replace(ada, service="Perinatal community services")).subject


def test_a_one_to_one_that_does_not_count_is_told_so_wherever_it_is_told_how_somebody_stands(seat: Seat) -> None:
    """ELFT 7."""
    ada, session = _in_groups(seat), planned(seat.desk, "Ada Example")
    draft = recording.sit_down(seat.desk, session).main.draft.id
    recording.save(seat.desk, draft, {"confidential": True, "children": ROWS})
    assert finishing.finish(seat.desk, [draft]).problems == ()
    page, people, today = PersonPage(seat, ada), PeoplePage(seat), TodayPage(seat)
    settle(seat)
    words = [each.text() for each in page.findChildren(QLabel)]
    assert "Every three months, in a group: as the policy asks" in words
    assert "4 March 2026. It does not count: the policy asks for supervision in a group." in words
    assert words[words.index("Last in a group") + 1] == "None yet"
    why = "The policy asks for supervision in a group: the one-to-one session of 4 March 2026 does not count"
    [row] = [row for row in today.cards["To be planned"] if row.title.text() == "Ada Example"]
    assert why in row.subtitle.text()
    for table, column in ((people.table, 5), (people.tracker.table, 5), (people.tracker.table, 2)):
        model = table.model()
        found = {model.index(r, 0).data(): model.index(r, column) for r in range(model.rowCount())}
        told = found["Ada Example"].data(Qt.ItemDataRole.ToolTipRole)
        assert told == found["Ada Example"].data(Qt.ItemDataRole.AccessibleDescriptionRole) == f"{why}."
        assert not found["Bee Sample"].data(Qt.ItemDataRole.ToolTipRole)
    told_manager = replace(store.person(seat.desk.vault.cx, ada), line_manager_email="max@example.org")
    enrolling.enrol(seat.desk, told_manager)
    assert "Last session in a group: none yet" in notifying.notice(seat.desk, ada).body


def test_before_a_one_to_one_that_will_not_count_is_planned_or_started_it_is_said(seat: Seat) -> None:
    ada, told = _in_groups(seat), "It will not count for Ada Example: the policy asks for supervision in a group."
    offer_start(seat, seat.shell, [ada])
    offer_planner(seat, seat.shell, [ada])
    settle(seat)
    forms = [*seat.shell.findChildren(StartForm), *seat.shell.findChildren(Planner)]
    assert [form.company.kind._help.text() for form in forms] == [told, told]
    for form in forms:
        form.company.kind.set_raw("group")
        form.company.kind.edited.emit("group")
    settle(seat)
    assert [form.company.kind._help.isHidden() for form in forms] == [True, True]
    sheets = [said(details(seat, planned(seat.desk, "Ada Example", kind=kind))) for kind in Kind]
    assert [told in sheet for sheet in sheets] == [True, False, True]


def _list(page: SigningPage) -> dict[str, ListRow]:
    return {row.title.text(): row for row in page.findChildren(ListRow) if row.isVisible()}


def test_after_each_paper_of_a_session_all_that_is_still_to_do_is_listed_and_ticked_off_when_done(
    seat: Seat, tmp_path: Path
) -> None:
    session = planned(seat.desk, "Ada Example")
    sheet = recording.sit_down(seat.desk, session).main.draft.id
    recording.save(seat.desk, sheet, {"confidential": True, "children": ROWS})
    choice = next(
        each for each in recording.sit_down(seat.desk, session).offered if each.title == "My World Triangle"
    )
    tool = recording.add_tool(seat.desk, session, choice.id).draft.id
    recording.save(seat.desk, tool, {"triangle": {"school": {"strengths": "She likes it."}}})
    record, beside = finishing.finish(seat.desk, [sheet, tool]).records
    signing.issue(seat.desk, record.id)
    page = SigningPage(seat, record.id)
    seat.shell.push(page)
    settle(seat)
    rest = ["What goes round", "Clinical records", "The evaluation", "Themes", "The next session"]
    assert list(_list(page)) == [beside.title, *rest, "The attendance register"]
    signing.issue(seat.desk, beside.id)
    _list(page)[beside.title].acted.emit()
    settle(seat)
    [page] = [each for each in seat.shell.findChildren(SigningPage) if each.isVisible()]
    assert list(_list(page)) == [*rest, "The attendance register"]
    assert not any("Done" in row.accessibleName() for row in _list(page).values())
    prepared = exporting.put(routing.prepare(seat.desk, session), tmp_path)
    done(seat, lambda desk: routing.note(desk, prepared))
    row = _list(page)["What goes round"]
    assert row.accessibleName() == "What goes round, Written on 4 March 2026. You send it yourself., Written"
    assert isinstance(row.button, QuietButton)
    for paper in Paper:
        done(seat, lambda desk, paper=paper: routing.say_sent(desk, session, paper))
    assert "4 March 2026. Sent." in _list(page)["What goes round"].subtitle.text()
    done(seat, lambda desk: theming.give(desk, record.id, ["Neglect"]))
    for each in entering.due(seat.desk, record):
        done(seat, lambda desk, place=each.place: entering.say(desk, record.id, place, Entered.DONE))
    told = [name for name, row in _list(page).items() if row.accessibleName().endswith((", Done", ", Sent"))]
    assert told == ["What goes round", "Clinical records", "Themes"]
