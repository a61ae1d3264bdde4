"""From what was typed to answers, and back."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from supdesk.domain.cycle import Element, Function, Ring, Stakeholder, ring
from supdesk.domain.people import Party
from supdesk.forms.definition import Field, Form
from supdesk.forms.kinds import KINDS, Path, Problem
from supdesk.forms.kinds.actions import ActionRow

Raw = Mapping[str, Any]
"""Draft: raw JSON by field id, as the widgets gave it. Ids the form does not know are kept and ignored."""

Answers = Mapping[str, Any]
"""Parsed values by field id."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A draft read against its form."""

    answers: Answers
    problems: tuple[Problem, ...]


def blank(form: Form, slots: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """The raw draft of an untouched form, with the session's facts (`slots`: raw by slot) filled in."""
    facts = slots or {}
    return {
        f.id: facts.get(f.fills, KINDS[f.kind].blank(f)) if f.fills else KINDS[f.kind].blank(f)
        for f in asked(form, {}).fields()
    }


def asked(form: Form, raw: Raw) -> Form:
    """The form as it is written on: without what is retired and stands nowhere in the draft."""
    kept = (
        replace(
            each, fields=tuple(_asked(f, raw) for f in each.fields if not f.retired or written(f, raw.get(f.id)))
        )
        for each in form.sections
    )
    return replace(form, sections=tuple(section for section in kept if section.fields))


def written(field: Field, raw: Any) -> bool:
    """Whether somebody wrote something there: what it holds at first is nothing of theirs."""
    return bool(raw) and raw != KINDS[field.kind].blank(field)


def _asked(field: Field, raw: Raw) -> Field:
    return KINDS[field.kind].asked(field, [raw.get(field.id)])


def read(form: Form, raw: Raw) -> Reading:
    """Answers, and every problem that keeps the draft from being finished, each with the path of its field."""
    answers: dict[str, Any] = {}
    problems: list[Problem] = []
    for field in asked(form, raw).fields():
        kind = KINDS[field.kind]
        parsed = kind.parse(field, raw.get(field.id, kind.blank(field)))
        answers[field.id] = parsed.value
        found = parsed.problems or kind.check(field, parsed.value)
        problems += [problem.under(field.id) for problem in found]
    return Reading(answers, tuple(problems))


def dump(form: Form, answers: Answers) -> dict[str, Any]:
    """Answers as JSON, for keeping."""
    return {f.id: KINDS[f.kind].dump(f, answers.get(f.id)) for f in form.fields()}


def load(form: Form, stored: Mapping[str, Any]) -> dict[str, Any]:
    """Answers from the JSON that `dump` made with the same definition."""
    return {f.id: KINDS[f.kind].load(f, stored.get(f.id)) for f in form.fields()}


def as_raw(form: Form, answers: Answers) -> dict[str, Any]:
    """Answers as a draft, to be typed on."""
    return {f.id: KINDS[f.kind].raw(f, answers.get(f.id)) for f in form.fields()}


def shown(form: Form, answers: Answers) -> Iterator[tuple[Field, str]]:
    """Each answered field with its answer as plain text."""
    for field in form.fields():
        text = KINDS[field.kind].show(field, answers.get(field.id))
        if text:
            yield field, text


def prose(form: Form, raw: Raw) -> Iterator[tuple[Path, str]]:
    """Every piece of free text in a draft, with the path that leads to it."""
    for field in form.fields():
        for path, text in KINDS[field.kind].prose(field, raw.get(field.id)):
            yield (field.id, *path), text


def search_text(form: Form, answers: Answers) -> str:
    """Everything a person may look for in a record, as plain text."""
    return "\n".join(text for field, text in shown(form, answers) if field.kind != "tick")


def slot(form: Form, answers: Answers, name: str) -> Any:
    """The answer that fills a session's slot, None where the form does not ask for it."""
    field = form.filled_from(name)
    return None if field is None else answers.get(field.id)


def people(form: Form, answers: Answers) -> Iterator[tuple[Field, Party]]:
    """Everybody whom a record names in its fields of people, with the field."""
    for field in form.fields():
        if field.kind in ("person", "people"):
            value = answers.get(field.id) or ()
            yield from ((field, party) for party in ([value] if isinstance(value, Party) else value))


def action_rows(form: Form, answers: Answers) -> tuple[ActionRow, ...]:
    """All action rows of a record: of action fields, and of action columns in tables, in order."""
    found: list[ActionRow] = []
    for field in form.fields():
        value = answers.get(field.id) or ()
        if field.kind == "actions":
            found += value
        elif field.kind == "table":
            columns = [c.id for c in field.columns if c.kind == "actions"]
            found += [action for row in value for column in columns for action in row.get(column) or ()]
    return tuple(found)


def ring_of(form: Form, raw: Raw) -> Ring:
    """How far the cycle is filled by a draft: by fields with an `element`, and those that say what they touch."""
    notes: dict[Element, str] = {}
    touched: dict[str, set[str]] = {"stakeholders": set(), "functions": set()}
    for field in form.fields():
        value = raw.get(field.id)
        if field.kind == "prose" and field.element and isinstance(value, str):
            element = Element(field.element)
            notes[element] = notes.get(element, "") + value
        if field.touches and isinstance(value, list):
            touched[field.touches].update(item for item in value if isinstance(item, str))
    return ring(
        notes,
        frozenset(s for s in Stakeholder if s in touched["stakeholders"]),
        frozenset(f for f in Function if f in touched["functions"]),
    )
