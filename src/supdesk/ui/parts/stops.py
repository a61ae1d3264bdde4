"""Where Tab goes next: in reading order, as things are laid out, whenever they were made.

Qt goes by the order in which widgets were made, so that a row added later would be reached after everything else.
"""

from collections.abc import Iterator, Sequence
from operator import itemgetter

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
    inside = [child for child in widget.children() if isinstance(child, QWidget)]
    layout = widget.layout()
    laid = list(_laid(layout, inside)) if layout else []
    for child in laid + [child for child in inside if child not in laid]:
        if child.isVisible() and not child.isWindow():
            yield child
            yield from _walk(child)


def _laid(layout: QLayout, inside: Sequence[QWidget]) -> Iterator[QWidget]:
    """Those inside that stand in the layout, in its order.

    The layout is asked where each stands, never for its items: one seen from Python outlives the item itself, and
    brings the program down when Qt puts a widget in the same place in memory and takes it away again.
    """
    placed: list[tuple[int, QWidget | QLayout]] = [(layout.indexOf(widget), widget) for widget in inside]
    placed += [(layout.indexOf(inner), inner) for inner in layout.children() if isinstance(inner, QLayout)]
    for place, child in sorted(placed, key=itemgetter(0)):
        if isinstance(child, QLayout):
            yield from _laid(child, inside)
        elif place >= 0:
            yield child


def _stops(widget: QWidget) -> bool:
    wanted = bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus) and widget.focusProxy() is None
    return wanted and widget.isEnabled()
