"""Registers: for a period and a recipient, as files to send, with a log of what was written and what was sent.

A register is entered in the log before its files are made, and counts as written once they are in their places: a
program killed between leaves an entry that says so, never files that nobody knows of.
"""

from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from supdesk.desk.desk import Desk
from supdesk.desk.exporting import Make, Prepared, Step, Written, put
from supdesk.desk.signing import sealer
from supdesk.domain import registers
from supdesk.domain.changes import Changes, Topic, changed
from supdesk.domain.errors import SupdeskError
from supdesk.domain.registers import Period, Register, Sending
from supdesk.exchange import columns, csv_writer, json_writer, mail_draft, xlsx_writer
from supdesk.exchange.addresses import is_address
from supdesk.exchange.mail_draft import Attachment
from supdesk.forms.definition import Mail
from supdesk.vault import store

_STEPS = 4
PRACTICE = "Practice recipient", "practice-register@example.invalid"
FILES = tuple(f"register.{kind}" for kind in ("pdf", "csv", "xlsx", "json", "eml"))


CUT_OFF = "Writing register {} was cut off, so its files may be missing or incomplete: write it again."


@dataclass(frozen=True, slots=True)
class Outlook:
    """What writing a period for a recipient makes now: the register, and the `last` entry of the log for them.

    `again` says that it is that entry once more, byte for byte in its data.
    """

    register: Register
    last: Sending | None = None
    again: bool = False


@dataclass(frozen=True, slots=True)
class Entered:
    """A register in the log, and the mail that carries it.

    `begun` says that its entry was made now: one whose files come to nothing is taken out again.
    """

    register: Register
    mail: Mail
    begun: bool

    @property
    def subject(self) -> str:
        """The subject of the mail, with its tag where the rule asks for it."""
        mail, register = self.mail, self.register
        plain = mail_draft.register_subject(register.period, register.corrects, practice=register.practice)
        return mail_draft.tagged_subject(plain, mail.mailbox, mail.accredited, mail.tag)


def proposed(desk: Desk) -> Mail:
    """Where the owner's pack sends registers; a practice vault proposes a mailbox that cannot exist."""
    said, (name, mailbox) = desk.pack.register, PRACTICE
    return replace(said, recipient=name, mailbox=mailbox) if desk.practice else said


def recipient(desk: Desk) -> Mail:
    """Where registers go: as proposed, or as changed in Settings."""
    return replace(proposed(desk), **store.setting(desk.vault.cx, "register_mail", {}))


def address(desk: Desk, name: str, mailbox: str) -> Changes:
    """Have registers go there from now on. What is proposed anyway is not kept, so that it follows the pack.

    SupdeskError `register.recipient` without a name, `register.mailbox` for what is no e-mail address.
    """
    name, mailbox = name.strip(), mailbox.strip()
    if not name:
        raise SupdeskError("register.recipient", "Type who the registers go to.")
    if not is_address(mailbox):
        raise SupdeskError("register.mailbox", "That is not an e-mail address. Please correct it.")
    own, said = {"recipient": name, "mailbox": mailbox}, proposed(desk)
    return _keep_address(desk, {} if (name, mailbox) == (said.recipient, said.mailbox) else own)


def address_by_pack(desk: Desk) -> Changes:
    """Have registers go where it is proposed."""
    return _keep_address(desk, {})


def _keep_address(desk: Desk, own: dict[str, str]) -> Changes:
    with desk.vault.deed("register address", desk.now) as cx:
        store.put_setting(cx, "register_mail", own)
    return changed(Topic.SETTINGS)


def preview(desk: Desk, period: Period, to: str = "") -> Register:
    """The register for a period as it would be written now, under the number it would have."""
    return outlook(desk, period, to).register


def outlook(desk: Desk, period: Period, to: str = "") -> Outlook:
    """What writing a period makes now. SupdeskError `register.period` where it ends before it begins.

    What was written already, was not sent and has not changed since is the same register again; anything else that
    was written or sent for these days and this recipient is replaced by one that says so.
    """
    if period.last < period.first:
        raise SupdeskError("register.period", "The last day comes before the first. Choose the days again.")
    name = to or recipient(desk).recipient
    known = [each for each in sent(desk) if each.period == period and each.recipient == name]
    made = _compiled(desk, period)
    for last in known[:1]:
        # A copy must not hide from its reader a register that came to them before it.
        names_all = last.corrects.endswith(_replaced(known[1:]))
        if last.sent_at is None and names_all and (same := _once_more(made, last)) is not None:
            return Outlook(same, last, again=True)
    made = replace(made, number=_next_number(desk, period), corrects=_replaced(known))
    return Outlook(made, known[0] if known else None)


def still_says(desk: Desk, entry: Sending) -> bool:
    """Whether the register of that entry would be the same now, byte for byte in its data."""
    return _once_more(_compiled(desk, entry.period), entry) is not None


def _compiled(desk: Desk, period: Period) -> Register:
    """The register for a period as of now, before it has a number."""
    people = {person.id: person for person in store.people(desk.vault.cx)}
    sessions = store.sessions(desk.vault.cx)
    return Register(
        number="",
        organisation=desk.pack.organisation,
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
    """The sent log, the newest first."""
    return store.sendings(desk.vault.cx)


def write(
    desk: Desk, period: Period, folder: Path, to: str = "", *, over: bool = False
) -> tuple[list[Path], Changes]:
    """Write the register's files into `folder` and enter it in the log. Nothing is sent by the program itself.

    Errors as `put`, and then the log is as it was.
    """
    prepared = prepare(desk, period, to)
    try:
        written = put(prepared, folder, over=over)
        changes = note(desk, written)
    except BaseException:
        if prepared.about.begun:
            with suppress(SupdeskError):
                give_up(desk, prepared.about.register.number)
        raise
    return list(written.placed.paths), changes


def prepare(desk: Desk, period: Period, to: str = "") -> Prepared[Entered]:
    """Enter the register in the log as one being written; answers with all that its files are made from.

    The vault is not needed for those. End it with `note`, or with `give_up` when they come to nothing.
    """
    name = to or recipient(desk).recipient
    found = outlook(desk, period, name)
    register = found.register
    entry = Sending(
        register.number,
        period,
        name,
        register.compiled_at,
        len(register.rows),
        _digest(register),
        register.corrects,
    )
    if not found.again:
        with desk.vault.deed("begin register", desk.now, entry.number, entry.digest) as cx:
            store.put_sending(cx, entry)
    entered = Entered(register, recipient(desk), begun=not found.again)
    return Prepared(entered, files(desk, entered))


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


def files(desk: Desk, entered: Entered) -> Make:
    """What makes every file of a register: PDF, CSV, XLSX, JSON and the mail draft that carries them."""
    register, keys = entered.register, desk.pack.register_columns or columns.KEYS
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
        made = dict(zip(FILES, (sealed, csv, xlsx, data), strict=False))
        made[FILES[-1]] = _mail(entered, made)
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
