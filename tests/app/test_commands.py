"""The command line: one word a deed, and an exit code that can be relied on."""

import io
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from supdesk.app import commands, paths, world
from supdesk.desk import starting, unlocking
from supdesk.domain.people import Person
from supdesk.ui.opening.outside import Preferences
from supdesk.ui.window import BY_ITSELF
from supdesk.vault.keys import FLOOR
from tests.app.commanding import digests, supdesk

PHRASE = "lantern orchard velvet compass"


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A vault nobody has written in; tests work on copies."""
    around, _ = world.surroundings()
    folder = tmp_path_factory.mktemp("begun") / "Trial.supdesk"
    pack = around.packs.pack("mse-icb").id
    starting.begin(folder, Person("", "Ada Example"), pack, PHRASE, around, FLOOR).vault.close()
    return folder


@pytest.fixture
def vault(begun: Path, tmp_path: Path) -> Path:
    (tmp_path / "phrase").write_text(PHRASE + "\n")
    return shutil.copytree(begun, tmp_path / "Trial.supdesk")


def phrase_beside(vault: Path) -> tuple[str, Path]:
    return "--passphrase-file", vault.parent / "phrase"


# What they do


def test_a_whole_vault_holds_and_a_backup_of_it_can_be_restored(vault: Path) -> None:
    phrase = phrase_beside(vault)
    assert supdesk("check", vault, *phrase).code == 0
    made = supdesk("backup", vault, vault.parent / "copies", *phrase)
    assert made.code == 0
    backup = Path(made.out.strip())
    assert backup.parent == vault.parent / "copies"
    before = digests(backup)
    restored = supdesk("restore", backup, vault.parent / "New.supdesk", *phrase)
    assert (restored.code, restored.out) == (0, f"{vault.parent / 'New.supdesk'}\n")
    assert digests(backup) == before
    assert supdesk("check", vault.parent / "New.supdesk", *phrase).code == 0


def test_a_vault_that_another_program_copies_away_is_told_of_beside_the_answer(vault: Path) -> None:
    phrase = phrase_beside(vault)
    assert supdesk("check", vault, *phrase).err == ""
    (vault.parent / "OneDrive").mkdir()
    answer = supdesk("check", vault.rename(vault.parent / "OneDrive" / vault.name), *phrase)
    assert answer.code == 0
    assert answer.err.startswith("supdesk: This folder is copied to the internet by OneDrive.")


def test_one_flipped_bit_in_any_page_does_not_hold(vault: Path) -> None:
    content = (vault / "vault.db").read_bytes()
    pages = range(len(content) // 4096)
    for page in {*pages[:6], *pages[6::9], pages[-1]}:
        changed = bytearray(content)
        changed[page * 4096 + 1000] ^= 1
        (vault / "vault.db").write_bytes(changed)
        answer = supdesk("check", vault, *phrase_beside(vault))
        assert answer.code == 1, page
        assert "estore a backup" in answer.out
    assert f"page {page + 1}" in answer.out


def test_what_stands_whole_in_a_damaged_vault_is_saved_beside_it_and_the_rest_told(vault: Path) -> None:
    content = bytearray((vault / "vault.db").read_bytes())
    content[5000] ^= 1
    (vault / "vault.db").write_bytes(content)
    before = digests(vault)
    answer = supdesk("check", vault, "--repair", vault.parent / "Saved", *phrase_beside(vault))
    assert answer.code == 1
    assert answer.out.startswith("1 of ")
    assert answer.out.endswith(f"{vault.parent / 'Saved.supdesk'}\n")
    assert digests(vault) == before
    again = supdesk("check", vault, "--repair", vault.parent / "Saved", *phrase_beside(vault))
    assert (again.code, "something at that place already" in again.err) == (3, True)


def test_without_its_header_a_vault_is_not_checked_and_the_ways_out_are_named(vault: Path) -> None:
    (vault / "vault.json").unlink()
    answer = supdesk("check", vault, *phrase_beside(vault))
    assert answer.code == 3
    assert "Something lost or damaged" in answer.err
    assert "--repair" in answer.err


def test_what_is_checked_and_saved_is_named_in_plain_words_and_private_pages_are_not_counted(vault: Path) -> None:
    checked = supdesk("check", vault, *phrase_beside(vault)).out
    saved = supdesk("check", vault, "--repair", vault.parent / "Saved", *phrase_beside(vault)).out
    assert "audit trail: " in checked
    assert "private pages: all hold" in checked
    assert "audit trail: 1 saved" in saved
    for word in ("digests", "chain", "search source", "record parties", "form definitions"):
        assert word not in checked + saved


def test_of_a_whole_vault_all_is_saved(vault: Path) -> None:
    answer = supdesk("check", vault, "--repair", vault.parent / "Saved", *phrase_beside(vault))
    assert (answer.code, answer.out.splitlines()[0].startswith("0 of ")) == (0, True)
    assert supdesk("check", vault.parent / "Saved.supdesk", *phrase_beside(vault)).code == 0


def test_an_unsigned_file_does_not_hold(tmp_path: Path) -> None:
    (tmp_path / "plain.pdf").write_bytes(b"%PDF-1.4\n")
    assert supdesk("verify", tmp_path / "plain.pdf").code == 1


def test_nothing_is_restored_over_what_is_there_nor_from_a_damaged_backup(vault: Path) -> None:
    phrase = phrase_beside(vault)
    shutil.copytree(vault, vault.parent / "backup")
    over = supdesk("restore", vault.parent / "backup", vault, *phrase)
    assert (over.code, "something at that place already" in over.err) == (3, True)
    content = (vault / "vault.db").read_bytes()
    for page in (1, 2, len(content) // 8192, len(content) // 4096 - 1):
        changed = bytearray(content)
        changed[page * 4096 + 1000] ^= 1
        (vault.parent / "backup" / "vault.db").write_bytes(changed)
        before = digests(vault.parent)
        damaged = supdesk("restore", vault.parent / "backup", vault.parent / "New.supdesk", *phrase)
        assert (damaged.code, "does not hold" in damaged.err) == (3, True), page
        assert digests(vault.parent) == before
    assert not (vault.parent / "New.supdesk.partial").exists()


def test_a_restored_vault_has_the_ending_of_a_vault_though_it_was_not_typed(vault: Path) -> None:
    answer = supdesk("restore", vault, vault.parent / "New", *phrase_beside(vault))
    assert (answer.code, answer.out) == (0, f"{vault.parent / 'New.supdesk'}\n")
    assert supdesk("check", vault.parent / "New.supdesk", *phrase_beside(vault)).code == 0
    again = supdesk("restore", vault, vault.parent / "New", *phrase_beside(vault))
    assert again.err.startswith(
        f"supdesk: {vault.parent / 'New.supdesk'}: There is something at that place already."
    )


def test_a_place_where_no_backup_can_be_written_is_named(vault: Path) -> None:
    (vault.parent / "file").write_text("somebody's work")
    answer = supdesk("backup", vault, vault.parent / "file", *phrase_beside(vault))
    assert answer.code == 3
    assert answer.err.startswith(f"supdesk: {vault.parent / 'file'}: A backup can't be written there.")


def test_a_folder_that_only_looks_half_restored_is_left_alone(vault: Path) -> None:
    theirs = vault.parent / "New.supdesk.partial"
    theirs.mkdir()
    (theirs / "file").write_text("somebody's work")
    assert supdesk("restore", vault, vault.parent / "New.supdesk", *phrase_beside(vault)).code == 3
    assert (theirs / "file").read_text() == "somebody's work"


# What stops them: each has its own sentence, and nothing is changed


def _edited(vault: Path) -> None:
    header = json.loads((vault / "vault.json").read_text())
    header["vault_id"] = "f" * 32
    (vault / "vault.json").write_text(json.dumps(header))


FAULTS: dict[str, tuple[Callable[[Path], object], str]] = {
    "vault.passphrase.wrong": (
        lambda vault: (vault.parent / "phrase").write_text("something else\n"),
        "That passphrase does not open this vault.",
    ),
    "vault.missing": (shutil.rmtree, "There is no vault at that place."),
    "vault.db.empty": (lambda vault: (vault / "vault.db").write_bytes(b""), "vault.db, is empty"),
    "vault.db.missing": (lambda vault: (vault / "vault.db").unlink(), "vault.db, is missing"),
    "vault.header.missing": (lambda vault: (vault / "vault.json").unlink(), "has no vault.json"),
    "vault.header.edited": (_edited, "vault.json was changed or damaged outside supdesk"),
    "vault.header.unreadable": (
        lambda vault: (vault / "vault.json").write_text("{"),
        "vault.json cannot be understood",
    ),
    "passphrase.file": (lambda vault: (vault.parent / "phrase").unlink(), "phrase can't be read."),
    "vault.none": (
        lambda vault: [(vault / name).unlink() for name in ("vault.db", "vault.json")],
        "That folder is no vault: it holds neither vault.json nor vault.db.",
    ),
}
COMMANDS: dict[str, Callable[[Path], tuple[str | Path, ...]]] = {
    "check": lambda vault: ("check", vault),
    "backup": lambda vault: ("backup", vault, vault.parent / "out"),
    "restore": lambda vault: ("restore", vault, vault.parent / "out"),
    "verify": lambda vault: ("verify", vault.parent / "phrase", "--vault", vault),
    "export": lambda vault: (
        *("export", "register", vault, "--out", vault.parent / "out"),
        *("--from", "2026-01-01", "--until", "2026-01-31"),
    ),
}


@pytest.mark.parametrize("code", FAULTS)
@pytest.mark.parametrize("word", COMMANDS)
def test_what_stops_a_command_is_said_and_nothing_is_changed(vault: Path, word: str, code: str) -> None:
    spoil, sentence = FAULTS[code]
    spoil(vault)
    before = digests(vault.parent)
    answer = supdesk(*COMMANDS[word](vault), *phrase_beside(vault))
    assert (answer.code, answer.out) == (3, "")
    assert answer.err.startswith("supdesk: ")
    assert sentence in answer.err
    assert f"({code})" in answer.err
    assert str(vault.parent / "phrase" if code == "passphrase.file" else vault) in answer.err
    assert digests(vault.parent) == before
    assert not (vault.parent / "out").exists()


def test_a_vault_that_is_open_elsewhere_is_not_opened_twice(vault: Path) -> None:
    desk = unlocking.unlock(vault, PHRASE, world.surroundings()[0])
    answer = supdesk("check", vault, *phrase_beside(vault))
    desk.vault.close()
    assert (answer.code, answer.out) == (3, "")
    assert "open in another window or program" in answer.err


# The passphrase


@pytest.mark.parametrize(
    "typed",
    [PHRASE.encode(), f"{PHRASE}\n".encode(), f"{PHRASE}\r\nmore\r\n".encode(), f"\ufeff{PHRASE}\n".encode()],
    ids=["bare", "line", "windows", "marked"],
)
def test_the_passphrase_is_the_first_line_of_a_file_or_of_standard_input(
    vault: Path, typed: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    (vault.parent / "phrase").write_bytes(typed)
    assert supdesk("check", vault, *phrase_beside(vault)).code == 0
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(typed)))
    assert supdesk("check", vault, "--passphrase-file", "-").code == 0


def test_a_passphrase_file_that_is_no_text_is_said(vault: Path) -> None:
    (vault.parent / "phrase").write_bytes(b"\xff\xfe\x00")
    answer = supdesk("check", vault, *phrase_beside(vault))
    assert (answer.code, "not UTF-8 text" in answer.err) == (3, True)


def test_a_real_process_ends_with_the_code_and_never_asks_where_it_would_show_the_answer(
    vault: Path, tmp_path: Path
) -> None:
    def run(*more: str, typed: str = "") -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "supdesk", "check", str(vault), *more]
        return subprocess.run(
            command, input=typed, capture_output=True, text=True, start_new_session=True, cwd=tmp_path,
            env=os.environ, check=False,
        )  # fmt: skip

    assert run("--passphrase-file", "-", typed=f"{PHRASE}\n").returncode == 0
    assert run("--passphrase-file", "-", typed="wrong\n").returncode == 3
    blind = run(typed=f"{PHRASE}\n")
    assert blind.returncode == 3, "what can't be hidden is never asked for"
    assert blind.stderr.startswith("supdesk: There is no terminal here to ask for the passphrase")
    assert len(blind.stderr.splitlines()) == 1
    assert run("--nothing").returncode == 2


def test_no_passphrase_is_an_answer_too(vault: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def nobody(_: str) -> str:
        raise EOFError

    monkeypatch.setattr("getpass.getpass", nobody)
    answer = supdesk("check", vault)
    assert (answer.code, "No passphrase was given" in answer.err) == (3, True)


# The words


@pytest.mark.parametrize(
    "words",
    [["verify"], ["check"], ["export", "register"], ["--nothing"], ["one", "two"], ["export", "records", "v"]],
)
def test_words_that_make_no_sense_are_usage(words: list[str]) -> None:
    answer = supdesk(*words)
    assert (answer.code, answer.out) == (2, "")
    assert answer.err.startswith("usage: supdesk ")


def test_a_first_word_that_is_neither_command_nor_vault_is_told_where_the_commands_are() -> None:
    answer = supdesk("chekc")
    assert answer.code == 3
    assert "There is no vault at chekc." in answer.err
    assert "supdesk --help" in answer.err


@pytest.mark.parametrize("place", ["Gone.supdesk", "{}/Gone.supdesk", "{}/gone"])
def test_a_vault_that_is_gone_is_told_of_by_the_window_which_opens(
    place: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[Path] = []
    monkeypatch.setattr("supdesk.app.window_start.run", lambda vault, after: opened.append(vault) or 0)
    monkeypatch.setattr("gc.disable", lambda: None)
    monkeypatch.chdir(tmp_path)
    wanted = place.format(tmp_path)
    assert supdesk(wanted).code == 0
    assert opened == [tmp_path / Path(wanted).name]
    for name in commands.SCREENS:
        monkeypatch.delenv(name, raising=False)
    answer = supdesk(wanted)
    assert (answer.code, f"There is no vault at {wanted}." in answer.err) == (3, True)


def test_the_window_is_told_after_how_long_it_locked_by_itself(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[object] = []
    monkeypatch.setattr("supdesk.app.window_start.run", lambda vault, after: told.append((vault, after)) or 0)
    monkeypatch.setattr("gc.disable", lambda: None)
    monkeypatch.setenv(commands.SCREENS[0], ":0")
    assert supdesk(str(tmp_path), BY_ITSELF, "10").code == 0
    assert supdesk(str(tmp_path)).code == 0
    assert told == [(tmp_path, 10), (tmp_path, 0)]


def test_without_a_screen_the_window_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in commands.SCREENS:
        monkeypatch.delenv(name, raising=False)
    answer = supdesk()
    assert (answer.code, "no screen here" in answer.err) == (3, True)


def test_help_names_every_command_and_every_command_explains_itself() -> None:
    about = supdesk("--help")
    assert about.code == 0
    for word in commands.COMMANDS:
        assert f"\n  {word} " in about.out
        told = supdesk(word, "--help")
        assert told.code == 0
        assert told.out.startswith(f"usage: supdesk {word}")
        assert "exit codes:\n  0  " in told.out
        assert max(map(len, told.out.splitlines())) <= 80
    assert max(map(len, about.out.splitlines())) <= 80


def test_a_fault_of_our_own_gives_a_code_and_shows_nothing_that_was_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stumble(*_: object) -> None:
        raise ValueError("what somebody wrote")

    monkeypatch.setattr("supdesk.documents.verifying.verify", stumble)
    (tmp_path / "plain.pdf").write_bytes(b"%PDF-1.4\n")
    answer = supdesk("verify", tmp_path / "plain.pdf")
    assert answer.code == 3
    assert "Code " in answer.err
    assert "somebody" not in answer.err


# Choices


def test_choices_are_kept_and_a_damaged_file_means_the_plain_ones(tmp_path: Path) -> None:
    chosen = Preferences(vault="/v", scheme="dark", scale=130, packs=("/p",))
    paths.keep(tmp_path, chosen)
    assert paths.load(tmp_path) == chosen
    (tmp_path / paths.NAME).write_text('{"scale": "big", "scheme": "light"}')
    assert paths.load(tmp_path) == Preferences(scheme="light")
    (tmp_path / paths.NAME).write_text('{"idle": 100000}')
    assert paths.load(tmp_path) == Preferences()
