"""The register on paper: who attended what, and not a word of what was said."""

from collections.abc import Sequence
from pathlib import Path

from reportlab.platypus.flowables import Flowable, Spacer

from supdesk.documents import fonts
from supdesk.documents.boxes import Box, Row
from supdesk.documents.grids import grid, widths_for
from supdesk.documents.pdf import Pdf
from supdesk.documents.sheet import Sheet, compose
from supdesk.documents.wording import NOTE, SMALL, TITLE, paragraph, paragraphs
from supdesk.domain.registers import Register

_TITLE = "Safeguarding Supervision Register"
_NOTE = (
    "This register is sealed with its compiler's certificate, which shows who held the key and that nothing "
    "changed since. It holds dates, times and attendance and nothing of what was said. Times are the laptop's."
)


def render_register(
    register: Register,
    *,
    rows: Sequence[Sequence[str]],
    headings: Sequence[str],
    facts: Sequence[Sequence[str]],
    resources: Path,
) -> Pdf:
    """`register` as landscape pages: `rows` under `headings`, and above them `facts`, each a label and its text."""
    fonts.register(resources)
    foot = f"Compiled by {register.compiled_by}"
    number, at = f"Register {register.number}", register.compiled_at
    sheet = Sheet(_TITLE, register.organisation, number, foot, at, wide=True, practice=register.practice)
    period = f"{register.period.shown}, both included"
    story: list[Flowable] = [paragraph(_TITLE, TITLE), paragraph(period, NOTE), Spacer(1, 10)]
    story += [*_facts(facts), Spacer(1, 10)]
    story += [
        grid(headings, rows, widths_for(headings, rows, sheet.measure, SMALL), SMALL),
        Spacer(1, 10),
        paragraph(_NOTE, NOTE),
    ]
    return compose(sheet, story)


def _facts(facts: Sequence[Sequence[str]]) -> list[Flowable]:
    """Facts in rows of three boxes."""
    boxes = [Box(fact[0], paragraphs(", ".join(part for part in fact[1:] if part))) for fact in facts if fact]
    rows = [boxes[first : first + 3] for first in range(0, len(boxes), 3)]
    return [Row(row, [1 / 3] * (len(row) - 1) + [1 - (len(row) - 1) / 3]) for row in rows]
