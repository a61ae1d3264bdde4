"""A picture to write on and an NHS number, as a person meets them: mouse, keyboard, states, and nothing cut off."""

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QScrollArea, QTextEdit
from pytestqt.qtbot import QtBot

from supdesk.forms import answers
from supdesk.forms.definition import Form
from supdesk.forms.kinds import Problem
from supdesk.forms.reading import read_pack
from supdesk.ui import theme
from supdesk.ui.forms import FormView, RecordText
from supdesk.ui.forms.drawing import Drawing
from supdesk.ui.forms.picture import PictureInput, Spot
from supdesk.ui.parts import Words
from supdesk.ui.parts.stops import next_stop

SHIPPED = Path(__file__).parents[3] / "forms"


def form(name: str) -> Form:
    pack, faults = read_pack(SHIPPED / "elft")
    assert pack is not None, faults
    found = pack.form(name)
    assert found is not None
    return found


class Shown:
    """A form in a frame of that width, and its picture."""

    def __init__(
        self, qtbot: QtBot, name: str = "my-world", width: int = 808, raw: Any = None, **more: Any
    ) -> None:
        self.form, self.bot = form(name), qtbot
        self.view = FormView(self.form, answers.blank(self.form) | (raw or {}), **more)
        self.said: list[tuple[str, Any]] = []
        self.view.edited.connect(lambda field, value: self.said.append((field, value)))
        self.frame = QScrollArea()
        self.frame.setWidgetResizable(True)
        self.frame.setWidget(self.view)
        self.frame.resize(width, 700)
        qtbot.addWidget(self.frame)
        self.frame.show()
        self.frame.activateWindow()
        QApplication.processEvents()

    @property
    def picture(self) -> PictureInput:
        (found,) = self.view.findChildren(PictureInput)
        return found

    def spot(self, name: str) -> Spot:
        return self.picture.canvas.spots[name]

    def keys(self, *keys: Qt.Key) -> None:
        for key in keys:
            self.bot.keyClick(QApplication.focusWidget(), key)

    def type(self, text: str) -> None:
        self.bot.keyClicks(QApplication.focusWidget(), text)

    def focused(self) -> str:
        return QApplication.focusWidget().accessibleName()


def test_a_click_on_a_dimension_opens_its_note_and_what_is_typed_is_kept_by_dimension_and_note(
    qtbot: QtBot,
) -> None:
    shown = Shown(qtbot)
    spot = shown.spot("school")
    qtbot.mouseClick(spot, Qt.MouseButton.LeftButton, pos=spot.rect().center())
    assert shown.focused() == "School: Strengths"
    shown.type("He likes it.")
    assert shown.said[-1] == ("triangle", {"school": {"strengths": "He likes it."}})
    assert spot.accessibleName() == "School: written"
    assert "School" in shown.picture.canvas.accessibleName()


def test_a_click_into_the_triangle_counts_for_the_dimension_that_it_fills(qtbot: QtBot) -> None:
    shown = Shown(qtbot, "assessment-framework")
    canvas = shown.picture.canvas
    for name, (_, shape) in canvas.laid(canvas.width()).places.items():
        middle = (
            QPoint(*(round(sum(points) / 3) for points in zip(*shape, strict=True))) + canvas.corner().toPoint()
        )
        qtbot.mousePress(canvas, Qt.MouseButton.LeftButton, pos=middle)
        label = next(each.label for each in shown.form.field("triangle").dimensions() if each.id == name)  # type: ignore[union-attr]
        assert shown.focused().startswith(label)


def test_by_keyboard_arrows_walk_enter_opens_the_note_and_escape_leads_back(qtbot: QtBot) -> None:
    shown = Shown(qtbot)
    shown.spot("healthy").setFocus()
    shown.keys(Qt.Key.Key_Right, Qt.Key.Key_Down)
    assert shown.focused() == "Being able to communicate: nothing yet"
    shown.keys(Qt.Key.Key_Left)
    assert shown.focused() == "Learning and achieving: nothing yet"
    shown.keys(Qt.Key.Key_Return)
    assert shown.focused() == "Learning and achieving: Strengths"
    shown.type("Reads.")
    shown.keys(Qt.Key.Key_Escape)
    assert shown.focused() == "Learning and achieving: written"
    shown.keys(Qt.Key.Key_Up, Qt.Key.Key_Up)
    assert shown.focused() == "Belonging: nothing yet", "from the first it goes round to the last"


def test_a_place_says_on_which_side_it_is_what_is_asked_there_and_whether_its_note_is_shown(qtbot: QtBot) -> None:
    shown = Shown(qtbot)
    school, money = shown.spot("school"), shown.spot("money")
    shown.picture.show_notes("school")
    asked = "My wider world. Is it a good place for me?"
    assert school.accessibleDescription() == f"{asked} Its note is shown."
    shown.picture.show_notes("money")
    assert school.accessibleDescription() == asked
    assert money.accessibleDescription().endswith("Its note is shown.")


def test_the_keyboard_brings_the_whole_picture_into_sight_and_the_mouse_moves_nothing(qtbot: QtBot) -> None:
    shown = Shown(qtbot, width=560)
    bar = shown.frame.verticalScrollBar()
    shown.picture.write("school")
    assert bar.value() > 0
    shown.keys(Qt.Key.Key_Escape)
    top = shown.picture.canvas.mapTo(shown.frame.viewport(), QPoint())
    assert 0 <= top.y() <= shown.frame.viewport().height() - shown.picture.canvas.height()
    bar.setValue(0)
    shown.spot("belonging").setFocus(Qt.FocusReason.MouseFocusReason)
    assert bar.value() == 0


def test_every_dimension_is_walked_through_and_each_shows_its_own_notes(qtbot: QtBot) -> None:
    shown = Shown(qtbot)
    shown.spot("healthy").setFocus()
    field = shown.form.field("triangle")
    assert field is not None
    for each in field.dimensions():
        assert shown.focused() == f"{each.label}: nothing yet"
        notes = [note for note in shown.picture.findChildren(QTextEdit) if note.isVisible()]
        assert [note.accessibleName() for note in notes] == [f"{each.label}: Strengths", f"{each.label}: Pressures"]
        shown.keys(Qt.Key.Key_Right)


def test_tab_comes_to_the_picture_once_and_goes_on_to_the_notes(qtbot: QtBot) -> None:
    shown = Shown(qtbot)
    shown.picture.show_notes("school")
    spot = shown.spot("school")
    after = next_stop(shown.view, spot, forward=True)
    assert after is not None
    assert after.accessibleName() == "School: Strengths"
    assert [
        name for name, each in shown.picture.canvas.spots.items() if each.focusPolicy() & Qt.FocusPolicy.TabFocus
    ] == ["school"]


def test_a_note_emptied_again_leaves_nothing_behind(qtbot: QtBot) -> None:
    shown = Shown(qtbot, raw={"triangle": {"school": {"strengths": "A"}, "gone": {"x": "kept"}}})
    assert shown.spot("school").accessibleName() == "School: written"
    shown.picture.write("school")
    shown.keys(Qt.Key.Key_End, Qt.Key.Key_Backspace)
    assert shown.said[-1] == ("triangle", {"gone": {"x": "kept"}})
    assert shown.spot("school").accessibleName() == "School: nothing yet"


def test_what_a_draft_holds_is_shown_and_setting_it_says_nothing(qtbot: QtBot) -> None:
    shown = Shown(qtbot)
    raw = {"school": {"pressures": "Far away."}}
    shown.view.set_value("triangle", raw)
    assert shown.said == []
    shown.picture.write("school")
    (note,) = [
        each for each in shown.picture.findChildren(QTextEdit) if each.accessibleName() == "School: Pressures"
    ]
    assert note.toPlainText() == "Far away."


def test_a_finding_leads_to_its_note(qtbot: QtBot) -> None:
    shown = Shown(qtbot)
    shown.view.go_to(("triangle", "money", "pressures"))
    assert shown.focused() == "Enough money: Pressures"
    shown.view.show_problems([Problem(("triangle", "school", "strengths"), "Look at this.")])
    assert shown.focused() == "School: Strengths"


@pytest.mark.parametrize("width", [420, 600, 808, 1200])
@pytest.mark.parametrize("name", ["my-world", "assessment-framework"])
def test_nothing_is_cut_off_at_any_width(qtbot: QtBot, name: str, width: int) -> None:
    shown = Shown(qtbot, name, width)
    assert shown.view.width() <= shown.frame.viewport().width()
    canvas = shown.picture.canvas
    assert canvas.height() >= canvas.laid(canvas.width()).height
    for spot in canvas.spots.values():
        assert canvas.rect().contains(spot.geometry())


def test_the_notes_stand_beside_the_picture_where_there_is_room_and_else_below_it(qtbot: QtBot) -> None:
    wide, narrow = Shown(qtbot, width=808).picture, Shown(qtbot, width=500).picture
    assert wide._beside.x() > wide.canvas.geometry().right()
    assert narrow._beside.y() > narrow.canvas.geometry().bottom()


def test_a_record_to_read_shows_the_picture_as_it_was_filled_and_its_notes_beside_it(qtbot: QtBot) -> None:
    made = form("my-world")
    said = {"school": {"strengths": "He likes it."}, "money": {"pressures": "Rent is late."}}
    text = RecordText(made, answers.read(made, {"triangle": said}).answers)
    qtbot.addWidget(text)
    text.resize(720, 900)
    text.show()
    QApplication.processEvents()
    (drawing,) = text.findChildren(Drawing)
    assert drawing.accessibleName() == "My World: School, Enough money"
    notes = [each for each in text.findChildren(Words) if each.accessibleName().startswith("School, Strengths")]
    assert [each.text() for each in notes] == ["He likes it."]
    assert notes[0].mapTo(text, QPoint()).x() > drawing.mapTo(text, drawing.rect().bottomRight()).x()
    assert not text.findChildren(Spot), "nothing on it can be written"


def test_where_there_is_no_room_for_the_picture_its_notes_are_read(qtbot: QtBot) -> None:
    made = form("my-world")
    text = RecordText(made, answers.read(made, {"triangle": {"school": {"strengths": "A"}}}).answers, drawn=False)
    qtbot.addWidget(text)
    assert not text.findChildren(Drawing)
    assert any("School, strengths: A" in each.text() for each in text.findChildren(Words))


def test_it_is_drawn_anew_in_the_dark(qtbot: QtBot) -> None:
    shown = Shown(qtbot)
    light = shown.picture.canvas.grab().toImage().pixelColor(20, 60)
    worn = theme.current()
    assert worn.resources is not None
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    try:
        theme.apply(app, worn.resources, "dark")
        QApplication.processEvents()
        assert shown.picture.canvas.grab().toImage().pixelColor(20, 60).lightness() < 128 < light.lightness()
    finally:
        theme.apply(app, worn.resources, "light")


def test_an_nhs_number_is_checked_once_it_could_be_whole_and_not_before(qtbot: QtBot) -> None:
    """X2."""
    shown = Shown(qtbot, "record", raw={"children": [{}]})
    box = shown.view._fields["children"].control.part((0, "number"))[0]  # type: ignore[attr-defined]
    box.control.setFocus()
    shown.type("943 476 591")
    assert box.problem() == ""
    shown.type("8")
    assert "last digit" in box.problem()
    shown.keys(Qt.Key.Key_Backspace)
    assert box.problem() == ""
    shown.type("9")
    assert box.problem() == ""
    shown.type("0")
    assert "11 here" in box.problem()


def test_an_nhs_number_is_grouped_when_one_leaves_it_and_the_draft_keeps_what_was_typed(qtbot: QtBot) -> None:
    shown = Shown(qtbot, "record", raw={"children": [{}]})
    box = shown.view._fields["children"].control.part((0, "number"))[0]  # type: ignore[attr-defined]
    box.control.setFocus()
    shown.type("9434765919")
    shown.keys(Qt.Key.Key_Return)
    assert box.raw() == "943 476 5919"
    assert shown.said[-1] == ("children", [{"number": "9434765919"}])
    assert answers.read(shown.form, shown.view.raw()).answers["children"][0]["number"] == "9434765919"
