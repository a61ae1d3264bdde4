"""A fast cut of the fault programme: every row holds, with a few tries."""

import sys
from pathlib import Path

import pytest

from tests.faults.programme import ROWS, Row

pytestmark = [
    pytest.mark.skipif(sys.platform == "win32", reason="processes are forked and killed"),
    pytest.mark.timeout(900),
]


@pytest.mark.parametrize("row", [pytest.param(row, id=f"row-{row.number}") for row in ROWS])
def test_what_is_tried_holds(row: Row, tmp_path: Path) -> None:
    print(row.tried(tmp_path, True))


def test_each_row_has_a_number_of_its_own() -> None:
    numbers = [row.number for row in ROWS]
    assert numbers == sorted(set(numbers))
