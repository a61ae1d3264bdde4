"""Settings: backups, the recovery sheet and the passphrase, from the page."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from supdesk.desk import registering, starting
from supdesk.ui.seat import Seat
from supdesk.ui.settings.page import Settings
from tests.ui.seats import leave, made_seat, settle


@pytest.fixture
def seat(tmp_path: Path) -> Iterator[Seat]:
    made = made_seat(tmp_path)
    yield made
    leave(made)


def test_a_backup_is_written_where_one_says(seat: Seat, tmp_path: Path) -> None:
    page = Settings(seat, None)
    page.backups.back_up(tmp_path / "copies")
    settle(seat)
    (copy,) = (tmp_path / "copies").iterdir()
    assert (copy / "vault.json").is_file()


def test_a_new_sheet_is_in_force_only_once_its_words_are_typed_back(seat: Seat) -> None:
    page = Settings(seat, None)
    before = seat.desk.vault.header
    page.sheet.begin.click()
    settle(seat)
    sheet = page.sheet.sheet
    assert sheet is not None
    page.sheet.confirm.click()
    settle(seat)
    assert seat.desk.vault.header == before
    for place, answer in sheet.answers.items():
        answer.set_raw(sheet.offered.words[place - 1])
    page.sheet.confirm.click()
    settle(seat)
    assert starting.has_recovery(seat.desk)
    assert seat.desk.vault.header == sheet.offered.header


def test_registers_go_where_the_owner_says_and_back_to_where_the_pack_says(seat: Seat) -> None:
    page = Settings(seat, None)
    routing = page.routing
    settle(seat)
    said = seat.desk.pack.register
    assert routing.mailbox.raw() == said.mailbox
    assert said.mailbox in routing.by_pack.text()
    assert not routing.back.isVisibleTo(routing)
    routing.mailbox.set_raw("team at example")
    routing.keep.click()
    settle(seat)
    assert "not an e-mail address" in routing.mailbox.problem()
    routing.mailbox.set_raw("team@example.org")
    routing.keep.click()
    settle(seat)
    assert registering.recipient(seat.desk).mailbox == "team@example.org"
    assert routing.mailbox.problem() == ""
    routing.back.click()
    settle(seat)
    assert routing.mailbox.raw() == said.mailbox
    assert not routing.back.isVisibleTo(routing)
