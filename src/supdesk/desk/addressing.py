"""Addressing: a sealed page for each reader alone, with a mail draft to go with it where an address is known."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from supdesk.desk.desk import Desk
from supdesk.desk.exporting import Make, Step, sheets
from supdesk.domain.reports import Report
from supdesk.exchange.mail_draft import Attachment, tagged_subject, to_eml
from supdesk.forms.definition import Mail


@dataclass(frozen=True, slots=True)
class Letter:
    """A page under its number for one reader, and the mail that carries it, whose `lines` say nothing of it.

    `kind` begins its files' names. Without an address `to` there is no mail; `mail` says how one is tagged.
    """

    number: str
    kind: str
    report: Report
    reader: str
    to: str
    mail: Mail
    subject: str
    lines: tuple[str, ...]

    @property
    def stem(self) -> str:
        return f"{self.kind}-{self.number}"


def make(desk: Desk, letters: Sequence[Letter]) -> Make:
    """What makes the files of each, a PDF and a mail draft; no name stands in theirs."""
    sheet, sender, practice, at = sheets(desk), desk.owner.name, desk.practice, desk.now

    def draft(letter: Letter, page: Attachment) -> bytes:
        subject = f"{'PRACTICE: ' if practice else ''}{letter.subject}"
        body = [
            f"Hello {letter.reader},",
            "",
            *(["This is PRACTICE: everybody in it is invented. Please do not keep it."] if practice else []),
            *letter.lines,
            "",
            sender,
        ]
        return to_eml(
            recipient=letter.to,
            subject=tagged_subject(subject, letter.to, letter.mail.accredited, letter.mail.tag),
            body="\n".join(body) + "\n",
            at=at,
            attachments=[page],
        )

    def made(_: Path, step: Step) -> Mapping[str, bytes]:
        files: dict[str, bytes] = {}
        for done, letter in enumerate(letters):
            step(done, len(letters))
            title = f"{letter.report.title} {letter.number}"
            page = sheet(replace(letter.report, title=title), letter.report.title)
            files[f"{letter.stem}.pdf"] = page
            if letter.to:
                files[f"{letter.stem}.eml"] = draft(letter, Attachment(f"{letter.stem}.pdf", page))
        step(len(letters), len(letters))
        return files

    return made
