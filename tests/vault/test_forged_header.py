"""A header that was tampered with is refused in a sentence, and opens nothing."""

import time
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from supdesk.vault import keys
from supdesk.vault.header import (
    Header,
    Kind,
    open_with_passphrase,
    open_with_recovery,
)
from supdesk.vault.header_file import MOST_BYTES, dump, parse
from supdesk.vault.keys import CEILING
from tests.vault.headers import KEY, PASSPHRASE, code, complete, forged, plain, refusal, told, unlock


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


def test_a_header_without_a_passphrase_slot_is_never_opened() -> None:
    bare = replace(plain(), slots=())
    assert bare.slot(Kind.PASSPHRASE) is None
    assert code(lambda: unlock(bare)) == "vault.header.unreadable"
