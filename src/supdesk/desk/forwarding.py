"""Forwarding: the evaluations given in a quarter, sealed, to those who audit them, each of them once."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from itertools import count
from pathlib import Path

from supdesk.desk import registering, signing
from supdesk.desk.desk import Desk
from supdesk.domain.changes import Changes, Topic, changed
from supdesk.domain.errors import SupdeskError
from supdesk.domain.records import Record
from supdesk.domain.registers import Period
from supdesk.exchange import mail_draft
from supdesk.exchange.mail_draft import LARGEST, Attachment
from supdesk.exchange.placing import Placed, place_all
from supdesk.forms.definition import Mail
from supdesk.vault import evaluations, keeping

SUBJECT = "Safeguarding supervision evaluations"
ROOM = 25_000
"""Bytes of a mail that its text and its parts' heads take at most."""
Step = Callable[[int, int], None]
"""Told how many of how many are done; it may raise to stop the work."""


@dataclass(frozen=True, slots=True)
class Outlook:
    """The evaluations given in a quarter: those not sent yet, those sent (and on which day last), and those that
    wait to be signed. `mail` says where they go."""

    period: Period
    new: tuple[Record, ...]
    sent: tuple[tuple[Record, date], ...]
    waiting: tuple[Record, ...]
    mail: Mail


@dataclass(frozen=True, slots=True)
class Prepared:
    """Sealed evaluations by their numbers, and what their mail is made from; the vault is not needed."""

    period: Period
    record_ids: tuple[str, ...]
    papers: tuple[Attachment, ...] = field(repr=False)
    mail: Mail
    sender: str
    at: datetime
    practice: bool


@dataclass(frozen=True, slots=True)
class Written:
    """The files in their places, of which the vault does not know yet."""

    prepared: Prepared
    placed: Placed
    drafts: int


def recipient(desk: Desk) -> Mail:
    """Who gets evaluations: whom the pack names for them, else those who get the registers."""
    usual, own = registering.recipient(desk), desk.pack.evaluations
    return usual if own is None or desk.practice else replace(usual, recipient=own.recipient, mailbox=own.mailbox)


def outlook(desk: Desk, period: Period) -> Outlook:
    """What there is to send of a quarter, by the day on which each was given."""
    cx = desk.vault.cx
    given = [
        record
        for record in reversed(keeping.records(cx, serves="evaluation"))
        if desk.day_of(record.written_at) in period and not record.amends
    ]
    waiting = [record for record in given if not record.state.sealed and _signed(desk, record)]
    ready = [record for record in given if record not in waiting]
    known = evaluations.sent(cx, [record.id for record in ready])
    return Outlook(
        period=period,
        new=tuple(record for record in ready if record.id not in known),
        sent=tuple((record, desk.day_of(known[record.id])) for record in ready if record.id in known),
        waiting=tuple(waiting),
        mail=recipient(desk),
    )


def _signed(desk: Desk, record: Record) -> bool:
    """Whether its form asks somebody to sign."""
    return bool(keeping.form(desk.vault.cx, record.form.digest).signers)


def prepare(desk: Desk, period: Period, *, again: bool = False) -> Prepared:
    """Seal what waits for nobody's signature, and gather all that is new, or with `again` all there is.

    SupdeskError `evaluations.none` where that is nothing.
    """
    found = outlook(desk, period)
    chosen = [*found.new, *((record for record, _ in found.sent) if again else ())]
    if not chosen:
        raise SupdeskError("evaluations.none", "There is no evaluation to send that was not sent already.")
    for record in chosen:
        if not record.state.sealed:
            signing.issue(desk, record.id)
    return Prepared(
        period=period,
        record_ids=tuple(record.id for record in chosen),
        papers=tuple(Attachment(f"{r.number}.pdf", signing.sealed_pdf(desk, r.id)) for r in chosen),
        mail=found.mail,
        sender=desk.owner.name,
        at=desk.now,
        practice=desk.practice,
    )


def put(prepared: Prepared, folder: Path, step: Step = lambda done, total: None) -> Written:
    """Put the evaluations into `folder` under their numbers, with as many mail drafts as carry them; all or none.

    End it with `note`. No draft is written over.
    """
    files = {paper.name: paper.content for paper in prepared.papers}
    loads = list(_loads(prepared.papers))
    free = (name for n in count(1) if not (folder / (name := f"evaluations-{n}.eml")).exists())
    for done, load in enumerate(loads):
        step(done, len(loads))
        files[next(free)] = _mail(prepared, load, (done + 1, len(loads)))
    step(len(loads), len(loads))
    return Written(prepared, place_all(folder, files), len(loads))


def _loads(papers: Iterable[Attachment], most: int = LARGEST - ROOM) -> Iterator[list[Attachment]]:
    """The papers in their order, as many to a mail as it may carry."""
    load: list[Attachment] = []
    size = 0
    for paper in papers:
        wide = travelling(paper)
        if load and size + wide > most:
            yield load
            load, size = [], 0
        load.append(paper)
        size += wide
    if load:
        yield load


def travelling(paper: Attachment) -> int:
    """The bytes an attachment takes in a mail: four letters for three bytes, a line's end for 76, and its head."""
    letters = (len(paper.content) + 2) // 3 * 4
    return letters + letters // 76 * 2 + 600


def _mail(prepared: Prepared, load: list[Attachment], part: tuple[int, int]) -> bytes:
    mail, (number, parts) = prepared.mail, part
    practice = "PRACTICE: " if prepared.practice else ""
    which = f", part {number} of {parts}" if parts > 1 else ""
    subject = f"{practice}{SUBJECT}, {prepared.period.shown}{which}"
    many = "1 evaluation" if len(load) == 1 else f"{len(load)} evaluations"
    body = [
        "Hello,",
        "",
        *(["This is PRACTICE: everybody in it is invented. Please do not keep it."] if prepared.practice else []),
        f"Please find attached {many} of safeguarding supervision, given from {prepared.period.shown}.",
        "",
        prepared.sender,
    ]
    return mail_draft.to_eml(
        recipient=mail.mailbox,
        subject=mail_draft.tagged_subject(subject, mail.mailbox, mail.accredited, mail.tag),
        body="\n".join(body) + "\n",
        at=prepared.at,
        attachments=load,
    )


def note(desk: Desk, written: Written) -> Changes:
    """Keep which were made ready, for whom and when. When that fails, the files are taken back."""
    prepared = written.prepared
    try:
        with desk.vault.deed("send evaluations", desk.now, prepared.period.first.isoformat()) as cx:
            evaluations.put_sent(cx, prepared.record_ids, desk.now, prepared.mail.mailbox)
    except BaseException:
        written.placed.undo()
        raise
    written.placed.keep()
    return changed(Topic.REGISTERS, Topic.RECORDS)
