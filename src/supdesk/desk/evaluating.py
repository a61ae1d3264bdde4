"""Evaluating: who is asked what they think of a session, by a form to send or on this laptop, and who answered."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any

from dateutil.relativedelta import relativedelta

from supdesk.desk import finishing, recording, signing
from supdesk.desk.desk import Desk
from supdesk.desk.finishing import Finished
from supdesk.domain.blanks import Asking, Blank, to_token
from supdesk.domain.changes import Changes, Topic, changed
from supdesk.domain.days import show_date
from supdesk.domain.errors import SupdeskError
from supdesk.domain.people import Person
from supdesk.domain.records import Record
from supdesk.domain.sessions import Session
from supdesk.exchange import mail_draft
from supdesk.exchange.addresses import is_address
from supdesk.exchange.mail_draft import Attachment
from supdesk.exchange.placing import Placed, place_all
from supdesk.forms import answers
from supdesk.forms.answers import Answers
from supdesk.forms.definition import ASKED_BEFOREHAND, Form, Mail
from supdesk.vault import evaluations, keeping, store
from supdesk.vault.cipher import Connection
from supdesk.vault.evaluations import Came

MONTHS = 3
"""How long after a session an evaluation of it is still waited for."""
LATELY = timedelta(days=14)
"""How long it is waited for although nobody was asked."""
SUBJECT = "Safeguarding supervision: your evaluation"
Step = Callable[[int, int], None]
"""Told how many of how many are done; it may raise to stop the work."""


@dataclass(frozen=True, slots=True)
class Asked:
    """An evaluation to be filled in by somebody: the form, what is known beforehand, and what is raw of that."""

    blank: Blank
    person: Person
    session: Session
    form: Form
    known: Answers
    raw: dict[str, Any] = field(repr=False)


@dataclass(frozen=True, slots=True)
class Prepared:
    """Forms to be sent and all that their files are made from, each with its token; the vault is not needed."""

    asked: tuple[Asked, ...]
    tokens: tuple[str, ...] = field(repr=False)
    organisation: str
    mail: Mail
    sender: str
    made_at: datetime
    resources: Path
    practice: bool


@dataclass(frozen=True, slots=True)
class Written:
    """The forms in their places, of which the vault does not know yet, with the file of each."""

    prepared: Prepared
    placed: Placed
    names: tuple[str, ...]


def standings(desk: Desk, session_id: str) -> tuple[Asking, ...]:
    """How it stands with everybody who came to a session; empty where its pack has no form for it."""
    return tuple(_askings(desk, evaluations.came_to(desk.vault.cx, session_id)))


def awaited(desk: Desk) -> tuple[Asking, ...]:
    """Who has not given an evaluation of a session that the owner held, the latest session first: of the last two
    weeks everybody who came, of the last three months whoever was asked."""
    cx, owner, today = desk.vault.cx, desk.owner.id, desk.today
    lately = {session for session, *_ in evaluations.came_since(cx, today - LATELY, owner)}
    came = evaluations.came_since(cx, today - relativedelta(months=MONTHS), owner)
    waits = [
        (session, person, asked, given, record)
        for session, person, asked, given, record in came
        if not record and (asked or session in lately)
    ]
    return tuple(_askings(desk, waits))


def _askings(desk: Desk, came: Iterable[Came]) -> list[Asking]:
    found, cx, owner = list(came), desk.vault.cx, desk.owner.id
    ids = {each[0] for each in found}
    sessions = {each.id: each for each in store.sessions(cx, ids=ids)} if ids else {}
    people = {each.id: each for each in store.people(cx)} if ids else {}
    return [
        Asking(
            session=sessions[session],
            person=people[person],
            asked_on=asked and desk.day_of(asked),
            returned_on=given and desk.day_of(given),
            record_id=record,
            own=person == owner,
        )
        for session, person, asked, given, record in found
        if form_of(desk, sessions[session].pack) is not None
    ]


def form_of(desk: Desk, pack_id: str) -> Form | None:
    """The evaluation of a pack, None where it has none or is not at hand."""
    found = next((pack for pack in desk.around.packs.found if pack.id == pack_id), None)
    return found.serving("evaluation") if found else None


def standing(desk: Desk, session_id: str, person_id: str) -> Asking:
    """How it stands with one who came. SupdeskError `evaluation.absent` for anybody else."""
    for each in standings(desk, session_id):
        if each.person.id == person_id:
            return each
    raise SupdeskError(
        "evaluation.absent", "Only somebody who came to a session that was held can give an evaluation of it."
    )


def _asked(desk: Desk, session_id: str, person_id: str) -> Asked:
    """An evaluation asked for now. SupdeskError `evaluation.absent`, or `evaluation.given` where there is one."""
    found = standing(desk, session_id, person_id)
    refuse_given(found)
    form = desk.around.packs.form(found.session.pack, "evaluation")
    raw = answers.blank(form, recording.evaluation_slots(desk, found.session, person_id))
    blank = Blank(session_id, person_id, form.digest, desk.around.entropy(16).hex())
    return Asked(blank, found.person, found.session, form, answers.read(form, raw).answers, raw)


def refuse_given(found: Asking) -> None:
    """SupdeskError `evaluation.given` where somebody gave one of that session already."""
    if found.record_id:
        raise SupdeskError(
            "evaluation.given", f"{found.person.name} has given an evaluation of that session already."
        )


def key(desk: Desk) -> bytes:
    """The key by which this vault, and only it, knows the forms it made."""
    return desk.vault.key_for("supdesk evaluation forms")


def prepare(desk: Desk, session_id: str, people: Sequence[str]) -> Prepared:
    """Forms for those of a session who are asked, in this order. SupdeskError as `_asked`, or `evaluation.kind`."""
    from supdesk.documents.inputs import inputs_of

    asked = tuple(_asked(desk, session_id, person) for person in people)
    for each in asked[:1]:
        inputs_of(each.form)
    pack = desk.around.packs.pack(store.session(desk.vault.cx, session_id).pack)
    return Prepared(
        asked=asked,
        tokens=tuple(to_token(each.blank, key(desk)) for each in asked),
        organisation=pack.organisation,
        mail=pack.register,
        sender=desk.owner.name,
        made_at=desk.now,
        resources=desk.around.resources,
        practice=desk.practice,
    )


def put(prepared: Prepared, folder: Path, step: Step = lambda done, total: None) -> Written:
    """Put the forms into `folder`, all or none, named by the session and never by a person.

    A mail draft stands beside where an address is known; nothing that is there is written over. End it with `note`.
    """
    from supdesk.documents.fillable import render_blank

    files: dict[str, bytes] = {}
    names: list[str] = []
    beginning = "-".join(["evaluation", *{each.session.number for each in prepared.asked}])
    free = (stem for n in count(1) if not _taken(folder, stem := f"{beginning}-{n}"))
    for done, (asked, token) in enumerate(zip(prepared.asked, prepared.tokens, strict=True)):
        step(done, len(prepared.asked))
        stem = next(free)
        page = render_blank(
            asked.form,
            asked.known,
            token,
            organisation=prepared.organisation,
            resources=prepared.resources,
            made_at=prepared.made_at,
            practice=prepared.practice,
        ).content
        files[f"{stem}.pdf"] = page
        names.append(f"{stem}.pdf")
        if is_address(asked.person.email):
            files[f"{stem}.eml"] = _mail(prepared, asked, Attachment(f"{stem}.pdf", page))
    step(len(prepared.asked), len(prepared.asked))
    return Written(prepared, place_all(folder, files), tuple(names))


def _taken(folder: Path, stem: str) -> bool:
    return any((folder / f"{stem}.{kind}").exists() for kind in ("pdf", "eml"))


def _mail(prepared: Prepared, asked: Asked, form: Attachment) -> bytes:
    mail, to = prepared.mail, asked.person.email
    practice = "PRACTICE: " if prepared.practice else ""
    body = [
        "Hello,",
        "",
        *(["This is PRACTICE: everybody in it is invented."] if prepared.practice else []),
        f"thank you for the supervision session of {show_date(asked.session.on)}. Please fill in the attached form "
        "on the screen, save it, and send the file back to me.",
        "",
        "It takes two minutes, and it is how supervision gets better.",
        "",
        prepared.sender,
    ]
    return mail_draft.to_eml(
        recipient=to,
        subject=mail_draft.tagged_subject(f"{practice}{SUBJECT}", to, mail.accredited, mail.tag),
        body="\n".join(body) + "\n",
        at=prepared.made_at,
        attachments=[form],
    )


def note(desk: Desk, written: Written) -> Changes:
    """Keep who was asked. When that fails, the files are taken back."""
    try:
        changes = _note(desk, "ask for evaluation", written.prepared.asked)
    except BaseException:
        written.placed.undo()
        raise
    written.placed.keep()
    return changes


def _note(desk: Desk, deed: str, asked: Sequence[Asked]) -> Changes:
    session_id = asked[0].blank.session_id
    with desk.vault.deed(deed, desk.now, session_id) as cx:
        for each in asked:
            keeping.put_form(cx, each.form)
            evaluations.put_asked(cx, each.blank, desk.now)
    return changed(Topic.SESSIONS, subject=session_id)


def hand_over(desk: Desk, session_id: str, person_id: str) -> tuple[Asked, Changes]:
    """Ask one who came to fill it in on this laptop. Nothing of it is kept before `give`."""
    asked = _asked(desk, session_id, person_id)
    return asked, _note(desk, "hand over evaluation", [asked])


def give(desk: Desk, asked: Asked, raw: Mapping[str, Any]) -> Finished:
    """What was filled in on this laptop becomes a record and is sealed; or the problems that keep it from that."""
    refuse_given(standing(desk, asked.blank.session_id, asked.blank.person_id))
    given = {f.id: raw[f.id] for f in asked.form.fields() if f.fills not in ASKED_BEFOREHAND and f.id in raw}
    return record(desk, asked.blank, asked.form, given)


def record(desk: Desk, blank: Blank, form: Form, raw: Mapping[str, Any], original: bytes = b"") -> Finished:
    """An evaluation recorded as if it were typed, linked to its session; the `original` file is kept with it.

    Sealed where the form asks nobody to sign. Without a record no draft is left: what was not sent is nobody's.
    """
    draft = recording.begin_evaluation(desk, blank.session_id, blank.person_id, form, raw).draft

    def keep(cx: Connection, made: Record) -> None:
        evaluations.put_asked(cx, blank, desk.now, made.id)
        if original:
            file_id, name = signing.came_as(made.id), f"{made.number}-returned.pdf"
            keeping.put_file(cx, file_id, name, "application/pdf", original, desk.now)

    done = Finished()
    try:
        done = finishing.finish(desk, [draft.id], keep)
    finally:
        if not done.records:
            with desk.vault.write() as cx:
                keeping.drop_draft(cx, draft.id)
    if done.records and not form.signers:
        signing.issue(desk, done.records[0].id)
    return done
