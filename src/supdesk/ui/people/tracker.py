"""The supervision tracker: who is due, next planned, and who is not counted."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from PySide6.QtWidgets import QWidget

from supdesk.domain.days import brief_date
from supdesk.domain.tracker import Line
from supdesk.forms.definition import Pack
from supdesk.ui.parts import Cell, Column, Pills, Row, Table, Words, column, row
from supdesk.ui.people.standing import tone

COLUMNS = (
    Column("Name", 170),
    Column("Service", share=2),
    Column("Last session", 124),
    Column("Next due", 124),
    Column("Next planned", 124),
    Column("Supervision", 236),
)
YOU = "You"
ALL, OVERDUE, TO_PLAN, NOT_COUNTED = "all", "overdue", "to-plan", "not-counted"
CHOICES = ((ALL, "All lines"), (OVERDUE, "Overdue"), (TO_PLAN, "To be planned"), (NOT_COUNTED, "Not counted"))
FITS: dict[str, Callable[[Line], bool]] = {
    ALL: lambda line: True,
    OVERDUE: lambda line: line.late,
    TO_PLAN: lambda line: line.to_plan,
    NOT_COUNTED: lambda line: line.excluded is not None,
}


class Tracker(QWidget):
    """Everybody's supervision in one table; a row opens the person, a click on a heading sorts."""

    def __init__(self, opens: Callable[[str], object], packs: Sequence[Pack]) -> None:
        super().__init__()
        self._packs = {pack.id: pack.name for pack in packs}
        self._lines: tuple[Line, ...] = ()
        self._own: Line | None = None
        self._finds: Callable[[str], bool] = lambda text: True
        self.which, self.said = Pills("Show", CHOICES), Words("", "muted")
        self.table = Table("Supervision tracker", COLUMNS, "Nobody here.")
        self.which.set_raw(ALL)
        self.which.edited.connect(lambda _: self._draw())
        self.table.opened.connect(opens)
        head = row(self.which, self.said, gap=16)
        head.setStretch(1, 1)
        self.setLayout(column(head, self.table, gap=16))

    def show_lines(
        self, lines: Iterable[Line], own: Line | None = None, finds: Callable[[str], bool] = lambda text: True
    ) -> None:
        """Show these, as far as what is typed `finds` their names and services.

        The owner's `own` line stands first and is not among those counted.
        """
        self._lines, self._own, self._finds = tuple(lines), own, finds
        self._draw()

    def _draw(self) -> None:
        which = self.which.raw()
        named = [*([(YOU, self._own)] if self._own else []), *((line.person.name, line) for line in self._lines)]
        shown = [(name, line) for name, line in named if FITS[which](line) and self._finds(_text(name, line))]
        self.table.set_rows([_row(name, line, self._under(line)) for name, line in shown])
        counted = [line for line in self._lines if not line.excluded]
        good = sum(line.up_to_date for line in counted)
        self.said.setText(f"{good} of {len(counted)} counted are up to date." if counted else "")

    def _under(self, line: Line) -> str:
        """The pack somebody is supervised under, where it is not the owner's."""
        own = self._own.person.pack if self._own else ""
        return "" if line.person.pack == own else self._packs.get(line.person.pack, "")


def _text(name: str, line: Line) -> str:
    return f"{name} {line.person.name} {line.person.service}"


def _row(name: str, line: Line, under: str) -> Row:
    days = [Cell(brief_date(day) if day else "", sort=day.isoformat() if day else "") for day in line.days]
    days[0] = replace(days[0], hint=line.why)
    state = Cell(line.label, tone(line), hint=line.why)
    service = " · ".join(filter(None, (line.person.service, under)))
    return Row(line.person.id, (Cell(name, strong=True), service, *days, state))
