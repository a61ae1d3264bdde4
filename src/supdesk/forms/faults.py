"""Reading TOML strictly: every fault has its file, its key, what was expected and the nearest known name."""

import difflib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong in a pack."""

    file: str
    key: str
    message: str

    def __str__(self) -> str:
        return f"{self.file}: {self.key}: {self.message}" if self.key else f"{self.file}: {self.message}"


def nearest(word: str, known: Iterable[str]) -> str:
    """A hint such as `; did you mean "label"?`, empty when nothing is near."""
    close = difflib.get_close_matches(word, list(known), n=1, cutoff=0.6)
    return f'; did you mean "{close[0]}"?' if close else ""


@dataclass
class Table:
    """One TOML table being read: asks for keys by type, gathers faults, and at the end refuses unknown keys.

    It is a class because reading a table has a memory: which keys were asked for.
    """

    file: str
    path: str
    values: dict[str, Any]
    faults: list[Fault]
    asked: set[str] = field(default_factory=set)

    def fault(self, key: str, message: str) -> None:
        where = ".".join(part for part in (self.path, key) if part)
        self.faults.append(Fault(self.file, where, message))

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

    def text(self, key: str, default: str = "", *, required: bool = False) -> str:
        value: str = self._take(key, str, "text in quotes", default, required)
        if required and isinstance(self.values.get(key), str) and not value.strip():
            self.fault(key, "expected text in quotes, found nothing between them")
        return value

    def name(self, key: str = "id") -> str:
        """A short name of small letters, digits, hyphens and underscores."""
        value = self.text(key, required=True)
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
            self.fault(key, f'expected one of {", ".join(known)}, found "{value}"{nearest(value, known)}')
            return default
        return value

    def texts(self, key: str, *, required: bool = False) -> tuple[str, ...]:
        found: list[Any] = self._take(key, list, "a list of texts", [], required)
        for number, item in enumerate(found, 1):
            if not isinstance(item, str):
                self.fault(f"{key}[{number}]", f"expected text in quotes, found {_named(item)}")
        return tuple(item for item in found if isinstance(item, str))

    def table(self, key: str, needs: str = "") -> "Table | None":
        """The table there; `needs` says what it must hold, where it must be there."""
        found = self._take(key, dict, f"a table {needs}".strip(), None, bool(needs))
        return None if found is None else Table(self.file, self._below(key), found, self.faults)

    def tables(self, key: str, *, required: bool = False) -> "list[Table]":
        found: list[Any] = self._take(key, list, "a list of tables", [], required)
        kept = []
        for number, item in enumerate(found, 1):
            if isinstance(item, dict):
                kept.append(Table(self.file, self._below(f"{key}[{number}]"), item, self.faults))
            else:
                self.fault(f"{key}[{number}]", f"expected a table, found {_named(item)}")
        return kept

    def once(self, key: str, names: Sequence[str]) -> None:
        """Refuse every name that stands more than once."""
        for name in sorted({n for n in names if names.count(n) > 1}):
            self.fault(key, f'"{name}" stands twice in this form; expected each once')

    def done(self) -> None:
        """Refuse every key nobody asked for."""
        for key in self.values:
            if key not in self.asked:
                self.fault(key, f"unknown key{nearest(key, self.asked)}")

    def _below(self, key: str) -> str:
        return f"{self.path}.{key}" if self.path else key


def _is_name(value: str) -> bool:
    return value[0].isalpha() and all(c.isascii() and (c.islower() or c.isdigit() or c in "-_") for c in value)


def _named(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return f'"{value}"' if len(value) <= 40 else f'"{value[:40]}…"'
    if isinstance(value, dict):
        return "a table"
    if isinstance(value, list):
        return "a list"
    if isinstance(value, int) and abs(value) >= 10**20:
        return "a number of more than 20 digits"
    return str(value)
