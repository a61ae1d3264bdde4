"""A record to read: its answers as selectable text, section by section."""

from collections.abc import Iterator, Mapping
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QFocusEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from supdesk.forms.answers import Answers, shown
from supdesk.forms.definition import Dimension, Field, Form, Section, Side
from supdesk.forms.kinds import KINDS
from supdesk.forms.kinds.clauses import Clause
from supdesk.ui import theme
from supdesk.ui.forms.clauses import STATES
from supdesk.ui.forms.drawing import Drawing, Pair
from supdesk.ui.forms.shares import Shares
from supdesk.ui.parts import Badge, Line, Words, column, row

_LONG = 1200
"""Letters in the notes of a picture beyond which they stand below it, in lines that are long enough to read."""
_LISTED = ("actions", "outcomes")
"""The kinds whose answer is a list of sentences."""
_CELL = 144
"""The least width of a cell beside others, in pixels at 100 %."""


class RecordText(QWidget):
    """What was written on a form: small labels, answers that can be selected; what was not answered is left out.

    Pictures are drawn, their notes beside them; where there is no room for that, `drawn` False leaves the notes.
    """

    def __init__(self, form: Form, answers: Answers, *, drawn: bool = True) -> None:
        super().__init__()
        self.setAccessibleName(form.title)
        told = {field.id: _told(field, text, answers[field.id], drawn) for field, text in shown(form, answers)}
        blocks = [block for section in form.sections if (block := _section(section, told)) is not None]
        parts: list[QWidget] = [each for block in blocks for each in (Line(), block)][1:]
        self.setLayout(column(*(parts or [Words("Nothing is written here.", "muted")]), gap=16))


class _Heading(Words):
    """A section's title, a stop for the keyboard: from here arrows and page keys scroll what follows."""

    def __init__(self, title: str) -> None:
        super().__init__(title, "heading")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.hasFocus():
            painter = QPainter(self)
            painter.setPen(QPen(theme.current().colour("focus"), 3))
            painter.drawLine(0, self.height() - 2, self.width(), self.height() - 2)
            painter.end()


def _section(section: Section, told: dict[str, QWidget]) -> QWidget | None:
    answered = [told[field.id] for field in section.fields if field.id in told]
    if not answered:
        return None
    block = QWidget()
    block.setAccessibleName(section.title)
    heading = [_Heading(section.title)] if section.title else []
    block.setLayout(column(*heading, *answered, gap=12))
    return block


def _told(field: Field, text: str, value: Any, drawn: bool) -> QWidget:
    """The label and the answer of a field."""
    answer = QWidget()
    answer.setAccessibleName(field.label)
    if drawn and field.kind == "picture":
        answer.setLayout(column(Words(field.label, "muted"), _pictured(field, value), gap=8))
        return answer
    if field.kind == "clauses":
        rows = [_clause(field.label, number, each) for number, each in enumerate(value, 1)]
        answer.setLayout(column(Words(field.label, "muted"), *rows, gap=8))
        return answer
    if field.kind == "table":
        cards = [_row(field, number, each) for number, each in enumerate(value, 1)]
        answer.setLayout(column(Words(field.label, "muted"), *cards, gap=8))
        return answer
    if field.kind in _LISTED:
        cards = [_framed(field.label, words) for words in _each(field, value, field.label)]
        answer.setLayout(column(Words(field.label, "muted"), *cards, gap=8))
        return answer
    answer.setLayout(column(Words(field.label, "muted"), _words(text, field.label), gap=2))
    return answer


def _row(field: Field, number: int, cells: Mapping[str, Any]) -> QWidget:
    """A row of a table by its name, each cell under its label and as wide as where it was written."""
    name, inner, shares = f"{field.row} {number}", QWidget(), Shares(fills=True)
    for each in field.columns:
        if told := _cell(each, cells.get(each.id), name):
            cell = QWidget()
            cell.setMinimumWidth(theme.current().px(_CELL))
            cell.setLayout(column(Words(each.label, "muted"), column(*told, gap=6), None, gap=2))
            shares.put(cell, each.width)
    inner.setLayout(shares)
    return _framed(f"{field.label}, {name}", Words(name, "strong"), inner)


def _cell(field: Field, value: Any, name: str) -> list[Words]:
    of = f"{field.label}, {name}"
    if field.kind in _LISTED:
        return _each(field, value, of)
    text = KINDS[field.kind].show(field, value)
    return [_words(text, of)] if text else []


def _each(field: Field, value: Any, of: str) -> list[Words]:
    """Every action or outcome by itself."""
    return [_words(KINDS[field.kind].show(field, (each,)), of) for each in value or ()]


def _framed(name: str, *parts: QWidget) -> QFrame:
    frame = QFrame()
    frame.setProperty("kind", "sunken")
    frame.setAccessibleName(name)
    frame.setLayout(column(*parts, gap=8, margin=(16, 12, 16, 12)))
    return frame


def _clause(of: str, number: int, clause: Clause) -> QHBoxLayout:
    """A clause by its number, under the word for what became of it; one that was struck out is drawn so too."""
    state = STATES.get(clause.state)
    told = f", {state[0].lower()}" if state else ""
    words = Words(clause.text, "muted" if clause.struck else "body", selectable=True)
    words.setAccessibleName(f"{of}, {number}{told}: {clause.text}")
    font = words.font()
    font.setStrikeOut(clause.struck)
    words.setFont(font)
    place = Words(f"{number}.", "muted" if clause.struck else "body", wrap=False)
    place.setFixedWidth(theme.current().px(28))
    place.setContentsMargins(0, theme.current().px(3) if state else 0, 0, 0)
    badge = [row(Badge(*state), None)] if state else []
    line = row(place, column(*badge, words, gap=4), gap=0)
    line.setStretch(1, 1)
    line.setAlignment(place, Qt.AlignmentFlag.AlignTop)
    return line


def _pictured(field: Field, value: Mapping[str, Mapping[str, str]]) -> QWidget:
    """The picture as it was filled, and its notes side by side of it, each under its name."""
    drawing, notes = Drawing(field), QWidget()
    drawing.fill(frozenset(value))
    sides = [group for side in field.sides for group in _side(field, side, value)]
    notes.setLayout(column(*sides, None, gap=16))
    long = sum(len(text) for each in value.values() for text in each.values()) > _LONG
    return Pair(drawing, notes, always_below=long)


def _side(field: Field, side: Side, value: Mapping[str, Mapping[str, str]]) -> Iterator[QWidget]:
    told = [each for each in side.dimensions if each.id in value]
    if told:
        group = QWidget()
        group.setAccessibleName(side.label)
        noted = [_notes(field, each, value[each.id]) for each in told]
        group.setLayout(column(Words(side.label, "muted"), *noted, gap=8))
        yield group


def _notes(field: Field, dimension: Dimension, given: Mapping[str, str]) -> QVBoxLayout:
    """What was written of one dimension, each note by its name where more than one is asked for."""
    several = len(field.notes) > 1
    lines: list[QWidget] = [Words(dimension.label, "strong")]
    for note in (note for note in field.notes if note.id in given):
        lines += [Words(note.label, "muted")] if several else []
        lines.append(_words(given[note.id], f"{dimension.label}, {note.label}" if several else dimension.label))
    return column(*lines, gap=2)


def _words(text: str, of: str) -> Words:
    words = Words(text, selectable=True)
    words.setAccessibleName(f"{of}: {text}")
    return words
