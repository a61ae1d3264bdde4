"""Backups: each is a vault of its own, whole and opened once before it counts."""

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import count
from pathlib import Path

from supdesk.domain.errors import SupdeskError
from supdesk.vault import checking, cipher, connection, handle, header, header_file
from supdesk.vault.handle import Vault
from supdesk.vault.header import Header
from supdesk.vault.keys import DataKey
from supdesk.vault.schema import MIGRATIONS

STAMP = "%Y%m%dT%H%M%SZ"
"""How a backup's folder says when it was made (UTC)."""
PARTIAL = ".partial"
"""How the name of a folder ends whose content is not whole yet."""

OTHER_HEADER = (
    "The backup's own vault.json was damaged or another vault's, so it opens as you proved it yours just now."
)

Opened = Callable[[Path, DataKey], cipher.Connection]
"""How a database is opened: as a vault's own, or only to be looked at."""

Progress = Callable[[int, int], None]
"""Pages left, pages in all; may raise to cancel, and may do short deeds on the vault that is copied."""


@dataclass(frozen=True, slots=True)
class Making:
    """A backup that is not whole yet: where it grows, and where it will stand."""

    partial: Path
    place: Path


@dataclass(frozen=True, slots=True)
class Restored:
    """A vault made from a backup, and what was wrong in that already, though every page of it is whole.

    `own_header` says whether it has the backup's own vault.json, else the one its key was proved by.
    """

    place: Path
    wrong: tuple[str, ...]
    own_header: bool = True

    @property
    def sentence(self) -> str:
        """How it went, in words."""
        way_in = "" if self.own_header else f" {OTHER_HEADER}"
        if self.wrong:
            return (
                f"{self.place.name} is restored, but not all in the backup holds: {', '.join(self.wrong)}.{way_in}"
            )
        return f"{self.place.name} is restored, and every page and digest in it was checked.{way_in}"


def back_up(vault: Vault, target: Path, at: datetime, progress: Progress | None = None) -> Path:
    """Copy the vault into `target/UTC.supdesk`, open and check it there, and only then give it its name."""
    with making(target, at) as made:
        copy(vault, made, progress)
        check(made, vault.key)
        finish(made)
    return made.place


@contextmanager
def making(target: Path, at: datetime) -> Iterator[Making]:
    """A folder in `target` for a backup of that moment (UTC); what fails in the `with` leaves nothing there."""
    made = begin(target, at)
    try:
        yield made
    except BaseException:
        give_up(made)
        raise


def begin(target: Path, at: datetime) -> Making:
    """Make room in `target` for a backup of that moment (UTC), or of the next second that has none.

    SupdeskError `backup.place`, also when the folder in which `target` lies is gone: it may be the vault's own.
    """
    free = next(each for second in count() if not _taken(each := place(target, at + timedelta(seconds=second))))
    partial = _partial(free)
    try:
        target.mkdir(mode=0o700, exist_ok=True)
        partial.mkdir(mode=0o700)
    except OSError as error:
        raise SupdeskError("backup.place", "A backup can't be written there. Choose another folder.") from error
    return Making(partial, free)


def place(target: Path, at: datetime) -> Path:
    """Where the backup of that moment (UTC) stands in a folder."""
    return target / f"{at:{STAMP}}{handle.SUFFIX}"


def _partial(place: Path) -> Path:
    return place.with_name(place.name + PARTIAL)


def _taken(place: Path) -> bool:
    return place.exists() or _partial(place).exists()


def copy(vault: Vault, made: Making, progress: Progress | None = None) -> None:
    """Copy the database page by page, with whatever is done to it meanwhile, and the header beside it."""
    report = (lambda status, left, total: progress(left, total)) if progress else None
    try:
        with closing(cipher.connect(str(made.partial / "vault.db"), isolation_level=None)) as target:
            target.execute(f'PRAGMA key = "{vault.key.raw()}"')
            vault.cx.backup(target, pages=200, progress=report)
    except cipher.DatabaseError as error:
        raise connection.fault(error) from error
    # A damaged page is copied as zeros, and nothing in the copy tells of it any more.
    if not connection.stands(vault.opened):
        raise connection.unreadable()
    header_file.write(made.partial / header.NAME, vault.header)


def check(made: Making, key: DataKey) -> None:
    """Open the copy and look at every page; it needs no vault, so any thread may do it."""
    verify_whole(made.partial, key)


def finish(made: Making) -> None:
    """Give what was checked its name: from now on it is a backup, or a vault. SupdeskError `backup.unsure`."""
    try:
        made.partial.rename(made.place)
        header_file.sync(made.place.parent)
    except OSError as error:
        raise SupdeskError(
            "backup.unsure", "The disk did not confirm that it was kept. Look at the disk, and try again."
        ) from error


def give_up(made: Making) -> None:
    """Take away what is there of it."""
    shutil.rmtree(made.partial, ignore_errors=True)


def verify(folder: Path, key: DataKey, opened: Opened = connection.connect) -> None:
    """Open a vault's database and check every page; SupdeskError `vault.damaged` when it does not hold."""
    damaged = SupdeskError("vault.damaged", "That backup does not hold: some of its pages are damaged.")
    try:
        cx = opened(folder / "vault.db", key)
    except SupdeskError as error:
        raise (damaged if error.code == damaged.code else error) from error
    try:
        wrong = cx.execute("PRAGMA cipher_integrity_check").fetchall()
        if wrong or not connection.head_stands(cx) or cx.execute("PRAGMA integrity_check").fetchone()[0] != "ok":
            raise damaged
    except cipher.DatabaseError as error:
        raise damaged from error
    finally:
        cx.close()


def verify_whole(folder: Path, key: DataKey, opened: Opened = connection.connect) -> None:
    """Check a backup's pages, and that its own vault.json opens it; SupdeskError `vault.damaged`."""
    if own_header(folder, key) is None:
        raise _headless()
    verify(folder, key, opened)


def _headless() -> SupdeskError:
    return SupdeskError("vault.damaged", f"That backup's {header.NAME} is damaged, or another vault's.")


def unheld(folder: Path, key: DataKey) -> tuple[str, ...]:
    """What does not hold in a vault whose pages are whole: records, files and entries against their digests.

    What an earlier version wrote has other tables, and is looked at once it was opened.
    """
    cx = connection.connect(folder / "vault.db", key)
    try:
        found = checking.check(cx) if connection.version(cx) == len(MIGRATIONS) else ()
        return tuple(f"{finding.what} {name}" for finding in found for name in finding.wrong)
    finally:
        cx.close()


def restore(backup: Path, target: Path, key: DataKey, gave: Header | None = None) -> Restored:
    """Copy a backup to a new vault beside, never over, what is there; the copy is checked, the backup only read.

    Where the backup's vault.json is not one that its key sealed, the one that gave the key takes its place.
    """
    refuse_taken(target)
    own = own_header(backup, key)
    if (found := own or gave) is None:
        raise _headless()
    with beside(target) as partial:
        _copy_database(backup, partial)
        header_file.write(partial / header.NAME, found)
        verify(partial, key)
        wrong = unheld(partial, key)
    return Restored(target, wrong, own is not None)


def refuse_taken(target: Path) -> None:
    """SupdeskError `vault.exists` or `backup.half-made` where a vault, or half of one, is already."""
    if target.exists():
        raise SupdeskError("vault.exists", "There is something at that place already. Choose another name.")
    partial = _partial(target)
    if partial.exists():
        raise SupdeskError(
            "backup.half-made",
            f"Making a vault there was cut off and left {partial.name}. Remove it, or choose another name.",
        )


@contextmanager
def beside(target: Path) -> Iterator[Path]:
    """A folder for a new vault, which gets its name once the `with` ends; what fails in it leaves nothing.

    SupdeskError `backup.place` when it can't be written.
    """
    partial = _partial(target)
    try:
        partial.mkdir(mode=0o700, parents=True)
        try:
            yield partial
            for file in partial.iterdir():
                _sync_file(file)
            header_file.sync(partial)
            finish(Making(partial, target))
        except BaseException:
            shutil.rmtree(partial, ignore_errors=True)
            raise
    except (OSError, cipher.OperationalError) as error:
        raise SupdeskError(
            "backup.place",
            "The new vault can't be written there. Look whether there is room, or choose another folder.",
        ) from error


def _sync_file(file: Path) -> None:
    with file.open("r+b") as opened:
        os.fsync(opened.fileno())


def own_header(backup: Path, key: DataKey) -> Header | None:
    """A backup's vault.json, where it can be read and somebody who held that key sealed it."""
    try:
        found = header_file.read(backup / header.NAME)
    except SupdeskError:
        return None
    return found if header.is_sealed_by(found, key) else None


def _copy_database(source: Path, target: Path) -> None:
    connection.check_there(source / "vault.db")
    connection.check_idle(source / "vault.db")
    # The log is there only when what is restored is a vault that was never closed.
    for name in ("vault.db", "vault.db-wal"):
        if (source / name).exists():
            shutil.copyfile(source / name, target / name)
            (target / name).chmod(0o600)
