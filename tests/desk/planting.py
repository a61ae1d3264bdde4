"""A word planted wherever somebody may write freely, so that one can look where it turns up."""

from collections.abc import Mapping
from typing import Any

from supdesk.forms.definition import Field, Form
from supdesk.forms.kinds import KINDS


def free_fields(form: Form) -> list[Field]:
    """The fields whose answers hold prose."""
    return [field for field in form.fields() if KINDS[field.kind].free and not _is_known(field)]


def planted(form: Form, raw: Mapping[str, Any], word: str) -> dict[str, Any]:
    """The draft with `word` and the field's id in every free answer, and whatever else is asked for."""
    more = {field.id: _free(field, raw.get(field.id), f"{word} {field.id}") for field in free_fields(form)}
    for field in form.fields():
        if field.kind == "choice" and field.required and not raw.get(field.id):
            more[field.id] = field.options[0].id
        if field.kind == "tick" and field.required:
            more[field.id] = True
        if field.kind == "scale":
            more[field.id] = "3"
    return {**raw, **more}


def _is_known(field: Field) -> bool:
    """Filled in by the program, but for actions, which somebody writes."""
    return bool(field.fills) and field.fills != "actions"


def _free(field: Field, raw: Any, text: str) -> Any:
    match field.kind:
        case "clauses":
            return [{**clause, "text": text} for clause in raw]
        case "actions":
            parts = dict.fromkeys(("what", "by_whom", "because", "how"), text)
            return [parts | {"by_when": "2026-07-01", "id": ""}]
        case "table":
            return [{column.id: _free(column, None, text) for column in field.columns if KINDS[column.kind].free}]
        case _:
            return text
