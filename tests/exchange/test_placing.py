"""V13: a file is put in its place whole, or what stood there stays."""

import errno
import os
import stat
from pathlib import Path

import pytest

from supdesk.domain.errors import SupdeskError
from supdesk.exchange.placing import place, place_all, place_one

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
    (folder / f".register.csv.supdesk-{os.getpid()}.partial").symlink_to(victim)
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


def held(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def leave_behind(folder: Path, **files: bytes) -> None:
    """What a process of another number left there."""
    for what, content in files.items():
        (folder / f".mine.pdf.supdesk-1.{what}").write_bytes(content)


def test_a_file_half_written_by_a_process_that_was_killed_goes_when_its_folder_is_written_to(
    tmp_path: Path,
) -> None:
    leave_behind(tmp_path, partial=b"in clear")
    (tmp_path / ".letter.partial").write_bytes(b"of another program")
    place(tmp_path / "a", b"new")
    assert held(tmp_path) == {"a": b"new", ".letter.partial": b"of another program"}
    leave_behind(tmp_path, partial=b"in clear")
    place_one(tmp_path / "b", b"new").keep()
    assert ".mine.pdf.supdesk-1.partial" not in held(tmp_path)


def test_what_a_killed_process_had_set_aside_comes_back_and_is_never_deleted(tmp_path: Path) -> None:
    leave_behind(tmp_path, before=b"theirs")
    place(tmp_path / "a", b"new")
    assert held(tmp_path) == {"a": b"new", "mine.pdf": b"theirs"}
    for number, name in enumerate(("mine (before).pdf", "mine (before 2).pdf")):
        leave_behind(tmp_path, before=f"theirs {number}".encode())
        place(tmp_path / "a", b"new")
        assert held(tmp_path)[name] == f"theirs {number}".encode()
    assert held(tmp_path)["mine.pdf"] == b"theirs"
    (tmp_path / ".mine.pdf.supdesk-1.before").hardlink_to(tmp_path / "mine.pdf")
    place(tmp_path / "a", b"new")
    assert sorted(held(tmp_path)) == ["a", "mine (before 2).pdf", "mine (before).pdf", "mine.pdf"]


@pytest.mark.parametrize("name", ["..supdesk-1.before", "...supdesk-1.before", "....supdesk-1.before"])
def test_a_name_that_leads_out_of_the_folder_is_left_alone(tmp_path: Path, name: str) -> None:
    folder = tmp_path / "shared"
    folder.mkdir()
    (folder / name).write_bytes(b"laid there")
    place(folder / "a", b"new")
    assert held(folder) == {"a": b"new", name: b"laid there"}
    assert [each.name for each in tmp_path.iterdir()] == ["shared"]


def test_what_is_aside_is_let_be_while_the_same_program_writes_there(tmp_path: Path) -> None:
    (tmp_path / "mine.pdf").write_bytes(b"theirs")
    first = place_one(tmp_path / "mine.pdf", b"first")
    second = place_one(tmp_path / "mine.pdf", b"second")
    second.undo()
    assert (tmp_path / "mine.pdf").read_bytes() == b"first"
    first.undo()
    assert held(tmp_path) == {"mine.pdf": b"theirs"}


def test_the_persons_own_file_is_there_at_every_moment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "mine.pdf").write_bytes(b"theirs")
    there = []
    replace = Path.replace

    def watched(path: Path, target: Path) -> Path:
        there.append((tmp_path / "mine.pdf").exists())
        return replace(path, target)

    monkeypatch.setattr(Path, "replace", watched)
    place_one(tmp_path / "mine.pdf", b"ours").undo()
    assert there == [True, True]
    assert held(tmp_path) == {"mine.pdf": b"theirs"}


def test_where_a_file_can_have_one_name_only_it_is_moved_aside(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise OSError(errno.EPERM, os.strerror(errno.EPERM))

    monkeypatch.setattr(os, "link", refuse)
    (tmp_path / "mine.pdf").write_bytes(b"theirs")
    place_one(tmp_path / "mine.pdf", b"ours").undo()
    assert held(tmp_path) == {"mine.pdf": b"theirs"}
    place_one(tmp_path / "mine.pdf", b"ours").keep()
    assert held(tmp_path) == {"mine.pdf": b"ours"}
