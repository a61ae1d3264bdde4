"""Recalling what the vault knows of one session, or of one person, to be read together."""

from dataclasses import dataclass

from supdesk.desk import (
    belonging,
    contracting,
    correcting,
    deciding,
    enrolling,
    evaluating,
    finishing,
    planning,
    preparing,
    proceeding,
    rebooking,
    recording,
    routing,
    tracking,
    training,
)
from supdesk.desk.contracting import Begun, Contract
from supdesk.desk.correcting import Correction
from supdesk.desk.deciding import Listed
from supdesk.desk.desk import Desk
from supdesk.desk.preparing import Preparation
from supdesk.desk.rebooking import Owed
from supdesk.domain.blanks import Asking
from supdesk.domain.people import Person, Role
from supdesk.domain.process import Progress
from supdesk.domain.records import Entry, Record
from supdesk.domain.sessions import Session, State
from supdesk.domain.tracker import Line
from supdesk.domain.training import Training
from supdesk.vault import keeping, store

LATEST = 6
"""How many sessions that are over, and how many records, stand with a person."""


@dataclass(frozen=True, slots=True)
class KnownSession:
    """A session, the names of those it is with and of others who might have come by their ids, its record if it has
    one, how it was put right, and whether words of its own stand in a draft of it.

    `stead` is the cancelled session it was planned in the stead of, `again` the one planned in its own, `together`
    how many were planned as one series with it; `owed` is what the pack asks for where it was cancelled again.
    `supervised_by` names who supervises where it is the owner's own supervision; `pack` says under which one it is
    where that is not simply the owner's; `evaluations` says how it stands
    with those of everybody who came, `process` how far it has come, `routed` whether papers go round after it;
    `uncounted` says for whom one that is planned will not count.
    """

    session: Session
    names: dict[str, str]
    others: dict[str, str]
    record: Record | None
    corrections: tuple[Correction, ...]
    written: bool
    stead: Session | None
    again: Session | None
    together: int
    owed: tuple[Owed, ...]
    preparation: Preparation
    supervised_by: str
    evaluations: tuple[Asking, ...]
    process: tuple[Progress, ...]
    routed: bool
    pack: str
    uncounted: str


@dataclass(frozen=True, slots=True)
class KnownPerson:
    """Somebody: how they stand if they are supervised, the contracts being written, in force or to be sealed,
    sessions to come and the latest of those before, what is open from any of them, and the latest records, the
    newest first each.

    `supervised` says whether a session with them may be planned; `training` is known of who supervises, with the
    names of the `files` that show it by the id of the evidence. `own` is the owner's, who sees
    their own supervision: who supervises by the id of the session. `pack` names the one they are supervised under.
    """

    person: Person
    supervised: bool
    tracked: Line | None
    begun: tuple[Begun, ...]
    contracts: tuple[Contract, ...]
    to_come: tuple[Session, ...]
    over: tuple[Session, ...]
    actions: tuple[Listed, ...]
    records: tuple[Entry, ...]
    training: Training | None
    files: dict[str, str]
    own: bool
    supervised_by: dict[str, str]
    pack: str


def session(desk: Desk, session_id: str) -> KnownSession:
    """All of a session that is not content."""
    found = planning.one(desk, session_id)
    names = {each.person_id: store.person(desk.vault.cx, each.person_id).name for each in found.attendees}
    others = {each.id: each.name for each in enrolling.supervisees(desk) if each.id not in names}
    record = planning.record_of(desk, found)
    drafts = [sheet for sheet in recording.drafts(desk) if sheet.draft.session_id == session_id]
    written = any(
        recording.at_session(sheet) and finishing.holds_words(sheet.form, sheet.draft.raw) for sheet in drafts
    )
    own = found.presence_of(desk.owner.id) is not None
    return KnownSession(
        found,
        names,
        others,
        record,
        correcting.corrections(desk, session_id),
        written,
        stead=planning.one(desk, found.rebooks) if found.rebooks else None,
        again=store.rebooking(desk.vault.cx, session_id),
        together=len(store.series(desk.vault.cx, found.series)) if found.series else 0,
        owed=tuple(rebooking.owed(desk, session_id)),
        preparation=preparing.preparation(desk, session_id),
        supervised_by=store.person(desk.vault.cx, found.supervisor_id).name if own else "",
        evaluations=evaluating.standings(desk, session_id),
        process=() if own else proceeding.progress(desk, found),
        routed=not own and routing.routes(desk, found),
        pack="" if own else belonging.said_of(desk, found),
        uncounted="" if own or found.state is not State.PLANNED else tracking.uncounted(desk, found.kind, names),
    )


def person(desk: Desk, person_id: str) -> KnownPerson:
    """What there is with somebody, as far as one looks back."""
    cx = desk.vault.cx
    sessions = store.sessions(cx, people=[person_id])
    theirs = {session.id for session in sessions}
    trained, own = training.of(desk, person_id), person_id == desk.owner.id
    records = [entry for entry in keeping.entries(cx, person_id=person_id) if entry.serves != "contract"]
    return KnownPerson(
        person=enrolling.one(desk, person_id),
        supervised=any(each.id == person_id for each in enrolling.supervisees(desk)),
        tracked=tracking.own(desk) if own else _tracked(desk, person_id),
        begun=tuple(each for each in contracting.begun(desk) if person_id in each.people),
        contracts=tuple(
            contract
            for contract in contracting.contracts(desk)
            if not contract.superseded and any(p.person_id == person_id for p in contract.record.parties)
        ),
        to_come=tuple(session for session in sessions if session.state is State.PLANNED),
        over=tuple([session for session in reversed(sessions) if session.state is not State.PLANNED][:LATEST]),
        actions=tuple(deciding.open_from(desk, theirs)),
        records=tuple(records[:LATEST]),
        training=trained if trained.shown or trained.evidence or Role.SUPERVISOR in trained.person.roles else None,
        files={known: file.name for known, file in training.files(desk, person_id).items()},
        own=own,
        supervised_by={each.id: store.person(cx, each.supervisor_id).name for each in sessions} if own else {},
        pack=_pack(desk, enrolling.one(desk, person_id)),
    )


def _pack(desk: Desk, person: Person) -> str:
    pack = desk.pack_of(person)
    gone = person.pack and person.pack != pack.id
    return f"{pack.name}, as yours: “{person.pack}” is not here. Add its folder in Settings." if gone else pack.name


def _tracked(desk: Desk, person_id: str) -> Line | None:
    return next((each for each in tracking.tracked(desk) if each.person.id == person_id), None)
