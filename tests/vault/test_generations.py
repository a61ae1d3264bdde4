"""Backups beside each other: one is whole before another goes, and a second place gets the same bytes."""

import os
import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from hashlib import sha256
from pathlib import Path

import pytest

from supdesk.domain.errors import SupdeskError
from supdesk.vault import backups, handle, header_file, holdings, keeping, store
from supdesk.vault.generations import generations_in, mark, reads_as, repeat, sweep, thin, verified
from supdesk.vault.schema import MIGRATIONS
from tests.vault.vaults import NOW, new_vault


@pytest.fixture
def vault(tmp_path: Path) -> Iterator[handle.Vault]:
    vault = new_vault(tmp_path)
    yield vault
    vault.close()


def feigned(folder: Path, at: datetime) -> Path:
    """A folder that looks like a backup of that moment."""
    made = folder / f"{at:{backups.STAMP}}.supdesk"
    made.mkdir(parents=True)
    for name in ("vault.db", "vault.json"):
        (made / name).write_bytes(b"x")
    return made


def names(folder: Path) -> list[str]:
    return sorted(each.name for each in folder.iterdir())


def test_a_folder_shows_its_backups_newest_first_and_nothing_else(vault: handle.Vault, tmp_path: Path) -> None:
    folder = tmp_path / "backups"
    first = backups.back_up(vault, folder, NOW)
    second = backups.back_up(vault, folder, NOW + timedelta(hours=1))
    (folder / "20260304T113000Z.supdesk.partial").mkdir()
    (folder / "My own.supdesk").mkdir()
    (folder / "29991399T999999Z.supdesk").mkdir()
    feigned(folder, NOW + timedelta(days=1)).joinpath("vault.db").unlink()
    found = generations_in(folder)
    assert [(each.folder, each.at) for each in found] == [(second, NOW + timedelta(hours=1)), (first, NOW)]
    assert found[1].size == sum(file.stat().st_size for file in first.iterdir())
    assert generations_in(tmp_path / "not there") == []


def test_old_backups_go_once_the_new_one_stands(tmp_path: Path) -> None:
    for minutes in range(8):
        feigned(tmp_path, NOW - timedelta(minutes=30 * minutes))
    assert thin(tmp_path, NOW + timedelta(minutes=30)) == []
    assert len(names(tmp_path)) == 8
    gone = thin(tmp_path, NOW)
    assert len(gone) == 5
    assert [each.at for each in generations_in(tmp_path)] == [NOW - timedelta(minutes=30 * m) for m in range(3)]
    assert len(names(tmp_path)) == 3


def test_what_a_kill_left_is_swept_and_what_is_anybody_elses_stays(tmp_path: Path) -> None:
    whole = feigned(tmp_path, NOW)
    for ending in (".partial", ".leaving"):
        shutil.copytree(whole, tmp_path / f"20260101T000000Z.supdesk{ending}")
    (tmp_path / "Own.supdesk.partial").mkdir()
    (tmp_path / "letter.txt").touch()
    sweep(tmp_path)
    assert names(tmp_path) == ["20260304T103000Z.supdesk", "Own.supdesk.partial", "letter.txt"]


def test_the_second_place_gets_the_same_bytes(vault: handle.Vault, tmp_path: Path) -> None:
    backups.back_up(vault, tmp_path / "backups", NOW)
    (source,) = generations_in(tmp_path / "backups")
    told: list[tuple[int, int]] = []
    place = repeat(
        source, tmp_path / "stick", verified(source, vault.key), lambda done, total: told.append((done, total))
    ).folder
    assert {f.name: sha256(f.read_bytes()).digest() for f in place.iterdir()} == {
        f.name: sha256(f.read_bytes()).digest() for f in source.folder.iterdir()
    }
    assert told[-1] == (source.size, source.size)
    assert [each.at for each in generations_in(tmp_path / "stick")] == [NOW]
    if os.name == "posix":
        assert {each.stat().st_mode & 0o077 for each in (place, *place.iterdir())} == {0}


def test_a_second_backup_called_off_leaves_nothing_and_what_another_copy_writes_is_let_be(
    vault: handle.Vault, tmp_path: Path
) -> None:
    backups.back_up(vault, tmp_path / "backups", NOW)
    (source,) = generations_in(tmp_path / "backups")

    def call_off(done: int, total: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        repeat(source, tmp_path / "stick", verified(source, vault.key), call_off)
    assert names(tmp_path / "stick") == []
    half = tmp_path / "stick" / f"{source.folder.name}.partial"
    half.mkdir()
    (half / "vault.db").write_bytes(b"half")
    made = repeat(source, tmp_path / "stick", verified(source, vault.key))
    assert made.at == NOW + timedelta(seconds=1)
    assert names(tmp_path / "stick") == [half.name, made.folder.name]
    assert (half / "vault.db").read_bytes() == b"half"


@pytest.mark.parametrize("ending", ["", ".partial"])
def test_a_link_that_leads_nowhere_has_its_second_too(vault: handle.Vault, tmp_path: Path, ending: str) -> None:
    backups.back_up(vault, tmp_path / "backups", NOW)
    (source,) = generations_in(tmp_path / "backups")
    (tmp_path / "stick").mkdir()
    (tmp_path / "stick" / f"{source.folder.name}{ending}").symlink_to(tmp_path / "nowhere")
    made = repeat(source, tmp_path / "stick", verified(source, vault.key))
    assert made.at == NOW + timedelta(seconds=1)
    assert not (tmp_path / "nowhere").exists()


def test_a_second_backup_of_other_bytes_than_were_checked_gets_no_name(vault: handle.Vault, tmp_path: Path) -> None:
    backups.back_up(vault, tmp_path / "backups", NOW)
    (source,) = generations_in(tmp_path / "backups")
    expected = verified(source, vault.key)
    with (source.folder / "vault.db").open("r+b") as file:
        file.seek(20_000)
        file.write(b"rotten")
    with pytest.raises(SupdeskError) as refused:
        repeat(source, tmp_path / "stick", expected)
    assert refused.value.code == "backup.unlike"
    assert names(tmp_path / "stick") == []


@pytest.mark.skipif(os.name == "nt", reason="Windows removes no file that is open, so it stays")
def test_a_backup_thinned_away_while_it_is_copied_is_copied_whole(vault: handle.Vault, tmp_path: Path) -> None:
    backups.back_up(vault, tmp_path / "backups", NOW)
    (source,) = generations_in(tmp_path / "backups")
    expected = verified(source, vault.key)
    made = repeat(
        source, tmp_path / "stick", expected, lambda done, total: shutil.rmtree(source.folder, ignore_errors=True)
    )
    assert not source.folder.exists()
    assert reads_as(made, expected)


@pytest.mark.parametrize("gone", ["vault.db", "vault.json"])
def test_a_backup_thinned_away_before_it_is_copied_is_told_of_as_that(
    vault: handle.Vault, tmp_path: Path, gone: str
) -> None:
    backups.back_up(vault, tmp_path / "backups", NOW)
    (source,) = generations_in(tmp_path / "backups")
    expected = verified(source, vault.key)
    (source.folder / gone).unlink()
    for tried in (lambda: verified(source, vault.key), lambda: repeat(source, tmp_path / "stick", expected)):
        with pytest.raises(SupdeskError) as refused:
            tried()
        assert refused.value.code == "backup.gone"
        assert "vault's own folder" in refused.value.sentence
    assert names(tmp_path / "stick") == []


@pytest.mark.skipif(not hasattr(os, "posix_fadvise"), reason="this system reads back from memory")
def test_what_is_read_back_comes_from_the_disk_and_after_it_was_made_durable(
    vault: handle.Vault, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    order: list[tuple[str, int]] = []
    sync, advise = os.fsync, os.posix_fadvise

    def advised(handle: int, start: int, size: int, advice: int) -> None:
        assert (start, size, advice) == (0, 0, os.POSIX_FADV_DONTNEED)
        order.append(("forgotten", os.fstat(handle).st_ino))
        advise(handle, start, size, advice)

    monkeypatch.setattr(
        os, "fsync", lambda handle: (order.append(("durable", os.fstat(handle).st_ino)), sync(handle))
    )
    monkeypatch.setattr(os, "posix_fadvise", advised)
    backups.back_up(vault, tmp_path / "backups", NOW)
    (source,) = generations_in(tmp_path / "backups")
    made = repeat(source, tmp_path / "stick", verified(source, vault.key))
    for file in made.folder.iterdir():
        number = file.stat().st_ino
        assert order.index(("durable", number)) < order.index(("forgotten", number))


def foreign(vault: handle.Vault, folder: Path) -> None:
    """Put another vault's header where a backup's own was."""
    header_file.write(folder / "vault.json", replace(vault.header, seal=bytes(32)))


def test_a_copy_whose_header_its_key_did_not_seal_is_never_kept(vault: handle.Vault, tmp_path: Path) -> None:
    made = backups.begin(tmp_path / "backups", NOW)
    backups.copy(vault, made)
    backups.check(made, vault.key)
    foreign(vault, made.partial)
    with pytest.raises(SupdeskError) as refused:
        backups.check(made, vault.key)
    assert refused.value.code == "vault.damaged"
    assert "vault.json" in refused.value.sentence


def test_what_is_checked_before_it_is_repeated_is_only_read(vault: handle.Vault, tmp_path: Path) -> None:
    backups.back_up(vault, tmp_path / "backups", NOW)
    (source,) = generations_in(tmp_path / "backups")
    before = {f.name: sha256(f.read_bytes()).hexdigest() for f in source.folder.iterdir()}
    assert verified(source, vault.key) == (before["vault.db"], before["vault.json"])
    assert {f.name: sha256(f.read_bytes()).hexdigest() for f in source.folder.iterdir()} == before
    foreign(vault, source.folder)
    with pytest.raises(SupdeskError) as refused:
        verified(source, vault.key)
    assert refused.value.code == "vault.damaged"


def test_a_second_backup_that_reads_back_otherwise_gets_no_name(vault: handle.Vault, tmp_path: Path) -> None:
    with vault.deed("file", NOW) as cx:
        keeping.put_file(cx, "f1", "scan.pdf", "application/pdf", os.urandom(3_000_000), NOW)
    backups.back_up(vault, tmp_path / "backups", NOW)
    (source,) = generations_in(tmp_path / "backups")
    file = tmp_path / "stick" / f"{source.folder.name}.partial" / "vault.db"

    def spoil(done: int, total: int) -> None:
        if file.stat().st_size > 1_000_000:
            with file.open("r+b") as opened:
                opened.seek(500_000)
                opened.write(b"spoilt")

    with pytest.raises(SupdeskError) as refused:
        repeat(source, tmp_path / "stick", verified(source, vault.key), spoil)
    assert refused.value.code == "backup.unlike"
    assert names(tmp_path / "stick") == []


def test_a_place_that_can_not_be_written_to_is_told_of(vault: handle.Vault, tmp_path: Path) -> None:
    backups.back_up(vault, tmp_path / "backups", NOW)
    (source,) = generations_in(tmp_path / "backups")
    (tmp_path / "stick").write_bytes(b"a file, no folder")
    with pytest.raises(SupdeskError) as refused:
        repeat(source, tmp_path / "stick", verified(source, vault.key))
    assert refused.value.code == "backup.place"


def test_what_a_backup_holds_is_read_without_a_trace(vault: handle.Vault, tmp_path: Path) -> None:
    with vault.deed("note", NOW) as cx:
        store.put_setting(cx, "n", 4)
    place = backups.back_up(vault, tmp_path / "backups", NOW)
    before = {f.name: f.read_bytes() for f in place.iterdir()}
    found = holdings.holdings(place, vault.key)
    assert (found.records, found.drafts, found.people, found.newest_record) == (0, 0, 0, "")
    assert found.last_deed == NOW
    assert found == holdings.held(vault.cx)
    assert {f.name: f.read_bytes() for f in place.iterdir()} == before


def test_deeds_done_between_two_slices_are_in_the_backup(vault: handle.Vault, tmp_path: Path) -> None:
    with vault.deed("file", NOW) as cx:
        keeping.put_file(cx, "f1", "scan.pdf", "application/pdf", os.urandom(6_000_000), NOW)
    done = 0

    def work_on(left: int, total: int) -> None:
        nonlocal done
        done += 1
        with vault.deed("note", NOW) as cx:
            store.put_setting(cx, "slice", done)

    place = backups.back_up(vault, tmp_path / "backups", NOW, work_on)
    assert done > 3
    again = handle.open_vault(place, handle.read_header(place), vault.key)
    kept = store.setting(again.cx, "slice")
    again.close()
    # The last report comes when all is copied; what is done in it is the next backup's.
    assert kept >= done - 1


def test_a_link_to_a_backup_is_none(vault: handle.Vault, tmp_path: Path) -> None:
    made = backups.back_up(vault, tmp_path / "elsewhere", NOW)
    (tmp_path / "backups").mkdir()
    (tmp_path / "backups" / made.name).symlink_to(made, target_is_directory=True)
    assert generations_in(tmp_path / "backups") == []


def test_a_backup_that_goes_is_no_backup_by_name_before_its_first_file_goes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    removed, remove = list[str](), shutil.rmtree
    monkeypatch.setattr(shutil, "rmtree", lambda path, **more: (removed.append(Path(path).name), remove(path)))
    for minutes in range(4):
        feigned(tmp_path, NOW - timedelta(minutes=30 * minutes))
    thin(tmp_path, NOW)
    assert removed == ["20260304T090000Z.supdesk.leaving"]


@pytest.fixture
def synced(monkeypatch: pytest.MonkeyPatch) -> set[int]:
    """The files and folders that were made durable, by their numbers on the disk."""
    found, sync = set[int](), os.fsync
    monkeypatch.setattr(os, "fsync", lambda handle: (found.add(os.fstat(handle).st_ino), sync(handle))[1])
    return found


def all_in(folder: Path) -> set[int]:
    """The folder a vault stands in, the vault's own, and its files."""
    return {each.stat().st_ino for each in (folder.parent, folder, *folder.iterdir())}


@pytest.mark.skipif(os.name == "nt", reason="Windows syncs no folder")
def test_what_is_said_to_be_there_is_on_the_disk(vault: handle.Vault, tmp_path: Path, synced: set[int]) -> None:
    made = backups.back_up(vault, tmp_path / "backups", NOW)
    assert made.parent.stat().st_ino in synced
    (source,) = generations_in(tmp_path / "backups")
    assert all_in(repeat(source, tmp_path / "stick", verified(source, vault.key)).folder) <= synced
    assert all_in(backups.restore(made, tmp_path / "new" / "again.supdesk", vault.key).place) <= synced


def test_nothing_is_taken_away_through_a_link(tmp_path: Path) -> None:
    for minutes in range(8):
        feigned(tmp_path / "another's", NOW - timedelta(minutes=30 * minutes))
    shutil.copytree(
        tmp_path / "another's" / "20260304T103000Z.supdesk",
        tmp_path / "another's" / "20260101T000000Z.supdesk.partial",
    )
    (tmp_path / "backups").symlink_to(tmp_path / "another's")
    sweep(tmp_path / "backups")
    assert thin(tmp_path / "backups", NOW) == []
    assert len(names(tmp_path / "another's")) == 9


@pytest.mark.parametrize("name", ["vault.db", "vault.json"])
def test_a_backup_of_which_a_file_is_a_link_is_none(tmp_path: Path, name: str) -> None:
    made = feigned(tmp_path / "backups", NOW)
    (tmp_path / "private").write_text("Ada Example")
    (made / name).unlink()
    (made / name).symlink_to(tmp_path / "private")
    assert generations_in(tmp_path / "backups") == []


def test_a_backup_of_a_newer_supdesk_is_not_guessed_at(vault: handle.Vault, tmp_path: Path) -> None:
    vault.cx.execute(f"PRAGMA user_version = {len(MIGRATIONS) + 1}")
    place = backups.back_up(vault, tmp_path / "backups", NOW)
    with pytest.raises(SupdeskError) as refused:
        holdings.holdings(place, vault.key)
    assert refused.value.code == "vault.newer"


def test_two_backups_of_one_state_have_marks_of_their_own_and_a_repeated_one_keeps_its(
    vault: handle.Vault, tmp_path: Path
) -> None:
    for seconds in range(2):
        backups.back_up(vault, tmp_path / "backups", NOW + timedelta(seconds=seconds))
    second, first = generations_in(tmp_path / "backups")
    assert first.size == second.size
    assert mark(first) != mark(second)
    assert mark(repeat(first, tmp_path / "stick", verified(first, vault.key))) == mark(first)
    (first.folder / "vault.json").unlink()
    assert mark(first) == ""
