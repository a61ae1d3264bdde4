"""A form on the screen takes what is typed as raw text, and shows problems where they are."""

from dataclasses import replace
from datetime import date, time
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QFrame,
    QLineEdit,
    QScrollArea,
    QTextEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot

from supdesk.domain.days import read_date
from supdesk.domain.people import Party
from supdesk.forms import answers
from supdesk.forms.definition import Field as Definition
from supdesk.forms.definition import Form, Section
from supdesk.forms.kinds import KINDS, Problem
from supdesk.forms.kinds.actions import ActionRow
from supdesk.forms.packs import load_packs
from supdesk.ui.forms import WIDGETS, FormView, GuidePanel, RecordText
from supdesk.ui.forms.simple import NO_DAY
from supdesk.ui.forms.view import NEEDED
from supdesk.ui.parts import Badge, Field, LineEdit, Words, scrolling
from tests.tools import HARBOUR
from tests.ui.forms.form_examples import ADA, BEE, EVERY

SHIPPED = Path(__file__).parents[3] / "forms"
PACKS, FAULTS = load_packs(SHIPPED, [HARBOUR])
FORMS = [form for pack in PACKS.found for form in pack.forms]


class Desk:
    """A form shown in a frame that scrolls, and what it said."""

    def __init__(self, qtbot: QtBot, form: Form = EVERY, raw: dict[str, Any] | None = None, **more: Any) -> None:
        self.view = FormView(form, answers.blank(form) if raw is None else raw, people=(ADA, BEE), **more)
        self.said: list[tuple[str, Any]] = []
        self.view.edited.connect(lambda field, value: self.said.append((field, value)))
        self.frame = QScrollArea()
        self.frame.setWidgetResizable(True)
        self.frame.setWidget(self.view)
        self.frame.resize(820, 700)
        qtbot.addWidget(self.frame)
        self.frame.show()
        self.frame.activateWindow()
        self.bot, self.form = qtbot, form

    def named(self, name: str, kind: type[Any] = QWidget) -> Any:
        QApplication.processEvents()
        found = [w for w in self.view.findChildren(kind) if w.accessibleName() == name and w.isVisible()]
        assert found, f"nothing is called {name}"
        return next((w for w in found if isinstance(w, QLineEdit | QTextEdit | QAbstractButton)), found[0])

    def type(self, name: str, text: str) -> None:
        target = self.named(name)
        target.setFocus()
        self.bot.keyClicks(target, text)

    def press(self, name: str) -> None:
        self.bot.keyClick(self.named(name, QAbstractButton), Qt.Key.Key_Space)

    def read(self) -> Any:
        return answers.read(self.form, self.view.raw()).answers


@pytest.fixture
def desk(qtbot: QtBot) -> Desk:
    return Desk(qtbot)


def test_every_kind_has_a_widget() -> None:
    assert set(WIDGETS) == set(KINDS)


def test_somebody_put_into_the_apologies_is_present_no_more(qtbot: QtBot) -> None:
    form = next(form for form in FORMS if form.serves == "group")
    people = [{"id": each.person_id, "name": each.name, "designation": each.designation} for each in (ADA, BEE)]
    desk = Desk(qtbot, form, answers.blank(form, {"present": people, "apologies": []}))
    desk.type("Apologies: add a person", BEE.name)
    desk.press("Apologies: add")
    assert [person["name"] for person in desk.view.raw()["present"]] == [ADA.name]
    assert [field for field, _ in desk.said] == ["apologies", "present"]
    assert "present" not in [field for field, value in desk.said if BEE.name in str(value)]


def test_words_dates_times_and_numbers_are_kept_as_typed(desk: Desk) -> None:
    for name, text in {
        "What was said": "A calm talk",
        "In a line": "Calm",
        "Date": "4 March 2026",
        "Start": "14.30",
        "Length": "60",
    }.items():
        desk.type(name, text)
    read = desk.read()
    assert [read[name] for name in ("talk", "line", "on", "start", "long")] == [
        "A calm talk", "Calm", date(2026, 3, 4), time(14, 30), 60,
    ]  # fmt: skip
    assert desk.said[-1] == ("long", "60")


def test_a_known_name_brings_the_designation_and_the_identity(desk: Desk) -> None:
    desk.type("Supervisor", "ada example")
    assert desk.read()["lead"] == ADA


def test_a_name_typed_over_is_somebody_else(desk: Desk) -> None:
    desk.type("Supervisor", "Ada Example")
    desk.type("Supervisor", "-Jones")
    assert desk.read()["lead"] == Party("", "Ada Example-Jones", "Health visitor")


def test_a_name_and_designation_can_be_typed_freely(desk: Desk) -> None:
    desk.type("Supervisor", "Cy Invented")
    desk.type("Supervisor: designation", "Midwife")
    assert desk.read()["lead"] == Party("", "Cy Invented", "Midwife")


def test_people_are_added_by_typing_and_taken_away(desk: Desk) -> None:
    for name in ("Bee Sample", "Cy Invented, Midwife"):
        desk.type("Present: add a person", name)
        desk.bot.keyClick(desk.named("Present: add a person"), Qt.Key.Key_Return)
    assert desk.read()["all"] == (BEE, Party("", "Cy Invented", "Midwife"))
    desk.press("Remove Bee Sample, School nurse")
    assert desk.read()["all"] == (Party("", "Cy Invented", "Midwife"),)


def test_a_name_left_in_the_line_is_not_lost(desk: Desk) -> None:
    desk.type("Present: add a person", "Cy Invented")
    desk.named("What was said").setFocus()
    assert desk.read()["all"] == (Party("", "Cy Invented"),)


def test_a_person_is_picked_from_those_one_knows(desk: Desk) -> None:
    line = desk.named("Supervisor")
    line.setFocus()
    desk.bot.keyClick(line, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    popup = line.completer().popup()
    assert popup.isVisible()
    desk.bot.keyClick(popup, Qt.Key.Key_Down)
    desk.bot.keyClick(popup, Qt.Key.Key_Return)
    assert desk.read()["lead"] == ADA


def pick(desk: Desk, name: str, downs: int) -> None:
    """Choose from the list of names by keyboard."""
    line = desk.named(name)
    line.setFocus()
    desk.bot.keyClick(line, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    popup = line.completer().popup()
    for _ in range(downs):
        desk.bot.keyClick(popup, Qt.Key.Key_Down)
    desk.bot.keyClick(popup, Qt.Key.Key_Return)


def test_who_does_an_action_is_kept_as_picked_and_not_as_far_as_it_was_typed(desk: Desk) -> None:
    said: list[tuple[str, object]] = []
    desk.view.edited.connect(lambda field, raw: said.append((field, raw)))
    desk.press("Add action")
    desk.type("Action 1: What is to be done", "Ring")
    desk.type("Action 1: By whom", "Be")
    popup = desk.named("Action 1: By whom").completer().popup()
    desk.bot.keyClick(popup, Qt.Key.Key_Down)
    desk.bot.keyClick(popup, Qt.Key.Key_Return)
    assert desk.named("Action 1: By whom").text() == "Bee Sample"
    (row,) = desk.read()["plan"]
    assert row.by_whom == "Bee Sample"
    assert said[-1][1][0]["by_whom"] == "Bee Sample", "what is kept is what was said last"  # type: ignore[index]


def test_who_does_an_action_is_kept_when_only_picked(desk: Desk) -> None:
    desk.press("Add action")
    pick(desk, "Action 1: By whom", 1)
    (raw,) = desk.view.raw()["plan"]
    assert raw["by_whom"] == desk.named("Action 1: By whom").text() != ""


def test_the_list_of_names_goes_away_once_a_name_is_typed_whole(desk: Desk) -> None:
    desk.type("Supervisor", BEE.name[:-1])
    popup = desk.named("Supervisor").completer().popup()
    assert popup.isVisible()
    desk.type("Supervisor", BEE.name[-1])
    desk.bot.waitUntil(popup.isHidden)


def test_choices_scales_and_ticks_are_kept(desk: Desk) -> None:
    for button in desk.view.findChildren(QAbstractButton):
        if button.text() in ("By video", "In person", "4") or button.accessibleName() == "We agree.":
            button.click()
    read = desk.read()
    assert (read["way"], read["themes"], read["use"], read["agreed"]) == ("video", ("person", "video"), 4, True)


def test_rows_are_added_filled_removed_and_brought_back(desk: Desk) -> None:
    desk.press("Add case")
    desk.press("Add case")
    desk.type("Topic, Case 1", "First")
    desk.type("Topic, Case 2", "Second")
    assert [row["topic"] for row in desk.read()["cases"]] == ["First", "Second"]
    desk.press("Remove Case 1")
    assert [row["topic"] for row in desk.read()["cases"]] == ["Second"]
    desk.press("Undo: bring back case")
    assert [row["topic"] for row in desk.read()["cases"]] == ["First", "Second"]


def test_a_row_just_added_comes_into_sight(desk: Desk) -> None:
    desk.press("Add case")
    card = desk.named("Case 1")
    desk.bot.waitUntil(lambda: card.visibleRegion().boundingRect().height() == card.height())


def test_actions_are_written_with_reasons_folded_away(desk: Desk) -> None:
    desk.press("Add action")
    desk.type("Action 1: What is to be done", "Ring the school")
    desk.type("Action 1: By whom", "Bee Sample")
    desk.type("Action 1: By when", "4 March 2026")
    desk.press("Action 1: because and how we will know")
    desk.type("Action 1: Because", "They asked")
    assert desk.read()["plan"] == (
        ActionRow("", "Ring the school", "Bee Sample", date(2026, 3, 4), because="They asked"),
    )


def test_what_is_no_day_is_pointed_at_once_one_leaves_it_and_a_day_without_its_year_is_shown_in_full(
    desk: Desk,
) -> None:
    desk.press("Add action")
    due = desk.view._fields["plan"].control.part((0, "by_when"))[0]  # type: ignore[attr-defined]
    desk.type("Action 1: By when", "next fri")
    assert due.problem() == ""
    desk.type("Action 1: What is to be done", "Ring the school")
    assert due.problem() == NO_DAY
    desk.type("Action 1: By when", " ")
    assert due.problem() == ""
    desk.named("Action 1: By when").selectAll()
    desk.type("Action 1: By when", "4 dec")
    desk.type("Action 1: What is to be done", " today")
    assert due.problem() == ""
    day = read_date(due.raw())
    assert day is not None
    assert (day.month, day.day, desk.read()["plan"][0].by_when) == (12, 4, day)


def test_leaving_a_date_nobody_typed_in_says_nothing(desk: Desk) -> None:
    desk.named("Date").setFocus()
    desk.named("What was said").setFocus()
    assert desk.said == []


def test_reasons_that_a_pack_asks_for_first_stand_open_in_its_order_and_words(qtbot: QtBot) -> None:
    desk = Desk(qtbot, PACKS.form("harbour-lights", "one-to-one"))
    desk.press("Add step")
    labels = ("Why it matters", "The step", "How we shall know it is done", "Who", "By which day")
    places = [desk.named(f"Step 1: {label}") for label in labels]
    tops = [each.mapTo(desk.view, each.rect().topLeft()).y() for each in places]
    assert tops == sorted(tops)
    assert [each for each in desk.view.findChildren(QAbstractButton) if "·" in each.text()] == []
    desk.type("Step 1: Why it matters", "Nobody told her.")
    desk.type("Step 1: The step", "Ring the daughter")
    desk.type("Step 1: Who", "Bee Sample")
    assert desk.read()["steps"] == (ActionRow("", "Ring the daughter", "Bee Sample", because="Nobody told her."),)


def test_what_the_marks_mean_is_said_once_where_one_stands(qtbot: QtBot) -> None:
    needed = {field.id for field in EVERY.fields() if field.required}
    for hidden, times in ((frozenset[str](), 1), (frozenset(needed), 0)):
        view = FormView(EVERY, {}, hidden=hidden)
        qtbot.addWidget(view)
        assert [words.text() for words in view.findChildren(Words)].count(NEEDED) == times


def test_clauses_are_struck_reworded_restored_and_added(desk: Desk) -> None:
    desk.press("Strike out clause 1, Terms")
    desk.press("Reword clause 2, Terms")
    desk.type("Clause 2, Terms: wording", "Mostly. ")
    desk.press("Add clause, Terms")
    desk.type("Clause 3, Terms: wording", "We meet outside.")
    assert [clause.state for clause in desk.read()["terms"]] == ["struck", "reworded", "added"]
    desk.press("Keep clause 1, Terms")
    desk.press("Restore clause 2, Terms")
    desk.press("Remove clause 3, Terms")
    assert [clause.state for clause in desk.read()["terms"]] == ["kept", "kept"]


def test_setting_a_value_says_nothing(desk: Desk) -> None:
    for field in EVERY.fields():
        desk.view.set_value(field.id, KINDS[field.kind].blank(field))
    desk.view.set_value("talk", "Set")
    desk.view.set_value("all", [{"id": "", "name": "Cy Invented", "designation": ""}])
    desk.view.set_value("plan", [{"id": "a1", "what": "Ring", "by_when": "2026-03-04"}])
    assert desk.said == []
    assert desk.named("What was said").toPlainText() == "Set"
    assert desk.named("Action 1: By when").text() == "4 March 2026"


def test_what_the_form_does_not_know_or_show_is_kept(qtbot: QtBot) -> None:
    plan = [{"id": "a1", "what": "Ring", "by_when": "2026-03-04", "later": 1}]
    desk = Desk(qtbot, raw={"unheard": [1, 2], "line": "Hidden", "plan": plan}, hidden=frozenset({"line"}))
    desk.type("Action 1: What is to be done", "Now: ")
    assert desk.view.raw() == {"unheard": [1, 2], "line": "Hidden", "plan": [plan[0] | {"what": "Now: Ring"}]}


def test_problems_stand_beside_what_they_are_about_and_the_first_takes_the_keyboard(desk: Desk) -> None:
    desk.press("Add case")
    desk.press("Add action")
    desk.view.show_problems([Problem(("cases", 0, "topic"), "Topic is needed."),
                             Problem(("plan", 0, "what"), "Say what."),
                             Problem(("terms", 1, "text"), "No words."),
                             Problem(("unheard",), "Passed over.")])  # fmt: skip
    shown = {box.control.accessibleName(): box.problem() for box in desk.view.findChildren(Field) if box.problem()}
    assert shown == {
        "Topic, Case 1": "Topic is needed.",
        "Action 1: What is to be done": "Say what.",
        "Clause 2, Terms: wording": "No words.",
    }
    assert desk.frame.focusWidget().accessibleName() == "Topic, Case 1"
    desk.type("Topic, Case 1", "Now")
    desk.view.show_problems([Problem(("line",), "Too short.")])
    assert [box.problem() for box in desk.view.findChildren(Field) if box.problem()] == ["Too short."]
    desk.type("In a line", "x")
    assert not any(box.problem() for box in desk.view.findChildren(Field))


def test_what_reading_finds_missing_is_shown_at_its_field(desk: Desk) -> None:
    desk.view.show_problems(answers.read(EVERY, desk.view.raw()).problems)
    assert [box.problem() for box in desk.view.findChildren(Field) if box.problem()] == ["This is needed."]


def test_a_guide_can_follow_the_keyboard(desk: Desk) -> None:
    entered: list[int] = []
    desk.view.section_entered.connect(entered.append)
    desk.view.focus_field("way")
    desk.view.focus_field("plan")
    desk.view.focus_field("talk")
    assert entered == [2, 3, 0]
    assert desk.view.focused_section() == 0


def test_a_form_only_to_be_read_cannot_be_changed(qtbot: QtBot) -> None:
    desk = Desk(qtbot, read_only=True, raw=answers.blank(EVERY) | {"talk": "Said", "plan": [{"what": "Ring"}]})
    desk.type("What was said", "more")
    assert desk.view.raw()["talk"] == "Said"
    assert not any(button.isEnabled() for button in desk.view.findChildren(QAbstractButton))


def test_the_guide_says_what_to_listen_for(qtbot: QtBot) -> None:
    panel = GuidePanel(EVERY)
    qtbot.addWidget(panel)
    assert {"Listen for", "Pauses", "Open questions", "Key tasks", "Agree the next step"} <= _texts(panel)
    panel.show_section(1)
    qtbot.waitUntil(lambda: "Pauses" not in _texts(panel))
    assert "There are no prompts for this part." in _texts(panel)


def test_a_record_reads_as_plain_text(qtbot: QtBot) -> None:
    said = answers.read(EVERY, {"talk": "A <b>calm</b> talk", "on": "4/3/2026"}).answers
    text = RecordText(EVERY, said)
    qtbot.addWidget(text)
    assert {"Words", "What was said", "A <b>calm</b> talk", "4 March 2026"} <= _texts(text)
    assert "People" not in _texts(text)


def test_the_rows_of_a_table_are_read_one_by_one_under_their_names(qtbot: QtBot) -> None:
    rows = [{"topic": "Asthma", "steps": [{"what": "Ring"}, {"what": "Write"}]}, {"topic": "Sleep"}]
    text = RecordText(EVERY, answers.read(EVERY, {"cases": rows}).answers)
    qtbot.addWidget(text)
    frames = {each.accessibleName(): _texts(each) for each in text.findChildren(QFrame)}
    assert frames["Cases, Case 1"] == {"Case 1", "Topic", "Asthma", "Urgent", "No", "Steps", "Ring", "Write"}
    assert frames["Cases, Case 2"] == {"Case 2", "Topic", "Sleep", "Urgent", "No"}


def test_every_action_is_read_by_itself(qtbot: QtBot) -> None:
    said = answers.read(EVERY, {"plan": [{"what": "Ring\nand ask"}, {"what": "Write"}]}).answers
    text = RecordText(EVERY, said)
    qtbot.addWidget(text)
    assert {"Ring\nand ask", "Write"} <= _texts(text)


def test_a_clause_that_was_struck_out_is_read_as_such_and_each_keeps_its_number(qtbot: QtBot) -> None:
    typed = [
        {"id": "time", "text": "We keep the time.", "struck": False},
        {"id": "calm", "text": "We stay calm.", "struck": True},
        {"id": "ours", "text": "Bring cake.", "struck": False},
    ]
    text = RecordText(EVERY, answers.read(EVERY, {"terms": typed}).answers)
    qtbot.addWidget(text)
    text.show()
    struck = next(each for each in text.findChildren(Words) if each.text() == "We stay calm.")
    kept = next(each for each in text.findChildren(Words) if each.text() == "We keep the time.")
    assert (struck.font().strikeOut(), kept.font().strikeOut()) == (True, False)
    assert (struck.property("role"), kept.property("role")) == ("muted", "body")
    assert struck.accessibleName().endswith(", 2, struck out: We stay calm.")
    badges = {each.text: each for each in text.findChildren(Badge)}
    assert list(badges) == ["Struck out", "Added"]
    assert kept.y() < badges["Struck out"].y() < struck.y() < badges["Added"].y()
    numbers = [each.text() for each in text.findChildren(Words) if each.text() in ("1.", "2.", "3.")]
    assert numbers == ["1.", "2.", "3."]


def test_a_long_record_is_scrolled_with_the_keyboard_from_its_titles(qtbot: QtBot) -> None:
    said = answers.read(EVERY, {"talk": "A calm talk.\n" * 200}).answers
    area = scrolling(RecordText(EVERY, said))
    area.resize(400, 300)
    qtbot.addWidget(area)
    area.show()
    area.activateWindow()
    title = next(words for words in area.findChildren(Words) if words.text() == "Words")
    assert title.focusPolicy() == Qt.FocusPolicy.TabFocus
    title.setFocus()
    qtbot.keyClick(title, Qt.Key.Key_PageDown)
    assert area.verticalScrollBar().value() > 0


def _texts(widget: QWidget) -> set[str]:
    return {words.text() for words in widget.findChildren(Words) if not words.isHidden()}


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.id)
def test_every_shipped_form_can_be_shown_and_gives_back_what_it_was_given(qtbot: QtBot, form: Form) -> None:
    raw = _filled(form)
    desk = Desk(qtbot, form, raw)
    assert desk.view.raw() == raw
    assert desk.said == []
    for kind in (QAbstractButton, QComboBox, QLineEdit, QTextEdit):
        for control in desk.view.findChildren(kind):
            assert control.accessibleName() or (isinstance(control, QAbstractButton) and control.text()), control


def _filled(form: Form) -> dict[str, Any]:
    """A draft with a row in every table and an action in every plan."""
    raw = answers.blank(form)
    for field in form.fields():
        if field.kind == "table":
            raw[field.id] = [{c.id: KINDS[c.kind].blank(c) for c in field.columns}] * 2
        if field.kind == "actions":
            raw[field.id] = [{"id": "a1", "what": "Ring the school"}]
    return raw


def test_a_clause_removed_or_restored_by_mistake_comes_back(desk: Desk) -> None:
    desk.press("Reword clause 2, Terms")
    desk.type("Clause 2, Terms: wording", "Mostly. ")
    desk.press("Restore clause 2, Terms")
    desk.press("Undo, Terms")
    assert desk.read()["terms"][1].state == "reworded"
    desk.press("Add clause, Terms")
    desk.type("Clause 3, Terms: wording", "We meet outside.")
    desk.press("Remove clause 3, Terms")
    assert len(desk.read()["terms"]) == 2
    desk.press("Undo, Terms")
    assert desk.read()["terms"][2].text == "We meet outside."
    assert desk.said[-1] == ("terms", desk.view.raw()["terms"])


def test_what_names_another_record_can_be_read_and_not_typed_over(qtbot: QtBot) -> None:
    amends = Definition("amends", "short", "Record amended", fills="amends", required=True)
    form = replace(EVERY, sections=(Section("", (amends, Definition("change", "prose", "What changes"))),))
    view = FormView(form, {"amends": "R-2026-0001"})
    qtbot.addWidget(view)
    line = view._fields["amends"].control
    assert isinstance(line, LineEdit)
    assert line.isReadOnly()
    assert line.text() == "R-2026-0001"
    assert "needed" not in view._fields["amends"].label.text()
    assert view.first is view._fields["change"]
