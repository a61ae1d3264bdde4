"""A register as CSV: UTF-8 with a byte order mark, CRLF, RFC 4180, and no cell a spreadsheet would run."""

import csv
import io
import re
from collections.abc import Sequence

from supdesk.domain.registers import Register
from supdesk.exchange.columns import KEYS, of, table

# Spreadsheets skip blanks and invisible marks before deciding that a cell is a formula, and some
# input methods write the same signs at full width.
_UNSEEN = r"\s\x00-\x1f\x7f-\x9f\u00ad\u180e\u200b-\u200f\u2028-\u202f\u2060-\u206f\ufeff"
_FORMULA = re.compile(rf"[\t\r\n\x00]|[{_UNSEEN}]*[=+\-@＝＋－＠−]")


def guarded(cell: str) -> str:
    """The cell, with a leading apostrophe where a spreadsheet could take it for a formula."""
    return f"'{cell}" if _FORMULA.match(cell) else cell


def to_csv(register: Register, keys: Sequence[str] = KEYS) -> bytes:
    """The register's rows under one heading line, dates as 2026-01-31.

    SupdeskError `register.column` for an unknown column.
    """
    columns = of(register, keys)
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow([column.heading for column in columns])
    for cells in table(register, columns):
        writer.writerow([guarded(cell) for cell in cells])
    return text.getvalue().encode("utf-8-sig")
