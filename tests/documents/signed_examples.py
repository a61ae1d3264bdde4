"""Invented people, a small page of theirs, and a second pen that signs without our rules."""

from datetime import UTC, datetime, timedelta
from hashlib import sha512
from io import BytesIO

from asn1crypto.keys import PrivateKeyInfo
from asn1crypto.x509 import Certificate
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.generic import pdf_name
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import fields
from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner, SimpleSigner
from pyhanko_certvalidator.registry import SimpleCertificateStore
from reportlab.pdfgen.canvas import Canvas

from supdesk.documents.certificates import Identity, der, make_identity
from supdesk.documents.pdf import Pdf, SignedPdf
from supdesk.documents.sealing import countersign, seal

MADE = datetime(2026, 1, 5, 9, 0, tzinfo=UTC)
SIGNED = datetime(2026, 3, 3, 10, 15, tzinfo=UTC)
LATER = SIGNED + timedelta(days=1)


def identity(name: str, seed: str, made: datetime = MADE) -> Identity:
    return make_identity(name, f"vault-{seed}", made, sha512(seed.encode()).digest())


ADA = identity("Ada Example", "ada")
BEE = identity("Bee Sample", "bee")
CYD = identity("Cyd Nobody", "cyd")
ANOTHER_ADA = identity("Ada Example", "another ada")
PINS = (ADA.certificate, BEE.certificate)
STATES = ("alone", "awaiting", "agreed")


def page(text: str = "An invented record", pages: int = 2) -> Pdf:
    out = BytesIO()
    canvas = Canvas(out, invariant=True)
    for number in range(pages):
        canvas.drawString(72, 720, f"{text}, page {number + 1}")
        canvas.showPage()
    canvas.save()
    return Pdf(out.getvalue())


def alone(pdf: Pdf | None = None, by: Identity = ADA) -> SignedPdf:
    """One signer, nothing may follow."""
    return seal(pdf or page(), by, now=SIGNED, reason="Sealed")


def awaiting(countersigner: Identity | None = BEE, by: Identity = ADA) -> SignedPdf:
    """One signature, and an empty place for the other."""
    named = countersigner.certificate if countersigner else None
    return seal(page(), by, now=SIGNED, reason="Sealed", countersign=True, countersigner=named)


def agreed(countersigner: Identity = BEE, named: bool = True) -> SignedPdf:
    """Both signatures in their places."""
    return countersign(awaiting(countersigner if named else None), countersigner, now=LATER, reason="Agreed with")


def every_state() -> dict[str, bytes]:
    """The three states a signed file can be in."""
    return {"alone": alone().content, "awaiting": awaiting().content, "agreed": agreed().content}


class _LawlessSigner(PdfSigner):
    """A forger's pen: it signs what the certification forbids."""

    def _enforce_certification_constraints(self, reader):
        return


class _QuietWriter(IncrementalPdfFileWriter):
    def _update_meta(self):
        return


def quiet_update(content: bytes) -> IncrementalPdfFileWriter:
    """An update that writes only what the forger changes."""
    return _QuietWriter(BytesIO(content))


def scrawl(writer: IncrementalPdfFileWriter, by: Identity, field: str, **more) -> bytes:
    """A signature made with pyHanko directly, in `field` (made if need be), dated by the computer."""
    signer = SimpleSigner(
        signing_cert=Certificate.load(der(by.certificate)),
        signing_key=PrivateKeyInfo.load(by.private_key),
        cert_registry=SimpleCertificateStore(),
    )
    more.setdefault("md_algorithm", "sha256")
    metadata = PdfSignatureMetadata(field_name=field, subfilter=fields.SigSeedSubFilter.PADES, **more)
    out = BytesIO()
    _LawlessSigner(metadata, signer).sign_pdf(writer, output=out)
    return out.getvalue()


def written(writer: IncrementalPdfFileWriter) -> bytes:
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def scrawl_past_the_seed(content: bytes, by) -> bytes:
    """The empty place filled without asking whom it is kept for: the seed value is hidden from the pen only."""
    place_number = quiet_update(content).root["/AcroForm"]["/Fields"].raw_get(1).idnum
    writer = quiet_update(content)
    place = writer.root["/AcroForm"]["/Fields"][1]
    seed = place.raw_get("/SV")
    del place["/SV"]
    place_after = _restoring(writer, place_number, seed)
    return scrawl(place_after, by, "Countersignature", docmdp_permissions=fields.MDPPerm.NO_CHANGES)


def _restoring(writer, number, seed):
    """Puts the seed value back at the moment of writing, so that the update shows none of this."""
    write = writer._write

    def put_back_and_write(*args, **kwargs):
        field = writer.objects[(0, number)]
        restored = generic.DictionaryObject()
        for key in ("/FT", "/T", "/Type", "/Subtype", "/F", "/Rect", "/P", "/TU"):
            restored[pdf_name(key)] = field.raw_get(key)
        restored[pdf_name("/SV")] = seed
        restored[pdf_name("/Lock")] = field.raw_get("/Lock")
        restored[pdf_name("/V")] = field.raw_get("/V")
        writer.objects[(0, number)] = restored
        return write(*args, **kwargs)

    writer._write = put_back_and_write
    return writer
