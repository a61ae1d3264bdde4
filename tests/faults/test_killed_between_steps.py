"""Killed at any of its steps, a deed leaves a vault that opens and holds, and nothing half-made passes as whole."""

import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from supdesk.app import world
from supdesk.desk import backing_up, planning, registering, unlocking
from supdesk.desk.desk import Desk
from supdesk.domain.errors import SupdeskError
from supdesk.exchange import json_writer
from supdesk.vault import checking
from tests.app.commanding import digests
from tests.desk.desks import CHEAP, PASSPHRASE, new_desk, planned
from tests.faults.killing import BACKUP, DAYS, NEW, NEXT_PASSPHRASE, OUT, VAULT, opened

ROOT = Path(__file__).parents[2]

pytestmark = [
    pytest.mark.skipif(sys.platform == "win32", reason="a process is forked before each step"),
    pytest.mark.timeout(900),
]


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A vault with one session for a register, a backup of it, and a folder to write into."""
    place = tmp_path_factory.mktemp("template")
    desk = new_desk(place / VAULT)
    planning.miss(desk, planned(desk))
    backing_up.back_up(desk, place).rename(place / BACKUP)
    desk.vault.close()
    (place / OUT).mkdir()
    return place


def killed(deed: str, template: Path, work: Path, least: int) -> list[Path]:
    """The places in which the deed was killed, one a step, and the last one, in which it was done."""
    command = [sys.executable, "-m", "tests.faults.killing", deed, str(template), str(work)]
    ran = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=800, check=False)
    assert ran.returncode == 0, ran.stderr
    steps = int(ran.stdout)
    print(f"{deed}: killed at each of {steps} steps")
    assert steps >= least
    return sorted(work.iterdir())


def holds(desk: Desk) -> bool:
    return not any(finding.wrong for finding in checking.check(desk.vault.cx))


def vaults_in(folder: Path) -> Iterator[Desk]:
    """Every folder that passes as a vault, opened."""
    for vault in folder.glob("*.supdesk"):
        desk = unlocking.unlock(vault, PASSPHRASE, replace(world.surroundings()[0], floor=CHEAP))
        yield desk
        desk.vault.close()


def test_a_backup_that_was_cut_off_never_passes_as_one(template: Path, tmp_path: Path) -> None:
    *cut_off, done = killed("backup", template, tmp_path, least=15)
    for place in (*cut_off, done):
        desk = opened(place)
        assert holds(desk), place.name
        desk.vault.close()
        assert all(holds(backup) for backup in vaults_in(place / OUT)), place.name
    assert len(list((done / OUT).iterdir())) == 1


def test_a_restore_that_was_cut_off_never_passes_as_a_vault(template: Path, tmp_path: Path) -> None:
    *cut_off, done = killed("restore", template, tmp_path, least=10)
    before = digests(template / BACKUP)
    for place in (*cut_off, done):
        assert digests(place / BACKUP) == before, place.name
        assert all(holds(vault) for vault in vaults_in(place)), place.name
    assert (done / NEW).is_dir()


def test_while_the_passphrase_changes_one_of_the_two_always_opens(template: Path, tmp_path: Path) -> None:
    ways = []
    for place in killed("passphrase", template, tmp_path, least=20):
        found = [phrase for phrase in (PASSPHRASE, NEXT_PASSPHRASE) if opens(place, phrase)]
        assert len(found) == 1, place.name
        ways.append(found[0])
    assert set(ways) == {PASSPHRASE, NEXT_PASSPHRASE}
    assert ways == sorted(ways, key=[PASSPHRASE, NEXT_PASSPHRASE].index)


def opens(place: Path, passphrase: str) -> bool:
    """Whether it opens the vault, which then holds; any refusal but of the passphrase fails the test."""
    try:
        desk = opened(place, passphrase)
    except SupdeskError as refused:
        if refused.code != "vault.passphrase.wrong":
            raise
        return False
    assert holds(desk)
    desk.vault.close()
    return True


def test_files_of_a_register_are_never_there_without_an_entry_that_knows_them(
    template: Path, tmp_path: Path
) -> None:
    seen = set()
    for place in killed("register", template, tmp_path, least=20):
        desk, out = opened(place), place / OUT
        assert holds(desk)
        there = [name for name in registering.FILES if (out / name).exists()]
        entries = registering.sent(desk)
        told = any("G-2026-001 was cut off" in remark for remark in unlocking.remarks(desk))
        written = bool(entries) and entries[0].written_at is not None
        assert entries or not there, place.name
        assert not written or len(there) == len(registering.FILES), place.name
        assert told == (bool(entries) and not written), place.name
        if (state := (bool(entries), len(there), written)) not in seen:
            complete(desk, out)
        seen.add(state)
        desk.vault.close()
    all_five = len(registering.FILES)
    assert {(False, 0, False), (True, 0, False), (True, 1, False), (True, all_five, True)} <= seen


def complete(desk: Desk, out: Path) -> None:
    """Written again, it is the same register, whole."""
    registering.write(desk, DAYS, out, over=True)
    (entry,) = registering.sent(desk)
    assert (entry.number, entry.written_at is not None) == ("G-2026-001", True)
    assert json_writer.digest((out / "register.json").read_bytes()) == entry.digest
    assert not any("cut off" in remark for remark in unlocking.remarks(desk))
