"""`make faults`: every row with its figure; 1 when one does not hold. ARGS="5 16" runs some, --few a fast cut."""

import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

import pytest

from tests.faults.programme import ROWS, Row


def main(words: list[str]) -> int:
    """Run the rows named, or all."""
    few, wanted = "--few" in words, {int(word) for word in words if word.isdigit()}
    rows = [row for row in ROWS if not wanted or row.number in wanted]
    held = [_holds(row, few) for row in rows]
    return int(not all(held))


def _holds(row: Row, few: bool) -> bool:
    began = perf_counter()
    with TemporaryDirectory(prefix="faults-") as made:
        try:
            figure, holds = row.tried(Path(made), few), True
        except (Exception, pytest.skip.Exception) as error:  # a tool that is missing is no row that holds
            figure, holds = f"{type(error).__name__} {error}".strip(), False
    mark = "holds" if holds else "FAILS"
    print(f"{row.number:>2} {mark}  {row.what}: {figure} ({perf_counter() - began:.0f} s)", flush=True)
    return holds


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
