"""A PDF before and after signing: two types, so that an unsigned one cannot be filed as signed."""

from dataclasses import dataclass, field
from hashlib import sha256


@dataclass(frozen=True, slots=True)
class Pdf:
    """A rendered page run that nobody has signed yet."""

    content: bytes = field(repr=False)

    @property
    def sha256(self) -> str:
        """The file's SHA-256, 64 lower-case hex digits."""
        return sha256(self.content).hexdigest()


@dataclass(frozen=True, slots=True)
class SignedPdf:
    """A sealed PDF, which never changes again but for the countersignature it left room for."""

    content: bytes = field(repr=False)

    @property
    def sha256(self) -> str:
        """The file's SHA-256, 64 lower-case hex digits: what an addendum names."""
        return sha256(self.content).hexdigest()


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file carried inside a PDF, put there before the first signature."""

    name: str
    content: bytes = field(repr=False)
    media_type: str
