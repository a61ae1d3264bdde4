"""What several tests of the vault begin with."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from supdesk.vault.cipher import Connection
from tests.vault.vaults import new_vault


@pytest.fixture
def cx(tmp_path: Path) -> Iterator[Connection]:
    """A vault in which anything may be missing that others speak of."""
    vault = new_vault(tmp_path)
    vault.cx.execute("PRAGMA foreign_keys = OFF")
    yield vault.cx
    vault.close()
