"""People as a record names them."""

from collections.abc import Sequence
from typing import Any

from supdesk.domain.people import LONGEST_NAME, Party
from supdesk.forms.definition import Field
from supdesk.forms.kinds.kind import Kind, Parsed, Problem, clean


class Person(Kind):
    """One person: raw is `{"id", "name", "designation"}` or a typed name."""

    name = "person"
    says = "One person: somebody enrolled, or a name typed by hand."

    def blank(self, field: Field) -> Any:
        return {}

    def parse(self, field: Field, raw: Any) -> Parsed:
        found = _party(raw)
        return Parsed(found, _too_long([found] if found else []))

    def dump(self, field: Field, value: Any) -> Any:
        return None if value is None else _dump(value)

    def load(self, field: Field, stored: Any) -> Any:
        return _party(stored)

    def raw(self, field: Field, value: Any) -> Any:
        return {} if value is None else _dump(value)

    def show(self, field: Field, value: Any) -> str:
        return "" if value is None else value.shown


class People(Kind):
    """Any number of people: raw is a list of persons."""

    name = "people"
    says = "Any number of people."

    def blank(self, field: Field) -> Any:
        return []

    def parse(self, field: Field, raw: Any) -> Parsed:
        found = [_party(item) for item in raw] if isinstance(raw, list) else []
        named = [party for party in found if party is not None]
        return Parsed(tuple(named), _too_long(named))

    def dump(self, field: Field, value: Any) -> Any:
        return [_dump(party) for party in value or ()]

    def load(self, field: Field, stored: Any) -> Any:
        return self.parse(field, stored).value

    def show(self, field: Field, value: Any) -> str:
        return "; ".join(party.shown for party in value or ())


def _party(raw: Any) -> Party | None:
    if isinstance(raw, str):
        raw = {"name": raw}
    if not isinstance(raw, dict):
        return None
    name = " ".join(clean(raw.get("name")).split())
    designation = " ".join(clean(raw.get("designation")).split())
    return Party(clean(raw.get("id")), name, designation) if name else None


def _too_long(parties: Sequence[Party]) -> tuple[Problem, ...]:
    if all(len(party.name) <= LONGEST_NAME for party in parties):
        return ()
    return (Problem((), f"A name has at most {LONGEST_NAME} characters. Shorten it."),)


def _dump(party: Party) -> dict[str, str]:
    return {"id": party.person_id, "name": party.name, "designation": party.designation}
