"""Reporting: a period's figures from sessions, contracts and evaluations, never from what was said in them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from supdesk.desk.contracting import contracts
from supdesk.desk.desk import Desk
from supdesk.desk.signing import Sealer, sealer
from supdesk.desk.tracking import own, tracked
from supdesk.domain import evaluations, tracker
from supdesk.domain.cadence import Standing, next_due, standing
from supdesk.domain.changes import Changes, changed
from supdesk.domain.days import show_date
from supdesk.domain.errors import SupdeskError
from supdesk.domain.evaluations import Audit
from supdesk.domain.records import Record
from supdesk.domain.registers import Period
from supdesk.domain.reports import Bars, Report, Table
from supdesk.domain.sessions import Kind, Presence, Session, State, Why
from supdesk.domain.suppression import Rule, publish, rounded
from supdesk.domain.tracker import Excluded, Line
from supdesk.exchange.placing import Placed, place_all
from supdesk.exchange.report_files import to_csv, to_xlsx
from supdesk.forms.definition import Field, Form
from supdesk.vault import keeping, store

NO_SERVICE = "No service given"
ALL = "All"
HIDDEN = "not shown"
RULE = Rule()
REFRESHED_EVERY = 36
"""Months within which training is to be refreshed."""
_EXCLUDED = (Excluded.LEAVE, Excluded.NEW_STARTER, Excluded.NO_CADENCE)
_CAME = (Presence.PRESENT, Presence.APOLOGIES, Presence.ABSENT)
_HAPPENED = (State.HELD, State.CANCELLED, State.NOT_ATTENDED)


@dataclass(frozen=True, slots=True)
class Prepared:
    """A report with the key to seal it."""

    report: Report
    seal: Sealer = field(repr=False)
    resources: Path


@dataclass(frozen=True, slots=True)
class Written:
    """The files of a report in their places, which the audit trail does not know yet."""

    prepared: Prepared
    placed: Placed


def quarter_pack(desk: Desk, period: Period, *, published: bool = False) -> Report:
    """All the figures of a period as they stand at its end, or today where it is not over.

    The `published` one names nobody, hides small numbers and rounds the others.
    """
    as_at = min(period.last, desk.today)
    rule = RULE if published else None
    found = [line for line in tracked(desk, as_at) if line.excluded is not Excluded.LEFT]
    sessions = [session for session in store.sessions(desk.vault.cx) if session.on in period]
    whole = evaluated(desk, period)
    counted = [attendance(found, as_at, rule), sessions_held(sessions, rule), cancellations(sessions, rule)]
    said = [statements(whole, rule), words(whole, rule), themes(desk, period)]
    named = [overdue(found, as_at), left_out(found)]
    mine = [supervisor(desk, as_at), renewals(desk, as_at)]
    return Report(
        title="Safeguarding supervision: figures",
        organisation=desk.pack.organisation,
        period=period,
        as_at=as_at,
        compiled_at=desk.now,
        compiled_by=desk.owner.name,
        tables=tuple(map(_marked, counted + said))
        if published
        else (*counted[:1], *named, *counted[1:], *said, *mine),
        published=published,
        practice=desk.practice,
    )


def tracker_report(desk: Desk) -> Report:
    """How everybody stands today, by service: days only."""
    found = [line for line in tracked(desk) if line.excluded is not Excluded.LEFT]
    day = desk.today
    return Report(
        title="Supervision tracker",
        organisation=desk.pack.organisation,
        period=Period(day, day),
        as_at=day,
        compiled_at=desk.now,
        compiled_by=desk.owner.name,
        tables=(attendance(found, day), *(_tracker(name, lines) for name, lines in _by_service(found).items())),
        practice=desk.practice,
        stem="supervision-tracker",
    )


def _tracker(service: str, lines: Iterable[Line]) -> Table:
    return Table(
        title=service,
        headings=("Name", "Last session", "Next due", "Next planned", "Supervision"),
        rows=tuple((line.person.name, *line.days, line.label) for line in lines),
    )


def prepare(desk: Desk, report: Report) -> Prepared:
    """What a report's files are made from; the vault is not needed for them."""
    return Prepared(report, sealer(desk), desk.around.resources)


def make(prepared: Prepared) -> dict[str, bytes]:
    """Every file of a report by its name: sealed PDF, XLSX, and a CSV for each table. No name stands in theirs."""
    from supdesk.documents.report_page import render_report

    report = prepared.report
    page = render_report(report, prepared.resources).content
    sheets = {f"{report.stem}-{name}": content for name, content in to_csv(report).items()}
    return {
        f"{report.stem}.pdf": prepared.seal(page, "Report", []),
        f"{report.stem}.xlsx": to_xlsx(report),
    } | sheets


def put(prepared: Prepared, folder: Path, *, over: bool = False) -> Written:
    """Put a report's files into `folder`, all or none; end it with `note`.

    SupdeskError `report.there` where files of that name are, unless they may be written `over`.
    """
    made = make(prepared)
    there = [name for name in made if (folder / name).exists()]
    if there and not over:
        raise SupdeskError("report.there", f"{folder.name} holds {there[0]} already.")
    return Written(prepared, place_all(folder, made))


def note(desk: Desk, written: Written) -> Changes:
    """Enter in the audit trail that it was written. When that fails, its files are taken back."""
    try:
        with desk.vault.deed("write report", desk.now, written.prepared.report.period.first.isoformat()):
            pass
    except BaseException:
        written.placed.undo()
        raise
    written.placed.keep()
    return changed()


def bars_svg(desk: Desk, table: Table, *, dark: bool = False, width: int = 520) -> str:
    """A table's bars for the screen, the same drawing as on paper; `width` in pixels. Empty without any."""
    from supdesk.documents import bars, fonts

    fonts.register(desk.around.resources)
    return bars.svg(table.bars, dark=dark, width=width) if table.bars else ""


def attendance(found: Sequence[Line], as_at: date, rule: Rule | None = None) -> Table:
    """How many are up to date, of those who are counted, by service."""
    groups = _by_service(found)
    rows = _with_sums(groups, [_counts(lines, as_at) for lines in groups.values()], rule)
    shares = [_share(up_to_date, counted) for _, (counted, up_to_date, *_) in rows]
    return Table(
        title="Attendance by service",
        headings=("Service", "Counted", "Up to date", "Per cent", *(why.label for why in _EXCLUDED)),
        rows=tuple(
            (name, *cells[:2], share, *cells[2:]) for (name, cells), share in zip(rows, shares, strict=True)
        ),
        note=f"As at {show_date(as_at)}. Up to date is who came to a session that counts no longer ago than the "
        "cadence asks. Per cent is the share of those counted, rounded down. Whoever is on leave, new or without a "
        "cadence is not counted and stands beside.",
        nothing="Nobody was supervised.",
        summed=True,
        bars=Bars(
            "Up to date, per cent of those counted",
            100,
            tuple((name, share, _end(share, " %")) for (name, _), share in zip(rows, shares, strict=True)),
        ),
    )


def overdue(found: Iterable[Line], as_at: date) -> Table:
    """Who is overdue or never came, the longest first."""
    late = [line for line in found if not line.excluded and not line.up_to_date]
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
        rows=tuple((line.person.name, line.person.service, line.excluded.label) for line in found if line.excluded),
        nothing="Everybody is counted.",
    )


def sessions_held(sessions: Sequence[Session], rule: Rule | None = None) -> Table:
    """How many sessions there were of each kind, what became of them, and who came."""
    counts = [
        [
            *(sum(s.state is state for s in sessions if s.kind is kind) for state in _HAPPENED),
            *(
                sum(a.presence is came for s in sessions if _counts_people(s, kind) for a in s.attendees)
                for came in _CAME
            ),
        ]
        for kind in Kind
    ]
    rows = _with_sums([kind.label for kind in Kind], counts, rule)
    return Table(
        title="Sessions",
        headings=("Kind", *(state.label for state in _HAPPENED), *(came.label for came in _CAME)),
        rows=tuple((name, *cells) for name, cells in rows),
        note="Held, cancelled and not attended count sessions; present, apologies and absent count people.",
        summed=True,
    )


def cancellations(sessions: Iterable[Session], rule: Rule | None = None) -> Table:
    """Why sessions were cancelled, by code: what was written about it stays in the vault."""
    off = [
        session.cancellation for session in sessions if session.state is State.CANCELLED and session.cancellation
    ]
    reasons = [why for why in Why if any(each.why is why for each in off)]
    counts = [[sum(o.why is why for o in off), sum(o.why is why and o.mutual for o in off)] for why in reasons]
    rows = _with_sums([why.label for why in reasons], counts, rule)
    return Table(
        title="Cancellations",
        headings=("Reason", "Cancelled", "Agreed by both"),
        rows=tuple((name, *cells) for name, cells in rows),
        nothing="No session was cancelled.",
        summed=True,
    )


def evaluated(desk: Desk, period: Period) -> list[tuple[Form, Audit]]:
    """The evaluations of a period added up, those of each form of evaluation apart."""
    by_form: dict[str, list[Record]] = {}
    for record in keeping.records(desk.vault.cx, serves="evaluation"):
        if record.on in period and record.state.sealed and not record.amends:
            by_form.setdefault(record.form.digest, []).append(record)
    forms = {digest: keeping.form(desk.vault.cx, digest) for digest in by_form}
    return [(forms[digest], _audit(forms[digest], records)) for digest, records in by_form.items()]


def statements(found: Iterable[tuple[Form, Audit]], rule: Rule | None = None) -> Table:
    """How often each answer was given to each statement, with the mean."""
    forms = [(form, evaluations.shown(audit, rule)) for form, audit in found]
    tallies = [tally for _, audit in forms for tally in audit.tallies]
    points = max((len(tally.counts) for tally in tallies), default=5)
    ends = [
        f"1 is {field.low.lower()}, {field.points} {field.high.lower()}"
        for form, _ in forms
        for field in _scales(form)
    ]
    return Table(
        title="Evaluations",
        headings=("Statement", *map(str, range(1, points + 1)), "Answered", "Mean"),
        rows=tuple(
            (t.statement, *t.counts, *[None] * (points - len(t.counts)), t.answered, t.mean) for t in tallies
        ),
        note="; ".join(dict.fromkeys(ends)) + "." if ends else "",
        nothing="No evaluation came in.",
        bars=Bars("Mean of the answers", points, tuple((t.statement, t.mean, _end(t.mean)) for t in tallies)),
    )


def words(found: Iterable[tuple[Form, Audit]], rule: Rule | None = None) -> Table:
    """What was said in evaluations, without names and in no order of time."""
    audits = [evaluations.shown(audit, rule) for _, audit in found]
    return Table(
        title="Evaluations in their own words",
        headings=("Question", "Answer"),
        rows=tuple((asked, said) for audit in audits for asked, answers in audit.said for said in answers),
        note="Without names, by the alphabet. Words can give people away: read them before you send them.",
        nothing="No words to show.",
    )


def themes(desk: Desk, period: Period) -> Table:
    """How many records there were of each theme: small numbers are hidden wherever this goes."""
    found = store.theme_counts(desk.vault.cx, period.first, period.last)
    rows = [(theme, rounded(count, RULE)) for theme, count in found.items()]
    return Table(
        title="Themes",
        headings=("Theme", "Records"),
        rows=tuple((theme, "*" if count is None else count) for theme, count in sorted(rows)),
        note="A star stands for a small number; the others are rounded. A record may have several themes.",
        nothing="No record was given a theme.",
    )


def supervisor(desk: Desk, as_at: date) -> Table:
    """The compiler's own supervision and training."""
    mine, known = own(desk, as_at), desk.owner
    refreshed = max(filter(None, (known.competent_on, known.refreshed_on)), default=None)
    refresh = next_due(refreshed, REFRESHED_EVERY)
    facts: list[tuple[str, date | None, str]] = [
        ("Name", None, known.name),
        ("Own supervision, last", mine.last, mine.label),
        ("Own supervision, next due", mine.due, ""),
        ("Own supervision, next planned", mine.planned, ""),
        ("Competent as supervisor since", known.competent_on, known.course or "No evidence recorded"),
        ("Booked on a course", known.booked_on, ""),
        ("Training last refreshed", known.refreshed_on, ""),
        ("Training to be refreshed by", refresh, standing(refresh, as_at).label if refresh else ""),
    ]
    return Table(title="Supervisor", headings=("What", "Day", "How it stands"), rows=tuple(facts))


def renewals(desk: Desk, as_at: date) -> Table:
    """Contracts in force that are due for review or past it."""
    pressing = (Standing.DUE, Standing.OVERDUE)
    due = [c for c in contracts(desk) if not c.superseded and c.standing in pressing and c.record.state.sealed]
    rows = [
        (_others(desk, contract.record), contract.record.on, contract.renew_on, contract.standing.label)
        for contract in sorted(due, key=lambda contract: contract.renew_on)
    ]
    return Table(
        title="Contracts to renew",
        headings=("With", "Made on", "Review by", "How it stands"),
        rows=tuple(rows),
        note=f"As they stand today, {show_date(desk.today)}." if as_at != desk.today else "",
        nothing="No contract is due.",
    )


def _others(desk: Desk, record: Record) -> str:
    owner = desk.owner.id
    return ", ".join(party.name for party in record.parties if party.person_id != owner)


def _audit(form: Form, records: Iterable[Record]) -> Audit:
    fields = list(form.fields())
    scales = {field.id: (field.label, field.points) for field in _scales(form)}
    asked = {field.id: field.label for field in fields if field.kind == "prose"}
    return evaluations.audit((record.answers for record in records), scales, asked)


def _marked(table: Table) -> Table:
    """The table with a mark where a number is not shown."""
    return replace(table, rows=tuple(tuple("*" if cell is None else cell for cell in row) for row in table.rows))


def _scales(form: Form) -> list[Field]:
    return [each for each in form.fields() if each.kind == "scale"]


def _end(value: float | None, unit: str = "") -> str:
    """What is written at the end of a bar."""
    return HIDDEN if value is None else f"{value}{unit}"


def _by_service(found: Iterable[Line]) -> dict[str, list[Line]]:
    groups: dict[str, list[Line]] = {}
    for line in sorted(found, key=lambda line: line.person.service.casefold()):
        groups.setdefault(line.person.service or NO_SERVICE, []).append(line)
    return groups


def _counts(lines: Iterable[Line], as_at: date) -> list[int]:
    found = tracker.compliance(lines, as_at)
    excluded = [why for _, why in found.excluded]
    return [found.denominator, found.numerator, *(excluded.count(why) for why in _EXCLUDED)]


def _with_sums(
    names: Iterable[str], counts: Sequence[Sequence[int]], rule: Rule | None
) -> list[tuple[str, tuple[int | None, ...]]]:
    """Rows of counts with their names, and below them the sums of the columns, as they may be shown."""
    shown = [
        (name, tuple(rounded(n, rule) if rule else n for n in row)) for name, row in zip(names, counts, strict=True)
    ]
    columns = list(zip(*counts, strict=True))
    return [*shown, (ALL, tuple(publish(c, rule).total if rule else sum(c) for c in columns))] if columns else []


def _share(part: int | None, whole: int | None) -> int | None:
    """Per cent, rounded down, of what is shown: never of a number that is hidden."""
    return None if part is None or not whole else min(part, whole) * 100 // whole


def _counts_people(session: Session, kind: Kind) -> bool:
    return session.kind is kind and session.state in (State.HELD, State.NOT_ATTENDED)
