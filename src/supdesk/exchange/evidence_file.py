"""Files that come in as evidence: what they are by their content, whatever their names say."""

from supdesk.domain.errors import SupdeskError

LARGEST = 10_000_000
"""Bytes of a file that is kept as evidence."""
LONGEST_NAME = 120
_ENDINGS = {"application/pdf": (".pdf",), "image/png": (".png",), "image/jpeg": (".jpg", ".jpeg")}
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


def kept_name(name: str, kind: str) -> str:
    """The name a file is kept and offered again under: no path, nothing unseen, and the ending of what it is."""
    own = "".join(sign for sign in name.replace("\\", "/").rpartition("/")[2] if sign.isprintable()).strip(". ")
    ending = next((each for each in _ENDINGS[kind] if own.casefold().endswith(each)), "")
    stem = own[: len(own) - len(ending)][:LONGEST_NAME] or "evidence"
    return f"{stem}{ending or _ENDINGS[kind][0]}"
