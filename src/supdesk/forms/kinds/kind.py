"""What every field kind is."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from supdesk.forms.definition import Field
from supdesk.forms.keys import Key

Path = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that keeps a draft from being finished; `path` leads to it: field id, row number, column id."""

    path: Path
    sentence: str

    def under(self, *above: str | int) -> "Problem":
        return Problem((*above, *self.path), self.sentence)


@dataclass(frozen=True, slots=True)
class Parsed:
    """A value, None where nothing was answered, and the problems met on the way."""

    value: Any
    problems: tuple[Problem, ...] = ()


class Kind:
    """A field kind. `says` tells whoever writes a pack what it is for; `keys` are those that only this kind has.

    `free` says it holds prose; a `silent` one takes no room on the page while nothing is answered.
    """

    name: ClassVar[str] = ""
    says: ClassVar[str] = ""
    keys: ClassVar[tuple[Key, ...]] = ()
    free: ClassVar[bool] = False
    silent: ClassVar[bool] = False

    def blank(self, field: Field) -> Any:
        """The raw value of an untouched field."""
        return ""

    def parse(self, field: Field, raw: Any) -> Parsed:
        """`raw` as a value, or None with a problem that names no content."""
        return Parsed(clean(raw) or None)

    def asked(self, field: Field, raws: Sequence[Any]) -> Field:
        """The field as it is written on: without what is retired and stands in none of these raw values."""
        return field

    def dump(self, field: Field, value: Any) -> Any:
        """The value as JSON."""
        return value

    def load(self, field: Field, stored: Any) -> Any:
        """The value from JSON that `dump` made."""
        return stored

    def raw(self, field: Field, value: Any) -> Any:
        """What a widget shows for a value: `parse` gives the value back."""
        return self.dump(field, value)

    def check(self, field: Field, value: Any) -> tuple[Problem, ...]:
        """Problems of a parsed value; here only that a required one is missing."""
        if field.required and (value is None or value == () or value is False):
            return (Problem((), "This is needed."),)
        return ()

    def prose(self, field: Field, raw: Any) -> Iterator[tuple[Path, str]]:
        """The free text in a raw value, piece by piece, each with its path within the field."""
        if self.free and isinstance(raw, str):
            yield (), raw

    def show(self, field: Field, value: Any) -> str:
        """The value as plain text for reading and searching."""
        return "" if value is None else str(value)


def clean(raw: Any) -> str:
    """Text without the white space around it, with plain line ends and no half characters (lone surrogates)."""
    text = raw if isinstance(raw, str) else ("" if raw is None else str(raw))
    text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()
