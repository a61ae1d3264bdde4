"""Record and form to pages: a pure function, so that a page can be made again from its data at any time."""

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

from reportlab.platypus.flowables import CondPageBreak, Flowable, Spacer
from reportlab.platypus.tables import Table

from supdesk.documents import fonts
from supdesk.documents.boxes import Box, Heading
from supdesk.documents.pdf import Pdf
from supdesk.documents.ring import drawing
from supdesk.documents.setting import set_fields
from supdesk.documents.sheet import Sheet, compose
from supdesk.documents.signatures import AFTERWARDS, BY_HAND, Banner, agreement_part, copy_part
from supdesk.documents.wording import ANSWER_BOLD, NOTE, TITLE, paragraph, paragraphs, short
from supdesk.domain.days import show_date, show_moment
from supdesk.domain.people import Party
from supdesk.domain.records import Agreement, Record
from supdesk.forms.answers import Answers, as_raw, ring_of
from supdesk.forms.definition import Field, Form
from supdesk.forms.kinds import KINDS
from supdesk.forms.renewal import ONLY_DATES, Difference, since


def render(
    record: Record,
    form: Form,
    *,
    organisation: str,
    resources: Path,
    agreement: Agreement | None,
    owner: Party,
    fingerprint: str = "",
    names_original: tuple[str, str] | None = None,
    renews: tuple[date, Sequence[Difference]] | None = None,
    practice: bool = False,
    sample: bool = False,
) -> Pdf:
    """`record` as its form prints it, the same bytes for the same arguments.

    `agreement` None prints the pages for signing by hand. `fingerprint` is that of `owner`'s certificate, in words.
    `names_original` is the number and SHA-256 of the record an addendum belongs to, `renews` the day of the
    contract this one takes the place of, with what it changes. `practice` and `sample` mark every page.
    """
    fonts.register(resources)
    foot = f"SHA-256 {short(record.digest)}" if record.digest else ""
    number = f"Record {record.number}" + (f", revision {record.revision}" if record.revision > 1 else "")
    sheet = Sheet(form.title, organisation, number, foot, record.written_at, form.landscape, practice, sample)
    story = [
        *_top(record, form, agreement, names_original),
        *body(record, form, sheet.measure),
        *(_changed(*renews) if renews else ()),
        *agreement_part(record, form, agreement, owner, fingerprint),
    ]
    return compose(sheet, story)


def render_copy(
    page: Record,
    form: Form,
    *,
    organisation: str,
    resources: Path,
    owner: Party,
    fingerprint: str,
    to: str,
    on: date,
    practice: bool = False,
) -> Pdf:
    """An own page as its writer gives it away: it says what it is and of which day, and bears no number."""
    fonts.register(resources)
    foot = f"SHA-256 {short(page.digest)}"
    called = f"A copy shared by its writer on {show_date(on)}"
    sheet = Sheet(form.title, organisation, called, foot, page.written_at, form.landscape, practice)
    story = [*_title(page, form), *body(page, form, sheet.measure), *copy_part(owner, fingerprint, to, on)]
    return compose(sheet, story)


def _top(
    record: Record, form: Form, agreement: Agreement | None, names_original: tuple[str, str] | None
) -> Iterator[Flowable]:
    yield from _title(record, form)
    if agreement is None:
        yield Banner(*((BY_HAND, AFTERWARDS) if form.signers else ("Not yet issued", "A draft for reading.")))
        yield Spacer(1, 10)
    if names_original is not None:
        yield _original(*names_original)
        yield Spacer(1, 10)


def _title(record: Record, form: Form) -> Iterator[Flowable]:
    yield paragraph(form.title, TITLE)
    source = f"{form.source}, version {form.version}" if form.source else f"Form version {form.version}"
    yield paragraph(f"{show_date(record.on)}  ·  written {show_moment(record.written_at)}  ·  {source}", NOTE)
    yield Spacer(1, 10)


def _original(number: str, sha256: str) -> Flowable:
    """What an addendum belongs to, where nobody overlooks it."""
    digest = f"SHA-256 of the signed file: {sha256}"
    return Box(
        "This page belongs to", [paragraph(f"Record {number}", ANSWER_BOLD), paragraph(digest, NOTE)], tint=True
    )


def body(record: Record, form: Form, measure: float, prefix: str = "section") -> Iterator[Flowable]:
    """What was written, section by section; `prefix` tells its places in the outline from those of others."""
    if form.serves == "cycle":
        yield _picture(record, form, measure)
        yield Spacer(1, 8)
    for number, section in enumerate(form.sections):
        fields = [
            field for field in section.fields if field.page and not _silent(field, record.answers, section.aside)
        ]
        if not fields:
            continue
        if number:
            yield Spacer(1, 9)
        if section.title:
            yield CondPageBreak(92)
            yield Heading(section.title, f"{prefix}-{number}")
        yield from set_fields(fields, record.answers, measure)


def _changed(day: date, differences: Sequence[Difference]) -> Iterator[Flowable]:
    """What a renewed contract changes, so that whoever signs need not lay the two beside each other."""
    yield Spacer(1, 9)
    yield CondPageBreak(92)
    yield Heading(since(day), "changed")
    for each in differences:
        texts = [f"{what}: {text}" for what, text in (("Was", each.before), ("Now", each.now)) if text]
        pieces = [piece for text in texts for piece in paragraphs(text)]
        yield Box(f"{each.label} – {each.how.label.lower()}", pieces)
    if not differences:
        yield Box("", [paragraph(ONLY_DATES)])


def _silent(field: Field, answers: Answers, aside: bool) -> bool:
    return (aside or KINDS[field.kind].silent or field.retired) and not answers.get(field.id)


_RING_WORDS = (
    "The ring fills outward as each part of the cycle is written about.",
    "Parts with a solid edge were touched; dashed ones stayed silent.",
    "It shows where the conversation dwelt. It is no score.",
)


def _picture(record: Record, form: Form, measure: float) -> Flowable:
    ring = ring_of(form, as_raw(form, record.answers))
    cells = [[drawing(ring, 285), [paragraph(words, NOTE) for words in _RING_WORDS]]]
    style = [("VALIGN", (0, 0), (-1, -1), "MIDDLE"), ("LEFTPADDING", (0, 0), (0, 0), 0)]
    return Table(cells, colWidths=[305, measure - 305], style=style, hAlign="LEFT")
