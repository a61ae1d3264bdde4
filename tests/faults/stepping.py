"""What must hold after a deed was killed at any step: the vault opens, and nothing half-made passes as whole.

Each function kills its deed at every step and answers with their number; AssertionError says what does not hold.
"""

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

from supdesk.app import world
from supdesk.desk import reflecting, registering, unlocking
from supdesk.desk.desk import Desk
from supdesk.domain.errors import SupdeskError
from supdesk.exchange import json_writer
from supdesk.exchange.placing import place as put_in_place
from supdesk.vault import checking, keeping
from tests.app.commanding import digests
from tests.desk.desks import CHEAP, PASSPHRASE
from tests.faults.killing import (
    BACKUP,
    BEFORE,
    DAYS,
    GIVEN,
    MINE,
    NEW,
    NEXT_PASSPHRASE,
    OLD,
    OUT,
    THEIRS,
    TYPED,
    opened,
    saved,
)

ROOT = Path(__file__).parents[2]


def killed(deed: str, template: Path, work: Path, least: int, call: str = "") -> list[Path]:
    """The places in which the deed was killed, one a step or `call`, and the last one, in which it was done.

    `least` is how many steps there must have been.
    """
    command = [sys.executable, "-m", "tests.faults.killing", deed, str(template), str(work), *filter(None, [call])]
    ran = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=1800, check=False)
    assert ran.returncode == 0, ran.stderr
    assert int(ran.stdout) >= (least if not call else 0), f"{deed} has {ran.stdout.strip()} steps only"
    return sorted(work.iterdir())


def holds(desk: Desk) -> bool:
    return not any(finding.wrong for finding in checking.check(desk.vault.cx))


def vaults_in(folder: Path) -> Iterator[Desk]:
    """Every folder that passes as a vault, opened."""
    for vault in folder.glob("*.supdesk"):
        if vault.name != OLD:
            desk = unlocking.unlock(vault, PASSPHRASE, replace(world.surroundings()[0], floor=CHEAP))
            yield desk
            desk.vault.close()


def save(template: Path, work: Path, call: str = "") -> int:
    """What was typed is there as it was before or as it is now, and once it is there it stays."""
    found = []
    for place in killed("save", template, work, 4, call):
        desk = opened(place)
        found.append(saved(desk))
        assert holds(desk), place.name
        desk.vault.close()
    assert found == sorted(found, key=[BEFORE, TYPED].index), "a save came and went"
    assert found[-1] == TYPED
    assert call or found[0] == BEFORE
    return len(found) - 1


def backup(template: Path, work: Path, call: str = "") -> int:
    """A backup that was cut off never passes as one."""
    *cut_off, done = killed("backup", template, work, 15, call)
    for place in (*cut_off, done):
        desk = opened(place)
        assert holds(desk), place.name
        desk.vault.close()
        assert all(holds(backup) for backup in vaults_in(place / OUT)), place.name
    assert len(list((done / OUT).iterdir())) == 1
    return len(cut_off)


def restore(template: Path, work: Path) -> int:
    """A restore that was cut off never passes as a vault, and the backup is as it was."""
    *cut_off, done = killed("restore", template, work, least=10)
    before = digests(template / BACKUP)
    for place in (*cut_off, done):
        assert digests(place / BACKUP) == before, place.name
        assert all(holds(vault) for vault in vaults_in(place)), place.name
    assert (done / NEW).is_dir()
    return len(cut_off)


def passphrase(template: Path, work: Path, call: str = "") -> int:
    """One of the two passphrases opens the vault, the old one up to some step and the new one from there."""
    ways = []
    for place in killed("passphrase", template, work, 20, call):
        found = [phrase for phrase in (PASSPHRASE, NEXT_PASSPHRASE) if _opens(place, phrase)]
        assert len(found) == 1, place.name
        ways.append(found[0])
    assert ways[-1] == NEXT_PASSPHRASE
    assert call or ways[0] == PASSPHRASE
    assert ways == sorted(ways, key=[PASSPHRASE, NEXT_PASSPHRASE].index)
    return len(ways) - 1


def _opens(place: Path, passphrase: str) -> bool:
    """Whether it opens the vault, which then holds; any refusal but of the passphrase goes on."""
    try:
        desk = opened(place, passphrase)
    except SupdeskError as refused:
        if refused.code != "vault.passphrase.wrong":
            raise
        return False
    assert holds(desk)
    desk.vault.close()
    return True


def migrate(template: Path, work: Path, call: str = "") -> int:
    """An old vault opens at the next try with every record it had, and a backup of it as it was stands whole."""
    places = killed("migrate", template, work, 20, call)
    wanted = json.loads((template / "holds.json").read_text())["records"]
    for place in places:
        desk = unlocking.unlock(place / OLD, PASSPHRASE, replace(world.surroundings()[0], floor=CHEAP))
        assert {record.id: record.digest for record in keeping.records(desk.vault.cx)} == wanted, place.name
        assert holds(desk), place.name
        desk.vault.close()
        assert all(holds(backup) for backup in vaults_in(place / OLD / "backups")), place.name
    return len(places) - 1


def register(template: Path, work: Path) -> int:
    """Files of a register are never there without an entry that knows them."""
    seen = set()
    places = killed("register", template, work, least=20)
    for place in places:
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
            _complete(desk, out)
        seen.add(state)
        desk.vault.close()
    all_five = len(registering.FILES)
    assert {(False, 0, False), (True, 0, False), (True, 1, False), (True, all_five, True)} <= seen
    return len(places) - 1


def _complete(desk: Desk, out: Path) -> None:
    """Written again, it is the same register, whole."""
    registering.write(desk, DAYS, out, over=True)
    (entry,) = registering.sent(desk)
    assert (entry.number, entry.written_at is not None) == ("G-2026-001", True)
    assert json_writer.digest((out / "register.json").read_bytes()) == entry.digest
    assert not any("cut off" in remark for remark in unlocking.remarks(desk))


def share(template: Path, work: Path) -> int:
    """A copy over somebody's own file: theirs is not lost until ours is noted, nor ours there that nobody noted."""
    return _share("share", template, work)


def share_plainly(template: Path, work: Path) -> int:
    """The same on a disk where a file has one name only."""
    return _share("share on a plain disk", template, work)


def _share(deed: str, template: Path, work: Path) -> int:
    seen = set()
    places = killed(deed, template, work, least=12)
    for place in places:
        desk, folder = opened(place), place / GIVEN
        assert holds(desk), place.name
        (page,) = reflecting.listed(desk)
        noted = bool(reflecting.read(desk, page.page.id).copies)
        half = unlocking.HALF_LEFT in unlocking.remarks(desk)
        left = {file.name.rpartition(".")[2] for file in folder.iterdir() if file.name != MINE}
        put_in_place(folder / "another.txt", b"Another.")
        now = {file.name: file.read_bytes() for file in folder.iterdir() if file.name != "another.txt"}
        ours = [name for name, content in now.items() if content.startswith(b"%PDF")]
        assert not any(name.startswith(".") for name in now), f"{place.name} hides {sorted(now)}"
        assert noted or THEIRS in now.values(), place.name
        assert MINE in now, place.name
        assert len(now) == len(ours) + (THEIRS in now.values()), place.name
        assert not ours or noted or half, place.name
        assert not (noted and (half or not ours)), place.name
        seen.add((*sorted(left), bool(ours), noted))
        desk.vault.close()
    assert {("partial", False, False), ("before", True, False), (True, True)} <= seen, seen
    assert (False, False) in seen
    return len(places) - 1


DEEDS: dict[str, Callable[[Path, Path], int]] = {
    "save": save,
    "passphrase change": passphrase,
    "backup": backup,
    "restore": restore,
    "migration": migrate,
    "register": register,
    "share": share,
    "share on a plain disk": share_plainly,
}


CALLS = (
    "pwrite64", "write", "fdatasync", "fsync", "ftruncate", "openat", "rename", "unlink", "unlinkat", "mkdir",
)  # fmt: skip
"""What a program asks of the system when it changes a disk. One that only reads opens files too."""
CALLING = {"save": save, "passphrase change": passphrase, "backup": backup, "migration": migrate}
"""The deeds that are killed at each of these calls as well."""
