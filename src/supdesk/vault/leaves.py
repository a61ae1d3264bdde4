"""The rows that stand on a database's whole pages, read without the pages that lead to them.

SQLite's file format, chapters 1.5 to 1.6 and 2.1: table leaves, overflow chains, records.
"""

import contextlib
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias

from supdesk.vault.pages import USABLE, Pages

Value: TypeAlias = int | float | str | bytes | None

_LEAF, _INTERIOR = 0x0D, 0x05
_MOST_LOCAL = USABLE - 35
_LEAST_LOCAL = (USABLE - 12) * 32 // 255 - 23
_INTEGERS = {1: 1, 2: 2, 3: 3, 4: 4, 5: 6, 6: 8}


@dataclass(frozen=True, slots=True)
class Leaf:
    """A row found whole: the page it stands on, its number in its table, and its values in their order.

    A `mixed` one runs over pages that may be of two states: only a digest can tell whether they belong together.
    """

    page: int
    row: int
    values: tuple[Value, ...]
    mixed: bool = False


def leaves(pages: Pages, numbers: Iterator[int]) -> Iterator[Leaf]:
    """All rows of these pages that are table leaves; a row part of which stands on a damaged page is left out."""
    for number in numbers:
        content = pages.page(number)
        if content is not None and content[_start(number)] == _LEAF:
            yield from _rows(pages, number, content)


def tree(pages: Pages, root: int) -> list[int]:
    """The pages of a table, as far as whole pages lead to them."""
    found, waiting = dict[int, None](), [root]
    while waiting:
        number = waiting.pop()
        if number in found or not 1 <= number <= pages.count:
            continue
        found[number] = None
        content = pages.page(number)
        if content is not None and content[_start(number)] == _INTERIOR:
            waiting += _children(number, content)
    return list(found)


def _start(number: int) -> int:
    return 100 if number == 1 else 0


def _cells(number: int, content: bytes, head: int) -> tuple[int, ...]:
    count = struct.unpack_from(">H", content, _start(number) + 3)[0]
    return struct.unpack_from(f">{count}H", content, _start(number) + head)


def _children(number: int, content: bytes) -> list[int]:
    cells = [struct.unpack_from(">I", content, place)[0] for place in _cells(number, content, 12)]
    return [*cells, struct.unpack_from(">I", content, _start(number) + 8)[0]]


def _rows(pages: Pages, number: int, content: bytes) -> Iterator[Leaf]:
    for place in _cells(number, content, 8):
        size, at = _varint(content, place)
        row, at = _varint(content, at)
        run = _run(pages, content, at, size)
        if run is None:
            continue
        body, over = run
        with contextlib.suppress(UnicodeDecodeError, IndexError, struct.error):  # its parts belong to two rows
            yield Leaf(number, row, _values(body), bool(over) and not pages.older.isdisjoint({number, *over}))


def _run(pages: Pages, content: bytes, at: int, size: int) -> tuple[bytes, list[int]] | None:
    """A row's bytes, from its own page and the chain it runs over, and that chain; None where it is broken."""
    if size <= _MOST_LOCAL:
        return content[at : at + size], []
    local = _LEAST_LOCAL + (size - _LEAST_LOCAL) % (USABLE - 4)
    if local > _MOST_LOCAL:
        local = _LEAST_LOCAL
    gathered, over = bytearray(content[at : at + local]), list[int]()
    following = struct.unpack_from(">I", content, at + local)[0]
    while len(gathered) < size:
        more = pages.page(following) if 1 <= following <= pages.count else None
        if more is None:
            return None
        over.append(following)
        following = struct.unpack_from(">I", more)[0]
        gathered += more[4 : 4 + size - len(gathered)]
    return bytes(gathered), over


def _values(body: bytes) -> tuple[Value, ...]:
    head, at = _varint(body, 0)
    kinds = list[int]()
    while at < head:
        kind, at = _varint(body, at)
        kinds.append(kind)
    values = list[Value]()
    for kind in kinds:
        value, at = _value(body, at, kind)
        values.append(value)
    return tuple(values)


def _value(body: bytes, at: int, kind: int) -> tuple[Value, int]:
    if kind in _INTEGERS:
        end = at + _INTEGERS[kind]
        return int.from_bytes(body[at:end], "big", signed=True), end
    if kind == 7:
        return struct.unpack_from(">d", body, at)[0], at + 8
    if kind in (8, 9):
        return kind - 8, at
    if kind < 12:
        return None, at
    end = at + (kind - 12) // 2
    return (body[at:end].decode() if kind % 2 else body[at:end]), end


def _varint(content: bytes, at: int) -> tuple[int, int]:
    """A number of one to nine bytes and where it ends."""
    number = 0
    for place in range(8):
        byte = content[at + place]
        number = number << 7 | byte & 0x7F
        if byte < 0x80:
            return number, at + place + 1
    number = number << 8 | content[at + 8]
    return (number - (1 << 64) if number >> 63 else number), at + 9
