"""Stating: what each line manager or service lead is told of the attendance of their own people, days only."""

from dataclasses import dataclass, field, replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

from supdesk.desk.desk import Desk
from supdesk.desk.reporting import blank, staff, within
from supdesk.desk.signing import Sealer, sealer
from supdesk.domain import statements, tracker
from supdesk.domain.changes import Changes, Topic, changed
from supdesk.domain.errors import SupdeskError
from supdesk.domain.registers import Period
from supdesk.domain.reports import Report
from supdesk.domain.statements import Sent, Statement, Towards
from supdesk.domain.tracker import Line, counting
from supdesk.exchange.mail_draft import Attachment, tagged_subject, to_eml
from supdesk.exchange.placing import Placed, place_all, refuse_taken
from supdesk.vault import store

SUBJECT = "Safeguarding supervision: attendance statement"
LEAD = "For {} alone. Days and attendance of those who are named, and nothing of what was talked about."
_KEPT = "statements"
"""The setting that holds which statement was whose."""


@dataclass(frozen=True, slots=True)
class Outlook:
    """What writing makes: the reports by their readers, and those people of whom nobody is told."""

    period: Period
    made: tuple[tuple[Statement, Report], ...]
    without: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Numbered:
    """A statement with its number, and the mail that carries it, as (recipient, subject, body), if it can go."""

    number: str
    statement: Statement
    report: Report
    mail: tuple[str, str, str] | None

    @property
    def stem(self) -> str:
        return f"attendance-statement-{self.number}"


@dataclass(frozen=True, slots=True)
class Prepared:
    """Statements with the key to seal them; the vault is not needed for their files."""

    made: tuple[Numbered, ...]
    seal: Sealer = field(repr=False)
    resources: Path


@dataclass(frozen=True, slots=True)
class Written:
    """The files of statements in their places, which the vault does not know yet."""

    prepared: Prepared
    placed: Placed


def outlook(desk: Desk, period: Period, towards: Towards) -> Outlook:
    """Who would be told what of a period, as it stands at its end, or today where it is not over."""
    as_at = min(period.last, desk.today)
    every = store.sessions(desk.vault.cx)
    lines = staff(desk, as_at, tracker.diary(every))
    if towards is Towards.MANAGERS:
        found, without = statements.for_managers(lines)
    else:
        found, without = statements.for_leads(lines, store.people(desk.vault.cx))
    counts = {line.person.id: counting(desk.pack_of(line.person).cadences, line.person) for line in lines}
    [sessions] = within(desk, every, [period])
    empty = replace(blank(desk, period, as_at), title="Attendance statement", kind="statement")
    made = [(each, statements.tables(each.lines, sessions, counts)) for each in found]
    reports = [(each, replace(empty, lead=LEAD.format(each.reader), tables=tables)) for each, tables in made]
    return Outlook(period, tuple(reports), without)


def prepare(desk: Desk, period: Period, towards: Towards) -> Prepared:
    """Give each statement its number; their files are made from what this answers.

    SupdeskError `statements.none` where nobody is to be told of anybody.
    """
    found = outlook(desk, period, towards)
    if not found.made:
        raise SupdeskError("statements.none", "There is nobody to write to yet. Add them under People first.")
    with desk.vault.write() as cx:
        numbers = [f"{store.next_number(cx, 'statement'):04}" for _ in found.made]
    made = [_numbered(desk, number, *each) for number, each in zip(numbers, found.made, strict=True)]
    return Prepared(tuple(made), sealer(desk), desk.around.resources)


def make(prepared: Prepared) -> dict[str, bytes]:
    """A sealed PDF for each, and a mail draft where an address is known; no name stands in theirs."""
    from supdesk.documents.report_page import render_report

    files: dict[str, bytes] = {}
    for each in prepared.made:
        page = render_report(each.report, prepared.resources).content
        name = f"{each.stem}.pdf"
        files[name] = prepared.seal(page, "Attendance statement", [])
        if each.mail:
            files[f"{each.stem}.eml"] = _draft(each, Attachment(name, files[name]))
    return files


def put(prepared: Prepared, folder: Path, *, over: bool = False) -> Written:
    """Put the files into `folder`, all or none; end it with `note`. SupdeskError `place.there` unless `over`."""
    made = make(prepared)
    if not over:
        refuse_taken(folder, made)
    return Written(prepared, place_all(folder, made))


def note(desk: Desk, written: Written) -> Changes:
    """Keep which statement is whose. When that fails, the files are taken back."""
    made = [_kept(each, desk.now) for each in written.prepared.made]
    try:
        with desk.vault.deed("write statements", desk.now, ", ".join(each["number"] for each in made)) as cx:
            store.put_setting(cx, _KEPT, [*store.setting(cx, _KEPT, []), *made])
    except BaseException:
        written.placed.undo()
        raise
    written.placed.keep()
    return changed(Topic.FILES)


def sent(desk: Desk) -> list[Sent]:
    """Which statement was written for whom, the newest first."""
    kept: list[dict[str, Any]] = store.setting(desk.vault.cx, _KEPT, [])
    return [
        Sent(
            each["number"],
            each["reader"],
            Period(*(date.fromisoformat(each[day]) for day in ("first", "last"))),
            datetime.fromisoformat(each["at"]),
        )
        for each in reversed(kept)
    ]


def _numbered(desk: Desk, number: str, statement: Statement, report: Report) -> Numbered:
    titled = replace(report, title=f"{report.title} {number}")
    return Numbered(number, statement, titled, _mail(desk, statement, report) if statement.email else None)


def _mail(desk: Desk, statement: Statement, report: Report) -> tuple[str, str, str]:
    mail = desk.pack.register
    subject = f"{'PRACTICE: ' if desk.practice else ''}{SUBJECT}, {report.period.shown}"
    body = [
        f"Hello {statement.reader},",
        "",
        *(["This is PRACTICE: everybody in it is invented. Please do not keep it."] if desk.practice else []),
        f"please find attached the attendance of your people at safeguarding supervision, {report.period.shown}.",
        "It holds days and attendance. What is said in supervision stays there.",
        "",
        desk.owner.name,
    ]
    return (
        statement.email,
        tagged_subject(subject, statement.email, mail.accredited, mail.tag),
        "\n".join(body) + "\n",
    )


def _draft(each: Numbered, attached: Attachment) -> bytes:
    assert each.mail is not None
    recipient, subject, body = each.mail
    at = each.report.compiled_at
    return to_eml(recipient=recipient, subject=subject, body=body, at=at, attachments=[attached])


def _kept(each: Numbered, at: datetime) -> dict[str, str]:
    period = each.report.period
    return {
        "number": each.number,
        "reader": each.statement.reader,
        "first": period.first.isoformat(),
        "last": period.last.isoformat(),
        "at": at.isoformat(),
    }
