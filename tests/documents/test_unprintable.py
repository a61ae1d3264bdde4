"""What paper can't show is named before Finish."""

from pathlib import Path

from supdesk.documents.unprintable import unprintable

RESOURCES = Path(__file__).parents[2] / "resources"


def test_ordinary_writing_has_nothing_to_complain_of():
    assert unprintable(["Café, naïve – “quoted” ✓\n\tŁódź 😀"], RESOURCES) == ()


def test_a_letter_no_font_has_is_named():
    assert unprintable(["中"], RESOURCES) == ("CJK UNIFIED IDEOGRAPH-4E2D",)


def test_letters_from_right_to_left_are_named_as_such():
    assert unprintable(["א"], RESOURCES) == ("HEBREW LETTER ALEF, written from right to left",)


def test_a_control_character_is_named_once():
    assert unprintable(["a\x07", "b\x07"], RESOURCES) == ("U+0007, a control character",)
