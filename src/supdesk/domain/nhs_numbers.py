"""NHS numbers: read as people type them, kept as ten digits, shown in groups of three, three and four."""

import re
import unicodedata
from collections.abc import Iterator

from nhs_number.validate import is_valid

_GAP = r"[\s./_\u2010-\u2015\u2212-]"
_WITHIN = re.compile(rf"(?<!\d)(?=(\d(?:{_GAP}{{0,3}}\d){{9}})(?!\d))")
_BETWEEN = re.compile(_GAP)
DIGITS = 10
"""Digits of an NHS number."""


def digits_of(text: str) -> str:
    """The text without what may stand between digits, those of other scripts as plain ones."""
    return _BETWEEN.sub("", "".join(plain for _, plain in _plain(text)))


def _plain(text: str) -> Iterator[tuple[int, str]]:
    """Each letter with its place, as plain as it can be written; none for one that can't be seen."""
    for place, letter in enumerate(text):
        if unicodedata.category(letter) != "Cf":
            for plain in unicodedata.normalize("NFKC", letter):
                yield place, str(digit) if (digit := unicodedata.decimal(plain, None)) is not None else plain


def is_nhs_number(text: str) -> bool:
    """Whether these are ten digits whose last one is right; ten equal ones are none."""
    return bool(text.strip()) and not fault_in(text)


def fault_in(text: str) -> str:
    """What is wrong with a typed number, in a sentence that repeats none of it; nothing where all is right."""
    digits = digits_of(text)
    if not re.fullmatch("[0-9]*", digits):
        return "An NHS number has only digits; spaces and dashes may stand between them."
    if len(digits) != DIGITS:
        return f"An NHS number has {DIGITS} digits; there are {len(digits)} here."
    if len(set(digits)) == 1:
        return "Ten times the same digit is no NHS number."
    if not is_valid(digits):
        return "This is no NHS number: its last digit does not fit the others. Compare it with where it stands."
    return ""


def within(text: str) -> tuple[str, ...]:
    """The NHS numbers in a text, as they stand there."""
    if text.isascii():
        return tuple(words for words in _WITHIN.findall(text) if is_nhs_number(words))
    plain = list(_plain(text))
    found = _WITHIN.finditer("".join(letter for _, letter in plain))
    as_written = (text[plain[each.start(1)][0] : plain[each.end(1) - 1][0] + 1] for each in found)
    return tuple(words for words in as_written if is_nhs_number(words))


def shown(number: str) -> str:
    """Ten digits as people read them, such as "943 476 5919"; anything else as it is."""
    return f"{number[:3]} {number[3:6]} {number[6:]}" if re.fullmatch("[0-9]{10}", number) else number
