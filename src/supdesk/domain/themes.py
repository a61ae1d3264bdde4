"""Themes: a few words that say what kind of work a record was about, counted and never told of anybody."""

from collections.abc import Iterable

LONGEST = 40
"""Characters of a theme: it is a word or three, not a sentence."""
MOST = 12
"""Themes of one record."""


def theme(text: str) -> str:
    """The theme as it is kept: one line, in small letters but for its first; empty where nothing was typed."""
    words = " ".join(text.replace(",", " ").split())[:LONGEST].strip()
    return words[:1].upper() + words[1:].lower() if words and not words.isupper() else words


def themes(texts: Iterable[str]) -> tuple[str, ...]:
    """These themes, each once, in the order of the alphabet."""
    return tuple(sorted({found for text in texts if (found := theme(text))}, key=str.casefold))
