"""Letters find a font, and typed markup stays text."""

from pathlib import Path

import pytest

from supdesk.documents import fonts
from supdesk.documents.wording import MOST, pieces

RESOURCES = Path(__file__).parents[2] / "resources"


@pytest.fixture(autouse=True)
def _registered():
    fonts.register(RESOURCES)


def test_a_letter_the_first_font_lacks_is_set_in_the_wide_one():
    assert fonts.markup("a✓b") == f'a<font name="{fonts.WIDE}">✓</font>b'


def test_a_letter_no_font_has_leaves_a_mark():
    assert fonts.markup("a中\x00") == "a" + fonts.MISSING * 2


def test_tags_are_text():
    assert fonts.markup("<b>&") == "&lt;b&gt;&amp;"


@pytest.mark.parametrize("text", ["word " * 3_000, "x" * 9_000, "line\n" * 400, "", "short"])
def test_pieces_are_short_and_lose_nothing(text):
    found = list(pieces(text))
    assert all(len(piece) <= MOST and piece.count("\n") <= 25 for piece in found)
    assert "".join("".join(found).split()) == "".join(text.split())
