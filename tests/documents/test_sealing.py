"""Sealing: the owner signs, a place is kept for the other party, and other readers agree."""

import subprocess
from datetime import timedelta
from io import BytesIO

import pytest
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.fields import MDPPerm
from pyhanko.sign.validation import read_certification_data
from pypdf import PdfReader

from supdesk.documents.pdf import Attachment, Pdf, SignedPdf
from supdesk.documents.sealing import countersign, seal
from supdesk.documents.verifying import verify
from supdesk.domain.errors import SupdeskError
from tests.documents.signed_examples import (
    ADA,
    BEE,
    CYD,
    LATER,
    MADE,
    SIGNED,
    agreed,
    alone,
    awaiting,
    identity,
    page,
)


def _pdfsig(tmp_path, signed: SignedPdf) -> str:
    """What poppler says of a file."""
    path = tmp_path / "signed.pdf"
    path.write_bytes(signed.content)
    return subprocess.run(["pdfsig", path], capture_output=True, text=True, check=True).stdout


def test_poppler_finds_the_owners_signature_valid_over_the_total_document(tmp_path):
    said = _pdfsig(tmp_path, alone())
    assert "Signer Certificate Common Name: Ada Example" in said
    assert "Signature Type: ETSI.CAdES.detached" in said
    assert said.count("Signature is Valid") == 1
    assert "- Total document signed" in said


def test_poppler_finds_both_signatures_of_a_countersigned_file_valid(tmp_path):
    said = _pdfsig(tmp_path, agreed())
    assert said.count("Signature is Valid") == 2
    assert said.count("- Total document signed") == 1
    assert said.index("Ada Example") < said.index("Bee Sample") < said.index("- Total document signed")


def test_poppler_sees_the_empty_place_for_the_countersignature(tmp_path):
    said = _pdfsig(tmp_path, awaiting())
    assert said.count("Signature is Valid") == 1
    assert "Signature Field Name: Countersignature\n  The signature form field is not signed." in said


def test_a_file_with_one_signer_allows_no_changes_and_one_with_two_only_form_filling():
    def allowed(signed: SignedPdf) -> MDPPerm:
        return read_certification_data(PdfFileReader(BytesIO(signed.content))).permission

    assert allowed(alone()) is MDPPerm.NO_CHANGES
    assert allowed(awaiting()) is MDPPerm.FILL_FORMS


def test_the_countersignature_locks_the_whole_document():
    last = PdfFileReader(BytesIO(agreed().content)).embedded_signatures[-1]
    assert last.field_name == "Countersignature"
    assert last.docmdp_level is MDPPerm.NO_CHANGES
    assert last.fieldmdp.is_locked("Owner")


def test_countersigning_only_adds_to_the_end():
    first = awaiting()
    both = countersign(first, BEE, now=LATER, reason="Agreed")
    assert both.content.startswith(first.content)
    assert len(both.content) > len(first.content)


def test_the_page_is_left_as_it_was_drawn():
    drawn = PdfReader(BytesIO(page().content))
    signed = PdfReader(BytesIO(agreed().content))
    assert [leaf.extract_text() for leaf in signed.pages] == [leaf.extract_text() for leaf in drawn.pages]
    assert [leaf.get_contents().get_data() for leaf in signed.pages] == [
        leaf.get_contents().get_data() for leaf in drawn.pages
    ]
    assert signed.metadata == drawn.metadata


def test_signature_fields_take_no_room_on_the_page():
    fields = PdfReader(BytesIO(agreed().content)).pages[0]["/Annots"]
    assert [[float(edge) for edge in field.get_object()["/Rect"]] for field in fields] == [[0.0] * 4] * 2


def test_the_time_and_reason_of_signing_are_those_given():
    sealed = PdfFileReader(BytesIO(alone().content)).embedded_signatures[0]
    assert sealed.self_reported_timestamp == SIGNED
    assert sealed.sig_object["/Reason"] == "Sealed"


def test_attachments_come_out_as_they_went_in():
    files = [
        Attachment("register.json", b'{"invented": true}' * 100, "application/json"),
        Attachment("a.csv", b"date\r\n2026-03-03\r\n", "text/csv"),
    ]
    signed = seal(page(), ADA, now=SIGNED, reason="Sealed", attachments=files)
    carried = PdfReader(BytesIO(signed.content)).attachments
    assert carried == {file.name: [file.content] for file in files}
    assert list(carried) == ["a.csv", "register.json"]
    assert verify(signed.content).holds


def test_attachments_and_both_signatures_go_together():
    file = Attachment("register.json", b"{}", "application/json")
    first = seal(page(), ADA, now=SIGNED, reason="Sealed", attachments=[file], countersign=True)
    both = countersign(first, BEE, now=LATER, reason="Agreed")
    assert verify(both.content, pinned=[ADA.certificate, BEE.certificate]).holds
    assert PdfReader(BytesIO(both.content)).attachments == {"register.json": [b"{}"]}


def test_a_place_kept_for_one_person_is_refused_to_another():
    with pytest.raises(SupdeskError) as refused:
        countersign(awaiting(BEE), CYD, now=LATER, reason="Agreed")
    assert refused.value.code == "countersign.other-person"


def test_a_place_kept_for_one_certificate_is_refused_to_another_of_the_same_name():
    with pytest.raises(SupdeskError) as refused:
        countersign(awaiting(BEE), identity("Bee Sample", "other bee"), now=LATER, reason="Agreed")
    assert refused.value.code == "countersign.other-person"


@pytest.mark.parametrize("full", [alone, agreed])
def test_there_is_no_place_for_another_signature_once_all_are_given(full):
    with pytest.raises(SupdeskError) as refused:
        countersign(full(), CYD, now=LATER, reason="Me too")
    assert refused.value.code == "countersign.no-place"


@pytest.mark.parametrize("wrong", [MADE - timedelta(days=365), MADE + timedelta(days=366 * 20)])
def test_a_clock_outside_the_certificates_life_stops_the_signing(wrong):
    with pytest.raises(SupdeskError) as refused:
        seal(page(), ADA, now=wrong, reason="Sealed")
    assert refused.value.code == "clock.outside-certificate"
    assert str(wrong.year) in refused.value.sentence


def test_an_identity_can_sign_in_the_second_it_is_made():
    fresh = identity("Ada Example", "fresh", SIGNED + timedelta(microseconds=900_000))
    signed = seal(page(), fresh, now=SIGNED + timedelta(microseconds=950_000), reason="Sealed")
    assert verify(signed.content, pinned=[fresh.certificate]).holds


def test_an_unsigned_page_is_no_signed_one_and_both_say_their_digest():
    assert Pdf(b"abc") != SignedPdf(b"abc")
    assert Pdf(b"abc").sha256 == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    assert SignedPdf(b"abc").sha256 == Pdf(b"abc").sha256
    assert "abc" not in repr(SignedPdf(b"abc"))


def test_sealing_leaves_no_file_behind(tmp_path, monkeypatch):
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    agreed()
    assert list(tmp_path.iterdir()) == []
