"""Removing: a person, a session or a series that was entered by mistake, while nothing speaks of it."""

from supdesk.desk import calendaring, enrolling, recording
from supdesk.desk.desk import Desk
from supdesk.domain.actions import taken_on
from supdesk.domain.changes import Changes, Topic, changed
from supdesk.domain.days import show_date
from supdesk.domain.errors import SupdeskError
from supdesk.domain.people import Person
from supdesk.domain.sessions import Session, State
from supdesk.domain.spelling import folded
from supdesk.vault import keeping, mentions, search, store

_WORDS = {
    "sessions": ("1 session", "{} sessions"),
    "records": ("1 record", "{} records"),
    "drafts": ("1 unfinished draft", "{} unfinished drafts"),
    "actions": ("1 action", "{} actions"),
    "private pages": ("1 private page of yours", "{} private pages of yours"),
    "evaluations": ("1 evaluation that was asked for", "{} evaluations that were asked for"),
    "evidence": ("1 proof of training", "{} proofs of training"),
    "notices": ("1 notice about a cancelled session", "{} notices about cancelled sessions"),
    "papers": ("1 paper that went round", "{} papers that went round"),
    "rebookings": ("1 session in its stead", "{} sessions in its stead"),
}
IN_CALENDARS = "It may stand in a calendar already. Cancel it, and save that for calendars."
REFERRAL = "A referral was noted at it. Cancel it, if it did not take place."


def why_person_stays(desk: Desk, person_id: str) -> str:
    """What keeps somebody from being removed, in a sentence; nothing where they may be."""
    if person_id == desk.owner.id:
        return "This vault is yours, so you stay in it."
    found = mentions.of_person(desk.vault.cx, person_id)
    if doing := _taken_on(desk, store.person(desk.vault.cx, person_id)):
        found["actions"] = doing
    if not found:
        return ""
    return f"Here is what names them: {_listed(found)}. Somebody who has left is marked so under Edit, and stays."


def remove_person(desk: Desk, person_id: str) -> Changes:
    """Take somebody out who was entered by mistake. SupdeskError `person.named` where something names them."""
    if why := why_person_stays(desk, person_id):
        raise SupdeskError("person.named", why)
    with desk.vault.deed("remove person", desk.now, person_id) as cx:
        mentions.drop_person(cx, person_id)
        search.forget(cx, "person", person_id)
    return changed(Topic.PEOPLE, Topic.DRAFTS)


def put_person_back(desk: Desk, person: Person) -> Changes:
    """Somebody who was just removed is there again, as they were."""
    with desk.vault.deed("person put back", desk.now, person.id) as cx:
        enrolling.keep(cx, person)
    return changed(Topic.PEOPLE, subject=person.id)


def why_session_stays(desk: Desk, session: Session) -> str:
    """What keeps a session from being taken out, in a sentence; nothing where it may be. Drafts do not keep it."""
    if session.state is not State.PLANNED:
        return f"It is {session.state.label.lower()} already."
    if session.referral_noted_at is not None:
        return REFERRAL
    if found := mentions.of_session(desk.vault.cx, session.id):
        return f"Here is what hangs on it: {_listed(found)}."
    return IN_CALENDARS if calendaring.told(desk, session) else ""


def what_stays(desk: Desk, session_id: str) -> str:
    """What is left of a session when what was written for it is thrown away, in words; nothing where it goes too.

    Only one that was begun at once goes too.
    """
    session = store.session(desk.vault.cx, session_id)
    if session.at_once:
        why = why_session_stays(desk, session)
        return why and f"The session itself stays. {why}"
    return f"The session stays {session.state.label.lower()}, {show_date(session.on)}."


def discard(desk: Desk, session_id: str) -> Changes:
    """Throw away what was written for a session, and the session with it where nothing of it stays."""
    if not what_stays(desk, session_id):
        return _take_out(desk, [store.session(desk.vault.cx, session_id)])
    with desk.vault.deed("discard drafts of session", desk.now, session_id) as cx:
        for draft in keeping.drafts(cx, session_id=session_id):
            if not draft.record_id and recording.at_session(recording.reopen(desk, draft.id)):
                keeping.drop_draft(cx, draft.id)
    return changed(Topic.DRAFTS, Topic.SESSIONS)


def take_back(desk: Desk, session_id: str) -> Changes:
    """Take out a session that was just planned, with those planned together with it.

    SupdeskError `session.stays` where one of them is more than planned by now.
    """
    session = store.session(desk.vault.cx, session_id)
    together = store.series(desk.vault.cx, session.series) if session.series else [session]
    written = {sheet.draft.session_id for sheet in recording.drafts(desk)}
    for each in together:
        why = why_session_stays(desk, each) or ("Something is written for it." if each.id in written else "")
        if why:
            raise SupdeskError("session.stays", f"Session {each.number} is not taken back. {why}")
    return _take_out(desk, together)


def _take_out(desk: Desk, sessions: list[Session]) -> Changes:
    with desk.vault.deed("take session out", desk.now, ", ".join(each.id for each in sessions)) as cx:
        for each in sessions:
            mentions.drop_session(cx, each.id)
            search.forget(cx, "session", each.id)
    return changed(Topic.SESSIONS, Topic.DRAFTS)


def _taken_on(desk: Desk, person: Person) -> int:
    """How many open actions are theirs by name, unless somebody else has that name as well."""
    same = [each for each in store.people(desk.vault.cx) if folded(each.name) == folded(person.name)]
    return len(taken_on(store.open_actions(desk.vault.cx), [person])) if len(same) == 1 else 0


def _listed(found: dict[str, int]) -> str:
    said = [
        one if found[what] == 1 else more.format(found[what])
        for what, (one, more) in _WORDS.items()
        if found.get(what)
    ]
    return " and ".join(filter(None, (", ".join(said[:-1]), said[-1])))
