"""The Reflections page before a real vault: what is private is not there until somebody asks for it (R10)."""

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QTextEdit, QWidget

from supdesk.desk import reflecting
from supdesk.domain.records import Record
from supdesk.ui.parts import Button, ListRow, Overlay
from supdesk.ui.reflections import leaving
from supdesk.ui.reflections.going import find, read
from supdesk.ui.reflections.page import SHELF, ReflectionsPage
from supdesk.ui.reflections.reading import PrivateReading
from supdesk.ui.reflections.writing import LinkForm, NewForm, PrivateWriting, offer_new
from supdesk.ui.search.page import SearchPage
from supdesk.ui.seat import Seat
from tests.desk.desks import new_desk
from tests.desk.test_evaluating import held
from tests.desk.test_reflecting import ACCOUNT, WORDS, finished, reflected
from tests.ui.seats import done, leave, seated, settle

WORD = "gooseberry"


def said(widget: QWidget) -> str:
    """All the text and names that are there, painted or not."""
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    names = [each.accessibleName() for each in widget.findChildren(QWidget)]
    return "\n".join([*(each.text() for each in widget.findChildren(QLabel)), *names])


def button(widget: QWidget, words: str) -> Button:
    QApplication.processEvents()
    return next(each for each in widget.findChildren(Button) if each.words() == words and each.isVisibleTo(widget))


def placed(seat: Seat) -> ReflectionsPage:
    """The page as a place of the window."""
    page = ReflectionsPage(seat)
    seat.shell.add_page("reflections", "Reflections", "reflections", page)
    seat.shell.show_page("reflections")
    settle(seat)
    return page


@pytest.fixture
def desk(tmp_path: Path) -> Any:
    return new_desk(tmp_path / "vault")


def test_no_word_of_a_reflection_is_there_until_it_is_uncovered_and_none_after_leaving_or_hiding(desk: Any) -> None:
    seat = seated(desk)
    reflected(desk, about=f"The {WORD} visit")
    page = placed(seat)
    for cover in (
        lambda: seat.shell.show_page("today"),
        lambda: (seat.shell.toggle_hide(), seat.shell.toggle_hide()),
        lambda: page.hide_again.click(),
        lambda: seat.shell.lock_requested.emit(),
        lambda: page.turn(SHELF),
    ):
        seat.shell.show_page("reflections")
        page.turn("pages")
        assert WORD not in said(page)
        button(page, "Show them").click()
        settle(seat)
        assert WORD in said(page)
        cover()
        settle(seat)
        assert WORD not in said(page)
    leave(seat)


def test_what_is_asked_for_and_covered_meanwhile_stays_away(desk: Any) -> None:
    seat = seated(desk)
    reflected(desk, about=f"The {WORD} visit")
    page = placed(seat)
    page.covered.uncover()
    page.covered.cover()
    settle(seat)
    assert WORD not in said(page)
    leave(seat)


def test_a_reflection_is_begun_by_its_model_saved_as_it_is_typed_and_finished(desk: Any) -> None:
    seat = seated(desk)
    session = held(desk, "Ada Example")
    page = placed(seat)
    offer_new(seat, page)
    settle(seat)
    (form,) = seat.shell.findChildren(NewForm)
    form.confirm.click()
    assert seat.shell.findChildren(PrivateWriting) == [], "a model is needed"
    (models,) = (box for box in form.findChildren(QComboBox) if box.accessibleName() == "Model")
    assert {"Gibbs", "Kolb", "A free page"} <= {models.itemText(place) for place in range(models.count())}
    form.model.set_raw("reflection-what")
    form.session.set_raw(session)
    form.confirm.click()
    settle(seat)
    (writing,) = seat.shell.findChildren(PrivateWriting)
    assert "About the one-to-one session of 2 March 2026" in said(writing)
    assert writing.view is not None
    writing.view.edited.emit("what", f"The {WORD} moment.")
    writing.flush()
    settle(seat)
    assert [each.begins for each in reflecting.begun(desk)] == [f"The {WORD} moment."]
    writing.finish.click()
    settle(seat)
    (overlay,) = [each for each in seat.shell.findChildren(Overlay) if each.is_open]
    assert reflecting.CHANGEABLE in said(overlay)
    assert reflecting.ALONE in said(overlay)
    button(overlay, "Finish").click()
    settle(seat)
    (reading,) = seat.shell.findChildren(PrivateReading)
    assert WORD in said(reading)
    assert [each.page.session_id for each in reflecting.listed(desk)] == [session]
    leave(seat)


def test_the_session_of_a_page_can_be_chosen_while_it_is_written(desk: Any) -> None:
    seat = seated(desk)
    session = held(desk, "Ada Example")
    sheet = reflecting.begin(desk, "reflection-free")
    writing = PrivateWriting(seat, sheet)
    seat.shell.push(writing)
    settle(seat)
    writing.choose()
    settle(seat)
    (form,) = seat.shell.findChildren(LinkForm)
    form.session.set_raw(session)
    form.confirm.click()
    settle(seat)
    assert reflecting.reopen(desk, sheet.draft.id).draft.session_id == session
    leave(seat)


def test_a_page_being_read_covers_itself_with_the_window(desk: Any) -> None:
    seat = seated(desk)
    page = reflected(desk, about=f"The {WORD} visit")
    read(seat, page.id)
    settle(seat)
    (reading,) = seat.shell.findChildren(PrivateReading)
    assert WORD in said(reading)
    seat.shell.toggle_hide()
    seat.shell.toggle_hide()
    assert WORD not in said(reading)
    button(reading, "Show it").click()
    settle(seat)
    assert WORD in said(reading)
    leave(seat)


def test_a_page_being_written_covers_itself_with_the_window_and_goes_on_where_it_was_left(desk: Any) -> None:
    seat = seated(desk)
    writing = PrivateWriting(seat, reflecting.begin(desk, "reflection-what"))
    seat.shell.push(writing)
    settle(seat)
    for cover in (
        lambda: (seat.shell.toggle_hide(), seat.shell.toggle_hide()),
        lambda: (seat.shell.veil_for_lock(), seat.shell.lock_requested.emit(), seat.shell.lift_veil()),
    ):
        assert writing.view is not None
        writing.view.set_value("what", f"The {WORD} moment.")
        writing.view.edited.emit("what", f"The {WORD} moment.")
        writing._finish()
        settle(seat)
        assert any(each.is_open for each in seat.shell.findChildren(Overlay))
        cover()
        settle(seat)
        assert WORD not in written_in(writing)
        assert not any(each.is_open for each in seat.shell.findChildren(Overlay)), "a review may repeat its words"
        assert not writing.finish.isEnabled()
        assert not writing.throw.isEnabled()
        writing._finish()
        settle(seat)
        assert not any(each.is_open for each in seat.shell.findChildren(Overlay)), "unseen, it is not finished"
        button(writing, "Go on writing").click()
        settle(seat)
        assert WORD in written_in(writing)
        assert writing.finish.isEnabled()
    leave(seat)


def test_what_is_begun_while_the_window_is_hidden_is_covered(desk: Any) -> None:
    seat = seated(desk)
    page = reflected(desk, what=f"The {WORD} moment.")
    seat.shell.toggle_hide()
    writing = PrivateWriting(seat, reflecting.revise(desk, page.id))
    seat.shell.push(writing)
    settle(seat)
    seat.shell.toggle_hide()
    assert WORD not in written_in(writing)
    leave(seat)


def written_in(widget: QWidget) -> str:
    """All that is there, in boxes too."""
    words = said(widget)
    return "\n".join([words, *(each.toPlainText() for each in widget.findChildren(QTextEdit))])


def test_an_account_remembers_the_reflection_it_was_begun_from_and_both_show_it(desk: Any) -> None:
    seat = seated(desk)
    page = reflected(desk)
    read(seat, page.id)
    settle(seat)
    (reading,) = seat.shell.findChildren(PrivateReading)
    button(reading, "Begin an account from it").click()
    settle(seat)
    (writing,) = seat.shell.findChildren(PrivateWriting)
    assert f"Begun from “{page.title}” of 4 March 2026." in said(writing)
    draft = writing._sheet.draft.id
    done(seat, lambda desk: reflecting.save(desk, draft, ACCOUNT))
    assert "Begun from this · not finished" in said(reading)
    done(seat, lambda desk: reflecting.finish(desk, [draft]).changes)
    (account,) = [each.page for each in reflecting.listed(desk) if each.page.serves == "account"]
    assert f"Begun from this · {account.number} · 4 March 2026" in said(reading)
    read(seat, account.id)
    settle(seat)
    other = seat.shell.findChildren(PrivateReading)[-1]
    assert f"This was begun from it · {page.number}" in said(other)
    button(other, "Unlink").click()
    settle(seat)
    assert "begun from" not in said(other)
    assert "Begun from this" not in said(reading)
    button(seat.shell, "Undo").click()
    settle(seat)
    assert f"This was begun from it · {page.number}" in said(other)
    leave(seat)


def test_while_an_account_is_written_it_can_be_told_to_forget_its_reflection(desk: Any) -> None:
    seat = seated(desk)
    page = reflected(desk)
    sheet = reflecting.begin_account(desk, page.id)
    writing = PrivateWriting(seat, sheet)
    seat.shell.push(writing)
    settle(seat)
    button(writing, "Unlink").click()
    settle(seat)
    assert "Linked to no reflection." in said(writing)
    made = finished(desk, reflecting.reopen(desk, sheet.draft.id), **ACCOUNT)
    assert reflecting.read(desk, made.id).source is None
    assert reflecting.read(desk, page.id).followed == ()
    leave(seat)


def test_what_is_changed_shows_beside_what_it_said_before(desk: Any) -> None:
    seat = seated(desk)
    page = reflected(desk)
    read(seat, page.id)
    settle(seat)
    (reading,) = seat.shell.findChildren(PrivateReading)
    button(reading, "Change it").click()
    settle(seat)
    (writing,) = seat.shell.findChildren(PrivateWriting)
    draft = writing._sheet.draft.id
    reflecting.save(desk, draft, {"so_what": "Something else."})
    done(seat, lambda desk: reflecting.finish(desk, [draft]).changes)
    assert "Something else." in said(reading)
    assert WORDS["so_what"] in said(reading)
    leave(seat)


def test_a_copy_is_given_to_somebody_named_and_stands_with_the_page(
    desk: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seat = seated(desk)
    page = reflected(desk, what="Bee Sample said so.")
    monkeypatch.setattr(leaving, "ask_new_file", lambda *_: tmp_path / "copy.pdf")
    read(seat, page.id)
    settle(seat)
    (reading,) = seat.shell.findChildren(PrivateReading)
    button(reading, "Share a copy…").click()
    settle(seat)
    (form,) = seat.shell.findChildren(leaving.ShareForm)
    assert "“Bee Sample” is on your list of people." in said(form)
    form.confirm.click()
    assert not (tmp_path / "copy.pdf").exists(), "to whom?"
    form.to.set_raw("My supervisor")
    form.confirm.click()
    settle(seat)
    assert seat.bench.drain(20)
    settle(seat)
    assert (tmp_path / "copy.pdf").read_bytes().startswith(b"%PDF")
    assert "My supervisor" in said(reading)
    leave(seat)


@pytest.mark.parametrize("how", ["hide", "lock"])
def test_what_is_asked_before_words_leave_goes_with_the_window_and_does_not_come_back(desk: Any, how: str) -> None:
    seat = seated(desk)
    page = reflected(desk, what="Bee Sample said so.")
    account: list[Record] = []
    done(seat, lambda desk: _account(desk, account))
    cover = seat.shell.toggle_hide if how == "hide" else seat.shell.lock_requested.emit
    for offer in (
        lambda: leaving.offer_share(seat, seat.shell, page.id),
        lambda: leaving.offer_export(seat, seat.shell, "The shelf"),
    ):
        offer()
        settle(seat)
        assert any(each.is_open for each in seat.shell.findChildren(Overlay))
        cover()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        assert seat.shell.findChildren(leaving.Leaving) == []
        if how == "hide":
            offer()
            settle(seat)
            assert seat.shell.findChildren(leaving.Leaving) == [], "asked for before, and found while it is hidden"
            cover()
    leave(seat)


def test_the_shelf_says_what_is_missing_opens_what_is_there_and_leaves_as_one_file(
    desk: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seat = seated(desk)
    page = placed(seat)
    page.turn(SHELF)
    page.export.click()
    assert seat.shell.findChildren(leaving.ShelfForm) == []
    account: list[Record] = []
    done(seat, lambda desk: _account(desk, account))
    assert "One account is here. Four accounts still to write." in said(page.shelf)
    assert "0" not in [each.text() for each in page.shelf.findChildren(QLabel)], "no score"
    monkeypatch.setattr(leaving, "ask_new_file", lambda *_: tmp_path / "shelf.pdf")
    page.export.click()
    settle(seat)
    (form,) = seat.shell.findChildren(leaving.ShelfForm)
    form.confirm.click()
    settle(seat)
    assert seat.bench.drain(20)
    settle(seat)
    assert (tmp_path / "shelf.pdf").read_bytes().startswith(b"%PDF")
    (row,) = [each for each in page.shelf.findChildren(ListRow) if account[0].number in each.accessibleName()]
    row.opened.emit()
    settle(seat)
    (reading,) = seat.shell.findChildren(PrivateReading)
    assert ACCOUNT["learnt"] in said(reading)
    leave(seat)


def _account(desk: Any, made: list[Record]) -> Any:
    sheet = reflecting.begin_for(desk, "account")
    made.append(finished(desk, sheet, **ACCOUNT))
    return reflecting.link(desk, reflecting.begin_for(desk, "feedback").draft.id, "")


def test_a_page_is_deleted_after_it_was_said_what_goes_and_what_stays(desk: Any) -> None:
    seat = seated(desk)
    placed(seat)
    page = reflected(desk, what=f"The {WORD} moment.")
    account = finished(desk, reflecting.begin_account(desk, page.id), **ACCOUNT)
    for each in (page, account, page):
        read(seat, each.id)
        settle(seat)
    first, about_account, reading = seat.shell.findChildren(PrivateReading)
    for answer in ("Cancel", "Delete it"):
        button(reading, "Delete this page…").click()
        (question,) = [each for each in seat.shell.findChildren(Overlay) if each.is_open]
        for told in ("can't be undone", "Backups made before still hold it", "Accounts begun from it stay"):
            assert told in said(question)
        assert button(question, "Cancel").hasFocus(), "the answer that loses nothing"
        button(question, answer).click()
        settle(seat)
        assert len(reflecting.listed(desk)) == (2 if answer == "Cancel" else 1)
    assert not any(WORD in said(each) for each in (seat.shell, first)), "not where it was opened before either"
    assert "The page is deleted." in said(seat.shell)
    assert "The reflection it was begun from was deleted." in said(about_account)
    seat.shell.back()
    assert "That page is not here any more" in said(first)
    leave(seat)


def test_search_lists_own_pages_apart_and_opens_them_covered(desk: Any) -> None:
    seat = seated(desk)
    page = reflected(desk, about=f"The {WORD} visit", so_what="It was so.")
    search = SearchPage(seat)
    search.look_for(WORD)
    settle(seat)
    assert search.rows == []
    assert "Your reflections" in said(search)
    assert WORD not in said(search)
    find(seat, page.id)
    settle(seat)
    (reading,) = seat.shell.findChildren(PrivateReading)
    assert "It was so." not in said(reading)
    leave(seat)
