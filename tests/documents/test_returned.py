"""A hostile PDF: whatever is done to a form that came back, it is read as it was or refused with a sentence."""

import time
import tracemalloc
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
from tests.documents.hostile import CATALOG, HOSTILE, PAGES, assembled, overlapping
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


@pytest.mark.parametrize("made", HOSTILE, ids=lambda made: made.__name__.strip("_").replace("_", " "))
def test_what_would_keep_a_reader_busy_for_ever_is_refused_soon(made: Callable[[], bytes]) -> None:
    content = made()
    assert len(content) < LARGEST
    begun = time.monotonic()
    with pytest.raises(SupdeskError):
        draft_from(content)
    assert time.monotonic() - begun < SECONDS


def test_what_would_fill_the_memory_is_refused_before_it_does() -> None:
    content = overlapping()
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


def test_a_form_whose_beginning_was_shifted_by_a_mail_system_is_read_or_refused() -> None:
    with pytest.raises(SupdeskError):
        read_inputs(b"\r\n" * 600 + plain())
    assert draft_from(b"\r\n" + plain()) == draft_from(plain())
