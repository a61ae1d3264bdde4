"""Reflections: a person's own pages, private to them, and the copies they gave away."""

from dataclasses import dataclass
from datetime import datetime

from supdesk.domain.numerals import numeral


@dataclass(frozen=True, slots=True)
class Copy:
    """A copy of one revision of a page: to whom it was given, when (UTC), and the sealed file that was."""

    id: str
    page_id: str
    revision: int
    to: str
    at: datetime
    file_id: str


def standing(there: int, wanted: int, one: str, many: str) -> str:
    """What is there and what is missing, in a sentence; more than is wanted is no news."""
    named = f"{numeral(there).capitalize()} {one if there == 1 else many}"
    verb = "is" if there == 1 else "are"
    if there >= wanted:
        return f"{named} {verb} here: nothing is missing." if there else "Nothing is asked for."
    left = wanted - there
    missing = f"{numeral(left).capitalize()} {one if left == 1 else many} to write"
    return (
        f"{missing}." if not there else f"{named} {verb} here. {missing.replace(' to write', '')} still to write."
    )
