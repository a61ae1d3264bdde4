"""Each test has a desk of its own."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from supdesk.desk.desk import Desk
from tests.desk.desks import new_desk


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = new_desk(tmp_path / "vault")
    yield made
    made.vault.close()
