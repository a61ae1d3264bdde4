"""Proceeding: how far a session has come through the process its policy describes, reckoned from what is known."""

from collections.abc import Callable
from datetime import date

from supdesk.desk import entering, overseeing, planning, routing
from supdesk.desk.desk import Desk
from supdesk.desk.finishing import SESSIONS
from supdesk.domain.changes import Changes, Topic, changed
from supdesk.domain.clinical import Entered
from supdesk.domain.days import show_date
from supdesk.domain.papers import Paper, to_send
from supdesk.domain.process import Progress, Stage, Step
from supdesk.domain.quarters import quarter, year
from supdesk.domain.registers import Period
from supdesk.domain.reports import QUARTER, YEAR
from supdesk.domain.sessions import Session, State
from supdesk.vault import audit, keeping

KEPT = "It follows from who came"
AGREED, NOT_AGREED = "day agreed", "day not agreed"
"""The deeds by which it is said that the day of a session is agreed, or is not."""
Told = tuple[bool, date | None, str] | tuple[bool, date | None, str, bool]
"""Whether it is done, on which day, a remark, and whether the person may say that it is."""


def progress(desk: Desk, session: Session) -> tuple[Progress, ...]:
    """Every step of its pack's process; none where the pack names none, or is not at hand."""
    pack = next((each for each in desk.around.packs.found if each.id == session.pack), None)
    return tuple(_at(desk, session, stage) for stage in pack.process) if pack else ()


def _at(desk: Desk, session: Session, stage: Stage) -> Progress:
    reckon: dict[Step, Callable[[], Told]] = {
        Step.PLANNED: lambda: _planned(desk, session),
        Step.HELD: lambda: _held(session),
        Step.REGISTER_SENT: lambda: _sent(desk, session, Paper.REGISTER),
        Step.ACTION_PLAN_SENT: lambda: _sent(desk, session, Paper.ACTION_PLAN),
        Step.CLINICAL_RECORDS: lambda: _entered(desk, session),
        Step.TRACKER: lambda: (session.took_place, None, KEPT if session.took_place else ""),
        Step.REPORTED: lambda: _reported(desk, session, QUARTER, quarter(session.on)),
        Step.AUDITED: lambda: _reported(desk, session, YEAR, year(session.on)),
    }
    return Progress(stage, *reckon[stage.step]())


def say_agreed(desk: Desk, session_id: str, *, agreed: bool = True) -> Changes:
    """Keep that the day of a session is agreed, or that it is not after all."""
    with desk.vault.deed(AGREED if agreed else NOT_AGREED, desk.now, session_id):
        pass
    return changed(Topic.SESSIONS, subject=session_id)


def _planned(desk: Desk, session: Session) -> Told:
    if session.state is State.CANCELLED:
        return False, None, "Cancelled: agree another day"
    on = _agreed_on(desk, session)
    return on is not None, on, f"Arranged for {show_date(session.on)}", on is None


def _agreed_on(desk: Desk, session: Session) -> date | None:
    """The day on which it was said that its day is agreed; a session that is moved since is to be agreed anew."""
    on: date | None = None
    before: date | None = None
    for at, deed in audit.about(desk.vault.cx, session.id):
        if deed in (AGREED, NOT_AGREED):
            on = desk.day_of(at) if deed == AGREED else None
        elif deed == planning.MOVED:
            before, on = on, None
        elif deed == planning.MOVED_BACK:
            on = before
    return on


def _held(session: Session) -> Told:
    if session.state is State.HELD:
        return True, session.on, ""
    return False, None, "" if session.state is State.PLANNED else session.state.label


def _sent(desk: Desk, session: Session, paper: Paper) -> Told:
    if not session.took_place:
        return False, None, ""
    found = routing.outlook(desk, session.id)
    wanted = {made.copy.reader_id for made in found.made if made.copy.paper is paper}
    written = [each for each in found.before if each.paper is paper]
    sent = {each.reader_id: desk.day_of(each.sent_at) for each in written if each.sent_at}
    waiting = "Written, and to be sent by you" if to_send(written) else ""
    if sent and wanted <= sent.keys():
        return True, max(sent.values()), waiting and "written again, and to be sent by you", bool(waiting)
    return False, None, waiting, bool(waiting)


def _reported(desk: Desk, session: Session, kind: str, period: Period) -> Told:
    """Whether the report of its quarter or year was made since that was over."""
    on = overseeing.last_written(desk, kind, period, session.pack) if session.took_place else None
    return (True, on, "") if on else (False, None, f"Of {period.shown}")


def _entered(desk: Desk, session: Session) -> Told:
    records = [r for r in keeping.records(desk.vault.cx, session_id=session.id) if r.serves in SESSIONS]
    due = [each for record in records for each in entering.due(desk, record)]
    open_ = [each for each in due if each.state is Entered.OUTSTANDING]
    if not due or open_:
        return False, None, f"{len(open_)} of {len(due)} outstanding" if due else ""
    return True, max((each.on for each in due if each.on), default=None), ""
