"""Placing finished files where a person wants them: whole or not at all.

Beside a file stand, while it is written, what is to take its place (`.partial`) and what stood there (`.before`),
named after this process. Those of a process that was killed are seen to when their folder is written to again.
"""

import contextlib
import errno
import os
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

from supdesk.domain.errors import SupdeskError

_FULL = {errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC), errno.EFBIG}
_NAMED = 5
"""Files that are named where more are there already."""
_REFUSED = {errno.EACCES, errno.EPERM, errno.EROFS}
_LEFT = re.compile(r"\.(?P<name>.*[^.].*)\.supdesk-(?P<process>\d+)(-\d+)?\.(?P<what>partial|before)")


def place(target: Path, content: bytes) -> None:
    """Write the file beside its target, make it durable, then put it in the target's place in one step.

    Only its owner can read it. What stood there before stays as it was on any error: SupdeskError
    `place.no-folder`, `place.full`, `place.refused` or `place.failed`.
    """
    if not target.parent.is_dir():
        raise SupdeskError(
            "place.no-folder", f"The folder for {target.name} is not there any more. Choose another folder."
        )
    sweep(target.parent)
    partial = _beside(target, "partial")
    try:
        _write(partial, content)
        partial.replace(target)
    except OSError as error:
        raise _said(error, target.name) from error
    finally:
        with contextlib.suppress(OSError):
            partial.unlink(missing_ok=True)
    _settle(target.parent)


@dataclass
class Placed:
    """Files just put into a folder, and what stood there aside, until it is settled which of them stays.

    A class because it holds that state: `keep` or `undo` ends it, or a `with`, which undoes what fails in it.
    """

    folder: Path
    paths: list[Path] = field(default_factory=list)
    _aside: dict[Path, Path] = field(default_factory=dict)

    def __enter__(self) -> None:
        pass

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        if kind is None:
            self.keep()
        else:
            self.undo()

    def keep(self) -> None:
        """The new files stay; what stood there goes."""
        for aside in self._aside.values():
            with contextlib.suppress(OSError):
                aside.unlink()

    def undo(self) -> None:
        """Everything is again as it was before."""
        for target in self.paths:
            if target not in self._aside:
                with contextlib.suppress(OSError):
                    target.unlink()
        for target, aside in self._aside.items():
            with contextlib.suppress(OSError):
                _put_back(aside, target)
        self.paths.clear()

    def _put(self, partial: Path, target: Path) -> None:
        if target.is_dir():
            raise IsADirectoryError(errno.EISDIR, "a folder has that name")
        if os.path.lexists(target):
            aside = next(each for each in _asides(target) if not os.path.lexists(each))
            self._aside[target] = aside
            _set_aside(target, aside)
        partial.replace(target)
        self.paths.append(target)


def place_one(target: Path, content: bytes) -> Placed:
    """As `place`, until it is settled whether it stays."""
    return place_all(target.parent, {target.name: content})


def place_all(folder: Path, files: Mapping[str, bytes]) -> Placed:
    """Write all these files, by name, into a folder that is there, or none: errors as `place`, and nothing changed.

    All are durable beside their targets before the first takes its place.
    """
    if not folder.is_dir():
        raise SupdeskError("place.no-folder", "That folder is not there any more. Choose another folder.")
    sweep(folder)
    placed, name = Placed(folder), ""
    partials = {folder / name: _beside(folder / name, "partial") for name in files}
    try:
        for target, partial in partials.items():
            name = target.name
            _write(partial, files[name])
        for target, partial in partials.items():
            name = target.name
            placed._put(partial, target)
    except OSError as error:
        placed.undo()
        raise _said(error, name) from error
    finally:
        for partial in partials.values():
            with contextlib.suppress(OSError):
                partial.unlink(missing_ok=True)
    _settle(folder)
    return placed


def refuse_taken(folder: Path, names: Iterable[str]) -> None:
    """Raise SupdeskError `place.there` where files of these names are in the folder."""
    if there := [name for name in names if (folder / name).is_file()]:
        more = f" and {len(there) - _NAMED} more" if len(there) > _NAMED else ""
        raise SupdeskError("place.there", f"That folder holds {', '.join(there[:_NAMED])}{more} already.")


def free_names(folder: Path, stem: str, *kinds: str) -> Iterator[str]:
    """Names that begin with `stem`, counted on from 1, of which the folder holds no file of these kinds."""
    for number in count(1):
        name = f"{stem}-{number}"
        if not any((folder / f"{name}.{kind}").exists() for kind in kinds):
            yield name


def sweep(folder: Path) -> None:
    """See to what a process left that was killed while it placed files there.

    What was half-written goes. What stood there before comes back under its name; where that is taken by another
    file, it stands beside it in the open, for it may be the only one of its kind.
    """
    for left in [each for each in folder.glob(".*") if _LEFT.fullmatch(each.name)]:
        found = _LEFT.fullmatch(left.name)
        if found is None or int(found["process"]) == os.getpid():
            continue
        with contextlib.suppress(OSError):
            if found["what"] == "partial":
                left.unlink()
            else:
                _recover(left, folder / found["name"])


def _recover(left: Path, target: Path) -> None:
    if os.path.lexists(target) and not _same(left, target):
        target = next(each for each in _earlier(target) if not os.path.lexists(each))
    _put_back(left, target)


def _earlier(target: Path) -> Iterator[Path]:
    yield target.with_stem(f"{target.stem} (before)")
    yield from (target.with_stem(f"{target.stem} (before {number})") for number in count(2))


def _beside(target: Path, what: str, mark: str = "") -> Path:
    return target.with_name(f".{target.name}.supdesk-{os.getpid()}{mark}.{what}")


def _asides(target: Path) -> Iterator[Path]:
    yield _beside(target, "before")
    yield from (_beside(target, "before", f"-{number}") for number in count(2))


def _set_aside(target: Path, aside: Path) -> None:
    """Have what stands there by another name too, so that it never is without; some disks only move it."""
    try:
        os.link(target, aside, follow_symlinks=os.link not in os.supports_follow_symlinks)
    except (OSError, NotImplementedError):
        target.rename(aside)


def _put_back(aside: Path, target: Path) -> None:
    if _same(aside, target):  # two names of one file: the system would leave both
        aside.unlink()
    else:
        aside.replace(target)


def _same(one: Path, other: Path) -> bool:
    try:
        return os.path.samestat(one.lstat(), other.lstat())
    except OSError:
        return False


def _write(partial: Path, content: bytes) -> None:
    # A partial left by a crash is ours to replace; making it anew never follows a link laid there.
    partial.unlink(missing_ok=True)
    how = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    with open(os.open(partial, how, 0o600), "wb") as file:  # noqa: PTH123 (a descriptor, not a path)
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _settle(folder: Path) -> None:
    """Make the new name durable, where the system can: Windows and some network drives have no such step."""
    if os.name == "nt":
        return
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _said(error: OSError, name: str) -> SupdeskError:
    if error.errno in _FULL:
        return SupdeskError(
            "place.full", f"There is no room left for {name}. Free some space or choose another folder."
        )
    if error.errno in _REFUSED:
        return SupdeskError(
            "place.refused",
            f"{name} may not be written there. Close it if another program has it open, or choose another folder.",
        )
    return SupdeskError(
        "place.failed", f"{name} could not be written there. Choose another folder or another name."
    )
