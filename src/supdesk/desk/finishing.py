"""Finishing: drafts become records, or problems that point at fields."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, time
from typing import Any

from dateutil.relativedelta import relativedelta

from supdesk.desk import settling
from supdesk.desk.desk import Desk
from supdesk.desk.recording import Sheet, actions_between, as_it_holds, kept_up, reopen
from supdesk.desk.searching import index_record
from supdesk.domain.actions import Action
from supdesk.domain.changes import NOTHING, Changes, Topic, changed
from supdesk.domain.days import read_date, show_date
from supdesk.domain.people import Party, Person, listed, same_party
from supdesk.domain.records import Record
from supdesk.domain.sessions import Kind, Session
from supdesk.domain.spelling import folded
from supdesk.forms import answers, following, reasons
from supdesk.forms.definition import BESIDE, Form
from supdesk.forms.kinds import Problem
from supdesk.forms.kinds.actions import ActionRow, asks
from supdesk.vault import evaluations, keeping, store
from supdesk.vault.cipher import Connection

SESSIONS = ("one-to-one", "group", "ad-hoc")
"""What a form serves that records a session."""
TO_COME = "This session's day is still to come. Put in the day it was held, or move the session."


@dataclass(frozen=True, slots=True)
class Finished:
    """The records made, or why there are none: problems by draft id."""

    records: tuple[Record, ...] = ()
    problems: tuple[tuple[str, Problem], ...] = ()
    changes: Changes = NOTHING


def problems(desk: Desk, draft_ids: Sequence[str]) -> tuple[tuple[str, Problem], ...]:
    """What still keeps these drafts from being finished."""
    return _wrong(desk, written(desk, draft_ids))


def _wrong(desk: Desk, sheets: Iterable[Sheet]) -> tuple[tuple[str, Problem], ...]:
    found: list[tuple[str, Problem]] = []
    for sheet in sheets:
        found += [(sheet.draft.id, problem) for problem in answers.read(sheet.form, sheet.draft.raw).problems]
        found += [(sheet.draft.id, problem) for problem in _of_all(desk, sheet)]
    return tuple(found)


def _of_all(desk: Desk, sheet: Sheet) -> Iterator[Problem]:
    """Problems that no field has by itself."""
    yield from _times(sheet)
    yield from _to_come(desk, sheet)
    yield from _review(desk, sheet)
    yield from _dates(desk, sheet)
    yield from _signs_twice(desk, sheet)
    yield from _undecided(desk, sheet)
    yield from silence(sheet.form, sheet.draft.raw)
    yield from _once(desk, sheet)
    yield from _company(desk, sheet)


def _company(desk: Desk, sheet: Sheet) -> Iterator[Problem]:
    """Last time and the open actions are those of the session's people: its record is of nobody else.

    Either may have supervised the other. A group's own fields say who came.
    """
    if sheet.form.serves not in (Kind.ONE_TO_ONE, Kind.AD_HOC) or not sheet.draft.session_id:
        return
    session = store.session(desk.vault.cx, sheet.draft.session_id)
    known = {person.id: person for person in store.people(desk.vault.cx)}
    own, theirs = [known[session.supervisor_id]], [known[each.person_id] for each in session.attendees]
    read = answers.read(sheet.form, sheet.draft.raw)
    supervisee, supervisor = (answers.slot(sheet.form, read.answers, slot) for slot in ("supervisee", "supervisor"))
    if supervisee is None or _among(supervisee, theirs):
        return
    turned = supervisor is not None and _among(supervisee, own) and not _among(supervisor, own)
    if turned and _among(supervisor, theirs):
        return
    field = sheet.form.filled_from("supervisor" if turned else "supervisee")
    party = supervisor if turned else supervisee
    names = listed([person.name for person in theirs])
    choice = names if len(theirs) == 1 else "one of them"
    instead = "" if _among(party, own) else f", or plan a session with {party.name}"
    if field is not None and not any(problem.path[0] == field.id for problem in read.problems):
        yield Problem((field.id,), f"This session is with {names}. Choose {choice}{instead}.")


def _among(party: Party, people: Sequence[Person]) -> bool:
    """Whether a form names one of these people: by id, or by a name typed by hand."""
    same = party.name.casefold()
    return any(party.person_id == p.id or (not party.person_id and same == p.name.casefold()) for p in people)


def _times(sheet: Sheet) -> list[Problem]:
    given = answers.read(sheet.form, sheet.draft.raw).answers
    start, finish = answers.slot(sheet.form, given, "start"), answers.slot(sheet.form, given, "finish")
    field = sheet.form.filled_from("finish")
    if field and isinstance(start, time) and isinstance(finish, time) and finish <= start:
        return [Problem((field.id,), f"{field.label} must be later than the start.")]
    return []


def _to_come(desk: Desk, sheet: Sheet) -> Iterator[Problem]:
    """Nobody came yet to a session whose day is still to come."""
    given = answers.read(sheet.form, sheet.draft.raw).answers
    if sheet.form.serves in SESSIONS and day_of(desk, sheet, given) > desk.today:
        field = sheet.form.filled_from("on") or next(iter(sheet.form.fields()))
        yield Problem((field.id,), TO_COME)


def _review(desk: Desk, sheet: Sheet) -> Iterator[Problem]:
    """A contract is looked at again within the months its pack asks for."""
    given = answers.read(sheet.form, sheet.draft.raw).answers
    field, stated = sheet.form.filled_from("renew_on"), answers.slot(sheet.form, given, "renew_on")
    pack = next((pack for pack in desk.around.packs.found if pack.id == sheet.form.pack), None)
    if field is None or pack is None or not isinstance(stated, date):
        return
    last = day_of(desk, sheet, given) + relativedelta(months=pack.contract_months)
    if stated > last:
        months = f"{pack.contract_months} months"
        yield Problem((field.id,), f"{months} after its date at most: {show_date(last)} or before.")


def _signs_twice(desk: Desk, sheet: Sheet) -> Iterator[Problem]:
    """Whoever a form names to sign beside those it concerns is somebody else."""
    given = dict(answers.read(sheet.form, sheet.draft.raw).answers)
    known = [*parties(desk, sheet, given)]
    for signer in sheet.form.signers:
        if named := given.get(signer.field):
            if any(same_party(named, party) for party in known):
                yield Problem((signer.field,), f"{named.name} signs this already. Name somebody else.")
            known.append(named)


def _dates(desk: Desk, sheet: Sheet) -> Iterator[Problem]:
    """An action is not carried over past its date without a new one."""
    known = {action.id: action for action in store.open_actions(desk.vault.cx)}
    day = day_of(desk, sheet, answers.read(sheet.form, sheet.draft.raw).answers)
    for path, field, row in following.action_rows(sheet.form, sheet.draft.raw):
        due = known[row["id"]].by_when if row.get("id") in known else None
        new = read_date(str(row.get("by_when") or ""))
        if asks(field, "by_when") and due is not None and due < day and (new is None or new < day):
            yield Problem((*path, "by_when"), f"It was due {show_date(due)}: give it a new date.")


def _undecided(desk: Desk, sheet: Sheet) -> Iterator[Problem]:
    for action, asked in unsaid(desk, sheet):
        if asked:
            words = f"Say of “{action.what}” whether it is done, not done or carried over."
            yield Problem((following.place(sheet.form),), words)


def unsaid(desk: Desk, sheet: Sheet) -> list[tuple[Action, bool]]:
    """The earlier actions of which a record says nothing yet, and whether it must.

    It need not at an ad hoc session, nor of what was agreed on no earlier day, nor of whoever did not come.
    """
    form = sheet.form
    if form.serves not in SESSIONS:
        return []
    session = store.session(desk.vault.cx, sheet.draft.session_id)
    given = answers.read(form, sheet.draft.raw).answers
    said = {outcome.id for outcome in following.outcomes(form, sheet.draft.raw)}
    away, day = _away(desk, sheet, session), day_of(desk, sheet, given)
    return [
        (
            action,
            form.serves != Kind.AD_HOC and action.agreed_on < day and folded(action.by_whom) not in away,
        )
        for action in actions_between(desk, session)
        if action.id not in said
    ]


def _away(desk: Desk, sheet: Sheet, session: Session) -> set[str]:
    """The names of those who were expected in a group and did not come, folded; no name of somebody who did."""
    field = sheet.form.filled_from("present")
    if field is None:
        return set()
    given = answers.read(sheet.form, sheet.draft.raw).answers
    here = {party.person_id for party in given.get(field.id) or ()}
    names = {each.person_id: folded(store.person(desk.vault.cx, each.person_id).name) for each in session.attendees}
    came = {name for person, name in names.items() if person in here}
    return {*names.values()} - came


def silence(form: Form, raw: Mapping[str, Any]) -> Iterator[Problem]:
    """A form in which not one statement was answered says nothing to those who count them."""
    scales = [field for field in form.fields() if field.kind == "scale"]
    counted = form.serves in ("evaluation", "questionnaire") and bool(scales)
    if counted and not any(raw.get(field.id) for field in scales):
        yield Problem((scales[0].id,), "Answer at least one of the statements, or discard this draft.")


def _once(desk: Desk, sheet: Sheet) -> Iterator[Problem]:
    """Nobody is counted twice: of each session a person gives one evaluation, whichever way."""
    field = sheet.form.filled_from("supervisee")
    if sheet.form.serves != "evaluation" or not sheet.draft.session_id or field is None:
        return
    party = answers.read(sheet.form, sheet.draft.raw).answers.get(field.id)
    came = evaluations.came_to(desk.vault.cx, sheet.draft.session_id)
    if party is not None and any(person == party.person_id and record for _, person, _, _, record in came):
        yield Problem(
            (field.id,), f"{party.name} has given an evaluation of this session already. Discard this one."
        )


def finish(desk: Desk, draft_ids: Sequence[str]) -> Finished:
    """Turn the drafts of one sitting, the record first, then what is beside it, into records, all or none."""
    return _finish(desk, written(desk, draft_ids), draft_ids, lambda _, __: None)


def finish_whole(desk: Desk, sheet: Sheet, beside: Callable[[Connection, Record], None]) -> Finished:
    """Turn a sheet of which no draft is kept into a record, and do `beside` it what holds with it or not at all."""
    return _finish(desk, [sheet], (), beside)


def _finish(
    desk: Desk, found: Sequence[Sheet], draft_ids: Sequence[str], beside: Callable[[Connection, Record], None]
) -> Finished:
    if wrong := _wrong(desk, found):
        return Finished(problems=wrong)
    sheets = [as_it_holds(desk, sheet) for sheet in found]
    made: list[Record] = []
    with desk.vault.deed("finish", desk.now) as cx:
        rows: tuple[ActionRow, ...] = ()
        present: tuple[Party, ...] = ()
        for sheet in sheets:
            keeping.put_form(cx, sheet.form)
            given = dict(answers.read(sheet.form, sheet.draft.raw).answers)
            rows += _share_actions(desk, sheet.form, given, rows)
            present = present or answers.slot(sheet.form, given, "present") or ()
            _share_company(sheet.form, given, present)
            record = _record(desk, cx, sheet, given)
            made.append(record)
            beside(cx, record)
            index_record(cx, record)
            keeping.drop_draft(cx, sheet.draft.id)
        if made and sheets[0].form.serves in SESSIONS:
            settling.settle(desk, cx, sheets[0], made[0], rows)
        for draft_id in draft_ids:
            keeping.drop_draft(cx, draft_id)
    touched = changed(
        Topic.RECORDS, Topic.DRAFTS, Topic.SESSIONS, Topic.ACTIONS, subject=made[0].id if made else ""
    )
    return Finished(tuple(made), (), touched)


def written(desk: Desk, draft_ids: Sequence[str]) -> list[Sheet]:
    """The drafts to be read: the first, and each further one with words of its own or reasons of the first."""
    first, *others = [kept_up(desk, reopen(desk, draft_id)) for draft_id in draft_ids]
    reasoned = reasons.given(first.form, as_it_holds(desk, first).draft.raw)

    def counts(sheet: Sheet) -> bool:
        return holds_words(sheet.form, sheet.draft.raw) or (reasoned and bool(reasons.asked_by(sheet.form)))

    return [first, *filter(counts, others)]


def holds_words(form: Form, raw: dict[str, Any]) -> bool:
    """Whether anything was written that was not filled in from the session."""
    return any(raw.get(f.id) for f in form.fields() if not f.fills and raw.get(f.id) != _untouched(f))


def _untouched(field: Any) -> Any:
    from supdesk.forms.kinds import KINDS

    return KINDS[field.kind].blank(field)


def _share_actions(
    desk: Desk, form: Form, given: dict[str, Any], rows: tuple[ActionRow, ...]
) -> tuple[ActionRow, ...]:
    """Give new actions their ids, and the session's actions to a form that shows them; those it adds."""
    shown = form.filled_from("actions")
    if shown and rows:
        given[shown.id] = rows
        return ()
    for field in form.fields():
        if field.kind == "actions":
            given[field.id] = _named(desk, given[field.id])
        elif field.kind == "table":
            cells = [c.id for c in field.columns if c.kind == "actions"]
            given[field.id] = tuple(
                {**row, **{cell: _named(desk, row[cell]) for cell in cells}} for row in given[field.id]
            )
    return answers.action_rows(form, given)


def _share_company(form: Form, given: dict[str, Any], present: tuple[Party, ...]) -> None:
    """What is written beside a record names whoever came: it was begun when all were expected."""
    named = form.filled_from("supervisees")
    if named and present and form.serves in BESIDE:
        given[named.id] = present


def _named(desk: Desk, rows: tuple[ActionRow, ...] | None) -> tuple[ActionRow, ...]:
    return tuple(row if row.id else replace(row, id=desk.around.new_id()) for row in rows or ())


def _record(desk: Desk, cx: Connection, sheet: Sheet, given: dict[str, Any]) -> Record:
    day = day_of(desk, sheet, given)
    number = f"R-{day.year}-{store.next_number(cx, f'record {day.year}'):04}"
    record = Record(
        id=desk.around.new_id(),
        number=number,
        form=sheet.draft.form,
        serves=sheet.form.serves,
        title=sheet.form.title,
        session_id=sheet.draft.session_id,
        owner=desk.owner.party,
        parties=parties(desk, sheet, given),
        on=day,
        written_at=desk.now,
        answers=given,
        amends=sheet.draft.record_id,
        supersedes=sheet.draft.facts.get("supersedes", ""),
    )
    return keeping.put_record(cx, record)


def day_of(desk: Desk, sheet: Sheet, given: answers.Answers) -> date:
    """The day a record speaks of: as the form says, else its session's, else today."""
    stated: date | None = answers.slot(sheet.form, given, "on")
    session = sheet.draft.session_id
    return stated or (store.session(desk.vault.cx, session).on if session else desk.today)


def parties(desk: Desk, sheet: Sheet, given: dict[str, Any]) -> tuple[Party, ...]:
    """The supervisor, then the supervisees, as the form names them; else those the draft was begun for."""
    found: list[Party] = []
    for slot in ("supervisor", "supervisee", "supervisees", "present"):
        value = answers.slot(sheet.form, given, slot)
        found += [value] if isinstance(value, Party) else list(value or ())
    known = {p.id: p.party for p in store.people(desk.vault.cx)}
    facts = sheet.draft.facts
    named = {party.person_id for party in found}
    if not any(party.person_id == facts.get("supervisor") for party in found) and facts.get("supervisor") in known:
        found.insert(0, known[facts["supervisor"]])
    if len(found) < 2 or sheet.form.serves in BESIDE | {"addendum"}:
        found += [known[p] for p in facts.get("supervisees", []) if p in known and p not in named]
    return tuple(dict.fromkeys(found))
