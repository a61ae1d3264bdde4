"""Signing: nothing is sealed before everybody has signed, and people apart agree by a file."""

from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from pytestqt.qtbot import QtBot

from supdesk.desk import finishing, reading, recording, signing, theming
from supdesk.desk.desk import Desk
from supdesk.domain.records import RecordState
from supdesk.domain.sessions import Kind, Mode
from supdesk.ui.parts import Banner, Button, ListRow, Page, Question, QuietButton, Words
from supdesk.ui.records.record import RecordPage
from supdesk.ui.records.themes import ThemesForm
from supdesk.ui.seat import Seat
from supdesk.ui.sessions.planner import Planner
from supdesk.ui.signing import SigningPage
from supdesk.ui.signing.page import APART, FINAL, HERE, HERE_ALONE, LEAVE, SEAL, UNKEPT
from tests.desk.desks import TODAY, new_desk, person_id, planned, written
from tests.ui.seats import leave, seated, settle, taken_seat

LINE = [[(0.1, 0.4), (0.6, 0.5)]]


def finished(desk: Desk, mode: Mode) -> str:
    draft = recording.sit_down(desk, planned(desk, mode=mode)).main.draft.id
    recording.save(desk, draft, written())
    return finishing.finish(desk, [draft]).records[0].id


def opened(qtbot: QtBot, seat: Seat, record_id: str) -> SigningPage:
    page = SigningPage(seat, record_id)
    seat.shell.push(page)
    qtbot.waitUntil(lambda: hasattr(page, "seal"))
    return page


def sign(page: SigningPage) -> None:
    """Everybody draws a line."""
    for card in page.cards:
        card.pad.set_raw(LINE)
        card.pad.edited.emit([])


def test_the_seal_waits_until_everybody_signed_and_then_holds(qtbot: QtBot, tmp_path: Path) -> None:
    with taken_seat(tmp_path / "vault") as seat:
        record = finished(seat.desk, Mode.FACE_TO_FACE)
        page = opened(qtbot, seat, record)
        assert not page.seal.isEnabled()
        qtbot.waitUntil(lambda: page.way.isAncestorOf(seat.shell.focusWidget()))
        sign(page)
        assert page.seal.isEnabled()
        page.seal_now()
        qtbot.waitUntil(lambda: bool(page.findChildren(Banner)), timeout=20_000)
        assert reading.read(seat.desk, record).record.state is RecordState.AGREED


def test_themes_can_be_chosen_before_the_record_is_sealed(qtbot: QtBot, tmp_path: Path) -> None:
    with taken_seat(tmp_path / "vault") as seat:
        record = finished(seat.desk, Mode.FACE_TO_FACE)
        page = opened(qtbot, seat, record)
        next(each for each in page.findChildren(Button) if each.words() == "Choose themes…").click()
        settle(seat)
        (form,) = seat.shell.findChildren(ThemesForm)
        form.other.set_raw("Sleep")
        form.keep()
        settle(seat)
        assert theming.of(seat.desk, record) == ("Sleep",)


def test_one_stray_click_is_no_signature(qtbot: QtBot, tmp_path: Path) -> None:
    with taken_seat(tmp_path / "vault") as seat:
        page = opened(qtbot, seat, finished(seat.desk, Mode.FACE_TO_FACE))
        sign(page)
        sheet = page.cards[1].pad
        sheet.set_raw([[(0.5, 0.5)]])
        sheet.edited.emit([])
        assert page.lacking.text() == "Still missing: more than a dot to sign for Ada Example."
        assert not page.seal.isEnabled()


def test_sealing_is_asked_once_and_not_yet_seals_nothing(qtbot: QtBot, tmp_path: Path) -> None:
    with taken_seat(tmp_path / "vault") as seat:
        record = finished(seat.desk, Mode.FACE_TO_FACE)
        page = opened(qtbot, seat, record)
        sign(page)
        asked = answer_next(seat, yes=False)
        page.seal.click()
        settle(seat)
        assert asked == [f"{SEAL}. {FINAL}"]
        assert reading.read(seat.desk, record).record.state is RecordState.FINISHED
        answer_next(seat, yes=True)
        page.seal.click()
        qtbot.waitUntil(lambda: bool(page.findChildren(Banner)), timeout=20_000)
        assert reading.read(seat.desk, record).record.state is RecordState.AGREED


def answer_next(seat: Seat, yes: bool) -> list[str]:
    """Answer the question asked next; holds its name once it was asked."""
    asked: list[str] = []

    def answer() -> None:
        (question,) = seat.shell.findChildren(Question)
        asked.append(question.accessibleName())
        (question.confirm if yes else question.decline).click()

    QTimer.singleShot(0, answer)
    return asked


def test_leaving_asks_whoever_drew_something_and_keeps_it_when_they_stay(qtbot: QtBot, tmp_path: Path) -> None:
    with taken_seat(tmp_path / "vault") as seat:
        page = opened(qtbot, seat, finished(seat.desk, Mode.FACE_TO_FACE))
        page.cards[0].pad.set_raw(LINE)
        for leave in (seat.shell.back, lambda: seat.shell.show_page("today")):
            asked = answer_next(seat, yes=False)
            leave()
            assert asked == [f"{LEAVE}. {UNKEPT}"]
            assert page.isVisible()
            assert page.cards[0].pad.strokes() == LINE
            settle(seat)
        answer_next(seat, yes=True)
        seat.shell.back()
        assert not page.isVisible()


def test_leaving_asks_nothing_where_nothing_is_drawn_or_all_is_sealed(qtbot: QtBot, tmp_path: Path) -> None:
    with taken_seat(tmp_path / "vault") as seat:
        page = opened(qtbot, seat, finished(seat.desk, Mode.FACE_TO_FACE))
        assert page.may_leave()
        sign(page)
        page.seal_now()
        qtbot.waitUntil(lambda: bool(page.findChildren(Banner)), timeout=20_000)
        assert page.may_leave()


def test_people_apart_agree_with_a_mail_that_is_kept(qtbot: QtBot, tmp_path: Path) -> None:
    with taken_seat(tmp_path / "vault") as seat:
        page = opened(qtbot, seat, finished(seat.desk, Mode.TEAMS))
        assert (page.cards, page.way.raw(), page.seal.isEnabled()) == ([], "email", False)
        mail = tmp_path / "agreed.eml"
        mail.write_bytes(b"I agree.")
        page.keep_file(mail)
        assert page.seal.isEnabled()


def test_the_page_says_what_the_chosen_way_of_agreeing_shows(qtbot: QtBot, tmp_path: Path) -> None:
    with taken_seat(tmp_path / "vault") as seat:
        page = opened(qtbot, seat, finished(seat.desk, Mode.FACE_TO_FACE))
        said = [words.text() for words in page.findChildren(Words)]
        assert HERE in said
        page.way.set_raw("email")
        page.way.edited.emit("email")
        said = [words.text() for words in page.findChildren(Words)]
        assert APART in said
        assert HERE not in said


def test_the_seal_says_what_is_still_missing(qtbot: QtBot, tmp_path: Path) -> None:
    with taken_seat(tmp_path / "vault") as seat:
        page = opened(qtbot, seat, finished(seat.desk, Mode.FACE_TO_FACE))
        assert page.lacking.text() == "Still missing: the signature of Olive Owner; the signature of Ada Example."
        assert page.seal.accessibleDescription() == page.lacking.text()
        page.cards[0].pad.set_raw(LINE)
        page.cards[1].name.set_raw("")
        page.cards[1].edited.emit()
        assert page.lacking.text() == "Still missing: a name for “Supervisee Signature”."
        page.way.set_raw("email")
        page.way.edited.emit("email")
        assert page.lacking.text() == "Still missing: the mail to keep."


def group_record(desk: Desk) -> str:
    sheet = recording.sit_down(desk, planned(desk, "Ada Example", "Bee Sample", kind=Kind.GROUP)).main
    recording.save(desk, sheet.draft.id, {"confidential": True})
    return finishing.finish(desk, [sheet.draft.id]).records[0].id


def test_a_group_nominates_who_signs_for_it(qtbot: QtBot, tmp_path: Path) -> None:
    with taken_seat(tmp_path / "vault") as seat:
        page = opened(qtbot, seat, group_record(seat.desk))
        _, card = page.cards
        assert (card.name.raw(), card.lacking) == ("", "who signs for the group")
        assert card.nominated is not None
        for name in ("Bee Sample", "Ada Example"):
            card.pad.set_raw(LINE)
            card.nominated.set_raw(name)
            card.nominated.edited.emit(name)
            assert (card.name.raw(), card.pad.empty) == (name, True)
        page.way.set_raw("scan")
        page.way.edited.emit("scan")
        assert page.lacking.text() == "Still missing: who agreed for the group; the scanned page to keep."


def test_a_sealed_record_leads_on_to_what_waits_beside_it_and_to_what_follows(qtbot: QtBot, tmp_path: Path) -> None:
    with taken_seat(tmp_path / "vault") as seat:
        seat.shell.add_page("registers", "Registers", "registers", Page("Registers"))
        sitting = recording.sit_down(seat.desk, planned(seat.desk))
        assert sitting.cycle is not None
        recording.save(seat.desk, sitting.main.draft.id, written())
        recording.save(seat.desk, sitting.cycle.draft.id, {"experience": "How the visit went."})
        record, notes = finishing.finish(seat.desk, [sitting.main.draft.id, sitting.cycle.draft.id]).records
        signing.agree_by_email(seat.desk, record.id, TODAY, "agreed.eml", b"I agree.")
        page = SigningPage(seat, record.id)
        seat.shell.push(page)
        settle(seat)
        beside, _, _, planning, register = page.findChildren(ListRow)
        assert notes.number in beside.subtitle.text()
        planning.acted.emit()
        settle(seat)
        (planner,) = seat.shell.findChildren(Planner)
        assert planner.company.people.raw() == [person_id(seat.desk, "Ada Example")]
        planner.on.set_raw("4 June 2026")
        planner.plan()
        settle(seat)
        beside, *_, planning, register = [row for row in page.findChildren(ListRow) if row.isVisible()]
        assert isinstance(planning.button, QuietButton)
        told = "The next session, Planned for 4 June 2026 · S-2026-0002, Planned"
        assert planning.accessibleName() == told
        beside.acted.emit()
        settle(seat)
        (now,) = [each for each in seat.shell.findChildren(SigningPage) if each.isVisible()]
        assert now.accessibleName() == f"Issue {notes.number}"
        assert register.title.text() == "The attendance register"


def test_a_form_only_the_supervisor_signs_says_so_and_is_not_called_agreed(qtbot: QtBot, tmp_path: Path) -> None:
    """K3."""
    desk = new_desk(tmp_path / "vault", "elft")
    seat = seated(desk)
    contract = recording.begin_contract(desk, [person_id(desk, "Ada Example")])
    page = opened(qtbot, seat, finishing.finish(desk, [contract.draft.id]).records[0].id)
    said = [each.text() for each in page.findChildren(Words)]
    assert HERE not in said
    assert HERE_ALONE.format("Olive Owner") in said
    sign(page)
    page.seal_now()
    qtbot.waitUntil(lambda: bool(page.findChildren(Banner)), timeout=20_000)
    (banner,) = page.findChildren(Banner)
    assert banner.accessibleName().startswith("This record is signed and sealed.")
    leave(seat)


def test_the_mail_of_each_signer_is_added_and_found_again_with_the_record(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with taken_seat(tmp_path / "vault") as seat:
        page = opened(qtbot, seat, finished(seat.desk, Mode.TEAMS))
        mails = [tmp_path / name for name in ("ada.eml", "olive.eml")]
        for mail in mails:
            mail.write_bytes(f"I agree, {mail.name}.".encode())
        page.keep_file(mails[1])
        page.drop_files()
        assert page.lacking.text() == "Still missing: the mail to keep."
        for mail in (*mails, mails[0]):
            page.keep_file(mail)
        assert page._chosen.text() == "ada.eml\nolive.eml"
        page.seal_now()
        qtbot.waitUntil(lambda: bool(page.findChildren(Banner)), timeout=20_000)
        record = RecordPage(seat, page._id)
        settle(seat)
        rows = [
            each for each in record.findChildren(ListRow) if each.button and each.button.words() == "Save a copy…"
        ]
        assert [each.title.text() for each in rows] == ["ada.eml", "olive.eml"]
        monkeypatch.setattr("supdesk.ui.records.record.ask_new_file", lambda *_: tmp_path / "copy.eml")
        rows[1].acted.emit()
        settle(seat)
        assert (tmp_path / "copy.eml").read_bytes() == b"I agree, olive.eml."
