"""Every part on a page, at every size: nothing is cut, covered or nameless."""

from collections.abc import Iterator
from itertools import pairwise

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QTextEdit,
    QWidget,
)

from supdesk.ui import theme
from supdesk.ui.parts import (
    Button,
    Field,
    ListRow,
    Table,
)
from tests.ui import gallery
from tests.ui.showing import RESOURCES

# Everything together


@pytest.fixture(params=[(1280, 800, 100), (1024, 700, 100), (1280, 800, 150)], ids=lambda p: f"{p[0]}-{p[2]}")
def pages(request: pytest.FixtureRequest, qapp: QApplication) -> Iterator[list[QWidget]]:
    """Every page of the gallery, as wide as the window leaves it, at different sizes of window and type."""
    width, height, scale = request.param
    theme.apply(qapp, RESOURCES, "light", scale)
    made: list[QWidget] = [gallery.today(), gallery.form(), gallery.parts(), gallery.table(), gallery.empty()]
    for page in made:
        page.resize(width - theme.current().px(208), height - theme.current().px(60))
        page.show()
    for _ in range(4):
        qapp.processEvents()
    yield made
    for page in made:
        page.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def test_no_words_are_cut(pages: list[QWidget]) -> None:
    cut = []
    for page in pages:
        for label in page.findChildren(QLabel):
            if label.isVisible() and label.text():
                needed = label.heightForWidth(label.width()) if label.wordWrap() else label.sizeHint().height()
                wide = 0 if label.wordWrap() else label.sizeHint().width()
                if label.height() < needed or label.width() < wide:
                    cut.append(label.text())
        cut += [b.text() for b in page.findChildren(Button) if b.isVisible() and b.width() < b.sizeHint().width()]
    assert cut == []


def test_nothing_lies_over_anything_else(pages: list[QWidget]) -> None:
    for page in pages:
        for field in page.findChildren(Field):
            parts = [
                w for w in field.children() if isinstance(w, QWidget) and w.isVisible() and w is not field.label
            ]
            spans = sorted((part.y(), part.y() + part.height()) for part in parts)
            assert all(upper[1] <= lower[0] for upper, lower in pairwise(spans)), field.label.text()


def test_everything_the_keyboard_reaches_has_a_name(pages: list[QWidget]) -> None:
    nameless = []
    for page in pages:
        for widget in page.findChildren(QWidget):
            stops = bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus) and widget.isVisible()
            kinds = QAbstractButton | QLineEdit | QTextEdit | QComboBox | Table | ListRow
            if (
                stops
                and isinstance(widget, kinds)
                and not (widget.accessibleName() or getattr(widget, "text", str)())
            ):
                nameless.append(widget)
    assert nameless == []


def test_no_frame_that_only_scrolls_stops_the_keyboard(pages: list[QWidget]) -> None:
    for page in pages:
        for area in page.findChildren(QAbstractScrollArea):
            if not isinstance(area, QTextEdit | Table) and type(area).__name__ == "QScrollArea":
                assert area.focusPolicy() == Qt.FocusPolicy.NoFocus


def test_no_part_shows_itself_before_it_stands_on_a_page(qapp: QApplication) -> None:
    """A part shown without a parent is a window of its own, for a blink."""
    before = {id(window) for window in QApplication.topLevelWidgets() if window.isVisible()}
    made = [gallery.today(), gallery.form(), gallery.parts(), gallery.table(), gallery.empty(), gallery.desk()]
    shown_now = [
        window for window in QApplication.topLevelWidgets() if window.isVisible() and id(window) not in before
    ]
    assert shown_now == []
    for page in made:
        page.deleteLater()
