"""`vault.json` as bytes and as a file: strict when read, whole when written.

Nothing in the file is trusted: it is bounded in size, every key must be known, and each fault has its own sentence.
"""

import contextlib
import errno
import hashlib
import json
import os
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from supdesk.domain.errors import SupdeskError
from supdesk.vault.header import (
    FORMAT,
    NAME,
    REMEDY,
    VAULT_ID,
    Header,
    Kind,
    Slot,
    edited,
    unreadable,
    unsealed,
)
from supdesk.vault.keys import NONCE_BYTES, SALT_BYTES, WRAPPED_BYTES, Profile, canonical

MOST_BYTES = 1024 * 1024

_HEX = re.compile(r"(?:[0-9a-f]{2})+")
_COSTS = ("memory_kib", "passes", "lanes")


def dump(header: Header) -> bytes:
    """vault.json's bytes: indented, since a person may look at it, and ending in a newline."""
    content = {**unsealed(header), "seal": header.seal.hex()}
    return json.dumps({**content, "digest": _digest(content)}, indent=2).encode() + b"\n"


def _digest(content: Mapping[str, Any]) -> str:
    return hashlib.sha256(canonical(content)).hexdigest()


def parse(data: bytes) -> Header:
    """The header in vault.json's bytes.

    SupdeskError `vault.header.empty`, `.large`, `.unreadable`, `.edited`, `.newer`; nothing in it is trusted, and a
    passphrase slot's cost is checked when it is opened.
    """
    if not data.strip():
        raise SupdeskError("vault.header.empty", f"{NAME} is empty. {REMEDY}")
    if len(data) > MOST_BYTES:
        raise SupdeskError(
            "vault.header.large", f"{NAME} is far too large to be the one this vault was made with. {REMEDY}"
        )
    content = _json_object(data)
    _check_digest(content)
    _check_format(content.get("format"))
    return _header(content)


def _json_object(data: bytes) -> dict[str, Any]:
    try:
        content = json.loads(data.decode("utf-8"), object_pairs_hook=_unique, parse_constant=_no_constant)
    except (ValueError, RecursionError) as error:
        raise unreadable("it is not the JSON it should be") from error
    if not isinstance(content, dict):
        raise unreadable("it does not hold one JSON object")
    return content


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    content = dict(pairs)
    if len(content) != len(pairs):
        raise ValueError("a key stands twice")
    return content


def _no_constant(name: str) -> Any:
    raise ValueError(f"{name} is not JSON")


def _check_digest(content: dict[str, Any]) -> None:
    stated = content.pop("digest", None)
    if not isinstance(stated, str):
        raise unreadable("it has no digest")
    try:
        actual = _digest(content)
    except (ValueError, RecursionError) as error:
        raise unreadable("it holds what no vault.json holds") from error
    if stated != actual:
        raise edited()


def _check_format(stated: object) -> None:
    if not isinstance(stated, int) or isinstance(stated, bool) or stated < 1:
        raise unreadable("it names no format")
    if stated > FORMAT:
        raise SupdeskError(
            "vault.header.newer",
            "This vault was made by a newer supdesk. Install that version to open it; nothing was changed.",
        )


def _header(content: dict[str, Any]) -> Header:
    _check_names(content, {"format", "vault_id", "slots", "seal"}, "it")
    vault_id, slots = content["vault_id"], content["slots"]
    if not isinstance(vault_id, str) or not VAULT_ID.fullmatch(vault_id):
        raise unreadable("its vault_id is not one")
    if not isinstance(slots, list):
        raise unreadable("its slots are not a list")
    read = tuple(_slot(slot, f"slot {place}") for place, slot in enumerate(slots, start=1))
    kinds = [slot.kind for slot in read]
    if Kind.PASSPHRASE not in kinds or len(set(kinds)) != len(kinds):
        raise unreadable("it needs one passphrase slot and at most one of each other kind")
    return Header(vault_id, read, _bytes(content["seal"], 32, "its seal"))


def _slot(content: object, where: str) -> Slot:
    if not isinstance(content, dict) or content.get("kind") not in list(Kind):
        raise unreadable(f"{where} is of no known kind")
    kind = Kind(content["kind"])
    costs = _COSTS if kind is Kind.PASSPHRASE else ()
    _check_names(content, {"kind", "salt", "nonce", "wrapped", *costs}, where)
    return Slot(
        kind,
        _bytes(content["salt"], SALT_BYTES, f"{where}'s salt"),
        _bytes(content["nonce"], NONCE_BYTES, f"{where}'s nonce"),
        _bytes(content["wrapped"], WRAPPED_BYTES, f"{where}'s wrapped key"),
        Profile(*(_count(content[name], f"{where}'s {name}") for name in costs)) if costs else None,
    )


def _check_names(content: Mapping[str, Any], expected: set[str], where: str) -> None:
    if unknown := sorted(content.keys() - expected):
        raise unreadable(f"{where} has an unknown key, “{_shown(unknown[0])}”")
    if missing := sorted(expected - content.keys()):
        raise unreadable(f"{where} has no “{missing[0]}”")


def _shown(name: str) -> str:
    return "".join(letter if letter.isprintable() else "?" for letter in name[:40])


def _bytes(value: object, size: int, where: str) -> bytes:
    if not isinstance(value, str) or len(value) != 2 * size or not _HEX.fullmatch(value):
        raise unreadable(f"{where} is not {size} bytes in hexadecimal")
    return bytes.fromhex(value)


def _count(value: object, where: str) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise unreadable(f"{where} is not a whole number")
    return value


# On disk.


def read(path: Path) -> Header:
    """The header in the file; SupdeskError `vault.linked`, `vault.header.missing`, `.disk`, or as `parse`."""
    try:
        if path.is_symlink():
            raise SupdeskError(
                "vault.linked",
                f"{NAME} is a link to another place, and would be lost with that. Put the file itself there.",
            )
        if not path.exists():
            raise SupdeskError(
                "vault.header.missing",
                f"This vault has no {NAME}, and nothing opens without it. {REMEDY}",
            )
        if not path.is_file():
            raise unreadable("it is not a file")
        with path.open("rb") as file:
            data = file.read(MOST_BYTES + 1)
    except OSError as error:
        raise SupdeskError(
            "vault.header.disk",
            f"{NAME} could not be read from the disk. "
            "Check that the disk is connected and that you may read the folder.",
        ) from error
    return parse(data)


def write(path: Path, header: Header) -> None:
    """Put the header in place whole: after a crash the file is either the old or the new one.

    SupdeskError `vault.header.unwritten` (the old file stands) or `.unsynced` (the new one stands, but the disk has
    not confirmed it).
    """
    beside = path.with_name(path.name + ".new")
    try:
        _write_through(beside, dump(header))
        beside.replace(path)
    except OSError as error:
        with contextlib.suppress(OSError):
            beside.unlink(missing_ok=True)
        raise SupdeskError(
            "vault.header.unwritten",
            f"{NAME} could not be saved, so nothing was changed. "
            "Check that the disk has room and that you may write to the folder.",
        ) from error
    try:
        sync(path.parent)
    except OSError as error:
        raise SupdeskError(
            "vault.header.unsynced",
            f"{NAME} was saved, but the disk did not confirm it. Check the disk before switching off.",
        ) from error


def _write_through(path: Path, data: bytes) -> None:
    # One left by a crash is ours to replace; making it anew never follows a link laid there.
    path.unlink(missing_ok=True)
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    with os.fdopen(os.open(path, flags, 0o600), "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def sync(folder: Path) -> None:
    """Make durable what was renamed in a folder; OSError when the disk does not confirm it."""
    if os.name != "posix":  # Windows opens no folder; its rename is journalled
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    except OSError as error:
        if error.errno not in (errno.EINVAL, errno.ENOTSUP):  # some network folders cannot be synced
            raise
    finally:
        os.close(descriptor)
