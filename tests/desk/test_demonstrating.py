"""Making a practice vault: told of as it goes, stopped at any step, known for what it is."""

from pathlib import Path

import pytest

from supdesk.desk import demonstrating
from tests.desk.desks import CHEAP, empty_desk


def test_a_practice_vault_tells_of_each_step_and_says_its_passphrase_as_no_other_vault_does(tmp_path: Path) -> None:
    own = empty_desk(tmp_path / "own")
    assert demonstrating.practice_passphrase(own) == ""
    told: list[str] = []
    desk = demonstrating.practise(tmp_path / "practice.supdesk", own.around, CHEAP, told.append)
    assert len(told) == demonstrating.steps(own.around.resources)
    assert demonstrating.practice_passphrase(desk) == demonstrating.read_story(own.around.resources).passphrase
    desk.vault.close()
    own.vault.close()


def test_stopped_half_way_nothing_of_the_practice_vault_stays(tmp_path: Path) -> None:
    own = empty_desk(tmp_path / "own")
    told: list[str] = []

    def tell(words: str) -> None:
        told.append(words)
        if len(told) == 3:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        demonstrating.practise(tmp_path / "practice.supdesk", own.around, CHEAP, tell)
    assert not (tmp_path / "practice.supdesk").exists()
    own.vault.close()


def test_another_practice_vault_finds_a_place_beside_the_first(tmp_path: Path) -> None:
    assert demonstrating.free_place(tmp_path).name == "Practice.supdesk"
    (tmp_path / "Practice.supdesk").mkdir()
    assert demonstrating.free_place(tmp_path).name == "Practice 2.supdesk"
