"""A meter for hostile PDFs: what reading one may cost, whatever it claims, repeats or overlaps.

pyHanko fetches a file letter by letter and believes what its tables say; both are counted here, and whoever
runs out is stopped. Importing this module imports pyHanko (slow).
"""

from collections.abc import Iterator
from io import BytesIO
from typing import Any

from pyhanko.pdf_utils import xref
from pyhanko.pdf_utils.decode_limits import DecodeLimits, DecodePurpose, DocumentDecodeBudget, StreamDecodeLimits
from pyhanko.pdf_utils.generic import NullObject, Reference, StreamObject, read_object
from pyhanko.pdf_utils.reader import PdfFileReader

LONG_READ = 64
"""Bytes that cost as much as one read."""
LOOK = 4
"""Reads that one object looked at costs, or one line of a table that says where objects are."""
MOST_DIGITS = 1_600
_DIGITS = 16
"""Bytes that pyHanko reads at once of a number, and of nothing else; it copies all it has at each."""

_LIMITS = DecodeLimits(
    per_stream=StreamDecodeLimits(max_output_size=4_000_000),
    document_budget=DocumentDecodeBudget(base_allowance=40_000_000, max_ratio=1),
)


class TooMuchError(Exception):
    """Reading the file would cost more than any file of ours does."""


class Meter:
    """What the reading of one file may still cost, in reads."""

    def __init__(self, effort: int) -> None:
        self._left = effort

    def spend(self, cost: int) -> None:
        """Raises TooMuchError once more was spent than there was."""
        self._left -= cost
        if self._left < 0:
            raise TooMuchError


class MeteredFile(BytesIO):
    """A file, or what is packed in it, of which only so much is read."""

    def __init__(self, content: bytes, meter: Meter) -> None:
        super().__init__(content)
        self._meter, self._run = meter, 0

    def read(self, size: int | None = -1, /) -> bytes:
        found = super().read(size)
        self._run = self._run + 1 if size == _DIGITS else 0
        if self._run * _DIGITS > MOST_DIGITS:
            raise TooMuchError
        self._meter.spend(1 + len(found) // LONG_READ)
        return found


class BoundedReader(PdfFileReader):
    """A reader that gives up with TooMuchError, however wrapped, once it has worked too much."""

    def __init__(self, content: bytes, effort: int, *, strict: bool) -> None:
        self.meter = Meter(effort)
        self._places: dict[int, dict[int, int]] = {}
        super().__init__(MeteredFile(content, self.meter), strict=strict, decode_limits=_LIMITS)

    def get_object(self, ref: Any, *args: Any, **more: Any) -> Any:
        look: Any = super().get_object
        self.meter.spend(LOOK)
        return look(ref, *args, **more)

    def _get_object_from_stream(self, idnum: int, stmnum: int, idx: int) -> Any:
        """As pyHanko does it, but metered, and with one look at where the objects are."""
        packed: Any = Reference(stmnum, 0, self).get_object()
        content, first = packed.read_data(DecodePurpose.OBJECT_STREAM), int(packed["/First"])
        if stmnum not in self._places:
            self.meter.spend(LOOK * first)
            numbers = [int(number) for number in content[:first].split()]
            self._places[stmnum] = dict(zip(numbers[::2], numbers[1::2], strict=True))
        if idnum not in self._places[stmnum]:
            return NullObject()
        body = MeteredFile(content, self.meter)
        body.seek(first + self._places[stmnum][idnum])
        return read_object(body, Reference(idnum, 0, self))


_lines: Any = xref.parse_xref_stream


def _metered_lines(xref_stream: StreamObject, strict: bool = True) -> Iterator[Any]:
    """A table that says where objects are, which may claim to have as many lines as it likes."""
    assert xref_stream.container_ref is not None
    reader = xref_stream.container_ref.get_pdf_handler()
    for line in _lines(xref_stream, strict):
        if isinstance(reader, BoundedReader):
            reader.meter.spend(LOOK)
        yield line


xref.parse_xref_stream = _metered_lines
