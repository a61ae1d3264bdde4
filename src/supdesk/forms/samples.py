"""Samples: answers for every field kind, invented and the same each time, long enough to show how a page breaks."""

from collections.abc import Callable
from typing import Any

from supdesk.forms.answers import asked, blank
from supdesk.forms.definition import Field, Form
from supdesk.forms.kinds import ACTION_PARTS

WORDS = (
    "This is a sample. Nobody said it, and it is about nobody.",
    "It goes on for a while, so that one sees how a longer answer breaks into lines, how much room it takes beside "
    "its neighbours, and where a page ends when somebody has more to say than the box seems to ask for.",
    "A second paragraph follows the first one after an empty line, as people write.",
)
LINE = "A sample line, a little longer than most people write in a place as narrow as this one"
PEOPLE = (
    {"id": "", "name": "Ada Example", "designation": "Designation of a sample"},
    {"id": "", "name": "Bee Sample", "designation": "Another designation"},
    {"id": "", "name": "Cornelia Placeholder-Longname", "designation": "A designation that is rather long"},
)
ROWS = 3

Sampled = Callable[[Field, int], Any]
"""A raw answer to a field; the number makes the answers of one form differ."""


def sample(form: Form) -> dict[str, Any]:
    """A raw draft of the form with an answer to every field."""
    shown = enumerate(asked(form, {}).fields())
    return blank(form) | {field.id: SAMPLES[field.kind](field, turn) for turn, field in shown}


def _clauses(field: Field, _: int) -> list[dict[str, Any]]:
    """The template with its second clause reworded, its third struck out, and one added."""
    rows = [{"id": each.id, "text": each.text, "struck": False} for each in field.clauses]
    for row in rows[1:2]:
        row["text"] = f"{row['text']} {WORDS[0]}"
    for row in rows[2:3]:
        row["struck"] = True
    return [*rows, {"id": "added-1", "text": WORDS[1], "struck": False}]


def _actions(field: Field, turn: int) -> list[dict[str, str]]:
    wanted = [column.id for column in field.columns] or list(ACTION_PARTS)
    return [{part: _PARTS[part](number + turn) for part in {"what", *wanted}} for number in range(ROWS)]


_PARTS: dict[str, Callable[[int], str]] = {
    "what": lambda turn: WORDS[turn % 2],
    "by_whom": lambda turn: PEOPLE[turn % 3]["name"],
    "by_when": lambda turn: _day(turn),
    "because": lambda turn: WORDS[0],
    "how": lambda turn: WORDS[1],
}


def _day(turn: int) -> str:
    return f"2030-{turn % 12 + 1:02}-{turn % 28 + 1:02}"


def _outcomes(_: Field, turn: int) -> list[dict[str, str]]:
    said = (("done", ""), ("not-done", WORDS[0]), ("carried", ""))
    return [
        {"id": f"sample-{number}", "what": WORDS[number % 2], "decision": decision, "reason": reason}
        for number, (decision, reason) in enumerate(said)
    ]


def _table(field: Field, turn: int) -> list[dict[str, Any]]:
    return [
        {column.id: SAMPLES[column.kind](column, turn + number) for column in field.columns}
        for number in range(ROWS)
    ]


def _picture(field: Field, turn: int) -> dict[str, dict[str, str]]:
    """Notes on every other dimension, so that one sees what is silent."""
    said = [each.id for each in field.dimensions()][turn % 2 :: 2] or [each.id for each in field.dimensions()]
    return {
        name: {note.id: WORDS[(number + place) % 2] for place, note in enumerate(field.notes)}
        for number, name in enumerate(said)
    }


SAMPLES: dict[str, Sampled] = {
    "prose": lambda field, turn: "\n\n".join(WORDS[: turn % 2 + 2]),
    "short": lambda field, turn: LINE if turn % 2 else "A sample",
    "date": lambda field, turn: _day(turn),
    "time": lambda field, turn: f"{turn % 12 + 8:02}:{turn * 5 % 60:02}",
    "number": lambda field, turn: f"{turn % 90 + 1}",
    "nhs-number": lambda field, turn: ("999 000 0018", "999 000 0026")[turn % 2],
    "person": lambda field, turn: dict(PEOPLE[turn % 3]),
    "people": lambda field, turn: [dict(person) for person in PEOPLE],
    "choice": lambda field, turn: field.options[turn % len(field.options)].id,
    "choices": lambda field, turn: [option.id for option in field.options[turn % 2 :: 2] or field.options],
    "scale": lambda field, turn: f"{turn % field.points + 1}",
    "tick": lambda field, turn: True,
    "clauses": _clauses,
    "actions": _actions,
    "outcomes": _outcomes,
    "picture": _picture,
    "table": _table,
}
"""A test fails when a kind has none."""
