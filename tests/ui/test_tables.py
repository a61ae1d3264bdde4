"""Tables and lists: order, rows, and what does not fit."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
)
from pytestqt.qtbot import QtBot

from supdesk.ui import theme
from supdesk.ui.parts import (
    Badge,
    Cell,
    Choice,
    Column,
    ListRow,
    Row,
    Table,
    ToolButton,
)
from supdesk.ui.parts.table import cut, folded
from tests.ui.showing import shown

# Rows and tables


def test_a_row_is_moved_on_by_its_button_and_opened_by_enter_or_click(qtbot: QtBot) -> None:
    done: list[str] = []
    row = ListRow(
        "Ring the school",
        "Due 1 March",
        badge=Badge("Overdue", "danger"),
        deed="Done",
        on=lambda: done.append("done"),
        opens=lambda: done.append("opened"),
    )
    shown(qtbot, row)
    assert row.accessibleName() == "Ring the school, Due 1 March, Overdue"
    assert row.button is not None
    qtbot.mouseClick(row.button, Qt.MouseButton.LeftButton)
    row.setFocus()
    qtbot.keyClick(row, Qt.Key.Key_Return)
    qtbot.mouseClick(row, Qt.MouseButton.LeftButton, pos=QPoint(20, 20))
    assert done == ["done", "opened", "opened"]
    assert row.button.accessibleDescription() == "Ring the school"


def filled() -> Table:
    table = Table("Records", [Column("Date", 120), "Name", "State"])
    table.resize(700, 300)
    table.set_rows(
        [
            Row("a", (Cell("4 March", sort="2026-03-04"), "Cy", Cell("Signed", "good"))),
            Row("b", (Cell("10 January", sort="2026-01-10"), "Ada", Cell("Draft", "neutral"))),
            Row("c", (Cell("1 December", sort="2025-12-01"), "Bee", Cell("Draft", "neutral"))),
        ]
    )
    return table


def test_columns_without_a_width_share_what_is_left_by_their_shares(qtbot: QtBot) -> None:
    table = Table("Records", [Column("Day", 100), Column("Record", share=3), Column("With", share=2)])
    qtbot.addWidget(table)
    table.resize(700, 300)
    table.show()
    widths = [table.columnWidth(place) for place in range(3)]
    assert widths[0] == 100
    assert widths[1] / widths[2] == pytest.approx(1.5, rel=0.02)
    assert sum(widths) == pytest.approx(table.viewport().width(), abs=2)


@pytest.mark.parametrize("height", [300, 317, 351, 352])
def test_the_last_row_in_sight_is_whole_and_so_is_the_last_of_all(qtbot: QtBot, height: int) -> None:
    table = Table("Records", ["Record", "With"])
    table.resize(500, height)
    table.set_rows([Row(str(place), ("A title", "x")) for place in range(30)])
    shown(qtbot, table)
    row, bar = table.rowHeight(0), table.verticalScrollBar()
    assert table.viewport().height() % row == 0
    assert table.viewport().height() > height - table.horizontalHeader().height() - row - 4
    bar.setValue(bar.maximum())
    assert table.rowAt(0) == 30 - table.viewport().height() // row
    assert table.visualRect(table.model().index(29, 0)).bottom() == table.viewport().height() - 1


def test_a_table_with_room_for_all_its_rows_keeps_its_room(qtbot: QtBot) -> None:
    table = Table("Records", ["Record"])
    table.resize(500, 317)
    table.set_rows([Row("1", ("A title",))])
    shown(qtbot, table)
    assert table.viewport().geometry().bottom() == table.height() - 2


def test_only_words_that_are_cut_are_shown_whole_under_the_pointer(qtbot: QtBot) -> None:
    table = Table("Records", [Column("Record", 200), Column("With")])
    qtbot.addWidget(table)
    table.set_rows(
        [
            Row("1", ("Short", "x")),
            Row("2", (f"{'A title ' * 9}", "x")),
        ]
    )
    table.show()
    assert [cut(table.model().index(row, 0), table) for row in (0, 1)] == [False, True]


def order(table: Table) -> list[str]:
    model = table.model()
    return [str(model.index(line, 1).data()) for line in range(model.rowCount())]


def test_a_table_keeps_the_order_given_until_a_heading_is_clicked(qtbot: QtBot) -> None:
    table = filled()
    shown(qtbot, table)
    assert order(table) == ["Cy", "Ada", "Bee"]
    table.sortByColumn(0, Qt.SortOrder.AscendingOrder)
    assert order(table) == ["Bee", "Ada", "Cy"]


def test_enter_and_double_click_open_a_row_by_its_key(qtbot: QtBot) -> None:
    table = filled()
    shown(qtbot, table)
    table.sortByColumn(1, Qt.SortOrder.AscendingOrder)
    table.choose("c")
    with qtbot.waitSignal(table.opened) as opened:
        qtbot.keyClick(table, Qt.Key.Key_Return)
    assert opened.args == ["c"]
    with qtbot.waitSignal(table.opened) as opened:
        table.doubleClicked.emit(table.model().index(0, 0))
    assert opened.args == ["b"]


def test_new_rows_leave_one_standing_on_the_same_row(qtbot: QtBot) -> None:
    table = filled()
    shown(qtbot, table)
    table.choose("b")
    table.set_rows([Row("z", ("", "Zed", "")), Row("b", ("", "Ada", ""))])
    assert table.current_key() == "b"
    table.set_rows([])
    assert table.current_key() == ""


def test_a_table_takes_ten_times_the_rows_in_no_more_than_the_time_they_explain(qtbot: QtBot) -> None:
    from time import perf_counter

    table = filled()
    shown(qtbot, table)

    def quickest(count: int) -> float:
        rows = [Row(str(n), (str(n), "Ada Example", Cell("Signed", "good"))) for n in range(count)]
        times = []
        for _ in range(5):
            began = perf_counter()
            table.set_rows(rows)
            table.grab()
            times.append(perf_counter() - began)
        return min(times)

    assert quickest(10_000) < 40 * quickest(1_000)


@pytest.mark.parametrize("count", [3, 8])
def test_a_list_that_drops_shows_all_it_holds_within_one_whole_frame(qtbot: QtBot, count: int) -> None:
    choice = Choice("Kind", [f"Option {number}" for number in range(count)], pills=False)
    shown(qtbot, choice)
    drops = choice.findChild(QComboBox)
    drops.showPopup()
    view = drops.view()
    assert view.verticalScrollBar().maximum() == 0
    picture = view.window().grab().toImage()
    right, bottom = picture.width() - 1, picture.height() - 1
    sides = {picture.pixelColor(x, y).name() for x in (0, right) for y in range(bottom + 1)}
    ends = {picture.pixelColor(x, y).name() for y in (0, bottom) for x in range(right + 1)}
    assert sides == ends == {theme.current().colour("control").name()}
    drops.hidePopup()


def test_words_too_long_for_a_cell_take_a_second_line_before_any_is_cut(qapp: QApplication) -> None:
    metrics = QFontMetrics(qapp.font())
    width = metrics.horizontalAdvance("Eli Imaginary, Fay")
    assert folded("Eli Imaginary", metrics, width) == ["Eli Imaginary"]
    assert folded("Eli Imaginary, Fay Invented", metrics, width) == ["Eli Imaginary, Fay", "Invented"]
    third = folded("Eli Imaginary, Fay Invented, Gus Makebelieve", metrics, width)
    assert len(third) == 2
    assert third[1].endswith("…")
    assert folded("Incomprehensibilities", metrics, width // 2)[0].endswith("…")


def test_a_table_with_nothing_to_show_says_so(qtbot: QtBot) -> None:
    shown = Table("Records", ["Name"], "No record matches that.")
    qtbot.addWidget(shown)
    shown.set_rows([])
    assert shown.accessibleDescription() == "No record matches that."
    shown.set_rows([Row("1", ("Ada",))])
    assert shown.accessibleDescription() == ""


def test_a_name_with_tags_in_it_is_no_markup_in_a_tool_tip() -> None:
    assert ToolButton("Remove <b>Ada</b>", "close").toolTip() == "<qt>Remove &lt;b&gt;Ada&lt;/b&gt;</qt>"
    assert ToolButton("Remove Ada & Bee", "close").toolTip() == "Remove Ada & Bee"


@pytest.mark.parametrize("width", [160, 480])
def test_what_drops_from_a_list_has_room_for_its_words_however_narrow_the_list(qtbot: QtBot, width: int) -> None:
    words = "Yearly Questionnaire on Safeguarding"
    choice = Choice("Kind", [words, "Addendum"], pills=False)
    choice.setFixedWidth(width)
    shown(qtbot, choice)
    (made,) = choice.findChildren(QComboBox)
    made.showPopup()
    assert made.view().viewport().width() > made.fontMetrics().horizontalAdvance(words) + 20
    assert made.view().window().width() < 490
    made.hidePopup()
