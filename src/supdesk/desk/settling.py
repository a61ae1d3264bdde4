"""Settling: a session and the action list are brought up to what its record says."""

from dataclasses import replace
from typing import Any

from supdesk.desk.desk import Desk
from supdesk.desk.recording import Sheet
from supdesk.desk.searching import index_action, index_session
from supdesk.domain import actions
from supdesk.domain.actions import Action, Decision, Step
from supdesk.domain.records import Record
from supdesk.domain.sessions import Attendee, Mode, Presence, Session, State
from supdesk.forms import answers, following
from supdesk.forms.definition import Form
from supdesk.forms.kinds.actions import ActionRow
from supdesk.vault import audit, store
from supdesk.vault.cipher import Connection


def settle(desk: Desk, cx: Connection, sheet: Sheet, record: Record, rows: tuple[ActionRow, ...]) -> None:
    """Bring the session and the action list up to what the record says."""
    session = _held(store.session(cx, record.session_id), sheet.form, record)
    store.put_session(cx, session, desk.now)
    index_session(cx, session)
    known = {action.id: action for action in store.open_actions(cx)}
    for row in rows:
        agreed = Action(
            row.id, row.what, row.by_whom, row.by_when, row.because, row.how, session.id, record.id, record.on
        )
        if row.id in known:
            step = Step(Decision.CARRIED, record.on, desk.now, session.id)
            agreed = actions.carry(known.pop(row.id), step, agreed)
            audit.append(cx, desk.now, "action carried", row.id)
        store.put_action(cx, agreed)
        index_action(cx, agreed)
    for outcome in following.outcomes(sheet.form, sheet.draft.raw):
        if outcome.id in known:
            step = Step(outcome.decision, record.on, desk.now, session.id, outcome.reason)
            store.put_action(cx, actions.decide(known[outcome.id], step))
            audit.append(cx, desk.now, f"action {outcome.decision.value}", outcome.id)


def _held(session: Session, form: Form, record: Record) -> Session:
    def said(slot: str, otherwise: Any) -> Any:
        value = answers.slot(form, record.answers, slot)
        return otherwise if value in (None, ()) else value

    return replace(
        session,
        state=State.HELD,
        on=record.on,
        start=said("start", session.start),
        finish=said("finish", session.finish),
        mode=Mode(said("mode", session.mode)),
        confidential_setting=bool(said("confidential", session.confidential_setting)),
        attendees=attended(session, form, record.answers).attendees,
        cancellation=None,
    )


def attended(session: Session, form: Form, given: answers.Answers) -> Session:
    """The session with who came to it, as a record says."""
    present = {p.person_id for p in answers.slot(form, given, "present") or ()}
    sorry = {p.person_id for p in answers.slot(form, given, "apologies") or ()}
    if form.filled_from("present") is None:
        came = (replace(each, presence=Presence.PRESENT) for each in session.attendees)
        return replace(session, attendees=tuple(came))
    known = [a.person_id for a in session.attendees]
    further = (Attendee(person) for person in sorted(((present | sorry) - set(known)) - {""}))

    def presence(person: str) -> Presence:
        if person in present:
            return Presence.PRESENT
        return Presence.APOLOGIES if person in sorry else Presence.ABSENT

    everyone = (*session.attendees, *further)
    return replace(session, attendees=tuple(replace(a, presence=presence(a.person_id)) for a in everyone))
