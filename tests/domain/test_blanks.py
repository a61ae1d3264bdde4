"""The token of a blank evaluation: only the vault that made it can make it, and it names nobody."""

import re
from base64 import urlsafe_b64decode, urlsafe_b64encode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from supdesk.domain.blanks import Blank, read_token, to_token
from supdesk.domain.errors import SupdeskError

KEY, OTHER = b"k" * 32, b"o" * 32
BLANK = Blank("session-1", "person-1", "ab" * 32, "0123456789abcdef")
TOKEN = to_token(BLANK, KEY)


def code_of(text: str, key: bytes = KEY) -> str:
    with pytest.raises(SupdeskError) as caught:
        read_token(text, key)
    return caught.value.code


def test_a_token_comes_back_as_the_blank_it_was_made_of() -> None:
    assert read_token(TOKEN, KEY) == BLANK
    assert re.fullmatch(r"[A-Za-z0-9_-]+", TOKEN)


def test_the_token_of_another_vault_is_told_from_a_changed_one() -> None:
    assert code_of(to_token(BLANK, OTHER)) == "evaluation.foreign"
    whole = urlsafe_b64decode(TOKEN + "=" * (-len(TOKEN) % 4))
    for place in range(1 + 8, len(whole)):
        changed = whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :]
        assert code_of(urlsafe_b64encode(changed).decode().rstrip("=")) == "evaluation.changed"
    assert code_of(urlsafe_b64encode(b"\x02" + whole[1:]).decode().rstrip("=")) == "evaluation.version"


def test_one_key_cannot_be_worn_as_the_name_of_another() -> None:
    mine, theirs = (urlsafe_b64decode(to_token(BLANK, key) + "==") for key in (KEY, OTHER))
    worn = theirs[:1] + mine[1:9] + theirs[9:]
    assert code_of(urlsafe_b64encode(worn).decode().rstrip("=")) == "evaluation.changed"


@given(st.text(max_size=60) | st.text("AQaz09-_", max_size=120))
def test_any_other_text_is_refused_with_a_sentence(text: str) -> None:
    assert code_of(text) in {"evaluation.changed", "evaluation.version", "evaluation.foreign"}
