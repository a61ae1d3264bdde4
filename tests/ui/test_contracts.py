"""The Contracts page before a real vault."""

from pathlib import Path

from supdesk.ui.contracts.page import ContractsPage
from supdesk.ui.parts import EmptyState
from tests.ui.seats import leave, made_seat, settle


def test_without_contracts_the_page_says_what_one_is_for(tmp_path: Path) -> None:
    seat = made_seat(tmp_path)
    page = ContractsPage(seat)
    settle(seat)
    shown = page.findChild(EmptyState)
    assert shown is not None
    assert "No contracts yet" in shown.accessibleName()
    leave(seat)
