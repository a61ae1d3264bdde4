"""Self-issued certificates: they prove that a file is whole and who held the key, not who somebody is.

Two people pin each other's by comparing eight words face to face, once.
"""

from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from hashlib import sha256
from typing import TYPE_CHECKING

from dateutil.relativedelta import relativedelta

from supdesk.domain.errors import SupdeskError

if TYPE_CHECKING:
    from cryptography import x509
    from cryptography.hazmat.primitives.asymmetric import ec

YEARS_VALID = 20
ENTROPY_BYTES = 64
WORDS = 8

# The order of the group P-256 (FIPS 186-5): a private key is a number from 1 to one less than this.
_P256_ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
_COMMON_NAME_BYTES = 64


@dataclass(frozen=True, slots=True)
class Identity:
    """A vault owner's certificate (PEM) and the private key (PKCS #8, DER) that signs for it."""

    certificate: bytes
    private_key: bytes = field(repr=False)


def make_identity(name: str, vault_id: str, now: datetime, entropy: bytes) -> Identity:
    """A new self-signed identity, valid for 20 years from `now` (aware UTC).

    `entropy` is 64 bytes from the operating system's generator; the same arguments give the same identity.
    Raises ValueError for a blank name, a naive time or entropy of another length.
    """
    from cryptography.hazmat.primitives import serialization

    if len(entropy) != ENTROPY_BYTES or now.tzinfo is None or not name.strip():
        raise ValueError("an identity needs a name, an aware time and 64 bytes of entropy")
    key = _private_key(entropy[:40])
    certificate = _self_signed(key, name.strip(), vault_id, now, int.from_bytes(entropy[40:59]) | 1)
    return Identity(
        certificate.public_bytes(serialization.Encoding.PEM),
        key.private_bytes(
            serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        ),
    )


def fingerprint(certificate: bytes) -> str:
    """SHA-256 of the whole certificate (given as PEM or DER), 64 lower-case hex digits.

    Raises SupdeskError `certificate.unreadable`.
    """
    return sha256(der(certificate)).hexdigest()


def fingerprint_words(certificate: bytes) -> tuple[str, ...]:
    """The fingerprint's first 88 bits as eight BIP 39 English words, to be read aloud."""
    return words_for(fingerprint(certificate))


def grouped(digest: str) -> str:
    """Hex digits as people copy them: upper case, in groups of four."""
    return " ".join(digest[at : at + 4].upper() for at in range(0, len(digest), 4))


def words_for(digest: str) -> tuple[str, ...]:
    """The eight words for a SHA-256 given as hex digits: eleven bits a word."""
    bits = int(digest[: WORDS * 11 // 4], 16)
    return tuple(_word_list()[(bits >> (11 * place)) & 0x7FF] for place in reversed(range(WORDS)))


def der(certificate: bytes) -> bytes:
    """A certificate's DER, from PEM or DER. Raises SupdeskError `certificate.unreadable`."""
    from cryptography import x509
    from cryptography.hazmat.primitives.serialization import Encoding

    pem = certificate.lstrip().startswith(b"-----BEGIN")
    try:
        read = (x509.load_pem_x509_certificate if pem else x509.load_der_x509_certificate)(certificate)
    except ValueError as unreadable:
        raise SupdeskError(
            "certificate.unreadable",
            "This is not a certificate supdesk can read. Choose the certificate file (PEM) you were given.",
        ) from unreadable
    return read.public_bytes(Encoding.DER)


@cache
def _word_list() -> list[str]:
    from mnemonic import Mnemonic

    return list(Mnemonic("english").wordlist)


def _private_key(entropy: bytes) -> "ec.EllipticCurvePrivateKey":
    """A P-256 key from 320 random bits: 64 more than needed, so that the remainder is not skewed."""
    from cryptography.hazmat.primitives.asymmetric import ec

    return ec.derive_private_key(int.from_bytes(entropy) % (_P256_ORDER - 1) + 1, ec.SECP256R1())


def _self_signed(
    key: "ec.EllipticCurvePrivateKey", name: str, vault_id: str, now: datetime, serial: int
) -> "x509.Certificate":
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes

    subject = _subject(name, vault_id)
    builder = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(serial)
        .not_valid_before(now)
        .not_valid_after(now + relativedelta(years=YEARS_VALID))
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(_signing_only(), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
    )
    return builder.sign(key, hashes.SHA256(), ecdsa_deterministic=True)


def _subject(name: str, vault_id: str) -> "x509.Name":
    from cryptography import x509
    from cryptography.x509.oid import NameOID

    common_name = name.encode()[:_COMMON_NAME_BYTES].decode(errors="ignore")
    return x509.Name(
        [
            x509.NameAttribute(NameOID.COMMON_NAME, common_name),
            x509.NameAttribute(NameOID.SERIAL_NUMBER, vault_id),
        ]
    )


def _signing_only() -> "x509.KeyUsage":
    from cryptography import x509

    return x509.KeyUsage(
        digital_signature=True,
        content_commitment=True,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=False,
        crl_sign=False,
        encipher_only=False,
        decipher_only=False,
    )
