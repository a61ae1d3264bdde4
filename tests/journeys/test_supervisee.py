"""A supervisee's journey in the window: reflect, link, give a copy, fill the shelf, export (issue 4)."""

import io
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtWidgets import QApplication, QLabel

from supdesk.app.window_start import detached
from supdesk.desk import finishing, planning, recording, reflecting, signing, unlocking
from supdesk.desk.desk import Desk
from supdesk.documents.verifying import verify
from supdesk.domain.sessions import Kind, Mode
from supdesk.ui.parts import ListRow
from supdesk.ui.window import open_window
from tests.desk.desks import PASSPHRASE, new_desk, person_id, written
from tests.journeys.hand import Hand
from tests.journeys.test_year import close

pytestmark = [pytest.mark.journey, pytest.mark.timeout(600)]

MOMENT = "The velvet lantern stood between us."
LEARNT = "Waiting tells more than asking."
CHANGED = "I count to ten before the next question."
PLACE = "Reflections"


@contextmanager
def window_on(desk: Desk, app: QApplication) -> Iterator[Hand]:
    """A while at the window, from unlocking the vault to leaving it."""
    window = open_window(app, detached(desk), desk.vault.folder)
    hand = Hand(window)
    try:
        hand.type_into("Passphrase", PASSPHRASE)
        hand.press("Unlock")
        hand.settle()
        yield hand
        hand.settle()
    finally:  # a window left behind takes the keys of every test that follows
        close(window, app)


def test_from_a_reflection_to_the_shelf_in_one_file(qapp: QApplication, tmp_path: Path) -> None:
    desk = new_desk(tmp_path / "Own.supdesk")
    session = supervised(desk)
    desk.vault.close()
    copy, shelf = tmp_path / "copy.pdf", tmp_path / "shelf.pdf"
    with window_on(desk, qapp) as hand:
        reflect(hand)
        hand.press("Share a copy…")
        hand.type_into("Given to", "My supervisor")
        hand.press_and_choose("Save the copy as PDF…", copy)
        hand.wait(copy.exists)
        hand.press("Begin an account from it")
        write_the_account(hand)
    with window_on(desk, qapp) as hand:
        find_it_covered(hand)
        fill_the_shelf(hand)
        hand.press("Export as one PDF…")
        hand.press_and_choose("Save as PDF…", shelf)
        hand.wait(shelf.exists)
        hand.settle()
    again = unlocking.unlock(desk.vault.folder, PASSPHRASE, desk.around)
    check(again, session, copy, shelf)
    again.vault.close()


def supervised(desk: Desk) -> str:
    """The id of a session in which Ada Example supervised the owner."""
    ada, on = person_id(desk, "Ada Example"), date(2026, 3, 2)
    plan = planning.plan(desk, Kind.ONE_TO_ONE, Mode.FACE_TO_FACE, on, [desk.owner.id], supervisor_id=ada)
    sitting = recording.sit_down(desk, plan.subject)
    recording.save(desk, sitting.main.draft.id, written(actions=[]))
    assert finishing.finish(desk, [sitting.main.draft.id]).problems == ()
    return plan.subject


def reflect(hand: Hand) -> None:
    hand.press(PLACE)
    hand.press("New reflection")
    hand.choose("Model", "What? So what? Now what?")
    hand.choose("Session", "One-to-one session of 2 March 2026 (S-2026-0001)")
    hand.press("Write it")
    hand.type_into("In a few words", "A visit")
    hand.type_into("What was it?", f"{MOMENT} Bee Sample was there.")
    hand.type_into("Why does it matter?", LEARNT)
    hand.type_into("What follows from it?", CHANGED)
    hand.press("Finish")
    assert any("Bee Sample" in words for words in hand.shown()), "pointed at before it is finished"
    hand.press("Go on writing")
    hand.type_into("What was it?", MOMENT)
    hand.press("Finish")
    hand.press("Finish")
    hand.see(QLabel, f"What was it?: {MOMENT}")


def write_the_account(hand: Hand) -> None:
    hand.choose("What it comes from", "An event or experience in my practice")
    hand.tick("Preserve safety")
    hand.type_into("How it meets them", "What is unsaid may be what matters.")
    hand.press("Finish")
    hand.press("Finish")
    hand.see(QLabel, f"What you learnt from it: {LEARNT}")


def find_it_covered(hand: Hand) -> None:
    """Nothing of it is shown until it is asked for, nor after F9."""
    hand.press(PLACE)
    assert not any("A visit" in words for words in hand.shown())
    hand.press("Show them")
    assert any("A visit" in words for words in hand.shown())
    hand.window.shell.toggle_hide()
    hand.window.shell.toggle_hide()
    hand.settle()
    assert not any("A visit" in words for words in hand.shown())


def fill_the_shelf(hand: Hand) -> None:
    hand.press("NMC revalidation")
    assert "One account is here. Four accounts still to write." in hand.shown()
    hand.press("Write one: Reflective discussion")
    hand.type_into("Name of the other registrant", "Cy Registrant")
    hand.type_into("What you talked about", "The accounts so far.")
    hand.press("Finish")
    hand.press("Finish")
    hand.see(QLabel, "Name of the other registrant: Cy Registrant")
    hand.press("Back")
    assert "One reflective discussion is here: nothing is missing." in hand.shown()
    assert "Five pieces of feedback to write." in hand.shown()
    hand.see(ListRow, "Reflective Account, P-2026-0002 · 4 March 2026")


def check(desk: Desk, session: str, copy: Path, shelf: Path) -> None:
    (found,) = [each.page for each in reflecting.listed(desk) if each.page.serves == "reflection"]
    assert found.session_id == session
    assert [each.to for each in reflecting.read(desk, found.id).copies] == ["My supervisor"]
    for file in (copy, shelf):
        assert verify(file.read_bytes(), pinned=[signing.certificate(desk)]).holds
    assert MOMENT in text_of(copy)
    assert LEARNT in text_of(shelf)
    assert "Cy Registrant" in text_of(shelf)


def text_of(file: Path) -> str:
    pages = PdfReader(io.BytesIO(file.read_bytes())).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())
