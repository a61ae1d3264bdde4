"""Spelling: how texts that people typed are compared."""


def folded(text: str) -> str:
    """The text for comparing: in small letters, with single spaces."""
    return " ".join(text.casefold().split())
