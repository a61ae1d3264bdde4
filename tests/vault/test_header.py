"""vault.json: what opens it, what it says when it was changed, and how it is put on disk."""

import json
import os
import random
import time
from collections.abc import Callable
from dataclasses import replace
from functools import cache, partial
from pathlib import Path
from typing import Any, TypeVar

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from supdesk.domain.errors import SupdeskError
from supdesk.vault import header_file, keys
from supdesk.vault.header import (
    Header,
    Kind,
    new_header,
    new_recovery_slot,
    open_with_keyring,
    open_with_passphrase,
    open_with_recovery,
    rewrap_passphrase,
    with_keyring_slot,
    without_keyring_slot,
)
from supdesk.vault.header_file import MOST_BYTES, dump, parse, read, write
from supdesk.vault.keys import CEILING, DataKey, Profile

CHEAP = Profile(64, 1, 1)
PASSPHRASE = "four invented words here"
SECRET = b"k" * 32
VAULT_ID = "00000000-0000-4000-8000-000000000001"


def entropy_from(seed: int) -> Callable[[int], bytes]:
    return random.Random(seed).randbytes


KEY = DataKey.new(entropy_from(1))
T = TypeVar("T")


@cache
def plain() -> Header:
    return new_header(VAULT_ID, KEY, PASSPHRASE, CHEAP, entropy_from(2), floor=CHEAP)


@cache
def complete() -> tuple[Header, str]:
    """A header with all three slots, and its recovery words."""
    header, words = new_recovery_slot(plain(), KEY, entropy_from(3))
    return with_keyring_slot(header, KEY, SECRET, entropy_from(4)), " ".join(words)


def unlock(header: Header, passphrase: str = PASSPHRASE) -> DataKey:
    return open_with_passphrase(header, passphrase, floor=CHEAP)


def refusal(call: Callable[[], object]) -> SupdeskError:
    with pytest.raises(SupdeskError) as refused:
        call()
    assert refused.value.sentence.endswith(".")
    return refused.value


def code(call: Callable[[], object]) -> str:
    return refusal(call).code


def told(call: Callable[[], T]) -> T | str:
    """What the call answers, or the code of its refusal."""
    try:
        return call()
    except SupdeskError as refused:
        return refused.code


def forged(change: Callable[[dict[str, Any]], object], header: Header | None = None) -> bytes:
    """A vault.json edited by someone who also computes the digest anew."""
    content = json.loads(dump(header or complete()[0]))
    del content["digest"]
    change(content)
    content["digest"] = header_file._digest(content)
    return json.dumps(content).encode()


# Opening


def test_each_of_the_three_slots_opens_to_the_same_key() -> None:
    header, words = complete()
    assert unlock(header) == open_with_recovery(header, words) == open_with_keyring(header, SECRET) == KEY


@given(st.text(min_size=1, max_size=40), st.text(min_size=1, max_size=40))
@settings(max_examples=50)
def test_any_passphrase_opens_its_own_vault_and_another_does_not(mine: str, other: str) -> None:
    header = new_header(VAULT_ID, KEY, mine, CHEAP, entropy_from(5), floor=CHEAP)
    assert unlock(header, mine) == KEY
    if keys.derive(mine, bytes(16), CHEAP, CHEAP) != keys.derive(other, bytes(16), CHEAP, CHEAP):
        assert code(lambda: unlock(header, other)) == "vault.passphrase.wrong"


def test_a_wrong_passphrase_says_so() -> None:
    refused = refusal(lambda: unlock(plain(), "another passphrase"))
    assert refused.sentence == "That passphrase does not open this vault."


def test_an_empty_passphrase_cannot_be_chosen() -> None:
    assert code(lambda: new_header(VAULT_ID, KEY, "", CHEAP, entropy_from(1), CHEAP)) == "vault.passphrase.empty"


def test_the_recovery_code_of_another_vault_is_not_called_a_typing_error() -> None:
    header, _ = complete()
    _, other = new_recovery_slot(plain(), KEY, entropy_from(9))
    assert code(lambda: open_with_recovery(header, " ".join(other))) == "vault.recovery.wrong"


def test_another_secret_in_the_keyring_points_to_the_passphrase() -> None:
    refused = refusal(lambda: open_with_keyring(complete()[0], b"x" * 32))
    assert refused.code == "vault.keyring.changed"
    assert "passphrase" in refused.sentence


def test_a_slot_that_was_never_made_says_so() -> None:
    _, words = complete()
    assert code(lambda: open_with_recovery(plain(), words)) == "vault.recovery.none"
    assert code(lambda: open_with_keyring(plain(), SECRET)) == "vault.keyring.none"


# Changing


def test_a_new_passphrase_replaces_the_old_one_and_leaves_the_other_ways_in() -> None:
    header, words = complete()
    changed = rewrap_passphrase(header, KEY, "a new passphrase", CHEAP, entropy_from(6), CHEAP)
    assert unlock(changed, "a new passphrase") == KEY
    assert code(lambda: unlock(changed)) == "vault.passphrase.wrong"
    assert open_with_recovery(changed, words) == open_with_keyring(changed, SECRET) == KEY
    assert unlock(header) == KEY


def test_a_new_recovery_sheet_replaces_the_old_one() -> None:
    header, old = complete()
    changed, new = new_recovery_slot(header, KEY, entropy_from(7))
    assert open_with_recovery(changed, " ".join(new)) == KEY
    assert code(lambda: open_with_recovery(changed, old)) == "vault.recovery.wrong"


def test_the_keyring_slot_can_be_taken_out_again() -> None:
    header, words = complete()
    changed = without_keyring_slot(header, KEY)
    assert code(lambda: open_with_keyring(changed, SECRET)) == "vault.keyring.none"
    assert unlock(changed) == open_with_recovery(changed, words) == KEY


def test_the_same_passphrase_wraps_differently_each_time() -> None:
    again = rewrap_passphrase(plain(), KEY, PASSPHRASE, CHEAP, entropy_from(8), CHEAP)
    before, after = plain().slots[0], again.slots[0]
    assert before.salt != after.salt
    assert before.nonce != after.nonce
    assert before.wrapped != after.wrapped


# As text


def test_a_header_is_the_same_after_writing_and_reading() -> None:
    header, _ = complete()
    assert parse(dump(header)) == header
    assert parse(dump(plain())) == plain()


@given(st.text("0123456789abcdefABCDEF-", min_size=1, max_size=64), st.booleans(), st.booleans(), st.integers())
@settings(max_examples=50)
def test_any_header_the_vault_can_make_is_the_same_after_writing_and_reading(
    vault_id: str, recovery: bool, keyring: bool, seed: int
) -> None:
    entropy = entropy_from(seed)
    header = new_header(vault_id, KEY, PASSPHRASE, CHEAP, entropy, floor=CHEAP)
    if recovery:
        header, _ = new_recovery_slot(header, KEY, entropy)
    if keyring:
        header = with_keyring_slot(header, KEY, SECRET, entropy)
    assert parse(dump(header)) == header
    assert unlock(parse(dump(header))) == KEY


def test_no_secret_stands_in_vault_json() -> None:
    header, words = complete()
    text = dump(header)
    for secret in (KEY.key, KEY.salt, SECRET):
        assert secret not in text
        assert secret.hex().encode() not in text
    assert PASSPHRASE.encode() not in text
    assert not any(f'"{word}"'.encode() in text for word in words.split())


def test_no_flipped_bit_of_vault_json_crashes_or_opens_it_for_another_passphrase() -> None:
    """Every bit of the file, one at a time; what still parses (a space become another) means the same."""
    header, words = complete()
    text = dump(header)
    codes: set[str] = set()
    for place in range(len(text) * 8):
        flipped = bytearray(text)
        flipped[place // 8] ^= 1 << place % 8
        found = told(partial(parse, bytes(flipped)))
        if isinstance(found, str):
            codes.add(found)
        else:
            assert found == header
    assert codes == {"vault.header.unreadable", "vault.header.edited"}
    assert unlock(header) == open_with_recovery(header, words) == KEY


def _slot(content: dict[str, Any], kind: str = "passphrase") -> dict[str, Any]:
    return next(slot for slot in content["slots"] if slot["kind"] == kind)


def _swap(text: str) -> str:
    return ("1" if text[0] == "0" else "0") + text[1:]


@pytest.mark.parametrize(
    "change",
    [
        lambda c: c.update(vault_id="another"),
        lambda c: _slot(c).update(salt=_swap(_slot(c)["salt"])),
        lambda c: _slot(c).update(nonce=_swap(_slot(c)["nonce"])),
        lambda c: _slot(c).update(wrapped=_swap(_slot(c)["wrapped"])),
        lambda c: _slot(c).update(passes=2),
        lambda c: _slot(c).update(memory_kib=128),
        lambda c: _slot(c).update({k: _slot(c, "keyring")[k] for k in ("salt", "nonce", "wrapped")}),
    ],
    ids=["vault id", "salt", "nonce", "wrapped key", "passes", "memory", "another slot's key"],
)
def test_an_edit_with_a_digest_computed_anew_opens_nothing(change: Callable[[dict[str, Any]], object]) -> None:
    """Here the digest proves nothing; the slot's own tag does, and cannot tell an edit from a wrong passphrase."""
    header = parse(forged(change))
    assert code(lambda: unlock(header)) == "vault.passphrase.wrong"


@pytest.mark.parametrize(
    "change",
    [
        lambda c: c.update(seal=_swap(c["seal"])),
        lambda c: c["slots"].remove(_slot(c, "recovery")),
        lambda c: c["slots"].reverse(),
        lambda c: _slot(c, "recovery").update(wrapped=_swap(_slot(c, "recovery")["wrapped"])),
    ],
    ids=["seal", "slot dropped", "slots in another order", "another slot changed"],
)
def test_whoever_lacks_the_data_key_cannot_change_the_set_of_slots(
    change: Callable[[dict[str, Any]], object],
) -> None:
    header = parse(forged(change))
    assert code(lambda: unlock(header)) == "vault.header.edited"


@pytest.mark.parametrize("name", ["memory_kib", "passes", "lanes"])
@pytest.mark.parametrize("below", [True, False], ids=["below the floor", "above the ceiling"])
def test_an_edited_cost_is_refused_before_memory_is_taken(
    name: str, below: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    value = 1 if below else getattr(CEILING, name) + 1
    header = parse(forged(lambda c: _slot(c).update({**START, name: value})))
    reached: list[object] = []
    monkeypatch.setattr(keys, "hash_secret_raw", lambda *arguments: reached.append(arguments))
    assert code(lambda: open_with_passphrase(header, PASSPHRASE)) == "vault.header.cost"
    assert reached == []


START = {"memory_kib": 256 * 1024, "passes": 3, "lanes": 4}


def test_a_vault_cheaper_than_the_floor_opens_in_tests_only() -> None:
    assert code(lambda: open_with_passphrase(plain(), PASSPHRASE)) == "vault.header.cost"


def _nested(depth: int) -> bytes:
    return b'{"digest":"00","a":' + b"[" * depth + b"]" * depth + b"}"


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"", "vault.header.empty"),
        (b" \n", "vault.header.empty"),
        (b" " * MOST_BYTES + b"{}", "vault.header.large"),
        (b"not json", "vault.header.unreadable"),
        (b"\xff\xfe\x00", "vault.header.unreadable"),
        (b"[]", "vault.header.unreadable"),
        (b"{}", "vault.header.unreadable"),
        (b'{"digest": 1}', "vault.header.unreadable"),
        (b'{"digest": "00", "digest": "00"}', "vault.header.unreadable"),
        (b'{"digest": "00", "a": NaN}', "vault.header.unreadable"),
        (b'{"digest": "00", "a": 1e999}', "vault.header.unreadable"),
        (b'{"digest": "00", "a": "\\ud800"}', "vault.header.unreadable"),
        (b'{"digest": "00", "a": ' + b"9" * 5000 + b"}", "vault.header.unreadable"),
        (b'{"digest": "00", "a": 9007199254740993}', "vault.header.unreadable"),
        (b'{"digest": "00"}', "vault.header.edited"),
        (_nested(100), "vault.header.edited"),
        (_nested(400_000), "vault.header.unreadable"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_is_no_vault_json_is_refused_in_one_sentence(data: bytes, expected: str) -> None:
    assert code(lambda: parse(data)) == expected


def _refusing(data: bytes) -> float:
    """Seconds it takes to refuse that file, when nothing else disturbs."""
    times = []
    for _ in range(7):
        began = time.perf_counter()
        code(lambda: parse(data))
        times.append(time.perf_counter() - began)
    return min(times)


def test_a_file_made_to_be_slow_takes_no_longer_than_its_length_explains() -> None:
    assert _refusing(_nested(400_000)) < 60 * _refusing(_nested(40_000))


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (lambda c: c.update(format=2, locks=[]), "vault.header.newer"),
        (lambda c: c.update(format=0), "vault.header.unreadable"),
        (lambda c: c.update(format=True), "vault.header.unreadable"),
        (lambda c: c.update(format="1"), "vault.header.unreadable"),
        (lambda c: c.update(format=1.0), "vault.header.unreadable"),
        (lambda c: c.update(note="hello"), "vault.header.unreadable"),
        (lambda c: c.pop("seal"), "vault.header.unreadable"),
        (lambda c: c.update(seal="00"), "vault.header.unreadable"),
        (lambda c: c.update(vault_id="../elsewhere"), "vault.header.unreadable"),
        (lambda c: c.update(slots={}), "vault.header.unreadable"),
        (lambda c: c.update(slots=[]), "vault.header.unreadable"),
        (lambda c: c["slots"].remove(_slot(c)), "vault.header.unreadable"),
        (lambda c: c["slots"].append(_slot(c)), "vault.header.unreadable"),
        (lambda c: c["slots"].append("recovery"), "vault.header.unreadable"),
        (lambda c: _slot(c).update(kind={}), "vault.header.unreadable"),
        (lambda c: _slot(c).update(kind="fingerprint"), "vault.header.unreadable"),
        (lambda c: _slot(c).update(hint="my cat"), "vault.header.unreadable"),
        (lambda c: _slot(c).pop("nonce"), "vault.header.unreadable"),
        (lambda c: _slot(c).update(salt=_slot(c)["salt"].upper()), "vault.header.unreadable"),
        (lambda c: _slot(c).update(salt=""), "vault.header.unreadable"),
        (lambda c: _slot(c).update(passes=True), "vault.header.unreadable"),
        (lambda c: _slot(c).update(passes=3.0), "vault.header.unreadable"),
        (lambda c: _slot(c).update(memory_kib="262144"), "vault.header.unreadable"),
        (lambda c: _slot(c, "keyring").update(passes=3), "vault.header.unreadable"),
    ],
)
def test_each_fault_of_shape_is_refused(change: Callable[[dict[str, Any]], object], expected: str) -> None:
    assert code(lambda: parse(forged(change))) == expected


def test_an_unknown_key_is_named_and_cannot_smuggle_control_characters_into_the_sentence() -> None:
    refused = refusal(lambda: parse(forged(lambda c: c.update({"no\x1b[2Jte" + "e" * 500: 1}))))
    assert "“no?[2Jteee" in refused.sentence
    assert len(refused.sentence) < 200


@given(st.binary(max_size=300) | st.text(max_size=300).map(lambda text: text.encode("utf-8", "replace")))
def test_no_bytes_at_all_are_a_crash(data: bytes) -> None:
    assert code(lambda: parse(data)).startswith("vault.header.")


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)


@given(st.sampled_from(["format", "vault_id", "slots", "seal", "other"]), json_values)
def test_no_value_in_any_place_is_a_crash(name: str, value: object) -> None:
    try:
        data = forged(lambda c: c.update({name: value}))
    except ValueError:  # canonical JSON cannot express it, so nobody can compute its digest
        return
    found = told(lambda: parse(data))
    if isinstance(found, Header):
        assert name == "vault_id" or found == complete()[0]
    else:
        assert found.startswith("vault.header.")


@given(st.sampled_from(["kind", "salt", "nonce", "wrapped", "memory_kib", "passes", "lanes"]), json_values)
def test_no_value_in_a_slot_is_a_crash_or_opens_it(name: str, value: object) -> None:
    try:
        data = forged(lambda c: _slot(c).update({name: value}))
    except ValueError:
        return
    found = told(lambda: open_with_passphrase(parse(data), PASSPHRASE))  # at the real floor: nothing derives
    assert isinstance(found, str)
    assert found.startswith("vault.header.")


# On disk


def test_a_written_header_reads_back_and_is_for_its_owner_only(tmp_path: Path) -> None:
    path = tmp_path / "vault.json"
    write(path, plain())
    write(path, complete()[0])
    assert read(path) == complete()[0]
    assert [entry.name for entry in tmp_path.iterdir()] == ["vault.json"]
    if os.name == "posix":
        assert path.stat().st_mode & 0o077 == 0


def test_a_missing_vault_json_says_so_and_none_is_made(tmp_path: Path) -> None:
    assert code(lambda: read(tmp_path / "vault.json")) == "vault.header.missing"
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"", "vault.header.empty"),
        (b"x" * (MOST_BYTES + 1), "vault.header.large"),
        (dump(plain()).replace(b"passes", b"passed"), "vault.header.edited"),
        (dump(plain())[:-40], "vault.header.unreadable"),
    ],
    ids=["empty", "huge", "edited", "cut short"],
)
def test_a_faulty_vault_json_is_left_as_it_is(tmp_path: Path, data: bytes, expected: str) -> None:
    path = tmp_path / "vault.json"
    path.write_bytes(data)
    assert code(lambda: read(path)) == expected
    assert path.read_bytes() == data
    assert list(tmp_path.iterdir()) == [path]


def test_a_folder_in_place_of_vault_json_is_refused(tmp_path: Path) -> None:
    (tmp_path / "vault.json").mkdir()
    assert code(lambda: read(tmp_path / "vault.json")) == "vault.header.unreadable"


def test_a_disk_that_cannot_be_read_is_not_called_damage(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "vault.json"
    write(path, plain())

    def fail(*_: object, **__: object) -> None:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(Path, "open", fail)
    assert code(lambda: read(path)) == "vault.header.disk"


@pytest.mark.parametrize("step", ["fsync", "replace"])
def test_when_writing_fails_the_old_vault_json_stands_and_nothing_is_left_beside_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    path = tmp_path / "vault.json"
    write(path, plain())
    before = path.read_bytes()

    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr({"fsync": os, "replace": Path}[step], step, fail)
    assert code(lambda: write(path, complete()[0])) == "vault.header.unwritten"
    assert path.read_bytes() == before
    assert list(tmp_path.iterdir()) == [path]


def test_a_file_left_by_a_crash_does_not_stop_the_next_save(tmp_path: Path) -> None:
    (tmp_path / "vault.json.new").write_bytes(b"half" * 10_000)
    write(tmp_path / "vault.json", plain())
    assert read(tmp_path / "vault.json") == plain()


def test_a_disk_that_does_not_confirm_the_new_file_is_said_and_the_file_is_the_new_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, real, calls = tmp_path / "vault.json", os.fsync, []

    def second_fails(descriptor: int) -> None:
        calls.append(descriptor)
        if len(calls) == 2:
            raise OSError(5, "Input/output error")
        real(descriptor)

    monkeypatch.setattr(os, "fsync", second_fails)
    assert code(lambda: write(path, plain())) == "vault.header.unsynced"
    assert read(path) == plain()


def test_the_old_vault_json_opens_with_the_passphrase_of_its_day() -> None:
    """What the seal cannot prove: an older file put back whole is not refused; a backup relies on it."""
    changed = rewrap_passphrase(plain(), KEY, "a new passphrase", CHEAP, entropy_from(6), CHEAP)
    assert changed != plain()
    assert unlock(parse(dump(plain()))) == KEY


def test_a_header_without_a_passphrase_slot_is_never_opened() -> None:
    bare = replace(plain(), slots=())
    assert bare.slot(Kind.PASSPHRASE) is None
    assert code(lambda: unlock(bare)) == "vault.header.unreadable"


@pytest.mark.skipif(os.name == "nt", reason="making a link needs rights of its own on Windows")
def test_a_link_laid_beside_the_header_is_not_followed(tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.write_text("somebody's work")
    (tmp_path / "vault.json.new").symlink_to(other)
    header = complete()[0]
    write(tmp_path / "vault.json", header)
    assert other.read_text() == "somebody's work"
    assert not (tmp_path / "vault.json").is_symlink()
    assert read(tmp_path / "vault.json") == header
