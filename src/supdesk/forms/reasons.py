"""Reasons: why an action, and how one will know. They are asked beside each action and stand in the cycle notes."""

from dataclasses import replace

from supdesk.forms.answers import Raw
from supdesk.forms.definition import Field, Form
from supdesk.forms.following import action_rows

REASONS = ("because", "how")


def asked_by(notes: Form) -> tuple[Field, ...]:
    """The reasons that cycle notes ask for of the record's actions."""
    shown = notes.filled_from("actions")
    return tuple(column for column in (shown.columns if shown else ()) if column.id in REASONS)


def with_reasons(form: Form, notes: Form) -> Form:
    """The form as it is written beside those notes: each of its actions is asked for its reasons too."""
    wanted = asked_by(notes)
    sections = (replace(s, fields=tuple(_asking(f, wanted) for f in s.fields)) for s in form.sections)
    return replace(form, sections=tuple(sections))


def given(form: Form, raw: Raw) -> bool:
    """Whether an action new in this draft has a reason."""
    rows = (row for _, _, row in action_rows(form, raw) if not row.get("id"))
    return any(row.get(part) for row in rows for part in REASONS)


def _asking(field: Field, wanted: tuple[Field, ...]) -> Field:
    if field.kind == "table":
        return replace(field, columns=tuple(_asking(column, wanted) for column in field.columns))
    if field.kind != "actions" or not field.columns:
        return field
    known = {column.id for column in field.columns}
    return replace(field, columns=(*field.columns, *(column for column in wanted if column.id not in known)))
