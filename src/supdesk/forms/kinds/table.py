"""Rows of other fields."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, ClassVar

from supdesk.forms import keys
from supdesk.forms.definition import Field
from supdesk.forms.keys import Key
from supdesk.forms.kinds.kind import Kind, Parsed, Path, Problem


class Table(Kind):
    """Any number of rows: raw is a list of `{column id: raw}`. It knows the other kinds to read its cells."""

    name = "table"
    says = "Rows of other fields, as many as are needed."
    keys: ClassVar[tuple[Key, ...]] = (
        keys.text("row", "What one row is called.", "Topic"),
        keys.columns(
            "What each row asks for: fields of any kind but table, clauses, outcomes and picture.",
            'id = "topic", kind = "short", label = "Topic"',
            'id = "seen-on", kind = "date", label = "Seen on"',
            required=True,
        ),
    )
    free = True

    def __init__(self, kinds: Mapping[str, Kind]) -> None:
        self._kinds = kinds

    def blank(self, field: Field) -> Any:
        return []

    def asked(self, field: Field, raws: Sequence[Any]) -> Field:
        rows = [row for raw in raws if isinstance(raw, list) for row in raw if isinstance(row, dict)]
        columns = (self._kinds[c.kind].asked(c, [row.get(c.id) for row in rows]) for c in field.columns)
        return replace(field, columns=tuple(columns))

    def parse(self, field: Field, raw: Any) -> Parsed:
        rows: list[Mapping[str, Any]] = []
        problems: list[Problem] = []
        for number, item in enumerate(raw if isinstance(raw, list) else []):
            if not isinstance(item, dict):
                continue
            row, wrong = self._row(field, item)
            if any(value not in (None, (), False) for value in row.values()) or wrong:
                rows.append(row)
                problems += [problem.under(number) for problem in wrong or self._lacking(field, row)]
        return Parsed(tuple(rows), tuple(problems))

    def _row(self, field: Field, item: dict[str, Any]) -> tuple[dict[str, Any], list[Problem]]:
        row: dict[str, Any] = {}
        problems: list[Problem] = []
        for column in field.columns:
            kind = self._kinds[column.kind]
            parsed = kind.parse(column, item.get(column.id, kind.blank(column)))
            row[column.id] = parsed.value
            problems += [problem.under(column.id) for problem in parsed.problems]
        return row, problems

    def _lacking(self, field: Field, row: dict[str, Any]) -> list[Problem]:
        """Checked here, while the row's number on the screen is known: blank rows are dropped."""
        return [
            problem.under(column.id)
            for column in field.columns
            for problem in self._kinds[column.kind].check(column, row[column.id])
        ]

    def dump(self, field: Field, value: Any) -> Any:
        return [{c.id: self._kinds[c.kind].dump(c, row.get(c.id)) for c in field.columns} for row in value or ()]

    def load(self, field: Field, stored: Any) -> Any:
        return tuple(
            {c.id: self._kinds[c.kind].load(c, row.get(c.id)) for c in field.columns} for row in stored or ()
        )

    def raw(self, field: Field, value: Any) -> Any:
        return [{c.id: self._kinds[c.kind].raw(c, row.get(c.id)) for c in field.columns} for row in value or ()]

    def prose(self, field: Field, raw: Any) -> Iterator[tuple[Path, str]]:
        for number, item in enumerate(raw if isinstance(raw, list) else []):
            for column in field.columns if isinstance(item, dict) else ():
                for path, text in self._kinds[column.kind].prose(column, item.get(column.id)):
                    yield (number, column.id, *path), text

    def show(self, field: Field, value: Any) -> str:
        return "\n\n".join(
            "\n".join(
                f"{c.label}: {text}" for c in field.columns if (text := self._kinds[c.kind].show(c, row.get(c.id)))
            )
            for row in value or ()
        )
