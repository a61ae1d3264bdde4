"""Forwarding: the evaluations given in a quarter, sealed, to those who audit them, each of them once."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from supdesk.desk import belonging, registering, signing
from supdesk.desk.desk import Desk
from supdesk.desk.exporting import Make, Prepared, Step, Written
from supdesk.domain.changes import Changes, Topic, changed
from supdesk.domain.errors import SupdeskError
from supdesk.domain.records import Record
from supdesk.domain.registers import Period
from supdesk.exchange import mail_draft
from supdesk.exchange.mail_draft import LARGEST, Attachment
from supdesk.exchange.placing import free_names
from supdesk.forms.definition import Mail
from supdesk.vault import evaluations, keeping

SUBJECT = "Safeguarding supervision evaluations"
ROOM = 25_000
"""Bytes of a mail that its text and its parts' heads take at most."""


@dataclass(frozen=True, slots=True)
class Outlook:
    """The evaluations given in a quarter: those not sent yet, those sent (and on which day last), and those that
    wait to be signed. `mail` says where they go."""

    period: Period
    new: tuple[Record, ...]
    sent: tuple[tuple[Record, date], ...]
    waiting: tuple[Record, ...]
    mail: Mail
    unaddressed: str = ""


@dataclass(frozen=True, slots=True)
class Going:
    """What goes: the evaluations of a quarter, and to which mailbox."""

    period: Period
    record_ids: tuple[str, ...]
    mailbox: str


def recipient(desk: Desk, of: str = "") -> Mail:
    """Who gets an organisation's evaluations: whom its pack names for them, else those who get the registers."""
    pack = belonging.organisation(desk, of).pack
    usual, own = registering.recipient(desk, pack), pack.evaluations
    return usual if own is None or desk.practice else replace(usual, recipient=own.recipient, mailbox=own.mailbox)


def outlook(desk: Desk, period: Period, of: str = "") -> Outlook:
    """What there is to send of a quarter, by the day on which each was given, `of` one organisation."""
    cx, whose = desk.vault.cx, belonging.organisation(desk, of)
    given = [
        record
        for record in reversed(keeping.records(cx, serves="evaluation"))
        if desk.day_of(record.written_at) in period and not record.amends and whose.has(record.form.pack)
    ]
    mail = recipient(desk, of)
    waiting = [record for record in given if not record.state.sealed and _signed(desk, record)]
    ready = [record for record in given if record not in waiting]
    known = evaluations.sent(cx, [record.id for record in ready])
    return Outlook(
        period=period,
        new=tuple(record for record in ready if record.id not in known),
        sent=tuple((record, desk.day_of(known[record.id])) for record in ready if record.id in known),
        waiting=tuple(waiting),
        mail=mail,
        unaddressed=registering.unaddressed(desk, mail),
    )


def _signed(desk: Desk, record: Record) -> bool:
    """Whether its form asks somebody to sign."""
    return bool(keeping.form(desk.vault.cx, record.form.digest).signers)


def prepare(desk: Desk, period: Period, of: str = "", *, again: bool = False) -> Prepared[Going]:
    """Seal what waits for nobody's signature, and gather all that is new, or with `again` all there is.

    Their files bear their numbers; beside them are as many mail drafts as carry them, none of them written over
    another. SupdeskError `evaluations.none` where there is nothing.
    """
    found = outlook(desk, period, of)
    chosen = [*found.new, *((record for record, _ in found.sent) if again else ())]
    if not chosen:
        raise SupdeskError("evaluations.none", "There is no evaluation to send that was not sent already.")
    for record in chosen:
        if not record.state.sealed:
            signing.issue(desk, record.id)
    papers = [Attachment(f"{r.number}.pdf", signing.sealed_pdf(desk, r.id)) for r in chosen]
    going = Going(period, tuple(record.id for record in chosen), found.mail.mailbox)
    return Prepared(going, maker(desk, period, found.mail, papers))


def maker(desk: Desk, period: Period, mail: Mail, papers: Sequence[Attachment]) -> Make:
    """What makes the files of these papers and their mail."""
    draft = _drafts(desk, period, mail)

    def make(folder: Path, step: Step) -> dict[str, bytes]:
        files = {paper.name: paper.content for paper in papers}
        loads = list(_loads(papers))
        free = free_names(folder, "evaluations", "eml")
        for done, load in enumerate(loads):
            step(done, len(loads))
            files[f"{next(free)}.eml"] = draft(load, (done + 1, len(loads)))
        step(len(loads), len(loads))
        return files

    return make


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


def _drafts(desk: Desk, period: Period, mail: Mail) -> Callable[[list[Attachment], tuple[int, int]], bytes]:
    """What makes the mail of a load, one of so many."""
    practice, sender, at = desk.practice, desk.owner.name, desk.now

    def draft(load: list[Attachment], part: tuple[int, int]) -> bytes:
        number, parts = part
        which = f", part {number} of {parts}" if parts > 1 else ""
        subject = f"{'PRACTICE: ' if practice else ''}{SUBJECT}, {period.shown}{which}"
        many = "1 evaluation" if len(load) == 1 else f"{len(load)} evaluations"
        body = [
            "Hello,",
            "",
            *(["This is PRACTICE: everybody in it is invented. Please do not keep it."] if practice else []),
            f"Please find attached {many} of safeguarding supervision, given from {period.shown}.",
            "",
            sender,
        ]
        return mail_draft.to_eml(
            recipient=mail.mailbox,
            subject=mail_draft.tagged_subject(subject, mail.mailbox, mail.accredited, mail.tag),
            body="\n".join(body) + "\n",
            at=at,
            attachments=load,
        )

    return draft


def note(desk: Desk, written: Written[Going]) -> Changes:
    """Keep which were made ready, for whom and when. When that fails, the files are taken back."""
    going = written.about
    with written.placed, desk.vault.deed("send evaluations", desk.now, going.period.first.isoformat()) as cx:
        evaluations.put_sent(cx, going.record_ids, desk.now, going.mailbox)
    return changed(Topic.REGISTERS, Topic.RECORDS)
