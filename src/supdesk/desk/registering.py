"""Registers: for a period and a recipient, as files to send, with a log of what was sent."""

from dataclasses import replace
from pathlib import Path

from supdesk.desk.desk import Desk
from supdesk.desk.signing import seal_bytes
from supdesk.domain import registers
from supdesk.domain.changes import Changes, Topic, changed
from supdesk.domain.errors import SupdeskError
from supdesk.domain.registers import Competence, Period, Register, Sending
from supdesk.exchange import columns, csv_writer, json_writer, mail_draft, xlsx_writer
from supdesk.exchange.addresses import is_address
from supdesk.exchange.mail_draft import Attachment
from supdesk.exchange.placing import place
from supdesk.forms.definition import Mail
from supdesk.vault import store

MEDIA = {
    "register.pdf": "application/pdf",
    "register.csv": "text/csv",
    "register.xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "register.json": "application/json",
    "register.eml": "message/rfc822",
}


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
    name = to or recipient(desk).recipient
    return Register(
        number="",
        organisation=desk.pack.organisation,
        period=period,
        compiled_at=desk.now,
        compiled_by=desk.owner.name,
        rows=registers.rows(store.sessions(desk.vault.cx), people, period),
        competence=(_competence(desk),),
        corrects=_sent_before(desk, period, name),
    )


def _competence(desk: Desk) -> Competence:
    return Competence(desk.owner.name)


def _sent_before(desk: Desk, period: Period, name: str) -> str:
    same = (s for s in store.sendings(desk.vault.cx) if s.period == period and s.recipient == name)
    return next((sending.number for sending in same), "")


def sent(desk: Desk) -> list[Sending]:
    """The sent log, the newest first."""
    return store.sendings(desk.vault.cx)


def write(desk: Desk, period: Period, folder: Path, to: str = "") -> tuple[list[Path], Changes]:
    """Write the register's files into `folder` and note the sending. Nothing is sent by the program itself."""
    name = to or recipient(desk).recipient
    with desk.vault.deed("register", desk.now) as cx:
        number = f"G-{period.last.year}-{store.next_number(cx, f'register {period.last.year}'):03}"
        register = replace(preview(desk, period, name), number=number)
        files = content(desk, register)
        for file, data in files.items():
            place(folder / file, data)
        digest = json_writer.digest(files["register.json"])
        store.put_sending(
            cx, Sending(number, period, name, desk.now, len(register.rows), digest, register.corrects)
        )
    return [folder / file for file in files], changed(Topic.REGISTERS, subject=number)


def content(desk: Desk, register: Register) -> dict[str, bytes]:
    """Every file of a register by its name: PDF, CSV, XLSX, JSON and the mail draft that carries them."""
    keys = desk.pack.register_columns or columns.KEYS
    data = json_writer.to_json(register)
    files = {
        "register.pdf": _pdf(desk, register, keys, data),
        "register.csv": csv_writer.to_csv(register, keys),
        "register.xlsx": xlsx_writer.to_xlsx(register, keys),
        "register.json": data,
    }
    return files | {"register.eml": _mail(desk, register, files)}


def _pdf(desk: Desk, register: Register, keys: tuple[str, ...], data: bytes) -> bytes:
    from supdesk.documents.register_page import render_register

    chosen = columns.chosen(keys)
    across = [column for column in chosen if not column.once]
    made = render_register(
        register,
        rows=list(columns.table(register, across)),
        headings=[column.heading for column in across],
        facts=[*xlsx_writer.facts(register), *columns.of_supervisors(register, chosen)],
        resources=desk.around.resources,
    )
    attached = [("register.json", data, MEDIA["register.json"])]
    return seal_bytes(desk, made.content, "Attendance register", attachments=attached).content


def _mail(desk: Desk, register: Register, files: dict[str, bytes]) -> bytes:
    mail = recipient(desk)
    subject = mail_draft.register_subject(register.period, register.corrects)
    return mail_draft.to_eml(
        recipient=mail.mailbox,
        subject=mail_draft.tagged_subject(subject, mail.mailbox, mail.accredited, mail.tag),
        body=mail_draft.register_body(register.period, register.corrects),
        at=desk.now,
        attachments=[Attachment(name, data) for name, data in files.items()],
    )
