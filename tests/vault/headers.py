"""Headers with cheap keys, and what becomes of those that were tampered with."""

import json
import random
from collections.abc import Callable
from functools import cache
from typing import Any, TypeVar

import pytest

from supdesk.domain.errors import SupdeskError
from supdesk.vault import header_file
from supdesk.vault.header import (
    Header,
    new_header,
    new_recovery_slot,
    open_with_passphrase,
    with_keyring_slot,
)
from supdesk.vault.header_file import dump
from supdesk.vault.keys import DataKey, Profile

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
    change(content)
    return _digested(content)


def forged_anew(data: bytes) -> bytes:
    """Those bytes with the digest computed anew; nothing where they are no JSON object of which one can be."""
    try:
        return _digested(json.loads(data))
    except (ValueError, TypeError, AttributeError, RecursionError):
        return b""


def _digested(content: dict[str, Any]) -> bytes:
    content.pop("digest", None)
    content["digest"] = header_file._digest(content)
    return json.dumps(content).encode()
