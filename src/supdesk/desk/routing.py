"""Routing: what goes round after a session, each reader's own copy sealed, with a mail draft of its own."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from hashlib import sha256

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
from supdesk.domain.papers import Company, Copied, Copy, Paper, Reader
from supdesk.domain.people import Party, Person, Role, alike
from supdesk.domain.records import Record
from supdesk.domain.registers import Period
from supdesk.domain.reports import Report, Table
from supdesk.domain.sessions import Presence, Session
from supdesk.domain.spelling import folded
from supdesk.forms import answers, plan
from supdesk.forms.definition import BESIDE, Field, Mail, Pack
from supdesk.forms.kinds.actions import ActionRow
from supdesk.vault import keeping, store
from supdesk.vault import papers as kept

LEADS = {
    Paper.REGISTER: "For {} and nobody else. Who came, and nothing of what was talked about.",
    Paper.ACTION_PLAN: (
        "For {} and nobody else. What was agreed for children and adults: keep it like a clinical record."
    ),
}
BODIES = {
    Paper.REGISTER: "please find attached who came to safeguarding supervision on {}.",
    Paper.ACTION_PLAN: "please find attached the action plan of safeguarding supervision on {}.",
}

RECENT = timedelta(weeks=8)
"""How long one is reminded of what did not go round."""


@dataclass(frozen=True, slots=True)
class Made:
    """One copy as it would be written, with how many actions stand in it, of how many there are in all."""

    copy: Copy
    report: Report
    actions: int = 0
    of: int = 0


@dataclass(frozen=True, slots=True)
class Outlook:
    """What goes round after a session: the copies, what was written before, and what nobody would be told."""

    session: Session
    made: tuple[Made, ...]
    before: tuple[Copied, ...]
    remarks: tuple[str, ...]

    @property
    def all_sent(self) -> bool:
        """Whether everybody was sent what is theirs."""
        return self._wanted <= {(each.paper, each.reader_id) for each in self.before if each.sent_at}

    @property
    def all_written(self) -> bool:
        """Whether nothing is to be written, only to be sent."""
        return self._wanted <= {(each.paper, each.reader_id) for each in self.before}

    @property
    def _wanted(self) -> set[tuple[Paper, str]]:
        return {(each.copy.paper, each.copy.reader_id) for each in self.made}


@dataclass(frozen=True, slots=True)
class Agreed:
    """What stands in the records of a session: in those that are `sealed`, and in what is `open` still."""

    sealed: tuple[Record, ...]
    open: tuple[Record, ...]
    ready: bool


def routes(desk: Desk, session: Session) -> bool:
    """Whether the pack of a session that took place says what goes round after it."""
    pack = desk.around.packs.at_hand(session.pack)
    return session.took_place and pack is not None and bool(pack.routes)


def outlook(desk: Desk, session_id: str) -> Outlook:
    """What would be written now: for each reader only what is theirs to see."""
    return _outlook(desk, store.session(desk.vault.cx, session_id), store.people(desk.vault.cx))


def _outlook(desk: Desk, session: Session, known: Sequence[Person]) -> Outlook:
    pack, agreed = _pack(desk, session), _agreed(desk, session)
    with_ = _company(session, named(desk, (*agreed.sealed, *agreed.open)), known)
    wanted = papers.copies(pack.routes, with_, known, desk.today)
    ready = [each for each in wanted if each.paper is Paper.REGISTER or agreed.ready]
    made = [_made(desk, session, each, with_, agreed, known) for each in ready]
    return Outlook(
        session,
        tuple(each for each in made if each.copy.paper is Paper.REGISTER or each.actions),
        tuple(kept.of_session(desk.vault.cx, session.id)),
        tuple(_remarks(desk, pack, with_, agreed, made, known)),
    )


def unsent(desk: Desk) -> list[Outlook]:
    """What goes round after the owner's sessions of the last weeks, where somebody was not sent what is theirs."""
    sending = [pack.id for pack in desk.around.packs.found if pack.routes]
    if not sending:
        return []
    cx, owner = desk.vault.cx, desk.owner.id
    found = store.sessions(cx, since=desk.today - RECENT, packs=sending)
    known = store.people(cx) if found else []
    own = (each for each in found if each.supervisor_id == owner and each.took_place)
    return [each for each in (_outlook(desk, session, known) for session in own) if not each.all_sent]


def company(desk: Desk, session: Session, among: Iterable[tuple[Field, Party]]) -> Company:
    """Who a session is of, with those who are `among` the people its records name."""
    return _company(session, among, store.people(desk.vault.cx))


def _company(session: Session, among: Iterable[tuple[Field, Party]], known: Iterable[Person]) -> Company:
    people = {person.id: person for person in known}
    there = {each.person_id: each for each in session.attendees}
    expected = [
        replace(people[each.person_id], service=each.service or people[each.person_id].service)
        for each in there.values()
    ]
    called = {each: {people[each].name} for each in (session.supervisor_id, *there)}
    for field, party in among:
        called.setdefault(_meant(field, party, called), set()).add(party.name)
    return Company(
        tuple(expected),
        tuple(each for each in expected if there[each.id].presence is Presence.PRESENT),
        {each: frozenset(names) for each, names in called.items()},
        session.supervisor_id,
    )


def _meant(field: Field, party: Party, called: Mapping[str, set[str]]) -> str:
    """Whom a record names; somebody typed among others is nobody known, whatever their name."""
    if party.person_id:
        return party.person_id
    same = [each for each, names in called.items() if alike(party.name) in map(alike, names)]
    return same[0] if field.kind == "person" and len(same) == 1 else f"typed: {alike(party.name)}"


def _pack(desk: Desk, session: Session) -> Pack:
    return desk.around.packs.pack(session.pack)


def _agreed(desk: Desk, session: Session) -> Agreed:
    """What is still to be agreed goes to nobody, and before the session's own record is sealed nothing does."""
    found = recorded(desk, session)
    own = [record for record in found if record.serves in SESSIONS]
    return Agreed(
        tuple(record for record in found if record.state.sealed),
        tuple(record for record in found if not record.state.sealed),
        ready=bool(own) and all(record.state.sealed for record in own),
    )


def named(desk: Desk, records: Iterable[Record]) -> Iterator[tuple[Field, Party]]:
    """Everybody whom these records name, with the field."""
    for record in records:
        yield from answers.people(keeping.form(desk.vault.cx, record.form.digest), record.answers)


def _rows(desk: Desk, records: Iterable[Record]) -> dict[str, ActionRow]:
    """The actions of records by id."""
    found = [(keeping.form(desk.vault.cx, record.form.digest), record.answers) for record in records]
    return {row.id: row for form, given in found for row in answers.action_rows(form, given)}


def _made(
    desk: Desk, session: Session, copy: Copy, with_: Company, agreed: Agreed, known: Iterable[Person]
) -> Made:
    people = {person.id: person for person in known}
    day = Period(session.on, session.on)
    register = copy.paper is Paper.REGISTER
    tables = _register(session, copy, people) if register else tuple(_plan(desk, copy, with_, agreed))
    lead = (LEADS[copy.paper].format(copy.shown + "," * bool(copy.office)), _part(copy))
    report = replace(
        blank(desk, day, desk.today, _pack(desk, session).organisation),
        title=copy.paper.label,
        lead=" ".join(part for part in lead if part),
        of=_which(session, people),
        kind=copy.paper.value,
        tables=tables,
    )
    if register:
        return Made(copy, report)
    return Made(copy, report, sum(len(t.rows) for t in tables), len(_rows(desk, agreed.sealed)))


def _part(copy: Copy) -> str:
    if copy.paper is Paper.REGISTER or copy.whole:
        return ""
    return f"Only what is known to fall to {_listed(copy.people)}: there may be more."


def _listed(people: Iterable[Person]) -> str:
    return " and ".join(person.name for person in people)


def _which(session: Session, people: Mapping[str, Person]) -> str:
    supervisor = people[session.supervisor_id].name
    return f"{session.kind.label} session {session.number} of {show_date(session.on)}. Supervisor: {supervisor}."


def _register(session: Session, copy: Copy, people: Mapping[str, Person]) -> tuple[Table, ...]:
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


def _plan(desk: Desk, copy: Copy, with_: Company, agreed: Agreed) -> Iterator[Table]:
    """The actions of the sealed records that are the reader's, each once."""
    seen: set[str] = set()

    def told(row: ActionRow) -> ActionRow | None:
        if row.id in seen:
            return None
        seen.add(row.id)
        by_whom = papers.told(row.by_whom, copy, with_)
        return None if by_whom is None else replace(row, by_whom=by_whom)

    for record in agreed.sealed:
        yield from plan.tables(keeping.form(desk.vault.cx, record.form.digest), record.answers, told)


def recorded(desk: Desk, session: Session) -> list[Record]:
    """What was written at a session and beside it, its own record first."""
    found = [r for r in keeping.records(desk.vault.cx, session_id=session.id) if r.serves in (*SESSIONS, *BESIDE)]
    return sorted(found, key=lambda record: (record.serves not in SESSIONS, record.number))


def _remarks(
    desk: Desk, pack: Pack, with_: Company, agreed: Agreed, made: Sequence[Made], known: Sequence[Person]
) -> Iterator[str]:
    """What each reader and the owner could not know from the copies alone."""
    for person in papers.without_lead(pack.routes, with_.expected, known, desk.today):
        service = person.service.strip()
        where = f"No service lead of {service} is in People" if service else "No service is given"
        yield f"{where}, so no lead is told of {person.name}."
    yield from _moved(pack, with_, known)
    yield from (f"{each.name} has left, so nothing goes to them." for each in _gone(pack, with_, known, desk.today))
    for readers in papers.sharing(each.copy for each in made):
        yield f"{'; '.join(readers)}: these have one address, where each can read what goes to the other."
    for stranger in with_.strangers:
        yield (
            f"{stranger} is named in the record, but not as one of this session's people: "
            "no register names them and no paper goes to them."
        )
    if any(route.what is Paper.ACTION_PLAN for route in pack.routes):
        yield from _of_plan(desk, with_, agreed, made)


def _moved(pack: Pack, with_: Company, known: Sequence[Person]) -> Iterator[str]:
    if not any(route.to is Reader.SERVICE_LEADS for route in pack.routes):
        return
    now = {person.id: person.service for person in known}
    for each in with_.expected:
        if folded(now[each.id]) != folded(each.service):
            yield f"{each.name} was of {each.service} at the time, so the lead of that service is told of them."


def _gone(pack: Pack, with_: Company, known: Sequence[Person], day: date) -> Iterator[Person]:
    """Those who would be written to, had they not left. Of leads long archived nothing is said."""
    to, services = {route.to for route in pack.routes}, {folded(each.service) for each in with_.expected}
    expected = {each.id for each in with_.expected}
    for person in known:
        leads = Role.SERVICE_LEAD in person.roles and not person.archived and folded(person.service) in services
        told = (leads and Reader.SERVICE_LEADS in to) or (person.id in expected and Reader.SUPERVISEES in to)
        if told and not papers.there(person, day):
            yield person


def _of_plan(desk: Desk, with_: Company, agreed: Agreed, made: Sequence[Made]) -> Iterator[str]:
    if not agreed.ready:
        yield "The action plan goes round once the record is issued or signed."
        return
    rows, plans = _rows(desk, agreed.sealed), [each for each in made if each.copy.paper is Paper.ACTION_PLAN]
    for record in agreed.open:
        if _rows(desk, [record]).keys() - rows.keys():
            yield f"{record.number}, “{record.title}”, is not sealed yet, so what was agreed in it goes to nobody."
    for each in plans:
        if rows and not each.actions:
            yield f"No action is known to fall to {_listed(each.copy.people)}, so {each.copy.shown}, gets no plan."
    yield from untold(rows.values(), [each.copy for each in plans], with_)


def untold(rows: Iterable[ActionRow], plans: Sequence[Copy], with_: Company) -> Iterator[str]:
    """Of each action that stands in nobody's part of the plan, why."""
    parts = [copy for copy in plans if not copy.whole]
    seen = "Only those who get the whole plan" if len(parts) < len(plans) else "Nobody"
    for row in rows:
        if parts and all(papers.told(row.by_whom, copy, with_) is None for copy in parts):
            yield f"{seen} will see “{row.what}”: {_why(row.by_whom, with_)}."


def _why(by_whom: str, with_: Company) -> str:
    named = papers.doers(by_whom, with_)
    if not named:
        return f"“{by_whom}” is not the whole name of anybody at the session" if by_whom else "it names nobody"
    if any(len(ids) > 1 for ids in named.values()):
        return f"at the session “{by_whom}” can mean several people"
    return f"no reader of a part is told of {by_whom}"


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
    copied = (
        Copied(number, session_id, made.copy.paper, made.copy.reader_id, made.copy.reader, desk.now)
        for number, made in numbered
    )
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
            page = written.files[f"{each.paper.value}-{each.number}.pdf"]
            kept.put(cx, replace(each, digest=sha256(page).hexdigest()))
    return changed(Topic.SESSIONS, Topic.FILES, subject=session_id)


def say_sent(desk: Desk, session_id: str, paper: Paper, *, sent: bool = True) -> Changes:
    """Enter that the owner sent what was written last for each reader, or did not after all; only they can know.

    What was said to be sent before that stays so.
    """
    written = [each for each in kept.of_session(desk.vault.cx, session_id) if each.paper is paper]
    last = max((each.sent_at for each in written if each.sent_at), default=None)
    chosen = papers.to_send(written) if sent else [each for each in written if last and each.sent_at == last]
    numbers = " ".join((paper.value, *(each.number for each in chosen)))
    with desk.vault.deed("papers sent" if sent else "papers not sent", desk.now, session_id, numbers) as cx:
        for each in chosen:
            if sent:
                kept.note_sent(cx, each.number, desk.now)
            else:
                kept.take_back_sent(cx, each.number)
    return changed(Topic.SESSIONS, subject=session_id)
