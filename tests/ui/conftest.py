"""The window is tested without a screen, dressed as people see it."""

import gc
from collections.abc import Iterator
from pathlib import Path

import pytest
import shiboken6
from PySide6.QtWidgets import QApplication, QSpacerItem, QWidgetItem
from pytestqt.qtbot import QtBot

from supdesk.ui import theme
from supdesk.ui.parts.layouts import Wrapping
from supdesk.ui.sweeping import sweep_here
from supdesk.ui.window import Window, open_window
from tests.ui.windows import Opener, World

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


@pytest.fixture
def world(tmp_path: Path) -> World:
    """What is outside a window."""
    return World(tmp_path)


@pytest.fixture
def opener(world: World, qapp: QApplication, qtbot: QtBot) -> Iterator[Opener]:
    """Opens the window over a vault, and leaves it at the end."""
    windows: list[Window] = []

    def make(vault: Path | None) -> Window:
        made = open_window(qapp, world.outside(), vault)
        qtbot.addWidget(made.shell)
        windows.append(made)
        return made

    yield make
    for window in windows:
        window.leave()
