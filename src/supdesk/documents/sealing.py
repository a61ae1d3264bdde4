"""Sealing a PDF: PAdES B-B signatures, each an incremental update, made in memory and without a network.

Importing this module imports pyHanko (slow): import it where a deed first signs, not at start-up.
"""

from collections.abc import Iterable
from datetime import UTC, datetime
from io import BytesIO

from asn1crypto.keys import PrivateKeyInfo
from asn1crypto.x509 import Certificate
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.embed import EmbeddedFileObject, EmbeddedFileParams, FileSpec, embed_file
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.writer import BasePdfFileWriter
from pyhanko.sign import fields
from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner, SimpleSigner
from pyhanko.sign.signers.pdf_signer import PdfSigningSession
from pyhanko_certvalidator.registry import SimpleCertificateStore

from supdesk.documents.certificates import Identity, der, fingerprint
from supdesk.documents.pdf import Attachment, Pdf, SignedPdf
from supdesk.domain.days import LONDON, show_date
from supdesk.domain.errors import SupdeskError

OWNER = "Owner"
COUNTERSIGNATURE = "Countersignature"

_AROUND_CERTIFICATE = 2_048
"""Bytes that a signature takes besides its certificate: less than half of this, measured."""


def seal(
    pdf: Pdf,
    identity: Identity,
    *,
    now: datetime,
    reason: str,
    attachments: Iterable[Attachment] = (),
    countersign: bool = False,
    countersigner: bytes | None = None,
    named: str = "",
) -> SignedPdf:
    """`pdf` certified by `identity` at `now` (aware UTC, self-claimed), its attachments inside.

    With `countersign` one empty field is left, which tells by the name `named` whose it is, and is for the
    certificate `countersigner` alone if that is given; otherwise nothing may ever be added. Raises SupdeskError
    `clock.outside-certificate`.
    """
    writer = _Increment(BytesIO(pdf.content))
    for attachment in sorted(attachments, key=lambda each: each.name):
        _attach(writer, attachment, now)
    fields.append_signature_field(writer, fields.SigFieldSpec(OWNER, readable_field_name="Owner's signature"))
    if countersign:
        fields.append_signature_field(writer, _countersignature_field(countersigner, named))
    allowed = fields.MDPPerm.FILL_FORMS if countersign else fields.MDPPerm.NO_CHANGES
    return _sign(writer, identity, now, _metadata(OWNER, reason, allowed, certify=True))


def countersign(signed: SignedPdf, identity: Identity, *, now: datetime, reason: str) -> SignedPdf:
    """`signed` with its countersignature filled by `identity` at `now` (aware UTC), and locked for good.

    Raises SupdeskError `countersign.no-place`, `countersign.other-person` or `clock.outside-certificate`.
    """
    writer = _Increment(BytesIO(signed.content))
    _check_place(writer, identity)
    locked = _metadata(COUNTERSIGNATURE, reason, fields.MDPPerm.NO_CHANGES, certify=False)
    return _sign(writer, identity, now, locked)


class _Increment(IncrementalPdfFileWriter):
    """An update that writes only what was asked for: left alone, pyHanko also stamps the document
    information with the computer's own time, a change the verifier could not tell from a forger's."""

    def _update_meta(self) -> None:
        return


class _DatedSigner(PdfSigner):
    """A signer whose time is an argument, not the computer's."""

    def __init__(self, metadata: PdfSignatureMetadata, signer: SimpleSigner, now: datetime) -> None:
        super().__init__(metadata, signer)
        self._now = now

    def init_signing_session(
        self, pdf_out: BasePdfFileWriter, existing_fields_only: bool = False
    ) -> PdfSigningSession:
        session = super().init_signing_session(pdf_out, existing_fields_only)
        session.system_time = self._now
        return session


def _metadata(field_name: str, reason: str, allowed: fields.MDPPerm, *, certify: bool) -> PdfSignatureMetadata:
    return PdfSignatureMetadata(
        field_name=field_name,
        reason=reason,
        md_algorithm="sha256",
        certify=certify,
        subfilter=fields.SigSeedSubFilter.PADES,
        docmdp_permissions=allowed,
    )


def _sign(writer: _Increment, identity: Identity, now: datetime, metadata: PdfSignatureMetadata) -> SignedPdf:
    encoded = der(identity.certificate)
    certificate = Certificate.load(encoded)
    _check_clock(certificate, now)
    signer = SimpleSigner(
        signing_cert=certificate,
        signing_key=PrivateKeyInfo.load(identity.private_key),
        cert_registry=SimpleCertificateStore(),
    )
    out = BytesIO()
    # Told how much room a signature takes, pyHanko need not make one beforehand only to measure it.
    room = 2 * (len(encoded) + _AROUND_CERTIFICATE)
    _DatedSigner(metadata, signer, now).sign_pdf(writer, existing_fields_only=True, bytes_reserved=room, output=out)
    return SignedPdf(out.getvalue())


def _check_clock(certificate: Certificate, now: datetime) -> None:
    """A signature dated outside its certificate's life would never verify, so it is not made."""
    if not certificate.not_valid_before <= now.replace(microsecond=0) <= certificate.not_valid_after:
        today = show_date(now.astimezone(LONDON).date())
        raise SupdeskError(
            "clock.outside-certificate",
            f"This computer says it is {today}, when your signing certificate is not valid. "
            "Set the clock right and sign again.",
        )


def _countersignature_field(countersigner: bytes | None, named: str) -> fields.SigFieldSpec:
    return fields.SigFieldSpec(
        COUNTERSIGNATURE,
        readable_field_name=f"Countersignature of {named}" if named else "Countersignature",
        seed_value_dict=None if countersigner is None else _only(countersigner),
        field_mdp_spec=fields.FieldMDPSpec(fields.FieldMDPAction.ALL),
        doc_mdp_update_value=fields.MDPPerm.NO_CHANGES,
    )


def _only(certificate: bytes) -> fields.SigSeedValueSpec:
    return fields.SigSeedValueSpec(
        cert=fields.SigCertConstraints(
            flags=fields.SigCertConstraintFlags.SUBJECT, subjects=[Certificate.load(der(certificate))]
        )
    )


def _check_place(writer: _Increment, identity: Identity) -> None:
    """pyHanko compares issuer and serial number only; a person is the whole certificate."""
    places = fields.enumerate_sig_fields(writer, filled_status=False, with_name=COUNTERSIGNATURE)
    place = next((reference.get_object() for _name, _value, reference in places), None)
    if place is None:
        raise SupdeskError("countersign.no-place", "This PDF has no empty place for a countersignature.")
    named = named_certificates(place)
    if named and fingerprint(identity.certificate) not in named:
        raise SupdeskError(
            "countersign.other-person", "This PDF is to be countersigned by somebody else's certificate."
        )


def named_certificates(field: generic.DictionaryObject) -> frozenset[str]:
    """Fingerprints of the certificates a signature field reserves itself for; none means anybody's."""
    try:
        subjects = field["/SV"]["/Cert"]["/Subject"]
    except KeyError:
        return frozenset()
    return frozenset(fingerprint(subject.original_bytes) for subject in subjects)


def _attach(writer: _Increment, attachment: Attachment, now: datetime) -> None:
    stamp = now.astimezone(UTC)
    embedded = EmbeddedFileObject.from_file_data(
        writer,
        data=attachment.content,
        mime_type=attachment.media_type,
        params=EmbeddedFileParams(creation_date=stamp, modification_date=stamp),
    )
    embed_file(
        writer,
        FileSpec(
            file_spec_string=attachment.name,
            file_name=attachment.name,
            embedded_data=embedded,
            af_relationship=generic.pdf_name("/Data"),
        ),
    )
