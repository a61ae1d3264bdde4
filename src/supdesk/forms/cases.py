"""Cases: the children and adults a record speaks of, each with what concerns them alone."""

from collections.abc import Iterator, Mapping
from typing import Any

from supdesk.forms.answers import Answers
from supdesk.forms.definition import Field, Form
from supdesk.forms.kinds import KINDS


def cases(form: Form, answers: Answers) -> dict[str, tuple[str, str]]:
    """What each is called and what stands of them, by their number, or by their row where none is given.

    A row is about somebody where its table asks for an NHS number; rows with one number are about one person.
    """
    found: dict[str, tuple[str, list[str]]] = {}
    for field, number, row in _rows(form, answers):
        shown = next((KINDS[c.kind].show(c, row.get(c.id)) for c in field.columns if _names(c)), "")
        key = shown.replace(" ", "") or f"{field.id}:{number}"
        called = f"{field.row or field.label} {number + 1}" + (f", {shown}" if shown else "")
        found.setdefault(key, (called, []))[1].extend(
            line for line in _lines(field, row) if not shown or line not in found[key][1]
        )
    return {key: (called, "\n".join(lines)) for key, (called, lines) in found.items()}


def twice(form: Form, answers: Answers) -> Iterator[tuple[Field, Field, int, int, str]]:
    """Numbers that stand in two rows of one table: the table, the column, the later row, the first, the number."""
    first: dict[tuple[str, str], int] = {}
    for field, number, row in _rows(form, answers):
        for column in filter(_names, field.columns):
            shown = KINDS[column.kind].show(column, row.get(column.id))
            if shown and first.setdefault((field.id, shown), number) != number:
                yield field, column, number, first[field.id, shown], shown


def _rows(form: Form, answers: Answers) -> Iterator[tuple[Field, int, Mapping[str, Any]]]:
    for field in form.fields():
        if field.kind == "table" and any(_names(column) for column in field.columns):
            yield from ((field, number, row) for number, row in enumerate(answers.get(field.id) or ()))


def _names(column: Field) -> bool:
    return column.kind == "nhs-number"


def _lines(field: Field, row: Mapping[str, Any]) -> Iterator[str]:
    for column in field.columns:
        if text := KINDS[column.kind].show(column, row.get(column.id)):
            yield f"{column.label}:\n{text}" if "\n" in text else f"{column.label}: {text}"
