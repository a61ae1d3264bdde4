"""The ruled parts of a printed form: labelled boxes, rows of them, headings, marks."""

from collections.abc import Sequence
from dataclasses import dataclass

from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus.flowables import Flowable
from reportlab.platypus.paragraph import Paragraph

from supdesk.documents.fonts import BOLD, REGULAR, plain
from supdesk.documents.wording import ANSWER, BLUE, DEEP, HEADING, LABEL, LINE, MUTED, TEXT, TINT, paragraph

PAD = 6.5
HAIR = 0.6
_ENDLESS = 1e6


class Box(Flowable):  # type: ignore[misc]
    """A frame round a label and its answer; an answer too long for its page runs on in a frame on the next."""

    def __init__(
        self, label: str, body: Sequence[Flowable], *, least: float = 0, tint: bool = False, opens: bool = True
    ) -> None:
        super().__init__()
        self.parts: list[Flowable] = [*([paragraph(label, LABEL)] if label else []), *body]
        self.least = least
        self.tint = tint
        self.opens = opens
        self.closes = True

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        self.width = width
        self._heights = [part.wrap(width - 2 * PAD, _ENDLESS)[1] for part in self.parts]
        self.height = max(self.least, sum(self._heights) + self._above + self._below)
        return width, self.height

    @property
    def _above(self) -> float:
        return PAD - 2 if self.opens else 0

    @property
    def _below(self) -> float:
        return PAD if self.closes else 0

    def split(self, width: float, height: float) -> list[Flowable]:
        self.wrap(width, height)
        room = height - self._above - PAD
        kept: list[Flowable] = []
        rest = list(self.parts)
        while rest and (tall := rest[0].wrap(width - 2 * PAD, _ENDLESS)[1]) <= room:
            kept.append(rest.pop(0))
            room -= tall
        halves = rest[0].split(width - 2 * PAD, room) if rest and room > 0 else []
        if len(halves) > 1:
            kept.append(halves[0])
            rest[:1] = halves[1:]
        if not rest or len(kept) < min(2, len(self.parts)):
            return []
        return [self._of(kept, self.opens, True), self._of(rest, True, self.closes)]

    def _of(self, parts: list[Flowable], opens: bool, closes: bool) -> "Box":
        box = Box("", parts, tint=self.tint, opens=opens)
        box.closes = closes
        return box

    def draw(self) -> None:
        canvas = self.canv
        if self.tint:
            canvas.setFillColor(TINT)
            canvas.rect(0, 0, self.width, self.height, stroke=0, fill=1)
        _frame(canvas, self.width, self.height, self.opens, self.closes)
        top = self.height - self._above
        for part, tall in zip(self.parts, self._heights, strict=True):
            top -= tall
            part.drawOn(canvas, PAD, top)


class Row(Flowable):  # type: ignore[misc]
    """Boxes side by side, as tall as the tallest; `shares` are their parts of the width."""

    def __init__(self, boxes: Sequence[Box], shares: Sequence[float]) -> None:
        super().__init__()
        self.boxes = boxes
        self.shares = shares

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        self.width = width
        pairs = zip(self.boxes, self.shares, strict=True)
        self.height = max(box.wrap(width * share, height)[1] for box, share in pairs)
        for box in self.boxes:
            box.height = self.height
        return width, self.height

    def draw(self) -> None:
        left = 0.0
        for box, share in zip(self.boxes, self.shares, strict=True):
            box.drawOn(self.canv, left, 0)
            left += self.width * share


class Heading(Flowable):  # type: ignore[misc]
    """A section's title on a tinted bar, which is also its entry in the outline."""

    def __init__(self, text: str, key: str) -> None:
        super().__init__()
        self.text = text
        self.key = key
        self.words = paragraph(text, HEADING)

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        self.width = width
        self.height = self.words.wrap(width - 2 * PAD, _ENDLESS)[1] + 8
        return width, self.height

    def draw(self) -> None:
        canvas = self.canv
        canvas.bookmarkHorizontal(self.key, 0, self.height + 10)
        canvas.addOutlineEntry(self.text, self.key, 0, closed=False)
        canvas.setFillColor(TINT)
        canvas.rect(0, 0, self.width, self.height, stroke=0, fill=1)
        _frame(canvas, self.width, self.height, True, True)
        canvas.setFillColor(BLUE)
        canvas.rect(-HAIR / 2, 0, 3, self.height, stroke=0, fill=1)
        self.words.drawOn(canvas, PAD + 1, 4.6)


@dataclass(frozen=True, slots=True)
class Choosing:
    """One answer on offer and whether it was taken."""

    label: str
    taken: bool


class Options(Flowable):  # type: ignore[misc]
    """Answers on offer, one after the other, each with its circle or (where several may be taken) its square."""

    SIZE = 8.4
    GAP = 14.0
    LEADING = 15.0

    def __init__(self, choices: Sequence[Choosing], *, several: bool = False) -> None:
        super().__init__()
        self.choices = choices
        self.several = several

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        self.width = width
        self._places: list[tuple[float, int]] = []
        left, line = 0.0, 0
        for choice in self.choices:
            wide = self.SIZE + 5 + stringWidth(plain(choice.label), REGULAR, 9.4) + self.GAP
            if left and left + wide - self.GAP > width:
                left, line = 0.0, line + 1
            self._places.append((left, line))
            left += wide
        self.height = (line + 1) * self.LEADING + 2
        return width, self.height

    def draw(self) -> None:
        for choice, (left, line) in zip(self.choices, self._places, strict=True):
            base = self.height - (line + 1) * self.LEADING + 2.5
            mark(self.canv, left, base - 1, self.SIZE, choice.taken, square=self.several)
            self.canv.setFillColor(TEXT if choice.taken else MUTED)
            self.canv.setFont(BOLD if choice.taken else REGULAR, 9.2)
            self.canv.drawString(left + self.SIZE + 5, base, plain(choice.label))


class Ticked(Flowable):  # type: ignore[misc]
    """A statement with its square, ticked or empty."""

    def __init__(self, text: str, taken: bool) -> None:
        super().__init__()
        self.words: Paragraph = paragraph(text, ANSWER)
        self.taken = taken

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        self.width = width
        self.height = self.words.wrap(width - 18, _ENDLESS)[1] + 3
        return width, self.height

    def draw(self) -> None:
        self.words.drawOn(self.canv, 18, 0)
        mark(self.canv, 0, self.height - 14.2, 10, self.taken, square=True)


class Dot(Flowable):  # type: ignore[misc]
    """One point of a scale, filled where it was chosen."""

    def __init__(self, number: int, chosen: bool) -> None:
        super().__init__()
        self.number = number
        self.chosen = chosen

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        self.width, self.height = width, 16.0
        return self.width, self.height

    def draw(self) -> None:
        canvas, middle = self.canv, self.width / 2
        canvas.setLineWidth(0.8)
        canvas.setStrokeColor(DEEP if self.chosen else LINE)
        canvas.setFillColor(DEEP)
        canvas.circle(middle, 8, 7.2, stroke=1, fill=int(self.chosen))
        canvas.setFillColorRGB(*((1, 1, 1) if self.chosen else MUTED.rgb()))
        canvas.setFont(BOLD if self.chosen else REGULAR, 8)
        canvas.drawCentredString(middle, 5.2, str(self.number))


def mark(canvas: Canvas, left: float, bottom: float, size: float, taken: bool, *, square: bool) -> None:
    """A circle or square, filled with a dot or a tick when taken."""
    canvas.setLineWidth(0.9)
    canvas.setStrokeColor(DEEP if taken else MUTED)
    if square:
        canvas.setFillColor(DEEP)
        canvas.roundRect(left, bottom, size, size, 1.6, stroke=1, fill=int(taken))
        if taken:
            _tick(canvas, left, bottom, size)
        return
    canvas.circle(left + size / 2, bottom + size / 2, size / 2, stroke=1, fill=0)
    if taken:
        canvas.setFillColor(DEEP)
        canvas.circle(left + size / 2, bottom + size / 2, size / 3.4, stroke=0, fill=1)


def _tick(canvas: Canvas, left: float, bottom: float, size: float) -> None:
    canvas.setStrokeColorRGB(1, 1, 1)
    canvas.setLineWidth(1.4)
    path = canvas.beginPath()
    path.moveTo(left + size * 0.2, bottom + size * 0.5)
    path.lineTo(left + size * 0.43, bottom + size * 0.26)
    path.lineTo(left + size * 0.82, bottom + size * 0.76)
    canvas.drawPath(path, stroke=1, fill=0)


def _frame(canvas: Canvas, width: float, height: float, opens: bool, closes: bool) -> None:
    canvas.setStrokeColor(LINE)
    canvas.setLineWidth(HAIR)
    canvas.line(0, 0, 0, height)
    canvas.line(width, 0, width, height)
    if opens:
        canvas.line(0, height, width, height)
    if closes:
        canvas.line(0, 0, width, 0)
