"""The pages of an encrypted database, each read by itself, so that a damaged one costs no other.

SQLCipher 4: a page of 4096 bytes ends in 16 bytes of initialisation vector and 64 of HMAC-SHA512 over what stands
before and the page's number; the rest is AES-256 in CBC mode. Page 1 begins with the salt in the clear.
"""

import hashlib
import hmac
import struct
from collections.abc import Iterator, Mapping
from io import SEEK_END, FileIO
from pathlib import Path

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

from supdesk.vault.keys import DataKey

SIZE = 4096
_VECTOR, _TAG = 16, 64
USABLE = SIZE - _VECTOR - _TAG
"""Bytes of a page that hold content."""
_HEAD = b"SQLite format 3\x00"
_WAL_HEAD, _FRAME_HEAD = 32, 24


class Pages:
    """A database's pages by their numbers, from 1; `damaged` are those whose tag does not hold.

    `older` are those of which the log's newer content is damaged: what stood there before may belong to another
    state than the pages around it. A class because reading a page finds out what became of it. The file is only
    read; OSError when it can't be opened.
    """

    def __init__(self, file: Path, key: DataKey) -> None:
        self._content = _read(file)
        self._key = key
        self._mac_key = _mac_key(key)
        log = file.with_name(file.name + "-wal")
        newer, there = _committed(_read(log) if log.is_file() else b""), -(-len(self._content) // SIZE)
        # A frame's number stands outside what its tag guards: a damaged one could name any page.
        self._newer = {number: raw for number, raw in newer.items() if number <= there + len(newer)}
        self.count = max([there, *self._newer])
        self.damaged: set[int] = set()
        self.older: set[int] = set()

    def __iter__(self) -> Iterator[int]:
        return iter(range(1, self.count + 1))

    def page(self, number: int) -> bytes | None:
        """A page's content, `USABLE` bytes; None when it is damaged or not there."""
        newer, before = self._newer.get(number), self._content[(number - 1) * SIZE : number * SIZE]
        if newer is not None and (found := self._opened(number, newer)) is not None:
            return found
        found = self._opened(number, before) if len(before) == SIZE else None
        if newer is not None and found is not None:
            self.older.add(number)
        if newer is not None or found is None:
            self.damaged.add(number)
        return found

    def _opened(self, number: int, raw: bytes) -> bytes | None:
        start = len(self._key.salt) if number == 1 else 0
        content, vector, tag = raw[start:USABLE], raw[USABLE : USABLE + _VECTOR], raw[-_TAG:]
        told = hmac.new(self._mac_key, content + vector + struct.pack("<I", number), hashlib.sha512).digest()
        if not hmac.compare_digest(told, tag):
            return None
        opener = Cipher(algorithms.AES256(self._key.key), modes.CBC(vector)).decryptor()
        return (_HEAD if number == 1 else b"") + opener.update(content) + opener.finalize()


def _mac_key(key: DataKey) -> bytes:
    salt = bytes(byte ^ 0x3A for byte in key.salt)
    return hashlib.pbkdf2_hmac("sha512", key.key, salt, 2, 32)


def _read(file: Path) -> bytes:
    """A file page by page; one the disk does not give is zeros, for which no tag holds."""
    with FileIO(file) as opened:
        return b"".join(_piece(opened, place) for place in range(0, opened.seek(0, SEEK_END), SIZE))


def _piece(opened: FileIO, place: int) -> bytes:
    try:
        opened.seek(place)
        return opened.read(SIZE)
    except OSError:
        return bytes(SIZE)


def _committed(log: bytes) -> Mapping[int, bytes]:
    """The newest page of each number in a write-ahead log (SQLite WAL format), as far as its transactions ended."""
    found: dict[int, bytes] = {}
    open_ones: dict[int, bytes] = {}
    salts = log[16:24]
    for place in range(_WAL_HEAD, len(log) - _FRAME_HEAD - SIZE + 1, _FRAME_HEAD + SIZE):
        number, pages = struct.unpack_from(">II", log, place)
        if log[place + 8 : place + 16] != salts:
            break
        open_ones[number] = log[place + _FRAME_HEAD : place + _FRAME_HEAD + SIZE]
        if pages:
            found |= open_ones
            open_ones = {}
    return found
