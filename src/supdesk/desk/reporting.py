"""Reporting: a period's figures from sessions, contracts and evaluations, never from what was talked about."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, replace
from datetime import date
from pathlib import Path

from supdesk.desk import auditing, belonging, overseeing, publishing, training
from supdesk.desk.auditing import Doubt, Found
from supdesk.desk.belonging import Organisation
from supdesk.desk.contracting import contracts
from supdesk.desk.desk import Desk
from supdesk.desk.exporting import Prepared, Step, Written, sheets
from supdesk.desk.receiving import others
from supdesk.desk.tracking import own, tracked
from supdesk.domain import annual, figures, monitoring, tracker
from supdesk.domain.annual import Snapshot
from supdesk.domain.cadence import Standing
from supdesk.domain.changes import Changes
from supdesk.domain.days import show_date
from supdesk.domain.quarters import file_name, quarters_of
from supdesk.domain.records import Record
from supdesk.domain.registers import Period
from supdesk.domain.reports import QUARTER, YEAR, Report, Table
from supdesk.domain.sessions import Session
from supdesk.domain.suppression import Rule, total
from supdesk.domain.tracker import Diary, Excluded, Line
from supdesk.domain.training import NO_EVIDENCE
from supdesk.exchange.report_files import to_csv, to_xlsx
from supdesk.vault import audit, store

RULE = Rule()
PUBLISHED = (
    "Made to be published. A star stands for a small number that is not shown, and for a sum or a mean made of "
    "one; the others are rounded. Nobody is named but whoever compiled it: answers and themes that may "
    "name somebody are left out."
)
AGAIN = "As published on {}; what came since is not in it."
WHOLE = (
    "Names and small numbers stand in it, so it is not to be published. Nothing of what was talked about in "
    "supervision stands in it; words from evaluations stand as they were written, without names."
)
DAYS = "Names and days stand in it, so it is not to be published. It holds nothing of what was talked about."


def quarter_pack(
    desk: Desk, period: Period, of: str = "", *, published: bool = False, guarded: bool = False
) -> Report:
    """All the figures `of` one organisation for a period as they stand at its end, or today where it is not over.

    Without a name it is the owner's: what is under another organisation's pack is in a report of that one alone.
    The `published` one names nobody, hides small numbers and rounds the others, and stays as it was when that was
    first written; SupdeskError as from `publishing.once`. It leaves out the answers that may name somebody; the
    other does so where it is to be `guarded`.
    """
    as_at, rule = min(period.last, desk.today), RULE if published else None
    every = store.sessions(desk.vault.cx)
    known = tracker.diary(every)
    whose = belonging.organisation(desk, of)
    found, sessions = _staff(desk, whose, as_at, known), _within(desk, whose, every, [period])
    said = _said(desk, whose, [period], guarded=published or guarded)
    counted = [
        figures.attendance(found, as_at, rule),
        figures.sessions_held(sessions, rule),
        figures.cancellations(sessions, rule),
    ]
    told = [
        auditing.statements(said, rule),
        auditing.words(said, rule),
        themes(desk, [period], of, published=published),
    ]
    report = replace(
        blank(desk, period, as_at, whose.name),
        title="Safeguarding supervision: figures",
        lead=WHOLE,
        kind=QUARTER,
        stem=f"supervision-figures-{file_name(period)}",
    )
    if published:
        return _publish(desk, report, [*counted, *told], _counted(desk, whose, [period], [found], sessions, said))
    named = [figures.overdue(found, as_at), figures.left_out(found)]
    mine = [supervisor(desk, as_at, known), renewals(desk, as_at, of)]
    return replace(report, tables=(*counted[:1], *named, *counted[1:], *told, *mine))


def year_pack(desk: Desk, whole: Period, of: str = "", *, published: bool = False, guarded: bool = False) -> Report:
    """The audit of a financial year, by quarter, as it stands at its end, or today; of whom as in the other.

    What is published of the year never tells more than the same figures published quarter by quarter.
    """
    quarters = [(name, period) for name, period in quarters_of(whole) if period.first <= desk.today]
    periods, rule = [period for _, period in quarters], RULE if published else None
    every = store.sessions(desk.vault.cx)
    known = tracker.diary(every)
    whose = belonging.organisation(desk, of)
    snapshots = [_snapshot(desk, whose, name, period, known) for name, period in quarters]
    sessions = _within(desk, whose, every, periods)
    named = [name for name, _ in quarters]
    said = _said(desk, whose, periods, guarded=published or guarded)
    tables = [
        annual.attendance_by_quarter(snapshots, rule),
        annual.attendance_by_service(snapshots, rule),
        figures.sessions_by_period(list(zip(named, sessions, strict=True)), rule),
        figures.sessions_held(sessions, rule),
        figures.cancellations(sessions, rule),
        auditing.statements(said, rule),
        auditing.words(said, rule),
        *questionnaire(desk, whole, of, rule, guarded=published or guarded),
        themes(desk, periods, of, published=published),
        monitoring.plan(overseeing.plan(desk, of)),
    ]
    report = replace(
        blank(desk, whole, min(whole.last, desk.today), whose.name),
        title="Safeguarding supervision: audit of the year",
        lead=WHOLE,
        kind=YEAR,
        stem=f"supervision-year-{file_name(whole)}",
    )
    if published:
        lines = [snapshot.lines for snapshot in snapshots]
        return _publish(desk, report, tables, _counted(desk, whose, periods, lines, sessions, said))
    return replace(report, tables=tuple(tables))


def _snapshot(desk: Desk, whose: Organisation, name: str, period: Period, known: Diary) -> Snapshot:
    as_at = min(period.last, desk.today)
    return Snapshot(name, as_at, tuple(_staff(desk, whose, as_at, known)))


def report(
    desk: Desk, kind: str, period: Period, of: str = "", *, published: bool = False, guarded: bool = False
) -> Report:
    """The report of a QUARTER or a YEAR."""
    pack = {QUARTER: quarter_pack, YEAR: year_pack}[kind]
    return pack(desk, period, of, published=published, guarded=guarded)


def questionnaire(
    desk: Desk, whole: Period, of: str = "", rule: Rule | None = None, *, guarded: bool = False
) -> tuple[Table, Table]:
    """What was answered in the questionnaires of a year."""
    asked = _said(desk, belonging.organisation(desk, of), [whole], auditing.QUESTIONNAIRE, guarded=guarded)
    own_words = auditing.words(asked, rule, "Questionnaire in their own words")
    return auditing.statements(asked, rule, "Questionnaire"), own_words


def tracker_report(desk: Desk) -> Report:
    """How everybody stands today, by service: days only."""
    found, day = staff(desk), desk.today
    return replace(
        blank(desk, Period(day, day), day, ", ".join(belonging.in_use(desk))),
        title="Supervision tracker",
        kind="tracker",
        lead=DAYS,
        tables=(figures.attendance(found, day), figures.tracked(found)),
        stem=f"supervision-tracker-{day.isoformat()}",
    )


def in_doubt(desk: Desk, kind: str, period: Period, of: str = "") -> tuple[Doubt, ...]:
    """The answers in the whole report of a QUARTER or a YEAR that may name somebody."""
    asked = [auditing.EVALUATION, *([auditing.QUESTIONNAIRE] if kind == YEAR else [])]
    return tuple(
        doubt for each in asked for doubt in auditing.doubts(desk, auditing.evaluated(desk, [period], each, of))
    )


def blank(desk: Desk, period: Period, as_at: date, of: str = "") -> Report:
    """A report of now, of an organisation or the owner's, on which nothing stands yet."""
    return Report(
        title="",
        organisation=of or desk.pack.organisation,
        period=period,
        as_at=as_at,
        compiled_at=desk.now,
        compiled_by=desk.owner.name,
        tables=(),
        practice=desk.practice,
    )


def _publish(desk: Desk, report: Report, tables: Iterable[Table], counted: Iterable[tuple[date, str]]) -> Report:
    made = replace(
        report,
        tables=tuple(tables),
        lead=PUBLISHED,
        published=True,
        stem=f"{report.stem}-published",
        counted=tuple(counted),
    )
    told = publishing.once(desk, made)
    return replace(told, lead=f"{PUBLISHED} {AGAIN.format(show_date(told.since))}") if told.since else told


def _counted(
    desk: Desk,
    whose: Organisation,
    quarters: Iterable[Period],
    lines: Iterable[Sequence[Line]],
    sessions: Iterable[Sequence[Session]],
    said: Found,
) -> Iterator[tuple[date, str]]:
    """Each quarter's first day, and a digest of its counts before any is hidden."""
    for place, (period, found, those) in enumerate(zip(quarters, lines, sessions, strict=True)):
        answered = {form.digest: asdict(audits[place]) for form, audits in said if audits[place].forms}
        themed = dict(_theme_counts(desk, whose, period))
        every = {**figures.unsuppressed(found, those), "answered": answered, "themes": themed}
        yield period.first, audit.digest(every)


def staff(desk: Desk, as_at: date | None = None, known: Diary | None = None) -> list[Line]:
    """How all stand who are still there, today or on a day gone by; `known` is the diary of all sessions."""
    return [line for line in tracked(desk, as_at, known) if line.excluded is not Excluded.LEFT]


def within(desk: Desk, sessions: Iterable[Session], periods: Iterable[Period]) -> list[list[Session]]:
    """The sessions of each of these periods, but for the owner's own supervision."""
    every = others(desk, sessions)
    return [[session for session in every if session.on in period] for period in periods]


def _staff(desk: Desk, whose: Organisation, as_at: date, known: Diary) -> list[Line]:
    return [line for line in staff(desk, as_at, known) if whose.has(desk.pack_of(line.person).id)]


def _within(
    desk: Desk, whose: Organisation, sessions: Iterable[Session], periods: Iterable[Period]
) -> list[list[Session]]:
    return within(desk, (session for session in sessions if whose.has(session.pack)), periods)


def _said(
    desk: Desk,
    whose: Organisation,
    periods: Sequence[Period],
    serves: str = auditing.EVALUATION,
    *,
    guarded: bool,
) -> Found:
    found = auditing.evaluated(desk, periods, serves, whose.name)
    return auditing.guarded(desk, found) if guarded else found


def prepare(desk: Desk, report: Report) -> Prepared[Report]:
    """A sealed PDF, an XLSX, and a CSV for each table. No name stands in those of the files."""
    sheet = sheets(desk)

    def make(_: Path, step: Step) -> dict[str, bytes]:
        step(0, 1)
        made = {f"{report.stem}.pdf": sheet(report, "Report"), f"{report.stem}.xlsx": to_xlsx(report)}
        step(1, 1)
        return made | {f"{report.stem}-{name}": content for name, content in to_csv(report).items()}

    return Prepared(report, make)


def note(desk: Desk, written: Written[Report]) -> Changes:
    """Enter in the audit trail that it was written, and keep it if published. When that fails, its files go."""
    made = written.about
    with written.placed:
        return overseeing.note(desk, made.kind, made.period, made.organisation, made if made.published else None)


def bars_svg(desk: Desk, table: Table, *, dark: bool = False, width: int = 520) -> str:
    """A table's bars for the screen, the same drawing as on paper; `width` in pixels. Empty without any."""
    from supdesk.documents import bars, fonts

    fonts.register(desk.around.resources)
    return bars.svg(table.bars, dark=dark, width=width) if table.bars else ""


def themes(desk: Desk, periods: Sequence[Period], of: str = "", *, published: bool = False) -> Table:
    """How many records there were of each theme: small numbers are hidden wherever this goes.

    A theme that may name somebody is not `published`.
    """
    look = auditing.namer(desk) if published else lambda _: ""
    whose = belonging.organisation(desk, of)
    found = [_theme_counts(desk, whose, period) for period in periods]
    names = sorted({theme for counts in found for theme in counts if not look(theme.title())}, key=str.casefold)
    rows = [(theme, total([counts.get(theme, 0) for counts in found], RULE)) for theme in names]
    return Table(
        title="Themes",
        headings=("Theme", "Records"),
        rows=tuple((theme, *figures.marked((count,), RULE)) for theme, count in rows),
        note="A star stands for a small number, and for a sum that has one among its parts; the others are "
        "rounded. A record may have several themes.",
        nothing="No record was given a theme.",
    )


def _theme_counts(desk: Desk, whose: Organisation, period: Period) -> Counter[str]:
    counts = Counter[str]()
    for (pack, theme), records in store.theme_counts(desk.vault.cx, period.first, period.last).items():
        counts[theme] += records if whose.has(pack) else 0
    return +counts


def supervisor(desk: Desk, as_at: date, known: Diary) -> Table:
    """The compiler's own supervision and training."""
    mine, me = own(desk, as_at, known), desk.owner
    trained = training.of(desk, me.id, as_at)
    facts: list[tuple[str, date | None, str]] = [
        ("Name", None, me.name),
        ("Own supervision, last", mine.last, mine.label),
        ("Own supervision, next due", mine.due, ""),
        ("Own supervision, next planned", mine.planned, ""),
        ("Competent as supervisor since", me.competent_on, me.course if trained.shown else NO_EVIDENCE),
        ("Booked on a course", me.booked_on, ""),
        ("Training last refreshed", me.refreshed_on, ""),
        ("Training to be refreshed by", trained.due, trained.standing.label if trained.due else ""),
    ]
    return Table(title="Supervisor", headings=("What", "Day", "How it stands"), rows=tuple(facts))


def renewals(desk: Desk, as_at: date, of: str = "") -> Table:
    """Contracts in force that are due for review or past it."""
    pressing, whose = (Standing.DUE, Standing.OVERDUE), belonging.organisation(desk, of)
    theirs = [contract for contract in contracts(desk) if whose.has(contract.record.form.pack)]
    due = [c for c in theirs if not c.superseded and c.standing in pressing and c.record.state.sealed]
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
