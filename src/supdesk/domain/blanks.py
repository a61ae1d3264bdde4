"""Blank evaluations: who is asked about which session, and the token by which a form is known again."""

import binascii
import hashlib
import hmac
import json
import re
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass
from datetime import date

from supdesk.domain.days import show_date
from supdesk.domain.errors import SupdeskError
from supdesk.domain.people import Person
from supdesk.domain.sessions import Session

VERSION = 1
LONGEST = 1_000
"""Characters a token may have."""
_KEY, _MAC = 8, 32
_BASE64URL = re.compile(r"[A-Za-z0-9_-]+")


@dataclass(frozen=True, slots=True)
class Blank:
    """An evaluation that is asked for: of which session, by whom, on which form. `nonce` makes each its own."""

    session_id: str
    person_id: str
    form_digest: str
    nonce: str


@dataclass(frozen=True, slots=True)
class Asking:
    """How it stands with the evaluation of a session by one who came: when it was asked for last and given.

    `own` says that it is the owner's, who came to be supervised.
    """

    session: Session
    person: Person
    asked_on: date | None = None
    returned_on: date | None = None
    record_id: str = ""
    own: bool = False

    @property
    def label(self) -> str:
        """How it stands, in a few words."""
        if self.returned_on:
            return f"Given on {show_date(self.returned_on)}"
        return f"Asked on {show_date(self.asked_on)}" if self.asked_on else "Not asked"


def to_token(blank: Blank, key: bytes) -> str:
    """The blank as text that only the holder of `key` (32 bytes) can make: base64url, no name in it."""
    said = json.dumps([blank.session_id, blank.person_id, blank.form_digest, blank.nonce]).encode()
    whole = bytes([VERSION]) + _name_of(key) + _mac(key, said) + said
    return urlsafe_b64encode(whole).rstrip(b"=").decode()


def read_token(text: str, key: bytes) -> Blank:
    """The blank of a token. SupdeskError `evaluation.foreign` for that of another key, `evaluation.changed` for
    what this key never made, `evaluation.version` for what a newer supdesk made."""
    whole = _decoded(text)
    version, said = whole[:1], whole[1 + _KEY + _MAC :]
    name, mac = whole[1 : 1 + _KEY], whole[1 + _KEY : 1 + _KEY + _MAC]
    if version != bytes([VERSION]):
        raise SupdeskError("evaluation.version", "This form is of a version that this supdesk does not know.")
    if not hmac.compare_digest(name, _name_of(key)):
        raise SupdeskError(
            "evaluation.foreign", "This form was made by another vault. It can only be imported there."
        )
    if not hmac.compare_digest(mac, _mac(key, said)):
        raise _changed()
    return Blank(*json.loads(said))


def _decoded(text: str) -> bytes:
    if len(text) > LONGEST or not _BASE64URL.fullmatch(text):
        raise _changed()
    try:
        whole = urlsafe_b64decode(text + "=" * (-len(text) % 4))
    except binascii.Error:
        raise _changed() from None
    if len(whole) <= 1 + _KEY + _MAC:
        raise _changed()
    return whole


def _changed() -> SupdeskError:
    return SupdeskError(
        "evaluation.changed",
        "The hidden mark of this form was changed, so nothing shows whose it is. Ask for it once more.",
    )


def _name_of(key: bytes) -> bytes:
    """What tells one key from another without giving it away."""
    return hmac.digest(key, b"supdesk evaluation key", hashlib.sha256)[:_KEY]


def _mac(key: bytes, said: bytes) -> bytes:
    return hmac.digest(key, b"supdesk evaluation token " + bytes([VERSION]) + said, hashlib.sha256)
