"""Words that may identify somebody: pointed at before a record is finished, and never more than pointed at."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from supdesk.domain import nhs_numbers

_AREA, _REST = r"[A-Z]{1,2}\d[A-Z\d]?", r"\d[ABD-HJLNP-UW-Z]{2}"
_POSTCODE = re.compile(rf"\b{_AREA} ?{_REST}\b|(?i:\b{_AREA} {_REST}\b)")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_DAY = re.compile(
    r"(?<![\d/.-])(?:(?P<d>\d{1,2})(?:st|nd|rd|th)?(?:[/.-](?P<m>\d{1,2})[/.-]|\s+(?:of\s+)?(?P<word>[a-z]{3,9})\.?,?\s+)"
    r"(?P<y>\d{4}|\d{2})|(?P<iy>\d{4})-(?P<im>\d{2})-(?P<id>\d{2}))(?![\d/-])",
    re.IGNORECASE,
)
_BORN = re.compile(r"(?:\bborn\b|\bd\.?o\.?b\b\.?|\bdate of birth\b)\W*(?:on|is|was)?\W*$", re.IGNORECASE)
_LONG_AGO = timedelta(days=365)
_PART = re.compile(r"[^\W\d_]{2,}")
_TITLES = {"dr", "mr", "mrs", "ms", "mx"}


@dataclass(frozen=True, slots=True)
class Suspect:
    """Words that may identify somebody, and how, such as "looks like a postcode"."""

    words: str
    how: str


def suspects(text: str, names: Iterable[str], day: date) -> tuple[Suspect, ...]:
    """What in `text`, written of `day`, looks like an NHS number, a date of birth, a postcode or one of `names`.

    A date counts when it follows such words as "born", or lies more than a year back.
    """
    return tuple(
        dict.fromkeys([
            *(Suspect(words, "looks like an NHS number") for words in nhs_numbers.within(text)),
            *(Suspect(words, "looks like a date of birth") for words in _births(text, day)),
            *(Suspect(found.group(), "looks like a postcode") for found in _POSTCODE.finditer(text)),
            *(Suspect(name, "is on your list of people") for name in names if _named(name, text)),
        ])
    )  # fmt: skip


def parts_of_names(text: str, names: Iterable[str]) -> tuple[Suspect, ...]:
    """Single words of `names` that stand in `text` with a capital; some by chance, such as May or Rose.

    However the list spells them: names that were imported may be all capitals.
    """
    parts = {word.casefold() for name in names for word in _PART.findall(name)} - _TITLES
    found = dict.fromkeys(word for word in _PART.findall(text) if word[0].isupper() and word.casefold() in parts)
    return tuple(Suspect(word, "is part of a name on your list") for word in found)


def _births(text: str, day: date) -> Iterator[str]:
    for found in _DAY.finditer(text):
        on = _day(found, day)
        said = _BORN.search(text[max(0, found.start() - 24) : found.start()])
        if on is not None and on <= day and (said or day - on > _LONG_AGO):
            yield found.group()


def _day(found: re.Match[str], day: date) -> date | None:
    """The day written, in British order; two digits of a year mean the last such year."""
    if found["iy"]:
        parts = int(found["iy"]), int(found["im"]), int(found["id"])
    else:
        month = int(found["m"]) if found["m"] else _month(found["word"])
        year = int(found["y"])
        if len(found["y"]) == 2:
            year += day.year // 100 * 100 - (100 if year > day.year % 100 else 0)
        parts = year, month, int(found["d"])
    try:
        return date(*parts)
    except ValueError:
        return None


def _month(word: str) -> int:
    return _MONTHS.index(word[:3].casefold()) + 1 if word[:3].casefold() in _MONTHS else 0


def _named(name: str, text: str) -> bool:
    """A whole name of at least two words: first names alone are everywhere."""
    words = [re.escape(word) for word in name.split()]
    return len(words) > 1 and bool(re.search(r"\b" + r"\s+".join(words) + r"\b", text, re.IGNORECASE))
