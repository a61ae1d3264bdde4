"""From a file's bytes to the text of a CSV, and which sign divides its cells."""

import codecs
import csv
from collections.abc import Callable
from itertools import islice

from supdesk.domain.errors import SupdeskError

LARGEST = 5_000_000
"""Bytes."""

DELIMITERS = ",;\t"

_ZIPPED, _OLD_OFFICE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"


def text_of(content: bytes) -> str:
    """The text: UTF-16 when marked so, else UTF-8, else Windows-1252, without a byte order mark.

    SupdeskError `people.empty`, `people.large`, `people.spreadsheet` or `people.not-csv`.
    """
    if len(content) > LARGEST:
        raise SupdeskError("people.large", f"This file is over {LARGEST // 1_000_000} MB. Split it and try again.")
    if content.startswith((_ZIPPED, _OLD_OFFICE)):
        raise SupdeskError(
            "people.spreadsheet", "This is a spreadsheet. Open it, save it as CSV, and choose that file."
        )
    text = _decoded(content)
    if "\0" in text:
        raise _not_csv()
    if not text.strip():
        raise SupdeskError("people.empty", "There is nothing in this file.")
    return text


def delimiter_of(text: str, promise: Callable[[list[str]], int]) -> str:
    """The sign that reads the first line best: most cells that `promise` knows, then most cells."""
    first = list(islice((line for line in text.splitlines() if line.strip()), 1))
    return max(DELIMITERS, key=lambda sign: _fit(first, sign, promise))


def _fit(first: list[str], sign: str, promise: Callable[[list[str]], int]) -> tuple[int, int]:
    try:
        cells = next(csv.reader(first, delimiter=sign), [])
    except csv.Error:
        return 0, 0
    return promise(cells), len(cells)


def _decoded(content: bytes) -> str:
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return _strictly(content, "utf-16")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return _strictly(content, "cp1252")


def _strictly(content: bytes, encoding: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        raise _not_csv() from error


def _not_csv() -> SupdeskError:
    return SupdeskError("people.not-csv", "This file is not a CSV list. Save the list as CSV and choose that file.")
