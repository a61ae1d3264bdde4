"""NHS numbers: read as people type them, kept as ten digits, shown in groups of three, three and four."""

import re

from nhs_number.validate import is_valid

_WITHIN = re.compile(r"(?<!\d)\d{3}[ -]?\d{3}[ -]?\d{4}(?!\d)")
_BETWEEN = re.compile(r"[\s\u2010-\u2015\u2212-]")
DIGITS = 10
"""Digits of an NHS number."""


def digits_of(text: str) -> str:
    """The text without spaces and dashes."""
    return _BETWEEN.sub("", text)


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
    return tuple(words for words in _WITHIN.findall(text) if is_nhs_number(words))


def shown(number: str) -> str:
    """Ten digits as people read them, such as "943 476 5919"; anything else as it is."""
    return f"{number[:3]} {number[3:6]} {number[6:]}" if re.fullmatch("[0-9]{10}", number) else number
