"""Recording: the session desk, drafts and their autosave."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, partial
from typing import Any

from dateutil.relativedelta import relativedelta

from supdesk.desk import belonging
from supdesk.desk.desk import Desk
from supdesk.domain.actions import Action, ActionState, open_at, taken_on
from supdesk.domain.changes import Changes, Topic, changed
from supdesk.domain.errors import SupdeskError
from supdesk.domain.people import Party, Person
from supdesk.domain.quarters import year
from supdesk.domain.records import Record
from supdesk.domain.sessions import Kind, Session, continues, previous
from supdesk.forms import answers, following, renewal
from supdesk.forms.definition import BESIDE, Form
from supdesk.vault import keeping, store
from supdesk.vault.cipher import Connection
from supdesk.vault.keeping import Draft


@dataclass(frozen=True, slots=True)
class Sheet:
    """A form being written: its definition and the draft so far."""

    form: Form
    draft: Draft


@dataclass(frozen=True, slots=True)
class Sitting:
    """The session desk: the record being written, the cycle notes and tools, and last time with its open actions.

    `offered` are the tools of the pack that were not begun.

    `others` are further actions of which the draft says something: those closed meanwhile, and those of a session
    that this one does not continue any more. `of_groups` are open ones that its people took on in a group, which
    goes through them: this record says nothing of them.
    """

    session: Session
    people: tuple[Party, ...]
    main: Sheet
    cycle: Sheet | None
    tools: tuple[Sheet, ...]
    offered: tuple[Form, ...]
    last: tuple[tuple[Record, Form], ...]
    open_actions: tuple[Action, ...]
    others: tuple[Action, ...]
    of_groups: tuple[Action, ...]

    @property
    def sheets(self) -> tuple[Sheet, ...]:
        """All that is written here, the record first."""
        return (self.main, *([self.cycle] if self.cycle else []), *self.tools)

    @property
    def known(self) -> dict[str, str]:
        """The words of every action the record may speak of, by id."""
        return {action.id: action.what for action in (*self.open_actions, *self.others)}

    def stood(self, action_id: str) -> following.Stood:
        """Where an earlier action stood in the records of last time."""
        found = (following.stood(form, answers.dump(form, record.answers), action_id) for record, form in self.last)
        return next((each for each in found if each.field), following.NOWHERE)


def sit_down(desk: Desk, session_id: str) -> Sitting:
    """Everything the session needs, drafts found again or begun.

    Where its pack is not at hand only what was begun: SupdeskError `pack.unknown` without a record among that.
    """
    cx = desk.vault.cx
    session = store.session(cx, session_id)
    pack = desk.around.packs.at_hand(session.pack)
    cycle = pack.serving("cycle") if pack else None
    begun_record = None if pack else _begun(desk, session, session.kind.value)
    before = previous(_earlier(desk, session), session)
    last = keeping.records(cx, session_id=before.id) if before else []
    main = kept_up(
        desk, begun_record or _sheet(desk, desk.around.packs.form(session.pack, session.kind.value), session)
    )
    waiting = actions_between(desk, session)
    tools = tools_of(desk, session_id)
    begun = {sheet.form.id for sheet in tools}
    return Sitting(
        session=session,
        people=parties(desk),
        main=main,
        cycle=_sheet(desk, cycle, session) if cycle else None if pack else _begun(desk, session, "cycle"),
        tools=tools,
        offered=tuple(form for form in (pack.all_serving("tool") if pack else ()) if form.id not in begun),
        last=tuple((record, keeping.form(cx, record.form.digest)) for record in sorted(last, key=_weight)),
        open_actions=tuple(waiting),
        others=tuple(action for action in spoken_of(desk, main) if action not in waiting),
        of_groups=tuple(from_groups(desk, session)),
    )


def _weight(record: Record) -> int:
    """The session's own record comes first, then what was written beside it, then what was said of it."""
    own = {kind.value for kind in Kind}
    return 0 if record.serves in own else {"cycle": 1, "tool": 1, "addendum": 2}.get(record.serves, 3)


def tools_of(desk: Desk, session_id: str) -> tuple[Sheet, ...]:
    """The tools begun for a session and not finished, in the order begun."""
    cx = desk.vault.cx
    found = (_sheet_of(cx, draft) for draft in keeping.drafts(cx, session_id=session_id))
    tools = [sheet for sheet in found if sheet.form.serves == "tool"]
    return tuple(sorted(tools, key=lambda sheet: sheet.draft.facts.get("begun", 0)))


def add_tool(desk: Desk, session_id: str, form_id: str) -> Sheet:
    """A tool of the session's pack beside its record, where it was left or begun.

    LookupError where the pack has no such tool.
    """
    session = store.session(desk.vault.cx, session_id)
    tools = desk.around.packs.pack(session.pack).all_serving("tool")
    form = next((form for form in tools if form.id == form_id), None)
    if form is None:
        raise LookupError("no such tool")
    return _sheet(desk, form, session, begun=len(tools_of(desk, session_id)) + 1)


def actions_between(desk: Desk, session: Session) -> list[Action]:
    """Open actions agreed or carried over in the earlier sessions that this one continues."""
    earlier = {s.id for s in _earlier(desk, session) if continues(session, s)}
    return open_at(store.open_actions(desk.vault.cx), earlier)


def from_groups(desk: Desk, session: Session) -> list[Action]:
    """Open actions that those of a one-to-one or ad hoc session took on in groups with the same supervisor."""
    if session.kind is Kind.GROUP:
        return []
    groups = {
        each.id
        for each in _earlier(desk, session)
        if each.kind is Kind.GROUP and each.supervisor_id == session.supervisor_id
    }
    people = [store.person(desk.vault.cx, each.person_id) for each in session.attendees]
    return taken_on(open_at(store.open_actions(desk.vault.cx), groups), people)


def kept_up(desk: Desk, sheet: Sheet) -> Sheet:
    """A session's draft in which rows and what is said of earlier actions agree, even of those closed meanwhile."""
    return _settled(sheet, spoken_of(desk, sheet))


def as_it_holds(desk: Desk, sheet: Sheet) -> Sheet:
    """The draft as it is recorded: what it carries over of an action closed meanwhile is a new action."""
    return _settled(sheet, (action for action in spoken_of(desk, sheet) if action.state is ActionState.OPEN))


def spoken_of(desk: Desk, sheet: Sheet) -> list[Action]:
    """The earlier actions of which a draft says something, open or closed."""
    return store.actions_named(desk.vault.cx, following.spoken_of(sheet.form, sheet.draft.raw))


def _settled(sheet: Sheet, known: Iterable[Action]) -> Sheet:
    changes = following.settled(sheet.form, sheet.draft.raw, {action.id: action.what for action in known})
    return replace(sheet, draft=replace(sheet.draft, raw={**sheet.draft.raw, **changes})) if changes else sheet


def _earlier(desk: Desk, session: Session) -> list[Session]:
    """Every session with any of its people: only these can be what it continues."""
    return store.sessions(desk.vault.cx, people=[a.person_id for a in session.attendees])


def parties(desk: Desk) -> tuple[Party, ...]:
    """Everybody a form may name."""
    return tuple(person.party for person in store.people(desk.vault.cx) if not person.archived)


def begin_contract(desk: Desk, people: Sequence[str]) -> Sheet:
    """A contract between the owner and these people, from the template of the pack they share."""
    found = {p.id: p for p in store.people(desk.vault.cx)}
    members, pack = [found[person] for person in people], belonging.shared(desk, people)
    facts = {"supervisor": desk.owner.id, "supervisees": list(people)}
    slots = {
        "on": desk.today.isoformat(),
        "renew_on": (desk.today + relativedelta(months=pack.contract_months)).isoformat(),
        "supervisor": _raw(desk.owner),
        "supervisee": _raw(members[0]) if members else {},
        "supervisees": [_raw(member) for member in members],
        "services": services(members),
    }
    return _begin(desk, desk.around.packs.form(pack.id, "contract"), facts, slots)


def begin_renewal(desk: Desk, old: Record, people: Sequence[Party], facts: Mapping[str, Any]) -> Sheet:
    """A contract in place of an old one, filled from it; `people` are its parties and `facts` its slots by now."""
    supervisor, *others = [party.person_id for party in people] or [""]
    pack = belonging.shared(desk, [known for known in others if known])
    dated = {
        "on": desk.today.isoformat(),
        "renew_on": (desk.today + relativedelta(months=pack.contract_months)).isoformat(),
    }
    form = desk.around.packs.form(pack.id, "contract")
    raw = renewal.carried(form_of(desk, old), old.answers, form, {**facts, **dated})
    about = {"supervisor": supervisor, "supervisees": others, "supersedes": old.id}
    return _kept(desk, _new(desk, form, about, raw))


def begin_evaluation(
    desk: Desk, session_id: str, person_id: str, form: Form | None = None, given: Mapping[str, Any] | None = None
) -> Sheet:
    """An evaluation of a session by one who was there, on the form of its pack where no other is given.

    `given` is what they answered already, raw by field.
    """
    return _kept(desk, evaluation(desk, session_id, person_id, form, given))


def evaluation(
    desk: Desk, session_id: str, person_id: str, form: Form | None = None, given: Mapping[str, Any] | None = None
) -> Sheet:
    """The same without a draft that is kept: for what is given whole, at once."""
    session = store.session(desk.vault.cx, session_id)
    facts = {"supervisor": session.supervisor_id, "supervisees": [person_id]}
    asked = form or desk.around.packs.form(session.pack, "evaluation")
    raw = answers.blank(asked, evaluation_slots(desk, session, person_id))
    return _new(desk, asked, facts, {**raw, **(given or {})}, session_id=session_id)


def evaluation_slots(desk: Desk, session: Session, person_id: str) -> dict[str, Any]:
    """What is known beforehand of somebody's evaluation of a session: raw by slot."""
    return {
        "on": session.on.isoformat(),
        "supervisor": _raw(store.person(desk.vault.cx, session.supervisor_id)),
        "supervisee": _raw(store.person(desk.vault.cx, person_id)),
    }


def begin_questionnaire(desk: Desk, person_id: str) -> Sheet:
    """The yearly questionnaire of somebody supervised, where it was left or a new one.

    SupdeskError `questionnaire.given` where this financial year's is recorded already.
    """
    who = store.person(desk.vault.cx, person_id)
    if person_id in answered_this_year(desk):
        raise SupdeskError("questionnaire.given", f"The questionnaire of {who.name} is recorded for this year.")
    for draft in keeping.drafts(desk.vault.cx):
        known = keeping.form(desk.vault.cx, draft.form.digest)
        if known.serves == "questionnaire" and draft.facts.get("supervisees") == [person_id]:
            return Sheet(answers.asked(known, draft.raw), draft)
    form = desk.around.packs.form(desk.pack_of(who).id, "questionnaire")
    slots = {"on": desk.today.isoformat(), "supervisor": _raw(desk.owner), "supervisee": _raw(who)}
    return _begin(desk, form, {"supervisor": desk.owner.id, "supervisees": [person_id]}, slots)


def answered_this_year(desk: Desk) -> set[str]:
    """The ids of those whose questionnaire of this financial year is recorded."""
    records = keeping.records(desk.vault.cx, serves="questionnaire")
    return {party.person_id for each in records if each.on in year(desk.today) for party in each.parties[1:]}


def begin_addendum(desk: Desk, record_id: str) -> Sheet:
    """An addendum to a sealed record; the sealed one never changes."""
    record = keeping.record(desk.vault.cx, record_id)
    form = desk.around.packs.form(record.form.pack, "addendum")
    people = [party.person_id for party in record.parties]
    facts = {"supervisor": people[0] if people else "", "supervisees": people[1:]}
    slots = {"on": desk.today.isoformat(), "amends": record.number}
    return _begin(desk, form, facts, slots, session_id=record.session_id, record_id=record.id)


def reopen(desk: Desk, draft_id: str) -> Sheet:
    """A draft where it was left."""
    draft = keeping.draft(desk.vault.cx, draft_id)
    if draft is None:
        raise LookupError("no such draft")
    return _sheet_of(desk.vault.cx, draft)


def _sheet_of(cx: Connection, draft: Draft) -> Sheet:
    return Sheet(answers.asked(keeping.form(cx, draft.form.digest), draft.raw), draft)


def form_of(desk: Desk, record: Record) -> Form:
    """The definition a record was written with."""
    return keeping.form(desk.vault.cx, record.form.digest)


AT_SESSIONS = frozenset(kind.value for kind in Kind) | BESIDE
"""What the forms serve that are written at the session desk."""


def at_session(sheet: Sheet) -> bool:
    """Whether that form is written at the session desk, not on a page of its own."""
    return bool(sheet.draft.session_id) and sheet.form.serves in AT_SESSIONS


def drafts(desk: Desk) -> list[Sheet]:
    """Every unfinished draft with something in it, the newest first."""
    form_of = cache(partial(keeping.form, desk.vault.cx))
    touched = [draft for draft in keeping.drafts(desk.vault.cx) if draft.facts.get("touched")]
    return [Sheet(answers.asked(form_of(draft.form.digest), draft.raw), draft) for draft in touched]


def save(desk: Desk, draft_id: str, raw: Mapping[str, Any]) -> Changes:
    """Autosave: keeps what was typed as it is, never refuses it, and is on the disk when it returns."""
    draft = keeping.draft(desk.vault.cx, draft_id)
    if draft is None:
        return Changes()
    kept = replace(draft, raw={**draft.raw, **raw}, facts={**draft.facts, "touched": True}, updated_at=desk.now)
    with desk.vault.write() as cx:
        keeping.put_draft(cx, kept)
    return changed(Topic.DRAFTS, subject=draft_id)


def follow_session(desk: Desk, cx: Connection, before: Session, after: Session) -> None:
    """Have what was begun for a session say when, how and with whom it is now, where nobody typed otherwise."""
    for draft in keeping.drafts(cx, session_id=after.id):
        sheet = _sheet_of(cx, draft)
        if draft.record_id or not at_session(sheet):
            continue
        was, now = (answers.blank(sheet.form, _slots(desk, session)) for session in (before, after))
        filled = {f.id for f in sheet.form.fields() if f.fills and draft.raw.get(f.id) == was[f.id]}
        facts = {**draft.facts, "supervisees": [each.person_id for each in after.attendees]}
        raw = {**draft.raw, **{name: now[name] for name in filled}}
        keeping.put_draft(cx, replace(draft, facts=facts, raw=raw))


def discard(desk: Desk, draft_id: str) -> Changes:
    """Throw a draft away."""
    with desk.vault.deed("discard draft", desk.now, draft_id) as cx:
        keeping.drop_draft(cx, draft_id)
    return changed(Topic.DRAFTS)


def _begun(desk: Desk, session: Session, serves: str) -> Sheet | None:
    found = (_sheet_of(desk.vault.cx, each) for each in keeping.drafts(desk.vault.cx, session_id=session.id))
    return next((sheet for sheet in found if sheet.form.serves == serves and not sheet.draft.record_id), None)


def _sheet(desk: Desk, form: Form, session: Session, **more: Any) -> Sheet:
    for draft in keeping.drafts(desk.vault.cx, session_id=session.id):
        if (draft.form.pack, draft.form.form) == (form.pack, form.id) and not draft.record_id:
            return _sheet_of(desk.vault.cx, draft)
    facts = {"supervisor": session.supervisor_id, "supervisees": [a.person_id for a in session.attendees]} | more
    return _begin(desk, form, facts, _slots(desk, session), session_id=session.id)


def _begin(desk: Desk, form: Form, facts: dict[str, Any], slots: Mapping[str, Any], **ids: str) -> Sheet:
    return _kept(desk, _new(desk, form, facts, answers.blank(form, slots), **ids))


def _new(
    desk: Desk, form: Form, facts: dict[str, Any], raw: dict[str, Any], session_id: str = "", record_id: str = ""
) -> Sheet:
    reference = keeping.reference(form)
    draft = Draft(desk.around.new_id(), reference, session_id, record_id, facts, raw, desk.now)
    return Sheet(answers.asked(form, raw), draft)


def _kept(desk: Desk, sheet: Sheet) -> Sheet:
    with desk.vault.write() as cx:
        keeping.put_form(cx, sheet.form)
        keeping.put_draft(cx, sheet.draft)
    return sheet


def _slots(desk: Desk, session: Session) -> dict[str, Any]:
    found = {p.id: p for p in store.people(desk.vault.cx)}
    members = [_raw(found[attendee.person_id]) for attendee in session.attendees]
    return {
        "on": session.on.isoformat(),
        "start": session.start.strftime("%H:%M") if session.start else "",
        "finish": session.finish.strftime("%H:%M") if session.finish else "",
        "mode": session.mode.value,
        "supervisor": _raw(found[session.supervisor_id]),
        "supervisee": members[0] if members else {},
        "supervisees": members,
        "present": members,
        "apologies": [],
        "confidential": session.confidential_setting,
        "services": services(found[attendee.person_id] for attendee in session.attendees),
        "actions": [],
        "outcomes": [],
    }


def services(people: Iterable[Person]) -> str:
    """The services these people are of, each once, in words."""
    return ", ".join(sorted({person.service for person in people if person.service}, key=str.casefold))


def _raw(person: Person) -> dict[str, str]:
    return {"id": person.id, "name": person.name, "designation": person.designation}
