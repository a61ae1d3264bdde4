"""A certificate is made by the vault for its owner; people compare eight words."""

from datetime import UTC, datetime, timedelta

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from mnemonic import Mnemonic

from supdesk.documents.certificates import (
    Identity,
    der,
    fingerprint,
    fingerprint_words,
    grouped,
    make_identity,
)
from supdesk.domain.errors import SupdeskError
from tests.documents.signed_examples import ADA, ANOTHER_ADA, BEE, MADE, identity


def _read(owner: Identity) -> x509.Certificate:
    return x509.load_pem_x509_certificate(owner.certificate)


def test_the_certificate_signs_itself_and_names_its_owner_and_vault():
    certificate = _read(ADA)
    certificate.verify_directly_issued_by(certificate)
    assert certificate.subject.get_attributes_for_oid(NameOID.COMMON_NAME)[0].value == "Ada Example"
    assert certificate.subject.get_attributes_for_oid(NameOID.SERIAL_NUMBER)[0].value == "vault-ada"


def test_the_key_may_sign_and_commit_and_nothing_else():
    usage = _read(ADA).extensions.get_extension_for_class(x509.KeyUsage)
    assert usage.critical
    assert usage.value.digital_signature
    assert usage.value.content_commitment
    others = ("key_cert_sign", "crl_sign", "key_encipherment", "data_encipherment", "key_agreement")
    assert not any(getattr(usage.value, other) for other in others)
    assert not _read(ADA).extensions.get_extension_for_class(x509.BasicConstraints).value.ca


def test_it_is_an_elliptic_curve_certificate_valid_for_twenty_years():
    certificate = _read(ADA)
    assert isinstance(certificate.public_key(), ec.EllipticCurvePublicKey)
    assert certificate.not_valid_before_utc == MADE
    assert certificate.not_valid_after_utc == MADE.replace(year=MADE.year + 20)


def test_an_identity_made_on_a_leap_day_lasts_to_the_last_of_february():
    leap = datetime(2080, 2, 29, 12, tzinfo=UTC)
    assert _read(identity("Ada Example", "leap", leap)).not_valid_after_utc == datetime(2100, 2, 28, 12, tzinfo=UTC)


def test_the_private_key_belongs_to_the_certificate_and_is_never_shown():
    key = serialization.load_der_private_key(ADA.private_key, password=None)
    assert key.public_key() == _read(ADA).public_key()
    assert "private_key" not in repr(ADA)


def test_the_same_arguments_give_the_same_identity_and_other_entropy_another():
    assert make_identity("Ada Example", "v", MADE, b"\x01" * 64) == make_identity(
        "Ada Example", "v", MADE, b"\x01" * 64
    )
    other = make_identity("Ada Example", "v", MADE, b"\x02" * 64)
    assert other.private_key != make_identity("Ada Example", "v", MADE, b"\x01" * 64).private_key


@pytest.mark.parametrize(
    ("name", "now", "entropy"),
    [
        ("Ada Example", MADE, b"\x01" * 63),
        ("Ada Example", MADE.replace(tzinfo=None), b"\x01" * 64),
        ("  ", MADE, b"\x01" * 64),
    ],
)
def test_an_identity_is_not_made_from_too_little(name, now, entropy):
    with pytest.raises(ValueError, match="64 bytes of entropy"):
        make_identity(name, "v", now, entropy)


def test_a_name_too_long_for_a_certificate_is_cut_between_letters():
    long = _read(make_identity("Zoë-" * 40, "v", MADE, b"\x05" * 64))
    name = long.subject.get_attributes_for_oid(NameOID.COMMON_NAME)[0].value
    assert len(name.encode()) <= 64
    assert ("Zoë-" * 40).startswith(name)


def test_the_fingerprint_is_the_sha_256_of_the_certificate_as_pem_or_der():
    expected = _read(ADA).fingerprint(_read(ADA).signature_hash_algorithm).hex()
    assert fingerprint(ADA.certificate) == fingerprint(der(ADA.certificate)) == expected
    assert grouped(expected).replace(" ", "").lower() == expected
    assert all(len(group) == 4 for group in grouped(expected).split())


def test_the_eight_words_are_the_first_88_bits_of_the_fingerprint():
    words = fingerprint_words(ADA.certificate)
    listed = Mnemonic("english").wordlist
    bits = "".join(f"{listed.index(word):011b}" for word in words)
    assert len(words) == 8
    assert f"{int(bits, 2):022x}" == fingerprint(ADA.certificate)[:22]


def test_another_certificate_of_the_same_name_has_other_words():
    assert fingerprint_words(ADA.certificate) != fingerprint_words(ANOTHER_ADA.certificate)
    assert fingerprint_words(ADA.certificate) != fingerprint_words(BEE.certificate)


@pytest.mark.parametrize("rubbish", [b"", b"not a certificate", b"-----BEGIN CERTIFICATE-----\nAAAA"])
def test_rubbish_is_not_taken_for_a_certificate(rubbish):
    with pytest.raises(SupdeskError) as refused:
        fingerprint(rubbish)
    assert refused.value.code == "certificate.unreadable"


def test_a_certificate_keeps_its_life_to_the_second():
    odd = MADE + timedelta(microseconds=123_456)
    assert _read(identity("Ada Example", "odd", odd)).not_valid_before_utc == MADE
