"""The Contracts page before a real vault."""

from pathlib import Path

from supdesk.desk import finishing, recording
from supdesk.ui.contracts.page import ContractsPage
from supdesk.ui.parts import EmptyState
from tests.desk.desks import person_id
from tests.ui.seats import leave, made_seat, settle, taken_seat


def test_without_contracts_the_page_says_what_one_is_for(tmp_path: Path) -> None:
    seat = made_seat(tmp_path)
    page = ContractsPage(seat)
    settle(seat)
    shown = page.findChild(EmptyState)
    assert shown is not None
    assert "No contracts yet" in shown.accessibleName()
    leave(seat)


def test_a_contract_just_written_is_listed_and_waits_to_be_signed(tmp_path: Path) -> None:
    with taken_seat(tmp_path / "vault") as seat:
        page = ContractsPage(seat)
        settle(seat)
        draft = recording.begin_contract(seat.desk, [person_id(seat.desk, "Ada Example")]).draft.id
        seat.announce(finishing.finish(seat.desk, [draft]).changes)
        settle(seat)
        (row,) = page.rows
        assert "Ada Example" in row.title.text()
        assert row.button is not None
        assert row.button.words() == "Sign"
