"""Chronicling: the log of sessions, their services, themes and who acts. It holds content: no register has it."""

from dataclasses import replace

from supdesk.desk import belonging, routing
from supdesk.desk.desk import Desk
from supdesk.desk.exporting import Prepared, Written, sheets
from supdesk.desk.reporting import blank
from supdesk.domain import papers
from supdesk.domain.changes import Changes, Topic, changed
from supdesk.domain.papers import Company
from supdesk.domain.registers import Period
from supdesk.domain.reports import Cell, Report, Table
from supdesk.domain.sessions import Session, State
from supdesk.forms import answers
from supdesk.vault import keeping, store

LEAD = (
    "Kept securely by the team that supervises. It says what was talked about, so it goes neither into a register "
    "nor to be published."
)
ELSE = "somebody else"
HEADINGS = ("Date", "Session", "Services in attendance", "Themes", "Carries out the action plan")


def log(desk: Desk, period: Period) -> Report:
    """The sessions that were held in a period, under the packs that keep a log."""
    logged = {pack.id for pack in desk.around.packs.found if pack.session_log}
    own = [
        session
        for session in store.sessions(desk.vault.cx, state=State.HELD)
        if session.on in period and session.supervisor_id == desk.owner.id
    ]
    held, gone = [session for session in own if session.pack in logged], belonging.gone(desk, own)
    table = Table(
        title="Sessions",
        headings=HEADINGS,
        rows=tuple(_row(desk, session) for session in held),
        note=f"Sessions under a pack that is not here are not in it. {gone}" if gone else "",
        nothing="No session was held in these days.",
    )
    under = (desk.around.packs.pack(session.pack).organisation for session in held)
    report = blank(desk, period, min(period.last, desk.today), ", ".join(dict.fromkeys(under)))
    return replace(report, title="Session log", lead=LEAD, kind="session-log", tables=(table,), stem="session-log")


def kept(desk: Desk) -> bool:
    """Whether a log is kept: the owner's pack asks for it, or the one of somebody supervised here."""
    names = {*belonging.in_use(desk)}
    return any(pack.session_log and pack.organisation in names for pack in desk.around.packs.found)


def _row(desk: Desk, session: Session) -> tuple[Cell, ...]:
    records = routing.recorded(desk, session)
    with_ = routing.company(desk, session, routing.named(desk, records))
    services = [person.service or "No service given" for person in with_.present]
    themes = [theme for record in records for theme in store.themes(desk.vault.cx, record.id)]
    rows = [
        row
        for record in records
        for row in answers.action_rows(keeping.form(desk.vault.cx, record.form.digest), record.answers)
    ]
    doers = [name for row in rows for name in _doers(row.by_whom, with_)]
    return session.on, session.number, *(", ".join(dict.fromkeys(each)) for each in (services, themes, doers))


def _doers(by_whom: str, with_: Company) -> list[str]:
    """The supervisees of the session whom an action names; of anybody else only that there is somebody."""
    supervisees = {each.id for each in with_.expected}
    named = papers.doers(by_whom, with_) or dict.fromkeys(filter(None, [by_whom.strip()]), frozenset[str]())
    return [name if ids and ids <= supervisees else ELSE for name, ids in named.items()]


def prepare(desk: Desk, report: Report) -> Prepared[Report]:
    """What its file is made from."""
    sheet = sheets(desk)
    return Prepared(report, lambda _folder, _step: {f"{report.stem}.pdf": sheet(report, "Session log")})


def note(desk: Desk, written: Written[Report]) -> Changes:
    """Enter in the audit trail that it left. When that fails, its file is taken back."""
    with written.placed, desk.vault.deed("session log", desk.now, written.about.period.first.isoformat()):
        pass
    return changed(Topic.FILES)
