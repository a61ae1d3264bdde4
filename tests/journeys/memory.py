"""Looks for a text in the memory of a running program."""

from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

CHUNK = 1 << 22
ENCODINGS = ("utf-8", "utf-16-le", "utf-32-le", "latin-1")
"""How Python and Qt keep text."""


def memory_holds(pid: int, needle: str) -> bool:
    """Whether a text stands anywhere in a process's readable memory, in any encoding Python or Qt keeps it in.

    Raises ProcessLookupError when there is no such process, PermissionError when it may not be read.
    """
    patterns = {_encoded(needle, encoding) for encoding in ENCODINGS} - {b""}
    with _opened(pid) as memory:
        return any(pattern in part for part in _parts(pid, memory, max(map(len, patterns))) for pattern in patterns)


def _encoded(text: str, encoding: str) -> bytes:
    try:
        return text.encode(encoding)
    except UnicodeEncodeError:
        return b""


def _opened(pid: int) -> BinaryIO:
    try:
        return Path(f"/proc/{pid}/mem").open("rb", buffering=0)
    except FileNotFoundError:
        raise ProcessLookupError(f"no process {pid}") from None


def _parts(pid: int, memory: BinaryIO, overlap: int) -> Iterator[bytes]:
    """All readable memory in pieces that overlap, so that nothing hides across a border."""
    for start, end in _regions(pid):
        for at in range(start, end, CHUNK):
            try:
                memory.seek(at)
                yield memory.read(min(CHUNK + overlap, end - at))
            except (OSError, OverflowError):
                break  # the kernel's own pages say they can be read, and cannot


def _regions(pid: int) -> Iterator[tuple[int, int]]:
    for line in Path(f"/proc/{pid}/maps").read_text(encoding="utf-8", errors="replace").splitlines():
        place, rights, *_ = line.split()
        start, end = (int(number, 16) for number in place.split("-"))
        if rights.startswith("r"):
            yield start, end
