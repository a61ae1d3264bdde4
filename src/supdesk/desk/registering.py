"""Registers: for a period and a recipient, as files to send, with a log of what was written and what was sent.

Sessions under several policy packs make a register for each, which goes to whom that pack says.

A register is entered in the log before its files are made, and counts as written once they are in their places: a
program killed between leaves an entry that says so, never files that nobody knows of.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from supdesk.desk import belonging
from supdesk.desk.desk import Desk
from supdesk.desk.exporting import Make, Prepared, Step, Written, put
from supdesk.desk.signing import sealer
from supdesk.domain import registers
from supdesk.domain.changes import Changes, Topic, changed
from supdesk.domain.errors import SupdeskError
from supdesk.domain.registers import Period, Register, Sending
from supdesk.domain.sessions import Session
from supdesk.exchange import columns, csv_writer, json_writer, mail_draft, xlsx_writer
from supdesk.exchange.addresses import is_address, is_nobodys
from supdesk.exchange.mail_draft import Attachment
from supdesk.forms.definition import Mail, Pack
from supdesk.vault import store

_STEPS = 4
PRACTICE = "Practice recipient", "practice-register@example.invalid"
KINDS = ("pdf", "csv", "xlsx", "json", "eml")
FILES = tuple(f"register.{kind}" for kind in KINDS)
"""The files of the owner's own pack; those of another carry its id as well."""

UNADDRESSED = (
    "No mailbox is set yet: nobody can have the address {}, so mail to it comes back. Write the right one in "
    "Settings, under Where registers go."
)
CUT_OFF = "Writing register {} was cut off, so its files may be missing or incomplete: write it again."


@dataclass(frozen=True, slots=True)
class Share:
    """What of a period is under one pack, and those of its organisation with the same mailbox: that many rows."""

    pack: Pack
    rows: int
    mail: Mail


@dataclass(frozen=True, slots=True)
class Outlook:
    """What writing a period for a recipient makes now: the register, and the `last` entry of the log for them.

    `again` says that it is that entry once more, byte for byte in its data. `share` is what it is of, one of the
    `shares` of the period. `gone` names in a sentence the packs that are not at hand, whose sessions stand in the
    owner's. `unaddressed` says that there is no mailbox to send it to.
    """

    register: Register
    share: Share
    shares: tuple[Share, ...]
    last: Sending | None = None
    again: bool = False
    gone: str = ""
    unaddressed: str = ""


@dataclass(frozen=True, slots=True)
class Entered:
    """A register in the log, and the mail that carries it.

    `begun` says that its entry was made now: one whose files come to nothing is taken out again. `names` are those
    of its files.
    """

    register: Register
    mail: Mail
    begun: bool
    names: tuple[str, ...] = FILES

    @property
    def subject(self) -> str:
        """The subject of the mail, with its tag where the rule asks for it."""
        mail, register = self.mail, self.register
        plain = mail_draft.register_subject(register.period, register.corrects, practice=register.practice)
        return mail_draft.tagged_subject(plain, mail.mailbox, mail.accredited, mail.tag)


def proposed(desk: Desk, pack: Pack) -> Mail:
    """Where a pack sends registers; a practice vault proposes a mailbox that cannot exist."""
    said, (name, mailbox) = pack.register, PRACTICE
    return replace(said, recipient=name, mailbox=mailbox) if desk.practice else said


def recipient(desk: Desk, pack: Pack) -> Mail:
    """Where the registers of a pack go: as proposed, or as changed in Settings."""
    return replace(proposed(desk, pack), **store.setting(desk.vault.cx, _kept(pack), {}))


def unaddressed(desk: Desk, mail: Mail) -> str:
    """A sentence where mail would go to an address that is nobody's; a practice vault means that."""
    return UNADDRESSED.format(mail.mailbox) if is_nobodys(mail.mailbox) and not desk.practice else ""


def _kept(pack: Pack) -> str:
    """The setting that holds where the registers of a pack go."""
    return f"register_mail {pack.id}"


def address(desk: Desk, pack: Pack, name: str, mailbox: str) -> Changes:
    """Have a pack's registers go there from now on. What is proposed anyway is not kept: it follows the pack.

    SupdeskError `register.recipient` without a name, `register.mailbox` for what is no e-mail address.
    """
    name, mailbox = name.strip(), mailbox.strip()
    if not name:
        raise SupdeskError("register.recipient", "Type who the registers go to.")
    if not is_address(mailbox):
        raise SupdeskError("register.mailbox", "That is not an e-mail address. Please correct it.")
    own, said = {"recipient": name, "mailbox": mailbox}, proposed(desk, pack)
    return _keep_address(desk, pack, {} if (name, mailbox) == (said.recipient, said.mailbox) else own)


def address_by_pack(desk: Desk, pack: Pack) -> Changes:
    """Have a pack's registers go where it is proposed."""
    return _keep_address(desk, pack, {})


def _keep_address(desk: Desk, pack: Pack, own: dict[str, str]) -> Changes:
    with desk.vault.deed("register address", desk.now) as cx:
        store.put_setting(cx, _kept(pack), own)
    return changed(Topic.SETTINGS)


def shares(desk: Desk, period: Period) -> tuple[Share, ...]:
    """Of which packs there are rows in a period: the owner's first, even where it has none."""
    own, standing = desk.pack, _standing(desk)
    counts = Counter[str]()
    for session in _in(desk, period):
        counts[standing.get(session.pack, own).id] += registers.attended(session)
    packs = [own, *(p for p in desk.around.packs.found if p.id != own.id and counts[p.id])]
    return tuple(Share(pack, counts[pack.id], recipient(desk, pack)) for pack in packs)


def _in(desk: Desk, period: Period) -> list[Session]:
    return [session for session in store.sessions(desk.vault.cx) if session.on in period]


def _standing(desk: Desk) -> dict[str, Pack]:
    """By each pack's id, the one under which its register goes: sessions of one register may be of several."""
    return belonging.first_of(desk, lambda pack: (pack.organisation, recipient(desk, pack).mailbox))


def preview(desk: Desk, period: Period, to: str = "", pack: str = "") -> Register:
    """The register for a period as it would be written now, under the number it would have."""
    return outlook(desk, period, to, pack).register


def outlook(desk: Desk, period: Period, to: str = "", pack: str = "") -> Outlook:
    """What writing a period makes now, of the owner's pack or of the one of that id.

    SupdeskError `register.period` where it ends before it begins.

    What was written already, was not sent and has not changed since is the same register again; anything else that
    was written or sent for these days and this recipient is replaced by one that says so.
    """
    if period.last < period.first:
        raise SupdeskError("register.period", "The last day comes before the first. Choose the days again.")
    found = shares(desk, period)
    share = next((each for each in found if each.pack.id == pack), found[0])
    asked = period, share.pack.id, to or share.mail.recipient
    known = [each for each in sent(desk) if (each.period, each.pack, each.recipient) == asked]
    made = _compiled(desk, period, share.pack)
    gone = (
        belonging.gone(desk, filter(registers.attended, _in(desk, period))) if share.pack.id == desk.pack.id else ""
    )
    nowhere = unaddressed(desk, share.mail)
    for last in known[:1]:
        # A copy must not hide from its reader a register that came to them before it.
        names_all = last.corrects.endswith(_replaced(known[1:]))
        if last.sent_at is None and names_all and (same := _once_more(made, last)) is not None:
            return Outlook(same, share, found, last, again=True, gone=gone, unaddressed=nowhere)
    made = replace(made, number=_next_number(desk, period), corrects=_replaced(known))
    return Outlook(made, share, found, known[0] if known else None, gone=gone, unaddressed=nowhere)


def still_says(desk: Desk, entry: Sending) -> bool:
    """Whether the register of that entry would be the same now, byte for byte in its data."""
    pack = _standing(desk).get(entry.pack, desk.pack)
    return _once_more(_compiled(desk, entry.period, pack), entry) is not None


def _compiled(desk: Desk, period: Period, pack: Pack) -> Register:
    """The register for a period and a pack as of now, before it has a number."""
    people = {person.id: person for person in store.people(desk.vault.cx)}
    every, own, standing = store.sessions(desk.vault.cx), desk.pack, _standing(desk)
    sessions = [each for each in every if standing.get(each.pack, own).id == pack.id]
    return Register(
        number="",
        organisation=pack.organisation,
        period=period,
        compiled_at=desk.now,
        compiled_by=desk.owner.name,
        rows=registers.rows(sessions, people, period),
        competence=registers.competence(sessions, people, period, desk.owner.id),
        practice=desk.practice,
    )


def _once_more(made: Register, entry: Sending) -> Register | None:
    """What was compiled now as the register of that entry; None where it would say something else."""
    same = replace(made, number=entry.number, compiled_at=entry.at, corrects=entry.corrects)
    return same if _digest(same) == entry.digest else None


def _replaced(known: Iterable[Sending]) -> str:
    """The numbers a new register replaces, of the entries before it, the newest first: back to the last one sent.

    What was written may have been sent without a word here, so it is named; what was never written is nobody's.
    """
    numbers: list[str] = []
    for each in known:
        if each.written_at is not None:
            numbers.append(each.number)
        if each.sent_at is not None:
            break
    return ", ".join(reversed(numbers))


def _digest(register: Register) -> str:
    return json_writer.digest(json_writer.to_json(register))


def _next_number(desk: Desk, period: Period) -> str:
    year = period.last.year
    taken = [s.number for s in store.sendings(desk.vault.cx) if s.period.last.year == year]
    return f"G-{year}-{max((int(number.rpartition('-')[2]) for number in taken), default=0) + 1:03}"


def sent(desk: Desk) -> list[Sending]:
    """The sent log, the newest first; each with the pack under which its register goes now."""
    own, standing = desk.pack, _standing(desk)
    return [replace(each, pack=standing.get(each.pack, own).id) for each in store.sendings(desk.vault.cx)]


def write(
    desk: Desk, period: Period, folder: Path, to: str = "", pack: str = "", *, over: bool = False
) -> tuple[list[Path], Changes]:
    """Write the register's files into `folder` and enter it in the log. Nothing is sent by the program itself.

    Errors as `put`, and then the log is as it was.
    """
    prepared = prepare(desk, period, to, pack)
    try:
        written = put(prepared, folder, over=over)
        changes = note(desk, written)
    except BaseException:
        if prepared.about.begun:
            with suppress(SupdeskError):
                give_up(desk, prepared.about.register.number)
        raise
    return list(written.placed.paths), changes


def prepare(desk: Desk, period: Period, to: str = "", pack: str = "") -> Prepared[Entered]:
    """Enter the register in the log as one being written; answers with all that its files are made from.

    The vault is not needed for those. End it with `note`, or with `give_up` when they come to nothing.
    """
    found = outlook(desk, period, to, pack)
    register, share = found.register, found.share
    entry = Sending(
        register.number,
        period,
        to or share.mail.recipient,
        register.compiled_at,
        len(register.rows),
        _digest(register),
        register.corrects,
        pack=share.pack.id,
    )
    if not found.again:
        with desk.vault.deed("begin register", desk.now, entry.number, entry.digest) as cx:
            store.put_sending(cx, entry)
    entered = Entered(register, share.mail, not found.again, _names(desk, share.pack))
    return Prepared(entered, files(desk, entered, share.pack.register_columns))


def note(desk: Desk, written: Written[Entered]) -> Changes:
    """Enter in the log that the files are in their places. When that fails, they are taken back.

    SupdeskError `register.gone` where the entry was taken out meanwhile.
    """
    number = written.about.register.number
    with written.placed, desk.vault.deed("register", desk.now, number) as cx:
        store.note_written(cx, number, desk.now)
    return changed(Topic.REGISTERS, subject=number)


def give_up(desk: Desk, number: str) -> Changes:
    """No file came of that register: its entry goes. One that was written stays."""
    with desk.vault.deed("give up register", desk.now, number) as cx:
        store.drop_sending(cx, number)
    return changed(Topic.REGISTERS, subject=number)


def say_sent(desk: Desk, number: str, *, sent: bool = True) -> Changes:
    """Enter that the owner sent it, or did not after all; only they can know. SupdeskError `register.gone`."""
    with desk.vault.deed("register sent" if sent else "register not sent", desk.now, number) as cx:
        store.note_sent(cx, number, desk.now if sent else None)
    return changed(Topic.REGISTERS, subject=number)


def _names(desk: Desk, pack: Pack) -> tuple[str, ...]:
    return FILES if pack.id == desk.pack.id else tuple(f"register-{pack.id}.{kind}" for kind in KINDS)


def files(desk: Desk, entered: Entered, wanted: Sequence[str]) -> Make:
    """What makes every file of a register: PDF, CSV, XLSX, JSON and the mail draft that carries them."""
    register, names, keys = entered.register, entered.names, wanted or columns.KEYS
    seal, resources = sealer(desk), desk.around.resources

    def make(_: Path, step: Step) -> dict[str, bytes]:
        step(0, _STEPS)
        data = json_writer.to_json(register)
        csv, xlsx = csv_writer.to_csv(register, keys), xlsx_writer.to_xlsx(register, keys)
        step(1, _STEPS)
        page = _page(register, keys, resources)
        step(2, _STEPS)
        sealed = seal(page, "Attendance register", [("register.json", data, "application/json")])
        step(3, _STEPS)
        made = dict(zip(names, (sealed, csv, xlsx, data), strict=False))
        made[names[-1]] = _mail(entered, made)
        step(_STEPS, _STEPS)
        return made

    return make


def _page(register: Register, keys: Sequence[str], resources: Path) -> bytes:
    from supdesk.documents.register_page import render_register

    chosen = columns.chosen(keys)
    across = [column for column in chosen if not column.once]
    made = render_register(
        register,
        rows=list(columns.table(register, across)),
        headings=[column.heading for column in across],
        facts=[*xlsx_writer.facts(register), *columns.of_supervisors(register, chosen)],
        resources=resources,
    )
    return made.content


def _mail(entered: Entered, made: dict[str, bytes]) -> bytes:
    register = entered.register
    return mail_draft.to_eml(
        recipient=entered.mail.mailbox,
        subject=entered.subject,
        body=mail_draft.register_body(register.period, register.corrects, practice=register.practice),
        at=register.compiled_at,
        attachments=[Attachment(name, data) for name, data in made.items()],
    )
