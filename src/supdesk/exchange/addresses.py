"""E-mail addresses: whether a text is one, and whether its domain is among those an organisation trusts."""

import re
from collections.abc import Iterable

_LABEL = r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
_ADDRESS = re.compile(rf"[A-Za-z0-9!#$%&'*+/=?^_`{{|}}~.-]{{1,64}}@{_LABEL}(?:\.{_LABEL})+")


def is_address(text: str) -> bool:
    """Whether the text is one plain address, with nothing before or after it and no accents."""
    dotted = text.startswith(".") or ".@" in text or ".." in text
    return len(text) <= 254 and not dotted and _ADDRESS.fullmatch(text) is not None


def is_accredited(address: str, accredited: Iterable[str]) -> bool:
    """Whether the address is in one of these domains, or in a domain below one of them."""
    domain = _folded(address.rpartition("@")[2])
    return any(
        domain == trusted or domain.endswith(f".{trusted}") for trusted in map(_folded, accredited) if trusted
    )


def _folded(domain: str) -> str:
    return domain.strip().strip(".@").casefold()
