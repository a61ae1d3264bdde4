"""The key that opens the database, and what it takes to wrap it.

One random data key opens the database for as long as the vault lives. It is never stored bare: each slot of
`vault.json` holds a copy wrapped with AES-256-GCM under a key made from something the person has. The slot's
own parameters are authenticated with it, so a changed parameter fails like a wrong key.
"""

import math
import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import astuple, dataclass, field, replace

import rfc8785
from argon2.exceptions import HashingError
from argon2.low_level import Type, hash_secret_raw
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from supdesk.domain.errors import SupdeskError

Entropy = Callable[[int], bytes]

KEY_BYTES = 32
SALT_BYTES = 16
NONCE_BYTES = 12
WRAPPED_BYTES = KEY_BYTES + SALT_BYTES + 16

SLOWEST_SECONDS = 1.0
QUICKEST_SECONDS = 0.3
AIM_SECONDS = 0.5

_RAW = re.compile(r"x'[0-9a-f]{96}'")


@dataclass(frozen=True, slots=True)
class DataKey:
    """The database's key and salt; a class so that its bytes are never printed by accident."""

    key: bytes = field(repr=False)
    salt: bytes = field(repr=False)

    def __post_init__(self) -> None:
        if len(self.key) != KEY_BYTES or len(self.salt) != SALT_BYTES:
            raise ValueError("a data key is 32 bytes and its salt 16")

    @classmethod
    def new(cls, entropy: Entropy) -> "DataKey":
        """A fresh key from `entropy`, which answers with as many random bytes as it is asked for."""
        return cls(entropy(KEY_BYTES), entropy(SALT_BYTES))

    def raw(self) -> str:
        """The key as SQLCipher's raw-key literal; hex only, because PRAGMA key cannot be bound."""
        literal = f"x'{self.key.hex()}{self.salt.hex()}'"
        if not _RAW.fullmatch(literal):
            raise ValueError("a raw key is 96 hex digits")
        return literal


@dataclass(frozen=True, slots=True)
class Profile:
    """What one guess at the passphrase costs: Argon2id's memory in KiB, passes over it, and lanes."""

    memory_kib: int
    passes: int
    lanes: int


FLOOR = Profile(64 * 1024, 3, 4)
"""RFC 9106's second choice; nothing cheaper opens outside tests."""

START = Profile(256 * 1024, 3, 4)
"""Where calibration starts: fits the memory of a small laptop."""

CEILING = Profile(4 * 1024 * 1024, 64, 64)
"""Beyond this an edited header would only be trying to exhaust the laptop."""


def check_profile(profile: Profile, floor: Profile = FLOOR) -> None:
    """Refuse a cost outside floor..CEILING with SupdeskError `vault.header.cost`; allocates nothing."""
    bounds = zip(astuple(floor), astuple(profile), astuple(CEILING), strict=True)
    if not all(low <= value <= high for low, value, high in bounds):
        raise SupdeskError(
            "vault.header.cost",
            "vault.json asks for a passphrase check outside the safe range, so it was not run. "
            "Copy vault.json back from the newest folder in backups.",
        )


def derive(passphrase: str, salt: bytes, profile: Profile, floor: Profile = FLOOR) -> bytes:
    """The 32-byte key a passphrase stands for, by Argon2id.

    The passphrase is put in Unicode form NFKC first: keyboards compose letters differently. Raises SupdeskError
    `vault.header.cost` before any memory is taken, `vault.memory` when there is too little of it.
    """
    check_profile(profile, floor)
    secret = unicodedata.normalize("NFKC", passphrase).encode("utf-8", "surrogatepass")
    try:
        return hash_secret_raw(secret, salt, profile.passes, profile.memory_kib, profile.lanes, KEY_BYTES, Type.ID)
    except (HashingError, MemoryError) as error:
        raise SupdeskError(
            "vault.memory",
            "There is not enough free memory to check the passphrase. Close other programs and try again.",
        ) from error


def calibrate(
    clock: Callable[[], float],
    start: Profile = START,
    floor: Profile = FLOOR,
    run: Callable[[str, bytes, Profile, Profile], bytes] = derive,
) -> Profile:
    """The profile that takes this laptop 0.3 to 1.0 s, as near as whole steps allow, and never below `floor`.

    `clock` gives seconds. A slow laptop gets less memory, a quick one more passes: memory that fits here should
    also fit the laptop a backup is opened on.
    """

    def seconds(profile: Profile) -> float:
        before = clock()
        try:
            run("calibration", bytes(SALT_BYTES), profile, floor)
        except SupdeskError:
            return math.inf
        return clock() - before

    profile, taken = start, seconds(start)
    while taken > SLOWEST_SECONDS and profile.memory_kib > floor.memory_kib:
        profile = replace(profile, memory_kib=max(floor.memory_kib, profile.memory_kib // 2))
        taken = seconds(profile)
    if taken >= QUICKEST_SECONDS:
        return profile
    passes = math.ceil(profile.passes * AIM_SECONDS / max(taken, 0.001))
    return replace(profile, passes=min(passes, CEILING.passes // 2))


def stretch(secret: bytes, salt: bytes, purpose: str) -> bytes:
    """A 32-byte key for one purpose from a secret that is already random (HKDF-SHA256)."""
    return HKDF(SHA256(), KEY_BYTES, salt, purpose.encode()).derive(secret)


def canonical(value: Mapping[str, object]) -> bytes:
    """RFC 8785 canonical JSON; ValueError for what it cannot express."""
    return rfc8785.dumps(value)  # type: ignore[arg-type]  # its recursive type knows no `object`


def wrap(key: DataKey, wrapping: bytes, nonce: bytes, context: Mapping[str, object]) -> bytes:
    """The data key encrypted under `wrapping` and bound to `context`; a nonce serves one wrapping key once."""
    return AESGCM(wrapping).encrypt(nonce, key.key + key.salt, canonical(context))


def unwrap(wrapped: bytes, wrapping: bytes, nonce: bytes, context: Mapping[str, object]) -> DataKey | None:
    """The data key, or None when the wrapping key or the context is not the one it was wrapped with."""
    try:
        plain = AESGCM(wrapping).decrypt(nonce, wrapped, canonical(context))
    except InvalidTag:
        return None
    return DataKey(plain[:KEY_BYTES], plain[KEY_BYTES:])
