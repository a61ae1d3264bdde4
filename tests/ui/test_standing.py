"""What a vault is, how it was left and where it lies is said when it is opened, and before it is made."""

from pathlib import Path

from PySide6.QtWidgets import QApplication

from supdesk.ui.opening.steps import Passphrase
from supdesk.ui.parts import Banner
from supdesk.ui.standing import tell_of_opening
from tests.desk.desks import new_desk
from tests.ui.seats import leave, seated, settle


def said(folder: Path) -> list[str]:
    seat = seated(new_desk(folder))
    tell_of_opening(seat)
    settle(seat)
    found = [banner.accessibleName() for banner in seat.shell.findChildren(Banner)]
    leave(seat)
    return found


def test_a_vault_that_another_program_copies_away_says_so_when_opened(tmp_path: Path) -> None:
    (sentence,) = said(tmp_path / "Dropbox" / "vault")
    assert "Dropbox" in sentence
    assert said(tmp_path / "vault") == []


def test_the_first_run_says_so_before_the_vault_is_made(qapp: QApplication, tmp_path: Path) -> None:
    step = Passphrase(tmp_path / "Supervision.supdesk", lambda: ())
    for folder, warned in ((tmp_path / "OneDrive" / "Supervision.supdesk", True), ("", False)):
        step.place.set_raw(str(folder))
        step.place.edited.emit(str(folder))
        assert ("OneDrive" in step.place.control.accessibleDescription()) is warned
