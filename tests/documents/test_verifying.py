"""Verifying: what was signed holds; whatever was done to it afterwards does not."""

import random
import re
from datetime import timedelta
from hashlib import sha512

import pytest
from cryptography import x509

from supdesk.documents import certificates, verifying
from supdesk.documents.certificates import fingerprint, fingerprint_words, grouped, make_identity
from supdesk.documents.sealing import countersign, seal
from supdesk.documents.verifying import verify
from supdesk.domain.errors import SupdeskError
from tests.documents.edits import covered_bytes, flipped
from tests.documents.signed_examples import (
    ADA,
    ANOTHER_ADA,
    BEE,
    CYD,
    LATER,
    MADE,
    PINS,
    SIGNED,
    STATES,
    agreed,
    alone,
    awaiting,
    every_state,
    page,
    quiet_update,
    scrawl,
    scrawl_past_the_seed,
)


@pytest.fixture(scope="module")
def sealed() -> dict[str, bytes]:
    return every_state()


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
    assert second.fingerprint == grouped(fingerprint(BEE.certificate))
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


def test_a_certificate_not_meant_for_signing_fails(monkeypatch):
    for_secrets = x509.KeyUsage(False, False, True, False, False, False, False, False, False)
    monkeypatch.setattr(certificates, "_signing_only", lambda: for_secrets)
    keeper = make_identity("Ada Example", "v", MADE, b"\x0b" * 64)
    verdict = verify(seal(page(), keeper, now=SIGNED, reason="Sealed").content)
    assert "was not valid for signing" in verdict.sentence


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


@pytest.mark.parametrize(("state", "sample"), [("alone", 200), ("agreed", 80)])
def test_flipping_any_byte_a_signature_covers_fails(sealed, state, sample):
    content = sealed[state]
    covered = covered_bytes(content)
    ends = covered[:12] + covered[-40:]
    marks = [found.start() for found in re.finditer(rb"/ByteRange|xref|trailer|/Prev|/Root|/V |%%EOF", content)]
    places = sorted({*covered[:: len(covered) // sample], *ends, *set(marks).intersection(covered)})
    assert len(places) > sample
    held = [at for at in places if verify(flipped(content, at, 1 << at % 8)).holds]
    assert held == []


@pytest.mark.parametrize("state", STATES)
def test_the_room_left_beside_a_signature_carries_nothing(sealed, state):
    content = sealed[state]
    padding = content.rindex(b"00000000>")
    assert not verify(flipped(content, padding, 1)).holds
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
