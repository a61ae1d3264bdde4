"""A list of clauses that can be struck, reworded and added to, with the change visible."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any, ClassVar

from supdesk.forms import keys
from supdesk.forms.definition import ClauseText, Field
from supdesk.forms.faults import MOST_IN_CLAUSE
from supdesk.forms.keys import Key
from supdesk.forms.kinds.kind import Kind, Parsed, Path, Problem, clean

CLAUSES = keys.many(
    "clause",
    "The clauses, in their order.",
    keys.shape(
        "clause",
        "One clause as your template has it.",
        ClauseText,
        keys.name("id", "Its name within the field.", "punctual"),
        keys.text("text", "The words of the clause.", "Begin and end on time.", required=True, most=MOST_IN_CLAUSE),
        keys.texts(
            "was",
            "Ids it had in earlier versions: what was agreed of one of them is of this.",
            "on-time",
        ),
        keys.yes(
            "retired",
            "Whether it is in no new agreement, nor in a renewed one. Where it was begun with it still stands.",
            example="false",
        ),
    ),
    required=True,
    slot="clauses",
)


@dataclass(frozen=True, slots=True)
class Clause:
    """One clause as agreed. `original` is the template's wording, empty for one that was added."""

    id: str
    text: str
    original: str = ""
    struck: bool = False

    @property
    def state(self) -> str:
        """`kept`, `reworded`, `struck` or `added`."""
        if self.struck:
            return "struck"
        if not self.original:
            return "added"
        return "kept" if self.text == self.original else "reworded"


class Clauses(Kind):
    """Clauses: raw is a list of `{"id", "text", "struck"}`; ids the template lacks are additions."""

    name = "clauses"
    says = "Clauses of an agreement: each can be struck out or reworded, others added; the page shows what changed."
    keys: ClassVar[tuple[Key, ...]] = (CLAUSES,)
    free = True

    def blank(self, field: Field) -> Any:
        return [{"id": clause.id, "text": clause.text, "struck": False} for clause in field.clauses]

    def asked(self, field: Field, raws: Sequence[Any]) -> Field:
        rows = [row for raw in raws if isinstance(raw, list) for row in raw if isinstance(row, dict)]
        there = {clean(row.get("id")) for row in rows}
        return replace(field, clauses=tuple(each for each in field.clauses if not each.retired or each.id in there))

    def parse(self, field: Field, raw: Any) -> Parsed:
        template = {clause.id: clause.text for clause in field.clauses}
        found, problems = [], []
        for number, item in enumerate(raw if isinstance(raw, list) else self.blank(field)):
            if not isinstance(item, dict):
                continue
            name = clean(item.get("id"))
            text = clean(item.get("text"))
            struck = item.get("struck") is True
            if not text and name not in template:
                continue
            if not text and not struck:
                sentence = "A clause has no words: write them, or strike the clause."
                problems.append(Problem((number, "text"), sentence))
            original = template.get(name, "")
            found.append(Clause(name, text or original, original, struck))
        return Parsed(tuple(found), tuple(problems))

    def dump(self, field: Field, value: Any) -> Any:
        return [asdict(clause) for clause in value or ()]

    def load(self, field: Field, stored: Any) -> Any:
        return tuple(Clause(**item) for item in stored or ())

    def raw(self, field: Field, value: Any) -> Any:
        return [{"id": c.id, "text": c.text, "struck": c.struck} for c in value or ()]

    def prose(self, field: Field, raw: Any) -> Iterator[tuple[Path, str]]:
        for number, item in enumerate(raw if isinstance(raw, list) else []):
            if isinstance(item, dict):
                yield (number, "text"), clean(item.get("text"))

    def show(self, field: Field, value: Any) -> str:
        marks = {"kept": "", "reworded": "Reworded: ", "struck": "Struck out: ", "added": "Added: "}
        return "\n".join(f"{place}. {marks[each.state]}{each.text}" for place, each in enumerate(value or (), 1))
