"""Rows as cards, one under another: add, remove, and bring back what was removed."""

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QFrame, QWidget

from supdesk.forms.definition import Field as Definition
from supdesk.ui.forms.control import Known, Path, field_of, focus
from supdesk.ui.forms.shares import Shares
from supdesk.ui.forms.simple import cells
from supdesk.ui.parts import Field, QuietButton, SecondaryButton, Words, clear, column, row
from supdesk.ui.parts.stops import bring_into_sight

Cells = dict[str, Field]
Layer = Callable[["RowCard", Cells], None]
"""Lays the fields of a row out on its card."""


class RowCard(QFrame):
    """One row: its name, Remove, and its fields. `data` is the raw row, with whatever the fields do not show."""

    edited = Signal()

    def __init__(
        self, title: str, called: str, data: Mapping[str, Any], fields: Cells, remove: Callable[[], object]
    ) -> None:
        super().__init__()
        self.data, self.fields = dict(data), fields
        self.setProperty("kind", "sunken" if called == title else "card")
        self.setAccessibleName(called)
        away = QuietButton("Remove", "close", remove, name=f"Remove {called}")
        self.setLayout(column(row(Words(title, "strong", wrap=False), None, away), gap=8, margin=(16, 8, 8, 16)))
        for part, box in fields.items():
            if part in self.data:
                box.set_raw(self.data[part])
            box.edited.connect(lambda raw, part=part: self._change(part, raw))

    def lay(self, content: QWidget) -> None:
        """Put something at the end of the card."""
        content.setContentsMargins(0, 0, 8, 0)
        self.layout().addWidget(content)  # type: ignore[union-attr]

    def _change(self, part: str, raw: Any) -> None:
        self.data[part] = raw
        self.edited.emit()


class RowCards(QWidget):
    """A list of rows, each a table of raw cells; ids and cells that are not shown are kept.

    `within` is the name of the cell that holds them, where they stand in a row of others.
    """

    edited = Signal(object)

    def __init__(self, row_label: str, columns: tuple[Definition, ...], known: Known, within: str = "") -> None:
        super().__init__()
        self._label, self._columns, self._known = row_label, columns, known
        self._within = f"{within}, " if within else ""
        self._gone: tuple[int, dict[str, Any]] | None = None
        self._cards: list[RowCard] = []
        self._stack = column(gap=12)
        self.add = SecondaryButton(f"Add {row_label.casefold()}", "add", self._append)
        self.add.setAccessibleName(f"{self._within}add {row_label.casefold()}" if within else self.add.words())
        self._notice = Words("", "muted", wrap=False)
        self._undo = QuietButton("Undo", "undo", self._bring_back)
        self.setLayout(column(self._stack, row(self.add, 8, self._notice, self._undo, None), gap=12))
        self._say_gone()

    def raw(self) -> list[Any]:
        """The rows, in order."""
        return [dict(card.data) for card in self._cards]

    def set_raw(self, value: object) -> None:
        """Show these rows."""
        self._gone = None
        self._say_gone()
        self._show(list(value) if isinstance(value, list | tuple) else [])

    def part(self, path: Path) -> tuple[Field, Path] | None:
        """The cell a path of row number and column leads to."""
        number, name = path[0], str(path[1]) if len(path) > 1 else ""
        if not isinstance(number, int) or number >= len(self._cards):
            return None
        box = self._cards[number].fields.get(name)
        return (box, path[2:]) if box else None

    def lay_row(self, card: RowCard) -> None:
        """Put the fields of a row on its card, each at its width."""
        inner, shares = QWidget(), Shares()
        for definition in self._columns:
            shares.put(card.fields[definition.id], definition.width)
        inner.setLayout(shares)
        card.lay(inner)

    def cell_name(self, label: str, number: int) -> str:
        """What a screen reader calls a cell; `number` counts from 1."""
        return f"{self._within}{label}, {self._label} {number}"

    def _show(self, rows: list[Any]) -> None:
        clear(self._stack)
        self._cards = []
        for item in rows:
            self._card(cells(item))

    def _card(self, data: dict[str, Any]) -> RowCard:
        number = len(self._cards) + 1
        fields = {c.id: field_of(c, self._known, name=self.cell_name(c.label, number)) for c in self._columns}
        title = f"{self._label} {number}"
        card = RowCard(title, self._within + title, data, fields, lambda: self._remove(number - 1))
        self.lay_row(card)
        card.edited.connect(lambda: self.edited.emit(self.raw()))
        self._cards.append(card)
        self._stack.addWidget(card)
        return card

    def _append(self) -> None:
        card = self._card({})
        if card.fields:
            card.show()
            focus(next(iter(card.fields.values())))
            QTimer.singleShot(0, card, lambda: bring_into_sight(card))
        self.edited.emit(self.raw())

    def _remove(self, place: int) -> None:
        rows = self.raw()
        self._gone = place, rows.pop(place)
        self._undo.setVisible(True)
        self._undo.setFocus()
        self._show(rows)
        self._say_gone()
        self.edited.emit(self.raw())

    def _bring_back(self) -> None:
        if self._gone is None:
            return
        rows = self.raw()
        rows.insert(*self._gone)
        self._gone = None
        self.add.setFocus()
        self._show(rows)
        self._say_gone()
        self.edited.emit(self.raw())

    def _say_gone(self) -> None:
        words = f"{self._label} {self._gone[0] + 1} removed." if self._gone else ""
        self._notice.setText(words)
        self._notice.setVisible(bool(words))
        self._undo.setVisible(bool(words))
        self._undo.setAccessibleName(f"Undo: bring back {self._label.casefold()}" if words else "Undo")
