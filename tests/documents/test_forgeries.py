"""Forgeries: edits appended, signatures wrapped, moved and borrowed. None of them holds."""

import re
from io import BytesIO

import pytest
from asn1crypto.cms import CertificateChoices, CMSAttribute, CMSAttributes, ContentInfo
from asn1crypto.x509 import Certificate
from pypdf import PdfReader, PdfWriter
from pypdf.annotations import FreeText
from reportlab.pdfgen.canvas import Canvas

from supdesk.documents.certificates import der
from supdesk.documents.pdf import Attachment, Pdf
from supdesk.documents.sealing import countersign, seal
from supdesk.documents.verifying import verify
from tests.documents import edits
from tests.documents.signed_examples import (
    ADA,
    BEE,
    CYD,
    LATER,
    PINS,
    SIGNED,
    STATES,
    alone,
    every_state,
    page,
    quiet_update,
    scrawl,
    written,
)


@pytest.fixture(scope="module")
def sealed() -> dict[str, bytes]:
    return every_state()


@pytest.fixture(scope="module")
def rich() -> dict[str, bytes]:
    """The three states again, of a page with a text box and an attachment."""
    drawn = _page_with_a_text_box()
    files = [Attachment("data.txt", b"as signed", "text/plain")]
    shut = seal(drawn, ADA, now=SIGNED, reason="Sealed", attachments=files)
    room = seal(
        drawn,
        ADA,
        now=SIGNED,
        reason="Sealed",
        attachments=files,
        countersign=True,
        countersigner=BEE.certificate,
    )
    both = countersign(room, BEE, now=LATER, reason="Agreed")
    return {"alone": shut.content, "awaiting": room.content, "agreed": both.content}


def _page_with_a_text_box() -> Pdf:
    out = BytesIO()
    canvas = Canvas(out, invariant=True)
    canvas.drawString(72, 720, "An invented record")
    canvas.acroForm.textfield(name="Remark", x=72, y=600, width=200, height=20)
    canvas.save()
    return Pdf(out.getvalue())


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("edit", edits.EDITS, ids=lambda edit: edit.__name__)
def test_an_incremental_edit_fails(rich, state, edit):
    assert verify(rich[state]).holds
    writer = quiet_update(rich[state])
    edit(writer)
    edited = written(writer)
    assert edited.startswith(rich[state])
    assert len(edited) > len(rich[state])
    verdict = verify(edited)
    assert not verdict.holds
    assert "added to it after it was signed" in verdict.sentence


@pytest.mark.parametrize("edit", edits.EDITS, ids=lambda edit: edit.__name__)
def test_the_named_countersigner_may_not_change_anything_while_signing(rich, edit):
    writer = quiet_update(rich["awaiting"])
    edit(writer)
    verdict = verify(scrawl(writer, BEE, "Countersignature"), pinned=PINS)
    assert not verdict.holds
    assert "It was changed between its signatures." in verdict.problems


@pytest.mark.parametrize("edit", edits.EDITS, ids=lambda edit: edit.__name__)
def test_an_edit_before_the_named_countersignature_fails(rich, edit):
    writer = quiet_update(rich["awaiting"])
    edit(writer)
    verdict = verify(scrawl(quiet_update(written(writer)), BEE, "Countersignature"))
    assert not verdict.holds
    assert "It was changed between its signatures." in verdict.problems


@pytest.mark.parametrize("state", STATES)
def test_a_second_unknown_signature_fails(sealed, state):
    for pinned in ((), PINS, (*PINS, CYD.certificate)):
        assert not verify(scrawl(quiet_update(sealed[state]), CYD, "Another"), pinned=pinned).holds


def test_a_seed_value_rewritten_for_another_person_does_not_name_them(sealed):
    writer = quiet_update(sealed["awaiting"])
    place = writer.root["/AcroForm"]["/Fields"][1]
    del place["/SV"]
    writer.update_container(place)
    verdict = verify(scrawl(writer, CYD, "Countersignature"), pinned=(ADA.certificate, CYD.certificate))
    assert not verdict.holds
    assert "Ada Example did not name Cyd Nobody to sign it too." in verdict.problems


def test_the_edits_really_change_what_a_reader_shows(rich):
    """The forgeries above are worth refusing: another reader believes them."""
    writer = quiet_update(rich["alone"])
    for edit in (edits.attachment, edits.comment, edits.filled_field, edits.page, edits.title):
        edit(writer)
    fooled = PdfReader(BytesIO(written(writer)))
    assert fooled.attachments == {"data.txt": [b"swapped"]}
    assert fooled.get_form_text_fields()["Remark"] == "Filled in afterwards"
    assert len(fooled.pages) == 2
    assert fooled.metadata.title == "Another title"
    assert "A remark nobody made" in [note.get_object().get("/Contents") for note in fooled.pages[0]["/Annots"]]


def test_an_older_table_put_back_in_force_fails(sealed):
    """No object is touched: only where the reader is to look for them."""
    content = sealed["agreed"]
    tables = [found.start() for found in re.finditer(rb"(?m)^xref", content)]
    rolled_back = content + b"startxref\n%d\n%%%%EOF\n" % tables[0]
    assert len(PdfReader(BytesIO(rolled_back)).pages) == 2
    assert not verify(rolled_back).holds


def test_a_comment_by_an_ordinary_pdf_tool_fails(sealed, tmp_path):
    path = tmp_path / "commented.pdf"
    path.write_bytes(sealed["alone"])
    writer = PdfWriter(path, incremental=True)
    writer.add_annotation(0, FreeText(text="A remark nobody made", rect=(72, 600, 200, 620)))
    writer.write(path)
    commented = path.read_bytes()
    assert commented.startswith(sealed["alone"][:-1])
    assert commented != sealed["alone"]
    assert not verify(commented).holds


# Wrapping and shadows


def _ranges(content: bytes) -> tuple[int, int, int]:
    start, before, after, length = map(int, re.findall(rb"/ByteRange \[(\d+) (\d+) (\d+) (\d+)\]", content)[-1])
    assert start == 0
    return before, after, length


def test_a_signed_tail_moved_away_and_replaced_fails(sealed):
    """The digest still matches: the signature points at the copy, readers read the replacement."""
    content = sealed["alone"]
    before, after, length = _ranges(content)
    tail = content[after:]
    old = re.search(rb"/ByteRange \[[^\]]*\] *", tail)[0]
    new = b"/ByteRange [0 %d %d %d]" % (before, len(content), length)
    wrapped = content[:after] + tail.replace(old, new.ljust(len(old))) + tail
    assert verify(content).holds
    verdict = verify(wrapped)
    assert not verdict.holds
    assert verdict.problems[0] == "Something was added to it after it was signed."


@pytest.mark.parametrize("numbers", ["0 0 0 0", "-1 5 10 5", "0 10 5 10", "0 99999999 99999999 1", "5 0 R", "0 1"])
def test_a_byte_range_that_makes_no_sense_fails(sealed, numbers):
    content = sealed["alone"]
    old = re.search(rb"/ByteRange \[[^\]]*\] *", content)[0]
    new = f"/ByteRange [{numbers}]".encode().ljust(len(old))
    assert not verify(content.replace(old, new)).holds


def test_a_signature_carried_over_to_another_document_fails(sealed):
    other = alone(page("Another invented record")).content
    before, after, _length = _ranges(sealed["alone"])
    there, back, _rest = _ranges(other)
    carried = sealed["alone"][before + 1 : after - 1].rstrip(b"0").ljust(back - there - 2, b"0")
    assert verify(other).holds
    verdict = verify(other[: there + 1] + carried + other[back - 1 :])
    assert verdict.problems == ("It was changed after Ada Example signed it.",)


def _certificate_slipped_in(data):
    data["certificates"].append(CertificateChoices("certificate", Certificate.load(der(CYD.certificate))))


def _attribute_slipped_in(data):
    data["signer_infos"][0]["unsigned_attrs"] = CMSAttributes(
        [CMSAttribute({"type": "content_type", "values": ["data"]})]
    )


def _digest_named_otherwise(data):
    data["digest_algorithms"][0]["algorithm"] = "sha512"


def _nothing(data):
    return


SLIPPED = (_certificate_slipped_in, _attribute_slipped_in, _digest_named_otherwise)


def _repacked(content: bytes, change) -> bytes:
    before, after, _length = _ranges(content)
    cms = ContentInfo.load(bytes.fromhex(content[before + 1 : after - 1].decode()))
    change(cms["content"])
    packed = cms.dump(force=True).hex().upper().encode()
    return content[: before + 1] + packed.ljust(after - before - 2, b"0") + content[after - 1 :]


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("change", SLIPPED, ids=lambda change: change.__name__)
def test_what_a_signature_itself_does_not_vouch_for_can_not_be_slipped_in_beside_it(sealed, state, change):
    assert verify(_repacked(sealed[state], _nothing)).holds
    assert not verify(_repacked(sealed[state], change)).holds


def test_a_signature_written_in_other_letters_fails(sealed):
    content = sealed["alone"]
    before, after, _length = _ranges(content)
    assert not verify(content[:before] + content[before:after].lower() + content[after:]).holds


def test_two_files_in_one_fail(sealed):
    assert not verify(sealed["alone"] + sealed["agreed"]).holds
    assert not verify(page().content + sealed["alone"]).holds
