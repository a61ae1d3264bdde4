"""The parts every screen is made of: what they say, what they keep, and that nothing is cut or nameless."""

import os
import sys
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
import shiboken6
from PySide6.QtCore import QEvent, QMimeData, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QClipboard, QFontMetrics
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
from pytestqt.qtbot import QtBot

from supdesk.domain.errors import SupdeskError
from supdesk.ui import theme
from supdesk.ui.parts import (
    Badge,
    Busy,
    Button,
    Cell,
    Choice,
    Choices,
    Column,
    Columns,
    DateEdit,
    EmptyState,
    Field,
    LineEdit,
    ListRow,
    Page,
    PrimaryButton,
    Prose,
    Row,
    Scale,
    SignaturePad,
    Steps,
    SvgPicture,
    Table,
    Tick,
    TimeEdit,
    ToolButton,
    Words,
    column,
    files,
)
from supdesk.ui.parts.table import cut, folded
from supdesk.ui.privacy import HINTS, ClipboardGuard

sys.path.insert(0, str(Path(__file__).parent))
import gallery

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


# Inputs


def samples() -> list[tuple[QWidget, object]]:
    """Each input with a raw value it can hold."""
    return [
        (LineEdit("Name"), "Ada Example"),
        (Prose("Notes"), "Two lines\nof notes"),
        (DateEdit("Date"), "31 Febtober"),
        (TimeEdit("Time"), "half past two"),
        (Choice("Kind", ["One to one", "Group"]), "Group"),
        (Choice("Place", FIVE), "Four"),
        (Choice("Party", [("a", "Ada"), ("b", "Bee")]), "b"),
        (Choices("Themes", FIVE), ["Two", "Four"]),
        (Scale("Useful", "No", "Yes"), "4"),
        (Tick("Agreed"), True),
        (SignaturePad("Signature"), [[(0.1, 0.2), (0.3, 0.4)]]),
    ]


@pytest.mark.parametrize("place", range(11))
def test_an_input_gives_back_the_raw_value_it_was_set_to_and_says_nothing(qtbot: QtBot, place: int) -> None:
    widget, value = samples()[place]
    shown(qtbot, widget)
    said = heard(widget)
    widget.set_raw(value)  # type: ignore[attr-defined]
    assert widget.raw() == value  # type: ignore[attr-defined]
    widget.set_raw(None)  # type: ignore[attr-defined]
    assert not widget.raw()  # type: ignore[attr-defined]
    assert said == []
    assert widget.accessibleName()


def test_typing_is_said_with_the_whole_text(qtbot: QtBot) -> None:
    line = LineEdit("Name")
    shown(qtbot, line)
    said = heard(line)
    qtbot.keyClicks(line, "Bee")
    assert said == ["B", "Be", "Bee"]


def test_a_date_keeps_what_was_typed_even_if_it_is_no_date(qtbot: QtBot) -> None:
    date = DateEdit("Date")
    shown(qtbot, date)
    said = heard(date)
    qtbot.keyClicks(date.focusProxy(), "soon")
    assert said[-1] == date.raw() == "soon"


@pytest.mark.parametrize("typed", ["4 March 2026", "04/03/2026", "4 Mar 2026", "2026-03-04"])
def test_the_calendar_opens_at_the_typed_date_and_writes_it_in_words(qtbot: QtBot, typed: str) -> None:
    date = DateEdit("Date")
    shown(qtbot, date)
    date.set_raw(typed)
    said = heard(date)
    qtbot.keyClick(date.focusProxy(), Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    popup = QApplication.activePopupWidget()
    assert popup is not None
    day = popup.month.selectedDate()  # type: ignore[attr-defined]
    assert (day.year(), day.month(), day.day()) == (2026, 3, 4)
    popup.month.clicked.emit(day.addDays(1))  # type: ignore[attr-defined]
    assert said == ["5 March 2026"]
    assert QApplication.activePopupWidget() is None


def test_few_options_stand_side_by_side_and_many_in_a_list(qtbot: QtBot) -> None:
    few, many = Choice("Kind", ["One to one", "Group"]), Choice("Place", FIVE)
    qtbot.addWidget(few)
    qtbot.addWidget(many)
    assert not few.findChildren(QComboBox)
    assert len(many.findChildren(QComboBox)) == 1


@pytest.mark.parametrize(("may_be_none", "after"), [(True, ["Group", ""]), (False, ["Group"])])
def test_choosing_is_said_and_delete_takes_it_back_where_it_may(
    qtbot: QtBot, may_be_none: bool, after: list[str]
) -> None:
    kind = Choice("Kind", ["One to one", "Group"], may_be_none=may_be_none)
    shown(qtbot, kind)
    said = heard(kind)
    group = next(button for button in kind.findChildren(QAbstractButton) if button.text() == "Group")
    qtbot.mouseClick(group, Qt.MouseButton.LeftButton)
    qtbot.keyClick(group, Qt.Key.Key_Delete)
    qtbot.keyClick(group, Qt.Key.Key_Backspace)
    assert said == after
    assert kind.raw() == after[-1]


def test_the_keyboard_comes_to_the_answer_that_is_chosen(qtbot: QtBot) -> None:
    kind = Choice("Kind", ["One to one", "Group"])
    shown(qtbot, kind)
    buttons = {button.text(): button for button in kind.findChildren(QAbstractButton)}
    kind.setFocus()
    assert buttons["One to one"].hasFocus()
    kind.set_raw("Group")
    kind.setFocus()
    assert buttons["Group"].hasFocus()


def test_options_of_a_list_can_change_and_the_answer_stays_if_it_still_is_one(qtbot: QtBot) -> None:
    place = Choice("Place", FIVE, pills=False)
    qtbot.addWidget(place)
    place.set_raw("Two")
    place.set_options(["Two", "Six"])
    assert place.raw() == "Two"
    place.set_options(["Six"])
    assert place.raw() == ""


def test_several_can_be_chosen_and_are_said_in_the_order_offered(qtbot: QtBot) -> None:
    themes = Choices("Themes", FIVE)
    shown(qtbot, themes)
    said = heard(themes)
    for name in ("Four", "Two"):
        chip = next(each for each in themes.findChildren(QAbstractButton) if each.text() == name)
        qtbot.mouseClick(chip, Qt.MouseButton.LeftButton)
    assert said == [["Four"], ["Two", "Four"]]


def test_the_ends_of_a_scale_are_said_with_their_words(qtbot: QtBot) -> None:
    scale = Scale("Useful", "Not at all", "Very")
    qtbot.addWidget(scale)
    names = [button.accessibleName() for button in scale.findChildren(QAbstractButton)]
    assert names == ["1 of 5, Not at all", "2 of 5", "3 of 5", "4 of 5", "5 of 5, Very"]


def test_a_pill_does_not_grow_when_it_is_chosen(qtbot: QtBot) -> None:
    kind = Choice("Kind", ["One to one", "Group"])
    shown(qtbot, kind)
    before = [button.sizeHint() for button in kind.findChildren(QAbstractButton)]
    kind.set_raw("Group")
    assert [button.sizeHint() for button in kind.findChildren(QAbstractButton)] == before


# Prose


def test_prose_grows_with_its_text_and_tab_leaves_it(qtbot: QtBot) -> None:
    holder = QWidget()
    prose, after = Prose("Notes"), LineEdit("After")
    holder.setLayout(column(prose, after))
    shown(qtbot, holder)
    small = prose.height()
    prose.set_raw("line\n" * 12)
    qtbot.waitUntil(lambda: prose.height() > small * 2)
    prose.setFocus()
    qtbot.keyClick(prose, Qt.Key.Key_Tab)
    assert after.hasFocus()
    assert "\t" not in prose.raw()


def test_prose_stops_growing_where_it_is_told_to(qtbot: QtBot) -> None:
    prose = Prose("Notes", lines=2, most=4)
    shown(qtbot, prose)
    prose.set_raw("line\n" * 40)
    qtbot.waitUntil(lambda: prose.height() < 6 * prose.fontMetrics().lineSpacing())
    assert prose.verticalScrollBarPolicy() == Qt.ScrollBarPolicy.ScrollBarAsNeeded


def test_pasting_takes_only_the_words(qtbot: QtBot) -> None:
    prose = Prose("Notes")
    shown(qtbot, prose)
    said = heard(prose)
    rich = QMimeData()
    rich.setHtml("<b style='color:red'>bold</b> words")
    rich.setText("bold words")
    prose.insertFromMimeData(rich)
    assert said == ["bold words"]
    assert "font-weight:700" not in prose.toHtml()
    assert "red" not in prose.toHtml()


def test_typing_can_be_undone(qtbot: QtBot) -> None:
    prose = Prose("Notes")
    shown(qtbot, prose)
    qtbot.keyClicks(prose, "one")
    qtbot.keyClick(prose, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert prose.raw() == ""


def test_words_are_never_read_as_markup(qtbot: QtBot) -> None:
    words = Words("<b>Ada</b> & Bee")
    qtbot.addWidget(words)
    assert words.textFormat() == Qt.TextFormat.PlainText
    assert Button("Ada & Bee").accessibleName() == "Ada & Bee"


# Fields


def test_a_field_names_its_control_and_tells_help_and_problem(qtbot: QtBot) -> None:
    field = Field("Date", DateEdit("Date"), "The day you met.")
    shown(qtbot, field)
    field.set_problem("Write the date as 4 March 2026.")
    line = field.control.focusProxy()
    assert line.accessibleName() == "Date"
    assert line.accessibleDescription() == "Write the date as 4 March 2026. The day you met."
    assert field.problem() == "Write the date as 4 March 2026."
    assert line.property("wrong") == "true"
    field.set_problem(None)
    assert line.accessibleDescription() == "The day you met."
    assert line.property("wrong") == "false"


def test_the_label_of_a_field_leads_to_its_control(qtbot: QtBot) -> None:
    field = Field("Name", LineEdit("Name"))
    qtbot.addWidget(field)
    assert field.label.buddy() is field.control


def test_a_field_passes_on_what_is_edited(qtbot: QtBot) -> None:
    field = Field("Name", LineEdit("Name"))
    shown(qtbot, field)
    said = heard(field)
    qtbot.keyClicks(field.control, "A")
    assert said == ["A"]
    field.set_raw("Bee")
    assert field.raw() == "Bee"


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


def test_a_needed_answer_is_marked_in_words_to_eyes_and_screen_readers(qtbot: QtBot) -> None:
    field = Field("Day & <time>", LineEdit("Day"), "As planned.", needed=True)
    qtbot.addWidget(field)
    assert "Day &amp; &lt;time&gt;" in field.label.text()
    assert "needed" in field.label.text()
    assert field.control.accessibleDescription() == "Needed. As planned."
    field.set_problem("Write a day.")
    assert field.control.accessibleDescription() == "Write a day. Needed. As planned."


def test_columns_without_a_width_share_what_is_left_by_their_shares(qtbot: QtBot) -> None:
    table = Table("Records", [Column("Day", 100), Column("Record", share=3), Column("With", share=2)])
    qtbot.addWidget(table)
    table.resize(700, 300)
    table.show()
    widths = [table.columnWidth(place) for place in range(3)]
    assert widths[0] == 100
    assert widths[1] / widths[2] == pytest.approx(1.5, rel=0.02)
    assert sum(widths) == pytest.approx(table.viewport().width(), abs=2)


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


# Notices, steps, pictures, signatures


def test_an_empty_state_teaches_and_offers_the_deed(qtbot: QtBot) -> None:
    begun: list[str] = []
    button = PrimaryButton("Add", on=lambda: begun.append("x"))
    state = EmptyState("people", "No one yet", "Add those you supervise.", button)
    shown(qtbot, state)
    qtbot.keyClick(button, Qt.Key.Key_Return)
    assert begun == ["x"]
    assert state.accessibleName() == "No one yet. Add those you supervise."


def test_steps_say_where_one_is(qtbot: QtBot) -> None:
    steps = Steps(["You", "Pack", "Passphrase"])
    qtbot.addWidget(steps)
    steps.set_now(2)
    assert steps.accessibleName() == "Step 3 of 3: Passphrase"


def test_a_signature_is_kept_as_shares_of_the_pad(qtbot: QtBot) -> None:
    pad = SignaturePad("Signature of Ada Example")
    pad.resize(400, 240)
    shown(qtbot, pad)
    said = heard(pad)
    sheet = pad._sheet
    assert pad.empty
    qtbot.mousePress(sheet, Qt.MouseButton.LeftButton, pos=QPoint(sheet.width() // 4, sheet.height() // 4))
    qtbot.mouseMove(sheet, QPoint(sheet.width() // 2, sheet.height() // 2))
    qtbot.mouseMove(sheet, QPoint(sheet.width() * 2, sheet.height() // 2))
    qtbot.mouseRelease(sheet, Qt.MouseButton.LeftButton)
    assert len(said) == 1
    (stroke,) = pad.strokes()
    assert stroke[0] == pytest.approx((0.25, 0.25), abs=0.01)
    assert stroke[1] == pytest.approx((0.5, 0.5), abs=0.01)
    assert stroke[2][0] == 1.0


def test_a_signature_can_be_cleared(qtbot: QtBot) -> None:
    pad = SignaturePad("Signature")
    shown(qtbot, pad)
    pad.set_raw([[(0.1, 0.1), (0.9, 0.9)]])
    said = heard(pad)
    qtbot.mouseClick(pad.findChild(Button), Qt.MouseButton.LeftButton)
    assert pad.empty
    assert said == [[]]


def test_what_is_not_a_drawing_leaves_the_place_empty(qtbot: QtBot) -> None:
    picture = SvgPicture(gallery.RING, "Two of four stages", width=100)
    qtbot.addWidget(picture)
    assert picture.sizeHint().width() == 100
    assert picture.accessibleName() == "Two of four stages"
    picture.resize(100, 100)
    drawn = picture.grab().toImage()
    picture.set_svg("")
    assert picture.accessibleName() == ""
    assert picture.grab().toImage() != drawn


def test_waiting_shows_how_far_it_is_and_can_be_cancelled(qtbot: QtBot) -> None:
    holder, stopped = QWidget(), []
    holder.resize(800, 600)
    shown(qtbot, holder)
    busy = Busy(holder, "Making the register", lambda: stopped.append("stop"))
    busy.open()
    busy.progress(3, 10)
    assert (busy._bar.value(), busy._bar.maximum()) == (3, 10)
    qtbot.mouseClick(busy.findChild(Button), Qt.MouseButton.LeftButton)
    assert stopped == ["stop"]


def test_what_cannot_be_cancelled_cannot_be_dismissed(qtbot: QtBot) -> None:
    holder = QWidget()
    shown(qtbot, holder)
    busy = Busy(holder, "Saving")
    busy.open()
    busy.dismiss()
    assert busy.isVisible()


def test_the_sides_of_a_desk_take_turns_when_room_is_short(qtbot: QtBot) -> None:
    columns = Columns(("Last time", QWidget()), ("Record", QWidget()), ("Guide", QWidget()))
    left, middle, right = columns._parts.values()
    columns.resize(1280, 700)
    shown(qtbot, columns)
    assert [part.isVisible() for part in (left, middle, right)] == [True, True, True]
    columns.resize(1000, 700)
    qtbot.waitUntil(lambda: columns.room == 2)
    assert [part.isVisible() for part in (left, middle, right)] == [False, True, True]
    assert columns._beside.isVisible()
    assert columns._beside.text() == "Beside the record"
    columns.show_part("Last time")
    assert [part.isVisible() for part in (left, middle, right)] == [True, True, False]
    columns.resize(600, 700)
    qtbot.waitUntil(lambda: columns.room == 1)
    columns.show_part("Record")
    assert [part.isVisible() for part in (left, middle, right)] == [False, True, False]
    assert not columns._side.isVisible()
    assert not columns._beside.isVisible()


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


def test_a_page_can_change_what_it_says_and_offers(qtbot: QtBot) -> None:
    page = Page("Records")
    shown(qtbot, page)
    page.set_title("Records", "128 records")
    page.set_deeds([Button("Export")])
    page.set_deeds([Button("Print"), Button("Send")])
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert [button.words() for button in page.findChildren(Button)] == ["Print", "Send"]
    page.add(Words("one"), Words("two"))
    page.clear()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert not [label for label in page.findChildren(QLabel) if label.text() in ("one", "two")]


# The clipboard


def test_a_copy_is_marked_and_taken_back_after_a_while(qtbot: QtBot) -> None:
    clipboard = QApplication.clipboard()
    guard = ClipboardGuard(clipboard, stay=50, owns=lambda _: True)
    clipboard.setText("Ada Example")
    assert clipboard.text() == "Ada Example"
    assert all(clipboard.mimeData().hasFormat(name) for name in HINTS)
    qtbot.waitUntil(lambda: clipboard.text() == "")
    shiboken6.delete(guard)


class TwoClipboards(QObject):
    """A clipboard with a selection beside it, as X has them and the offscreen platform has not."""

    dataChanged, selectionChanged = Signal(), Signal()  # noqa: N815 (Qt's names)

    def __init__(self) -> None:
        super().__init__()
        self.held = {mode: QMimeData() for mode in (QClipboard.Mode.Clipboard, QClipboard.Mode.Selection)}

    def mimeData(self, mode: QClipboard.Mode) -> QMimeData:
        return self.held[mode]

    def text(self, mode: QClipboard.Mode) -> str:
        return self.held[mode].text()

    def clear(self, mode: QClipboard.Mode) -> None:
        self.setMimeData(QMimeData(), mode)

    def setMimeData(self, data: QMimeData, mode: QClipboard.Mode) -> None:
        self.held[mode] = data
        (self.selectionChanged if mode == QClipboard.Mode.Selection else self.dataChanged).emit()


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


def test_what_is_selected_is_marked_and_taken_back_like_a_copy(qtbot: QtBot) -> None:
    both, selection = TwoClipboards(), QClipboard.Mode.Selection
    guard = ClipboardGuard(both, owns=lambda mode: mode == selection)  # type: ignore[arg-type]
    selected = QMimeData()
    selected.setText("Ada Example")
    both.setMimeData(selected, selection)
    assert both.text(selection) == "Ada Example"
    assert all(both.mimeData(selection).hasFormat(name) for name in HINTS)
    elsewhere = QMimeData()
    elsewhere.setText("from elsewhere")
    both.setMimeData(elsewhere, QClipboard.Mode.Clipboard)
    guard.clear()
    assert both.text(selection) == ""
    assert both.text(QClipboard.Mode.Clipboard) == "from elsewhere"
    shiboken6.delete(guard)


def test_what_another_program_copied_is_left_alone(qtbot: QtBot) -> None:
    clipboard = QApplication.clipboard()
    guard = ClipboardGuard(clipboard, owns=lambda _: False)
    clipboard.setText("from elsewhere")
    guard.clear()
    assert clipboard.text() == "from elsewhere"
    shiboken6.delete(guard)


def test_the_label_of_a_field_takes_no_letters_of_the_keyboard(qtbot: QtBot) -> None:
    fields = [Field("Date", LineEdit("Date"), needed=True), Field("Risks & strengths", LineEdit("Risks"))]
    fields.append(Field("Plans & dates", LineEdit("Plans"), optional=True))
    holder = QWidget()
    holder.setLayout(column(*fields))
    qtbot.addWidget(holder)
    assert fields[1].label.buddy() is None
    assert fields[2].label.buddy() is None
    assert "&" not in fields[0].label.text()


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


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such files")
def test_a_chosen_file_that_could_be_read_for_ever_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    os.mkfifo(tmp_path / "pipe")
    for endless in (tmp_path / "pipe", Path("/dev/zero")):
        with pytest.raises(SupdeskError, match="can't be read"):
            files.content_of(endless)
    (tmp_path / "large").write_bytes(b"12345")
    assert files.content_of(tmp_path / "large") == b"12345"
    monkeypatch.setattr(files, "MOST", 4)
    with pytest.raises(SupdeskError, match="larger"):
        files.content_of(tmp_path / "large")
