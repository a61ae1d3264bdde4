"""A hostile PDF: whatever is done to a form that came back, it is read as it was or refused with a sentence."""

import time
import tracemalloc
import zlib
from collections.abc import Callable
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from supdesk.documents.inputs import MARK, draft_of
from supdesk.documents.returned import LARGEST, read_inputs
from supdesk.domain.blanks import Blank, read_token, to_token
from supdesk.domain.errors import SupdeskError
from tests.documents.filled import by_qpdf, filled
from tests.documents.test_fillable import VALUES, blank, everything

KEY = b"k" * 32
TOKEN = to_token(Blank("session-1", "person-1", "ab" * 32, "01" * 16), KEY)
SECONDS = 20
"""Far beyond what any of these takes, and far below what an unbounded one would."""


@cache
def plain() -> bytes:
    return filled(blank(everything(), TOKEN), VALUES)


@cache
def packed() -> bytes:
    """With every field in a compressed stream that has a checksum of its own."""
    with TemporaryDirectory() as folder:
        return by_qpdf(plain(), Path(folder), "--object-streams=generate")


def draft_from(content: bytes) -> tuple[object, object]:
    """Whose it is, and what it says."""
    inputs = read_inputs(content)
    return read_token(inputs.get(MARK, ""), KEY), draft_of(everything(), inputs)


def mutated(content: bytes, deeds: list[tuple[str, int, int, int]]) -> bytes:
    for deed, one, other, byte in deeds:
        first, last = sorted((one % (len(content) + 1), other % (len(content) + 1)))
        match deed:
            case "flip":
                content = content[:first] + bytes([byte]) + content[first + 1 :]
            case "cut":
                content = content[:first] + content[last:]
            case "end":
                content = content[:first]
            case "splice":
                content = content[:last] + content[first : first + 400] + content[last:]
            case "swap":
                content = content[:first] + content[last : last + 60] + content[first + 60 :]
    return content


DEEDS = st.lists(
    st.tuples(
        st.sampled_from(["flip", "flip", "flip", "cut", "end", "splice", "swap"]),
        st.integers(0, 1 << 20),
        st.integers(0, 1 << 20),
        st.integers(0, 255),
    ),
    min_size=1,
    max_size=4,
)


@given(DEEDS)
def test_a_mutated_file_says_the_same_or_is_refused(deeds: list[tuple[str, int, int, int]]) -> None:
    """In the packed file each answer is under a checksum, so what is read at all is what was written."""
    try:
        found = draft_from(mutated(packed(), deeds))
    except SupdeskError:
        return
    assert found == draft_from(packed())


@given(DEEDS)
def test_a_mutated_plain_file_is_nobody_elses(deeds: list[tuple[str, int, int, int]]) -> None:
    """A letter of an answer may change there, as the supervisee could; whose it is and what is asked may not."""
    try:
        whose, draft = draft_from(mutated(plain(), deeds))
    except SupdeskError:
        return
    assert whose == read_token(TOKEN, KEY)
    assert isinstance(draft, dict)


@given(st.binary(max_size=600).map(lambda rubbish: b"%PDF-1.7\n" + rubbish + b"\nstartxref\n9\n%%EOF\n"))
def test_rubbish_is_refused_with_a_sentence(content: bytes) -> None:
    with pytest.raises(SupdeskError):
        read_inputs(content)


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


def _overlapping() -> bytes:
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


def _long_line() -> bytes:
    return assembled(CATALOG % b"3 0 R", PAGES, b"<< /T (a) /FT /Tx /V (" + b"a" * 9_000_000 + b") >>")


def _endless_table() -> bytes:
    """A table that says where another one is, which is itself."""
    whole = assembled(CATALOG % b"", PAGES)
    start = whole.index(b"xref\n")
    return whole.replace(b"/Root 1 0 R", b"/Root 1 0 R /Prev %d" % start)


HOSTILE = [
    _loop, _page_loop, _many_fields, _deep, _self_reference, _bomb, _bomb_of_bombs, _crowded_stream, _endless_table,
    _crowded_answers, _claimed_lines, _long_number, _overlapping,
]  # fmt: skip


@pytest.mark.parametrize("made", HOSTILE, ids=lambda made: made.__name__.strip("_").replace("_", " "))
def test_what_would_keep_a_reader_busy_for_ever_is_refused_soon(made: Callable[[], bytes]) -> None:
    content = made()
    assert len(content) < LARGEST
    begun = time.monotonic()
    with pytest.raises(SupdeskError):
        draft_from(content)
    assert time.monotonic() - begun < SECONDS


def test_what_would_fill_the_memory_is_refused_before_it_does() -> None:
    content = _overlapping()
    tracemalloc.start()
    try:
        with pytest.raises(SupdeskError):
            read_inputs(content)
        assert tracemalloc.get_traced_memory()[1] < 300_000_000
    finally:
        tracemalloc.stop()


def test_an_action_behind_a_mark_that_stands_on_no_page_is_refused() -> None:
    kid = b"<< /AS /Off /AA << /D << /S /JavaScript /JS (app.alert(1)) >> >> >>"
    with pytest.raises(SupdeskError, match="script"):
        read_inputs(assembled(CATALOG % b"3 0 R", PAGES, b"<< /T (a) /FT /Btn /Kids [4 0 R] >>", kid))


def test_an_answer_of_millions_of_letters_is_refused_soon() -> None:
    begun = time.monotonic()
    with pytest.raises(SupdeskError):
        draft_from(_long_line())
    assert time.monotonic() - begun < SECONDS


def test_a_form_whose_beginning_was_shifted_by_a_mail_system_is_read_or_refused() -> None:
    with pytest.raises(SupdeskError):
        read_inputs(b"\r\n" * 600 + plain())
    assert draft_from(b"\r\n" + plain()) == draft_from(plain())
