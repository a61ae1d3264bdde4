"""Notifying a line manager that somebody is due or overdue: days only, in a draft that only a person can send."""

from dataclasses import dataclass
from pathlib import Path

from supdesk.desk.desk import Desk
from supdesk.desk.tracking import tracked
from supdesk.domain.changes import Changes, changed
from supdesk.domain.days import show_date
from supdesk.domain.errors import SupdeskError
from supdesk.domain.tracker import Line
from supdesk.exchange.mail_draft import tagged_subject, to_eml
from supdesk.exchange.placing import place
from supdesk.vault import store

SUBJECT = "Safeguarding supervision: a session is due"


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
    if not person.line_manager_email:
        raise SupdeskError("notice.nobody", f"Write down the e-mail address of {person.name}’s line manager first.")
    line = next((each for each in tracked(desk) if each.person.id == person_id), None)
    if line is None or line.excluded or not line.pressing:
        raise SupdeskError("notice.needless", f"Nothing is due for {person.name}, so there is nothing to tell.")
    mail = desk.pack_of(person).register
    practice = "PRACTICE: " if desk.practice else ""
    subject = tagged_subject(f"{practice}{SUBJECT}", person.line_manager_email, mail.accredited, mail.tag)
    return Notice(person.line_manager_email, subject, "\n".join(_body(desk, line)) + "\n")


def write(desk: Desk, person_id: str, target: Path) -> Changes:
    """Write the draft where the person chose, and enter in the audit trail that it was made."""
    made = notice(desk, person_id)
    place(target, to_eml(recipient=made.to, subject=made.subject, body=made.body, at=desk.now))
    with desk.vault.deed("notice to line manager", desk.now, person_id):
        pass
    return changed(subject=person_id)


def _body(desk: Desk, line: Line) -> list[str]:
    person, (last, due, planned) = line.person, line.days
    facts = [
        f"Last session: {show_date(last) if last else 'none yet'}",
        *([f"Due: {show_date(due)}"] if due else []),
        f"Next planned: {show_date(planned) if planned else 'none'}",
    ]
    return [
        f"Hello{f' {person.line_manager}' if person.line_manager else ''},",
        "",
        *(["This is PRACTICE: everybody in it is invented."] if desk.practice else []),
        f"this is about the dates of {person.name}’s safeguarding supervision.",
        "",
        *facts,
        "",
        "Please help them to find the time. What is said in supervision stays there; this notice has dates only.",
        "",
        desk.owner.name,
    ]
