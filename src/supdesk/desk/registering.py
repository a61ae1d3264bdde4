"""Registers: for a period and a recipient, as files to send, with a log of what was sent."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path

from supdesk.desk.desk import Desk
from supdesk.desk.signing import Sealer, sealer
from supdesk.domain import registers
from supdesk.domain.changes import Changes, Topic, changed
from supdesk.domain.errors import SupdeskError
from supdesk.domain.registers import Period, Register, Sending
from supdesk.exchange import columns, csv_writer, json_writer, mail_draft, xlsx_writer
from supdesk.exchange.addresses import is_address
from supdesk.exchange.mail_draft import Attachment
from supdesk.exchange.placing import Placed, place_all
from supdesk.forms.definition import Mail
from supdesk.vault import store

Step = Callable[[int, int], None]
"""Told how many of how many steps are done; it may raise to stop the work."""
_STEPS = 4


@dataclass(frozen=True, slots=True)
class Prepared:
    """A register and all that its files are made from, the key to seal them included."""

    register: Register
    to: str
    mail: Mail
    keys: tuple[str, ...]
    seal: Sealer = field(repr=False)
    resources: Path

    @property
    def subject(self) -> str:
        """The subject of the mail, with its tag where the rule asks for it."""
        mail, register = self.mail, self.register
        plain = mail_draft.register_subject(register.period, register.corrects)
        return mail_draft.tagged_subject(plain, mail.mailbox, mail.accredited, mail.tag)


@dataclass(frozen=True, slots=True)
class Written:
    """The files of a register in their places, not entered in the sent log yet; the digest of its JSON."""

    prepared: Prepared
    placed: Placed
    digest: str


def recipient(desk: Desk) -> Mail:
    """Where the owner's pack sends registers, as changed in Settings."""
    return replace(desk.pack.register, **store.setting(desk.vault.cx, "register_mail", {}))


def address(desk: Desk, name: str, mailbox: str) -> Changes:
    """Have registers go there from now on. What the pack says itself is not kept, so that it follows the pack.

    SupdeskError `register.recipient` without a name, `register.mailbox` for what is no e-mail address.
    """
    name, mailbox = name.strip(), mailbox.strip()
    if not name:
        raise SupdeskError("register.recipient", "Type who the registers go to.")
    if not is_address(mailbox):
        raise SupdeskError("register.mailbox", "That is not an e-mail address. Please correct it.")
    own, said = {"recipient": name, "mailbox": mailbox}, desk.pack.register
    return _keep_address(desk, {} if (name, mailbox) == (said.recipient, said.mailbox) else own)


def address_by_pack(desk: Desk) -> Changes:
    """Have registers go where the owner's pack sends them."""
    return _keep_address(desk, {})


def _keep_address(desk: Desk, own: dict[str, str]) -> Changes:
    with desk.vault.deed("register address", desk.now) as cx:
        store.put_setting(cx, "register_mail", own)
    return changed(Topic.SETTINGS)


def preview(desk: Desk, period: Period, to: str = "") -> Register:
    """The register for a period as it would be sent now; marked as a correction when one was sent before."""
    if period.last < period.first:
        raise SupdeskError("register.period", "The last day comes before the first. Choose the days again.")
    people = {person.id: person for person in store.people(desk.vault.cx)}
    sessions = store.sessions(desk.vault.cx)
    name = to or recipient(desk).recipient
    return Register(
        number="",
        organisation=desk.pack.organisation,
        period=period,
        compiled_at=desk.now,
        compiled_by=desk.owner.name,
        rows=registers.rows(sessions, people, period),
        competence=registers.competence(sessions, people, period, desk.owner.id),
        corrects=_sent_before(desk, period, name),
    )


def _sent_before(desk: Desk, period: Period, name: str) -> str:
    same = (s for s in store.sendings(desk.vault.cx) if s.period == period and s.recipient == name)
    return next((sending.number for sending in same), "")


def sent(desk: Desk) -> list[Sending]:
    """The sent log, the newest first."""
    return store.sendings(desk.vault.cx)


def write(desk: Desk, period: Period, folder: Path, to: str = "") -> tuple[list[Path], Changes]:
    """Write the register's files into `folder` and note the sending. Nothing is sent by the program itself."""
    written = put(prepare(desk, period, to), folder)
    return list(written.placed.paths), note(desk, written)


def prepare(desk: Desk, period: Period, to: str = "") -> Prepared:
    """The register with its number, and all that its files are made from: the vault is not needed for those."""
    name = to or recipient(desk).recipient
    taken = sum(sending.period.last.year == period.last.year for sending in store.sendings(desk.vault.cx))
    number = f"G-{period.last.year}-{taken + 1:03}"
    return _prepared(desk, replace(preview(desk, period, name), number=number), name)


def put(prepared: Prepared, folder: Path, step: Step = lambda done, total: None) -> Written:
    """Make the files and put them into `folder`, all or none; `step` hears how far it is and may raise to stop."""
    files = make(prepared, step)
    digest = json_writer.digest(files["register.json"])
    return Written(prepared, place_all(folder, files), digest)


def note(desk: Desk, written: Written) -> Changes:
    """Enter files that were put in their place in the sent log. When that fails, they are taken back.

    SupdeskError `register.meanwhile` when another register took the number.
    """
    register, prepared = written.prepared.register, written.prepared
    sending = Sending(
        register.number, register.period, prepared.to, desk.now, len(register.rows), written.digest,
        register.corrects,
    )  # fmt: skip
    try:
        with desk.vault.deed("register", desk.now, digest=written.digest) as cx:
            if any(known.number == sending.number for known in store.sendings(cx)):
                raise SupdeskError("register.meanwhile", "Another register was written meanwhile. Write it again.")
            store.put_sending(cx, sending)
    except BaseException:
        written.placed.undo()
        raise
    written.placed.keep()
    return changed(Topic.REGISTERS, subject=register.number)


def content(desk: Desk, register: Register) -> dict[str, bytes]:
    """Every file of a register by its name: PDF, CSV, XLSX, JSON and the mail draft that carries them."""
    return make(_prepared(desk, register, recipient(desk).recipient))


def make(prepared: Prepared, step: Step = lambda done, total: None) -> dict[str, bytes]:
    """The same from what was prepared, without the vault."""
    register, keys = prepared.register, prepared.keys
    step(0, _STEPS)
    data = json_writer.to_json(register)
    csv, xlsx = csv_writer.to_csv(register, keys), xlsx_writer.to_xlsx(register, keys)
    step(1, _STEPS)
    page = _page(prepared)
    step(2, _STEPS)
    attached = [("register.json", data, "application/json")]
    sealed = prepared.seal(page, "Attendance register", attached)
    step(3, _STEPS)
    files = {"register.pdf": sealed, "register.csv": csv, "register.xlsx": xlsx, "register.json": data}
    files["register.eml"] = _mail(prepared, files)
    step(_STEPS, _STEPS)
    return files


def _prepared(desk: Desk, register: Register, to: str) -> Prepared:
    keys = desk.pack.register_columns or columns.KEYS
    return Prepared(register, to, recipient(desk), keys, sealer(desk), desk.around.resources)


def _page(prepared: Prepared) -> bytes:
    from supdesk.documents.register_page import render_register

    register, chosen = prepared.register, columns.chosen(prepared.keys)
    across = [column for column in chosen if not column.once]
    made = render_register(
        register,
        rows=list(columns.table(register, across)),
        headings=[column.heading for column in across],
        facts=[*xlsx_writer.facts(register), *columns.of_supervisors(register, chosen)],
        resources=prepared.resources,
    )
    return made.content


def _mail(prepared: Prepared, files: dict[str, bytes]) -> bytes:
    register = prepared.register
    return mail_draft.to_eml(
        recipient=prepared.mail.mailbox,
        subject=prepared.subject,
        body=mail_draft.register_body(register.period, register.corrects),
        at=register.compiled_at,
        attachments=[Attachment(name, data) for name, data in files.items()],
    )
