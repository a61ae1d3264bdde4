"""Notifying a line manager that somebody is due or overdue: days only, in a draft that only a person can send."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from supdesk.desk.desk import Desk
from supdesk.desk.tracking import tracked
from supdesk.domain.changes import Changes, changed
from supdesk.domain.days import show_date
from supdesk.domain.errors import SupdeskError
from supdesk.domain.people import Person
from supdesk.domain.tracker import Line
from supdesk.exchange.mail_draft import tagged_subject, to_eml
from supdesk.exchange.placing import Placed, place_one
from supdesk.vault import store

SUBJECT = "Safeguarding supervision: a session is due"
PLEASE = "Please help them to find the time."


@dataclass(frozen=True, slots=True)
class Notice:
    """What would be sent, and to whom."""

    to: str
    subject: str
    body: str


def notice(desk: Desk, person_id: str) -> Notice:
    """The draft for somebody's line manager. No name stands in its subject, and no content anywhere.

    SupdeskError `notice.nobody` without the line manager's address, `notice.needless` where nothing is due.
    """
    person = store.person(desk.vault.cx, person_id)
    line = next((each for each in tracked(desk) if each.person.id == person_id), None)
    if line is None or line.excluded or not line.pressing:
        raise SupdeskError("notice.needless", f"Nothing is due for {person.name}, so there is nothing to tell.")
    return letter(desk, person, SUBJECT, _facts(line), PLEASE)


def write(desk: Desk, person_id: str, target: Path) -> Changes:
    """Write the draft where the person chose, and enter in the audit trail that it was made."""
    with put(desk, notice(desk, person_id), target), desk.vault.deed("notice to line manager", desk.now, person_id):
        pass
    return changed(subject=person_id)


def put(desk: Desk, made: Notice, target: Path) -> Placed:
    """Write a notice as a mail draft where the person chose, until it is settled whether it stays."""
    return place_one(target, to_eml(recipient=made.to, subject=made.subject, body=made.body, at=desk.now))


def letter(desk: Desk, person: Person, subject: str, facts: Sequence[str], please: str) -> Notice:
    """A notice to somebody's line manager: days, and a request. SupdeskError `notice.nobody` without an address."""
    if not person.line_manager_email:
        raise SupdeskError("notice.nobody", f"Write down the e-mail address of {person.name}’s line manager first.")
    mail, to = desk.pack_of(person).register, person.line_manager_email
    tagged = tagged_subject(f"{'PRACTICE: ' if desk.practice else ''}{subject}", to, mail.accredited, mail.tag)
    return Notice(to, tagged, "\n".join(_body(desk, person, facts, please)) + "\n")


def _facts(line: Line) -> list[str]:
    last, due, planned = line.days
    how = f" {line.kind.how}" if line.kind else ""
    return [
        f"Last session{how}: {show_date(last) if last else 'none yet'}",
        *([f"Due: {show_date(due)}"] if due else []),
        f"Next planned: {show_date(planned) if planned else 'none'}",
    ]


def _body(desk: Desk, person: Person, facts: Sequence[str], please: str) -> list[str]:
    return [
        f"Hello{f' {person.line_manager}' if person.line_manager else ''},",
        "",
        *(["This is PRACTICE: everybody in it is invented."] if desk.practice else []),
        f"This is about the dates of {person.name}’s safeguarding supervision.",
        "",
        *facts,
        "",
        f"{please} What is said in supervision stays there; this notice has dates only.",
        "",
        desk.owner.name,
    ]
