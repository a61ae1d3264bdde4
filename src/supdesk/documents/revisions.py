"""A first walk over a hostile PDF, cheap and bounded, before a real parser may touch it.

supdesk writes plain cross-reference tables only. Streams of compressed references, where a few bytes can
claim thousands of millions of objects, are turned away here.
"""

import re

MOST_REVISIONS = 16
MOST_OBJECTS = 200_000
_LONGEST_TRAILER = 4_096

_END = re.compile(rb"startxref\s{1,2}(\d{1,10})\s{1,2}%%EOF\r?\n?\Z")
_TABLE = re.compile(rb"xref\s{1,2}")
_SECTION = re.compile(rb"(\d{1,10}) (\d{1,10})\s{1,2}")
_COMMENT = re.compile(rb"(?m)^%[^\r\n]*")
_PREVIOUS = re.compile(rb"/Prev (\d{1,10})\s")
_ENTRY_BYTES = 20


class ForeignLayoutError(Exception):
    """The file is not laid out as supdesk lays out its PDFs, so nothing is read from it."""


def count_revisions(content: bytes) -> int:
    """How many revisions the cross-reference tables chain together. Raises ForeignLayoutError."""
    end = _END.search(content, max(0, len(content) - 64))
    if end is None:
        raise ForeignLayoutError("no end of file")
    return len(_walk(content, int(end[1])))


def _walk(content: bytes, newest: int) -> list[int]:
    tables: list[int] = []
    objects = 0
    at: int | None = newest
    while at is not None:
        if tables and at >= tables[-1]:
            raise ForeignLayoutError("tables out of order")
        tables.append(at)
        entries, trailer_at = _table(content, at)
        objects += entries
        if len(tables) > MOST_REVISIONS or objects > MOST_OBJECTS:
            raise ForeignLayoutError("too much")
        at = _previous(content, trailer_at)
    return tables


def _table(content: bytes, at: int) -> tuple[int, int]:
    """The number of entries in the table at this offset, and where its trailer begins."""
    opening = _TABLE.match(content, at)
    if opening is None:
        raise ForeignLayoutError("no table")
    at, entries = opening.end(), 0
    while section := _SECTION.match(content, at):
        # An empty section counts too: a file could hold millions of them.
        entries += int(section[2]) or 1
        at = section.end() + _ENTRY_BYTES * int(section[2])
        if entries > MOST_OBJECTS:
            raise ForeignLayoutError("too much")
    if not content.startswith(b"trailer", at):
        raise ForeignLayoutError("no trailer")
    return entries, at


def _previous(content: bytes, trailer_at: int) -> int | None:
    """Where the table before lies; None for the first. Spellings that could hide one are refused."""
    end = content.find(b"startxref", trailer_at, trailer_at + _LONGEST_TRAILER)
    text = _COMMENT.sub(b"", content[trailer_at : max(end, trailer_at)])
    found = _PREVIOUS.findall(text)
    if end < 0 or b"#" in text or b"%" in text or b"/XRefStm" in text or text.count(b"/Prev") != len(found):
        raise ForeignLayoutError("unusual trailer")
    if len(found) > 1:
        raise ForeignLayoutError("two tables before this one")
    return int(found[0]) if found else None
