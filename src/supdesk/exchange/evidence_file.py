"""Files that come in as evidence: what they are by their content, whatever their names say."""

from supdesk.domain.errors import SupdeskError

LARGEST = 10_000_000
"""Bytes of a file that is kept as evidence."""
_BEGINNINGS = {b"%PDF-": "application/pdf", b"\x89PNG\r\n\x1a\n": "image/png", b"\xff\xd8\xff": "image/jpeg"}


def media_type(content: bytes) -> str:
    """What the file is. SupdeskError `evidence.empty`, `evidence.large` or `evidence.kind` for what is not kept."""
    if not content:
        raise SupdeskError("evidence.empty", "That file is empty. Choose the certificate itself.")
    if len(content) > LARGEST:
        raise SupdeskError(
            "evidence.large",
            f"That file is larger than {LARGEST // 1_000_000} MB. Save a smaller copy and choose that.",
        )
    found = next((kind for start, kind in _BEGINNINGS.items() if content.startswith(start)), None)
    if found is None:
        raise SupdeskError("evidence.kind", "Only a PDF, a PNG or a JPEG can be kept. Scan or print it as one.")
    return found
