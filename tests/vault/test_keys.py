"""The data key, what wraps it, and what a guess costs."""

import unicodedata
from dataclasses import astuple, replace

import pytest
from argon2.exceptions import HashingError
from hypothesis import given
from hypothesis import strategies as st

from supdesk.domain.errors import SupdeskError
from supdesk.vault import keys
from supdesk.vault.keys import CEILING, FLOOR, START, DataKey, Profile, calibrate, derive, unwrap, wrap

CHEAP = Profile(64, 1, 1)
SALT = bytes(range(16))
KEY = DataKey(bytes(range(32)), SALT)

key_bytes = st.binary(min_size=32, max_size=32)
data_keys = st.builds(DataKey, key_bytes, st.binary(min_size=16, max_size=16))
nonces = st.binary(min_size=12, max_size=12)
contexts = st.dictionaries(st.text(max_size=5), st.integers(-9, 9) | st.text(max_size=5), max_size=3)


@given(data_keys)
def test_the_raw_key_is_hex_and_nothing_else(key: DataKey) -> None:
    assert key.raw() == f"x'{(key.key + key.salt).hex()}'"
    assert len(key.raw()) == 99


def test_a_printed_data_key_shows_no_bytes() -> None:
    assert repr(KEY) == "DataKey()"


@pytest.mark.parametrize(("key", "salt"), [(31, 16), (33, 16), (32, 15), (32, 0)])
def test_a_data_key_of_another_size_cannot_exist(key: int, salt: int) -> None:
    with pytest.raises(ValueError, match="32 bytes"):
        DataKey(bytes(key), bytes(salt))


def test_a_new_data_key_takes_all_its_bytes_from_the_entropy_it_is_given() -> None:
    asked: list[int] = []

    def entropy(count: int) -> bytes:
        asked.append(count)
        return bytes([len(asked)]) * count

    assert DataKey.new(entropy) == DataKey(b"\1" * 32, b"\2" * 16)
    assert asked == [32, 16]


@given(data_keys, key_bytes, nonces, contexts)
def test_what_was_wrapped_unwraps_to_the_same_key(
    key: DataKey, wrapping: bytes, nonce: bytes, context: dict[str, object]
) -> None:
    assert unwrap(wrap(key, wrapping, nonce, context), wrapping, nonce, context) == key


@given(key_bytes, nonces, contexts, st.data())
def test_another_wrapping_key_nonce_context_or_a_changed_bit_unwraps_nothing(
    wrapping: bytes, nonce: bytes, context: dict[str, object], data: st.DataObject
) -> None:
    wrapped = wrap(KEY, wrapping, nonce, context)
    place = data.draw(st.integers(0, len(wrapped) * 8 - 1))
    flipped = bytearray(wrapped)
    flipped[place // 8] ^= 1 << place % 8
    other_key = data.draw(key_bytes.filter(lambda other: other != wrapping))
    other_nonce = data.draw(nonces.filter(lambda other: other != nonce))
    other_context = data.draw(contexts.filter(lambda other: other != context))
    assert unwrap(bytes(flipped), wrapping, nonce, context) is None
    assert unwrap(wrapped, other_key, nonce, context) is None
    assert unwrap(wrapped, wrapping, other_nonce, context) is None
    assert unwrap(wrapped, wrapping, nonce, other_context) is None


def test_a_passphrase_gives_the_same_key_however_its_letters_were_composed() -> None:
    typed = "Café on the corner, ﬁve times"
    decomposed = unicodedata.normalize("NFD", typed)
    assert decomposed != typed
    assert derive(typed, SALT, CHEAP, CHEAP) == derive(decomposed, SALT, CHEAP, CHEAP)


@given(st.text(min_size=1, max_size=30))
def test_any_passphrase_that_can_be_typed_gives_a_key(passphrase: str) -> None:
    assert len(derive(passphrase, SALT, CHEAP, CHEAP)) == 32


def test_half_a_character_left_by_a_keyboard_is_no_crash() -> None:
    assert len(derive("a\ud83d", SALT, CHEAP, CHEAP)) == 32


def test_passphrase_salt_and_cost_each_change_the_key() -> None:
    made = {
        derive("one", SALT, CHEAP, CHEAP),
        derive("two", SALT, CHEAP, CHEAP),
        derive("one", SALT[::-1], CHEAP, CHEAP),
        derive("one", SALT, replace(CHEAP, passes=2), CHEAP),
        derive("one", SALT, replace(CHEAP, memory_kib=128), CHEAP),
        derive("one", SALT, replace(CHEAP, memory_kib=128, lanes=2), CHEAP),
    }
    assert len(made) == 6


def _below_and_above() -> list[Profile]:
    names = ("memory_kib", "passes", "lanes")
    low = [replace(START, **{name: getattr(FLOOR, name) - 1}) for name in names]
    high = [replace(START, **{name: getattr(CEILING, name) + 1}) for name in names]
    return [*low, *high, Profile(-1, 3, 4), Profile(0, 0, 0), Profile(2**60, 2**60, 2**60)]


@pytest.mark.parametrize("profile", _below_and_above(), ids=lambda profile: str(astuple(profile)))
def test_a_cost_out_of_range_is_refused_before_memory_is_taken(
    profile: Profile, monkeypatch: pytest.MonkeyPatch
) -> None:
    reached: list[object] = []
    monkeypatch.setattr(keys, "hash_secret_raw", lambda *arguments: reached.append(arguments))
    with pytest.raises(SupdeskError) as refused:
        derive("passphrase", SALT, profile)
    assert refused.value.code == "vault.header.cost"
    assert reached == []


def test_too_little_memory_is_said_in_words(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> bytes:
        raise HashingError("Memory allocation error")

    monkeypatch.setattr(keys, "hash_secret_raw", fail)
    with pytest.raises(SupdeskError, match="not enough free memory") as refused:
        derive("passphrase", SALT, FLOOR)
    assert refused.value.code == "vault.memory"


class Laptop:
    """A clock and a derivation that takes so many seconds for each GiB of memory passed over once."""

    def __init__(self, seconds_per_gib: float, largest_kib: int = CEILING.memory_kib) -> None:
        self.now = 0.0
        self.pace = seconds_per_gib
        self.largest_kib = largest_kib

    def clock(self) -> float:
        return self.now

    def cost(self, profile: Profile) -> float:
        return self.pace * profile.passes * profile.memory_kib / 1024**2

    def run(self, _passphrase: str, _salt: bytes, profile: Profile, floor: Profile) -> bytes:
        assert all(asked >= least for asked, least in zip(astuple(profile), astuple(floor), strict=True))
        if profile.memory_kib > self.largest_kib:
            raise SupdeskError("vault.memory", "There is not enough free memory.")
        self.now += self.cost(profile)
        return bytes(32)


@given(st.floats(0.05, 5.0))
def test_a_new_vault_takes_this_laptop_between_a_third_and_one_second(seconds_per_gib: float) -> None:
    laptop = Laptop(seconds_per_gib)
    profile = calibrate(laptop.clock, run=laptop.run)
    assert 0.3 <= laptop.cost(profile) <= 1.0


@given(st.floats(0.0, 1000.0))
def test_no_laptop_is_too_slow_or_quick_for_a_safe_profile(seconds_per_gib: float) -> None:
    laptop = Laptop(seconds_per_gib)
    keys.check_profile(calibrate(laptop.clock, run=laptop.run))


def test_a_laptop_with_little_memory_gets_a_profile_that_fits() -> None:
    laptop = Laptop(0.05, largest_kib=FLOOR.memory_kib)
    assert calibrate(laptop.clock, run=laptop.run).memory_kib == FLOOR.memory_kib


def test_the_real_derivation_opens_at_the_floor() -> None:
    assert len(derive("invented passphrase", SALT, FLOOR)) == 32
