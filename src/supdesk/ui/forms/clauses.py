"""Clauses of an agreement: kept, struck out, reworded or added, with each change in plain sight."""

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QWidget

from supdesk.forms.definition import Field as Definition
from supdesk.ui.forms.control import Path, settle
from supdesk.ui.forms.simple import cells
from supdesk.ui.parts import (
    Badge,
    Field,
    Prose,
    QuietButton,
    SecondaryButton,
    Words,
    clear,
    column,
    row,
)

STATES = {"struck": ("Struck out", "danger"), "added": ("Added", "info"), "reworded": ("Reworded", "warning")}
"""What is said of a clause, and in which tone; nothing of one that was kept."""


class ClauseRow(QFrame):
    """One clause with what can be done to it. `data` is its raw table; `restored` carries the wording given up."""

    edited = Signal()
    restored = Signal(str)

    def __init__(
        self, number: int, within: str, data: Mapping[str, Any], original: str, remove: Callable[[], object]
    ) -> None:
        super().__init__()
        self.data, self._original, self._name = dict(data), original, f"Clause {number}, {within}"
        self.setProperty("kind", "sunken")
        self.setAccessibleName(self._name)
        self._badge, self._words = Badge("", "neutral"), Words("", selectable=True)
        self.box = Field("Wording", Prose(f"{self._name}: wording", lines=2), name=f"{self._name}: wording")
        self.box.label.hide()
        self.box.hide()
        self._strike = QuietButton("", on=self._turn)
        self._edit = QuietButton("Reword", "edit", self.open)
        self._restore = QuietButton("Restore", "undo", self._restore_wording, name=self._of_this("Restore"))
        self._away = QuietButton("Remove", "close", remove, name=self._of_this("Remove"))
        head = row(Words(f"Clause {number}", "strong", wrap=False), self._badge, None, self._edit, self._restore,
                   self._strike, self._away, gap=4)  # fmt: skip
        body = column(self._words, self.box)
        body.setContentsMargins(0, 0, 8, 0)
        self.setLayout(column(head, body, gap=4, margin=(16, 8, 8, 16)))
        self.box.set_raw(self.text())
        self.box.edited.connect(self._reword)
        self._draw()

    def text(self) -> str:
        """The wording now."""
        return str(self.data.get("text") or "")

    def open(self) -> None:
        """Let the wording be written on."""
        self.box.setVisible(self.box.isHidden())
        self._draw()
        if not self.box.isHidden():
            self.box.control.setFocus()

    def event(self, event: QEvent) -> bool:
        """Escape in the wording puts its box away, and leaves the page where it is."""
        escape = isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape and not self.box.isHidden()
        if escape and event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        if escape and event.type() == QEvent.Type.KeyPress:
            self._edit.setFocus()
            self.open()
            return True
        return super().event(event)

    def _of_this(self, deed: str) -> str:
        """What a screen reader calls the button of a deed: every list has a first clause."""
        return f"{deed} {self._name[0].lower()}{self._name[1:]}"

    def _state(self) -> str:
        if self.data.get("struck") is True:
            return "struck"
        if not self._original:
            return "added"
        return "kept" if self.text() == self._original else "reworded"

    def _turn(self) -> None:
        self.data["struck"] = self.data.get("struck") is not True
        self._changed()

    def _reword(self, text: str) -> None:
        settle(self.box)
        self.data["text"] = text
        self._changed()

    def _restore_wording(self) -> None:
        self._strike.setFocus()
        words, self.data["text"] = self.text(), self._original
        self.box.set_raw(self._original)
        self.box.hide()
        settle(self.box)
        self._changed()
        self.restored.emit(words)

    def _changed(self) -> None:
        self._draw()
        self.edited.emit()

    def _draw(self) -> None:
        state = self._state()
        struck, writing = state == "struck", not self.box.isHidden()
        self._words.setText(self.text())
        font = self._words.font()
        font.setStrikeOut(struck)
        self._words.setFont(font)
        self._words.setVisible(not writing)
        self._badge.setVisible(state in STATES)
        self._badge.set_state(*STATES.get(state, ("", "neutral")))
        self._edit.setText("Done" if writing else "Reword")
        self._edit.setAccessibleName(self._of_this("Stop rewording" if writing else "Reword"))
        self._edit.setVisible(not struck)
        self._restore.setVisible(bool(self._original) and self.text() != self._original)
        self._strike.setText("Keep" if struck else "Strike out")
        self._strike.set_icon("undo" if struck else "strike")
        self._strike.setAccessibleName(self._of_this(self._strike.words()))
        self._strike.setVisible(bool(self._original))
        self._away.setVisible(not self._original)


class ClauseRows(QWidget):
    """The clauses of a template and those added. Raw is a list of `{"id", "text", "struck"}`."""

    edited = Signal(object)

    def __init__(self, definition: Definition) -> None:
        super().__init__()
        self._template = {clause.id: clause.text for clause in definition.clauses}
        self._rows: list[ClauseRow] = []
        self._label = definition.label.rstrip(":. ")
        self._stack = column(gap=8)
        self.add = SecondaryButton("Add clause", "add", self._append, name=f"Add clause, {self._label}")
        self._before: list[Any] = []
        self._notice = Words("", "muted", wrap=False)
        self._undo = QuietButton("Undo", "undo", self._bring_back, name=f"Undo, {self._label}")
        self.setLayout(column(self._stack, row(self.add, 8, self._notice, self._undo, None), gap=12))
        self._say_gone("")
        self.set_raw([{"id": name, "text": text, "struck": False} for name, text in self._template.items()])

    def raw(self) -> list[Any]:
        """The clauses, in order."""
        return [dict(each.data) for each in self._rows]

    def set_raw(self, value: object) -> None:
        """Show these clauses."""
        if self._rows and value == self.raw():
            return
        self._say_gone("")
        clear(self._stack)
        self._rows = []
        for item in value if isinstance(value, list | tuple) else ():
            self._put(cells(item))

    def part(self, path: Path) -> tuple[Field, Path] | None:
        """The wording of the clause of that number, opened."""
        number = path[0]
        if not isinstance(number, int) or number >= len(self._rows):
            return None
        if self._rows[number].box.isHidden():
            self._rows[number].open()
        return self._rows[number].box, ()

    def _put(self, data: dict[str, Any]) -> ClauseRow:
        place = len(self._rows)
        original = self._template.get(str(data.get("id") or ""), "")
        made = ClauseRow(place + 1, self._label, data, original, lambda: self._remove(place))
        made.edited.connect(lambda: self.edited.emit(self.raw()))
        made.restored.connect(lambda words: self._offer_back(place, words))
        self._rows.append(made)
        self._stack.addWidget(made)
        return made

    def _append(self) -> None:
        taken = {str(each.data.get("id")) for each in self._rows}
        free = next(n for n in range(1, len(taken) + 2) if f"added-{n}" not in taken)
        made = self._put({"id": f"added-{free}", "text": "", "struck": False})
        made.show()
        made.open()
        self.edited.emit(self.raw())

    def _remove(self, place: int) -> None:
        before = self.raw()
        self.set_raw([*before[:place], *before[place + 1 :]])
        self._before = before
        self._say_gone(f"Clause {place + 1} removed.")
        self._undo.setFocus()
        self.edited.emit(self.raw())

    def _offer_back(self, place: int, words: str) -> None:
        """The wording just given up can be had again."""
        self._before = self.raw()
        self._before[place]["text"] = words
        self._say_gone(f"Clause {place + 1} restored.")

    def _bring_back(self) -> None:
        self.add.setFocus()
        self.set_raw(self._before)
        self.edited.emit(self.raw())

    def _say_gone(self, words: str) -> None:
        self._notice.setText(words)
        for each in (self._notice, self._undo):
            each.setVisible(bool(words))
