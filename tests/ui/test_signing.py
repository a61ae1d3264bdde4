"""Signing: nothing is sealed before everybody has signed, and people apart agree by a file."""

from pathlib import Path

from pytestqt.qtbot import QtBot

from supdesk.desk import finishing, reading, recording
from supdesk.desk.desk import Desk
from supdesk.domain.records import RecordState
from supdesk.domain.sessions import Mode
from supdesk.ui.parts import Banner, Words
from supdesk.ui.seat import Seat
from supdesk.ui.signing import SigningPage
from supdesk.ui.signing.page import APART, HERE
from tests.desk.desks import planned, written
from tests.ui.seats import taken_seat


def finished(desk: Desk, mode: Mode) -> str:
    draft = recording.sit_down(desk, planned(desk, mode=mode)).main.draft.id
    recording.save(desk, draft, written())
    return finishing.finish(desk, [draft]).records[0].id


def opened(qtbot: QtBot, seat: Seat, record_id: str) -> SigningPage:
    page = SigningPage(seat, record_id)
    seat.shell.push(page)
    qtbot.waitUntil(lambda: hasattr(page, "seal"))
    return page


def test_the_seal_waits_until_everybody_signed_and_then_holds(qtbot: QtBot, tmp_path: Path) -> None:
    with taken_seat(tmp_path / "vault") as seat:
        record = finished(seat.desk, Mode.FACE_TO_FACE)
        page = opened(qtbot, seat, record)
        assert not page.seal.isEnabled()
        qtbot.waitUntil(lambda: page.way.isAncestorOf(seat.shell.focusWidget()))
        for card in page.cards:
            card.pad.set_raw([[(0.1, 0.4), (0.6, 0.5)]])
            card.pad.edited.emit([])
        assert page.seal.isEnabled()
        page.seal_now()
        qtbot.waitUntil(lambda: bool(page.findChildren(Banner)), timeout=20_000)
        assert reading.read(seat.desk, record).record.state is RecordState.AGREED


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
