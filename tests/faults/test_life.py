"""A few stories of a vault's whole life; `make faults` tells many."""

from pathlib import Path

import pytest

from tests.faults.living import lived


@pytest.mark.timeout(900)
def test_whatever_is_done_in_whatever_order_the_vault_holds_what_it_must(tmp_path: Path) -> None:
    print(lived(tmp_path, True))
