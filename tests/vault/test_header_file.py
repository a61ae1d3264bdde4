"""The file of the header: written whole or not at all, and never made anew."""

import os
from pathlib import Path

import pytest

from supdesk.vault.header_file import MOST_BYTES, dump, read, write
from tests.vault.headers import (
    code,
    complete,
    plain,
)

# On disk


def test_a_written_header_reads_back_and_is_for_its_owner_only(tmp_path: Path) -> None:
    path = tmp_path / "vault.json"
    write(path, plain())
    write(path, complete()[0])
    assert read(path) == complete()[0]
    assert [entry.name for entry in tmp_path.iterdir()] == ["vault.json"]
    if os.name == "posix":
        assert path.stat().st_mode & 0o077 == 0


def test_a_missing_vault_json_says_so_and_none_is_made(tmp_path: Path) -> None:
    assert code(lambda: read(tmp_path / "vault.json")) == "vault.header.missing"
    assert list(tmp_path.iterdir()) == []


def test_a_link_to_another_place_is_no_vault_json(tmp_path: Path) -> None:
    write(tmp_path / "elsewhere.json", plain())
    (tmp_path / "vault.json").symlink_to(tmp_path / "elsewhere.json")
    assert code(lambda: read(tmp_path / "vault.json")) == "vault.linked"
    assert (tmp_path / "vault.json").is_symlink()
    (tmp_path / "elsewhere.json").unlink()
    assert code(lambda: read(tmp_path / "vault.json")) == "vault.linked"


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"", "vault.header.empty"),
        (b"x" * (MOST_BYTES + 1), "vault.header.large"),
        (dump(plain()).replace(b"passes", b"passed"), "vault.header.edited"),
        (dump(plain())[:-40], "vault.header.unreadable"),
    ],
    ids=["empty", "huge", "edited", "cut short"],
)
def test_a_faulty_vault_json_is_left_as_it_is(tmp_path: Path, data: bytes, expected: str) -> None:
    path = tmp_path / "vault.json"
    path.write_bytes(data)
    assert code(lambda: read(path)) == expected
    assert path.read_bytes() == data
    assert list(tmp_path.iterdir()) == [path]


def test_a_folder_in_place_of_vault_json_is_refused(tmp_path: Path) -> None:
    (tmp_path / "vault.json").mkdir()
    assert code(lambda: read(tmp_path / "vault.json")) == "vault.header.unreadable"


def test_a_disk_that_cannot_be_read_is_not_called_damage(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "vault.json"
    write(path, plain())

    def fail(*_: object, **__: object) -> None:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(Path, "open", fail)
    assert code(lambda: read(path)) == "vault.header.disk"


@pytest.mark.parametrize("step", ["fsync", "replace"])
def test_when_writing_fails_the_old_vault_json_stands_and_nothing_is_left_beside_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    path = tmp_path / "vault.json"
    write(path, plain())
    before = path.read_bytes()

    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr({"fsync": os, "replace": Path}[step], step, fail)
    assert code(lambda: write(path, complete()[0])) == "vault.header.unwritten"
    assert path.read_bytes() == before
    assert list(tmp_path.iterdir()) == [path]


def test_a_file_left_by_a_crash_does_not_stop_the_next_save(tmp_path: Path) -> None:
    (tmp_path / "vault.json.new").write_bytes(b"half" * 10_000)
    write(tmp_path / "vault.json", plain())
    assert read(tmp_path / "vault.json") == plain()


def test_a_disk_that_does_not_confirm_the_new_file_is_said_and_the_file_is_the_new_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, real, calls = tmp_path / "vault.json", os.fsync, []

    def second_fails(descriptor: int) -> None:
        calls.append(descriptor)
        if len(calls) == 2:
            raise OSError(5, "Input/output error")
        real(descriptor)

    monkeypatch.setattr(os, "fsync", second_fails)
    assert code(lambda: write(path, plain())) == "vault.header.unsynced"
    assert read(path) == plain()


@pytest.mark.skipif(os.name == "nt", reason="making a link needs rights of its own on Windows")
def test_a_link_laid_beside_the_header_is_not_followed(tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.write_text("somebody's work")
    (tmp_path / "vault.json.new").symlink_to(other)
    header = complete()[0]
    write(tmp_path / "vault.json", header)
    assert other.read_text() == "somebody's work"
    assert not (tmp_path / "vault.json").is_symlink()
    assert read(tmp_path / "vault.json") == header
