"""The one error a person is shown, and the short code of a fault of our own."""

from pathlib import PurePath


class SupdeskError(Exception):
    """The world's fault, not ours: a stable `code` for support and one `sentence` a person can act on."""

    def __init__(self, code: str, sentence: str) -> None:
        super().__init__(sentence)
        self.code = code
        self.sentence = sentence


def bug_code(error: BaseException) -> str:
    """A short code for a fault of ours, hashed from its kind and place (file, function, line), no values."""
    import hashlib
    import traceback
    from base64 import b32encode

    frames = traceback.extract_tb(error.__traceback__)
    steps = [f"{PurePath(frame.filename).name}:{frame.name}:{frame.lineno}" for frame in frames]
    digest = hashlib.sha256("|".join([*steps, type(error).__name__]).encode()).digest()
    return b32encode(digest)[:8].decode()
