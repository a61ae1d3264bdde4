"""Backups while they rotate, and vaults of every version: always one good generation, and every record there."""

import json
import os
import shutil
import signal
import time
from dataclasses import replace
from datetime import datetime, timedelta
from hashlib import sha256
from pathlib import Path
from random import Random

from supdesk.app import world
from supdesk.desk import backing_up, recording, rescuing, unlocking
from supdesk.desk.desk import Desk
from supdesk.domain.errors import SupdeskError
from supdesk.vault import backups, checking, connection, generations, handle, keeping
from supdesk.vault.cipher import Connection
from supdesk.vault.connection import fetch
from supdesk.vault.schema import MIGRATIONS
from tests.desk.desks import CHEAP, NOW, new_desk
from tests.faults.saving import VAULT, drafted, opened, text
from tests.faults.stepping import migrate

VAULTS = Path(__file__).parents[1] / "vaults"
KILLS, FEW_KILLS = 60, 4
LONGEST = 0.5
"""Seconds it goes on at most once it has backed up for the first time."""


def rows(cx: Connection) -> dict[str, str]:
    """Every row of every table, as one digest a table."""
    names = fetch(cx, "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'search%'")
    tables = [row["name"] for row in names]
    return {
        name: sha256(repr(cx.execute(f"SELECT * FROM {name} ORDER BY rowid").fetchall()).encode()).hexdigest()
        for name in tables
    }


def counts(cx: Connection) -> dict[str, int]:
    """How many rows each table has, but for the audit trail, in which any deed adds one."""
    return {name: cx.execute(f"SELECT count(*) FROM {name}").fetchone()[0] for name in rows(cx) if name != "audit"}


def rotated(work: Path, few: bool) -> str:
    """Back up over and over while time passes, killed at random moments; then restore the newest, row by row."""
    draft, chance = drafted(work), Random(16)
    newest = 0
    for turn in range(kills := FEW_KILLS if few else KILLS):
        heard, told = os.pipe()
        child = os.fork()
        if not child:
            _back_up_on(work, draft, turn, told)
        os.close(told)
        assert os.read(heard, 1), "it never backed up"
        os.close(heard)
        time.sleep(chance.random() * LONGEST)
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        newest = max(newest, _whole(work, turn))
    desk = opened(work)
    before = rows(desk.vault.cx)
    made = backing_up.back_up(desk)
    desk.vault.close()
    backups.restore(made, work / "Again.supdesk", desk.vault.key)
    again = handle.open_vault(work / "Again.supdesk", handle.read_header(made), desk.vault.key)
    after = rows(again.cx)
    again.close()
    assert before["audit"], "nothing was compared"
    assert after == before, f"not alike: {[name for name in before if before[name] != after[name]]}"
    return f"{kills} kills while rotating, always a good generation (at most {newest} kept); restored row by row"


def _back_up_on(work: Path, draft: str, turn: int, told: int) -> None:
    """Save, back up and say so, let half a day pass, and so on. Ends by being killed."""
    try:
        desk = opened(work)
        at = NOW + timedelta(days=30 * turn)
        while True:
            at += timedelta(hours=12)
            moved = _at(desk, at)
            recording.save(moved, draft, {"issues": text(at.day)})
            backing_up.back_up(moved)
            os.write(told, b".")
    finally:
        os._exit(1)


def _at(desk: Desk, at: datetime) -> Desk:
    return replace(desk, around=replace(desk.around, now=lambda: at))


def _whole(work: Path, turn: int) -> int:
    """Open the vault, which sweeps, and every backup there; how many there are."""
    desk = opened(work)
    folder = backing_up.own_folder(desk)
    found = generations.generations_in(folder)
    names = {each.name for each in folder.iterdir()} if folder.is_dir() else set()
    desk.vault.close()
    assert names == {each.folder.name for each in found}, f"kill {turn}: left over: {names}"
    for each in found:
        backups.verify(each.folder, desk.vault.key)
        copy = handle.open_vault(each.folder, handle.read_header(each.folder), desk.vault.key)
        wrong = [finding.what for finding in checking.check(copy.cx) if finding.wrong]
        copy.close()
        assert not wrong, f"kill {turn}: {each.folder.name}: {wrong}"
    assert found, f"kill {turn}: no backup is left"
    return len(found)


def migrated(work: Path, few: bool) -> str:
    """Every vault of an earlier version opens with every record it held, also killed at each step on the way.

    A newer one is refused untouched.
    """
    versions = sorted(file.parent for file in VAULTS.glob("*/holds.json"))
    steps = (
        [] if few else [_killed_while_migrating(version, work / f"{version.name} killed") for version in versions]
    )
    for version in versions:
        place = work / version.name / "Old.supdesk"
        shutil.copytree(version / "Old.supdesk", place)
        told = json.loads((version / "holds.json").read_text())
        desk = unlocking.unlock(place, told["passphrase"], replace(world.surroundings()[0], floor=CHEAP))
        found = {record.id: record.digest for record in keeping.records(desk.vault.cx)}
        wrong = [finding.what for finding in checking.check(desk.vault.cx) if finding.wrong]
        held = counts(desk.vault.cx)
        desk.vault.close()
        assert found == told["records"], f"{version.name}: not the records it held"
        assert not wrong, f"{version.name}: {wrong}"
        copies = [_version(each.folder, desk) for each in generations.generations_in(place / "backups")]
        wanted = [told["schema"]] if told["schema"] < len(MIGRATIONS) else []
        assert copies == wanted, f"{version.name}: no backup from before"
        _salvaged(place, desk, held)
    assert _newer_is_refused(work), "a newer vault was opened"
    return (
        f"{len(versions)} versions opened, digests held, each backed up before it changed, and salvaged after; "
        f"killed at {sum(steps)} steps; a newer one refused"
    )


def _killed_while_migrating(version: Path, work: Path) -> int:
    work.mkdir()
    return (
        migrate(version, work)
        if json.loads((version / "holds.json").read_text())["schema"] < len(MIGRATIONS)
        else 0
    )


def _salvaged(place: Path, desk: Desk, held: dict[str, int]) -> None:
    """Rows written before a table got more columns are rows of it still."""
    stranded = rescuing.Stranded(place, desk.vault.header, desk.vault.key)
    told = rescuing.salvage(stranded, place.with_name("Saved.supdesk"), desk.around).salvaged
    found = {name: told.rows[name] for name in held}
    assert found == held, f"{place.parent.name}: salvaged, it holds {found}"
    assert (told.damaged, told.lost_records, told.strays) == ((), (), 0), f"{place.parent.name}: {told}"


def _version(folder: Path, desk: Desk) -> int:
    cx = connection.look(folder / "vault.db", desk.vault.key)
    try:
        return connection.version(cx)
    finally:
        cx.close()


def _newer_is_refused(work: Path) -> bool:
    desk = new_desk(work / "newer" / VAULT)
    desk.vault.cx.execute(f"PRAGMA user_version = {len(MIGRATIONS) + 1}")
    desk.vault.close()
    before = (work / "newer" / VAULT / "vault.db").read_bytes()
    try:
        opened(work / "newer").vault.close()
    except SupdeskError as error:
        return error.code == "vault.newer" and (work / "newer" / VAULT / "vault.db").read_bytes() == before
    return False
