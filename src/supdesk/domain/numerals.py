"""Numerals: small numbers as words."""

_WORDS = ("none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


def numeral(number: int) -> str:
    """A small number as a word, such as "three"; a larger one in digits."""
    return _WORDS[number] if number < len(_WORDS) else f"{number:,}"
