"""Mail drafts: an `.eml` file that a mail program opens ready to send, and that only a person can send."""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

from supdesk.domain.errors import SupdeskError
from supdesk.domain.registers import Period
from supdesk.exchange.addresses import is_accredited, is_address

LARGEST = 35_000_000
"""Bytes a whole message may have, attachments as they travel included: the limit of the mail systems it goes to."""

MEDIA = {
    ".pdf": ("application", "pdf"),
    ".csv": ("text", "csv"),
    ".xlsx": ("application", "vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    ".json": ("application", "json"),
}


@dataclass(frozen=True, slots=True)
class Attachment:
    """One file of a draft, under a name that says what it is and never whom it is about."""

    name: str
    content: bytes


def register_subject(period: Period, corrects: str = "", *, practice: bool = False) -> str:
    """The subject of a register's mail: what and when, never who."""
    what = "Corrected safeguarding supervision register" if corrects else "Safeguarding supervision register"
    return f"{'PRACTICE: ' if practice else ''}{what}, {period.shown}"


def register_body(period: Period, corrects: str = "", *, practice: bool = False) -> str:
    """The text of a register's mail."""
    lines = [
        "Hello,",
        "",
        f"Please find attached the safeguarding supervision register for {period.shown}.",
    ]
    if practice:
        lines.append("This is PRACTICE: everybody in it is invented. Please do not keep it.")
    if corrects:
        lines.append(f"It replaces register{'s' if ',' in corrects else ''} {corrects}.")
    lines += ["The register holds attendance and dates only.", "", "Thank you"]
    return "\n".join(lines) + "\n"


def tagged_subject(subject: str, recipient: str, accredited: Iterable[str], tag: str) -> str:
    """The subject, begun with the tag unless the recipient's domain is accredited or lies below one that is."""
    if not tag or is_accredited(recipient, accredited) or subject.casefold().startswith(tag.casefold()):
        return subject
    return f"{tag} {subject}"


def to_eml(
    *,
    recipient: str,
    subject: str,
    body: str,
    at: datetime,
    attachments: Sequence[Attachment] = (),
) -> bytes:
    """The draft, the same bytes for the same arguments. `at` is aware.

    SupdeskError `mail.address`, `mail.subject`, `mail.attachment` for what cannot stand in a mail, and
    `mail.large` where the draft is over LARGEST.
    """
    message = EmailMessage(SMTP)
    message["X-Unsent"] = "1"
    message["To"] = _address(recipient)
    message["Subject"] = _line(subject)
    message["Date"] = format_datetime(at)
    message.set_content(body)
    for attachment in attachments:
        _attach(message, attachment)
    if attachments:
        message.set_boundary(_boundary(body, attachments))
    # A subject folded right after its name reads as an empty one to the rules of some mail systems.
    return _measured(message.as_bytes().replace(b"Subject:\r\n ", b"Subject: ", 1))


def _attach(message: EmailMessage, attachment: Attachment) -> None:
    name = attachment.name
    if not name.isascii() or not name.isprintable() or not name or set(name) & set('/\\":*?<>|'):
        raise SupdeskError(
            "mail.attachment", f"A file cannot be attached under the name {name!a}: rename it first."
        )
    maintype, subtype = MEDIA.get(name[name.rfind(".") :].casefold(), ("application", "octet-stream"))
    message.add_attachment(attachment.content, maintype=maintype, subtype=subtype, filename=name)


def _boundary(body: str, attachments: Sequence[Attachment]) -> str:
    """A line that separates the parts: drawn from what they hold, so that none of them can hold it."""
    seal = hashlib.sha256(body.encode())
    for attachment in attachments:
        seal.update(hashlib.sha256(attachment.content).digest())
    return f"=_{seal.hexdigest()[:48]}"


def _address(text: str) -> str:
    if not is_address(text):
        raise SupdeskError("mail.address", f"{text!a} is not an e-mail address: please correct it.")
    return text


def _line(text: str) -> str:
    if not text.isprintable():
        raise SupdeskError("mail.subject", "The subject of a mail must be one plain line: please correct it.")
    return text


def _measured(draft: bytes) -> bytes:
    if len(draft) > LARGEST:
        raise SupdeskError(
            "mail.large",
            f"The mail would be {len(draft) / 1e6:.0f} MB and many mail systems stop at {LARGEST / 1e6:.0f} MB: "
            "choose a shorter period, or save the files and send them in parts.",
        )
    return draft
