"""A form that is written alone: a contract is kept as it is typed."""

from pathlib import Path

from pytestqt.qtbot import QtBot

from supdesk.desk import recording
from supdesk.ui.writing import WritingPage
from tests.desk.desks import person_id
from tests.ui.seats import taken_seat


def test_a_contract_is_kept_as_it_is_typed(qtbot: QtBot, tmp_path: Path) -> None:
    with taken_seat(tmp_path / "vault") as seat:
        sheet = recording.begin_contract(seat.desk, [person_id(seat.desk, "Ada Example")])
        page = WritingPage(seat, sheet)
        seat.shell.push(page)
        qtbot.waitUntil(lambda: page.view is not None)
        assert page.view is not None
        qtbot.waitUntil(lambda: page.view is not None and page.view.first.isAncestorOf(seat.shell.focusWidget()))
        name = next(field.id for field in sheet.form.fields() if field.kind in {"prose", "short"})
        assert page.view is not None
        page.view.edited.emit(name, "As we agreed.")
        qtbot.waitUntil(lambda: page.saved.text() == "Saved 14:32")
        assert recording.reopen(seat.desk, sheet.draft.id).draft.raw[name] == "As we agreed."
