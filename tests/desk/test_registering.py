"""Registers from a real vault."""

import email
from datetime import date
from pathlib import Path

import pytest

from supdesk.desk import planning, registering
from supdesk.desk.desk import Desk
from supdesk.domain.errors import SupdeskError
from supdesk.domain.registers import Period
from supdesk.vault import audit, store
from tests.desk.desk_examples import planned

MARCH = Period(date(2026, 3, 1), date(2026, 3, 31))


def test_a_period_that_ends_before_it_begins_is_refused(desk: Desk) -> None:
    with pytest.raises(SupdeskError, match="last day comes before"):
        registering.preview(desk, Period(MARCH.last, MARCH.first))


def test_a_second_register_of_a_period_corrects_the_first(desk: Desk, tmp_path: Path) -> None:
    planning.miss(desk, planned(desk))
    paths, _ = registering.write(desk, MARCH, tmp_path)
    assert all(path.exists() for path in paths)
    first = registering.sent(desk)[0]
    registering.write(desk, MARCH, tmp_path)
    assert {sending.corrects for sending in registering.sent(desk)} == {"", first.number}


def mailed_to(folder: Path) -> str:
    return str(email.message_from_bytes((folder / "register.eml").read_bytes())["To"])


def test_the_owners_own_address_is_on_the_log_and_on_the_mail_draft(desk: Desk, tmp_path: Path) -> None:
    planning.miss(desk, planned(desk))
    before = audit.length(desk.vault.cx)
    registering.address(desk, " Example team ", " team@example.org ")
    assert audit.length(desk.vault.cx) == before + 1
    registering.write(desk, MARCH, tmp_path)
    assert mailed_to(tmp_path) == "team@example.org"
    assert registering.sent(desk)[0].recipient == "Example team"


def test_going_back_to_the_pack_addresses_what_the_pack_says(desk: Desk, tmp_path: Path) -> None:
    said = desk.pack.register
    registering.address(desk, "Example team", "team@example.org")
    registering.address_by_pack(desk)
    assert registering.recipient(desk) == said
    planning.miss(desk, planned(desk))
    registering.write(desk, MARCH, tmp_path)
    assert mailed_to(tmp_path) == said.mailbox


def test_the_packs_own_address_typed_again_still_follows_the_pack(desk: Desk) -> None:
    said = desk.pack.register
    registering.address(desk, said.recipient, said.mailbox)
    assert store.setting(desk.vault.cx, "register_mail") == {}


@pytest.mark.parametrize(("name", "mailbox"), [("", "team@example.org"), ("Team", "team at example")])
def test_an_address_that_could_not_be_sent_to_is_refused_and_nothing_changes(
    desk: Desk, name: str, mailbox: str
) -> None:
    with pytest.raises(SupdeskError):
        registering.address(desk, name, mailbox)
    assert registering.recipient(desk) == desk.pack.register
