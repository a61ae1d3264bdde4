"""What may stand in a pack: keys with their type, default and purpose, gathered in shapes; each is declared once.

The reader, the messages and the reference page all come from these.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from supdesk.forms.faults import MOST_IN_LINE, Table


@dataclass(frozen=True, slots=True)
class Key:
    """One key: what it is for (`says`), what may stand there in words, an example as TOML, and how it is read.

    `slot` is the argument it becomes; `below` is the shape of the table or tables it holds; `instead` is the key of
    which only one can stand, this or that.
    """

    name: str
    says: str
    wanted: str
    example: str
    take: Callable[[Table], Any]
    required: bool = False
    default: str = ""
    slot: str = ""
    below: "Shape | None" = None
    instead: str = ""


@dataclass(frozen=True, slots=True)
class Shape:
    """One table of a pack: what it is for, the keys it may have, and how it is read."""

    name: str
    says: str
    keys: tuple[Key, ...]
    read: Callable[[Table], Any]


def shape(name: str, says: str, make: Callable[..., Any], *keys: Key) -> Shape:
    """A shape whose keys are the arguments of `make`."""

    def read(table: Table) -> Any:
        made = make(**taken(table, keys))
        table.done()
        return made

    return Shape(name, says, keys, read)


def taken(table: Table, keys: Iterable[Key]) -> dict[str, Any]:
    """What stands at these keys, by slot, or their defaults; faults are gathered in the table."""
    return {key.slot or key.name: key.take(table) for key in keys}


def name(key: str, says: str, example: str) -> Key:
    """A short name of small letters; it must be there."""
    wanted = "a name of small letters, digits, - and _"
    return Key(key, says, wanted, f'"{example}"', lambda table: table.name(key), required=True)


def text(
    key: str, says: str, example: str, *, required: bool = False, slot: str = "", most: int = MOST_IN_LINE
) -> Key:
    """Text in quotes, of at most so many letters; one line unless it may have more than a line has."""
    shown = '"' + example.replace('"', '\\"') + '"'

    def take(table: Table) -> str:
        return table.text(key, required=required, most=most)

    return Key(key, says, "text in quotes", shown, take, required, slot=slot)


def whole(
    key: str,
    says: str,
    default: int,
    *,
    least: int = 0,
    most: int = 10_000,
    required: bool = False,
    example: int | None = None,
    slot: str = "",
) -> Key:
    """A whole number within its bounds."""

    def take(table: Table) -> int:
        return table.whole(key, default, least=least, most=most, required=required)

    wanted = f"a whole number from {least} to {most}"
    shown = "" if required else f"{default}"
    return Key(key, says, wanted, f"{default if example is None else example}", take, required, shown, slot)


def yes(key: str, says: str, *, default: bool = False, example: str = "") -> Key:
    """True or false; the example is what the default is not, where none is given."""
    words = ("false", "true")
    shown = example or words[not default]
    return Key(key, says, "true or false", shown, lambda t: t.yes(key, default), default=words[default])


def one_of(
    key: str,
    says: str,
    known: Sequence[str],
    *,
    default: str = "",
    required: bool = False,
    example: str | None = None,
    slot: str = "",
) -> Key:
    """One of the words that are known, the first of which is the example; an empty one stands in none."""

    def take(table: Table) -> str:
        return table.one_of(key, known, default, required=required)

    wanted = "one of " + ", ".join(known)
    shown = f'"{default}"' if default and not required else ""
    stands = known[0] if example is None else example
    return Key(key, says, wanted, f'"{stands}"' if stands else "", take, required, shown, slot)


def texts(key: str, says: str, *example: str, slot: str = "") -> Key:
    """A list of texts."""
    shown = ", ".join(f'"{each}"' for each in example)
    return Key(key, says, "a list of texts", f"[{shown}]", lambda table: table.texts(key), slot=slot)


def one(key: str, says: str, below: Shape, *, default: Any = None, needs: str = "", slot: str = "") -> Key:
    """A table of its own; `needs` says what it must hold where it must be there."""

    def take(table: Table) -> Any:
        found = table.table(key, needs)
        return default if found is None else below.read(found)

    return Key(key, says, "a table", "", take, bool(needs), slot=slot, below=below)


def many(key: str, says: str, below: Shape, *example: str, required: bool = False, slot: str = "") -> Key:
    """Tables of one shape. An `example` shows each on a line, where it takes more than one of them."""

    def take(table: Table) -> tuple[Any, ...]:
        return tuple(below.read(each) for each in table.tables(key, required=required))

    lines = "".join(f"  {{ {each} }},\n" for each in example)
    shown = f"[\n{lines}]" if example else ""
    return Key(key, says, "a list of tables", shown, take, required, slot=slot, below=below)


def either(one: Key, other: Key) -> tuple[Key, Key]:
    """Two keys of which only one can stand."""
    return replace(one, default="", instead=other.name), replace(other, default="", instead=one.name)


def one_of_two(table: Table, one: str, other: str, *, needed: bool = True) -> None:
    """A fault where both of them stand, or none though one is `needed`."""
    there = {one, other} & set(table.values)
    if len(there) == 2:
        table.fault(other, f"expected nothing here beside {one}: say one of the two")
    if needed and not there:
        table.fault(one, f"missing; expected {one} or {other}")


def columns(says: str, *example: str, required: bool = False) -> Key:
    """Columns, as tables still to be read: each is a field again, which only whoever reads fields can tell."""

    def take(table: Table) -> list[Table]:
        return table.tables("column", required=required)

    shown = ", ".join(f"{{ {each} }}" for each in example)
    return Key("column", says, "a list of fields", f"[{shown}]", take, required, slot="columns")
