"""What a page can't show, named for a person before a record is finished."""

import unicodedata
from collections.abc import Iterable
from pathlib import Path

from supdesk.documents import fonts

_UNNOTICED = frozenset("\n\t\r\u2028\u2029\x85\x0b\x0c")
_CONTROLS = "U+{:04X}, a control character"


def unprintable(texts: Iterable[str], resources: Path) -> tuple[str, ...]:
    """The characters of `texts` that paper would not show as written, each once, by name, in code order.

    Letters written from right to left are named too: the page has no way to put them in their order.
    """
    fonts.register(resources)
    letters = set[str]().union(*map(set, texts)) - _UNNOTICED
    return tuple(name for letter in sorted(letters) if (name := _complaint(letter)))


def _complaint(letter: str) -> str:
    if unicodedata.bidirectional(letter) in {"R", "AL", "AN", "RLE", "RLO", "RLI"}:
        return f"{_name(letter)}, written from right to left"
    if unicodedata.category(letter) == "Mc":
        return f"{_name(letter)}, which joins its neighbours"
    return "" if fonts.showable(letter) else _name(letter)


def _name(letter: str) -> str:
    unnamed = _CONTROLS if unicodedata.category(letter) == "Cc" else "U+{:04X}"
    return unicodedata.name(letter, unnamed.format(ord(letter)))
