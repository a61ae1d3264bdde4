"""A form as a page to be filled in on a screen (AcroForm), sent to and fro, and read again by `returned`."""

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from itertools import groupby
from pathlib import Path
from typing import Any

from reportlab.lib.colors import white
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.platypus.flowables import CondPageBreak, Flowable, KeepTogether, Spacer
from reportlab.platypus.tables import Table

from supdesk.documents import fonts
from supdesk.documents.boxes import HAIR, Box, Heading
from supdesk.documents.fonts import BOLD, REGULAR, plain
from supdesk.documents.inputs import LONGEST, MARK, Input, fillable, inputs_of
from supdesk.documents.pdf import Pdf
from supdesk.documents.setting import set_fields
from supdesk.documents.sheet import Sheet, compose
from supdesk.documents.wording import DEEP, LINE, MUTED, NOTE, PALE, TEXT, TITLE, paragraph
from supdesk.forms.answers import Answers, asked
from supdesk.forms.definition import ASKED_BEFOREHAND, Field, Form

HOW = (
    "Fill it in on the screen with any PDF reader, save it, and send the file back to whoever sent it. Do not "
    "print it to a new PDF: a hidden mark says which session it is about, and is lost then."
)
_LETTERS = 9.8
_LINE = 13.2


def render_blank(
    form: Form,
    known: Answers,
    token: str,
    *,
    organisation: str,
    resources: Path,
    made_at: datetime,
    practice: bool = False,
) -> Pdf:
    """`form` to be filled in, its `known` facts printed and `token` hidden in it. `made_at` is aware.

    SupdeskError `evaluation.kind` where a field can't be filled in on a page.
    """
    fonts.register(resources)
    inputs_of(form)
    sheet = Sheet(form.title, organisation, "To be filled in", "", made_at, form.landscape, practice)
    story = [
        paragraph(form.title, TITLE),
        Spacer(1, 4),
        *([paragraph(form.intro)] if form.intro else []),
        paragraph(HOW, NOTE),
        Hidden(token),
        Spacer(1, 9),
        *_body(form, known, sheet.measure),
    ]
    return compose(sheet, story)


def _body(form: Form, known: Answers, measure: float) -> Iterator[Flowable]:
    for number, section in enumerate(asked(form, known).sections):
        if number:
            yield Spacer(1, 9)
        if section.title:
            yield CondPageBreak(110)
            yield Heading(section.title, f"section-{number}")
        if section.help:
            yield Box("", [paragraph(section.help, NOTE)])
        for printed, fields in groupby(section.fields, lambda field: field.fills in ASKED_BEFOREHAND):
            run = list(fields)
            yield from set_fields(run, known, measure) if printed else _asked(run, measure)


def _asked(fields: Sequence[Field], measure: float) -> Iterator[Flowable]:
    """Statements of one scale stand as rows of a table, everything else in a box of its own."""
    for (scale, *_), run in groupby(fields, lambda f: (f.kind == "scale", f.points, f.low, f.high)):
        if scale:
            yield _statements(list(run), measure)
        else:
            yield from (KeepTogether([_box(field)]) for field in run)


def _box(field: Field) -> Box:
    inputs = fillable(field).inputs(field)
    help_ = [paragraph(field.help, NOTE)] if field.help else []
    if len(inputs) == 1 and inputs[0].tick:
        return Box("", [*help_, Ticks([(inputs[0], field.label)])])
    if inputs and inputs[0].tick:
        labels = [option.label for option in field.options]
        return Box(field.label, [*help_, Ticks(list(zip(inputs, labels, strict=True)))])
    return Box(field.label, [*help_, *(Radios(each) if each.options else Writing(each) for each in inputs)])


def _statements(fields: Sequence[Field], measure: float) -> Flowable:
    """Statements with a circle for each point, its number above it in every row."""
    first = fields[0]
    ends = ((1, first.low), (first.points, first.high))
    head = "  ·  ".join(f"{point} = {end}" for point, end in ends if end)
    cells: list[list[Any]] = [[paragraph(head, NOTE), *("" for _ in range(first.points))]]
    for field in fields:
        (each,) = fillable(field).inputs(field)
        words = [paragraph(field.label), *([paragraph(field.help, NOTE)] if field.help else [])]
        cells.append([words, *(Point(each, value) for value, _ in each.options)])
    wide = 30.0
    style = [
        ("BACKGROUND", (0, 0), (-1, 0), PALE),
        ("BOX", (0, 0), (-1, -1), HAIR, LINE),
        ("LINEABOVE", (0, 1), (-1, -1), HAIR, LINE),
        ("SPAN", (0, 0), (-1, 0)),
        ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
        ("LEFTPADDING", (0, 0), (-1, -1), 6.5),
        ("LEFTPADDING", (1, 0), (-1, -1), 0),
        ("RIGHTPADDING", (1, 0), (-1, -1), 0),
        ("TOPPADDING", (0, 0), (-1, -1), 5),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 4.5),
    ]
    widths = [measure - wide * first.points, *(wide for _ in range(first.points))]
    return Table(cells, colWidths=widths, style=style, hAlign="LEFT")


class Hidden(Flowable):  # type: ignore[misc]
    """A read-only input that is never seen: it carries the token."""

    def __init__(self, token: str) -> None:
        super().__init__()
        self.token = token

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        return 0, 0

    def draw(self) -> None:
        self.canv.acroForm.textfield(
            name=MARK,
            value=self.token,
            width=8,
            height=8,
            relative=True,
            maxlen=None,
            borderWidth=0,
            annotationFlags="hidden",
            fieldFlags="readOnly",
        )


class Writing(Flowable):  # type: ignore[misc]
    """Room to write in: one line, or several that scroll when they are full."""

    def __init__(self, asked: Input) -> None:
        super().__init__()
        self.asked = asked

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        self.width, self.height = width, self.asked.lines * _LINE + 8
        return self.width, self.height

    def draw(self) -> None:
        self.canv.acroForm.textfield(
            name=self.asked.name,
            tooltip=self.asked.says,
            width=self.width,
            height=self.height - 2,
            relative=True,
            maxlen=LONGEST,
            fontName="Helvetica",
            fontSize=10,
            textColor=TEXT,
            fillColor=white,
            borderColor=MUTED,
            borderWidth=0.6,
            fieldFlags="multiline" if self.asked.lines > 1 else "",
        )


class Point(Flowable):  # type: ignore[misc]
    """One point of a scale: its number and the circle to choose it by."""

    SIZE = 16.0

    def __init__(self, asked: Input, value: str) -> None:
        super().__init__()
        self.asked, self.value = asked, value

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        self.width, self.height = width, self.SIZE + 10
        return self.width, self.height

    def draw(self) -> None:
        self.canv.setFont(BOLD, 7.8)
        self.canv.setFillColor(MUTED)
        self.canv.drawCentredString(self.width / 2, self.SIZE + 2, self.value)
        _radio(self.canv, self.asked, self.value, self.width / 2 - self.SIZE / 2, 0, self.SIZE)


class _Offered(Flowable):  # type: ignore[misc]
    """Answers on offer, one after the other in lines, each with its mark."""

    SIZE, GAP, LEADING = 13.0, 16.0, 19.0

    def __init__(self, offered: Sequence[tuple[str, Callable[[Any, float, float], None]]]) -> None:
        super().__init__()
        self.offered = offered

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        self.width = width
        self.places: list[tuple[float, int]] = []
        left, line = 0.0, 0
        for label, _ in self.offered:
            wide = self.SIZE + 6 + stringWidth(plain(label), REGULAR, _LETTERS)
            if left and left + wide > width:
                left, line = 0.0, line + 1
            self.places.append((left, line))
            left += wide + self.GAP
        self.height = (line + 1) * self.LEADING
        return self.width, self.height

    def draw(self) -> None:
        for (label, mark), (left, line) in zip(self.offered, self.places, strict=True):
            base = self.height - (line + 1) * self.LEADING + 4
            self.canv.setFont(REGULAR, _LETTERS)
            self.canv.setFillColor(TEXT)
            self.canv.drawString(left + self.SIZE + 6, base + 1, plain(label))
            mark(self.canv, left, base - 1)


class Radios(_Offered):
    """One of several answers."""

    def __init__(self, asked: Input) -> None:
        def marking(value: str) -> Callable[[Any, float, float], None]:
            return lambda canvas, x, y: _radio(canvas, asked, value, x, y, self.SIZE)

        super().__init__([(label, marking(value)) for value, label in asked.options])


class Ticks(_Offered):
    """Any of several answers, or one to say yes to."""

    def __init__(self, asked: Sequence[tuple[Input, str]]) -> None:
        def marking(each: Input) -> Callable[[Any, float, float], None]:
            return lambda canvas, x, y: _checkbox(canvas, each, x, y, self.SIZE)

        super().__init__([(label, marking(each)) for each, label in asked])


_INK = {"fillColor": white, "borderColor": DEEP, "textColor": DEEP, "borderWidth": 0.9}


def _radio(canvas: Any, asked: Input, value: str, x: float, y: float, size: float) -> None:
    """A circle; chosen once more it is empty again, for nobody has to answer."""
    canvas.acroForm.radio(
        name=asked.name, value=value, tooltip=asked.says, x=x, y=y, size=size, relative=True, fieldFlags="radio",
        **_INK,
    )  # fmt: skip


def _checkbox(canvas: Any, asked: Input, x: float, y: float, size: float) -> None:
    canvas.acroForm.checkbox(
        name=asked.name, tooltip=asked.says, x=x, y=y, size=size, relative=True, fieldFlags="", **_INK
    )
