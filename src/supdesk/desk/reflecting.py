"""Reflecting: a person's own pages, written, finished and changed. They are private.

Beside these deeds only their writer's own read them: sharing a copy, the shelf, the search for own pages, and the
check of the whole vault.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from types import MappingProxyType
from typing import Any

from supdesk.desk import reviewing
from supdesk.desk.desk import Desk
from supdesk.desk.finishing import Finished
from supdesk.desk.recording import Sheet
from supdesk.desk.reviewing import Review
from supdesk.desk.searching import index_page
from supdesk.domain.changes import Changes, Topic, changed
from supdesk.domain.days import show_date
from supdesk.domain.errors import SupdeskError
from supdesk.domain.records import Record
from supdesk.domain.reflections import Copy
from supdesk.domain.sessions import Session, State
from supdesk.forms import answers
from supdesk.forms.definition import ACCOUNT, REFLECTION, Form
from supdesk.forms.kinds import KINDS
from supdesk.vault import keeping, reflections, store
from supdesk.vault.keeping import Draft
from supdesk.vault.reflections import SOURCE

ALONE = "You alone, until you give a copy away yourself"
CHANGEABLE = "You can change it later: what it said before is kept."


@dataclass(frozen=True, slots=True)
class Begun:
    """A page that is not finished: the draft, what it is called, and how it begins."""

    draft_id: str
    serves: str
    title: str
    begins: str
    changes: bool


@dataclass(frozen=True, slots=True)
class Listed:
    """A finished page as the list shows it: `begins` are its first words, `session` that which it is about."""

    page: Record
    begins: str
    session: str


@dataclass(frozen=True, slots=True)
class Reading:
    """A finished page with its definition, the session it is about, what it said before and who has a copy.

    `source` is the page it was begun from, None also where that was deleted; `followed` and `following` are those
    begun from it, finished or not.
    """

    page: Record
    form: Form
    session: str
    earlier: tuple[tuple[Record, Form], ...]
    copies: tuple[Copy, ...]
    source: Record | None
    source_deleted: bool
    followed: tuple[Record, ...]
    following: tuple[Begun, ...]


def models(desk: Desk) -> list[tuple[str, str]]:
    """The models there are to reflect by: id and title, as the packs have them."""
    return [(form.id, form.title) for form in _own(desk) if form.serves == REFLECTION]


def own_sessions(desk: Desk) -> list[tuple[str, str]]:
    """The sessions that took place, id and name, the latest first."""
    held = [each for each in store.sessions(desk.vault.cx, state=State.HELD.value) if _mine(desk, each)]
    return [(each.id, session_name(each)) for each in reversed(held)]


def _mine(desk: Desk, session: Session) -> bool:
    return desk.owner.id in (session.supervisor_id, *(each.person_id for each in session.attendees))


def session_name(session: Session) -> str:
    """A session without anybody's name."""
    return f"{session.kind.label} session of {show_date(session.on)} ({session.number})"


def begin(desk: Desk, form_id: str, session_id: str = "") -> Sheet:
    """A new page on that form, about a session if one is named."""
    form = next(each for each in _own(desk) if each.id == form_id)
    return _begin(desk, form, answers.blank(form, {"on": desk.today.isoformat()}), session_id)


def begin_for(desk: Desk, serves: str) -> Sheet:
    """A new page for that purpose. SupdeskError `pack.no-form` where no form serves it."""
    return begin(desk, _serving(desk, serves).id)


def begin_account(desk: Desk, page_id: str) -> Sheet:
    """An account begun from a reflection: its words stand where its form sends them, to be made general."""
    page = reflections.page(desk.vault.cx, page_id)
    source, form = keeping.form(desk.vault.cx, page.form.digest), _serving(desk, ACCOUNT)
    raw = answers.blank(form, {"on": desk.today.isoformat()})
    for field, text in answers.shown(source, page.answers):
        if field.becomes in raw:
            raw[field.becomes] = "\n\n".join(filter(None, (raw[field.becomes], text)))
    return _begin(desk, form, raw, page.session_id, facts={SOURCE: page_id})


def source(desk: Desk, draft_id: str) -> Record | None:
    """The page from which a draft was begun, or the page that it changes; None where that was deleted."""
    draft = reopen(desk, draft_id).draft
    if draft.record_id:
        return reflections.source(desk.vault.cx, draft.record_id)
    known = draft.facts.get(SOURCE)
    gone = reflections.deleted(desk.vault.cx)
    return reflections.page(desk.vault.cx, known) if known and known not in gone else None


def part(desk: Desk, draft_id: str) -> Changes:
    """Have a draft no longer remember from which page it was begun."""
    draft = reopen(desk, draft_id).draft
    if draft.record_id:
        return unlink(desk, draft.record_id)
    with desk.vault.write() as cx:
        reflections.put_draft(cx, replace(draft, facts={k: v for k, v in draft.facts.items() if k != SOURCE}))
    return changed(Topic.REFLECTIONS, subject=draft_id)


def unlink(desk: Desk, page_id: str) -> Changes:
    """Have a finished page no longer remember from which it was begun."""
    with desk.vault.deed("unlink reflection", desk.now, page_id) as cx:
        reflections.untie(cx, page_id)
    return changed(Topic.REFLECTIONS, subject=page_id)


def relink(desk: Desk, page_id: str, source_id: str) -> Changes:
    """Take that back."""
    with desk.vault.deed("link reflection", desk.now, page_id) as cx:
        reflections.tie(cx, page_id, source_id)
    return changed(Topic.REFLECTIONS, subject=page_id)


def revise(desk: Desk, page_id: str) -> Sheet:
    """A finished page to be changed, where that was begun already or anew."""
    for draft in reflections.drafts(desk.vault.cx):
        if draft.record_id == page_id:
            return _sheet(desk, draft)
    page = reflections.page(desk.vault.cx, page_id)
    form = keeping.form(desk.vault.cx, page.form.digest)
    return _begin(desk, form, answers.as_raw(form, page.answers), page.session_id, page_id)


def reopen(desk: Desk, draft_id: str) -> Sheet:
    """A draft where it was left."""
    draft = reflections.draft(desk.vault.cx, draft_id)
    if draft is None:
        raise LookupError("no such draft")
    return _sheet(desk, draft)


def save(desk: Desk, draft_id: str, raw: Mapping[str, Any]) -> Changes:
    """Autosave: keeps what was typed as it is, never refuses it, and is on the disk when it returns."""
    draft = reflections.draft(desk.vault.cx, draft_id)
    if draft is None:
        return Changes()
    kept = replace(draft, raw={**draft.raw, **raw}, facts={**draft.facts, "touched": True}, updated_at=desk.now)
    with desk.vault.write() as cx:
        reflections.put_draft(cx, kept)
    return changed(Topic.REFLECTIONS, subject=draft_id)


def link(desk: Desk, draft_id: str, session_id: str) -> Changes:
    """Say which session a draft is about; none where the id is empty."""
    draft = reflections.draft(desk.vault.cx, draft_id)
    if draft is None:
        return Changes()
    with desk.vault.write() as cx:
        reflections.put_draft(cx, replace(draft, session_id=session_id))
    return changed(Topic.REFLECTIONS, subject=draft_id)


def discard(desk: Desk, draft_id: str) -> Changes:
    """Throw a draft away."""
    with desk.vault.deed("discard reflection draft", desk.now, draft_id) as cx:
        reflections.drop_draft(cx, draft_id)
    return changed(Topic.REFLECTIONS)


def review(desk: Desk, draft_ids: list[str]) -> Review:
    """Look over a draft before it is finished."""
    (sheet,) = (reopen(desk, draft_id) for draft_id in draft_ids)
    problems = answers.read(sheet.form, sheet.draft.raw).problems
    return Review(
        missing=tuple(reviewing.finding_of(sheet, problem) for problem in problems),
        unprintable=tuple(reviewing.unprintable_in(desk, sheet)),
        identifying=tuple(reviewing.identifying(desk, sheet)),
        short=(),
        left_open=(),
        readers=(("This page", ALONE),),
        titles=(sheet.form.title,),
        signers=(),
        then=(CHANGEABLE,),
    )


def finish(desk: Desk, draft_ids: list[str]) -> Finished:
    """Turn a draft into a finished page, or a further revision of one."""
    (sheet,) = (reopen(desk, draft_id) for draft_id in draft_ids)
    read = answers.read(sheet.form, sheet.draft.raw)
    if read.problems:
        return Finished(problems=tuple((sheet.draft.id, problem) for problem in read.problems))
    with desk.vault.deed("finish reflection", desk.now, sheet.draft.record_id or sheet.draft.id) as cx:
        page = reflections.put(cx, _page(desk, sheet, dict(read.answers)))
        if known := sheet.draft.facts.get(SOURCE):
            reflections.tie(cx, page.id, known)
        index_page(cx, page)
        reflections.drop_draft(cx, sheet.draft.id)
    return Finished((page,), (), changed(Topic.REFLECTIONS, subject=page.id))


def _page(desk: Desk, sheet: Sheet, given: dict[str, Any]) -> Record:
    draft, form = sheet.draft, sheet.form
    fresh = Record(
        id=desk.around.new_id(),
        number="",
        form=draft.form,
        serves=form.serves,
        title=form.title,
        session_id=draft.session_id,
        owner=desk.owner.party,
        parties=(desk.owner.party,),
        on=_day(desk, form, given),
        written_at=desk.now,
        answers=given,
    )
    if not draft.record_id:
        number = store.next_number(desk.vault.cx, f"reflection {fresh.on.year}")
        return replace(fresh, number=f"P-{fresh.on.year}-{number:04}")
    last = reflections.page(desk.vault.cx, draft.record_id)
    return replace(fresh, id=last.id, number=last.number, revision=last.revision + 1, previous_digest=last.digest)


def _day(desk: Desk, form: Form, given: answers.Answers) -> date:
    stated: date | None = answers.slot(form, given, "on")
    return stated or desk.today


def begun(desk: Desk) -> list[Begun]:
    """Every unfinished page with something in it, those written in last first."""
    found = [_sheet(desk, draft) for draft in reflections.drafts(desk.vault.cx)]
    return [_as_begun(each) for each in found if _holds_words(each.draft)]


def _holds_words(draft: Draft) -> bool:
    """Whether something was written in a draft, or it was begun with the words of another page."""
    return bool(draft.facts.get("touched") or draft.record_id or draft.facts.get(SOURCE))


def _as_begun(sheet: Sheet) -> Begun:
    draft, form = sheet.draft, sheet.form
    return Begun(draft.id, form.serves, form.title, _begins(sheet), bool(draft.record_id))


def _begins(sheet: Sheet) -> str:
    return first_words(sheet.form, answers.read(sheet.form, sheet.draft.raw).answers)


def listed(desk: Desk) -> list[Listed]:
    """Every finished page, the newest first."""
    cx = desk.vault.cx
    return [
        Listed(page, first_words(keeping.form(cx, page.form.digest), page.answers), _session(desk, page))
        for page in reflections.pages(cx)
    ]


def first_words(form: Form, given: answers.Answers, most: int = 120) -> str:
    """How a page begins: its first free words, on one line."""
    said = (text for field, text in answers.shown(form, given) if KINDS[field.kind].free)
    line = " ".join(next(said, "").split())
    return line if len(line) <= most else line[: line.rfind(" ", 0, most)] + "…"


def read(desk: Desk, page_id: str) -> Reading:
    """One finished page, whole."""
    cx = desk.vault.cx
    page, earlier = reflections.page(cx, page_id), reflections.revisions(cx, page_id)[:-1]
    drafts = [each for each in reflections.drafts(cx) if each.facts.get(SOURCE) == page_id]
    return Reading(
        page,
        keeping.form(cx, page.form.digest),
        _session(desk, page),
        tuple((each, keeping.form(cx, each.form.digest)) for each in earlier),
        tuple(reflections.copies(cx, page_id)),
        reflections.source(cx, page_id),
        reflections.source_deleted(cx, page_id),
        tuple(reflections.begun_from(cx, page_id)),
        tuple(_as_begun(_sheet(desk, each)) for each in drafts),
    )


def delete(desk: Desk, page_id: str) -> Changes:
    """Delete a page for good: every revision, the copies kept of it, changes begun, and what it is found by.

    Pages begun from it stay, and so do those that somebody has begun to write; the trail keeps only that it went.
    """
    reflections.page(desk.vault.cx, page_id)
    with desk.vault.deed(reflections.DELETED, desk.now, page_id) as cx:
        reflections.delete(cx, page_id, desk.now)
    return changed(Topic.REFLECTIONS, subject=page_id)


def _session(desk: Desk, page: Record) -> str:
    return session_name(store.session(desk.vault.cx, page.session_id)) if page.session_id else ""


def _own(desk: Desk) -> tuple[Form, ...]:
    return desk.around.packs.own(desk.pack.id)


def _serving(desk: Desk, serves: str) -> Form:
    found = next((form for form in _own(desk) if form.serves == serves), None)
    if found is None:
        raise SupdeskError("pack.no-form", "No form for this is at hand. Please install supdesk again.")
    return found


def _sheet(desk: Desk, draft: Draft) -> Sheet:
    return Sheet(answers.asked(keeping.form(desk.vault.cx, draft.form.digest), draft.raw), draft)


def _begin(
    desk: Desk,
    form: Form,
    raw: dict[str, Any],
    session_id: str = "",
    page_id: str = "",
    facts: Mapping[str, Any] = MappingProxyType({}),
) -> Sheet:
    with desk.vault.write() as cx:
        reference = keeping.put_form(cx, form)
        draft = Draft(desk.around.new_id(), reference, session_id, page_id, dict(facts), raw, desk.now)
        reflections.put_draft(cx, draft)
    return Sheet(answers.asked(form, raw), draft)
