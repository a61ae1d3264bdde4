"""Reading from a vault of which a part is damaged: it is said, and never taken for a bug."""

from collections.abc import Callable
from pathlib import Path

import pytest

from supdesk.desk import finishing, reading, recording
from supdesk.desk.desk import Desk
from supdesk.domain.errors import SupdeskError
from supdesk.vault import checking, handle
from tests.desk.desks import new_desk, planned, written

PAGE = 4096


def damaged(folder: Path) -> Desk:
    """A vault with records, in which every second page but the first ones and the last was overwritten."""
    desk = new_desk(folder)
    for _ in range(20):
        draft = recording.sit_down(desk, planned(desk)).main.draft.id
        recording.save(desk, draft, written(issues="A word or two more. " * 400, actions=[]))
        finishing.finish(desk, [draft])
    desk.vault.close()
    content = bytearray((folder / "vault.db").read_bytes())
    for page in range(60, len(content) // PAGE - 2, 2):
        content[page * PAGE + 100] ^= 255
    (folder / "vault.db").write_bytes(content)
    return Desk(handle.open_vault(folder, desk.vault.header, desk.vault.key), desk.around)


@pytest.fixture
def hurt(tmp_path: Path) -> Desk:
    return damaged(tmp_path / "vault")


@pytest.mark.parametrize("deed", [reading.records, reading.listed])
def test_what_can_not_be_read_is_said_in_a_sentence(hurt: Desk, deed: Callable[[Desk], object]) -> None:
    with pytest.raises(SupdeskError) as told:
        deed(hurt)
    assert told.value.code == "vault.damaged"
    assert "Restore a backup" in told.value.sentence


def test_what_can_not_be_written_is_said_the_same_and_checking_goes_on(hurt: Desk) -> None:
    with pytest.raises(SupdeskError) as told:
        _plan_until_it_fails(hurt)
    assert told.value.code == "vault.damaged"
    assert any(found.wrong for found in checking.check(hurt.vault.cx))


def _plan_until_it_fails(desk: Desk) -> None:
    for _ in range(50):
        planned(desk)
