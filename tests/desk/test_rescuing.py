"""Ways out of a vault that does not open as it should: its backups, or what stands whole in it, saved beside it."""

import shutil
from pathlib import Path

import pytest

from supdesk.desk import backing_up, enrolling, finishing, recording, rescuing, starting, unlocking
from supdesk.desk.desk import Desk
from supdesk.domain.errors import SupdeskError
from supdesk.vault import checking, keeping, store
from supdesk.vault.connection import fetch
from supdesk.vault.leaves import tree
from supdesk.vault.pages import SIZE, Pages
from tests.desk.desks import PASSPHRASE, all_done, new_desk, planned, written


@pytest.fixture
def broken(tmp_path: Path) -> Desk:
    """A vault with a record and a backup, closed; tests damage it."""
    desk = new_desk(tmp_path / "Own.supdesk")
    sitting = recording.sit_down(desk, planned(desk))
    recording.save(desk, sitting.main.draft.id, written() | all_done(sitting))
    backing_up.back_up(desk)
    finishing.finish(desk, [sitting.main.draft.id])
    desk.vault.close()
    return desk


def pages_of(desk: Desk, table: str) -> set[int]:
    """The pages of a table."""
    again = unlocking.unlock(desk.vault.folder, PASSPHRASE, desk.around)
    found = fetch(again.vault.cx, "SELECT rootpage FROM sqlite_master WHERE name = :table", table=table)
    again.vault.close()
    return set(tree(Pages(desk.vault.folder / "vault.db", desk.vault.key), found[0]["rootpage"]))


def destroy(desk: Desk, pages: set[int]) -> None:
    with (desk.vault.folder / "vault.db").open("r+b") as file:
        for number in pages:
            file.seek((number - 1) * SIZE + 200)
            file.write(b"destroyed")


def refused(code: str, desk: Desk) -> None:
    with pytest.raises(SupdeskError) as error:
        unlocking.unlock(desk.vault.folder, PASSPHRASE, desk.around)
    assert error.value.code == code


def test_what_stands_whole_is_saved_and_opens_with_the_same_passphrase(broken: Desk, tmp_path: Path) -> None:
    destroy(broken, {1} | pages_of(broken, "sessions"))
    refused("vault.damaged", broken)
    found = rescuing.salvage(
        rescuing.strand(broken.vault.folder, PASSPHRASE, broken.around), tmp_path / "Saved", broken.around
    )
    assert found.folder == tmp_path / "Saved.supdesk"
    again = unlocking.unlock(found.folder, PASSPHRASE, broken.around)
    assert [record.serves for record in keeping.records(again.vault.cx)] == ["one-to-one"]
    assert [person.name for person in enrolling.everyone(again)] == ["Ada Example", "Bee Sample", "Olive Owner"]
    assert found.salvaged.rows["sessions"] == 0
    assert not any(finding.wrong for finding in checking.check(again.vault.cx) if finding.what == "record digests")
    again.vault.close()


def test_what_a_vault_can_not_be_opened_without_is_made_anew_and_told(broken: Desk, tmp_path: Path) -> None:
    destroy(broken, pages_of(broken, "settings"))
    found = rescuing.salvage(
        rescuing.strand(broken.vault.folder, PASSPHRASE, broken.around), tmp_path / "Saved", broken.around
    )
    assert len(found.anew) == 3
    again = unlocking.unlock(found.folder, PASSPHRASE, broken.around)
    assert again.owner.name == "Olive Owner"
    assert again.pack.id == "mse-icb"
    assert str(store.setting(again.vault.cx, "certificate")).startswith("-----BEGIN CERTIFICATE-----")
    again.vault.close()


def test_a_backup_is_restored_beside_with_what_it_holds_told_before(broken: Desk, tmp_path: Path) -> None:
    destroy(broken, {1})
    stranded = rescuing.strand(broken.vault.folder, PASSPHRASE, broken.around)
    ((generation, held),) = rescuing.copies(stranded)
    assert (held.records, held.drafts) == (0, 2)
    place = rescuing.restore(stranded, generation, tmp_path / "Again").place
    again = unlocking.unlock(place, PASSPHRASE, broken.around)
    assert len(recording.drafts(again)) == 1, "the guide was only opened"
    again.vault.close()


@pytest.mark.parametrize("content", [None, b"", b"{", b'{"format": 1}'])
def test_without_its_header_a_backup_gives_one(broken: Desk, tmp_path: Path, content: bytes | None) -> None:
    file = broken.vault.folder / "vault.json"
    file.unlink()
    if content is not None:
        file.write_bytes(content)
    stranded = rescuing.strand(broken.vault.folder, PASSPHRASE, broken.around)
    found = rescuing.salvage(stranded, tmp_path / "Saved", broken.around)
    assert found.salvaged.damaged == ()
    again = unlocking.unlock(found.folder, PASSPHRASE, broken.around)
    assert len(keeping.records(again.vault.cx)) == 1
    again.vault.close()


def test_without_any_header_there_is_no_way_and_it_is_said(broken: Desk) -> None:
    shutil.rmtree(broken.vault.folder / "backups")
    (broken.vault.folder / "vault.json").unlink()
    with pytest.raises(SupdeskError, match="nobody can open this vault") as error:
        rescuing.strand(broken.vault.folder, PASSPHRASE, broken.around)
    assert error.value.code == "vault.header.lost"


def test_a_wrong_passphrase_gets_nobody_further_and_the_recovery_words_do(tmp_path: Path) -> None:
    desk = new_desk(tmp_path / "Own.supdesk")
    offered = starting.offer_recovery(desk)
    starting.confirm_recovery(desk, offered, {place: offered.words[place - 1] for place in offered.places})
    desk.vault.close()
    destroy(desk, {1})
    with pytest.raises(SupdeskError) as error:
        rescuing.strand(desk.vault.folder, "copper thimble avenue plankton", desk.around)
    assert error.value.code == "vault.passphrase.wrong"
    stranded = rescuing.strand_with_words(desk.vault.folder, " ".join(offered.words))
    assert rescuing.salvage(stranded, tmp_path / "Saved", desk.around).salvaged.rows["people"] == 3


def test_a_damaged_page_of_drafts_keeps_nobody_from_the_rest(broken: Desk) -> None:
    destroy(broken, pages_of(broken, "drafts"))
    again = unlocking.unlock(broken.vault.folder, PASSPHRASE, broken.around)
    assert [person.name for person in enrolling.everyone(again)] == ["Ada Example", "Bee Sample", "Olive Owner"]
    assert len(keeping.records(again.vault.cx)) == 1
    with pytest.raises(SupdeskError, match="if this is said once more") as error:
        recording.drafts(again)
    assert error.value.code == "vault.damaged"
    again.vault.close()


def test_what_stands_on_a_damaged_page_keeps_nobody_from_writing_on_the_others(broken: Desk) -> None:
    before = unlocking.unlock(broken.vault.folder, PASSPHRASE, broken.around)
    draft = recording.sit_down(before, planned(before)).main.draft.id
    before.vault.close()
    destroy(broken, pages_of(broken, "records"))
    again = unlocking.unlock(broken.vault.folder, PASSPHRASE, broken.around)
    for turn in range(2):
        with pytest.raises(SupdeskError) as error:
            keeping.records(again.vault.cx)
        assert error.value.code == "vault.damaged"
        recording.save(again, draft, {"issues": f"Typed after that, {turn}."})
    again.vault.close()
    later = unlocking.unlock(broken.vault.folder, PASSPHRASE, broken.around)
    assert recording.reopen(later, draft).draft.raw["issues"] == "Typed after that, 1."
    later.vault.close()
