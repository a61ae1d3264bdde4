"""Actions on a form: what, by whom, by when, and folded away why and how one will know."""

from PySide6.QtWidgets import QWidget

from supdesk.forms.definition import Field as Definition
from supdesk.forms.kinds import ACTION_PARTS
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
_KINDS = {"what": "prose", "by_whom": "name", "by_when": "date", "because": "prose", "how": "prose"}


class ActionRows(RowCards):
    """Action rows; the columns of the definition give labels and say which parts are asked for."""

    def __init__(self, definition: Definition, known: Known, within: str = "") -> None:
        super().__init__(definition.row or "Action", _columns(definition), known, within)

    def cell_name(self, label: str, number: int) -> str:
        return f"{self._within}{self._label} {number}: {label}"

    def lay_row(self, card: RowCard) -> None:
        open_now, folded = (QWidget(), Shares()), (QWidget(), Shares())
        for definition in self._columns:
            holder = folded if self._folds(definition.id) else open_now
            holder[1].put(card.fields[definition.id], definition.width)
        open_now[0].setLayout(open_now[1])
        folded[0].setLayout(folded[1])
        card.lay(open_now[0])
        if folded[1].count():
            card.lay(_Fold(card, folded[0]))

    def part(self, path: Path) -> tuple[Field, Path] | None:
        """The cell a path leads to; a reason that is folded away is unfolded."""
        found = super().part(path)
        for fold in self.findChildren(_Fold) if found else ():
            if found and fold.isAncestorOf(found[0]):
                fold.turn(True)
        return found

    def _folds(self, part: str) -> bool:
        """Where the form asks nothing but reasons, they stand open."""
        return part in REASONS and any(column.id == "by_whom" for column in self._columns)


def _columns(definition: Definition) -> tuple[Definition, ...]:
    named = {c.id: (c.label, c.help) for c in definition.columns} or {p: (t, "") for p, t in _LABELS.items()}
    return tuple(
        Definition(part, _KINDS[part], *named[part], width=_width(part), lines=2)
        for part in ACTION_PARTS
        if part in named
    )


def _width(part: str) -> str:
    return "full" if part == "what" else "half"


class _Fold(QWidget):
    """Reasons behind a quiet button; open from the start where something is written there."""

    def __init__(self, card: RowCard, content: QWidget) -> None:
        super().__init__()
        self._content = content
        name = f"{card.accessibleName()}: because and how we will know"
        self._button = QuietButton("Because · How we will know", name=name)
        self._button.clicked.connect(lambda: self.turn(content.isHidden()))
        self.setLayout(column(row(self._button, None), content))
        self.turn(any(card.data.get(part) for part in REASONS))

    def turn(self, shown: bool) -> None:
        """Show the reasons or fold them away."""
        self._content.setVisible(shown)
        self._button.set_icon("chevron-up" if shown else "chevron-down")
        self._button.setAccessibleDescription("Open" if shown else "Closed")
