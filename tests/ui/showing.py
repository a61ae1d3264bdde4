"""A widget on the screen, and what it says."""

from pathlib import Path

from PySide6.QtWidgets import (
    QWidget,
)
from pytestqt.qtbot import QtBot

RESOURCES = Path(__file__).parents[2] / "resources"
FIVE = ["One", "Two", "Three", "Four", "Five"]


def heard(widget: QWidget) -> list[object]:
    """Everything the widget says was edited, from now on."""
    said: list[object] = []
    widget.edited.connect(said.append)  # type: ignore[attr-defined]
    return said


def shown(qtbot: QtBot, widget: QWidget) -> QWidget:
    qtbot.addWidget(widget)
    widget.show()
    qtbot.waitExposed(widget)
    widget.activateWindow()
    qtbot.waitUntil(widget.isActiveWindow)
    return widget
