"""Verifying a signed PDF: who signed it, when by their own account, and that not a byte changed since.

A file is hostile until it is proved whole. Importing this module imports pyHanko (slow): import it where a
deed first verifies, not at start-up.
"""

import logging
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from itertools import pairwise

from asn1crypto.algos import DigestAlgorithm
from asn1crypto.cms import ContentInfo, IssuerAndSerialNumber, SignedData, SignerIdentifier, SignerInfo
from pyhanko.pdf_utils.generic import DictionaryObject, PdfObject, Reference
from pyhanko.pdf_utils.reader import HistoricalResolver, PdfFileReader
from pyhanko.pdf_utils.rw_common import PdfHandler
from pyhanko.sign.fields import enumerate_sig_fields
from pyhanko.sign.validation import EmbeddedPdfSignature, validate_pdf_signature
from pyhanko.sign.validation.status import PdfSignatureStatus, SignatureCoverageLevel
from pyhanko_certvalidator import ValidationContext

from supdesk.documents.certificates import fingerprint, grouped, words_for
from supdesk.documents.metering import BoundedReader
from supdesk.documents.revisions import ForeignLayoutError, count_revisions
from supdesk.documents.sealing import named_certificates
from supdesk.domain.days import show_moment

LARGEST = 100 * 1024 * 1024
MOST_SIGNATURES = 8
EFFORT = 300_000
"""Reads of a file: a record with both signatures takes some 15,000, of 2,000 pages or with 60 MB of attachments."""
_DIGESTS = ("sha256", "sha384", "sha512")
_LONGEST_NAME = 120

# pyHanko logs what it finds odd in a file, values and all; a log never carries a document's content.
for _name in ("pyhanko", "pyhanko_certvalidator"):
    logging.getLogger(_name).setLevel(logging.CRITICAL + 1)


@dataclass(frozen=True, slots=True)
class Signer:
    """One signature as the file tells it: `compared` says whether its certificate is one of the pinned."""

    name: str
    fingerprint_words: tuple[str, ...]
    fingerprint: str
    signed_at: datetime | None
    compared: bool


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a file holds, in one sentence for a person; `problems` says all that is wrong with it.

    Every signer's `signed_at` is self-claimed. Where the file does not hold, the signers are claims too.
    """

    holds: bool
    sentence: str
    signers: tuple[Signer, ...] = ()
    problems: tuple[str, ...] = ()


def verify(content: bytes, *, pinned: Sequence[bytes] = ()) -> Verdict:
    """Whether `content` is a signed PDF that holds, its first signer one of the `pinned` certificates.

    Without pins the first certificate is taken from the file, compared with nobody's. Never raises for
    what is in the file; an unreadable pin raises SupdeskError `certificate.unreadable`.
    """
    pins = frozenset(fingerprint(certificate) for certificate in pinned)
    refusal = _refusal(content)
    if refusal is not None:
        return _fails((refusal,))
    try:
        return _judge(content, pins)
    except ForeignLayoutError:
        return _fails(("It is not laid out the way supdesk signs its PDFs, so it can't be relied on.",))
    # The file is hostile: whatever it provokes in a parser, recursion and memory included, is its fault.
    except Exception:
        return _fails(("It can't be read as a signed PDF: it is damaged or was tampered with.",))


def _refusal(content: bytes) -> str | None:
    if not content:
        return "It is empty."
    if len(content) > LARGEST:
        return f"It is larger than {LARGEST // 1024**2} MB, more than supdesk will read."
    if not content.startswith(b"%PDF-"):
        return "It is not a PDF."
    if not content.rstrip(b"\r\n").endswith(b"%%EOF"):
        return "It stops too early, or something was added after its end."
    if b"/ByteRange" not in content:
        return "It carries no signature."
    return None


def _fails(problems: tuple[str, ...], signers: tuple[Signer, ...] = ()) -> Verdict:
    return Verdict(False, f"This file does not hold. {problems[0]}", signers, problems)


def _judge(content: bytes, pins: frozenset[str]) -> Verdict:
    revisions = count_revisions(content)
    reader = BoundedReader(content, EFFORT, strict=True)
    if reader.encrypted:
        return _fails(("It is locked with a password; supdesk never signs such a file.",))
    if reader.xrefs.total_revisions != revisions:
        raise ForeignLayoutError("revisions hidden from the first walk")
    signatures = reader.embedded_signatures
    if not signatures:
        return _fails(("It carries no signature.",))
    if len(signatures) > MOST_SIGNATURES:
        return _fails(("It carries more signatures than supdesk ever makes.",))
    signers = tuple(_signer(signature, pins) for signature in signatures)
    problems = tuple(_problems(content, reader, signatures, signers, pins))
    return _fails(problems, signers) if problems else Verdict(True, _praise(signers), signers)


def _problems(
    content: bytes,
    reader: PdfFileReader,
    signatures: Sequence[EmbeddedPdfSignature],
    signers: Sequence[Signer],
    pins: frozenset[str],
) -> Iterator[str]:
    ends = [_end_of(content, signature) for signature in signatures]
    if ends[-1] != len(content) or signatures[-1].signed_revision != reader.xrefs.total_revisions - 1:
        yield "Something was added to it after it was signed."
    if None in ends or not _only_filled(reader, signatures):
        yield "It was changed between its signatures."
    if not _fields_of_the_first_revision(reader, signatures):
        yield "Its signature fields are not those it was first signed with."
    for signature, signer in zip(signatures, signers, strict=True):
        yield from _about_signature(signature, signer, last=signature is signatures[-1])
    if pins and not signers[0].compared:
        yield f"It was signed by a certificate of the name {signers[0].name} that you have not compared."
    for signature, signer in zip(signatures[1:], signers[1:], strict=True):
        if not _is_named(signature, signer, reader, signatures[0].signed_revision):
            yield f"{signers[0].name} did not name {signer.name} to sign it too."


def _end_of(content: bytes, signature: EmbeddedPdfSignature) -> int | None:
    """Where the bytes a signature covers end, if they run from the first with no gap but the signature."""
    start, before, after, length = (int(number) for number in signature.byte_range)
    if start != 0 or not 0 < before < after <= after + length <= len(content):
        return None
    gap = content[before:after]
    # The place reserved for a signature is longer than it; the rest must not carry anything.
    if gap != b"<" + _bare(signature).hex().upper().encode().ljust(len(gap) - 2, b"0") + b">":
        return None
    return after + length


def _bare(signature: EmbeddedPdfSignature) -> bytes:
    """A signature as supdesk writes it: without anything that it does not itself vouch for."""
    info = signature.signer_info
    data = {
        "version": "v1",
        "digest_algorithms": [_plain_algorithm(info)],
        "encap_content_info": {"content_type": "data"},
        "certificates": [signature.signer_cert],
        "signer_infos": [_bare_info(signature)],
    }
    return bytes(ContentInfo({"content_type": "signed_data", "content": SignedData(data)}).dump())


def _bare_info(signature: EmbeddedPdfSignature) -> SignerInfo:
    info, certificate = signature.signer_info, signature.signer_cert
    issuer = IssuerAndSerialNumber({"issuer": certificate.issuer, "serial_number": certificate.serial_number})
    return SignerInfo(
        {
            "version": "v1",
            "sid": SignerIdentifier({"issuer_and_serial_number": issuer}),
            "digest_algorithm": _plain_algorithm(info),
            "signature_algorithm": info["signature_algorithm"],
            "signed_attrs": info["signed_attrs"],
            "signature": info["signature"],
        }
    )


def _plain_algorithm(info: SignerInfo) -> DigestAlgorithm:
    return DigestAlgorithm({"algorithm": info["digest_algorithm"]["algorithm"].native})


def _only_filled(reader: PdfFileReader, signatures: Sequence[EmbeddedPdfSignature]) -> bool:
    """Each further signature is the next revision, and that revision does nothing but fill its field."""
    return all(
        later.signed_revision == earlier.signed_revision + 1 and _fills_one_field(reader, later)
        for earlier, later in pairwise(signatures)
    )


def _fills_one_field(reader: PdfFileReader, signature: EmbeddedPdfSignature) -> bool:
    old = reader.get_historical_resolver(signature.signed_revision - 1)
    new = reader.get_historical_resolver(signature.signed_revision)
    field, value = _field_and_value(new, signature.field_name)
    return (
        new.explicit_refs_in_revision() == {field, value}
        and not new.refs_freed_in_revision()
        and old.is_ref_unassignable(value)
        and type(new(value)) is DictionaryObject
        and _written(old(field)) == _written(new(field), without="/V")
        and _trailer(old) == _trailer(new)
    )


def _field_and_value(revision: HistoricalResolver, name: str) -> tuple[Reference, Reference]:
    _name, _value, found = next(enumerate_sig_fields(revision, with_name=name))
    return found.reference, revision(found.reference).raw_get("/V").reference


def _written(thing: PdfObject, without: str = "") -> list[tuple[str, bytes]]:
    """A dictionary as its bytes would be written, entry by entry, so that nothing compares as equal by kind."""
    if type(thing) is not DictionaryObject:
        raise ForeignLayoutError("a field is no dictionary")
    return sorted((str(key), _bytes_of(thing.raw_get(key))) for key in thing if key != without)


def _bytes_of(thing: PdfObject) -> bytes:
    out = BytesIO()
    thing.write_to_stream(out, None)
    return out.getvalue()


def _trailer(revision: HistoricalResolver) -> list[tuple[str, bytes]]:
    """What a revision's trailer points at; size, identifier and chain change with every update."""
    entries = revision.trailer_view
    changing = ("/Size", "/ID", "/Prev")
    return sorted((str(key), _bytes_of(entries.raw_get(key))) for key in entries if key not in changing)


def _fields_of_the_first_revision(reader: PdfFileReader, signatures: Sequence[EmbeddedPdfSignature]) -> bool:
    first = _signature_fields(reader.get_historical_resolver(signatures[0].signed_revision))
    now = _signature_fields(reader)
    filled = sum(value is not None for _name, value, _field in enumerate_sig_fields(reader))
    return first == now and filled == len(signatures)


def _signature_fields(handler: PdfHandler) -> list[tuple[str, int]]:
    return sorted((name, field.reference.idnum) for name, _value, field in enumerate_sig_fields(handler))


def _about_signature(signature: EmbeddedPdfSignature, signer: Signer, *, last: bool) -> Iterator[str]:
    if signer.signed_at is None:
        yield f"{signer.name}'s signature does not say when it was made."
        return
    status = _status(signature, signer.signed_at)
    expected = SignatureCoverageLevel.ENTIRE_FILE if last else SignatureCoverageLevel.ENTIRE_REVISION
    if not status.intact:
        yield f"It was changed after {signer.name} signed it."
    elif not status.valid or signature.md_algorithm not in _DIGESTS:
        yield f"{signer.name}'s signature was not made with the key of their certificate."
    elif not (status.trusted and _might_sign(signature, signer.signed_at)):
        yield f"{signer.name}'s certificate was not valid for signing at the time the signature gives."
    elif not status.bottom_line or status.coverage != expected:
        yield f"{signer.name}'s signature does not allow for what the file has become."


def _might_sign(signature: EmbeddedPdfSignature, signed_at: datetime) -> bool:
    """pyHanko takes a certificate trusted for itself at any date and for any use: neither is good enough."""
    certificate = signature.signer_cert
    usage = certificate.key_usage_value
    return (
        certificate.not_valid_before <= signed_at <= certificate.not_valid_after
        and usage is not None
        and {"digital_signature", "non_repudiation"} <= usage.native
    )


def _status(signature: EmbeddedPdfSignature, signed_at: datetime) -> PdfSignatureStatus:
    """pyHanko's own judgement, the certificate trusted for itself: whose it is, the pins decide.

    Changes between signatures are judged here, more strictly and in bounded time, so its own analysis is left out.
    """
    context = ValidationContext(
        trust_roots=[signature.signer_cert], moment=signed_at, allow_fetching=False, other_certs=[]
    )
    return validate_pdf_signature(signature, context, skip_diff=True)


def _is_named(signature: EmbeddedPdfSignature, signer: Signer, reader: PdfFileReader, first_revision: int) -> bool:
    """A field that names certificates takes only those; a field that names none takes a pinned one."""
    first = reader.get_historical_resolver(first_revision)
    _name, _value, field = next(enumerate_sig_fields(first, with_name=signature.field_name))
    named = named_certificates(first(field.reference))
    return fingerprint(signature.signer_cert.dump()) in named if named else signer.compared


def _signer(signature: EmbeddedPdfSignature, pins: frozenset[str]) -> Signer:
    digest = fingerprint(signature.signer_cert.dump())
    moment = signature.self_reported_timestamp
    return Signer(
        name=_shown_name(signature.signer_cert.subject.native.get("common_name")),
        fingerprint_words=words_for(digest),
        fingerprint=grouped(digest),
        signed_at=moment if moment is not None and moment.tzinfo is not None else None,
        compared=digest in pins,
    )


def _shown_name(name: object) -> str:
    """A name as it may be shown: a hostile one could steer a terminal or turn the line round."""
    shown = "".join(letter for letter in str(name) if letter.isprintable())[:_LONGEST_NAME].strip()
    return shown if isinstance(name, str) and shown else "somebody without a name"


def _praise(signers: Sequence[Signer]) -> str:
    names = " and ".join(f"{signer.name} ({_when(signer.signed_at)})" for signer in signers)
    if signers[0].compared:
        compared = f"{signers[0].name}'s certificate is the one given to compare with."
    else:
        compared = f"{signers[0].name}'s certificate was compared with nobody's."
    return f"Signed by {names}, times by their own account. Not a byte has changed since. {compared}"


def _when(moment: datetime | None) -> str:
    return "time unknown" if moment is None else show_moment(moment)
