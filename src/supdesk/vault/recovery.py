"""The recovery sheet: 24 words that stand for 256 random bits (BIP 39, English list).

The last eight bits are a checksum, so most slips of the pen are caught before they look like a wrong code. The
words are the secret itself, not a password: no slow derivation is needed.
"""

import hashlib
import re
from collections.abc import Mapping, Sequence
from difflib import get_close_matches
from functools import cache
from typing import TYPE_CHECKING

from supdesk.domain.errors import SupdeskError
from supdesk.vault.keys import KEY_BYTES, Entropy, stretch

if TYPE_CHECKING:
    from mnemonic import Mnemonic

COUNT = 24
_LONGEST_WORD = 8


@cache
def _english() -> "Mnemonic":
    from mnemonic import Mnemonic

    return Mnemonic("english")


def new_words(entropy: Entropy) -> tuple[str, ...]:
    """24 fresh words for one recovery sheet."""
    return tuple(_english().to_mnemonic(entropy(KEY_BYTES)).split())


def parse_words(typed: str) -> tuple[str, ...]:
    """The 24 words as typed, whatever their case, numbering and punctuation.

    Raises SupdeskError `vault.recovery.count`, `.word` (naming the nearest word) or `.checksum`.
    """
    words = tuple(re.findall(r"[^\W\d_]+", typed.lower()))
    if len(words) != COUNT:
        raise SupdeskError("vault.recovery.count", f"A recovery code has {COUNT} words; this one has {len(words)}.")
    for position, word in enumerate(words, start=1):
        _check_word(position, word)
    entropy_of(words)
    return words


def _check_word(position: int, word: str) -> None:
    if word in _english().wordlist:
        return
    near = get_close_matches(word[: _LONGEST_WORD * 2], _english().wordlist, n=1)
    hint = f"Is it “{near[0]}”?" if near else "Check it against the sheet."
    shown = word if len(word) <= _LONGEST_WORD * 2 else word[: _LONGEST_WORD * 2] + "…"
    raise SupdeskError("vault.recovery.word", f"Word {position}, “{shown}”, is not a recovery code word. {hint}")


def entropy_of(words: Sequence[str]) -> bytes:
    """The 32 bytes that 24 listed words stand for; SupdeskError `vault.recovery.checksum` when they do not fit."""
    try:
        return bytes(_english().to_entropy(list(words)))
    except ValueError as error:
        raise SupdeskError(
            "vault.recovery.checksum",
            "These words do not fit together: one is wrong or two have changed places. "
            "Check them against the sheet.",
        ) from error


def wrapping_key(words: Sequence[str], salt: bytes) -> bytes:
    """The 32-byte key that wraps the data key in the recovery slot."""
    return stretch(entropy_of(words), salt, "supdesk recovery slot 1")


def challenge(seed: bytes, count: int = 3) -> tuple[int, ...]:
    """Which words, counted from 1 in rising order, the person types to show the sheet exists."""
    drawn = sorted(range(1, COUNT + 1), key=lambda place: hashlib.sha256(seed + bytes([place])).digest())
    return tuple(sorted(drawn[:count]))


def mistaken(words: Sequence[str], answers: Mapping[int, str]) -> tuple[int, ...]:
    """The positions (from 1) whose answer is not the word on the sheet."""
    return tuple(place for place, answer in sorted(answers.items()) if answer.strip().lower() != words[place - 1])


def confirm(words: Sequence[str], answers: Mapping[int, str]) -> bool:
    """Whether at least one position was asked and every answer is the word on the sheet."""
    return bool(answers) and not mistaken(words, answers)
