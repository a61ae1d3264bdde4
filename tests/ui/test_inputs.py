"""Inputs and fields: raw values in and out, by mouse and by keyboard."""

import pytest
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QWidget,
)
from pytestqt.qtbot import QtBot

from supdesk.ui.parts import (
    Choice,
    Choices,
    DateEdit,
    Field,
    LineEdit,
    Prose,
    Scale,
    SignaturePad,
    Tick,
    TimeEdit,
    column,
)
from tests.ui.showing import FIVE, heard, shown

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


def test_a_needed_answer_is_marked_in_words_to_eyes_and_screen_readers(qtbot: QtBot) -> None:
    field = Field("Day & <time>", LineEdit("Day"), "As planned.", needed=True)
    qtbot.addWidget(field)
    assert "Day &amp; &lt;time&gt;" in field.label.text()
    assert "needed" in field.label.text()
    assert field.control.accessibleDescription() == "Needed. As planned."
    field.set_problem("Write a day.")
    assert field.control.accessibleDescription() == "Write a day. Needed. As planned."


def test_the_label_of_a_field_takes_no_letters_of_the_keyboard(qtbot: QtBot) -> None:
    fields = [Field("Date", LineEdit("Date"), needed=True), Field("Risks & strengths", LineEdit("Risks"))]
    fields.append(Field("Plans & dates", LineEdit("Plans"), optional=True))
    holder = QWidget()
    holder.setLayout(column(*fields))
    qtbot.addWidget(holder)
    assert fields[1].label.buddy() is None
    assert fields[2].label.buddy() is None
    assert "&" not in fields[0].label.text()
