"""Where people sign, and the words that say what their signing proves."""

from collections.abc import Iterator, Sequence
from datetime import date

from reportlab.platypus.flowables import Flowable, KeepTogether, Spacer
from reportlab.platypus.paragraph import Paragraph

from supdesk.documents.boxes import HAIR, PAD, Box, Heading
from supdesk.documents.fonts import ITALIC
from supdesk.documents.wording import (
    ANSWER,
    ANSWER_BOLD,
    BANNER,
    DASH,
    INK,
    LABEL,
    LINE,
    MUTED,
    NOTE,
    WARN,
    WARN_TINT,
    paragraph,
    short,
)  # fmt: skip
from supdesk.domain.days import show_date
from supdesk.domain.people import Party
from supdesk.domain.records import SEAL_PROVES, Agreement, Mark, Record, Way
from supdesk.forms.answers import slot
from supdesk.forms.definition import Form, Signer

_SLOTS = {"supervisor": ("supervisor",), "supervisee": ("supervisee", "supervisees", "present"), "owner": ()}
BY_HAND = "For signing by hand"
AFTERWARDS = (
    "Once signed and dated, these pages are scanned and kept in supdesk as the agreed pages of this record."
)
OWN_CLOCK = "Dates and times are the laptop's own account."

_HEIGHT = 104.0
_BOX = 138.0
"""Width of the signing box in points; it is a third as high."""


class Line(Flowable):  # type: ignore[misc]
    """One place to sign: whose it is, the mark, the typed name and the day. It never splits."""

    def __init__(self, label: str, name: str, mark: Mark | None, instead: str = "") -> None:
        super().__init__()
        self.label = paragraph(label, LABEL)
        self.name = paragraph(mark.name if mark else name or "", ANSWER_BOLD if mark else ANSWER)
        self.on = paragraph(show_date(mark.on) if mark else "", ANSWER)
        self.strokes = mark.strokes if mark else ()
        self.instead = instead

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        self.width = width
        self._label = self.label.wrap(width - 2 * PAD, height)[1]
        self._name = self.name.wrap(_BOX, height)[1]
        self.height = _HEIGHT + max(0, self._label - 11) + max(0, self._name - 14)
        return width, self.height

    def draw(self) -> None:
        canvas, right = self.canv, PAD + _BOX + 10
        canvas.setStrokeColor(LINE)
        canvas.setLineWidth(HAIR)
        canvas.rect(0, 0, self.width, self.height)
        self.label.drawOn(canvas, PAD, self.height - self._label - 4)
        floor = self._name + 19
        canvas.line(PAD, floor, PAD + _BOX, floor)
        canvas.line(right, floor, self.width - PAD, floor)
        if self.strokes:
            self._draw_strokes(floor)
        elif self.instead:
            canvas.setFont(ITALIC, 8.6)
            canvas.setFillColor(MUTED)
            canvas.drawString(PAD, floor + 5, self.instead)
        self.name.drawOn(canvas, PAD, 15)
        self.on.wrap(self.width - PAD - right, 99)
        self.on.drawOn(canvas, right, floor + 3)
        _caption(canvas, "Name", PAD, 6)
        _caption(canvas, "Date", right, floor - 9)

    def _draw_strokes(self, floor: float) -> None:
        canvas, tall = self.canv, _BOX / 3
        canvas.saveState()
        canvas.setStrokeColor(INK)
        canvas.setLineWidth(1.3)
        canvas.setLineCap(1)
        canvas.setLineJoin(1)
        for stroke in self.strokes:
            path = canvas.beginPath()
            for number, (x, y) in enumerate(stroke):
                step = path.lineTo if number else path.moveTo
                step(PAD + min(1, max(0, x)) * _BOX, floor + (1 - min(1, max(0, y))) * tall)
            if len(stroke) == 1:
                path.lineTo(PAD + stroke[0][0] * _BOX + 0.1, floor + (1 - stroke[0][1]) * tall)
            canvas.drawPath(path, stroke=1, fill=0)
        canvas.restoreState()


def _caption(canvas: object, text: str, left: float, base: float) -> None:
    canvas.setFont(ITALIC, 6.8)  # type: ignore[attr-defined]
    canvas.setFillColor(MUTED)  # type: ignore[attr-defined]
    canvas.drawString(left, base, text)  # type: ignore[attr-defined]


class Pair(Flowable):  # type: ignore[misc]
    """Two places to sign side by side. It never splits."""

    def __init__(self, lines: Sequence[Line]) -> None:
        super().__init__()
        self.lines = lines

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        self.width = width
        self.height = max(line.wrap(width / 2, height)[1] for line in self.lines)
        for line in self.lines:
            line.height = self.height
        return width, self.height

    def draw(self) -> None:
        for number, line in enumerate(self.lines):
            line.drawOn(self.canv, number * self.width / 2, 0)


class Banner(Flowable):  # type: ignore[misc]
    """A sentence on a warning tint that nobody overlooks."""

    def __init__(self, text: str, note: str = "") -> None:
        super().__init__()
        self.parts = [paragraph(text, BANNER), *([paragraph(note, NOTE)] if note else [])]

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        self.width = width
        self._heights = [part.wrap(width - 24, height)[1] for part in self.parts]
        self.height = sum(self._heights) + 11
        return width, self.height

    def draw(self) -> None:
        self.canv.setFillColor(WARN_TINT)
        self.canv.rect(0, 0, self.width, self.height, stroke=0, fill=1)
        self.canv.setFillColor(WARN)
        self.canv.rect(0, 0, 3, self.height, stroke=0, fill=1)
        top = self.height - 5
        for part, tall in zip(self.parts, self._heights, strict=True):
            top -= tall
            part.drawOn(self.canv, 12, top)


def agreement_part(
    record: Record, form: Form, agreement: Agreement | None, owner: Party, fingerprint: str
) -> Iterator[Flowable]:
    """Signature lines and the statement; the heading, statement and first lines stay together."""
    lines = list(_lines(record, form, agreement))
    pairs = [Pair(lines[first : first + 2]) for first in range(0, len(lines), 2)]
    title = "Signatures" if form.signers else "Issue"
    words: list[Paragraph] = [
        paragraph(text, NOTE) for text in statement(record, form, agreement, owner, fingerprint)
    ]
    yield Spacer(1, 12)
    yield KeepTogether([Heading(title, "agreement"), Box("", words), *pairs[:1]])
    yield from pairs[1:]


def copy_part(owner: Party, fingerprint: str, to: str, on: date) -> Iterator[Flowable]:
    """What a copy of an own page is, and what its seal proves."""
    said = (
        f"A copy of a private page, which {owner.name} gave away on {show_date(on)}. "
        "The page itself stays with its writer.",
        f"Given to: {to}",
        f"The copy is sealed with {owner.name}'s certificate. {SEAL_PROVES} {OWN_CLOCK}",
        f"Fingerprint of the certificate: {fingerprint}",
    )
    yield Spacer(1, 12)
    yield KeepTogether([Heading("About this copy", "copy"), Box("", [paragraph(text, NOTE) for text in said])])


def statement(record: Record, form: Form, agreement: Agreement | None, owner: Party, fingerprint: str) -> list[str]:
    """What the agreement proves and what it does not, a sentence or two to a paragraph."""
    if agreement is None:
        return [_to_sign(record)] if form.signers else ["Not yet issued."]
    seal = f"The record is sealed with {owner.name}'s certificate. {SEAL_PROVES}"
    key = [f"Fingerprint of the certificate: {fingerprint}"] if fingerprint else []
    note = [agreement.note] if agreement.note else []
    return [*_how(agreement, owner), *note, f"{seal} {OWN_CLOCK}", *key]


def _to_sign(record: Record) -> str:
    digest = f" with the digest SHA-256 {short(record.digest)}" if record.digest else ""
    return (
        f"By signing and dating here, those named agree to record {record.number}{digest}, as it stands on these "
        f"pages. {AFTERWARDS}"
    )


def _how(agreement: Agreement, owner: Party) -> list[str]:
    on = show_date(agreement.on)
    if agreement.way is Way.SIGNED_HERE:
        return [f"{mark.name} signed in person on this laptop on {show_date(mark.on)}." for mark in agreement.marks]
    several = len(agreement.files) > 1
    if agreement.way is Way.EMAIL:
        return [f"Agreed by e-mail on {on}; {'the mails are' if several else 'the mail is'} kept with the record."]
    if agreement.way is Way.SCAN:
        kept = "the scanned pages are" if several else "the scanned page is"
        return [f"Signed on paper on {on}; {kept} kept with the record."]
    return [f"Issued by {owner.name} on {on}, without signatures."]


def _lines(record: Record, form: Form, agreement: Agreement | None) -> Iterator[Line]:
    instead = {Way.EMAIL: "agreed by e-mail", Way.SCAN: "signed on paper, see the scanned page"}
    words = instead.get(agreement.way, "") if agreement else ""
    for signer in form.signers:
        made = agreement.marks if agreement else ()
        marks = [mark for mark in made if (mark.role, mark.label) == (signer.role, signer.label)]
        for mark in marks:
            yield Line(signer.label, mark.name, mark, words)
        signed = {mark.name for mark in marks}
        if signer.each or not marks:
            yield from (Line(signer.label, name, None, words) for name in _names(record, form, signer, signed))


def _names(record: Record, form: Form, signer: Signer, signed: set[str]) -> list[str]:
    """Whose lines are still empty: everyone of the role who hasn't signed, or one without a name."""
    found = [record.owner] if signer.role == "owner" else []
    found += [named] if (named := record.answers.get(signer.field)) else []
    for name in _SLOTS.get(signer.role, ()):
        value = slot(form, record.answers, name)
        found += [value] if isinstance(value, Party) else list(value or ())
    names = [party.name for party in found if party.name not in signed]
    if signer.each:
        return names or ([] if signed else [DASH])
    return names if len(names) == 1 else [""]
