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
from typing import BinaryIO

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


Digests = tuple[str, ...]
"""What each of a backup's FILES reads as, by SHA-256 in hex."""


def verified(generation: Generation, key: DataKey) -> Digests:
    """What a backup reads as that was opened, read only, and holds.

    SupdeskError `vault.damaged` or `backup.gone`.
    """
    try:
        found = _digests(generation.folder)
    except OSError as error:
        raise _gone() from error
    backups.verify_whole(generation.folder, key, connection.look)
    return found


def reads_as(generation: Generation, expected: Digests) -> bool:
    """Whether every byte of a backup is what was expected."""
    with contextlib.suppress(OSError):
        return _digests(generation.folder) == expected
    return False


def repeat(source: Generation, target: Path, expected: Digests, report: Report | None = None) -> Generation:
    """The same backup once more in another folder, read back as `expected` before it gets its name.

    That is of the next second that is free, where something else has it already, or is being made. It needs no
    key. SupdeskError `backup.place`, `backup.unlike` or `backup.gone`; what fails leaves nothing there.
    """
    try:
        # Where the disk was taken out meanwhile, no folder of that name is made on another.
        target.mkdir(mode=0o700, exist_ok=True)
        at, place = _free(target, source.at)
        partial = _partial(place)
        partial.mkdir(mode=0o700)
        try:
            _repeat_files(source, partial, report or (lambda done, total: None))
            if _digests(partial) != expected:
                raise SupdeskError("backup.unlike", "The second backup does not read back as what was checked.")
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


def _free(target: Path, at: datetime) -> tuple[datetime, Path]:
    """The first second from then on that neither a backup nor one being made has, and its place."""
    seconds = (at + timedelta(seconds=each) for each in count())
    places = ((each, backups.place(target, each)) for each in seconds)
    # A link that leads nowhere has it, too.
    return next((each, place) for each, place in places if not any(map(os.path.lexists, (place, _partial(place)))))


def _partial(place: Path) -> Path:
    return place.with_name(place.name + backups.PARTIAL)


def _repeat_files(source: Generation, partial: Path, report: Report) -> None:
    done = 0
    with contextlib.ExitStack() as opened:
        # All are open before the first byte is copied: the backup may be thinned away meanwhile.
        for name, taken in [(name, opened.enter_context(_source(source.folder / name))) for name in FILES]:
            with os.fdopen(os.open(partial / name, _NEW, 0o600), "wb") as file:
                for piece in _taken(taken):
                    file.write(piece)
                    done += len(piece)
                    report(done, source.size)
                file.flush()
                os.fsync(file.fileno())


def _source(file: Path) -> BinaryIO:
    try:
        return file.open("rb")
    except OSError as error:
        raise _gone() from error


def _taken(opened: BinaryIO) -> Iterator[bytes]:
    try:
        yield from _pieces(opened)
    except OSError as error:
        raise _gone() from error


def _gone() -> SupdeskError:
    return SupdeskError(
        "backup.gone",
        "The backup to be copied can't be read in the vault's own folder. The next one is copied instead.",
    )


def _digests(folder: Path) -> Digests:
    return tuple(_digest(folder / name) for name in FILES)


def _digest(file: Path) -> str:
    """What the disk itself gives, not what is remembered of writing it, where that can be asked for."""
    found = hashlib.sha256()
    with file.open("rb") as opened:
        if hasattr(os, "posix_fadvise"):
            os.posix_fadvise(opened.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
        for piece in _pieces(opened):
            found.update(piece)
    return found.hexdigest()


def _pieces(opened: BinaryIO) -> Iterator[bytes]:
    while piece := opened.read(_PIECE):
        yield piece
