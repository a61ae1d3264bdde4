"""The header: each of its ways opens to the same key, and none tells of another."""

from hypothesis import given, settings
from hypothesis import strategies as st

from supdesk.vault import keys
from supdesk.vault.header import (
    new_header,
    new_recovery_slot,
    open_with_keyring,
    open_with_recovery,
    rewrap_passphrase,
    with_keyring_slot,
    without_keyring_slot,
)
from supdesk.vault.header_file import dump, parse
from tests.vault.headers import (
    CHEAP,
    KEY,
    PASSPHRASE,
    SECRET,
    VAULT_ID,
    code,
    complete,
    entropy_from,
    plain,
    refusal,
    unlock,
)

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


def test_the_old_vault_json_opens_with_the_passphrase_of_its_day() -> None:
    """What the seal cannot prove: an older file put back whole is not refused; a backup relies on it."""
    changed = rewrap_passphrase(plain(), KEY, "a new passphrase", CHEAP, entropy_from(6), CHEAP)
    assert changed != plain()
    assert unlock(parse(dump(plain()))) == KEY
