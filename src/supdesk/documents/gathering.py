"""Several pages of one person as one document: what is in it first, then each page from a new sheet on."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from reportlab.platypus.doctemplate import PageBreak
from reportlab.platypus.flowables import Flowable, Spacer

from supdesk.documents import fonts
from supdesk.documents.boxes import Heading
from supdesk.documents.pdf import Pdf
from supdesk.documents.rendering import body
from supdesk.documents.sheet import Sheet, compose
from supdesk.documents.wording import ANSWER, NOTE, TITLE, paragraph
from supdesk.domain.days import show_date
from supdesk.domain.people import Party
from supdesk.domain.records import SEAL_PROVES, Record
from supdesk.forms.definition import Form


@dataclass(frozen=True, slots=True)
class Gathered:
    """What such a document says: `parts` are headings with a sentence and the pages under each.

    `made_at` is aware UTC; `fingerprint` is that of the writer's certificate, in words.
    """

    title: str
    source: str
    writer: Party
    organisation: str
    made_at: datetime
    parts: tuple[tuple[str, str, tuple[tuple[Record, Form], ...]], ...]
    fingerprint: str
    practice: bool = False


def render_gathered(gathered: Gathered, resources: Path) -> Pdf:
    """The document, the same bytes for the same arguments."""
    fonts.register(resources)
    foot = f"Made on {show_date(gathered.made_at.date())}"
    sheet = Sheet(
        gathered.title, gathered.organisation, gathered.title, foot, gathered.made_at, practice=gathered.practice
    )
    story = [*_front(gathered)]
    for _, _, pages in gathered.parts:
        for record, form in pages:
            story += [PageBreak(), *_page(record, form, sheet.measure)]
    return compose(sheet, story)


def _front(gathered: Gathered) -> Iterator[Flowable]:
    yield paragraph(gathered.title, TITLE)
    if gathered.source:
        yield paragraph(gathered.source, NOTE)
    yield Spacer(1, 8)
    who = ", ".join(part for part in (gathered.writer.name, gathered.writer.designation) if part)
    yield paragraph(who, ANSWER)
    for number, (title, sentence, pages) in enumerate(gathered.parts):
        yield Spacer(1, 10)
        yield Heading(title, f"part-{number}")
        yield Spacer(1, 3)
        yield paragraph(sentence, ANSWER)
        yield from (paragraph(_line(record, form), ANSWER) for record, form in pages)
    yield Spacer(1, 14)
    yield paragraph(f"{SEAL_PROVES} Certificate: {gathered.fingerprint}.", NOTE)


def _line(record: Record, form: Form) -> str:
    return f"{record.number}  ·  {show_date(record.on)}  ·  {form.title}"


def _page(record: Record, form: Form, measure: float) -> Sequence[Flowable]:
    return [
        paragraph(form.title, TITLE),
        paragraph(f"{record.number}  ·  {show_date(record.on)}", NOTE),
        Spacer(1, 10),
        *body(record, form, measure, prefix=record.number),
    ]
