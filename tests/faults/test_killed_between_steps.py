"""Killed at any of its steps, a deed leaves a vault that opens and holds, and nothing half-made passes as whole."""

import sys
from pathlib import Path

import pytest

from tests.faults.killing import make_template
from tests.faults.stepping import DEEDS

pytestmark = [
    pytest.mark.skipif(sys.platform == "win32", reason="a process is forked before each step"),
    pytest.mark.timeout(900),
]


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("template")
    make_template(place)
    return place


# A register and an old vault's migration have so many steps that only `make faults` tries them all.
@pytest.mark.parametrize("deed", sorted(DEEDS.keys() - {"migration", "register"}))
def test_nothing_half_made_passes_as_whole(deed: str, template: Path, tmp_path: Path) -> None:
    steps = DEEDS[deed](template, tmp_path)
    assert steps > 0
    print(f"{deed}: killed at each of {steps} steps")
