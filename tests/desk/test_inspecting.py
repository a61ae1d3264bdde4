"""Looking over an open vault: damage in one place leaves what is said of all others true."""

import os
import shutil
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from supdesk.desk import backing_up, finishing, inspecting, recording, unlocking
from supdesk.desk.desk import Desk
from supdesk.domain.errors import SupdeskError
from supdesk.vault import keeping
from tests.desk.desks import NOW, PASSPHRASE, TODAY, all_done, new_desk, on_day, planned, written

PAGE = 4096


def with_a_large_file(folder: Path) -> Desk:
    """A vault with a record, and a file of many pages at its end."""
    desk = new_desk(folder)
    sitting = recording.sit_down(desk, planned(desk))
    recording.save(desk, sitting.main.draft.id, written(**all_done(sitting)))
    finishing.finish(desk, [sitting.main.draft.id])
    with desk.vault.deed("file", NOW) as cx:
        keeping.put_file(cx, "f1", "scan.pdf", "application/pdf", os.urandom(40 * PAGE), NOW)
    return desk


def torn(desk: Desk, back: int = 20) -> Desk:
    """The same vault, opened again after a page was destroyed, counted from the end."""
    desk.vault.close()
    database = desk.vault.folder / "vault.db"
    with database.open("r+b") as file:
        file.seek(database.stat().st_size - back * PAGE + 500)
        file.write(b"destroyed")
    return unlocking.unlock(desk.vault.folder, PASSPHRASE, desk.around)


def wrong(desk: Desk) -> list[str]:
    return [finding.what for finding in inspecting.inspect(desk).findings if finding.wrong]


def test_nothing_is_wrong_with_a_whole_vault(tmp_path: Path) -> None:
    desk = with_a_large_file(tmp_path / "Own.supdesk")
    found = inspecting.inspect(desk)
    desk.vault.close()
    assert found.whole
    assert found.newest is None


def test_a_damaged_page_of_a_file_says_nothing_against_the_records(tmp_path: Path) -> None:
    desk = torn(with_a_large_file(tmp_path / "Own.supdesk"))
    found = wrong(desk)
    desk.vault.close()
    assert found == ["pages", "files"]


def test_a_damaged_page_of_a_record_says_nothing_against_what_is_looked_at_after_it(tmp_path: Path) -> None:
    whole = with_a_large_file(tmp_path / "Own.supdesk")
    sitting = recording.sit_down(whole, planned(whole))
    recording.save(whole, sitting.main.draft.id, written(issues="A long matter. " * 12_000, **all_done(sitting)))
    finishing.finish(whole, [sitting.main.draft.id])
    whole.vault.close()
    found = []
    for back in range(5, 160, 15):  # its text stands in the record and in what is searched
        folder = tmp_path / f"{back}.supdesk"
        shutil.copytree(whole.vault.folder, folder)
        try:
            desk = torn(Desk(replace(whole.vault, folder=folder), whole.around), back)
        except SupdeskError:
            continue
        found.append(wrong(desk))
        desk.vault.close()
    assert ["pages", "records"] in found, found


def test_a_deed_between_two_looks_is_kept_in_a_damaged_vault_too(tmp_path: Path) -> None:
    whole = with_a_large_file(tmp_path / "Own.supdesk")
    draft = recording.sit_down(whole, planned(whole)).main.draft.id
    desk = torn(whole)
    inspecting.inspect(desk, lambda done, total: recording.save(desk, draft, {"issues": f"look {done}"}))
    assert recording.reopen(desk, draft).draft.raw["issues"] == "look 6"
    desk.vault.close()


def test_it_tells_of_the_newest_backup_beside_it_and_what_speaks_against_its_place(
    tmp_path: Path,
) -> None:
    desk = new_desk(tmp_path / "OneDrive" / "Own.supdesk")
    for day in (TODAY, TODAY + timedelta(days=1)):
        backing_up.back_up(on_day(desk, day))
    found = inspecting.inspect(on_day(desk, TODAY + timedelta(days=2)))
    desk.vault.close()
    assert found.newest == NOW + timedelta(days=1)
    assert "OneDrive" in found.risk
