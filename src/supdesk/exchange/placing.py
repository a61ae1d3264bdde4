"""Placing a finished file where a person wants it: whole or not at all."""

import contextlib
import errno
import os
from pathlib import Path

from supdesk.domain.errors import SupdeskError

_FULL = {errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC), errno.EFBIG}
_REFUSED = {errno.EACCES, errno.EPERM, errno.EROFS}


def place(target: Path, content: bytes) -> None:
    """Write the file beside its target, make it durable, then put it in the target's place in one step.

    Only its owner can read it. What stood there before stays as it was on any error: SupdeskError
    `place.no-folder`, `place.full`, `place.refused` or `place.failed`.
    """
    if not target.parent.is_dir():
        raise SupdeskError(
            "place.no-folder", f"The folder for {target.name} is not there any more. Choose another folder."
        )
    partial = target.with_name(f".{target.name}.partial")
    try:
        _write(partial, content)
        partial.replace(target)
    except OSError as error:
        raise _said(error, target.name) from error
    finally:
        with contextlib.suppress(OSError):
            partial.unlink(missing_ok=True)
    _settle(target.parent)


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
