"""The window is tested without a screen, dressed as people see it."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from supdesk.ui import theme
from supdesk.ui.sweeping import sweep_here

RESOURCES = Path(__file__).parents[2] / "resources"


@pytest.fixture(scope="session", autouse=True)
def swept(qapp: QApplication) -> None:
    """Rubbish is swept where widgets live, as in the program."""
    sweep_here(qapp)


@pytest.fixture(autouse=True)
def worn(qapp: QApplication) -> theme.Theme:
    """The light theme at its plainest."""
    now = theme.current()
    return (
        now
        if (now.scheme, now.scale, bool(now.resources)) == ("light", 100, True)
        else theme.apply(qapp, RESOURCES, "light")
    )
