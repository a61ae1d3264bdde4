"""G2: a register as JSON in the published schema."""

import hashlib
import json
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from jsonschema import Draft202012Validator, FormatChecker, ValidationError

from supdesk.domain.registers import Competence, Period, Register, Row
from supdesk.domain.sessions import Kind, Mode, Presence, State
from supdesk.exchange.json_writer import as_data, digest, to_json
from tests.exchange.register_examples import REGISTER, registers

SCHEMA = json.loads((Path(__file__).parents[2] / "resources" / "register.schema.json").read_text("utf-8"))
VALIDATOR = Draft202012Validator(SCHEMA, format_checker=FormatChecker())


def day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)


def read_again(data: dict[str, Any]) -> Register:
    return Register(
        number=data["number"],
        organisation=data["organisation"],
        period=Period(date.fromisoformat(data["period"]["first"]), date.fromisoformat(data["period"]["last"])),
        compiled_at=datetime.fromisoformat(data["compiled_at"]),
        compiled_by=data["compiled_by"],
        rows=tuple(row_again(row) for row in data["rows"]),
        competence=tuple(
            Competence(c["supervisor"], day(c["achieved_on"]), c["course"], day(c["refreshed_on"]))
            for c in data["competence"]
        ),
        corrects=data["corrects"] or "",
        practice=data["practice"],
    )


def row_again(row: dict[str, Any]) -> Row:
    enums = {"kind": Kind(row["kind"]), "mode": Mode(row["mode"]), "state": State(row["state"])}
    return Row(**row | enums | {"on": date.fromisoformat(row["on"]), "presence": Presence(row["presence"])})


def objects(schema: Any) -> Iterator[dict[str, Any]]:
    if isinstance(schema, dict):
        if schema.get("type") == "object":
            yield schema
        schema = list(schema.values())
    if isinstance(schema, list):
        for part in schema:
            yield from objects(part)


def test_the_schema_is_itself_valid() -> None:
    Draft202012Validator.check_schema(SCHEMA)
    assert SCHEMA["$schema"].endswith("2020-12/schema")


def test_the_schema_allows_nothing_it_does_not_name_and_leaves_nothing_out() -> None:
    found = list(objects(SCHEMA))
    assert len(found) == 4
    for each in found:
        assert each["additionalProperties"] is False
        assert set(each["required"]) == set(each["properties"])


def test_every_property_is_described() -> None:
    bare = [
        name for each in objects(SCHEMA) for name, about in each["properties"].items() if not about["description"]
    ]
    assert bare == []


def test_the_schemas_choices_are_the_domains() -> None:
    row = SCHEMA["$defs"]["row"]["properties"]
    assert row["kind"]["enum"] == list(Kind)
    assert row["mode"]["enum"] == list(Mode)
    assert row["presence"]["enum"] == list(Presence)
    assert row["state"]["enum"] == [state for state in State if state is not State.PLANNED]


def test_the_schemas_row_has_the_fields_of_the_domains_row() -> None:
    assert tuple(SCHEMA["$defs"]["row"]["properties"]) == Row.__slots__
    assert tuple(SCHEMA["$defs"]["competence"]["properties"]) == Competence.__slots__


def test_a_register_is_valid_and_laid_out_in_the_schemas_order() -> None:
    data = json.loads(to_json(REGISTER))
    VALIDATOR.validate(data)
    assert list(data) == list(SCHEMA["properties"])
    assert data["rows"][0]["attendee"] == "Bee Sample"


@pytest.mark.parametrize("where", ["register", "row", "competence"])
def test_a_field_for_content_makes_a_register_invalid(where: str) -> None:
    data = as_data(REGISTER)
    place = {"register": data, "row": data["rows"][0], "competence": data["competence"][0]}[where]
    place["discussion"] = "what was said"
    with pytest.raises(ValidationError, match="discussion"):
        VALIDATOR.validate(data)


def test_letters_stand_as_themselves_and_the_file_ends_with_a_line_end() -> None:
    content = to_json(REGISTER)
    assert "Cee O’Specimen".encode() in content
    assert content.endswith(b"}\n")
    assert b"\r" not in content


def test_the_digest_is_that_of_the_file_byte_for_byte() -> None:
    content = to_json(REGISTER)
    assert digest(content) == hashlib.sha256(content).hexdigest()
    assert digest(content) != digest(content.rstrip())


@given(registers)
def test_whatever_stands_in_a_register_is_valid_and_comes_back_whole(register: Register) -> None:
    content = to_json(register)
    data = json.loads(content)
    VALIDATOR.validate(data)
    assert read_again(data) == register
    assert content == to_json(register)
