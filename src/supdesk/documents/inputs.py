"""What a field kind is on a page that is filled in on a screen: its inputs, and the draft that they make."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from supdesk.domain.errors import SupdeskError
from supdesk.forms import answers
from supdesk.forms.definition import ASKED_BEFOREHAND, Field, Form

MARK = ":mark"
"""The name of the hidden input that says which session a form is about; no field of a form can be called so."""
LONGEST = 20_000
"""Characters of one answer that are taken in."""


@dataclass(frozen=True, slots=True)
class Input:
    """One input of a page: a text of so many lines, one of `options`, or with `tick` a box to tick."""

    name: str
    says: str
    lines: int = 1
    options: tuple[tuple[str, str], ...] = ()
    tick: bool = False


@dataclass(frozen=True, slots=True)
class Fillable:
    """How a kind is filled in: its inputs, and its raw answer from what they hold by name ("" where nothing)."""

    inputs: Callable[[Field], tuple[Input, ...]]
    raw: Callable[[Field, Mapping[str, str]], Any]


def asked(form: Form) -> Iterator[Field]:
    """The fields that are filled in, in their order."""
    return (field for field in answers.asked(form, {}).fields() if field.fills not in ASKED_BEFOREHAND)


def inputs_of(form: Form) -> dict[str, Input]:
    """Every input of a form by its name. SupdeskError `evaluation.kind` for a kind that can't be filled in so."""
    return {each.name: each for field in asked(form) for each in fillable(field).inputs(field)}


def fillable(field: Field) -> Fillable:
    """How a field is filled in; SupdeskError `evaluation.kind`."""
    found = FILLABLE.get(field.kind)
    if found is None:
        raise SupdeskError(
            "evaluation.kind",
            f"“{field.label}” can't be filled in on a form that is sent. Hand the laptop over instead.",
        )
    return found


def draft_of(form: Form, values: Mapping[str, str]) -> dict[str, Any]:
    """The raw draft that the inputs' values make, by field id; what is printed is not among them.

    SupdeskError `evaluation.fields` where the inputs are not the form's, `evaluation.option` for an answer that was
    not offered, `evaluation.long` for one beyond LONGEST, `evaluation.empty` where nothing was filled in.
    """
    inputs = inputs_of(form)
    given = {name: value for name, value in values.items() if name != MARK}
    if given.keys() != inputs.keys():
        raise SupdeskError(
            "evaluation.fields", "The fields of this form are not those that were sent. Ask for it once more."
        )
    if not any(value.strip() for value in given.values()):
        raise SupdeskError("evaluation.empty", "Nothing was filled in on this form.")
    for name, value in given.items():
        _check(inputs[name], value)
    return {field.id: fillable(field).raw(field, given) for field in asked(form)}


def _check(asked_for: Input, value: str) -> None:
    offered = {"Yes"} if asked_for.tick else {option for option, _ in asked_for.options}
    if offered and value and value not in offered:
        raise SupdeskError("evaluation.option", "This form holds an answer that it does not offer.")
    if len(value) > LONGEST:
        raise SupdeskError("evaluation.long", f"An answer in this form has more than {LONGEST:,} letters.")


def _says(field: Field) -> str:
    """What a screen reader calls the input."""
    return f"{field.label} {field.help}".strip()


def _line(field: Field) -> tuple[Input, ...]:
    return (Input(field.id, _says(field)),)


def _lines(field: Field) -> tuple[Input, ...]:
    return (Input(field.id, _says(field), lines=max(field.lines, 5)),)


def _text(field: Field, values: Mapping[str, str]) -> str:
    return values[field.id]


def _scale(field: Field) -> tuple[Input, ...]:
    ends = " ".join(f"{point} is {end}." for point, end in ((1, field.low), (field.points, field.high)) if end)
    points = tuple((f"{point}", f"{point}") for point in range(1, field.points + 1))
    return (Input(field.id, f"{_says(field)} {ends}".strip(), options=points),)


def _choice(field: Field) -> tuple[Input, ...]:
    return (Input(field.id, _says(field), options=tuple((o.id, o.label) for o in field.options)),)


def _choices(field: Field) -> tuple[Input, ...]:
    return tuple(Input(f"{field.id}:{o.id}", f"{field.label} {o.label}", tick=True) for o in field.options)


def _chosen(field: Field, values: Mapping[str, str]) -> list[str]:
    return [option.id for option in field.options if values[f"{field.id}:{option.id}"]]


def _tick(field: Field) -> tuple[Input, ...]:
    return (Input(field.id, _says(field), tick=True),)


def _ticked(field: Field, values: Mapping[str, str]) -> bool:
    return bool(values[field.id])


def _people(field: Field, values: Mapping[str, str]) -> list[str]:
    return values[field.id].splitlines()


FILLABLE = {
    "prose": Fillable(_lines, _text),
    "short": Fillable(_line, _text),
    "date": Fillable(_line, _text),
    "time": Fillable(_line, _text),
    "number": Fillable(_line, _text),
    "nhs-number": Fillable(_line, _text),
    "person": Fillable(_line, _text),
    "people": Fillable(_lines, _people),
    "choice": Fillable(_choice, _text),
    "choices": Fillable(_choices, _chosen),
    "scale": Fillable(_scale, _text),
    "tick": Fillable(_tick, _ticked),
}
"""Kinds that can be filled in on a page. Rows that grow, clauses to reword and pictures to click can't."""
