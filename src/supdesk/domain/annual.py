"""The annual audit of attendance: a financial year by quarter and service, each quarter as at its own last day."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from supdesk.domain.days import show_date
from supdesk.domain.figures import (
    COUNTED,
    RECKONED,
    Parts,
    across,
    by_service,
    one_each,
    share_bars,
    shown,
    standing_cells,
    standing_counts,
    with_share,
)
from supdesk.domain.reports import Cell, Table
from supdesk.domain.spelling import folded
from supdesk.domain.suppression import Rule
from supdesk.domain.tracker import Line

NOT_ADDED = "Quarters are not added up: the same people stand in each of them."


@dataclass(frozen=True, slots=True)
class Snapshot:
    """How everybody stood at the end of a quarter, or today where it is not over."""

    name: str
    as_at: date
    lines: tuple[Line, ...]


def attendance_by_quarter(snapshots: Sequence[Snapshot], rule: Rule | None = None) -> Table:
    """How many were up to date at the end of each quarter, all services together."""
    rows = [(each, with_share(shown(_all(each), rule))) for each in snapshots]
    return Table(
        title="Attendance by quarter",
        headings=("Quarter", "As at", *COUNTED),
        rows=tuple((each.name, each.as_at, *standing_cells(cells, rule)) for each, cells in rows),
        note=f"{RECKONED} {NOT_ADDED}",
        nothing="Nobody was supervised.",
        bars=share_bars((each.name, cells) for each, cells in rows),
    )


def attendance_by_service(snapshots: Sequence[Snapshot], rule: Rule | None = None) -> Table:
    """The same for each service."""
    counts = [(each, _by_folded(each)) for each in snapshots]
    rows: list[tuple[Cell, ...]] = [
        (name, each.name, *standing_cells(with_share(shown(found[key], rule)), rule))
        for name, key in _services(snapshots)
        for each, found in counts
        if key in found
    ]
    return Table(
        title="Attendance by service and quarter",
        headings=("Service", "Quarter", *COUNTED),
        rows=tuple(rows),
        note="; ".join(f"{each.name} as at {show_date(each.as_at)}" for each in snapshots) + ".",
        nothing="Nobody was supervised.",
    )


def _services(snapshots: Sequence[Snapshot]) -> list[tuple[str, str]]:
    """Each service once, as it is spelt and as it is compared."""
    every = by_service(line for each in snapshots for line in each.lines)
    return [(name, folded(name)) for name in every]


def _by_folded(snapshot: Snapshot) -> dict[str, list[Parts]]:
    groups = by_service(snapshot.lines).items()
    return {folded(name): one_each(standing_counts(lines)) for name, lines in groups}


def _all(snapshot: Snapshot) -> list[Parts]:
    """What the services add up to, each cell made of one count for each of them."""
    counts = [standing_counts(lines) for lines in by_service(snapshot.lines).values()]
    return across(counts) if counts else one_each(standing_counts(()))
