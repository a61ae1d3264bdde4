"""What a renewed contract changes, to be read beside it."""

from collections.abc import Iterator

from PySide6.QtWidgets import QWidget

from supdesk.desk.renewing import Renewal
from supdesk.forms.renewal import ONLY_DATES, Difference, How, since
from supdesk.ui.parts import Badge, Card, Rows, Words, column, row

TONES = {
    How.CHANGED: "info",
    How.ADDED: "good",
    How.REWORDED: "warning",
    How.STRUCK: "danger",
    How.GONE: "neutral",
}


def changes_card(renewal: Renewal) -> Card:
    """Every change with what stood there before and what stands there now."""
    card = Card(since(renewal.earlier.on))
    card.add(Rows(*map(_row, renewal.differences)) if renewal.differences else Words(ONLY_DATES, "muted"))
    return card


def _row(found: Difference) -> QWidget:
    line = QWidget()
    line.setAccessibleName(f"{found.label}: {found.words}")
    head = row(Words(found.label, "strong"), Badge(found.how.label, TONES[found.how]), gap=16)
    head.setStretch(0, 1)
    line.setLayout(column(head, *_texts(found), gap=4, margin=(0, 12, 0, 12)))
    return line


def _texts(found: Difference) -> Iterator[QWidget]:
    if found.how is How.STRUCK:
        struck = Words(found.before, "muted", selectable=True)
        font = struck.font()
        font.setStrikeOut(True)
        struck.setFont(font)
        yield struck
    elif found.before:
        yield Words(f"Was: {found.before}", "muted", selectable=True)
    if found.now:
        yield Words(f"Now: {found.now}" if found.before else found.now, selectable=True)
