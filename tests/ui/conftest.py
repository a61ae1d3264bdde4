"""The window is tested without a screen, dressed as people see it."""

import gc
from collections.abc import Iterator
from pathlib import Path

import pytest
import shiboken6
from PySide6.QtWidgets import QApplication, QSpacerItem, QWidgetItem

from supdesk.ui import theme
from supdesk.ui.parts.layouts import Wrapping
from supdesk.ui.sweeping import sweep_here

RESOURCES = Path(__file__).parents[2] / "resources"


@pytest.fixture(scope="session", autouse=True)
def swept(qapp: QApplication) -> None:
    """Rubbish is swept where widgets live, as in the program."""
    sweep_here(qapp)


@pytest.fixture(autouse=True)
def no_item_seen() -> Iterator[None]:
    """Python sees no item of a layout but those a layout of our own holds: it would outlive the item itself.

    Its place in memory stays taken then in the bindings' books, and the next widget there brings the program down.
    """
    yield
    seen = [each for each in shiboken6.getAllValidWrappers() if isinstance(each, QWidgetItem | QSpacerItem)]
    held = (
        [item for each in gc.get_objects() if issubclass(type(each), Wrapping) for item in each.items]
        if seen
        else []
    )
    assert [each for each in seen if each not in held] == []


@pytest.fixture(autouse=True)
def worn(qapp: QApplication) -> theme.Theme:
    """The light theme at its plainest."""
    now = theme.current()
    return (
        now
        if (now.scheme, now.scale, bool(now.resources)) == ("light", 100, True)
        else theme.apply(qapp, RESOURCES, "light")
    )
