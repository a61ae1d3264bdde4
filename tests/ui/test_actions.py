"""The Actions page before a real vault."""

from pathlib import Path

from supdesk.desk import finishing, recording
from supdesk.ui.actions.details import ActionDetails
from supdesk.ui.actions.page import ActionsPage
from tests.desk.desks import new_desk, planned, written
from tests.ui.seats import leave, seated, settle


def test_not_done_needs_its_reason_and_then_stands_among_the_closed(tmp_path: Path) -> None:
    seat = seated(new_desk(tmp_path / "vault"))
    draft = recording.sit_down(seat.desk, planned(seat.desk)).main.draft.id
    recording.save(seat.desk, draft, written())
    finishing.finish(seat.desk, [draft])
    page = ActionsPage(seat)
    settle(seat)
    page.open[0].acted.emit()
    form = seat.shell.findChildren(ActionDetails)[-1]
    form.decide()
    assert form.decision.problem()
    form.decision.set_raw("not-done")
    form.decide()
    settle(seat)
    assert form.reason.problem()
    form.reason.set_raw("The school was closed")
    form.decide()
    settle(seat)
    assert not page.open
    assert "The school was closed" in page.closed[0].subtitle.text()
    leave(seat)
