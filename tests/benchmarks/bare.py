"""What the libraries take by themselves: the least that the same work could cost."""

from collections.abc import Iterable
from io import BytesIO
from pathlib import Path
from typing import Any

from asn1crypto.keys import PrivateKeyInfo
from asn1crypto.x509 import Certificate
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign.fields import SigSeedSubFilter
from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner, SimpleSigner
from pyhanko_certvalidator.registry import SimpleCertificateStore
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.platypus import Paragraph, SimpleDocTemplate
from sqlcipher3 import dbapi2

from supdesk.documents.certificates import Identity, der

_SEARCH = """
CREATE TABLE search_source (place INTEGER PRIMARY KEY, kind TEXT, subject TEXT, title TEXT, body TEXT);
CREATE VIRTUAL TABLE search USING fts5(
    title, body, content='search_source', content_rowid='place', tokenize='unicode61 remove_diacritics 2'
);
"""


def keyed(path: Path) -> Any:
    """An encrypted database with one table, set as carefully as a vault is."""
    cx = dbapi2.connect(str(path), isolation_level=None)
    for pragma in (
        f"key = \"x'{'5a' * 48}'\"", "locking_mode = EXCLUSIVE", "temp_store = MEMORY", "journal_mode = WAL",
        "synchronous = FULL", "foreign_keys = ON", "secure_delete = ON", "trusted_schema = OFF",
    ):  # fmt: skip
        cx.execute(f"PRAGMA {pragma}")
    cx.execute("CREATE TABLE kept (id INTEGER PRIMARY KEY, raw TEXT NOT NULL) STRICT")
    return cx


def insert(cx: Any, raw: str) -> None:
    """One row, committed."""
    cx.execute("BEGIN IMMEDIATE")
    cx.execute("INSERT INTO kept (raw) VALUES (?)", (raw,))
    cx.execute("COMMIT")


def unkeyed(path: Path, rows: Iterable[tuple[Any, ...]]) -> Any:
    """The search tables of a vault in a database without a key."""
    cx = dbapi2.connect(str(path), isolation_level=None)
    for statement in _SEARCH.split(";\n"):
        cx.execute(statement)
    cx.execute("BEGIN")
    cx.executemany("INSERT INTO search_source VALUES (?, ?, ?, ?, ?)", rows)
    cx.execute("INSERT INTO search (search) VALUES ('rebuild')")
    cx.execute("COMMIT")
    return cx


_FIND = """SELECT s.kind, s.subject, s.title, snippet(search, -1, '(', ')', '…', 16)
    FROM search JOIN search_source s ON s.place = search.rowid WHERE search MATCH ? ORDER BY rank LIMIT 50"""


def find(cx: Any, typed: str) -> list[Any]:
    """All the words typed, the last one as a beginning."""
    return list(cx.execute(_FIND, (" AND ".join(f'"{word}"' for word in typed.split()) + "*",)))


def signed_page(text: str, identity: Identity) -> bytes:
    """One page of plain text by ReportLab, signed by pyHanko."""
    page, out = BytesIO(), BytesIO()
    style = getSampleStyleSheet()["BodyText"]
    SimpleDocTemplate(page).build([Paragraph(part, style) for part in text.split("\n\n")])
    signer = SimpleSigner(
        signing_cert=Certificate.load(der(identity.certificate)),
        signing_key=PrivateKeyInfo.load(identity.private_key),
        cert_registry=SimpleCertificateStore(),
    )
    said = PdfSignatureMetadata(field_name="Owner", md_algorithm="sha256", subfilter=SigSeedSubFilter.PADES)
    PdfSigner(said, signer).sign_pdf(IncrementalPdfFileWriter(page), output=out)
    return out.getvalue()
