"""The widget of each field kind, by the kind's name."""

from PySide6.QtWidgets import QWidget

from supdesk.forms.definition import Field, Option
from supdesk.ui.forms.actions import ActionRows
from supdesk.ui.forms.clauses import ClauseRows
from supdesk.ui.forms.control import Known, Maker
from supdesk.ui.forms.outcomes import OutcomeList
from supdesk.ui.forms.people import NameEdit, PeopleInput, PersonInput
from supdesk.ui.forms.picture import PictureInput
from supdesk.ui.forms.rows import RowCards
from supdesk.ui.forms.simple import DayInput, DueInput, NhsNumberInput, NumberInput
from supdesk.ui.parts import Choice, Choices, LineEdit, Prose, Scale, Tick, TimeEdit


def _pairs(options: tuple[Option, ...]) -> list[tuple[str, str]]:
    return [(option.id, option.label) for option in options]


def _table(field: Field, name: str, known: Known) -> QWidget:
    return RowCards(field.row or "Row", field.columns, known, _within(field, name))


def _tick_words(field: Field) -> str:
    return f"{field.label} (needed)" if field.required else field.label


def _within(field: Field, name: str) -> str:
    return name if name != field.label else ""


WIDGETS: dict[str, Maker] = {
    "prose": lambda field, name, known: Prose(name, lines=field.lines),
    "short": lambda field, name, known: LineEdit(name),
    "date": lambda field, name, known: DayInput(name),
    "time": lambda field, name, known: TimeEdit(name, ""),
    "number": lambda field, name, known: NumberInput(name, field.unit),
    "nhs-number": lambda field, name, known: NhsNumberInput(name),
    "person": lambda field, name, known: PersonInput(name, known.people),
    "people": lambda field, name, known: PeopleInput(name, known.people),
    "choice": lambda field, name, known: Choice(name, _pairs(field.options), may_be_none=True),
    "choices": lambda field, name, known: Choices(name, _pairs(field.options)),
    "scale": lambda field, name, known: Scale(name, field.low, field.high, field.points),
    "tick": lambda field, name, known: Tick(_tick_words(field), name=name),
    "clauses": lambda field, name, known: ClauseRows(field),
    "actions": lambda field, name, known: ActionRows(field, known, _within(field, name)),
    "outcomes": lambda field, name, known: OutcomeList(name),
    "picture": lambda field, name, known: PictureInput(field),
    "table": _table,
}
"""A test fails when a kind has none."""

MAKERS: dict[str, Maker] = WIDGETS | {
    "name": lambda field, name, known: NameEdit(name, known.people),
    "due": lambda field, name, known: DueInput(name),
}
"""The same, and what only rows of actions use: a name without a designation, and a day to come."""
