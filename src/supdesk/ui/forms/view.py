"""The whole form: its sections as cards, their fields by width, and the problems beside them."""

from collections.abc import Iterable, Mapping, Sequence
from copy import deepcopy
from dataclasses import replace
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QApplication, QWidget

from supdesk.domain.people import Party
from supdesk.forms.definition import FIXED, Form, Section
from supdesk.forms.definition import Field as Definition
from supdesk.forms.kinds import Problem
from supdesk.forms.presence import set_apart
from supdesk.ui.forms.control import Known, Path, field_of, focus, freeze, place_of, show_problems
from supdesk.ui.forms.shares import Shares
from supdesk.ui.forms.widgets import MAKERS
from supdesk.ui.parts import Card, Field, Words, column
from supdesk.ui.parts.stops import bring_into_sight

NEEDED = "You can finish once every answer marked “needed” is there. All others may stay empty."


class FormView(QWidget):
    """A form one writes on. It keeps the raw draft whole: what it does not show or know stays as it came.

    `edited` carries the id of a field and its raw value when a person changes it, never when it is set;
    `section_entered` the number of the section the keyboard moved to, counted from 0.
    """

    edited = Signal(str, object)
    section_entered = Signal(int)

    def __init__(
        self,
        form: Form,
        raw: Mapping[str, Any],
        *,
        people: Sequence[Party] = (),
        hidden: frozenset[str] = frozenset(),
        read_only: bool = False,
    ) -> None:
        super().__init__()
        self._form, self._raw = form, deepcopy(dict(raw))
        self._known, self._hidden, self._read_only = Known(tuple(people), MAKERS), hidden, read_only
        self._fields: dict[str, Field] = {}
        self._fixed: set[str] = set()
        self._labels = [field.label for field in form.fields() if field.id not in hidden]
        self._section = 0
        self.setAccessibleName(form.title)
        intro = [Words(text, "muted") for text in (form.intro, self._rule(form)) if text]
        self._cards = {n: card for n, s in enumerate(form.sections) if (card := self._card(s)) is not None}
        self.setLayout(column(*intro, *self._cards.values(), gap=16))
        if read_only:
            freeze(self)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._follow)

    def raw(self) -> dict[str, Any]:
        """The draft as it stands now."""
        return deepcopy(self._raw)

    def set_value(self, field_id: str, raw: Any) -> None:
        """Show this raw value in a field, and keep it; nothing is emitted."""
        self._raw[field_id] = deepcopy(raw)
        box = self._fields.get(field_id)
        if box is not None:
            box.set_raw(raw)
            if self._read_only:
                freeze(box)

    def show_problems(self, problems: Iterable[Problem]) -> None:
        """Put these problems beside what they are about, in place of those shown, and go to the first."""
        first = self.mark(problems)
        if first is not None:
            self._go(first)

    def mark(self, problems: Iterable[Problem]) -> Field | None:
        """Put these problems beside what they are about, in place of those shown; answers with the first place."""
        self.clear_problems()
        return show_problems(self._fields, problems)

    def clear_problems(self) -> None:
        """Take every problem away."""
        for box in self.findChildren(Field):
            if box.problem():
                box.set_problem(None)

    def focus_field(self, field_id: str) -> None:
        """Put the keyboard into a field and bring it into sight; an unknown or hidden one is passed over."""
        self.go_to((field_id,))

    def go_to(self, path: Path) -> None:
        """The same for what a path leads to: a field, or a cell within it."""
        box = self._fields.get(str(path[0])) if path else None
        if box is not None:
            self._go(place_of(box, path[1:]))

    @property
    def first(self) -> Field:
        """The first field shown that can be written in."""
        return next(box for name, box in self._fields.items() if name not in self._fixed)

    def focused_section(self) -> int:
        """The section the keyboard is in, or was in last, counted from 0."""
        return self._section

    def _rule(self, form: Form) -> str:
        """What the marks beside the labels mean, where one stands."""
        marked = any(field.required and field.id not in self._hidden for field in form.fields())
        return NEEDED if marked and not self._read_only else ""

    def _card(self, section: Section) -> Card | None:
        shown = [field for field in section.fields if field.id not in self._hidden]
        if not shown:
            return None
        inner, shares = QWidget(), Shares()
        for field in shown:
            fixed = field.fills in FIXED
            asked = replace(field, required=field.required and not fixed)
            box = field_of(asked, self._known, name=self._name(field, section))
            if field.id in self._raw:
                box.set_raw(self._raw[field.id])
            if fixed:
                freeze(box)
                self._fixed.add(field.id)
            box.edited.connect(lambda raw, name=field.id: self._change(name, raw))
            self._fields[field.id] = box
            shares.put(box, field.width)
        inner.setLayout(shares)
        card = Card(section.title, note=section.help)
        card.setAccessibleName(section.title)
        card.add(inner)
        return card

    def _name(self, field: Definition, section: Section) -> str:
        """The label, and with it the section where another field has the same."""
        return field.label if self._labels.count(field.label) == 1 else f"{field.label}, {section.title}"

    def _change(self, field_id: str, raw: Any) -> None:
        self._raw[field_id] = deepcopy(raw)
        self.edited.emit(field_id, deepcopy(raw))
        for name, value in set_apart(self._form, self._raw, field_id).items():
            self.set_value(name, value)
            self.edited.emit(name, deepcopy(value))

    def _go(self, box: Field) -> None:
        focus(box)
        bring_into_sight(box)

    def _follow(self, _: QWidget | None, now: QWidget | None) -> None:
        for number, card in self._cards.items():
            if now is not None and number != self._section and card.isAncestorOf(now):
                self._section = number
                self.section_entered.emit(number)
                return
