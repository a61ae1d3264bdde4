"""Verifying: what was signed holds; whatever was done to it afterwards does not."""

import random
import re
from datetime import timedelta
from hashlib import sha512
from io import BytesIO

import pytest
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.embed import EmbeddedFileObject
from pyhanko.pdf_utils.generic import pdf_name
from pyhanko.sign import fields
from pypdf import PdfReader, PdfWriter
from pypdf.annotations import FreeText
from reportlab.pdfgen.canvas import Canvas

from supdesk.documents import verifying
from supdesk.documents.certificates import fingerprint_hex, fingerprint_words, make_identity
from supdesk.documents.pdf import Attachment, Pdf
from supdesk.documents.sealing import countersign, seal
from supdesk.documents.verifying import verify
from supdesk.domain.errors import SupdeskError
from tests.documents.signed_examples import (
    ADA,
    ANOTHER_ADA,
    BEE,
    CYD,
    LATER,
    MADE,
    SIGNED,
    agreed,
    alone,
    awaiting,
    page,
    quiet_update,
    scrawl,
    written,
)

PINS = (ADA.certificate, BEE.certificate)


@pytest.fixture(scope="module")
def sealed() -> dict[str, bytes]:
    """The three states a signed file can be in."""
    return {"alone": alone().content, "awaiting": awaiting().content, "agreed": agreed().content}


STATES = ("alone", "awaiting", "agreed")


# What holds


@pytest.mark.parametrize("state", STATES)
def test_a_sealed_file_holds_with_and_without_pins(sealed, state):
    assert verify(sealed[state]).holds
    assert verify(sealed[state], pinned=[ADA.certificate]).holds
    assert verify(sealed[state], pinned=PINS).problems == ()


def test_the_verdict_names_the_signers_their_words_and_when_by_their_own_account(sealed):
    verdict = verify(sealed["agreed"], pinned=[ADA.certificate])
    first, second = verdict.signers
    assert (first.name, second.name) == ("Ada Example", "Bee Sample")
    assert (first.signed_at, second.signed_at) == (SIGNED, LATER)
    assert first.fingerprint_words == fingerprint_words(ADA.certificate)
    assert second.fingerprint == fingerprint_hex(BEE.certificate)
    assert (first.compared, second.compared) == (True, False)
    assert "Ada Example (3 March 2026, 10:15) and Bee Sample (4 March 2026, 10:15)" in verdict.sentence
    assert "by their own account" in verdict.sentence


def test_without_pins_the_sentence_says_compared_with_nobodys(sealed):
    verdict = verify(sealed["alone"])
    assert "compared with nobody's" in verdict.sentence
    assert not verdict.signers[0].compared


def test_a_countersignature_nobody_named_beforehand_holds_once_pinned():
    both = agreed(named=False).content
    assert verify(both, pinned=PINS).holds


# Who signed


@pytest.mark.parametrize("state", STATES)
def test_the_same_page_signed_by_another_certificate_of_the_same_name_fails_with_pins(state):
    makers = {
        "alone": lambda: alone(by=ANOTHER_ADA),
        "awaiting": lambda: awaiting(by=ANOTHER_ADA),
        "agreed": lambda: countersign(awaiting(by=ANOTHER_ADA), BEE, now=LATER, reason="Agreed"),
    }
    content = makers[state]().content
    assert verify(content).holds
    verdict = verify(content, pinned=PINS)
    assert not verdict.holds
    assert "a certificate of the name Ada Example that you have not compared" in verdict.sentence


def test_a_further_signer_whom_nothing_names_fails():
    both = agreed(CYD, named=False).content
    for pinned in ((), (ADA.certificate,), PINS):
        verdict = verify(both, pinned=pinned)
        assert not verdict.holds
        assert verdict.problems == ("Ada Example did not name Cyd Nobody to sign it too.",)


def test_a_place_named_for_one_is_not_filled_by_another_even_a_pinned_one(sealed):
    intruded = scrawl_past_the_seed(sealed["awaiting"], CYD)
    assert not verify(intruded).holds
    assert not verify(intruded, pinned=(*PINS, CYD.certificate)).holds


def test_a_certificate_with_the_named_ones_name_and_serial_number_is_still_another(sealed):
    entropy = sha512(b"bee").digest()
    double = make_identity("Bee Sample", "vault-bee", MADE, b"\x07" * 40 + entropy[40:])
    verdict = verify(scrawl_past_the_seed(sealed["awaiting"], double))
    assert verdict.problems == ("Ada Example did not name Bee Sample to sign it too.",)


def test_a_certificate_not_yet_valid_when_it_signed_fails():
    unborn = make_identity("Ada Example", "v", SIGNED + timedelta(days=36500), b"\x09" * 64)
    content = scrawl(quiet_update(page().content), unborn, "Owner", certify=True)
    verdict = verify(content)
    assert verdict.problems == (
        "Ada Example's certificate was not valid for signing at the time the signature gives.",
    )


def test_a_signature_over_a_weak_digest_fails():
    content = scrawl(quiet_update(page().content), ADA, "Owner", certify=True, md_algorithm="sha1")
    assert not verify(content).holds


def test_a_name_cannot_steer_the_terminal_it_is_shown_on():
    nasty = make_identity("Ada\x1b[2J\u202e Example\n", "v", MADE, b"\x0a" * 64)
    verdict = verify(seal(page(), nasty, now=SIGNED, reason="Sealed").content)
    assert verdict.signers[0].name == "Ada[2J Example"


def test_an_unreadable_pin_is_the_callers_fault_not_the_files(sealed):
    with pytest.raises(SupdeskError) as refused:
        verify(sealed["alone"], pinned=[b"no certificate"])
    assert refused.value.code == "certificate.unreadable"


# One byte


def _covered(content: bytes) -> list[int]:
    """Every byte that the last signature covers."""
    numbers = re.findall(rb"/ByteRange \[(\d+) (\d+) (\d+) (\d+)\]", content)[-1]
    start, length, after, rest = map(int, numbers)
    return [*range(start, start + length), *range(after, after + rest)]


@pytest.mark.parametrize(("state", "sample"), [("alone", 320), ("agreed", 120)])
def test_flipping_any_byte_a_signature_covers_fails(sealed, state, sample):
    content = sealed[state]
    covered = _covered(content)
    ends = covered[:12] + covered[-40:]
    marks = [found.start() for found in re.finditer(rb"/ByteRange|xref|trailer|/Prev|/Root|/V |%%EOF", content)]
    places = sorted({*covered[:: len(covered) // sample], *ends, *set(marks).intersection(covered)})
    assert len(places) > sample
    held = [at for at in places if verify(_flipped(content, at, 1 << at % 8)).holds]
    assert held == []


def _flipped(content: bytes, at: int, mask: int) -> bytes:
    changed = bytearray(content)
    changed[at] ^= mask
    return bytes(changed)


@pytest.mark.parametrize("state", STATES)
def test_the_room_left_beside_a_signature_carries_nothing(sealed, state):
    content = sealed[state]
    padding = content.rindex(b"00000000>")
    assert not verify(_flipped(content, padding, 1)).holds
    assert not verify(content[:padding] + b"0000 000>" + content[padding + 9 :]).holds


@pytest.mark.parametrize("state", STATES)
def test_a_file_cut_short_anywhere_fails(sealed, state):
    content = sealed[state]
    whole = sealed["awaiting"]
    cuts = [*range(0, len(content), len(content) // 60), len(content) - 2]
    assert [at for at in cuts if verify(content[:at]).holds and content[:at] != whole] == []


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("tail", [b"\n", b"\n\n", b" ", b"\x00", b"%%EOF\n", b"%%EOF", b"% a remark\n%%EOF\n"])
def test_bytes_after_the_end_fail(sealed, state, tail):
    assert not verify(sealed[state] + tail).holds


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("head", [b"\n", b" ", b"%PDF-1.7\n", b"%PDF-1.4\n%junk\n", b"\xef\xbb\xbf"])
def test_bytes_before_the_beginning_fail(sealed, state, head):
    assert not verify(head + sealed[state]).holds


@pytest.mark.parametrize("state", STATES)
def test_the_last_update_repeated_fails(sealed, state):
    content = sealed[state]
    for tail in (content[-700:], content[content.rindex(b"xref\n0 1") :], content):
        assert not verify(content + tail).holds


# Incremental edits


def _comment(writer):
    note = generic.DictionaryObject(
        {
            pdf_name("/Type"): pdf_name("/Annot"),
            pdf_name("/Subtype"): pdf_name("/Text"),
            pdf_name("/Rect"): generic.ArrayObject([generic.NumberObject(n) for n in (72, 600, 92, 620)]),
            pdf_name("/Contents"): generic.pdf_string("A remark nobody made"),
        }
    )
    writer.register_annotation(writer.find_page_for_modification(0)[0], writer.add_object(note))


def _page(writer):
    tree = writer.root["/Pages"]
    leaf = generic.DictionaryObject(
        {
            pdf_name("/Type"): pdf_name("/Page"),
            pdf_name("/Parent"): writer.root.raw_get("/Pages"),
            pdf_name("/MediaBox"): generic.ArrayObject([generic.NumberObject(n) for n in (0, 0, 595, 842)]),
        }
    )
    tree["/Kids"].append(writer.add_object(leaf))
    tree["/Count"] = generic.NumberObject(len(tree["/Kids"]))
    writer.update_container(tree)


def _page_content(writer):
    leaf = writer.find_page_for_modification(0)[0].get_object()
    shown = leaf.raw_get("/Contents")
    writer.objects[(0, shown.idnum)] = generic.StreamObject(stream_data=b"0 0 595 842 re f")


def _extra_field(writer):
    fields.append_signature_field(writer, fields.SigFieldSpec("Extra"))


def _filled_field(writer):
    box = writer.root["/AcroForm"]["/Fields"]
    text = next(field for field in map(box.__getitem__, range(len(box))) if field["/FT"] == "/Tx")
    text["/V"] = generic.pdf_string("Filled in afterwards")
    writer.update_container(text)


def _own_field_changed(writer):
    owner = writer.root["/AcroForm"]["/Fields"][-1]
    owner["/TU"] = generic.pdf_string("Somebody else's signature")
    writer.update_container(owner)


def _title(writer):
    info = writer.trailer["/Info"]
    info["/Title"] = generic.pdf_string("Another title")
    writer.update_container(info)


def _script(writer):
    action = {pdf_name("/S"): pdf_name("/JavaScript"), pdf_name("/JS"): generic.pdf_string("app.alert(1)")}
    writer.root["/OpenAction"] = generic.DictionaryObject(action)
    writer.update_root()


def _stray_object(writer):
    writer.add_object(generic.pdf_string("Not used anywhere"))


def _attachment(writer):
    names = writer.root["/Names"]["/EmbeddedFiles"]["/Names"]
    swapped = EmbeddedFileObject.from_file_data(writer, data=b"swapped", mime_type="text/plain")
    names[1]["/EF"]["/F"] = names[1]["/EF"]["/UF"] = writer.add_object(swapped)
    writer.update_container(names[1])


EDITS = (
    _comment,
    _page,
    _page_content,
    _extra_field,
    _filled_field,
    _own_field_changed,
    _title,
    _script,
    _stray_object,
    _attachment,
)


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
@pytest.mark.parametrize("edit", EDITS, ids=lambda edit: edit.__name__.strip("_"))
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


@pytest.mark.parametrize("edit", EDITS, ids=lambda edit: edit.__name__.strip("_"))
def test_the_named_countersigner_may_not_change_anything_while_signing(rich, edit):
    writer = quiet_update(rich["awaiting"])
    edit(writer)
    verdict = verify(scrawl(writer, BEE, "Countersignature"), pinned=PINS)
    assert not verdict.holds
    assert "It was changed between its signatures." in verdict.problems


@pytest.mark.parametrize("edit", EDITS, ids=lambda edit: edit.__name__.strip("_"))
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
    for edit in (_attachment, _comment, _filled_field, _page, _title):
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


def test_two_files_in_one_fail(sealed):
    assert not verify(sealed["alone"] + sealed["agreed"]).holds
    assert not verify(page().content + sealed["alone"]).holds


# Rubbish


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "It is empty."),
        (b"Dear Ada, please sign this.", "It is not a PDF."),
        (page().content, "It carries no signature."),
        (b"%PDF-1.7\n%%EOF\n", "It carries no signature."),
        (b"%PDF-1.7\n/ByteRange", "It stops too early, or something was added after its end."),
    ],
    ids=["empty", "letter", "unsigned", "nothing in it", "no end"],
)
def test_what_cannot_be_a_signed_pdf_is_said_plainly(content, says):
    verdict = verify(content)
    assert not verdict.holds
    assert verdict.problems == (says,)
    assert verdict.sentence.endswith(says)


def test_a_file_too_large_to_read_is_refused_unread():
    verdict = verify(bytes(verifying.LARGEST + 1))
    assert "larger than 100 MB" in verdict.sentence


def _with_table(body: bytes, table: bytes) -> bytes:
    head = b"%PDF-1.7\n/ByteRange\n" + body
    return head + table + b"\nstartxref\n%d\n%%%%EOF\n" % len(head)


_ROOT = b"trailer\n<< /Size 2 /Root 1 0 R >>"


_TWO = b"xref\n0 2\n" + b"0000000020 00000 n \n" * 2 + _ROOT
_REFERENCES = b"1 0 obj\n<< /Type /XRef /Size 9 /W [0 0 0] /Index [0 2000000000] /Length 0 >>\nstream\n\nendstream"
BOMBS = {
    "endless references": _with_table(b"", _REFERENCES),
    "endless table": _with_table(b"", b"xref\n0 2000000000\n" + _ROOT),
    "many tables": _with_table(b"", b"xref\n0 0\n" * 50_000 + _ROOT),
    "empty sections": _with_table(b"", b"xref\n" + b"0 0\n" * 1_000_000 + _ROOT),
    "circle": _with_table(b"", b"xref\n0 0\ntrailer\n<< /Size 1 /Prev 20 >>"),
    "hidden table": _with_table(b"", b"xref\n0 0\ntrailer\n<< /#50rev 20 >>"),
    "depth": _with_table(b"1 0 obj\n" + b"[" * 200_000 + b"\nendobj\n", _TWO),
    "itself": _with_table(b"1 0 obj\n1 0 R\nendobj\n", _TWO),
    "breadth": _with_table(b"1 0 obj\n<< /A [" + b"1 " * 3_000_000 + b"] >>\nendobj\n", _TWO),
    "long word": _with_table(b"1 0 obj\n(" + b"a" * 20_000_000 + b")\nendobj\n", _TWO),
}


@pytest.mark.parametrize("bomb", BOMBS.values(), ids=BOMBS.keys())
@pytest.mark.timeout(30)
def test_a_bomb_is_a_verdict_not_a_crash(bomb):
    assert not verify(bomb).holds


@pytest.mark.timeout(60)
def test_random_damage_never_raises_and_never_holds(sealed):
    chance = random.Random(20260303)
    for _round in range(200):
        content = bytearray(sealed[chance.choice(STATES)])
        at = chance.randrange(len(content) - 200)
        content[at : at + chance.randrange(1, 200)] = chance.randbytes(chance.randrange(0, 60))
        assert not verify(bytes(content)).holds
