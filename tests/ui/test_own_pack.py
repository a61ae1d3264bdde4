"""A pack of one's own: what is changed in its folder is changed in the window and on paper, without any code."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path

import pypdf
import pytest
from pytestqt.qtbot import QtBot

from supdesk.app import shipped
from supdesk.desk import adopting, attending, finishing, reading, recording, signing
from supdesk.desk.desk import Desk
from supdesk.domain.records import Mark
from supdesk.forms.packs import load_packs
from supdesk.ui.seat import Seat
from supdesk.ui.session_desk import SessionDesk
from tests.desk.desks import new_desk, person_id, planned, written
from tests.forms.pack_examples import copied_pack, edit
from tests.ui.seats import leave, seated, settle

ADDED = """
[[section]]
title = "More"
[[section.field]]
id = "voice"
kind = "prose"
label = "Their voice"
"""
INK = (((0.1, 0.5), (0.4, 0.2)),)


@pytest.fixture
def seat(tmp_path: Path, qtbot: QtBot) -> Iterator[Seat]:
    """A seat whose owner works by a copy of the shipped pack with three changes."""
    folder = copied_pack(tmp_path)
    edit(folder / "pack.toml", 'id = "mse-icb"', 'id = "our-own"')
    edit(folder / "pack.toml", "\nmonths = 3", "\nmonths = 1")
    edit(folder / "one-to-one.toml", '"Reflection since last session"', '"Looking back"')
    form = folder / "one-to-one.toml"
    form.write_text(form.read_text(encoding="utf-8") + ADDED, encoding="utf-8")
    packs, faults = load_packs(shipped.forms(), [folder])
    assert faults == []
    desk = new_desk(tmp_path / "vault")
    made = seated(Desk(desk.vault, replace(desk.around, packs=packs)))
    yield made
    leave(made)


def sealed(desk: Desk, session_id: str) -> str:
    """The words of the sealed record of a session, signed by both."""
    draft = recording.sit_down(desk, session_id).main.draft.id
    recording.save(desk, draft, written())
    record = finishing.finish(desk, [draft]).records[0]
    asked = signing.who_signs(reading.read(desk, record.id).form, record)
    marks = [Mark(signer.role, signer.label, party.name, desk.today, INK) for signer, (party, *_) in asked]
    signing.sign_here(desk, record.id, marks)
    pages = pypdf.PdfReader(BytesIO(signing.sealed_pdf(desk, record.id))).pages
    return " ".join(page.extract_text() for page in pages)


def test_a_renamed_field_and_a_new_one_stand_in_the_window_and_on_the_page(seat: Seat, qtbot: QtBot) -> None:
    adopting.adopt(seat.desk, "our-own")
    page = SessionDesk(seat, session_id := planned(seat.desk))
    seat.shell.push(page)
    qtbot.waitUntil(lambda: page.sitting is not None)
    assert page.view._fields["reflection"].label.text() == "Looking back"
    page.view.edited.emit("voice", "She wants to stay.")
    page.flush()
    settle(seat)
    paper = sealed(seat.desk, session_id)
    for words in ("Looking back", "Their voice", "She wants to stay."):
        assert words in paper


def test_with_a_shorter_cadence_somebody_is_due_who_was_not(seat: Seat) -> None:
    sealed(seat.desk, planned(seat.desk, on=date(2026, 1, 20)))
    ada = person_id(seat.desk, "Ada Example")
    assert ada not in {found.person.id for found in attending.today(seat.desk).people}
    adopting.adopt(seat.desk, "our-own")
    assert ada in {found.person.id for found in attending.today(seat.desk).people}
