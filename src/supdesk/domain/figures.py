"""Figures: attendance, sessions and why they were cancelled, counted into tables that may be published.

Each cell knows the counts it is made of, its parts. What is published of it follows from those that are published
themselves: a sum over services, kinds or quarters is shown only where each of its parts is.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import chain

from supdesk.domain.days import show_date
from supdesk.domain.reports import STAR, Bars, Cell, Table
from supdesk.domain.sessions import Cancellation, Kind, Presence, Session, State, Why
from supdesk.domain.spelling import folded
from supdesk.domain.suppression import Rule, total
from supdesk.domain.tracker import Excluded, Line

NO_SERVICE = "No service given"
ALL = "All"
HIDDEN, NOBODY = "not shown", "nobody"
EXCLUDED = (Excluded.LEAVE, Excluded.NEW_STARTER, Excluded.NO_CADENCE)
COUNTED = ("Counted", "Up to date", "Per cent", *(why.label for why in EXCLUDED))
RECKONED = (
    "Up to date is who came to a session that counts no longer ago than the cadence asks. Per cent is the share of "
    "those counted, rounded down. Whoever is on leave, new or without a cadence is not counted and stands beside."
)
_CAME = (Presence.PRESENT, Presence.APOLOGIES, Presence.ABSENT)
_HAPPENED = (State.HELD, State.CANCELLED, State.NOT_ATTENDED)
_COLUMNS = (*(state.label for state in _HAPPENED), *(came.label for came in _CAME))
_APART = tuple(_COLUMNS.index(state.label) for state in (State.HELD, State.NOT_ATTENDED))
"""What is published of sessions. The others could be reckoned from one another, or from reasons of cancelling."""

Parts = Sequence[int]
"""The counts one cell is made of: one, or one for each of what it adds up."""


def attendance(found: Sequence[Line], as_at: date, rule: Rule | None = None) -> Table:
    """How many are up to date, of those who are counted, by service."""
    groups = by_service(found)
    rows = with_sums(groups, [one_each(standing_counts(lines)) for lines in groups.values()], rule)
    told = [(name, with_share(cells)) for name, cells in rows]
    return Table(
        title="Attendance by service",
        headings=("Service", *COUNTED),
        rows=tuple((name, *standing_cells(cells, rule)) for name, cells in told),
        note=f"As at {show_date(as_at)}. {RECKONED}",
        nothing="Nobody was supervised.",
        summed=True,
        bars=share_bars(told),
    )


def share_bars(told: Iterable[tuple[str, Sequence[int | None]]]) -> Bars:
    """A bar for each row of `with_share`, as far as its per cent reaches."""
    return Bars(
        "Up to date, per cent of those counted",
        100,
        tuple((name, cells[2], NOBODY if cells[0] == 0 else bar_end(cells[2], " %")) for name, cells in told),
    )


def overdue(found: Iterable[Line], as_at: date) -> Table:
    """Who is overdue or never came, the longest first."""
    late = [line for line in found if line.late]
    return Table(
        title="Overdue",
        headings=("Name", "Service", "Last session", "Was due", "Next planned"),
        rows=tuple((line.person.name, line.person.service, line.last, line.due, line.planned) for line in late),
        note=f"As at {show_date(as_at)}. Dates only.",
        nothing="Nobody is overdue.",
    )


def left_out(found: Iterable[Line]) -> Table:
    """Who is not counted, and why."""
    return Table(
        title="Not counted",
        headings=("Name", "Service", "Why"),
        rows=tuple((line.person.name, line.person.service, line.label) for line in found if line.excluded),
        nothing="Everybody is counted.",
    )


def tracked(found: Iterable[Line]) -> Table:
    """How everybody stands, by service and name."""
    rows: list[tuple[Cell, ...]] = [
        (service, line.person.name, *line.days, line.label)
        for service, lines in by_service(found).items()
        for line in sorted(lines, key=lambda line: line.person.name.casefold())
    ]
    return Table(
        title="Everybody",
        headings=("Service", "Name", "Last session", "Next due", "Next planned", "Supervision"),
        rows=tuple(rows),
        nothing="Nobody is supervised.",
    )


def sessions_held(periods: Sequence[Sequence[Session]], rule: Rule | None = None) -> Table:
    """How many sessions there were of each kind, what became of them, and who came; the periods added up."""
    counts = [across([_happened(sessions, kind) for sessions in periods]) for kind in Kind]
    return _sessions("Sessions", "Kind", [kind.label for kind in Kind], counts, rule)


def sessions_by_period(periods: Sequence[tuple[str, Sequence[Session]]], rule: Rule | None = None) -> Table:
    """The same by period, the kinds added up."""
    counts = [across([_happened(sessions, kind) for kind in Kind]) for _, sessions in periods]
    return _sessions("Sessions by quarter", "Quarter", [name for name, _ in periods], counts, rule)


def cancellations(periods: Sequence[Sequence[Session]], rule: Rule | None = None) -> Table:
    """Why sessions were cancelled, by code: what was written about it stays in the vault.

    That none of a few was agreed by both would tell of each of them, and is hidden with their number.
    """
    off = [_cancelled(sessions) for sessions in periods]
    reasons = [why for why in Why if any(each.why is why for each in chain(*off))]
    counts = [across([_reasoned(those, why) for those in off]) for why in reasons]
    rows = with_sums([why.label for why in reasons], counts, rule)
    return Table(
        title="Cancellations",
        headings=("Reason", "Cancelled", "Agreed by both"),
        rows=tuple(
            (name, *marked((count, agreed if count is not None else None), rule)) for name, (count, agreed) in rows
        ),
        nothing="No session was cancelled.",
        summed=True,
    )


def unsuppressed(found: Sequence[Line], sessions: Sequence[Session]) -> dict[str, dict[str, list[int]]]:
    """All that is counted of a period above, before any of it is hidden, by what no wording can change."""
    off = _cancelled(sessions)
    kinds = {kind.value: _happened(sessions, kind) for kind in Kind}
    reasons = {why.value: _reasoned(off, why) for why in Why}
    return {
        "standing": {folded(name): standing_counts(lines) for name, lines in by_service(found).items()},
        "sessions": {kind: counts for kind, counts in kinds.items() if any(counts)},
        "cancelled": {why: counts for why, counts in reasons.items() if any(counts)},
    }


def by_service(found: Iterable[Line]) -> dict[str, list[Line]]:
    """Lines by their service, in the order of the alphabet; one spelling stands for all that differ by case."""
    groups: dict[str, list[Line]] = {}
    for line in sorted(found, key=lambda line: (folded(line.person.service), line.person.service)):
        groups.setdefault(folded(service_of(line)), []).append(line)
    return {service_of(lines[0]): lines for lines in groups.values()}


def service_of(line: Line) -> str:
    """The service as it is shown."""
    return " ".join(line.person.service.split()) or NO_SERVICE


def standing_counts(lines: Sequence[Line]) -> list[int]:
    """How many are counted, up to date, and left out for each reason there is."""
    excluded = [line.excluded for line in lines]
    good = sum(line.up_to_date for line in lines if not line.excluded)
    return [excluded.count(None), good, *(excluded.count(why) for why in EXCLUDED)]


def with_sums(
    names: Iterable[str], rows: Sequence[Sequence[Parts]], rule: Rule | None
) -> list[tuple[str, tuple[int | None, ...]]]:
    """Rows with their names, and below them the sums of the columns, as they may be shown."""
    told = [(name, shown(cells, rule)) for name, cells in zip(names, rows, strict=True)]
    columns = [list(chain(*column)) for column in zip(*rows, strict=True)]
    return [*told, (ALL, shown(columns, rule))] if columns else []


def shown(cells: Iterable[Parts], rule: Rule | None) -> tuple[int | None, ...]:
    """Each cell as it may be shown."""
    return tuple(total(parts, rule) for parts in cells)


def one_each(counts: Iterable[int]) -> list[Parts]:
    """Cells made of one count each."""
    return [(count,) for count in counts]


def across(counts: Sequence[Sequence[int]]) -> list[Parts]:
    """Cells that add up the counts which stand in the same place."""
    return list(zip(*counts, strict=True))


def with_share(cells: Sequence[int | None]) -> tuple[int | None, ...]:
    """What is shown of `standing_counts`, with the per cent of what is shown: never of a number that is hidden.

    Where the count is hidden, so is how many are up to date: that none of a few is would tell of each of them.
    """
    whole, part, *others = cells
    part = part if whole is not None else None
    share = None if part is None or not whole else min(part, whole) * 100 // whole
    return whole, part, share, *others


def standing_cells(cells: Sequence[int | None], rule: Rule | None) -> tuple[Cell, ...]:
    """Cells of `with_share` as they stand in a table; that nobody has a share is no number that is hidden."""
    told = marked(cells, rule)
    return (*told[:2], None, *told[3:]) if cells[0] == 0 else told


def marked(cells: Iterable[int | float | None], rule: Rule | None) -> tuple[Cell, ...]:
    """Cells as they stand in a table: where there is a rule, a star for each that is not shown."""
    return tuple(STAR if rule and cell is None else cell for cell in cells)


def bar_end(value: float | None, unit: str = "") -> str:
    """What is written at the end of a bar."""
    return HIDDEN if value is None else f"{value}{unit}"


def _sessions(
    title: str, what: str, names: Sequence[str], counts: Sequence[Sequence[Parts]], rule: Rule | None
) -> Table:
    picked = _APART if rule else range(len(_COLUMNS))
    rows = with_sums(names, [[cells[place] for place in picked] for cells in counts], rule)
    people = "Held, cancelled and not attended count sessions; present, apologies and absent count people."
    return Table(
        title=title,
        headings=(what, *(_COLUMNS[place] for place in picked)),
        rows=tuple((name, *marked(cells, rule)) for name, cells in rows),
        note="Cancelled sessions stand by themselves, with the reasons." if rule else people,
        summed=True,
    )


def _happened(sessions: Iterable[Session], kind: Kind) -> list[int]:
    those = [session for session in sessions if session.kind is kind]
    over = [session for session in those if session.state in (State.HELD, State.NOT_ATTENDED)]
    people = [each for session in over for each in session.attendees]
    return [
        *(sum(session.state is state for session in those) for state in _HAPPENED),
        *(sum(each.presence is came for each in people) for came in _CAME),
    ]


def _cancelled(sessions: Iterable[Session]) -> list[Cancellation]:
    return [each.cancellation for each in sessions if each.state is State.CANCELLED and each.cancellation]


def _reasoned(off: Iterable[Cancellation], why: Why) -> list[int]:
    those = [each for each in off if each.why is why]
    return [len(those), sum(each.mutual for each in those)]
