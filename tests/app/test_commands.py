"""The command line: one word a deed, and an exit code that can be relied on."""

from pathlib import Path

import pytest

from supdesk.app import commands, paths, world
from supdesk.desk import starting
from supdesk.domain.people import Person
from supdesk.ui.opening.outside import Preferences
from supdesk.vault.keys import FLOOR

PHRASE = "lantern orchard velvet compass"


@pytest.fixture
def vault(tmp_path: Path) -> Path:
    around, _ = world.surroundings()
    folder = tmp_path / "Trial.supdesk"
    pack = around.packs.found[0].id
    starting.begin(folder, Person("", "Ada Example"), pack, PHRASE, around, FLOOR).vault.close()
    (tmp_path / "phrase").write_text(PHRASE + "\n")
    return folder


def test_a_whole_vault_holds_and_a_backup_of_it_can_be_restored(
    vault: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    phrase = ["--passphrase-file", str(vault.parent / "phrase")]
    assert commands.main(["check", str(vault), *phrase]) == 0
    assert commands.main(["backup", str(vault), str(vault.parent / "copies"), *phrase]) == 0
    copy = capsys.readouterr().out.splitlines()[-1]
    assert commands.main(["restore", copy, str(vault.parent / "New.supdesk"), *phrase]) == 0
    assert commands.main(["check", str(vault.parent / "New.supdesk"), *phrase]) == 0


def test_a_wrong_passphrase_could_not(vault: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (vault.parent / "phrase").write_text("something else\n")
    assert commands.main(["check", str(vault), "--passphrase-file", str(vault.parent / "phrase")]) == 3
    assert capsys.readouterr().err.startswith("supdesk: ")


def test_an_unsigned_file_does_not_hold(tmp_path: Path) -> None:
    (tmp_path / "plain.pdf").write_bytes(b"%PDF-1.4\n")
    assert commands.main(["verify", str(tmp_path / "plain.pdf")]) == 1


@pytest.mark.parametrize("words", [["verify"], ["check"], ["export", "register"], ["--nothing"]])
def test_words_that_make_no_sense_are_usage(words: list[str]) -> None:
    assert commands.main(words) == 2


def test_choices_are_kept_and_a_damaged_file_means_the_plain_ones(tmp_path: Path) -> None:
    chosen = Preferences("/v", "dark", 130, ("/p",))
    paths.keep(tmp_path, chosen)
    assert paths.load(tmp_path) == chosen
    (tmp_path / paths.NAME).write_text('{"scale": "big", "scheme": "light"}')
    assert paths.load(tmp_path) == Preferences(scheme="light")
