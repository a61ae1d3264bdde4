"""One of several, some of several, a point on a scale, yes or no."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, ClassVar

from supdesk.domain.cycle import Element, Function, Stakeholder
from supdesk.forms import keys
from supdesk.forms.definition import Field, Option
from supdesk.forms.keys import Key
from supdesk.forms.kinds.kind import Kind, Parsed, Problem, clean
from supdesk.forms.kinds.text import ELEMENT

OPTIONS = keys.many(
    "option",
    "The answers there are to choose from, in their order.",
    keys.shape(
        "option",
        "One answer that can be chosen.",
        Option,
        keys.name("id", "What is kept when it is chosen.", "by-telephone"),
        keys.text("label", "What people read.", "By telephone", required=True),
        keys.texts("was", "Ids it had in earlier versions: who chose one of them chose this.", "telephone"),
        keys.yes(
            "retired",
            "Whether it is no longer offered. Where it was chosen already it still stands and is printed.",
            example="false",
        ),
    ),
    required=True,
    slot="options",
)
TOUCHES = ("stakeholders", "functions")


class Choice(Kind):
    """One of the options: raw is its id."""

    name = "choice"
    says = "One of several answers."
    keys: ClassVar[tuple[Key, ...]] = (OPTIONS,)

    def parse(self, field: Field, raw: Any) -> Parsed:
        chosen = clean(raw)
        if not chosen:
            return Parsed(None)
        if chosen not in {option.id for option in field.options}:
            return Parsed(None, (Problem((), f"{field.label}: choose one of the answers offered."),))
        return Parsed(chosen)

    def asked(self, field: Field, raws: Sequence[Any]) -> Field:
        return _offered(field, {clean(raw) for raw in raws})

    def raw(self, field: Field, value: Any) -> Any:
        return value or ""

    def show(self, field: Field, value: Any) -> str:
        return _labels(field).get(value, "")


class Choices(Kind):
    """Any of the options: raw is a list of ids."""

    name = "choices"
    says = "Any number of several answers."
    keys: ClassVar[tuple[Key, ...]] = (
        keys.one_of(
            "touches",
            "Which part of the ring its answers light up; their ids are "
            f"{', '.join(Stakeholder)} for stakeholders, {', '.join(Function)} for functions.",
            TOUCHES,
            example="",
        ),
        keys.one_of("element", ELEMENT, tuple(Element), example=""),
        OPTIONS,
    )

    def blank(self, field: Field) -> Any:
        return []

    def parse(self, field: Field, raw: Any) -> Parsed:
        chosen = raw if isinstance(raw, list) else []
        known = _labels(field)
        if any(item not in known for item in chosen if isinstance(item, str)):
            return Parsed((), (Problem((), f"{field.label}: choose among the answers offered."),))
        return Parsed(tuple(option.id for option in field.options if option.id in chosen))

    def asked(self, field: Field, raws: Sequence[Any]) -> Field:
        return _offered(field, {clean(each) for raw in raws if isinstance(raw, list) for each in raw})

    def dump(self, field: Field, value: Any) -> Any:
        return list(value or ())

    def load(self, field: Field, stored: Any) -> Any:
        return tuple(stored or ())

    def show(self, field: Field, value: Any) -> str:
        known = _labels(field)
        return ", ".join(known.get(item, item) for item in value or ())


class Scale(Kind):
    """A point from 1 to `points`."""

    name = "scale"
    says = "How far somebody agrees with a statement. Evaluations are added up from these."
    keys: ClassVar[tuple[Key, ...]] = (
        keys.text("low", "What the lowest point means.", "Not at all"),
        keys.text("high", "What the highest point means.", "Wholly"),
        keys.whole("points", "How many points there are.", 5, least=2, most=10),
    )

    def parse(self, field: Field, raw: Any) -> Parsed:
        text = clean(raw)
        if not text:
            return Parsed(None)
        if not (text.isascii() and text.isdigit() and 1 <= int(text[:9]) <= field.points):
            return Parsed(None, (Problem((), f"{field.label} Choose from 1 to {field.points}."),))
        return Parsed(int(text))

    def raw(self, field: Field, value: Any) -> Any:
        return "" if value is None else str(value)


class Tick(Kind):
    """Yes, or not ticked."""

    name = "tick"
    says = "A box to tick. A required one must be ticked."

    def blank(self, field: Field) -> Any:
        return False

    def parse(self, field: Field, raw: Any) -> Parsed:
        return Parsed(raw is True)

    def check(self, field: Field, value: Any) -> tuple[Problem, ...]:
        return (Problem((), "Tick this when it is so."),) if field.required and not value else ()

    def show(self, field: Field, value: Any) -> str:
        return "Yes" if value else "No"


def _labels(field: Field) -> dict[str, str]:
    return {option.id: option.label for option in field.options}


def _offered(field: Field, chosen: set[str]) -> Field:
    """The field with the options that are offered, and those that were chosen before they were retired."""
    return replace(field, options=tuple(each for each in field.options if not each.retired or each.id in chosen))
