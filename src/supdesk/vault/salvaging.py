"""Salvaging: what stands whole in a damaged vault, into a new vault beside it. The damaged one is only read.

Rows are taken from whole pages alone. What carries a digest must answer to it; the rest must fit one table and no
other, in kind and number of values. So nothing is made up, and what fits nowhere is told of, not guessed at.
"""

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from supdesk.domain.errors import SupdeskError
from supdesk.vault import audit, backups, cipher, connection, header_file, keeping, reflections, store
from supdesk.vault.cipher import Connection
from supdesk.vault.connection import fetch
from supdesk.vault.header import NAME, Header
from supdesk.vault.keys import DataKey
from supdesk.vault.leaves import Leaf, Value, leaves, tree
from supdesk.vault.pages import Pages
from supdesk.vault.schema import MIGRATIONS

Progress = Callable[[int, int], None]
"""Pages read, pages in all; may raise to cancel."""

_SCHEMA_AT, _VERSION_AT = 1, slice(60, 64)
_KINDS = {"TEXT": str, "INTEGER": int, "REAL": float, "BLOB": bytes}
_DIGESTS = {
    "records": ("document", "digest"),
    "reflections": ("document", "digest"),
    "form_definitions": ("text", "digest"),
    "files": ("content", "sha256"),
}
"""Tables whose rows answer for themselves: what is digested, and where that is written."""


@dataclass(frozen=True, slots=True)
class Salvaged:
    """What became of a damaged vault: rows by table, and what is missing, by numbers and ids, never content.

    `lost_records` are records the audit trail knows of whose own page is damaged: their number where some other
    row still tells it, else their id; `lost_files` tell of which record they are the page, and are "" where nothing
    does. `strays` are whole rows that fit more than one table or none, `torn` the tables of which some page is
    damaged. Where the trail does not hold, more may be missing than is named.
    """

    pages: int
    damaged: tuple[int, ...]
    rows: Mapping[str, int]
    lost_records: tuple[str, ...]
    lost_files: tuple[str, ...]
    trail_holds: bool
    torn: tuple[str, ...]
    strays: int


@dataclass(frozen=True, slots=True)
class _Table:
    """How a table's rows look: names and kinds of its columns, which must be there, and what stands in for them."""

    name: str
    columns: tuple[str, ...]
    kinds: tuple[type, ...]
    needed: tuple[bool, ...]
    defaults: tuple[Value, ...]
    row_is: int | None

    def fitted(self, leaf: Leaf) -> tuple[Value, ...] | None:
        """A row's values with what stands in for columns added later; None when it is no row of this table."""
        values = (*leaf.values, *self.defaults[len(leaf.values) :])
        if leaf.mixed and self.name not in _DIGESTS:
            return None
        if len(values) != len(self.columns):
            return None
        if self.row_is is not None and values[self.row_is] is None:
            values = (*values[: self.row_is], leaf.row, *values[self.row_is + 1 :])
        whole = all(
            isinstance(value, kind) or (value is None and not needed)
            for value, kind, needed in zip(values, self.kinds, self.needed, strict=True)
        )
        return values if whole and self._answers(values) else None

    def _answers(self, values: Sequence[Value]) -> bool:
        if self.name not in _DIGESTS:
            return True
        content, digest = (values[self.columns.index(name)] for name in _DIGESTS[self.name])
        told = content.encode() if isinstance(content, str) else content
        return isinstance(told, bytes) and hashlib.sha256(told).hexdigest() == digest


@dataclass
class _Found:
    """Rows gathered so far, by table. A class because they come in two rounds: led to, then strays."""

    rows: dict[str, list[tuple[Value, ...]]] = field(default_factory=dict)
    strays: int = 0
    torn: set[str] = field(default_factory=set)


def salvage(
    folder: Path, header: Header, key: DataKey, target: Path, at: datetime, progress: Progress | None = None
) -> Salvaged:
    """Write what stands whole in the vault in `folder` to a new vault `target`; `at` is UTC.

    SupdeskError `vault.exists` or `backup.half-made` when something is there, `backup.place` when it can't be
    written, `vault.damaged` when nothing stands whole, `vault.db.missing`, `vault.linked`, `vault.busy` or
    `vault.unread` when it can't be read.
    """
    backups.refuse_taken(target)
    pages = _pages(folder / "vault.db", key)
    version = _version(pages)
    tables = _tables(version)
    found = _gather(pages, tables, progress or (lambda done, total: None))
    if not any(found.rows.values()):
        raise SupdeskError("vault.damaged", "No row of this vault stands whole. Restore a backup.")
    with backups.beside(target) as partial:
        told = _write(partial, header, key, version, tables, found, at)
        backups.verify(partial, key)
    return Salvaged(pages.count, tuple(sorted(pages.damaged)), *told, tuple(sorted(found.torn)), found.strays)


def _pages(file: Path, key: DataKey) -> Pages:
    connection.check_there(file)
    try:
        connection.check_idle(file)
        return Pages(file, key)
    except OSError as error:
        raise SupdeskError(
            "vault.unread",
            "vault.db can't be read from the disk. Check that it is connected and that you may read the folder.",
        ) from error


def _version(pages: Pages) -> int:
    """How many migrations the vault has had; all of them where its first page can't tell."""
    first = pages.page(_SCHEMA_AT)
    told = int.from_bytes(first[_VERSION_AT], "big") if first else 0
    if told > len(MIGRATIONS):
        raise SupdeskError("vault.newer", "This vault was made by a newer supdesk. Open it with that version.")
    return told or len(MIGRATIONS)


def _tables(version: int) -> dict[str, _Table]:
    cx = cipher.connect(":memory:", isolation_level=None)
    try:
        cx.execute("PRAGMA key = 'its tables alone'")
        connection.migrate(cx, version)
        return {name: _table(cx, name) for name in _names(cx)}
    finally:
        cx.close()


def _names(cx: Connection) -> list[str]:
    found = fetch(
        cx, "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'search%' ORDER BY name"
    )
    return ["search_source", *(row["name"] for row in found)]


def _table(cx: Connection, name: str) -> _Table:
    columns = fetch(cx, f"PRAGMA table_info({name})")
    row_is = [place for place, each in enumerate(columns) if each["pk"] and each["type"] == "INTEGER"]
    alone = sum(1 for each in columns if each["pk"]) == 1
    return _Table(
        name,
        tuple(each["name"] for each in columns),
        tuple(_KINDS[each["type"]] for each in columns),
        tuple(bool(each["notnull"] or each["pk"]) for each in columns),
        tuple(_default(cx, each["dflt_value"]) for each in columns),
        row_is[0] if row_is and alone else None,
    )


def _default(cx: Connection, told: str | None) -> Value:
    found: Value = cx.execute(f"SELECT {told or 'NULL'}").fetchone()[0]
    return found


def _gather(pages: Pages, tables: Mapping[str, _Table], progress: Progress) -> _Found:
    found, seen, roots = _Found(), set(tree(pages, _SCHEMA_AT)), _roots(pages)
    for name, root in roots.items():
        numbers = tree(pages, root)
        seen.update(numbers)
        if name in tables:
            before = pages.damaged - set(numbers)
            taken = (tables[name].fitted(leaf) for leaf in leaves(pages, iter(numbers)))
            found.rows.setdefault(name, []).extend(values for values in taken if values is not None)
            found.torn |= {name} if pages.damaged - before else set()
    for number in pages:
        progress(number, pages.count)
        if number not in seen:
            _take_strays(found, tables, list(leaves(pages, iter([number]))))
    if pages.damaged:
        found.torn |= tables.keys() - roots.keys()
    return found


def _roots(pages: Pages) -> dict[str, int]:
    """The first page of each table, as far as the schema stands whole."""
    rows = [leaf.values for leaf in leaves(pages, iter(tree(pages, _SCHEMA_AT)))]
    return {
        str(values[1]): values[3]
        for values in rows
        if len(values) == 5 and values[0] == "table" and isinstance(values[3], int) and values[3]
    }


def _take_strays(found: _Found, tables: Mapping[str, _Table], page: Sequence[Leaf]) -> None:
    """The rows of a page nothing leads to: of the one table that all of them fit."""
    fitting = {name: [table.fitted(leaf) for leaf in page] for name, table in tables.items()}
    sure = [name for name, rows in fitting.items() if page and None not in rows]
    if len(sure) == 1:
        found.rows.setdefault(sure[0], []).extend(values for values in fitting[sure[0]] if values is not None)
    else:
        found.strays += len(page)


Told = tuple[dict[str, int], tuple[str, ...], tuple[str, ...], bool]


def _write(
    folder: Path,
    header: Header,
    key: DataKey,
    version: int,
    tables: Mapping[str, _Table],
    found: _Found,
    at: datetime,
) -> Told:
    cx = connection.connect(folder / "vault.db", key)
    try:
        connection.migrate(cx, version)
        cx.execute("PRAGMA foreign_keys = OFF")
        with connection.transaction(cx):
            for name, rows in found.rows.items():
                _put(cx, tables[name], rows)
            _leave_out_removed(cx)
            store.put_setting(cx, "vault_id", header.vault_id)
            lost = _lost(cx, "record", _RECORD_NAMES), _lost(cx, "file", _FILE_NAMES)
            told = _counts(cx, tables), *lost, "audit" not in found.torn and _trail_holds(cx)
            audit.append(cx, at, "salvage")
    finally:
        cx.close()
    header_file.write(folder / NAME, header)
    return told


def _put(cx: Connection, table: _Table, rows: Sequence[tuple[Value, ...]]) -> None:
    # What a page led to comes first; the same row once more on a page nothing leads to is an older one.
    marks = ", ".join("?" * len(table.columns))
    cx.executemany(f"INSERT OR IGNORE INTO {table.name} VALUES ({marks})", rows)  # noqa: S608 - our own names


def _leave_out_removed(cx: Connection) -> None:
    """What was taken out on purpose stays out, also where an old page still held it."""
    for page_id in reflections.deleted(cx):
        reflections.forget(cx, page_id)
    for file_id, digest in keeping.files_dropped(cx):
        cx.execute("DELETE FROM files WHERE id = :id AND sha256 = :digest", {"id": file_id, "digest": digest})


def _counts(cx: Connection, tables: Mapping[str, _Table]) -> dict[str, int]:
    return {name: int(cx.execute(f"SELECT count(*) FROM {name}").fetchone()[0]) for name in tables}  # noqa: S608


_RECORD_NAMES = """SELECT DISTINCT noted.subject, coalesce(title, noted.subject) AS name
    FROM audit AS noted LEFT JOIN search_source AS known ON known.kind = 'record' AND known.subject = noted.subject
    WHERE noted.deed = 'record' AND noted.digest <> ''
    AND NOT EXISTS (SELECT 1 FROM records WHERE id = noted.subject AND digest = noted.digest)"""
_FILE_NAMES = """SELECT DISTINCT noted.subject, coalesce(
        (SELECT iif(a.pdf_id = noted.subject, 'the sealed page of ', 'what was signed of ')
            || coalesce(r.number, s.title) FROM agreements a
            LEFT JOIN records r ON r.id = a.record_id AND r.revision = a.revision
            LEFT JOIN search_source s ON s.kind = 'record' AND s.subject = a.record_id
            WHERE noted.subject = a.pdf_id OR instr(a.file_id, noted.subject)),
        '') AS name FROM audit AS noted
    WHERE noted.deed = 'file' AND noted.digest <> ''
    AND NOT EXISTS (SELECT 1 FROM files WHERE id = noted.subject)"""


_UNKNOWN = """SELECT 1 FROM records WHERE NOT EXISTS (SELECT 1 FROM audit
    WHERE audit.deed = 'record' AND audit.subject = records.id AND audit.digest = records.digest) LIMIT 1"""


def _trail_holds(cx: Connection) -> bool:
    """Whether the audit trail hangs together and knows every record."""
    return next(audit.broken(cx), None) is None and not fetch(cx, _UNKNOWN)


def _lost(cx: Connection, deed: str, question: str) -> tuple[str, ...]:
    found: Iterator[dict[str, Any]] = iter(fetch(cx, question))
    gone = {subject for subject, _ in keeping.files_dropped(cx)} if deed == "file" else set()
    return tuple(row["name"].split(" · ")[0] for row in found if row["subject"] not in gone)
