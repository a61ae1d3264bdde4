"""What became of the actions agreed before: done, not done and why, or carried over."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from supdesk.domain.actions import Decision
from supdesk.forms.definition import Field
from supdesk.forms.kinds.kind import Kind, Parsed, Path, Problem, clean


@dataclass(frozen=True, slots=True)
class Outcome:
    """What was said of one earlier action; `id` is the tracked action's."""

    id: str
    what: str
    decision: Decision
    reason: str = ""


class Outcomes(Kind):
    """Any number of outcomes: raw is a list of `{"id", "what", "decision", "reason"}`, decided and never typed."""

    name = "outcomes"
    says = 'What became of the actions agreed before. Use it once in a form, with fills = "outcomes".'
    free = True
    silent = True

    def blank(self, field: Field) -> Any:
        return []

    def parse(self, field: Field, raw: Any) -> Parsed:
        found: list[Outcome] = []
        problems: list[Problem] = []
        for number, item in enumerate(raw if isinstance(raw, list) else []):
            outcome = read_outcome(item)
            if outcome is None:
                continue
            found.append(outcome)
            if outcome.decision is Decision.NOT_DONE and not outcome.reason:
                problems.append(Problem((number, "reason"), "Say why it was not done."))
        return Parsed(tuple(found), tuple(problems))

    def dump(self, field: Field, value: Any) -> Any:
        return [dump_outcome(outcome) for outcome in value or ()]

    def load(self, field: Field, stored: Any) -> Any:
        return self.parse(field, stored).value

    def prose(self, field: Field, raw: Any) -> Iterator[tuple[Path, str]]:
        for number, item in enumerate(raw if isinstance(raw, list) else []):
            if isinstance(item, dict):
                yield (number, "reason"), clean(item.get("reason"))

    def show(self, field: Field, value: Any) -> str:
        return "\n".join(f"{outcome.what} · {told(outcome)}" for outcome in value or ())


def read_outcome(item: Any) -> Outcome | None:
    """One outcome from its raw table, None where it says nothing."""
    if not isinstance(item, dict) or item.get("decision") not in tuple(Decision):
        return None
    texts = [clean(item.get(part)) for part in ("id", "what", "reason")]
    return Outcome(texts[0], texts[1], Decision(item["decision"]), texts[2])


def dump_outcome(outcome: Outcome) -> dict[str, str]:
    """One outcome as its raw table."""
    return {
        "id": outcome.id,
        "what": outcome.what,
        "decision": outcome.decision.value,
        "reason": outcome.reason,
    }


def told(outcome: Outcome) -> str:
    """What became of it in a few words, such as "Not done: the school was shut"."""
    said = outcome.decision.told
    return f"{said}: {outcome.reason}" if outcome.reason else said
