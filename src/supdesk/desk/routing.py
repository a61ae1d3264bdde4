"""Routing: what goes round after a session, each reader's own copy sealed, with a mail draft of its own."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from supdesk.desk import addressing
from supdesk.desk.addressing import Letter
from supdesk.desk.desk import Desk
from supdesk.desk.exporting import Prepared, Written
from supdesk.desk.finishing import SESSIONS
from supdesk.desk.reporting import blank
from supdesk.domain import papers, registers
from supdesk.domain.changes import Changes, Topic, changed
from supdesk.domain.days import show_date
from supdesk.domain.errors import SupdeskError
from supdesk.domain.papers import Copied, Copy, Paper
from supdesk.domain.people import Person
from supdesk.domain.records import Record
from supdesk.domain.registers import Period
from supdesk.domain.reports import Report, Table
from supdesk.domain.sessions import Presence, Session, State
from supdesk.forms import answers, plan
from supdesk.forms.definition import BESIDE, Mail, Pack
from supdesk.forms.kinds.actions import ActionRow
from supdesk.vault import keeping, store
from supdesk.vault import papers as kept

LEADS = {
    Paper.REGISTER: "For {} alone. Who came, and nothing of what was talked about.",
    Paper.ACTION_PLAN: "For {} alone. What was agreed for children and adults: keep it like a clinical record.",
}
BODIES = {
    Paper.REGISTER: "please find attached who came to safeguarding supervision on {}.",
    Paper.ACTION_PLAN: "please find attached the action plan of safeguarding supervision on {}.",
}


@dataclass(frozen=True, slots=True)
class Made:
    """One copy as it would be written, with how many actions stand in it; it may be a `part` of the whole plan."""

    copy: Copy
    report: Report
    actions: int = 0
    part: bool = False


@dataclass(frozen=True, slots=True)
class Outlook:
    """What goes round after a session: the copies, what was written before, and what nobody would be told."""

    session: Session
    made: tuple[Made, ...]
    before: tuple[Copied, ...]
    remarks: tuple[str, ...]


def routes(desk: Desk, session: Session) -> bool:
    """Whether the pack of a session that took place says what goes round after it."""
    return session.state in (State.HELD, State.NOT_ATTENDED) and bool(_pack(desk, session).routes)


def readers(desk: Desk, pack: Pack, people: Sequence[Person]) -> Iterator[tuple[Paper, str, tuple[Person, ...]]]:
    """Who would get which paper, and of whom it would speak, were all of these people to come."""
    for copy in papers.copies(pack.routes, people, people, store.people(desk.vault.cx)):
        yield copy.paper, copy.reader, copy.people


def outlook(desk: Desk, session_id: str) -> Outlook:
    """What would be written now: for each reader only what is theirs to see."""
    session = store.session(desk.vault.cx, session_id)
    pack, known = _pack(desk, session), store.people(desk.vault.cx)
    by_id = {person.id: person for person in known}
    expected = [by_id[each.person_id] for each in session.attendees]
    present = [by_id[each.person_id] for each in session.attendees if each.presence is Presence.PRESENT]
    wanted = papers.copies(pack.routes, expected, present, known)
    ready = _ready(desk, session)
    made = [_made(desk, session, each, present) for each in wanted if each.paper is Paper.REGISTER or ready]
    return Outlook(
        session,
        tuple(each for each in made if each.copy.paper is Paper.REGISTER or each.actions),
        tuple(kept.of_session(desk.vault.cx, session_id)),
        tuple(_remarks(desk, session, pack, expected, present, known)),
    )


def _pack(desk: Desk, session: Session) -> Pack:
    return desk.around.packs.pack(session.pack)


def _ready(desk: Desk, session: Session) -> bool:
    """Whether the session's own record is sealed: what is still to be agreed goes to nobody."""
    own = [r for r in keeping.records(desk.vault.cx, session_id=session.id) if r.serves in SESSIONS]
    return bool(own) and all(record.state.sealed for record in own)


def _made(desk: Desk, session: Session, copy: Copy, present: Sequence[Person]) -> Made:
    day = Period(session.on, session.on)
    if copy.paper is Paper.REGISTER:
        tables: tuple[Table, ...] = _register(desk, session, copy)
    else:
        tables = tuple(_plan(desk, session, copy, present))
    report = replace(
        blank(desk, day, desk.today),
        title=copy.paper.label,
        lead=LEADS[copy.paper].format(copy.reader),
        of=_which(desk, session),
        kind=copy.paper.value,
        tables=tables,
    )
    if copy.paper is Paper.REGISTER:
        return Made(copy, report)
    return Made(copy, report, sum(len(t.rows) for t in tables), part=len(copy.people) < len(present))


def _which(desk: Desk, session: Session) -> str:
    supervisor = store.person(desk.vault.cx, session.supervisor_id).name
    return f"{session.kind.label} session {session.number} of {show_date(session.on)}. Supervisor: {supervisor}."


def _register(desk: Desk, session: Session, copy: Copy) -> tuple[Table, Table]:
    people = {person.id: person for person in store.people(desk.vault.cx)}
    theirs = {person.id for person in copy.people}
    own = replace(session, attendees=tuple(a for a in session.attendees if a.person_id in theirs))
    found = registers.rows([own], people, Period(session.on, session.on))
    minutes = f"{session.minutes} minutes" if session.minutes else ""
    facts = [
        ("Date", show_date(session.on)),
        ("Kind", session.kind.label),
        ("Mode", session.mode.label),
        ("Outcome", session.state.label),
        ("Lasted", minutes),
        ("Supervisor", people[session.supervisor_id].name),
    ]
    return (
        Table("Session", ("What", "How it was"), tuple(each for each in facts if each[1])),
        Table(
            "Who came",
            ("Name", "Designation", "Service", "Attendance"),
            tuple((r.attendee, r.designation, r.service, r.presence.label) for r in found),
        ),
    )


def _plan(desk: Desk, session: Session, copy: Copy, present: Sequence[Person]) -> Iterator[Table]:
    """The actions of the session's record and of what was written beside it, each once."""
    seen: set[str] = set()

    def wanted(row: ActionRow) -> bool:
        first = row.id not in seen
        seen.add(row.id)
        return first and papers.belongs(row.by_whom, copy, present)

    for record in recorded(desk, session):
        yield from plan.tables(keeping.form(desk.vault.cx, record.form.digest), record.answers, wanted)


def recorded(desk: Desk, session: Session) -> list[Record]:
    """What was written at a session and beside it, its own record first."""
    found = [r for r in keeping.records(desk.vault.cx, session_id=session.id) if r.serves in (*SESSIONS, *BESIDE)]
    return sorted(found, key=lambda record: (record.serves not in SESSIONS, record.number))


def _remarks(
    desk: Desk,
    session: Session,
    pack: Pack,
    expected: Sequence[Person],
    present: Sequence[Person],
    known: Sequence[Person],
) -> Iterator[str]:
    for person in papers.without_lead(pack.routes, expected, known):
        service = person.service.strip()
        where = f"No service lead of {service} is in People" if service else "No service is given"
        yield f"{where}, so nobody is told of {person.name}."
    if not any(route.what is Paper.ACTION_PLAN for route in pack.routes):
        return
    if not _ready(desk, session):
        yield "The action plan goes round once the record is issued or signed."
        return
    rows = [
        row
        for record in recorded(desk, session)
        for row in answers.action_rows(keeping.form(desk.vault.cx, record.form.digest), record.answers)
    ]
    for row in {each.id: each for each in rows}.values():
        if not papers.doers(row.by_whom, present):
            yield f"“{row.what}” is for nobody who came, so a lead of part of the group is not told of it."


def prepare(desk: Desk, session_id: str) -> Prepared[tuple[Copied, ...]]:
    """Give each copy its number. SupdeskError `papers.none` where there is nothing to write."""
    found = outlook(desk, session_id)
    if not found.made:
        raise SupdeskError("papers.none", "There is nobody to write to yet. Give people a service and its lead.")
    with desk.vault.write() as cx:
        numbers = [f"{store.next_number(cx, 'paper'):04}" for _ in found.made]
    numbered = list(zip(numbers, found.made, strict=True))
    mail = _pack(desk, found.session).register
    letters = [_letter(mail, found.session, number, each) for number, each in numbered]
    copied = (Copied(number, session_id, made.copy.paper, made.copy.reader, desk.now) for number, made in numbered)
    return Prepared(tuple(copied), addressing.make(desk, letters))


def _letter(mail: Mail, session: Session, number: str, made: Made) -> Letter:
    copy, day = made.copy, show_date(session.on)
    return Letter(
        number=number,
        kind=copy.paper.value,
        report=made.report,
        reader=copy.reader,
        to=copy.email,
        mail=mail,
        subject=f"Safeguarding supervision: {copy.paper.label.lower()}, {day}",
        lines=(BODIES[copy.paper].format(day),),
    )


def note(desk: Desk, written: Written[tuple[Copied, ...]]) -> Changes:
    """Keep what was written for whom. When that fails, the files are taken back."""
    session_id = written.about[0].session_id
    with written.placed, desk.vault.deed("send round", desk.now, session_id) as cx:
        for each in written.about:
            kept.put(cx, each)
    return changed(Topic.SESSIONS, Topic.FILES, subject=session_id)


def say_sent(desk: Desk, session_id: str, paper: Paper, *, sent: bool = True) -> Changes:
    """Enter that the owner sent what was written, or did not after all; only they can know."""
    what = "papers sent" if sent else "papers not sent"
    with desk.vault.deed(what, desk.now, session_id, paper.value) as cx:
        kept.note_sent(cx, session_id, paper, desk.now if sent else None)
    return changed(Topic.SESSIONS, subject=session_id)
