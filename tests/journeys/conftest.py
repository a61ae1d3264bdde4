"""Each journey gets a screen of its own."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.journeys.screen import REGISTRY, TOOLS, Screen
from tests.tools import needs_tool


@pytest.fixture
def screen(tmp_path: Path) -> Iterator[Screen]:
    """An empty screen, 1280 x 800, whose home folder is `tmp_path / "home"`."""
    needs_tool(*TOOLS, str(REGISTRY))
    with Screen(tmp_path / "home") as screen:
        yield screen
