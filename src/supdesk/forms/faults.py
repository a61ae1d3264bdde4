"""Reading TOML strictly: every fault has its file, its key, what was expected and the nearest known name."""

import difflib
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

MOST_IN_NAME = 100
MOST_IN_LINE = 300
"""Letters of a heading, a label or whatever else stands in one line: with many more a page could not be printed."""
MOST_IN_PROSE = 1_000
MOST_IN_CLAUSE = 4_000
MOST_TEXTS = 100
MOST_TABLES = 200
MOST_FAULTS = 100
"""How many faults of a file are named: whoever made it mends these first."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong in a pack. As text it can be printed anywhere, whatever the pack holds."""

    file: str
    key: str
    message: str
    line: int = 0

    def __str__(self) -> str:
        return printable(": ".join(filter(None, (self.file, self.key, self.message))))

    @property
    def placed(self) -> str:
        """The same with its line, where that is known."""
        return str(replace(self, file=f"{self.file}, line {self.line}")) if self.line else str(self)


def printable(text: str) -> str:
    """The text with a ? for whatever could steer a terminal or turn words round."""
    return "".join(letter if letter.isprintable() else "?" for letter in text)


def first_of(faults: Sequence[Fault], most: int = 20) -> list[str]:
    """The faults as lines; of many the first, which are to be mended first."""
    more = [f"and {len(faults) - most} more"] if len(faults) > most else []
    return [*(fault.placed for fault in faults[:most]), *more]


_MEANT = {
    "text": ("short", "prose"),
    "string": ("short", "prose"),
    "textarea": ("prose",),
    "checkbox": ("tick",),
    "boolean": ("tick",),
    "dropdown": ("choice",),
    "select": ("choice",),
    "checkboxes": ("choices",),
    "integer": ("number",),
    "list": ("table",),
    "names": ("people",),
}
"""What other programs call what has another name here."""


def nearest(word: str, known: Iterable[str]) -> str:
    """A hint such as `; did you mean "label"?`, empty when nothing is near."""
    names = list(known)
    close = [name for name in _MEANT.get(word, ()) if name in names]
    close = close or difflib.get_close_matches(word, names, n=1, cutoff=0.6)
    quoted = " or ".join(f'"{name}"' for name in close)
    return f"; did you mean {quoted}?" if close else ""


@dataclass
class Table:
    """One TOML table being read: asks for keys by type, gathers faults, and at the end refuses unknown keys.

    It is a class because reading a table has a memory: which keys were asked for. Those at the `top` of the file
    have their place there. What was `kept` in a vault was read once, so the bounds on how much there may be don't
    hold for it.
    """

    file: str
    path: str
    values: dict[str, Any]
    faults: list[Fault]
    asked: set[str] = field(default_factory=set)
    kept: bool = False
    top: frozenset[str] = frozenset()

    def fault(self, key: str, message: str) -> None:
        where = ".".join(part for part in (self.path, _short(key)) if part)
        if len(self.faults) < MOST_FAULTS:
            self.faults.append(Fault(self.file, where, message))
        elif len(self.faults) == MOST_FAULTS:
            self.faults.append(Fault(self.file, "", f"more than {MOST_FAULTS} mistakes; mend these first"))

    def within(self, key: str, found: int, most: int, what: str) -> bool:
        """Whether there are no more of them than a pack may have; a fault where there are."""
        if found <= most or self.kept:
            return True
        self.fault(key, f"expected at most {most:,} {what}, found {found:,}")
        return False

    def _take(self, key: str, kind: type, wanted: str, default: Any, required: bool) -> Any:
        self.asked.add(key)
        if key not in self.values:
            if required:
                self.fault(key, f"missing; expected {wanted}")
            return default
        value = self.values[key]
        if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
            self.fault(key, f"expected {wanted}, found {_named(value)}")
            return default
        return value

    def text(self, key: str, default: str = "", *, required: bool = False, most: int = MOST_IN_LINE) -> str:
        value: str = self._take(key, str, "text in quotes", default, required)
        if not self.within(key, len(value), most, "letters"):
            return default
        if most == MOST_IN_LINE and len(value.splitlines()) > 1 and not self.kept:
            self.fault(key, "expected one line, found several")
        if required and isinstance(self.values.get(key), str) and not value.strip():
            self.fault(key, "expected text in quotes, found nothing between them")
        return value

    def name(self, key: str = "id") -> str:
        """A short name of small letters, digits, hyphens and underscores."""
        value = self.text(key, required=True, most=MOST_IN_NAME)
        if value.strip() and not _is_name(value):
            wanted = "small letters, digits, - and _, beginning with a letter"
            self.fault(key, f"expected {wanted}, found {_named(value)}")
        return value

    def whole(
        self, key: str, default: int = 0, *, least: int = 0, most: int = 10_000, required: bool = False
    ) -> int:
        wanted = f"a whole number from {least} to {most}"
        value: int = self._take(key, int, wanted, default, required)
        if not least <= value <= most and key in self.values:
            self.fault(key, f"expected {wanted}, found {_named(value)}")
            return default
        return value

    def yes(self, key: str, default: bool = False) -> bool:
        value: bool = self._take(key, bool, "true or false", default, False)
        return value

    def one_of(self, key: str, known: Sequence[str], default: str = "", *, required: bool = False) -> str:
        value = self.text(key, default, required=required)
        if value and value not in known:
            self.fault(key, f"expected one of {', '.join(known)}, found {_named(value)}{nearest(value, known)}")
            return default
        return value

    def texts(self, key: str, *, required: bool = False) -> tuple[str, ...]:
        found: list[Any] = self._take(key, list, "a list of texts", [], required)
        if not self.within(key, len(found), MOST_TEXTS, "texts"):
            return ()
        for number, item in enumerate(found, 1):
            if isinstance(item, str):
                self.within(f"{key}[{number}]", len(item), MOST_IN_PROSE, "letters")
            else:
                self.fault(f"{key}[{number}]", f"expected text in quotes, found {_named(item)}")
        return tuple(item for item in found if isinstance(item, str))

    def table(self, key: str, needs: str = "") -> "Table | None":
        """The table there; `needs` says what it must hold, where it must be there."""
        found = self._take(key, dict, f"a table {needs}".strip(), None, bool(needs))
        return None if found is None else self._inner(key, found)

    def tables(self, key: str, *, required: bool = False) -> "list[Table]":
        found: list[Any] = self._take(key, list, "a list of tables", [], required)
        inner = []
        for number, item in enumerate(found if self.within(key, len(found), MOST_TABLES, "tables") else (), 1):
            if isinstance(item, dict):
                inner.append(self._inner(f"{key}[{number}]", item))
            else:
                self.fault(f"{key}[{number}]", f"expected a table, found {_named(item)}")
        return inner

    def once(self, key: str, names: Sequence[str]) -> None:
        """Refuse every name that stands more than once."""
        for name in sorted(name for name, count in Counter(names).items() if count > 1):
            self.fault(key, f"{_named(name)} stands twice in this form; expected each once")

    def done(self) -> None:
        """Refuse every key nobody asked for."""
        for key in [key for key in self.values if key not in self.asked][: MOST_FAULTS + 1]:
            below = self.path and key in self.top
            hint = "; it is of the whole file: move it above the first [ ]" if below else nearest(key, self.asked)
            self.fault(key, f"unknown key here{hint}" if below else f"unknown key{hint}")

    def _inner(self, key: str, values: dict[str, Any]) -> "Table":
        return Table(self.file, self._below(key), values, self.faults, kept=self.kept, top=self.top)

    def _below(self, key: str) -> str:
        return f"{self.path}.{key}" if self.path else key


def _is_name(value: str) -> bool:
    return value[0].isalpha() and all(c.isascii() and (c.islower() or c.isdigit() or c in "-_") for c in value)


def _short(text: str) -> str:
    return text if len(text) <= 40 else f"{text[:40]}…"


def _named(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return f'"{_short(value)}"'
    if isinstance(value, dict):
        return "a table"
    if isinstance(value, list):
        return "a list"
    if isinstance(value, int) and abs(value) >= 10**20:
        return "a number of more than 20 digits"
    return str(value)
