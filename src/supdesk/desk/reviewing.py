"""Reviewing: what a person should see before drafts are finished. It points at things and forbids nothing."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from supdesk.desk import (
    belonging,
    contracting,
    finishing,
    recording,
    registering,
    renewing,
    routing,
    settling,
    signing,
)
from supdesk.desk.desk import Desk
from supdesk.desk.recording import Sheet
from supdesk.domain import papers
from supdesk.domain.actions import Action, ActionState, Decision, agreed_since
from supdesk.domain.days import show_date
from supdesk.domain.identifiers import parts_of_names, suspects
from supdesk.domain.papers import Company, Copy, Paper
from supdesk.domain.people import Party, listed
from supdesk.domain.records import Record
from supdesk.domain.sessions import duration
from supdesk.domain.tracker import cadence_of
from supdesk.forms import answers, cases, following, plan
from supdesk.forms.definition import Form, Pack
from supdesk.forms.kinds import KINDS, Path, Problem
from supdesk.forms.kinds.actions import asks
from supdesk.vault import store

_NAMED = 4
"""Characters named one by one; of more, only the number is told."""
UNKNOWN = "Without it nobody knows what else goes where, and the record can't be sealed."

ALONG = {
    Paper.REGISTER: ": who came and when, nothing you wrote",
    Paper.ACTION_PLAN: ". Each action takes along what stands in its row",
}


@dataclass(frozen=True, slots=True)
class Finding:
    """Something to look at: the draft, the problem with the path to its place, and that place in words."""

    draft_id: str
    problem: Problem
    where: str


@dataclass(frozen=True, slots=True)
class Review:
    """What is missing, unprintable, identifying, short or left open, and who will see what.

    `titles` are the forms that will be recorded, the first of which is signed by `signers`; `renews` is the
    contract it takes the place of, and `changed` what it changes of that. `then` says what comes next where that is
    not that it is recorded and signed.
    """

    missing: tuple[Finding, ...]
    unprintable: tuple[Finding, ...]
    identifying: tuple[Finding, ...]
    short: tuple[Finding, ...]
    left_open: tuple[Finding, ...]
    readers: tuple[tuple[str, str], ...]
    titles: tuple[str, ...]
    signers: tuple[str, ...]
    renews: Record | None = None
    changed: tuple[Finding, ...] = ()
    then: tuple[str, ...] = ()


def review(desk: Desk, draft_ids: Sequence[str]) -> Review:
    """Look over the drafts of one sitting, the record first."""
    sheets = finishing.written(desk, draft_ids)
    by_id = {sheet.draft.id: sheet for sheet in sheets}
    missing = [finding_of(by_id[of], problem) for of, problem in finishing.problems(desk, draft_ids)]
    known = {_place(found) for found in missing}
    renewal = renewing.renewal_in(desk, sheets[0])
    return Review(
        missing=tuple(missing),
        unprintable=tuple(finding for sheet in sheets for finding in unprintable_in(desk, sheet)),
        identifying=tuple(
            finding for sheet in sheets for finding in (*identifying(desk, sheet), *_beyond(desk, sheets[0], sheet))
        ),
        short=tuple(_short(desk, sheets[0])),
        left_open=tuple(
            found for sheet in sheets for found in _left_open(desk, sheet) if _place(found) not in known
        ),
        readers=tuple(_readers(desk, sheets[0])),
        titles=tuple(sheet.form.title for sheet in sheets),
        signers=tuple(_signers(desk, sheets[0])),
        renews=renewal.earlier if renewal else None,
        changed=tuple(
            Finding(sheets[0].draft.id, Problem(each.path, each.words), each.label)
            for each in (renewal.differences if renewal else ())
        ),
    )


def _place(found: Finding) -> tuple[str, Path]:
    return found.draft_id, found.problem.path


def finding_of(sheet: Sheet, problem: Problem) -> Finding:
    """That problem of a draft, with its place in words."""
    return Finding(sheet.draft.id, problem, place_of(sheet.form, problem.path))


def place_of(form: Form, path: Path) -> str:
    """Where a path leads: "Agreed actions, row 2", an action within a row, or a dimension of a picture."""
    field = form.field(str(path[0]))
    label = field.label.rstrip(":") if field else str(path[0])
    if field and len(path) > 1:
        label = next((f"{label}, {each.label}" for each in field.dimensions() if each.id == path[1]), label)
    places = [part + 1 for part in path[1:] if isinstance(part, int)]
    words = zip(("row", "action"), places, strict=False)
    return ", ".join([label, *(f"{word} {number}" for word, number in words)])


def unprintable_in(desk: Desk, sheet: Sheet) -> Iterator[Finding]:
    """What in a draft the page has no letters for."""
    from supdesk.documents.unprintable import unprintable

    given = answers.read(sheet.form, sheet.draft.raw).answers
    for field in sheet.form.fields():
        text = KINDS[field.kind].show(field, given.get(field.id)) if field.page else ""
        names = unprintable([text], desk.around.resources)
        if names:
            yield finding_of(sheet, Problem((field.id,), f"The page can't show this as written: {_spoken(names)}."))


def _spoken(names: Sequence[str]) -> str:
    """The characters by name, those with one remark in common after one another, as "a, b (remark); c"."""
    remarks: dict[str, list[str]] = {}
    for full in names:
        name, _, remark = full.partition(", ")
        remarks.setdefault(remark, []).append(name if name.startswith("U+") else name.lower())
    return "; ".join(
        ", ".join(found[:_NAMED])
        + (f" and {len(found) - _NAMED} more" if len(found) > _NAMED else "")
        + (f" ({remark})" if remark else "")
        for remark, found in remarks.items()
    )


def identifying(desk: Desk, sheet: Sheet) -> Iterator[Finding]:
    """What in a draft may identify somebody. The parties may be named: it is their record."""
    parties = {party.name.casefold() for party in (*_parties(desk, sheet), desk.owner.party)}
    names = [person.name for person in store.people(desk.vault.cx) if person.name.casefold() not in parties]
    for path, text in answers.prose(sheet.form, sheet.draft.raw):
        for suspect in suspects(text, names, desk.today):
            yield finding_of(sheet, Problem(path, f"“{suspect.words}” {suspect.how}."))
    given = answers.read(sheet.form, sheet.draft.raw).answers
    for field, column, row, first, number in cases.twice(sheet.form, given):
        said = f"{number} stands in row {first + 1} too: what is written of both counts as one person's."
        yield finding_of(sheet, Problem((field.id, row, column.id), said))


def _beyond(desk: Desk, record: Sheet, sheet: Sheet) -> Iterator[Finding]:
    """Who of the session is named, if only in part, where somebody will read it who is told of others alone."""
    if record.form.serves not in finishing.SESSIONS:
        return
    pack = desk.around.packs.at_hand(record.form.pack)
    if pack is None:
        return
    with_, copies = _round(desk, pack, record)
    plans = [copy for copy in copies if copy.paper is Paper.ACTION_PLAN and not copy.whole]
    strangers = {
        person: [copy.reader for copy in plans if person.id not in {each.id for each in copy.people}]
        for person in with_.expected
    }
    for path, text in answers.prose(sheet.form, sheet.draft.raw):
        for person, others in strangers.items() if plan.stands_in(sheet.form, path) else ():
            if others and (found := parts_of_names(text, [person.name])):
                who = f"“{found[0].words}” may be {person.name}."
                also = f"The action plan takes it to {listed(others)} too, told only of others."
                yield finding_of(sheet, Problem(path, f"{who} {also}"))


def _short(desk: Desk, sheet: Sheet) -> Iterator[Finding]:
    """A session may be shorter than agreed, or than its service asks for: it is only said."""
    if sheet.form.serves not in finishing.SESSIONS:
        return
    given, field = answers.read(sheet.form, sheet.draft.raw).answers, sheet.form.filled_from("finish")
    lasted = duration(answers.slot(sheet.form, given, "start"), answers.slot(sheet.form, given, "finish"))
    wanted, by = _wanted(desk, sheet)
    if field and lasted is not None and lasted < wanted:
        yield finding_of(sheet, Problem((field.id,), f"It lasted {lasted} minutes; {by} {wanted}."))


def _wanted(desk: Desk, sheet: Sheet) -> tuple[int, str]:
    """How many minutes the session was to last at least, and by whose word; 0 where nobody said."""
    session = store.session(desk.vault.cx, sheet.draft.session_id)
    members = [attendee.person_id for attendee in session.attendees]
    agreed = contracting.agreed_minutes(desk, [session.supervisor_id, *members], session.kind)
    if agreed:
        return agreed, "your contract says"
    pack = desk.around.packs.at_hand(session.pack)
    cadences = pack.cadences if pack else ()
    people = [store.person(desk.vault.cx, member) for member in members]
    least = [found.minutes for person in people if (found := cadence_of(cadences, person))]
    return max(least, default=0), "the policy asks for"


def _left_open(desk: Desk, sheet: Sheet) -> Iterator[Finding]:
    """What no policy demands and a reader would look for: a date, what became of last time's actions, an answer."""
    form, raw = sheet.form, sheet.draft.raw
    for path, field, row in following.action_rows(form, raw):
        if asks(field, "by_when") and row.get("what") and not row.get("by_when"):
            yield finding_of(sheet, Problem((*path, "by_when"), "No day is named by which it is to be done."))
    for action, asked in finishing.unsaid(desk, sheet):
        if not asked:
            words = f"Nothing is said of “{action.what}”. It stays open."
            yield Finding(sheet.draft.id, Problem((following.place(form),), words), "Last time")
    if form.serves in finishing.SESSIONS:
        yield from _meanwhile(desk, sheet)
    scales = [field for field in form.fields() if field.kind == "scale"]
    if any(raw.get(field.id) for field in scales):
        for field in scales:
            if not raw.get(field.id):
                yield finding_of(sheet, Problem((field.id,), "Nothing is chosen."))


def _meanwhile(desk: Desk, sheet: Sheet) -> Iterator[Finding]:
    """What was said elsewhere of the actions this draft decides on: closed, or agreed anew on a later day."""
    form, raw = sheet.form, sheet.draft.raw
    on = finishing.day_of(desk, sheet, answers.read(form, raw).answers)
    known = {action.id: action for action in recording.spoken_of(desk, sheet)}
    rows = {row.get("id"): (*path, "what") for path, _, row in following.action_rows(form, raw)}
    for number, outcome in enumerate(following.outcomes(form, raw)):
        words = _elsewhere(known[outcome.id], outcome.decision, on) if outcome.id in known else ""
        if words and outcome.id in rows:
            yield finding_of(sheet, Problem(rows[outcome.id], words))
        elif words:
            yield Finding(sheet.draft.id, Problem((following.place(form), number), words), "Last time")


def _elsewhere(action: Action, decision: Decision, on: date) -> str:
    carries, later = decision is Decision.CARRIED, agreed_since(action, on)
    if action.state is not ActionState.OPEN:
        closed = f"closed on {show_date(action.history[-1].on)} as {action.state.label.lower()}"
        anew, stays = (
            "This row agrees it anew: remove it if that is not meant.",
            "It stays so; this record keeps this.",
        )
        return f"“{action.what}” was {closed}. {anew if carries else stays}"
    if later is None:
        return ""
    if carries:
        return f"“{action.what}” was agreed on {show_date(later)}. That holds; this row changes nothing of it."
    return f"“{action.what}” was agreed again on {show_date(later)}. This closes it as {decision.label.lower()}."


def _signers(desk: Desk, sheet: Sheet) -> Iterator[str]:
    """Who signs the record, of a group any one of its members."""
    for _, people in _who_signs(desk, sheet):
        names = [party.name for party in people]
        yield names[0] if len(names) == 1 else f"one of the group ({', '.join(names)})"


def _who_signs(desk: Desk, sheet: Sheet) -> signing.Asked:
    given = answers.read(sheet.form, sheet.draft.raw).answers
    return signing.who_of(sheet.form, _parties(desk, sheet), desk.owner.party, given)


def _readers(desk: Desk, sheet: Sheet) -> Iterator[tuple[str, str]]:
    """What goes where, by the form's own pack: the record, its action plan, the register."""
    pack = desk.around.packs.at_hand(sheet.form.pack)
    named = [party for signer, people in _who_signs(desk, sheet) if signer.field for party in people]
    others = [each.name for each in (*_parties(desk, sheet), *named) if each.person_id != desk.owner.id]
    yield "This record", _listed([*others, "you"])
    if sheet.form.serves not in finishing.SESSIONS:
        return
    if pack is None:
        yield (
            "To check",
            f"{belonging.gone(desk, [store.session(desk.vault.cx, sheet.draft.session_id)])} {UNKNOWN}",
        )
        return
    if pack.routes:
        yield from _routed(desk, pack, sheet)
        return
    if pack.action_plan:
        yield "The action plan", _listed([role.lower() for role in pack.action_plan])
    to = registering.recipient(desk, pack).recipient
    yield "The register", f"{to or 'its recipient'}: who came and when, nothing you wrote"


def _routed(desk: Desk, pack: Pack, sheet: Sheet) -> Iterator[tuple[str, str]]:
    """Each reader by name, with those of whom they are told, and what will stand in no part of the plan."""
    plans, told = [], dict[Paper, list[str]]()
    with_, copies = _round(desk, pack, sheet)
    for copy in copies:
        part = " of " + " and ".join(person.name for person in copy.people)
        register = copy.paper is Paper.REGISTER
        whole = copy.whole or (register and len(copy.people) == len(with_.expected))
        told.setdefault(copy.paper, []).append(copy.reader + ("" if whole else part))
        plans += [] if register else [copy]
    for paper in dict.fromkeys(route.what for route in pack.routes):
        what = ALONG[paper]
        yield (
            f"The {paper.label.lower()}",
            "; ".join(told.get(paper, ["Nobody yet: no reader is in People"])) + what,
        )
    given = answers.read(sheet.form, sheet.draft.raw).answers
    for sentence in routing.untold(answers.action_rows(sheet.form, given), plans, with_):
        yield "To check", sentence


def _round(desk: Desk, pack: Pack, sheet: Sheet) -> tuple[Company, tuple[Copy, ...]]:
    """Who the session is of, by its draft, and the copies that would go round after it."""
    given = answers.read(sheet.form, sheet.draft.raw).answers
    session = settling.attended(store.session(desk.vault.cx, sheet.draft.session_id), sheet.form, given)
    with_ = routing.company(desk, session, answers.people(sheet.form, given))
    return with_, tuple(papers.copies(pack.routes, with_, store.people(desk.vault.cx), desk.today))


def _parties(desk: Desk, sheet: Sheet) -> tuple[Party, ...]:
    return finishing.parties(desk, sheet, dict(answers.read(sheet.form, sheet.draft.raw).answers))


def _listed(names: Sequence[str]) -> str:
    """Names as people list them, beginning with a capital."""
    text = listed(names)
    return text[:1].upper() + text[1:]
