"""The Actions page before a real vault."""

from collections.abc import Iterator
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from supdesk.desk import deciding, finishing, recording
from supdesk.domain.actions import Decision, Which
from supdesk.domain.sessions import Kind
from supdesk.forms import following
from supdesk.ui.actions.details import MORE_TIME, ActionDetails
from supdesk.ui.actions.page import MINE, NOTHING, THEIRS, ActionsPage
from supdesk.ui.parts import Banner, EmptyState, ListRow, QuietButton
from supdesk.ui.records.record import RecordPage
from supdesk.ui.seat import Seat
from tests.desk.desks import ACTION, TODAY, new_desk, person_id, planned, written
from tests.ui.seats import done, leave, seated, settle

SOON, LATE = TODAY + timedelta(days=5), TODAY - timedelta(days=22)


@pytest.fixture
def seat(tmp_path: Path) -> Iterator[Seat]:
    made = seated(new_desk(tmp_path / "vault"))
    yield made
    leave(made)


def agree(seat: Seat, what: str, by_when: date | None = None, by_whom: str = "Ada Example", *who: str) -> None:
    """A session with these people at which this was agreed."""
    row: dict[str, Any] = dict(ACTION) | {
        "what": what,
        "by_whom": by_whom,
        "by_when": by_when.isoformat() if by_when else "",
    }
    session = planned(seat.desk, *who, kind=Kind.AD_HOC)
    draft = recording.sit_down(seat.desk, session).main.draft.id
    recording.save(seat.desk, draft, written(concern="What worried her.", actions=[row]))
    assert finishing.finish(seat.desk, [draft]).problems == ()


def four(seat: Seat) -> ActionsPage:
    """A page with an action that is late, one due soon, one undated and the owner's own."""
    agree(seat, "Ring the school", LATE)
    agree(seat, "Write it down", SOON)
    agree(seat, "Ask her", None, "Bee Sample", "Bee Sample")
    agree(seat, "Read the guidance", date(2026, 9, 1), "me")
    page = ActionsPage(seat)
    settle(seat)
    return page


def shown(page: ActionsPage, column: int = 0) -> list[str]:
    model = page.table.model()
    return [str(model.index(row, column).data()) for row in range(model.rowCount())]


def opened(seat: Seat, page: ActionsPage, what: str) -> ActionDetails:
    """The sheet of the action of these words, opened by the keyboard."""
    page.table.choose(next(each.action.id for each in deciding.listed(seat.desk) if each.action.what == what))
    page.table.opened.emit(page.table.current_key())
    settle(seat)
    return [each for each in seat.shell.findChildren(ActionDetails) if each.isVisibleTo(seat.shell)][-1]


def test_those_with_the_nearest_date_come_first_with_their_age_in_words(seat: Seat) -> None:
    page = four(seat)
    assert shown(page) == ["Ring the school", "Write it down", "Read the guidance", "Ask her"]
    assert shown(page, 4) == ["3 weeks over", "In 5 days", "In 5 months", "No date"]
    assert shown(page, 5)[0] == "4 Mar 2026"
    assert page.said.text() == "4 actions"


@pytest.mark.parametrize(
    ("which", "found"),
    [
        (Which.OVERDUE, ["Ring the school"]),
        (Which.SOON, ["Write it down"]),
        (Which.UNDATED, ["Ask her"]),
        (Which.CARRIED, []),
        (Which.CLOSED, []),
    ],
)
def test_each_filter_shows_its_own_and_says_what_it_means_that_there_is_none(
    seat: Seat, which: Which, found: list[str]
) -> None:
    page = four(seat)
    page.narrow(which)
    assert shown(page) == found
    assert page.table.accessibleDescription() == ("" if found else NOTHING[which])


def test_mine_are_apart_from_theirs_and_a_person_or_words_narrow_further(seat: Seat) -> None:
    page = four(seat)
    page.narrow(Which.OPEN, MINE)
    assert shown(page) == ["Read the guidance"]
    page.narrow(Which.OPEN, THEIRS)
    assert shown(page) == ["Ring the school", "Write it down", "Ask her"]
    page.narrow(Which.OPEN)
    page.whom.set_raw(person_id(seat.desk, "Bee Sample"))
    page.whom.edited.emit(page.whom.raw())
    assert shown(page) == ["Ask her"]
    page.whom.set_raw("")
    page.search.setText("ada SCHOOL")
    page.search.edited.emit(page.search.raw())
    assert shown(page) == ["Ring the school"]


def test_with_no_action_at_all_the_page_says_where_they_come_from(seat: Seat) -> None:
    page = ActionsPage(seat)
    page.show()
    settle(seat)
    assert page.findChild(EmptyState).isVisible()
    assert not page.table.isVisible()


def test_not_done_needs_its_reason_and_can_be_undone(seat: Seat) -> None:
    page = four(seat)
    sheet = opened(seat, page, "Ring the school")
    sheet.decide()
    assert sheet.decision.problem()
    sheet.decision.set_raw("not-done")
    sheet.decision.edited.emit("not-done")
    sheet.decide()
    settle(seat)
    assert sheet.reason.problem()
    sheet.reason.set_raw("The school was closed")
    sheet.decide()
    settle(seat)
    assert "Ring the school" not in shown(page)
    page.narrow(Which.CLOSED)
    assert (shown(page), shown(page, 4)) == (["Ring the school"], ["Not done"])
    (told,) = seat.shell.findChildren(Banner)
    told.findChildren(QuietButton)[0].click()
    settle(seat)
    page.narrow(Which.OVERDUE)
    assert shown(page) == ["Ring the school"]


def test_a_new_date_is_a_day_to_come(seat: Seat) -> None:
    page = four(seat)
    sheet = opened(seat, page, "Ring the school")
    sheet.decision.set_raw(MORE_TIME)
    sheet.decision.edited.emit(MORE_TIME)
    assert sheet.by_when.isVisibleTo(sheet)
    assert not sheet.reason.isVisibleTo(sheet)
    for typed, wrong in (("soon", True), ("1 March 2026", True), ("1 May 2026", False)):
        sheet.by_when.set_raw(typed)
        sheet.decide()
        settle(seat)
        if wrong:
            assert sheet.by_when.problem()
    assert shown(page, 3) == ["9 Mar 2026", "1 May 2026", "1 Sep 2026", ""]
    assert shown(page, 5)[1] == "4 Mar 2026, carried over once"


def test_the_history_leads_to_each_record(seat: Seat) -> None:
    page = four(seat)
    done(seat, partial(deciding.put_off, action_id=_known(seat, "Ask her"), by_when=SOON))
    sheet = opened(seat, page, "Ask her")
    agreed, later = sheet.history.findChildren(ListRow)
    assert (agreed.title.text(), later.title.text()) == (
        "Agreed on 4 March 2026",
        "Given more time on 4 March 2026",
    )
    assert later.button is None
    assert agreed.button is not None
    agreed.button.click()
    settle(seat)
    assert seat.shell.findChild(RecordPage) is not None


def test_enter_opens_the_action_one_stands_on(seat: Seat, qtbot: QtBot) -> None:
    page = four(seat)
    page.table.choose(_known(seat, "Ask her"))
    qtbot.keyClick(page.table, Qt.Key.Key_Return)
    settle(seat)
    sheet = seat.shell.findChildren(ActionDetails)[-1]
    assert "Ask her" in [label.text() for label in sheet.findChildren(QLabel)]


def test_what_was_closed_between_sessions_can_be_opened_again(seat: Seat) -> None:
    page = four(seat)
    done(seat, partial(deciding.decide, action_id=_known(seat, "Ask her"), decision=Decision.DONE))
    page.narrow(Which.CLOSED)
    sheet = opened(seat, page, "Ask her")
    assert sheet.confirm.words() == "Open again"
    assert not sheet.decision.isVisibleTo(sheet)
    sheet.confirm.click()
    settle(seat)
    assert shown(page) == []
    page.narrow(Which.OPEN)
    assert "Ask her" in shown(page)


def test_what_a_record_closed_says_so_and_offers_only_to_leave(seat: Seat) -> None:
    page = four(seat)
    session = planned(seat.desk, kind=Kind.AD_HOC)
    sitting = recording.sit_down(seat.desk, session)
    action = next(each for each in sitting.open_actions if each.what == "Write it down")
    form, draft = sitting.main.form, sitting.main.draft
    said = following.decided(form, draft.raw, action, Decision.DONE, TODAY)
    recording.save(seat.desk, draft.id, written(concern="What worried her.", actions=[]) | said)
    finished = finishing.finish(seat.desk, [draft.id])
    assert finished.problems == ()
    seat.announce(finished.changes)
    settle(seat)
    page.narrow(Which.CLOSED)
    sheet = opened(seat, page, "Write it down")
    assert sheet.confirm.words() == "Close"
    told = [label.text() for label in sheet.findChildren(QLabel)]
    assert any("The record of the session on 4 March 2026 says so" in words for words in told)


def _known(seat: Seat, what: str) -> str:
    return next(each.action.id for each in deciding.listed(seat.desk) if each.action.what == what)
