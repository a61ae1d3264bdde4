"""The window: where one can go, what covers it, and what it never says."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, QSize, Qt, QTimer
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from supdesk.domain.errors import SupdeskError
from supdesk.ui.parts import Choice, DateEdit, LineEdit, Page, Question, SecondaryButton, ask
from supdesk.ui.parts.layouts import column, row
from supdesk.ui.shell import OFFER, Shell
from supdesk.ui.topbar import PAUSE

NAME = "Ada Example"
LAPTOP, DESKTOP = QSize(1280, 768), QSize(1920, 1080)


class Sheet(QWidget):
    """A page with a name on it and a box to type in."""

    def __init__(self, words: str) -> None:
        super().__init__()
        layout = QVBoxLayout(self)
        self.line = LineEdit("Notes")
        layout.addWidget(QLabel(words))
        layout.addWidget(self.line)


@pytest.fixture
def shell(qtbot: QtBot) -> Iterator[Shell]:
    made = Shell()
    for number, key in enumerate(("today", "people", "actions"), 1):
        made.add_page(key, key.title(), key, Sheet(f"{NAME} in {key}"), f"Ctrl+{number}")
    made.add_page("settings", "Settings", "settings", Page("Settings"), foot=True)
    made.show_page("today")
    made.show()
    qtbot.waitExposed(made)
    made.activateWindow()
    yield made
    made.close()
    made.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


NOTHING, CTRL = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ControlModifier


def press(qtbot: QtBot, shell: Shell, key: Qt.Key, mod: Qt.KeyboardModifier = NOTHING) -> None:
    """Press a key wherever the keyboard is."""
    qtbot.keyClick(QApplication.focusWidget() or shell, key, mod)


def on_screen(shell: Shell) -> list[str]:
    """All the words that can be seen in the window."""
    return [label.text() for label in shell.findChildren(QLabel) if label.isVisible()]


def test_the_title_never_carries_a_name(shell: Shell) -> None:
    shell.push(Sheet(NAME))
    shell.tell(f"{NAME} was added.")
    shell.toggle_hide()
    assert shell.windowTitle() == "supdesk"
    assert shell.windowFilePath() == ""


def test_a_pushed_page_has_the_keyboard_and_going_back_returns_it(shell: Shell) -> None:
    button = SecondaryButton("Open")
    shell._pages["today"].layout().addWidget(button)  # type: ignore[union-attr]
    button.show()
    button.setFocus()
    page = Sheet(NAME)
    shell.push(page)
    assert shell.focusWidget() is page
    shell.back()
    assert shell.focusWidget() is button


def test_the_rail_shows_only_the_places_that_were_added(shell: Shell) -> None:
    assert [entry.words() for entry in shell.rail._entries.values()] == ["Today", "People", "Actions", "Settings"]


def test_ctrl_and_a_number_goes_to_a_place(shell: Shell, qtbot: QtBot) -> None:
    with qtbot.waitSignal(shell.page_shown) as shown:
        press(qtbot, shell, Qt.Key.Key_2, CTRL)
    assert shown.args == ["people"]
    assert f"{NAME} in people" in on_screen(shell)
    assert f"{NAME} in today" not in on_screen(shell)


def test_a_click_on_the_rail_goes_there_and_marks_it(shell: Shell, qtbot: QtBot) -> None:
    qtbot.mouseClick(shell.rail._entries["actions"], Qt.MouseButton.LeftButton)
    assert shell.page_key == "actions"
    assert [key for key, entry in shell.rail._entries.items() if entry.isChecked()] == ["actions"]


def test_arrows_move_along_the_rail(shell: Shell, qtbot: QtBot) -> None:
    shell.rail._entries["today"].setFocus()
    press(qtbot, shell, Qt.Key.Key_Down)
    assert shell.rail._entries["people"].hasFocus()
    press(qtbot, shell, Qt.Key.Key_Return)
    assert shell.page_key == "people"


def test_a_count_on_the_rail_is_said_aloud(shell: Shell) -> None:
    shell.rail.set_count("actions", 3, "3 past their date")
    assert shell.rail._entries["actions"].accessibleDescription() == "3 past their date"
    shell.rail.set_count("actions", 0, "none past their date")
    assert shell.rail._entries["actions"].accessibleDescription() == ""


def test_ctrl_k_goes_to_the_search_box(shell: Shell, qtbot: QtBot) -> None:
    press(qtbot, shell, Qt.Key.Key_K, CTRL)
    assert shell.topbar.search.hasFocus()
    assert shell.topbar.search.accessibleName() == "Search everything"


def test_search_begins_when_typing_pauses_and_at_once_on_enter(shell: Shell, qtbot: QtBot) -> None:
    shell.focus_search()
    with qtbot.waitSignal(shell.search_requested, timeout=PAUSE * 8) as paused:
        qtbot.keyClicks(shell.topbar.search, "school ")
    assert paused.args == ["school"]
    with qtbot.waitSignals([shell.search_requested, shell.search_entered], timeout=PAUSE // 2, order="strict"):
        press(qtbot, shell, Qt.Key.Key_Return)


def test_ctrl_l_and_the_button_ask_for_the_lock(shell: Shell, qtbot: QtBot) -> None:
    with qtbot.waitSignal(shell.lock_requested):
        press(qtbot, shell, Qt.Key.Key_L, CTRL)
    with qtbot.waitSignal(shell.lock_requested):
        qtbot.mouseClick(shell.topbar.lock_button, Qt.MouseButton.LeftButton)


def test_f9_hides_every_name_at_once_and_f9_brings_them_back(shell: Shell, qtbot: QtBot) -> None:
    shell.tell(f"{NAME} was added.", "good")
    with qtbot.waitSignal(shell.hide_toggled) as hidden:
        press(qtbot, shell, Qt.Key.Key_F9)
    assert hidden.args == [True]
    assert shell.is_hidden
    assert not [words for words in on_screen(shell) if NAME in words]
    press(qtbot, shell, Qt.Key.Key_F9)
    assert not shell.is_hidden
    assert [words for words in on_screen(shell) if NAME in words]


def test_escape_lifts_the_veil_and_the_keyboard_is_where_it_was(shell: Shell, qtbot: QtBot) -> None:
    line = shell._pages["today"].line  # type: ignore[attr-defined]
    line.setFocus()
    press(qtbot, shell, Qt.Key.Key_F9)
    press(qtbot, shell, Qt.Key.Key_Escape)
    assert not shell.is_hidden
    assert line.hasFocus()


def test_behind_the_veil_no_key_reaches_the_pages(shell: Shell, qtbot: QtBot) -> None:
    shell._pages["today"].line.setFocus()  # type: ignore[attr-defined]
    press(qtbot, shell, Qt.Key.Key_F9)
    qtbot.keyClicks(QApplication.focusWidget() or shell, "abc")
    press(qtbot, shell, Qt.Key.Key_2, CTRL)
    press(qtbot, shell, Qt.Key.Key_K, CTRL)
    assert shell.is_hidden
    assert shell.page_key == "today"
    assert shell._pages["today"].line.raw() == ""  # type: ignore[attr-defined]


def test_the_veil_covers_the_window_when_it_grows(shell: Shell, qtbot: QtBot) -> None:
    shell.toggle_hide()
    shell.resize(1500, 900)
    qtbot.waitUntil(lambda: shell._veil.size() == shell.size())
    assert shell.is_hidden


def test_the_veil_shuts_lists_calendars_and_dialogues(shell: Shell, qtbot: QtBot) -> None:
    date = DateEdit("Date")
    shell.push(date)
    date.open_calendar()
    assert QApplication.activePopupWidget() is not None
    shell.toggle_hide()
    assert QApplication.activePopupWidget() is None
    shell.toggle_hide()
    dialogue = QDialog(shell)
    dialogue.show()
    shell.toggle_hide()
    assert not dialogue.isVisible()


def test_f9_works_while_a_list_is_open(shell: Shell, qtbot: QtBot) -> None:
    """Qt sends keys to an open list; only a shortcut of the whole application is heard past it."""
    choice = Choice("Place", ["One", "Two", "Three", "Four", "Five"])
    shell.push(choice)
    assert choice._list is not None
    choice._list.showPopup()
    popup = QApplication.activePopupWidget()
    assert popup is not None
    qtbot.keyClick(popup, Qt.Key.Key_F9)
    assert shell.is_hidden


def test_while_it_locks_the_veil_cannot_be_lifted(shell: Shell, qtbot: QtBot) -> None:
    shell.veil_for_lock()
    press(qtbot, shell, Qt.Key.Key_Escape)
    press(qtbot, shell, Qt.Key.Key_F9)
    assert shell.is_hidden
    assert "Paused" not in on_screen(shell)


def test_a_pushed_page_takes_the_whole_width_and_back_returns(shell: Shell, qtbot: QtBot) -> None:
    desk = Sheet("The session desk")
    shell.push(desk)
    assert desk.isVisible()
    assert not shell.rail.isVisible()
    assert shell.topbar.back.isVisible()
    with qtbot.waitSignal(desk.destroyed):
        qtbot.mouseClick(shell.topbar.back, Qt.MouseButton.LeftButton)
    assert shell.rail.isVisible()
    assert f"{NAME} in today" in on_screen(shell)


@pytest.mark.parametrize(
    ("key", "mod"),
    [(Qt.Key.Key_Escape, Qt.KeyboardModifier.NoModifier), (Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)],
)
def test_escape_and_alt_left_go_back(shell: Shell, qtbot: QtBot, key: Qt.Key, mod: Qt.KeyboardModifier) -> None:
    shell.push(Sheet("The session desk"))
    with qtbot.waitSignal(shell.went_back):
        press(qtbot, shell, key, mod)
    assert shell.rail.isVisible()


def test_a_page_may_refuse_to_be_left(shell: Shell) -> None:
    desk = Sheet("The session desk")
    desk.may_leave = lambda: False  # type: ignore[attr-defined]
    shell.push(desk)
    shell.back()
    shell.show_page("people")
    assert desk.isVisible()
    desk.may_leave = lambda: True  # type: ignore[attr-defined]
    shell.back()
    assert shell.rail.isVisible()


def test_going_elsewhere_leaves_what_was_pushed(shell: Shell, qtbot: QtBot) -> None:
    desk = Sheet("The session desk")
    shell.push(desk)
    with qtbot.waitSignal(desk.destroyed):
        shell.show_page("people")
    assert shell.rail.isVisible()


def test_an_error_is_told_in_its_own_sentence_and_stays(shell: Shell) -> None:
    banner = shell.tell_error(SupdeskError("vault.busy", "Another window has this vault open."))
    assert "Another window has this vault open." in on_screen(shell)
    assert banner.accessibleName() == "Another window has this vault open."
    assert banner.findChildren(QTimer) == []


def test_good_news_goes_by_itself(shell: Shell, qtbot: QtBot) -> None:
    shell.tell("No backup for long.", "warning")
    told = shell.tell("Saved.", "good", beside=True)
    (lingering,) = told.findChildren(QTimer)
    assert lingering.isActive()
    lingering.timeout.emit()
    assert "Saved." not in on_screen(shell)
    assert "No backup for long." in on_screen(shell)


def test_a_message_goes_with_its_page_unless_it_is_a_warning_that_waits_for_a_deed(shell: Shell) -> None:
    shell.tell("That could not be written.", "danger")
    shell.show_page("today")
    assert "That could not be written." in on_screen(shell)
    QApplication.processEvents()
    shell.show_page("people")
    assert "That could not be written." not in on_screen(shell)
    shell.tell("Not saved yet.", "danger", ("Save", lambda: None))
    QApplication.processEvents()
    shell.show_page("today")
    assert "Not saved yet." in on_screen(shell)


def test_good_news_goes_with_its_page_even_where_it_offers_a_deed_unless_it_is_said_on_the_way(
    shell: Shell,
) -> None:
    told = ("The session is planned.", "good", ("Save for calendars", lambda: None))
    shell.tell(*told)
    shell.push(QWidget())
    assert "The session is planned." in on_screen(shell)
    QApplication.processEvents()
    shell.back()
    assert "The session is planned." not in on_screen(shell)
    shell.tell(*told)
    QApplication.processEvents()
    shell.push(QWidget())
    assert "The session is planned." not in on_screen(shell)


def test_a_message_that_offers_a_deed_stays_longer_than_one_that_offers_none(
    shell: Shell, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert OFFER >= 60_000
    monkeypatch.setattr("supdesk.ui.shell.LINGER", 1)
    shell.tell("The action was closed.", "good", ("Undo", lambda: None))
    shell.tell("The file is kept.", "good", beside=True)
    qtbot.waitUntil(lambda: "The file is kept." not in on_screen(shell))
    assert "The action was closed." in on_screen(shell)


def test_of_two_messages_each_goes_or_stays_by_itself(shell: Shell) -> None:
    first = shell.tell("No backup for long.", "warning", ("Back up", lambda: None))
    shell.tell("A pack has a mistake.", "warning", beside=True)
    QApplication.processEvents()
    assert {"No backup for long.", "A pack has a mistake."} <= set(on_screen(shell))
    shell.show_page("people")
    assert "A pack has a mistake." not in on_screen(shell)
    assert "No backup for long." in on_screen(shell)
    first.closed.emit()
    assert "No backup for long." not in on_screen(shell)


def test_the_deed_on_a_message_is_done_once_and_the_message_goes(shell: Shell, qtbot: QtBot) -> None:
    undone: list[str] = []
    banner = shell.tell("The action was closed.", "good", ("Undo", lambda: undone.append("undo")))
    qtbot.mouseClick(banner.findChildren(type(shell.topbar.back))[0], Qt.MouseButton.LeftButton)
    assert undone == ["undo"]
    assert "The action was closed." not in on_screen(shell)


def test_a_question_keeps_the_keyboard_until_it_is_answered(shell: Shell, qtbot: QtBot) -> None:
    question = Question(shell, "Strike this clause?", "It stays readable.", "Strike", danger=True)
    question.open()
    assert question.decline.hasFocus()
    press(qtbot, shell, Qt.Key.Key_2, CTRL)
    assert shell.page_key == "today"
    press(qtbot, shell, Qt.Key.Key_Tab)
    assert question.confirm.hasFocus()
    press(qtbot, shell, Qt.Key.Key_Tab)
    assert question.decline.hasFocus()
    with qtbot.waitSignal(question.answered) as answer:
        press(qtbot, shell, Qt.Key.Key_Escape)
    assert answer.args == [False]


def test_asking_waits_for_yes(shell: Shell, qtbot: QtBot) -> None:
    QTimer.singleShot(0, lambda: shell.findChildren(Question)[0].confirm.click())
    assert ask(shell, "Send it?", "It cannot be called back.", "Send")


def test_closing_the_window_answers_no(shell: Shell, qtbot: QtBot) -> None:
    QTimer.singleShot(0, lambda: shell.findChildren(Question)[0].deleteLater())
    assert not ask(shell, "Send it?", "It cannot be called back.", "Send")


def test_a_question_waits_behind_the_veil(shell: Shell, qtbot: QtBot) -> None:
    question = Question(shell, f"Remove {NAME}?", "They can be added again.", "Remove")
    question.open()
    press(qtbot, shell, Qt.Key.Key_F9)
    assert not [words for words in on_screen(shell) if NAME in words]
    press(qtbot, shell, Qt.Key.Key_Escape)
    assert f"Remove {NAME}?" in on_screen(shell)


def test_closing_says_so_first(shell: Shell, qtbot: QtBot) -> None:
    with qtbot.waitSignal(shell.closing):
        shell.close()


def test_unlocking_stands_alone(shell: Shell) -> None:
    unlock = Sheet("Passphrase")
    shell.show_alone(unlock)
    assert on_screen(shell) == ["Passphrase"]
    shell.show_alone(None)
    assert shell.rail.isVisible()


def test_the_window_fits_a_small_laptop(shell: Shell) -> None:
    hint = shell.minimumSizeHint()
    assert (hint.width(), hint.height()) <= (1024, 700)
    assert hint.height() <= 700


def test_tab_goes_in_reading_order_also_through_what_was_added_later(shell: Shell, qtbot: QtBot) -> None:
    page, first, last, later = Page("Rows"), LineEdit("First"), LineEdit("Last"), LineEdit("Added later")
    page.add(first, last)
    shell.push(page)
    page.body.insertWidget(1, later)
    later.show()
    first.setFocus()
    names = []
    for _ in range(3):
        qtbot.keyClick(shell.focusWidget(), Qt.Key.Key_Tab)
        names.append(shell.focusWidget().accessibleName())
    qtbot.keyClick(shell.focusWidget(), Qt.Key.Key_Backtab)
    assert names == ["Added later", "Last", "Back"]
    assert shell.focusWidget() is last


def test_tab_goes_through_what_is_laid_out_within_a_row(shell: Shell, qtbot: QtBot) -> None:
    page, first = Page("Rows"), LineEdit("First")
    page.add(first, row(LineEdit("Second"), column(LineEdit("Third"))))
    shell.push(page)
    first.setFocus()
    names = []
    for _ in range(2):
        qtbot.keyClick(shell.focusWidget(), Qt.Key.Key_Tab)
        names.append(shell.focusWidget().accessibleName())
    assert names == ["Second", "Third"]


def test_what_comes_while_the_window_is_hidden_waits_behind_the_veil(shell: Shell, qtbot: QtBot) -> None:
    shell.toggle_hide()
    late = shell.overlay(Sheet(NAME), "Late")
    assert not late.isVisible()
    assert NAME not in on_screen(shell)
    shell.toggle_hide()
    assert late.isVisible()
    assert late.isAncestorOf(shell.focusWidget())


def test_what_was_closed_behind_the_veil_stays_closed(shell: Shell) -> None:
    early = shell.overlay(Sheet(NAME), "Early")
    shell.toggle_hide()
    early.close_now()
    shell.toggle_hide()
    assert not early.isVisible()


def test_tab_brings_what_it_reaches_into_sight(shell: Shell, qtbot: QtBot) -> None:
    page = Page("Long")
    lines = [LineEdit(f"Line {number}") for number in range(40)]
    page.add(*lines)
    shell.push(page)
    shell.topbar.lock_button.setFocus()
    page.scroll_to(lines[-1])
    press(qtbot, shell, Qt.Key.Key_Tab)
    assert lines[0].hasFocus()
    assert not lines[0].visibleRegion().isEmpty()


def test_what_was_looked_for_does_not_stay_in_sight(shell: Shell, qtbot: QtBot) -> None:
    shell.add_page("search", "Search", "search", Page("Search"))
    shell.show_page("search")
    qtbot.keyClicks(shell.topbar.search, NAME)
    shell.show_page("people")
    assert shell.topbar.search.text() == ""


def test_a_window_fits_at_first_on_a_small_screen_with_its_frame_and_a_panel(shell: Shell) -> None:
    shell.fit(LAPTOP)
    assert shell.width() < LAPTOP.width()
    assert shell.height() <= LAPTOP.height() - 32
    assert shell.minimumHeight() <= 700
    shell.fit(DESKTOP)
    assert shell.size() == QSize(1280, 800)
