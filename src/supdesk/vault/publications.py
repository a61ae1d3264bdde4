"""What was published: its tables as they were, and digests of what they were counted from."""

import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import asdict
from datetime import date, datetime
from typing import Any

from supdesk.domain.reports import Bars, Cell, Table
from supdesk.vault import rows
from supdesk.vault.cipher import Connection
from supdesk.vault.connection import fetch


def put(
    cx: Connection,
    kind: str,
    pack: str,
    first: date,
    at: datetime,
    tables: Collection[Table],
    counted: Iterable[tuple[date, str]],
) -> None:
    """Keep what was published `at` that moment (UTC) of a period, and what was counted of each quarter within it.

    What is known of a quarter from before stays.
    """
    said = {"pack": pack, "at": at.isoformat()}
    cx.execute(
        "INSERT INTO publications (kind, pack, first_day, at, tables) VALUES (:kind, :pack, :first, :at, :tables)",
        {**said, "kind": kind, "first": first.isoformat(), "tables": _written(tables)},
    )
    for quarter, digest in counted:
        cx.execute(
            """INSERT OR IGNORE INTO published_quarters (pack, first_day, at, digest)
            VALUES (:pack, :first, :at, :digest)""",
            {**said, "first": quarter.isoformat(), "digest": digest},
        )


def published(cx: Connection, kind: str, first: date) -> list[tuple[str, datetime, tuple[Table, ...]]]:
    """What was published of a period, of each pack: when (UTC), and its tables; the oldest first."""
    asked = "SELECT * FROM publications WHERE kind = :kind AND first_day = :first ORDER BY at"
    found = fetch(cx, asked, kind=kind, first=first.isoformat())
    return [(row["pack"], rows.moment(row["at"]), _read(row["tables"])) for row in found]


def counted(cx: Connection, first: date) -> list[tuple[str, datetime, str]]:
    """Digests of what was counted, of each pack, when the quarter that begins on that day was first published."""
    asked = "SELECT * FROM published_quarters WHERE first_day = :first ORDER BY at"
    found = fetch(cx, asked, first=first.isoformat())
    return [(row["pack"], rows.moment(row["at"]), row["digest"]) for row in found]


def _written(tables: Iterable[Table]) -> str:
    """Not in the canonical form, which makes no difference between 5 and 5.0."""
    return json.dumps([asdict(table) for table in tables], default=lambda day: {"day": day.isoformat()})


def _read(text: str) -> tuple[Table, ...]:
    return tuple(map(_table, json.loads(text)))


def _table(kept: dict[str, Any]) -> Table:
    cells = tuple(tuple(map(_cell, row)) for row in kept["rows"])
    return Table(**kept | {"headings": tuple(kept["headings"]), "rows": cells, "bars": _bars(kept["bars"])})


def _bars(kept: dict[str, Any] | None) -> Bars | None:
    return Bars(**kept | {"bars": tuple(map(tuple, kept["bars"]))}) if kept else None


def _cell(kept: Any) -> Cell:
    return date.fromisoformat(kept["day"]) if isinstance(kept, Mapping) else kept
