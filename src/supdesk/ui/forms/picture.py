"""A picture to write on: click a dimension, or walk to it with the arrow keys, and its notes stand beside it."""

from collections.abc import Callable, Mapping
from copy import deepcopy
from typing import Any

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QPolygonF,
)
from PySide6.QtWidgets import QAbstractButton, QVBoxLayout, QWidget

from supdesk.forms.definition import Dimension, Side
from supdesk.forms.definition import Field as Definition
from supdesk.forms.kinds.picture import written
from supdesk.ui import theme
from supdesk.ui.forms.control import Path, settle
from supdesk.ui.forms.drawing import Drawing, Pair, polygon
from supdesk.ui.parts import Field, Prose, Words, column
from supdesk.ui.parts.stops import bring_into_sight

HOW = "Click a part, or walk with the arrow keys: Enter opens its note, Esc leads back."
_STEPS = {
    Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1, Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1,
}  # fmt: skip


class PictureInput(QWidget):
    """A form's picture with the notes of one dimension at a time. Raw is `{dimension: {note: text}}`."""

    edited = Signal(object)

    def __init__(self, definition: Definition) -> None:
        super().__init__()
        self._definition, self._raw = definition, dict[str, Any]()
        self._dimensions = {each.id: each for each in definition.dimensions()}
        self._notes: dict[str, Notes] = {}
        self.canvas = Canvas(definition)
        self._beside = QWidget()
        self._stack: QVBoxLayout = column(gap=0)
        self._beside.setLayout(column(self._stack, None, gap=0))
        self.setLayout(column(Words(HOW, "muted"), Pair(self.canvas, self._beside), gap=12))
        for spot in self.canvas.spots.values():
            spot.entered.connect(self.show_notes)
            spot.opened.connect(self.write)
        self.show_notes(next(iter(self._dimensions)))

    def raw(self) -> dict[str, Any]:
        """What is written, as typed; also what this picture does not know of."""
        return deepcopy(self._raw)

    def set_raw(self, value: object) -> None:
        """Show these notes."""
        self._raw = deepcopy(dict(value)) if isinstance(value, Mapping) else {}
        for name, notes in self._notes.items():
            notes.set_raw(self._raw.get(name))
        self._fill()

    def part(self, path: Path) -> tuple[Field, Path] | None:
        """The note that a path of dimension and note leads to, shown."""
        name = str(path[0])
        if name not in self._dimensions:
            return None
        self.show_notes(name)
        found = self._notes[name].fields.get(str(path[1]) if len(path) > 1 else self._definition.notes[0].id)
        return (found, ()) if found else None

    def show_notes(self, name: str) -> None:
        """Show the notes of a dimension beside the picture."""
        self.canvas.point_at(name)
        if name not in self._notes:
            self._make(name)
        for other, notes in self._notes.items():
            notes.setVisible(other == name)

    def write(self, name: str) -> None:
        """Put the keyboard into the first note of a dimension."""
        self.show_notes(name)
        notes = self._notes[name]
        first = next(iter(notes.fields.values()))
        first.control.setFocus()
        bring_into_sight(notes)
        bring_into_sight(first)

    def _make(self, name: str) -> None:
        notes = Notes(self._definition, self._dimensions[name], lambda: self.canvas.spots[name].setFocus())
        notes.set_raw(self._raw.get(name))
        notes.edited.connect(lambda note, text: self._write_down(name, note, text))
        self._notes[name] = notes
        self._stack.addWidget(notes)

    def _write_down(self, name: str, note: str, text: str) -> None:
        given = self._raw.get(name)
        kept = {**(given if isinstance(given, dict) else {}), note: text}
        self._raw[name] = {each: words for each, words in kept.items() if words}
        if not self._raw[name]:
            del self._raw[name]
        self._fill()
        self.edited.emit(self.raw())

    def _fill(self) -> None:
        self.canvas.fill(frozenset(written(self._definition, self._raw)))


class Notes(QWidget):
    """The notes of one dimension. `edited` carries a note's id and its text."""

    edited = Signal(str, str)

    def __init__(self, definition: Definition, dimension: Dimension, back: Callable[[], object]) -> None:
        super().__init__()
        self._back = back
        self.setAccessibleName(dimension.label)
        side = next(side.label for side in definition.sides if dimension in side.dimensions)
        self.fields = {
            note.id: Field(note.label, Prose(f"{dimension.label}: {note.label}", lines=3),
                           name=f"{dimension.label}: {note.label}")
            for note in definition.notes
        }  # fmt: skip
        for name, box in self.fields.items():
            box.edited.connect(lambda text, name=name, box=box: self._say(name, box, text))
        helps = [Words(dimension.help, "muted")] if dimension.help else []
        head = column(Words(side, "muted"), Words(dimension.label, "strong"), *helps, gap=2)
        self.setLayout(column(head, *self.fields.values(), gap=12))

    def set_raw(self, value: object) -> None:
        """Show these texts."""
        given = value if isinstance(value, Mapping) else {}
        for name, box in self.fields.items():
            if str(given.get(name) or "") != box.raw():
                box.set_raw(given.get(name))

    def event(self, event: QEvent) -> bool:
        """Escape leads back to the picture, and leaves the page where it is."""
        escape = isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape
        if escape and event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        if escape and event.type() == QEvent.Type.KeyPress:
            self._back()
            return True
        return super().event(event)

    def _say(self, name: str, box: Field, text: str) -> None:
        settle(box)
        self.edited.emit(name, text)


class Canvas(Drawing):
    """The picture with a spot over each of its dimensions."""

    def __init__(self, definition: Definition) -> None:
        super().__init__(definition)
        names = [each.id for each in definition.dimensions()]
        self.spots = {each.id: Spot(self, side, each) for side in definition.sides for each in side.dimensions}
        for place, spot in enumerate(self.spots.values()):
            spot.walked.connect(lambda step, place=place: self.spots[names[(place + step) % len(names)]].setFocus())

    def point_at(self, name: str) -> None:
        """Mark the dimension whose notes are shown; from the keyboard, Tab leads to it alone."""
        for each, spot in self.spots.items():
            spot.set_shown(each == name)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click into the shape counts for the dimension whose part of it that is."""
        for name, (_, shape) in self.laid(self.width()).places.items():
            if polygon(shape).containsPoint(event.position() - self.corner(), Qt.FillRule.OddEvenFill):
                self.spots[name].click()
                return

    def _draw(self) -> None:
        super()._draw()
        laid, corner = self.laid(self.width()), self.corner()
        for each, spot in self.spots.items():
            spot.lie(polygon(laid.places[each][0]).translated(corner), each in self._written)


class Spot(QAbstractButton):
    """One dimension on the picture. `walked` carries a step along the dimensions, 1 or -1."""

    entered, opened, walked = Signal(str), Signal(str), Signal(int)

    def __init__(self, canvas: QWidget, side: Side, dimension: Dimension) -> None:
        super().__init__(canvas)
        self._canvas = canvas
        self._dimension, self._cell, self._shown = dimension, QPolygonF(), False
        self._about = f"{side.label}. {dimension.help}".strip()
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setToolTip(dimension.help)
        self.clicked.connect(lambda: self.opened.emit(dimension.id))

    def lie(self, cell: QPolygonF, filled: bool) -> None:
        """Lie over that cell of the picture."""
        box = cell.boundingRect().toAlignedRect()
        self._cell = cell.translated(-QPointF(box.topLeft()))
        self.setGeometry(box)
        self.setAccessibleName(f"{self._dimension.label}: {'written' if filled else 'nothing yet'}")
        self.update()

    def set_shown(self, shown: bool) -> None:
        """Say whether its notes are those beside the picture."""
        self._shown = shown
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if shown else Qt.FocusPolicy.ClickFocus)
        self.setAccessibleDescription(f"{self._about} Its note is shown." if shown else self._about)
        self.update()

    def hitButton(self, pos: QPoint) -> bool:
        return self._cell.containsPoint(QPointF(pos), Qt.FillRule.OddEvenFill)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.entered.emit(self._dimension.id)
        if event.reason() != Qt.FocusReason.MouseFocusReason:  # under the mouse nothing moves
            bring_into_sight(self._canvas)
            bring_into_sight(self)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _STEPS:
            self.walked.emit(_STEPS[Qt.Key(event.key())])
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        if not (self.hasFocus() or self._shown or self.underMouse()):
            return
        worn = theme.current()
        wide = 3.0 if self.hasFocus() else 2.0 if self._shown else 1.0
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        inside = QPainterPath()
        inside.addPolygon(self._cell)
        painter.setClipPath(inside)  # of the line only the inner half is seen
        painter.setPen(QPen(worn.colour("focus" if self.hasFocus() else "strong"), 2 * wide))
        painter.drawPolygon(self._cell)
        painter.end()
