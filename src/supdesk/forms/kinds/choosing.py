"""One of several, some of several, a point on a scale, yes or no."""

from typing import Any, ClassVar

from supdesk.forms.definition import Field
from supdesk.forms.kinds.kind import Kind, Parsed, Problem, clean


class Choice(Kind):
    """One of the options: raw is its id."""

    name = "choice"
    keys: ClassVar[frozenset[str]] = frozenset({"options"})

    def parse(self, field: Field, raw: Any) -> Parsed:
        chosen = clean(raw)
        if not chosen:
            return Parsed(None)
        if chosen not in {option.id for option in field.options}:
            return Parsed(None, (Problem((), f"{field.label}: choose one of the answers offered."),))
        return Parsed(chosen)

    def raw(self, field: Field, value: Any) -> Any:
        return value or ""

    def show(self, field: Field, value: Any) -> str:
        return _labels(field).get(value, "")


class Choices(Kind):
    """Any of the options: raw is a list of ids."""

    name = "choices"
    keys: ClassVar[frozenset[str]] = frozenset({"options", "touches"})

    def blank(self, field: Field) -> Any:
        return []

    def parse(self, field: Field, raw: Any) -> Parsed:
        chosen = raw if isinstance(raw, list) else []
        known = _labels(field)
        if any(item not in known for item in chosen if isinstance(item, str)):
            return Parsed((), (Problem((), f"{field.label}: choose among the answers offered."),))
        return Parsed(tuple(option.id for option in field.options if option.id in chosen))

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
    keys: ClassVar[frozenset[str]] = frozenset({"scale"})

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
