"""What damage, and what malice with a text editor, make of a file: real samples changed at random, by a seed."""

import re
import zlib
from collections.abc import Callable, Sequence
from random import Random

MOST = 1_000_000
"""Bytes a file may have grown to."""
OPENINGS = (
    b"[",
    b"(",
    b"{",
    b"<<",
    b'"',
    b"a.",
    b"\n",
    b"0 ",
    b"\x00",
    b"\xff",
    b"\xe2\x80\xae",
    b"\xf0\x9f\x99\x82",
)
NUMBERS = (b"0", b"-1", b"1", b"2", b"65536", b"2147483648", b"99999999999", b"1e999", b"9" * 400, b"nan", b"0x7f")
_NUMBER = re.compile(rb"\d+")
_STREAM = re.compile(rb"/Length (\d+)[^>]*>>\s*stream\r?\n")

Deed = Callable[[Random, bytes, Sequence[bytes]], bytes]


def mutated(rng: Random, samples: Sequence[bytes], words: Sequence[bytes]) -> bytes:
    """One of the samples with one to eight changes; `words` are what its kind of file gives meaning to."""
    content = rng.choice(samples)
    for _ in range(rng.choice((1, 1, 1, 2, 3, 8))):
        deed = rng.choice(DEEDS)
        content = deed(rng, content, words if rng.randrange(8) else samples)[:MOST]
    return content


def _two(rng: Random, content: bytes, apart: int = 400) -> tuple[int, int]:
    first = rng.randrange(len(content) + 1)
    return first, min(len(content), first + rng.randrange(1, apart))


def _flipped(rng: Random, content: bytes, words: Sequence[bytes]) -> bytes:
    if not content:
        return b"\x00"
    at = rng.randrange(len(content))
    return content[:at] + bytes([content[at] ^ 1 << rng.randrange(8)]) + content[at + 1 :]


def _noise(rng: Random, content: bytes, words: Sequence[bytes]) -> bytes:
    first, last = _two(rng, content, 40)
    return content[:first] + rng.randbytes(last - first) + content[last:]


def _cut(rng: Random, content: bytes, words: Sequence[bytes]) -> bytes:
    first, last = _two(rng, content, rng.choice((4, 400, 40_000)))
    return content[:first] + content[last:]


def _ended(rng: Random, content: bytes, words: Sequence[bytes]) -> bytes:
    return content[: rng.randrange(len(content) + 1)]


def _put_in(rng: Random, content: bytes, words: Sequence[bytes]) -> bytes:
    at = rng.randrange(len(content) + 1)
    return content[:at] + rng.choice(words) + content[at:]


def _put_over(rng: Random, content: bytes, words: Sequence[bytes]) -> bytes:
    """In place, so that whatever is found by counting bytes is still found."""
    at, word = rng.randrange(len(content) + 1), rng.choice(words)
    return content[:at] + word + content[at + len(word) :]


def _numbered(rng: Random, content: bytes, words: Sequence[bytes]) -> bytes:
    found = list(_NUMBER.finditer(content))
    if not found:
        return content
    start, end = rng.choice(found).span()
    number = rng.choice(NUMBERS)
    if rng.randrange(2):  # as long as it was
        number = number[: end - start].rjust(end - start, b"0")
    return content[:start] + number + content[end:]


def _repeated(rng: Random, content: bytes, words: Sequence[bytes]) -> bytes:
    first, last = _two(rng, content)
    times = rng.choice((2, 2, 3, 20, 1_000, 20_000))
    return content[:first] + content[first:last] * times + content[last:]


def _nested(rng: Random, content: bytes, words: Sequence[bytes]) -> bytes:
    at = rng.randrange(len(content) + 1)
    return content[:at] + rng.choice(OPENINGS) * rng.choice((2, 100, 5_000, 300_000)) + content[at:]


def _swapped(rng: Random, content: bytes, words: Sequence[bytes]) -> bytes:
    first, last = _two(rng, content)
    third, fourth = _two(rng, content)
    if last > third:
        return content
    return content[:first] + content[third:fourth] + content[last:third] + content[first:last] + content[fourth:]


def _lines(rng: Random, content: bytes, words: Sequence[bytes]) -> bytes:
    lines = content.splitlines(keepends=True)
    if not lines:
        return content
    one, other = rng.randrange(len(lines)), rng.randrange(len(lines))
    match rng.randrange(3):
        case 0:
            del lines[one]
        case 1:
            lines.insert(other, lines[one])
        case _:
            lines[one], lines[other] = lines[other], lines[one]
    return b"".join(lines)


def _inside(rng: Random, content: bytes, words: Sequence[bytes]) -> bytes:
    """A change within what a PDF holds packed, packed again into the same room."""
    streams = list(_STREAM.finditer(content))
    if not streams:
        return content
    chosen = rng.choice(streams)
    start, room = chosen.end(), int(chosen[1][:9])
    try:
        packed = zlib.decompress(content[start : start + room])
    except zlib.error:
        return content
    again = zlib.compress(rng.choice(SMALL)(rng, packed, words), 9)
    return content[:start] + again.ljust(room, b"\x00")[:room] + content[start + room :]


SMALL: tuple[Deed, ...] = (_flipped, _noise, _put_over, _numbered)
"""Changes that leave what follows where it was, mostly."""
DEEDS: tuple[Deed, ...] = (
    *SMALL, *SMALL, _inside, _inside, _cut, _ended, _put_in, _put_in, _repeated, _nested, _swapped, _lines, _lines,
)  # fmt: skip
