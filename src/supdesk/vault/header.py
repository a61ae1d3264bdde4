"""`vault.json`: which vault this is, and the slots that each hold the data key under another lock.

Three things guard it, and each proves something different:

- *Each slot's own tag* (AES-GCM) binds format, vault id and the slot's parameters to the wrapped key. A wrong
  passphrase and a changed slot both fail here, and the tag cannot say which.
- *The digest* (SHA-256 over everything else, canonical JSON) needs no key, so it is checked first and tells the two
  apart: when it does not match, the file was damaged or edited. It proves nothing against someone who edits on
  purpose and computes it anew; they reach the tag, which reports a wrong passphrase, or the seal. The digest's rule
  is the same in every format to come.
- *The seal* (HMAC-SHA256 under a key stretched from the data key) is checked once a slot has opened. It proves that
  whoever wrote this set of slots held the data key: no slot was added, swapped or dropped by anyone else. It cannot
  prove that this is the newest vault.json: an older one, put back whole, opens with the passphrase of its day.
"""

import hmac
import re
from dataclasses import asdict, dataclass, replace
from enum import StrEnum
from typing import Any

from supdesk.domain.errors import SupdeskError
from supdesk.vault import recovery
from supdesk.vault.keys import (
    FLOOR,
    NONCE_BYTES,
    SALT_BYTES,
    DataKey,
    Entropy,
    Profile,
    canonical,
    derive,
    stretch,
    unwrap,
    wrap,
)

NAME = "vault.json"
FORMAT = 1
VAULT_ID = re.compile(r"[0-9A-Za-z-]{1,64}")

REMEDY = "Copy it back from the newest folder in backups."


class Kind(StrEnum):
    """What opens a slot."""

    PASSPHRASE = "passphrase"  # noqa: S105  # a kind of slot, not a secret
    RECOVERY = "recovery"
    KEYRING = "keyring"


@dataclass(frozen=True, slots=True)
class Slot:
    """The data key under one lock; only a passphrase slot has a profile."""

    kind: Kind
    salt: bytes
    nonce: bytes
    wrapped: bytes
    profile: Profile | None = None


@dataclass(frozen=True, slots=True)
class Header:
    """One vault.json as a value: at most one slot of each kind, and always a passphrase."""

    vault_id: str
    slots: tuple[Slot, ...]
    seal: bytes
    format: int = FORMAT

    def slot(self, kind: Kind) -> Slot | None:
        """The slot of that kind, if there is one."""
        return next((slot for slot in self.slots if slot.kind is kind), None)


# Making and changing: every function answers with a new header and touches no disk.


def new_header(
    vault_id: str, key: DataKey, passphrase: str, profile: Profile, entropy: Entropy, floor: Profile = FLOOR
) -> Header:
    """A header whose only slot is the passphrase; SupdeskError `vault.passphrase.empty`, `vault.header.cost`."""
    if not VAULT_ID.fullmatch(vault_id):
        raise ValueError("a vault id is 1 to 64 letters, digits or hyphens")
    return rewrap_passphrase(Header(vault_id, (), b""), key, passphrase, profile, entropy, floor)


def rewrap_passphrase(
    header: Header, key: DataKey, passphrase: str, profile: Profile, entropy: Entropy, floor: Profile = FLOOR
) -> Header:
    """The header with a new passphrase; the other slots stay. Errors as `new_header`."""
    if not passphrase:
        raise SupdeskError("vault.passphrase.empty", "Choose a passphrase: it cannot be empty.")
    salt = entropy(SALT_BYTES)
    wrapping = derive(passphrase, salt, profile, floor)
    return _with(header, key, Kind.PASSPHRASE, salt, wrapping, entropy, profile)


def new_recovery_slot(header: Header, key: DataKey, entropy: Entropy) -> tuple[Header, tuple[str, ...]]:
    """The header with a fresh recovery code, and its 24 words; an earlier code stops working once it is written."""
    words, salt = recovery.new_words(entropy), entropy(SALT_BYTES)
    wrapping = recovery.wrapping_key(words, salt)
    return _with(header, key, Kind.RECOVERY, salt, wrapping, entropy), words


def with_keyring_slot(header: Header, key: DataKey, secret: bytes, entropy: Entropy) -> Header:
    """The header with a slot that opens by the 32-byte secret kept in the system's keyring."""
    salt = entropy(SALT_BYTES)
    return _with(header, key, Kind.KEYRING, salt, _keyring_key(secret, salt), entropy)


def with_slot(header: Header, key: DataKey, slot: Slot) -> Header:
    """The header with a slot that was made for this vault earlier; whatever else changed since stays."""
    return _sealed(header, key, (*(other for other in header.slots if other.kind is not slot.kind), slot))


def without_keyring_slot(header: Header, key: DataKey) -> Header:
    """The header that the system's keyring no longer opens."""
    return _sealed(header, key, tuple(slot for slot in header.slots if slot.kind is not Kind.KEYRING))


def _with(
    header: Header,
    key: DataKey,
    kind: Kind,
    salt: bytes,
    wrapping: bytes,
    entropy: Entropy,
    profile: Profile | None = None,
) -> Header:
    bare = Slot(kind, salt, entropy(NONCE_BYTES), b"", profile)
    return with_slot(header, key, replace(bare, wrapped=wrap(key, wrapping, bare.nonce, _context(header, bare))))


def _context(header: Header, slot: Slot) -> dict[str, Any]:
    parameters = slot_content(slot)
    del parameters["wrapped"]
    return {"format": header.format, "vault_id": header.vault_id, "slot": parameters}


def _sealed(header: Header, key: DataKey, slots: tuple[Slot, ...]) -> Header:
    changed = replace(header, slots=slots)
    return replace(changed, seal=_seal(changed, key))


def _seal(header: Header, key: DataKey) -> bytes:
    sealing = stretch(key.key, key.salt, "supdesk header seal 1")
    return hmac.digest(sealing, canonical(unsealed(header)), "sha256")


def _keyring_key(secret: bytes, salt: bytes) -> bytes:
    return stretch(secret, salt, "supdesk keyring slot 1")


# Opening: the data key, or one sentence.


def open_with_passphrase(header: Header, passphrase: str, floor: Profile = FLOOR) -> DataKey:
    """The data key, after as long as the slot's profile asks: work for the bench.

    SupdeskError `vault.passphrase.wrong`, `vault.header.cost`, `vault.header.edited`, `vault.memory`.
    """
    slot = header.slot(Kind.PASSPHRASE)
    if slot is None or slot.profile is None:
        raise unreadable("it has no passphrase slot")
    wrapping = derive(passphrase, slot.salt, slot.profile, floor)
    wrong = SupdeskError("vault.passphrase.wrong", "That passphrase does not open this vault.")
    return _opened(header, slot, wrapping, wrong)


def open_with_recovery(header: Header, typed: str) -> DataKey:
    """The data key from 24 words as typed.

    SupdeskError `vault.recovery.none`, `.count`, `.word`, `.checksum`, `.wrong`, `vault.header.edited`.
    """
    slot = header.slot(Kind.RECOVERY)
    if slot is None:
        raise SupdeskError("vault.recovery.none", "This vault has no recovery code; use the passphrase.")
    wrapping = recovery.wrapping_key(recovery.parse_words(typed), slot.salt)
    wrong = SupdeskError(
        "vault.recovery.wrong",
        "This recovery code is well formed but does not open this vault: "
        "it belongs to another vault, or a newer sheet replaced it.",
    )
    return _opened(header, slot, wrapping, wrong)


def open_with_keyring(header: Header, secret: bytes) -> DataKey:
    """The data key; SupdeskError `vault.keyring.none`, `.changed`, `vault.header.edited`."""
    slot = header.slot(Kind.KEYRING)
    if slot is None:
        raise SupdeskError(
            "vault.keyring.none", "This vault is not kept in the system's keyring; use the passphrase."
        )
    changed = SupdeskError(
        "vault.keyring.changed",
        "What the system's keyring holds no longer opens this vault; use the passphrase.",
    )
    return _opened(header, slot, _keyring_key(secret, slot.salt), changed)


def _opened(header: Header, slot: Slot, wrapping: bytes, otherwise: SupdeskError) -> DataKey:
    key = unwrap(slot.wrapped, wrapping, slot.nonce, _context(header, slot))
    if key is None:
        raise otherwise
    if not is_sealed_by(header, key):
        raise edited()
    return key


def is_sealed_by(header: Header, key: DataKey) -> bool:
    """Whether somebody who held that key wrote this very header."""
    return hmac.compare_digest(header.seal, _seal(header, key))


# Its content, as text and seal both need it, and the two sentences both can end in.


def unsealed(header: Header) -> dict[str, Any]:
    """What the seal covers, in JSON's own types."""
    slots = [slot_content(slot) for slot in header.slots]
    return {"format": header.format, "vault_id": header.vault_id, "slots": slots}


def slot_content(slot: Slot) -> dict[str, Any]:
    """One slot in JSON's own types."""
    cost = asdict(slot.profile) if slot.profile else {}
    secrets = {"salt": slot.salt.hex(), "nonce": slot.nonce.hex(), "wrapped": slot.wrapped.hex()}
    return {"kind": slot.kind.value, **cost, **secrets}


def unreadable(why: str) -> SupdeskError:
    """`vault.header.unreadable`, with what is wrong."""
    return SupdeskError("vault.header.unreadable", f"{NAME} cannot be understood: {why}. {REMEDY}")


def edited() -> SupdeskError:
    """`vault.header.edited`: it is whole, but not as supdesk left it."""
    return SupdeskError("vault.header.edited", f"{NAME} was changed or damaged outside supdesk. {REMEDY}")
