"""The backups in a folder: which there are, which go, what a kill left, and the same in a second place."""

import contextlib
import hashlib
import os
import re
import shutil
import stat
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path

from supdesk.domain.errors import SupdeskError
from supdesk.domain.generations import Generation, kept
from supdesk.vault import backups, connection, handle, header, header_file
from supdesk.vault.keys import DataKey

LEAVING = ".leaving"
"""How the name of a backup ends that is being removed."""
FILES = ("vault.db", header.NAME)
_STAMPED = re.compile(rf"\d{{8}}T\d{{6}}Z{re.escape(handle.SUFFIX)}")
_UNFINISHED = re.compile(rf"{_STAMPED.pattern}({re.escape(backups.PARTIAL)}|{re.escape(LEAVING)})")
_PIECE = 1024 * 1024
_HEAD = 16 * 1024
_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)

Report = Callable[[int, int], None]
"""Bytes done, bytes in all; may raise to cancel."""


def is_backup(folder: Path) -> bool:
    """Whether a folder's name is that of a backup, and not of the vault it was made of."""
    return bool(_STAMPED.fullmatch(folder.name))


def generations_in(folder: Path) -> list[Generation]:
    """The backups in a folder, newest first; nothing when there is no such folder, or it can't be read."""
    try:
        found = [each for each in folder.iterdir() if _STAMPED.fullmatch(each.name) and _lies_there(each)]
    except OSError:
        return []
    made = [generation for each in found if (generation := _generation(each)) is not None]
    return sorted(made, key=lambda each: each.at, reverse=True)


def _lies_there(folder: Path) -> bool:
    """Whether it is a folder itself: a link would have what lies elsewhere counted, restored or thinned."""
    return folder.is_dir() and not folder.is_symlink()


def _generation(folder: Path) -> Generation | None:
    with contextlib.suppress(OSError, ValueError):
        at = datetime.strptime(folder.name.removesuffix(handle.SUFFIX), backups.STAMP).replace(tzinfo=UTC)
        found = [(folder / name).lstat() for name in FILES]
        if all(stat.S_ISREG(each.st_mode) for each in found):
            return Generation(folder, at, sum(each.st_size for each in found))
    return None


def mark(generation: Generation) -> str:
    """What tells a backup from every other, in hex; "" when it can't be read.

    Each page is sealed with a nonce of its own when it is copied, so sizes and beginnings do: none of it is read
    further, which would take long on a stick.
    """
    found = hashlib.sha256()
    try:
        for name in FILES:
            with (generation.folder / name).open("rb") as file:
                found.update(f"{name} {os.fstat(file.fileno()).st_size} ".encode() + file.read(_HEAD))
    except OSError:
        return ""
    return found.hexdigest()


def same_in(folder: Path, source: Generation) -> Generation | None:
    """That very backup as it stands in another folder, by its mark and not by its name."""
    alike = (each for each in generations_in(folder) if each.size == source.size)
    return next((each for each in alike if mark(each) == mark(source) != ""), None)


def thin(folder: Path, newest: datetime, is_ours: Callable[[Generation], bool] = lambda _: True) -> list[Path]:
    """Remove what is not to be kept now that the backup of `newest` (UTC) is whole; answers with what went.

    Nothing goes before that one stands there, nor through a link: it may lead to another vault's. One that can't be
    removed stays, and is tried again next time. What is not ours neither goes nor counts.
    """
    there = [] if folder.is_symlink() else list(filter(is_ours, generations_in(folder)))
    if newest not in {each.at for each in there}:
        return []
    stay = kept((each.at for each in there), newest)
    gone = [each.folder for each in there if each.at not in stay]
    for each in gone:
        _remove(each)
    return gone


def sweep(folder: Path, untouched_since: datetime | None = None) -> None:
    """Remove what a kill left half made or half removed; a moment (UTC) spares what was written to later.

    Only whoever holds the vault may do this in its folder; elsewhere another copy of it may be at work.
    """
    with contextlib.suppress(OSError):
        for each in () if folder.is_symlink() else folder.iterdir():
            if _UNFINISHED.fullmatch(each.name) and _is_left(each, untouched_since):
                shutil.rmtree(each, ignore_errors=True)


def _is_left(folder: Path, untouched_since: datetime | None) -> bool:
    return untouched_since is None or folder.lstat().st_mtime < untouched_since.timestamp()


def _remove(folder: Path) -> None:
    # Renamed first, so that a kill half-way leaves nothing that looks like a backup.
    leaving = folder.with_name(folder.name + LEAVING)
    with contextlib.suppress(OSError):
        folder.rename(leaving)
        shutil.rmtree(leaving, ignore_errors=True)


def repeat(source: Generation, target: Path, key: DataKey, report: Report | None = None) -> Generation:
    """The same backup once more in another folder, byte for byte, read back and opened before it gets its name.

    That is of the next second that is free, where something else has it already. SupdeskError `backup.place`,
    `backup.unlike` or `vault.damaged`; what fails leaves nothing there.
    """
    seconds = (source.at + timedelta(seconds=each) for each in count())
    at, place = next((at, place) for at in seconds if not (place := backups.place(target, at)).exists())
    partial = place.with_name(place.name + backups.PARTIAL)
    try:
        # Where the disk was taken out meanwhile, no folder of that name is made on another.
        target.mkdir(mode=0o700, exist_ok=True)
        shutil.rmtree(partial, ignore_errors=True)
        partial.mkdir(mode=0o700)
        try:
            _repeat_files(source, partial, report or (lambda done, total: None))
            backups.verify(partial, key, connection.look)
            header_file.sync(partial)
            partial.rename(place)
            header_file.sync(target)
        except BaseException:
            shutil.rmtree(partial, ignore_errors=True)
            raise
    except OSError as error:
        raise SupdeskError(
            "backup.place", "The second backup can't be written in its place. Look whether it has room."
        ) from error
    return Generation(place, at, source.size)


def _repeat_files(source: Generation, partial: Path, report: Report) -> None:
    done = 0
    for name in FILES:
        taken = hashlib.sha256()
        with os.fdopen(os.open(partial / name, _NEW, 0o600), "wb") as file:
            for piece in _pieces(source.folder / name):
                file.write(piece)
                taken.update(piece)
                done += len(piece)
                report(done, source.size)
            file.flush()
            os.fsync(file.fileno())
        if _digest(partial / name) != taken.digest():
            raise SupdeskError("backup.unlike", "The second backup does not read back as it was written.")


def _digest(file: Path) -> bytes:
    found = hashlib.sha256()
    for piece in _pieces(file):
        found.update(piece)
    return found.digest()


def _pieces(file: Path) -> Iterator[bytes]:
    with file.open("rb") as opened:
        while piece := opened.read(_PIECE):
            yield piece
