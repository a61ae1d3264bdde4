"""Evaluating: who is asked what they think of a session, by a form to send or on this laptop, and who answered."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

from dateutil.relativedelta import relativedelta

from supdesk.desk import finishing, recording, signing
from supdesk.desk.desk import Desk
from supdesk.desk.exporting import Prepared, Step, Written
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
from supdesk.exchange.placing import free_names
from supdesk.forms import answers
from supdesk.forms.answers import Answers
from supdesk.forms.definition import ASKED_BEFOREHAND, Form, Pack
from supdesk.vault import evaluations, keeping, store
from supdesk.vault.cipher import Connection
from supdesk.vault.evaluations import Came

MONTHS = 3
"""How long after a session an evaluation of it is still waited for."""
LATELY = timedelta(days=14)
"""How long it is waited for although nobody was asked."""
SUBJECT = "Safeguarding supervision: your evaluation"


@dataclass(frozen=True, slots=True)
class Asked:
    """An evaluation to be filled in by somebody: the form, what is known beforehand, and what is raw of that."""

    blank: Blank
    person: Person
    session: Session
    form: Form
    known: Answers
    raw: dict[str, Any] = field(repr=False)


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
    """How it stands with one who came. SupdeskError `evaluation.absent` for anybody else.

    SupdeskError `pack.unknown` where the session's pack is not at hand.
    """
    desk.around.packs.pack(store.session(desk.vault.cx, session_id).pack)
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


def prepare(desk: Desk, session_id: str, people: Sequence[str]) -> Prepared[tuple[Asked, ...]]:
    """Forms for those of a session who are asked, in this order. SupdeskError as `_asked`, or `evaluation.kind`.

    They are named by the session and never by a person. A mail draft stands beside where an address is known;
    nothing that is there is written over.
    """
    from supdesk.documents.inputs import inputs_of

    asked = tuple(_asked(desk, session_id, person) for person in people)
    for each in asked[:1]:
        inputs_of(each.form)
    pack = desk.around.packs.pack(store.session(desk.vault.cx, session_id).pack)
    blank, mail = _blanks(desk, pack), _mails(desk, pack)
    secret = key(desk)
    tokens = [to_token(each.blank, secret) for each in asked]

    def make(folder: Path, step: Step) -> dict[str, bytes]:
        files: dict[str, bytes] = {}
        free = free_names(folder, f"evaluation-{asked[0].session.number}", "pdf", "eml")
        for done, (each, token) in enumerate(zip(asked, tokens, strict=True)):
            step(done, len(asked))
            stem = next(free)
            page = files[f"{stem}.pdf"] = blank(each, token)
            if is_address(each.person.email):
                files[f"{stem}.eml"] = mail(each, Attachment(f"{stem}.pdf", page))
        step(len(asked), len(asked))
        return files

    return Prepared(asked, make)


def _blanks(desk: Desk, pack: Pack) -> Callable[[Asked, str], bytes]:
    """What makes a form to be filled in, with its token."""
    from supdesk.documents.fillable import render_blank

    organisation, resources, now, practice = pack.organisation, desk.around.resources, desk.now, desk.practice

    def blank(asked: Asked, token: str) -> bytes:
        made = render_blank(
            asked.form,
            asked.known,
            token,
            organisation=organisation,
            resources=resources,
            made_at=now,
            practice=practice,
        )
        return made.content

    return blank


def _mails(desk: Desk, pack: Pack) -> Callable[[Asked, Attachment], bytes]:
    """What makes the mail draft that carries a form."""
    rule, practice, sender, now = pack.register, desk.practice, desk.owner.name, desk.now

    def mail(asked: Asked, form: Attachment) -> bytes:
        to, subject = asked.person.email, f"{'PRACTICE: ' if practice else ''}{SUBJECT}"
        body = [
            "Hello,",
            "",
            *(["This is PRACTICE: everybody in it is invented."] if practice else []),
            f"thank you for the supervision session of {show_date(asked.session.on)}. Please fill in the attached "
            "form on the screen, save it, and send the file back to me.",
            "",
            "It takes two minutes, and it is how supervision gets better.",
            "",
            sender,
        ]
        return mail_draft.to_eml(
            recipient=to,
            subject=mail_draft.tagged_subject(subject, to, rule.accredited, rule.tag),
            body="\n".join(body) + "\n",
            at=now,
            attachments=[form],
        )

    return mail


def note(desk: Desk, written: Written[tuple[Asked, ...]]) -> Changes:
    """Keep who was asked. When that fails, the files are taken back."""
    with written.placed:
        return _note(desk, "ask for evaluation", written.about)


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

    Sealed where the form asks nobody to sign. No draft is ever kept of it: what was not sent is nobody's.
    """
    sheet = recording.evaluation(desk, blank.session_id, blank.person_id, form, raw)

    def keep(cx: Connection, made: Record) -> None:
        evaluations.put_asked(cx, blank, desk.now, made.id)
        if original:
            file_id, name = signing.came_as(made.id), f"{made.number}-returned.pdf"
            keeping.put_file(cx, file_id, name, "application/pdf", original, desk.now)

    done = finishing.finish_whole(desk, sheet, keep)
    if done.records and not form.signers:
        signing.issue(desk, done.records[0].id)
    return done
