"""Where Tab goes next: in reading order, as things are laid out, whenever they were made.

Qt goes by the order in which widgets were made, so that a row added later would be reached after everything else.
"""

from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLayout, QScrollArea, QWidget

from supdesk.ui import theme


def next_stop(root: QWidget, here: QWidget | None, *, forward: bool) -> QWidget | None:
    """The stop after `here` inside `root`, or before it; from the last it goes round to the first."""
    order = list(_walk(root))
    place = order.index(here) if here in order else -1
    before, after = order[: max(place, 0)], order[place + 1 :]
    ring = after + before if forward else before[::-1] + after[::-1]
    return next((widget for widget in ring if _stops(widget)), None)


def bring_into_sight(widget: QWidget) -> None:
    """Scroll until a widget is seen, with a little room about it."""
    above = widget.parentWidget()
    while above is not None and not isinstance(above, QScrollArea):
        above = above.parentWidget()
    if isinstance(above, QScrollArea):
        above.ensureWidgetVisible(widget, 0, theme.current().px(64))


def step(root: QWidget, *, forward: bool) -> bool:
    """Move the keyboard to the next stop inside `root` and bring it into sight; False where there is none."""
    stop = next_stop(root, QApplication.focusWidget(), forward=forward)
    if stop is not None:
        stop.setFocus(Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason)
        bring_into_sight(stop)
    return stop is not None


def _walk(widget: QWidget) -> Iterator[QWidget]:
    """All that is shown inside, from top to bottom."""
    layout = widget.layout()
    laid = list(_laid(layout)) if layout else []
    loose = [child for child in widget.children() if isinstance(child, QWidget) and child not in laid]
    for child in laid + loose:
        if child.isVisible() and not child.isWindow():
            yield child
            yield from _walk(child)


def _laid(layout: QLayout) -> Iterator[QWidget]:
    items = (layout.itemAt(place) for place in range(layout.count()))
    for item in (item for item in items if item is not None):
        if (widget := item.widget()) is not None:
            yield widget
        elif (inner := item.layout()) is not None:
            yield from _laid(inner)


def _stops(widget: QWidget) -> bool:
    wanted = bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus) and widget.focusProxy() is None
    return wanted and widget.isEnabled()
