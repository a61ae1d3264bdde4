"""Actions on a form: what, by whom, by when, and why and how one will know, folded away where they stand last."""

from collections.abc import Collection, Sequence
from itertools import takewhile

from PySide6.QtWidgets import QWidget

from supdesk.domain.people import listed
from supdesk.forms.definition import Field as Definition
from supdesk.forms.reasons import REASONS
from supdesk.ui.forms.control import Known, Path
from supdesk.ui.forms.rows import RowCard, RowCards
from supdesk.ui.forms.shares import Shares
from supdesk.ui.parts import Field, QuietButton, column, row

_LABELS = {
    "what": "What is to be done",
    "by_whom": "By whom",
    "by_when": "By when",
    "because": "Because",
    "how": "How we will know",
}
_KINDS = {"what": "prose", "by_whom": "name", "by_when": "due", "because": "prose", "how": "prose"}


class ActionRows(RowCards):
    """Action rows; the columns of the definition give labels and say which parts are asked for, in which order."""

    def __init__(self, definition: Definition, known: Known, within: str = "") -> None:
        named = definition.columns or tuple(Definition(part, "", label) for part, label in _LABELS.items())
        self._folded = _folded([column.id for column in named])
        super().__init__(definition.row or "Action", tuple(map(self._column, named)), known, within)

    def cell_name(self, label: str, number: int) -> str:
        return f"{self._within}{self._label} {number}: {label}"

    def lay_row(self, card: RowCard) -> None:
        open_now, folded = (QWidget(), Shares()), (QWidget(), Shares())
        for definition in self._columns:
            holder = folded if definition.id in self._folded else open_now
            holder[1].put(card.fields[definition.id], definition.width)
        open_now[0].setLayout(open_now[1])
        folded[0].setLayout(folded[1])
        card.lay(open_now[0])
        if folded[1].count():
            words = [column.label for column in self._columns if column.id in self._folded]
            card.lay(_Fold(card, words, folded[0]))

    def part(self, path: Path) -> tuple[Field, Path] | None:
        """The cell a path leads to; a reason that is folded away is unfolded."""
        found = super().part(path)
        for fold in self.findChildren(_Fold) if found else ():
            if found and fold.isAncestorOf(found[0]):
                fold.turn(True)
        return found

    def _column(self, asked: Definition) -> Definition:
        kind = _KINDS[asked.id]
        width = "full" if kind == "prose" and asked.id not in self._folded else "half"
        return Definition(asked.id, kind, asked.label, asked.help, width=width, lines=2)


def _folded(parts: Sequence[str]) -> Collection[str]:
    """The reasons a form asks for last, after who does it: whoever is in a hurry passes them by."""
    last = list(takewhile(lambda part: part in REASONS, reversed(parts)))
    return last if "by_whom" in parts else ()


class _Fold(QWidget):
    """Reasons behind a quiet button; open from the start where something is written there."""

    def __init__(self, card: RowCard, labels: Sequence[str], content: QWidget) -> None:
        super().__init__()
        self._content = content
        name = f"{card.accessibleName()}: {listed([label.lower() for label in labels])}"
        self._button = QuietButton(" · ".join(labels), name=name)
        self._button.clicked.connect(lambda: self.turn(content.isHidden()))
        self.setLayout(column(row(self._button, None), content))
        self.turn(any(card.data.get(part) for part in REASONS))

    def turn(self, shown: bool) -> None:
        """Show the reasons or fold them away."""
        self._content.setVisible(shown)
        self._button.set_icon("chevron-up" if shown else "chevron-down")
        self._button.setAccessibleDescription("Open" if shown else "Closed")
