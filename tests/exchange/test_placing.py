"""V13: a file is put in its place whole, or what stood there stays."""

import errno
import os
import stat
from pathlib import Path

import pytest

from supdesk.domain.errors import SupdeskError
from supdesk.exchange.placing import place, place_all

SAYS = {
    errno.ENOSPC: ("place.full", "no room"),
    errno.EACCES: ("place.refused", "another program"),
    errno.EROFS: ("place.refused", "another folder"),
    errno.EIO: ("place.failed", "could not be written"),
}


def refusal(target: Path) -> SupdeskError:
    with pytest.raises(SupdeskError) as refused:
        place(target, b"new")
    return refused.value


def test_a_file_is_written_whole_for_its_owner_only(tmp_path: Path) -> None:
    target = tmp_path / "register.csv"
    place(target, b"content")
    assert target.read_bytes() == b"content"
    assert [each.name for each in tmp_path.iterdir()] == ["register.csv"]
    if os.name == "posix":
        assert stat.S_IMODE(target.stat().st_mode) == 0o600


def test_a_file_replaces_the_one_that_stood_there(tmp_path: Path) -> None:
    target = tmp_path / "register.csv"
    target.write_bytes(b"a much longer old content")
    place(target, b"new")
    assert target.read_bytes() == b"new"


def test_a_folder_that_is_gone_is_named_and_not_made(tmp_path: Path) -> None:
    refused = refusal(tmp_path / "gone" / "register.csv")
    assert refused.code == "place.no-folder"
    assert not (tmp_path / "gone").exists()


def test_a_folder_of_that_name_stays(tmp_path: Path) -> None:
    (tmp_path / "register.csv").mkdir()
    assert refusal(tmp_path / "register.csv").code == "place.failed"
    assert [each.name for each in tmp_path.iterdir()] == ["register.csv"]


def test_a_name_the_disk_does_not_take_is_said(tmp_path: Path) -> None:
    assert refusal(tmp_path / ("x" * 300)).code == "place.failed"
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("step", ["fsync", "replace"])
@pytest.mark.parametrize("number", SAYS)
def test_on_any_fault_the_old_file_stays_and_nothing_half_written_is_left(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str, number: int
) -> None:
    def fail(*_: object) -> None:
        raise OSError(number, os.strerror(number))

    target = tmp_path / "register.csv"
    target.write_bytes(b"old")
    monkeypatch.setattr(*{"fsync": (os, "fsync"), "replace": (Path, "replace")}[step], fail)
    refused = refusal(target)
    code, words = SAYS[number]
    assert refused.code == code
    assert words in refused.sentence
    assert str(tmp_path) not in refused.sentence
    assert [(each.name, each.read_bytes()) for each in tmp_path.iterdir()] == [("register.csv", b"old")]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a full device to write to")
def test_a_full_disk_is_told_from_a_refusal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = os.open

    def onto_a_full_disk(path: Path, flags: int, mode: int = 0o777) -> int:
        return real("/dev/full", os.O_WRONLY) if str(path).endswith(".partial") else real(path, flags, mode)

    monkeypatch.setattr(os, "open", onto_a_full_disk)
    assert refusal(tmp_path / "register.csv").code == "place.full"


@pytest.mark.skipif(os.name == "nt", reason="links need a privilege on Windows")
def test_a_link_laid_in_the_way_is_not_followed(tmp_path: Path) -> None:
    victim, folder = tmp_path / "victim", tmp_path / "shared"
    victim.write_bytes(b"mine")
    folder.mkdir()
    (folder / ".register.csv.partial").symlink_to(victim)
    (folder / "register.csv").symlink_to(victim)
    place(folder / "register.csv", b"new")
    assert victim.read_bytes() == b"mine"
    assert (folder / "register.csv").read_bytes() == b"new"
    assert not (folder / "register.csv").is_symlink()


def test_several_files_are_put_in_place_together(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"old")
    placed = place_all(tmp_path, {"a": b"new", "b": b"also"})
    assert [path.name for path in placed.paths] == ["a", "b"]
    placed.keep()
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {"a": b"new", "b": b"also"}


def test_when_the_last_of_several_is_refused_none_is_there_and_old_ones_stay(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"old")
    (tmp_path / "c").mkdir()
    with pytest.raises(SupdeskError) as refused:
        place_all(tmp_path, {"a": b"new", "b": b"also", "c": b"never"})
    assert refused.value.code == "place.failed"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a", "c"]
    assert (tmp_path / "a").read_bytes() == b"old"


def test_several_files_are_taken_back_on_second_thoughts(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"old")
    place_all(tmp_path, {"a": b"new", "b": b"also"}).undo()
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {"a": b"old"}


def test_a_disk_full_half_way_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    synced: list[int] = []

    def fill(handle: int) -> None:
        synced.append(handle)
        if len(synced) == 2:
            raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr(os, "fsync", fill)
    with pytest.raises(SupdeskError, match="no room left for b"):
        place_all(tmp_path, {"a": b"new", "b": b"also"})
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_gone_takes_no_files(tmp_path: Path) -> None:
    with pytest.raises(SupdeskError, match="not there any more"):
        place_all(tmp_path / "gone", {"a": b"new"})
