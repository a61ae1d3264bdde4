"""Hostile PDFs: forms made to keep a reader busy for ever, or to fill the memory."""

import zlib


def assembled(*objects: bytes, root: int = 1) -> bytes:
    """A PDF of these objects, numbered from 1, under a plain table."""
    out = bytearray(b"%PDF-1.7\n")
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n" % number + body + b"\nendobj\n"
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    return bytes(out) + b"trailer\n<< /Size %d /Root %d 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (
        len(objects) + 1,
        root,
        start,
    )


CATALOG = b"<< /Type /Catalog /Pages 2 0 R /AcroForm << /Fields [%s] >> >>"
PAGES = b"<< /Type /Pages /Kids [] /Count 0 >>"


def _loop() -> bytes:
    return assembled(CATALOG % b"3 0 R", PAGES, b"<< /T (a) /Kids [3 0 R] >>")


def _page_loop() -> bytes:
    return assembled(CATALOG % b"", b"<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 9 >>")


def _many_fields() -> bytes:
    return assembled(CATALOG % (b"3 0 R " * 100_000), PAGES, b"<< /T (a) /FT /Tx /V (b) >>")


def _deep() -> bytes:
    return assembled(CATALOG % (b"[" * 50_000 + b"]" * 50_000), PAGES)


def _self_reference() -> bytes:
    return assembled(CATALOG % b"3 0 R", PAGES, b"3 0 R")


def _bomb() -> bytes:
    """An answer in a stream that would become a gigabyte."""
    packed_away = zlib.compress(b"a" * 200_000_000, 9)
    stream = b"<< /Length %d /Filter /FlateDecode >>\nstream\n" % len(packed_away) + packed_away + b"\nendstream"
    return assembled(CATALOG % b"3 0 R", PAGES, b"<< /T (a) /FT /Tx /V 4 0 R >>", stream)


def _bomb_of_bombs() -> bytes:
    inner = zlib.compress(zlib.compress(b"a" * 200_000_000, 9), 9)
    head = b"<< /Length %d /Filter [/FlateDecode /FlateDecode] >>\nstream\n" % len(inner)
    return assembled(CATALOG % b"3 0 R", PAGES, b"<< /T (a) /FT /Tx /V 4 0 R >>", head + inner + b"\nendstream")


def _packed(fields: bytes, body: bytes, count: int, apart: int = 0) -> bytes:
    """`count` objects in one compressed stream, so many bytes `apart` in its `body`; `fields` are of the form."""
    index = b" ".join(b"%d %d" % (5 + place, apart * place) for place in range(count))
    whole = zlib.compress(index + b" " + body)
    head = b"<< /Type /ObjStm /N %d /First %d /Length %d /Filter /FlateDecode >>\nstream\n" % (
        count,
        len(index) + 1,
        len(whole),
    )
    objects = [CATALOG % fields, PAGES, head + whole + b"\nendstream"]
    out, places = bytearray(b"%PDF-1.7\n"), []
    for number, each in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n" % number + each + b"\nendobj\n"
    start = len(out)
    rows = b"\x00\x00\x00\x00\x00\xff" + b"".join(b"\x01" + place.to_bytes(4, "big") + b"\x00" for place in places)
    rows += b"\x01" + start.to_bytes(4, "big") + b"\x00"
    rows += b"".join(b"\x02\x00\x00\x00\x03\x00" for _ in range(count))
    return bytes(out) + _table(4, 5 + count, b"1 4 1", zlib.compress(rows), start)


def _table(number: int, size: int, widths: bytes, rows: bytes, start: int) -> bytes:
    head = b"%d 0 obj\n<< /Type /XRef /Size %d /W [%s] /Root 1 0 R /Length %d /Filter /FlateDecode >>\nstream\n"
    return (
        head % (number, size, widths, len(rows)) + rows + b"\nendstream\nendobj\nstartxref\n%d\n%%%%EOF\n" % start
    )


def _references(first: int, count: int) -> bytes:
    return b" ".join(b"%d 0 R" % number for number in range(first, first + count))


def _crowded_stream() -> bytes:
    """Objects in one stream of tens of thousands, each looked up from its beginning."""
    body = b"".join(b"<< /T (%07d) /FT /Tx >>\n" % place for place in range(60_000))
    return _packed(_references(59_605, 400), body, 60_000, len(body) // 60_000)


def _crowded_answers() -> bytes:
    """Hundreds of objects of a few million letters, all of which are the same few thousand bytes."""
    body = b"<< /AS /Off /V (" + b"a" * 3_900_000 + b") >>"
    return _packed(b"<< /T (a) /Kids [%s] >>" % _references(5, 450), body, 450)


def _claimed_lines() -> bytes:
    """A table of no bytes that says it has twenty million lines."""
    head = b"%PDF-1.7\n"
    return head + _table(1, 20_000_000, b"0 0 0", zlib.compress(b""), len(head))


def _long_number() -> bytes:
    """A number of a million digits, copied each time some more of it are read."""
    return _packed(_references(5, 1), b"<< /T (a) /FT /Tx /V " + b"1" * 3_900_000 + b" >>", 1)


def overlapping() -> bytes:
    """Streams that all reach to the end of the file."""
    count, padding = 450, 8_000_000

    def head(number: int, rest: int) -> bytes:
        return b"%d 0 obj\n<< /T (%d) /FT /Tx /Length %08d >>\nstream\n" % (number, number, rest)

    out, places = bytearray(assembled(CATALOG % _references(100, count), PAGES).partition(b"xref\n")[0]), {}
    places[1], places[2] = out.index(b"1 0 obj"), out.index(b"2 0 obj")
    for number in range(100, 100 + count):
        places[number] = len(out)
        out += head(number, padding + sum(len(head(later, 0)) for later in range(number + 1, 100 + count)))
    out += b"z" * padding + b"\nendstream\nendobj\n"
    start = len(out)
    out += b"xref\n" + b"".join(b"%d 1\n%010d 00000 n \n" % each for each in places.items())
    return bytes(out) + b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (100 + count, start)


def long_line() -> bytes:
    """An answer of millions of letters."""
    return assembled(CATALOG % b"3 0 R", PAGES, b"<< /T (a) /FT /Tx /V (" + b"a" * 9_000_000 + b") >>")


def _endless_table() -> bytes:
    """A table that says where another one is, which is itself."""
    whole = assembled(CATALOG % b"", PAGES)
    start = whole.index(b"xref\n")
    return whole.replace(b"/Root 1 0 R", b"/Root 1 0 R /Prev %d" % start)


HOSTILE = (
    _loop, _page_loop, _many_fields, _deep, _self_reference, _bomb, _bomb_of_bombs, _crowded_stream, _endless_table,
    _crowded_answers, _claimed_lines, _long_number, overlapping, long_line,
)  # fmt: skip
"""How each is made."""
