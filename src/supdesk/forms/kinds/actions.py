"""Action rows: what, by whom, by when, and if wished because and how we will know."""

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import Any, ClassVar

from supdesk.domain.days import read_date, show_date
from supdesk.forms import keys
from supdesk.forms.definition import Field
from supdesk.forms.keys import Key
from supdesk.forms.kinds.kind import Kind, Parsed, Path, Problem, clean

ACTION_PARTS = ("what", "by_whom", "by_when", "because", "how")
_WORDS = ("what", "because", "how")


@dataclass(frozen=True, slots=True)
class ActionRow:
    """One action as written on a form; `id` is the tracked action's."""

    id: str
    what: str
    by_whom: str = ""
    by_when: date | None = None
    because: str = ""
    how: str = ""


class Actions(Kind):
    """Any number of actions: raw is a list of tables of texts. Wholly empty rows are dropped."""

    name = "actions"
    says = "What was agreed to be done. Each row is followed up until it is done or explained."
    keys: ClassVar[tuple[Key, ...]] = (
        keys.text("row", "What one row is called.", "Action"),
        keys.columns(
            "What a row asks for: fields whose ids are among "
            f"{', '.join(ACTION_PARTS)}. Without columns it asks for all of them.",
            'id = "what", kind = "prose", label = "To be done"',
            'id = "by_whom", kind = "short", label = "By whom"',
        ),
        keys.yes(
            "spread", "Whether, in a table, each of its columns is printed as one of the table's own, at the end."
        ),
    )
    free = True

    def blank(self, field: Field) -> Any:
        return []

    def parse(self, field: Field, raw: Any) -> Parsed:
        found: list[ActionRow] = []
        problems: list[Problem] = []
        for number, item in enumerate(raw if isinstance(raw, list) else []):
            if isinstance(item, dict) and not empty(item):
                row, wrong = _row(item, _label_of_day(field), names_doer=asks(field, "by_whom"))
                found.append(row)
                problems += [problem.under(number) for problem in wrong]
        return Parsed(tuple(found), tuple(problems))

    def dump(self, field: Field, value: Any) -> Any:
        return [asdict(row) | {"by_when": row.by_when.isoformat() if row.by_when else None} for row in value or ()]

    def load(self, field: Field, stored: Any) -> Any:
        return tuple(
            ActionRow(**(item | {"by_when": date.fromisoformat(item["by_when"]) if item["by_when"] else None}))
            for item in stored or ()
        )

    def raw(self, field: Field, value: Any) -> Any:
        return [asdict(row) | {"by_when": row.by_when.isoformat() if row.by_when else ""} for row in value or ()]

    def prose(self, field: Field, raw: Any) -> Iterator[tuple[Path, str]]:
        for number, item in enumerate(raw if isinstance(raw, list) else []):
            for part in _WORDS if isinstance(item, dict) else ():
                yield (number, part), clean(item.get(part))

    def show(self, field: Field, value: Any) -> str:
        return "\n".join(show_action(_as_asked(field, row)) for row in value or ())


def show_action(row: ActionRow) -> str:
    """One action on a line, such as "Ring the school (Ada Example, by 4 March 2026)"."""
    when = f"by {show_date(row.by_when)}" if row.by_when else ""
    aside = ", ".join(part for part in (row.by_whom, when) if part)
    reasons = [f"because {row.because}" if row.because else "", f"we will know: {row.how}" if row.how else ""]
    return "; ".join(part for part in (f"{row.what} ({aside})" if aside else row.what, *reasons) if part)


def _as_asked(field: Field, row: ActionRow) -> ActionRow:
    """The row without the reasons that its form does not ask for: they stand elsewhere."""
    because, how = (row.because if asks(field, "because") else "", row.how if asks(field, "how") else "")
    return replace(row, because=because, how=how)


def empty(item: Mapping[str, Any]) -> bool:
    """Whether nothing is written in any cell of a raw row."""
    return not any(clean(item.get(part)) for part in ACTION_PARTS)


def asks(field: Field, part: str) -> bool:
    """Whether action rows of that field ask for a part, such as `by_when`."""
    return not field.columns or any(column.id == part for column in field.columns)


def _label_of_day(field: Field) -> str:
    return next((column.label for column in field.columns if column.id == "by_when"), "By when")


def _row(item: dict[str, Any], due: str, *, names_doer: bool) -> tuple[ActionRow, list[Problem]]:
    texts = {part: clean(item.get(part)) for part in ACTION_PARTS}
    problems = []
    when = read_date(texts["by_when"]) if texts["by_when"] else None
    if texts["by_when"] and when is None:
        problems.append(Problem(("by_when",), f"{due}: write a date such as 4 March 2026 or 04/03/2026."))
    if not texts["what"]:
        problems.append(Problem(("what",), "Say what is to be done."))
    elif names_doer and not texts["by_whom"]:
        problems.append(Problem(("by_whom",), "Name who does this."))
    row = ActionRow(clean(item.get("id")), texts["what"], texts["by_whom"], when, texts["because"], texts["how"])
    return row, problems
