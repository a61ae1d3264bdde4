"""The sheet: the one place where flowables become pages."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO
from typing import Any

from reportlab.lib.pagesizes import A4, landscape
from reportlab.pdfbase.pdfdoc import PDFName
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus.doctemplate import BaseDocTemplate, PageTemplate
from reportlab.platypus.flowables import Flowable
from reportlab.platypus.frames import Frame

from supdesk.documents.fonts import BOLD, REGULAR, plain
from supdesk.documents.pdf import Pdf
from supdesk.documents.wording import BLUE, LINE, MUTED, WARN

MARGIN = 42.5
TOP = 56
BOTTOM = 52
PRACTICE = "PRACTICE: everybody and everything on this page is invented"
SAMPLE = "SAMPLE: a form being tried out, and nobody's record"
_TOTAL = "pages"


@dataclass(frozen=True, slots=True)
class Sheet:
    """What every page of a document carries: heads, feet, language, and the moment it speaks of (aware UTC).

    `practice` has every page say that it is not meant, `sample` that it shows a form and is no record.
    """

    title: str
    organisation: str
    number: str
    foot: str
    made_at: datetime
    wide: bool = False
    practice: bool = False
    sample: bool = False

    @property
    def size(self) -> tuple[float, float]:
        width, height = landscape(A4) if self.wide else A4
        return width, height

    @property
    def measure(self) -> float:
        """The width of the type area in points."""
        return self.size[0] - 2 * MARGIN


def compose(sheet: Sheet, story: Sequence[Flowable]) -> Pdf:
    """The document's pages: the same bytes for the same sheet and story."""
    out = BytesIO()
    height = sheet.size[1]
    document = BaseDocTemplate(
        out,
        pagesize=sheet.size,
        title=plain(sheet.title),
        author="supdesk",
        subject="Supervision",
        creator="supdesk",
        producer="supdesk",
        lang="en-GB",
        invariant=1,
        displayDocTitle=1,
    )
    frame = Frame(
        MARGIN,
        BOTTOM,
        sheet.measure,
        height - TOP - BOTTOM,
        leftPadding=0,
        rightPadding=0,
        topPadding=0,
        bottomPadding=0,
    )
    document.addPageTemplates(PageTemplate(frames=[frame], onPage=lambda canvas, _: _furnish(canvas, sheet)))
    document.build(list(story), canvasmaker=_dated(sheet.made_at))
    return Pdf(out.getvalue())


def _dated(made_at: datetime) -> Any:
    """A canvas whose document is dated by the record, and which knows at the end how many pages there are."""

    class DatedCanvas(Canvas):  # type: ignore[misc]
        """A canvas for one document."""

        def __init__(self, *args: Any, **kwargs: Any) -> None:
            super().__init__(*args, **kwargs)
            utc = made_at.astimezone(UTC)
            stamp = self._doc._timeStamp
            stamp.t, stamp.lt = utc.timestamp(), utc.timetuple()
            stamp.YMDhms = tuple(utc.timetuple())[:6]
            stamp.dhh = stamp.dmm = 0

        def _setAnnotations(self, page: Any) -> None:
            """Tab goes through what is filled in row by row; ReportLab leaves that to each reader."""
            super()._setAnnotations(page)
            if self._annotationrefs:
                page.__NoDefault__ = [*page.__NoDefault__, "Tabs"]
                page.Tabs = PDFName("R")

        def save(self) -> None:
            total = self.getPageNumber() - 1 if not self._code else self.getPageNumber()
            self.beginForm(_TOTAL, 0, -4, 40, 12)
            _small(self, MUTED)
            self.drawString(0, 0, f"of {total}")
            self.endForm()
            super().save()

    return DatedCanvas


def _furnish(canvas: Canvas, sheet: Sheet) -> None:
    """Heads and feet of one page."""
    width, height = sheet.size
    canvas.saveState()
    _head(canvas, sheet, width, height)
    canvas.setStrokeColor(LINE)
    canvas.setLineWidth(0.5)
    canvas.line(MARGIN, BOTTOM - 14, width - MARGIN, BOTTOM - 14)
    _small(canvas, MUTED)
    canvas.drawString(MARGIN, BOTTOM - 26, plain(sheet.number))
    canvas.drawRightString(width - MARGIN, BOTTOM - 26, plain(sheet.foot))
    words = f"Page {canvas.getPageNumber()} "
    left = width / 2 - 22
    canvas.drawString(left, BOTTOM - 26, words)
    canvas.translate(left + canvas.stringWidth(words), BOTTOM - 26)
    canvas.doForm(_TOTAL)
    canvas.restoreState()


def _head(canvas: Canvas, sheet: Sheet, width: float, height: float) -> None:
    first = canvas.getPageNumber() == 1
    canvas.setFillColor(BLUE)
    canvas.rect(0, height - 6, width, 6, stroke=0, fill=1)
    canvas.setFillColor(MUTED)
    canvas.setFont(BOLD, 8.2)
    canvas.drawString(MARGIN, height - 34, plain(sheet.organisation))
    canvas.setFont(REGULAR, 8.2)
    canvas.drawRightString(width - MARGIN, height - 34, plain(sheet.number if first else sheet.title))
    if sheet.practice or sheet.sample:
        canvas.setFillColor(WARN)
        canvas.setFont(BOLD, 8.2)
        canvas.drawCentredString(width / 2, height - 20, SAMPLE if sheet.sample else PRACTICE)


def _small(canvas: Canvas, color: Any) -> None:
    canvas.setFont(REGULAR, 7.6)
    canvas.setFillColor(color)
