"""The recovery sheet's 24 words."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from supdesk.domain.errors import SupdeskError
from supdesk.vault import recovery
from supdesk.vault.recovery import challenge, confirm, entropy_of, mistaken, new_words, parse_words, wrapping_key

SECRET = bytes(range(32))
WORDS = new_words(lambda count: SECRET[:count])
SALT = bytes(16)

secrets = st.binary(min_size=32, max_size=32)


def words_of(secret: bytes) -> tuple[str, ...]:
    return new_words(lambda _: secret)


def code_of(typed: str) -> str:
    with pytest.raises(SupdeskError) as refused:
        parse_words(typed)
    return refused.value.code


def test_zero_bits_give_the_published_words() -> None:
    """BIP 39's own test vector for 256 zero bits."""
    assert words_of(bytes(32)) == ("abandon",) * 23 + ("art",)


@given(secrets)
def test_words_and_secret_stand_for_each_other(secret: bytes) -> None:
    words = words_of(secret)
    assert len(words) == 24
    assert entropy_of(parse_words(" ".join(words))) == secret


@pytest.mark.parametrize(
    "typed",
    [
        " ".join(WORDS).upper(),
        ", ".join(WORDS),
        "\n".join(f"{place}. {word}" for place, word in enumerate(WORDS, start=1)),
        "\t".join(f"{place:>2}) {word.title()};" for place, word in enumerate(WORDS, start=1)),
        "  " + "   ".join(WORDS) + " \r\n",
        "\N{NO-BREAK SPACE}-\N{NO-BREAK SPACE}".join(WORDS),
    ],
    ids=["capitals", "commas", "numbered lines", "numbered columns", "spaces", "dashes"],
)
def test_words_are_read_however_they_are_laid_out(typed: str) -> None:
    assert parse_words(typed) == WORDS


def test_a_missing_word_is_counted() -> None:
    with pytest.raises(SupdeskError, match="has 24 words; this one has 23") as refused:
        parse_words(" ".join(WORDS[:-1]))
    assert refused.value.code == "vault.recovery.count"


def test_an_unlisted_word_is_named_with_its_place_and_the_nearest_word() -> None:
    typed = " ".join(["abandon"] * 4 + ["abondon"] + ["abandon"] * 18 + ["art"])
    with pytest.raises(SupdeskError, match=r"Word 5, “abondon”, .* Is it “abandon”\?") as refused:
        parse_words(typed)
    assert refused.value.code == "vault.recovery.word"


def test_a_word_like_no_other_is_sent_back_to_the_sheet() -> None:
    with pytest.raises(SupdeskError, match="Check it against the sheet"):
        parse_words(" ".join(["qqqqqq", *WORDS[1:]]))


def test_an_endless_word_is_refused_in_a_short_sentence() -> None:
    with pytest.raises(SupdeskError) as refused:
        parse_words(" ".join(["z" * 1_000_000, *WORDS[1:]]))
    assert len(refused.value.sentence) < 120


def test_two_words_that_changed_places_are_caught() -> None:
    words = list(WORDS)
    words[2], words[3] = words[3], words[2]
    assert code_of(" ".join(words)) == "vault.recovery.checksum"


def test_the_checksum_catches_nearly_every_wrong_word() -> None:
    draw = random.Random(1)
    listed = recovery._english().wordlist

    def slips_through() -> bool:
        words = list(WORDS)
        place = draw.randrange(24)
        words[place] = draw.choice([word for word in listed if word != words[place]])
        try:
            entropy_of(words)
        except SupdeskError:
            return False
        return True

    assert sum(slips_through() for _ in range(500)) < 10  # one in 256 is expected


@given(st.text(max_size=200))
def test_nothing_typed_is_a_crash(typed: str) -> None:
    assert code_of(typed).startswith("vault.recovery.")


def test_the_wrapping_key_depends_on_words_and_salt() -> None:
    made = {
        wrapping_key(WORDS, SALT),
        wrapping_key(words_of(bytes(32)), SALT),
        wrapping_key(WORDS, b"\1" * 16),
    }
    assert {len(key) for key in made} == {32}
    assert len(made) == 3
    assert SECRET not in made


@given(st.binary(max_size=20), st.integers(1, 24))
def test_a_challenge_asks_different_words_in_the_sheets_order(seed: bytes, count: int) -> None:
    places = challenge(seed, count)
    assert len(set(places)) == count
    assert list(places) == sorted(places)
    assert all(1 <= place <= 24 for place in places)


def test_challenges_differ_from_seed_to_seed_and_reach_every_word() -> None:
    asked = {place for seed in range(200) for place in challenge(bytes([seed]))}
    assert asked == set(range(1, 25))


def test_the_sheet_is_confirmed_by_its_own_words_only() -> None:
    places = challenge(b"seed")
    right = {place: f" {WORDS[place - 1].upper()} " for place in places}
    assert confirm(WORDS, right)
    wrong = {**right, places[1]: "zoo"}
    assert not confirm(WORDS, wrong)
    assert mistaken(WORDS, wrong) == (places[1],)
    assert not confirm(WORDS, {})
