"""All the text that a person or a program could find in a register's files, however it is wrapped."""

import base64
import io
import re
import zipfile
from email import message_from_bytes, policy
from email.message import EmailMessage

from pypdf import PdfReader


def text_of(files: dict[str, bytes]) -> str:
    """Every text in these files: attachments, properties and headers too."""
    return "\n".join(_text(name, content) for name, content in files.items())


def runs_of_five(text: str) -> set[str]:
    """Every five words that follow each other, in small letters."""
    words = re.findall(r"\w+", text.casefold())
    return {" ".join(words[place : place + 5]) for place in range(len(words) - 4)}


def _text(name: str, content: bytes) -> str:
    match name.rpartition(".")[2]:
        case "pdf":
            return _pdf(content)
        case "xlsx":
            return _zip(content)
        case "eml":
            return _mail(content)
        case _:
            return content.decode("utf-8-sig")


def _pdf(content: bytes) -> str:
    read = PdfReader(io.BytesIO(content))
    parts = [page.extract_text() for page in read.pages] + [str(read.metadata)]
    return "\n".join([*parts, *(text_of({name: data[0]}) for name, data in read.attachments.items())])


def _zip(content: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        return "\n".join(f"{name}\n{re.sub('<[^>]*>', ' ', book.read(name).decode())}" for name in book.namelist())


def _mail(content: bytes) -> str:
    mail = message_from_bytes(content, policy=policy.default)
    assert isinstance(mail, EmailMessage)
    body = mail.get_body()
    assert body is not None
    parts = [f"{key}: {value}" for key, value in mail.items()] + [body.get_content()]
    for part in mail.iter_attachments():
        name = part.get_filename() or ""
        parts += [name, text_of({name: base64.b64decode(part.get_payload())})]
    return "\n".join(parts)
