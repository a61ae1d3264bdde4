"""The middle of the session desk: the record, and the tools written beside it, one leaf in sight at a time."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from supdesk.desk.recording import Sheet
from supdesk.domain.people import Party
from supdesk.forms.definition import Form
from supdesk.forms.kinds import Path
from supdesk.ui.forms.control import focus
from supdesk.ui.forms.view import FormView
from supdesk.ui.parts import ListRow, Overlay, Pills, QuietButton, Rows, SecondaryButton, Words, clear, column, row
from supdesk.ui.parts import Sheet as Side
from supdesk.ui.shell import Shell
from supdesk.ui.writing.finishing import Problems

RECORD = "Record"
BESIDE = "A tool is written beside the record: it is saved as you write, and recorded when you finish."


class Leaves(QWidget):
    """The record's form, and one for each tool. `edited` carries a tool's draft, a field and its raw value."""

    edited = Signal(str, str, object)
    unwanted = Signal(str)
    """A tool is to be taken away again, by its draft's id."""
    turned = Signal(str)
    """The record or a tool came into sight, by its draft's id."""
    section_entered = Signal(int)
    """The keyboard moved to that section of the tool in sight, counted from 0."""

    def __init__(self, record: FormView, main: Sheet, people: Sequence[Party]) -> None:
        super().__init__()
        self._people, self._main = people, main.draft.id
        self.views = {self._main: record}
        self._leaves: dict[str, QWidget] = {self._main: record}
        self._names = {self._main: RECORD}
        self._choice, self._stack = column(gap=0), column(gap=0)
        self._stack.addWidget(record)
        self.setLayout(column(self._choice, self._stack, gap=16))

    def add(self, sheet: Sheet) -> None:
        """Put a tool beside the record, out of sight."""
        known = sheet.draft.id
        hidden = frozenset(field.id for field in sheet.form.fields() if field.fills)
        view = FormView(sheet.form, sheet.draft.raw, people=self._people, hidden=hidden)
        view.edited.connect(partial(self.edited.emit, known))
        view.section_entered.connect(self.section_entered)
        remove = QuietButton("Remove this tool…", "trash", lambda: self.unwanted.emit(known))
        remove.setAccessibleName(f"Remove {sheet.form.title}")
        leaf = QWidget()
        leaf.setLayout(column(row(Words(sheet.form.title, "heading"), None, remove), view, gap=12))
        self.views[known], self._leaves[known], self._names[known] = view, leaf, sheet.form.title
        self._stack.addWidget(leaf)
        leaf.hide()
        self._offer()

    def drop(self, draft_id: str) -> None:
        """Take a tool away; the record is in sight again."""
        self.show_leaf(self._main)
        for each in (self.views, self._names):
            each.pop(draft_id, None)
        if (leaf := self._leaves.pop(draft_id, None)) is not None:
            leaf.deleteLater()
        self._offer()

    def show_leaf(self, draft_id: str) -> None:
        """Bring the record or a tool into sight."""
        for known, leaf in self._leaves.items():
            leaf.setVisible(known == draft_id)
        for pills in self.findChildren(Pills, "leaves"):
            pills.set_raw(draft_id)
        self.turned.emit(draft_id)

    def enter(self, draft_id: str) -> None:
        """Bring a leaf into sight, with the keyboard in its first field."""
        self.show_leaf(draft_id)
        focus(self.views[draft_id].first)

    def go_to(self, draft_id: str, path: Path) -> None:
        """Put the keyboard into what a path leads to."""
        self.show_leaf(draft_id)
        self.views[draft_id].go_to(path)

    def show_problems(self, found: Problems) -> None:
        """Put each problem beside its field, and bring the first leaf that has one into sight."""
        for known, view in reversed(self.views.items()):
            own = [problem for of, problem in found if of == known]
            if own:
                self.show_leaf(known)
            view.show_problems(own)

    def mark(self, found: Problems) -> None:
        """The same, and stay where one is."""
        for known, view in self.views.items():
            view.mark(problem for of, problem in found if of == known)

    def _offer(self) -> None:
        """The leaves to choose from, where there is more than the record."""
        shown = next((known for known, leaf in self._leaves.items() if not leaf.isHidden()), self._main)
        clear(self._choice)
        if len(self._names) == 1:
            return
        pills = Pills("What you write on", list(self._names.items()))
        pills.setObjectName("leaves")
        pills.set_raw(shown)
        pills.edited.connect(self.show_leaf)
        self._choice.addWidget(pills)


def offer_tools(shell: Shell, tools: Sequence[Form], take: Callable[[str], object]) -> Overlay:
    """Lay the tools that can be added at the side; `take` gets the id of the one chosen."""
    shown: list[Overlay] = []

    def chosen(form_id: str) -> None:
        shown[0].close_now()
        take(form_id)

    rows = (ListRow(form.title, form.intro, icon="add", opens=partial(chosen, form.id)) for form in tools)
    sheet = Side("Add a tool", Words(BESIDE, "muted"), Rows(*rows))
    sheet.set_deeds([SecondaryButton("Cancel", on=lambda: shown[0].close_now())])
    shown.append(shell.overlay(sheet, "Add a tool", side=True))
    return shown[0]
