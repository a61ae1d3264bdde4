"""E-mail addresses: whether a text is one, whose domain an organisation trusts, and whose is nobody's."""

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


_NOBODYS = ("invalid", "example", "test", "localhost", "example.com", "example.net", "example.org")
"""Names set apart for examples: RFC 2606 and 6761."""


def is_nobodys(address: str) -> bool:
    """Whether the address is in a domain that can be nobody's, as one that stands in for another."""
    return is_accredited(address, _NOBODYS)


def _folded(domain: str) -> str:
    return domain.strip().strip(".@").casefold()
