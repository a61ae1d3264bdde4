"""The action plan of a record: its actions, with the columns that go along with them."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from supdesk.domain.reports import Cell, Table
from supdesk.forms.answers import Answers
from supdesk.forms.definition import Field, Form
from supdesk.forms.kinds import KINDS, Path
from supdesk.forms.kinds.actions import ActionRow

Told = Callable[[ActionRow], ActionRow | None]
"""An action as a reader is told of it, None where they are not."""
_ASKED = (
    Field("what", "prose", "Action"),
    Field("by_whom", "short", "By whom"),
    Field("by_when", "date", "By when"),
)
"""What is shown of actions that have no columns of their own."""


def tables(form: Form, answers: Answers, told: Told) -> Iterator[Table]:
    """The actions that are told, field by field as the form has them; a row without one is left out whole."""
    for field in form.fields():
        value = answers.get(field.id) or ()
        if field.kind == "actions":
            yield from _table(field, field, (), [({}, each) for row in value if (each := told(row))])
        for column in (c for c in field.columns if field.kind == "table" and c.kind == "actions"):
            along = tuple(each for each in field.columns if each.in_plan and each is not column)
            both = [(row, each) for row in value for a in row.get(column.id) or () if (each := told(a))]
            yield from _table(field, column, along, both)


def stands_in(form: Form, path: Path) -> bool:
    """Whether what is written at that place of a record goes into its action plan."""
    field = form.field(str(path[0]))
    if field is None or len(path) < 3:
        return False
    column = next((each for each in field.columns if each.id == path[2]), None)
    if field.kind == "actions":
        return path[2] in _parts(field)
    planned = any(each.kind == "actions" for each in field.columns)
    if field.kind != "table" or not planned or column is None:
        return False
    return path[-1] in _parts(column) if column.kind == "actions" else column.in_plan


def _parts(actions: Field) -> set[object]:
    return {each.id for each in actions.columns or _ASKED}


def _table(
    field: Field, actions: Field, along: tuple[Field, ...], rows: list[tuple[Mapping[str, Any], ActionRow]]
) -> Iterator[Table]:
    parts = actions.columns or _ASKED
    if rows:
        yield Table(
            title=field.label,
            headings=tuple(column.label for column in (*along, *parts)),
            rows=tuple(
                (*(_shown(c, row) for c in along), *(_part(c, action) for c in parts)) for row, action in rows
            ),
        )


def _shown(column: Field, row: Mapping[str, Any]) -> str:
    return KINDS[column.kind].show(column, row.get(column.id))


def _part(column: Field, action: ActionRow) -> Cell:
    value: Cell = getattr(action, column.id)
    return value
