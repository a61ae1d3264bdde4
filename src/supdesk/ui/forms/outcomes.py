"""What became of earlier actions, as it will stand on the record; it is decided beside the form."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from supdesk.forms.kinds.outcomes import read_outcome, told
from supdesk.ui.forms.simple import cells
from supdesk.ui.parts import Words, clear, column

UNDECIDED = "Nothing is said yet: Last time, at the left, asks what became of each."


class OutcomeList(QWidget):
    """The outcomes to read. Raw is a list of `{"id", "what", "decision", "reason"}`; nothing is changed here."""

    edited = Signal(object)

    def __init__(self, name: str) -> None:
        super().__init__()
        self._kept: list[object] = []
        self._stack = column(gap=6)
        self.setLayout(self._stack)
        self.setAccessibleName(name)
        self.set_raw([])

    def raw(self) -> list[object]:
        """The outcomes, as given."""
        return list(self._kept)

    def set_raw(self, value: object) -> None:
        """Show these outcomes."""
        self._kept = list(value) if isinstance(value, list | tuple) else []
        found = [outcome for item in self._kept if (outcome := read_outcome(cells(item)))]
        clear(self._stack)
        for outcome in found:
            self._stack.addWidget(Words(f"{outcome.what} · {told(outcome)}", selectable=True))
        if not found:
            self._stack.addWidget(Words(UNDECIDED, "muted"))
