"""Strategies: form definitions of any shape as TOML, and answers to them with the words the page must show."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from hypothesis import strategies as st

from supdesk.domain.days import show_date
from supdesk.domain.nhs_numbers import is_nhs_number
from supdesk.forms.kinds import ACTION_PARTS, KINDS

LETTERS = "abcdefghijklmnopqrstuvwxyzäéłñößůžABCDEFGHÉŁŽ0123456789’-–&<>%\"'"
WORD = st.text(LETTERS, min_size=1, max_size=8).filter(lambda word: any(each.isalnum() for each in word))
LINE = st.lists(WORD, min_size=1, max_size=6).map(" ".join)
PROSE = st.lists(st.lists(WORD, min_size=1, max_size=25).map(" ".join), min_size=1, max_size=4).map("\n\n".join)
DAYS = st.dates(date(1950, 1, 1), date(2199, 12, 31))
CELLS = tuple(kind for kind in KINDS if kind not in ("table", "clauses", "outcomes", "picture"))
MANY = st.integers(1, 3)


@dataclass(frozen=True)
class Made:
    """A form's TOML, a raw draft of it, and the words that its page must show."""

    text: str
    raw: dict[str, Any]
    words: frozenset[str]


def toml(value: Any) -> str:
    """A value as TOML on one line."""
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{key} = {toml(inner)}" for key, inner in value.items()) + " }"
    if isinstance(value, list):
        return "[" + ", ".join(map(toml, value)) + "]"
    return json.dumps(value, ensure_ascii=False)


@st.composite
def forms(draw: st.DrawFn) -> Made:
    """A contract of one to four sections, with answers."""
    names = iter(range(1000))
    raw: dict[str, Any] = {}
    shown: set[str] = set()
    sections = []
    for _ in range(draw(st.integers(1, 4))):
        section: dict[str, Any] = {"field": [], "aside": draw(st.integers(0, 3)) == 0}
        if draw(st.booleans()):
            section["title"] = draw(LINE)
        if draw(st.booleans()):
            section["guide"] = {"listen": [draw(LINE)], "questions": [], "tasks": [draw(LINE)]}
        for _ in range(draw(st.integers(1, 4))):
            field, answer, words = draw(answered(f"f{next(names)}", tuple(KINDS)))
            if section["aside"]:
                field.pop("required", None)
            if field["kind"] != "clauses" and not field.get("required") and draw(st.integers(0, 4)) == 0:
                field["retired"] = True
            if draw(st.integers(0, 3)) == 0:
                field["was"] = [f"{field['id']}-before"]
            section["field"].append(field)
            raw[field["id"]] = answer
            if field.get("page", True) and words:
                shown |= words | set(section.get("title", "").split())
        sections.append(section)
    signers = draw(st.lists(st.sampled_from(("supervisor", "supervisee", "owner")), max_size=3, unique=True))
    form = {
        "id": "made",
        "title": draw(LINE),
        "version": draw(st.integers(1, 99)),
        "serves": "contract",
        "landscape": draw(st.booleans()),
        "signer": [{"role": role, "label": draw(LINE), "each": draw(st.booleans())} for role in signers],
        "section": sections,
    }
    shown |= set(form["title"].split())
    lines = (f"{key} = {toml(value)}" for key, value in form.items())
    return Made("\n".join(lines), raw, frozenset(shown))


@st.composite
def answered(draw: st.DrawFn, name: str, kinds: tuple[str, ...]) -> tuple[dict[str, Any], Any, set[str]]:
    """A field of some kind, a raw answer to it (perhaps none, where none is needed), and the words it prints."""
    kind = draw(st.sampled_from(kinds))
    field: dict[str, Any] = {"id": name, "kind": kind, "label": draw(LINE)}
    for key, value in (("help", LINE), ("required", st.just(True)), ("page", st.just(False))):
        if draw(st.integers(0, 3)) == 0:
            field[key] = draw(value)
    if draw(st.booleans()):
        field["width"] = draw(st.sampled_from(("full", "half", "third")))
    answer, words = draw(ANSWERS[kind](field))
    silent = kind == "tick" or not words
    if not field.get("required") and kind != "clauses" and draw(st.integers(0, 4)) == 0:
        return field, BLANK.get(kind, ""), set()
    return field, answer, words if silent else words | set(field["label"].split())


BLANK: dict[str, Any] = {
    "person": {},
    "picture": {},
    "tick": False,
    **{kind: [] for kind in ("people", "choices", "actions", "outcomes", "table")},
}

Answer = st.SearchStrategy[tuple[Any, set[str]]]


def _text(strategy: st.SearchStrategy[str]) -> Callable[[dict[str, Any]], Answer]:
    return lambda field: strategy.map(lambda text: (text, set(text.split())))


@st.composite
def _number(draw: st.DrawFn, field: dict[str, Any]) -> tuple[Any, set[str]]:
    number = str(draw(st.integers(0, 999_999_999)))
    if draw(st.booleans()):
        field["unit"] = draw(st.sampled_from(("minutes", "people")))
    return number, {number, *([field["unit"]] if "unit" in field else [])}


@st.composite
def _person(draw: st.DrawFn, field: dict[str, Any]) -> tuple[Any, set[str]]:
    person = {"id": "", "name": draw(LINE), "designation": draw(st.one_of(st.just(""), LINE))}
    return person, {*person["name"].split(), *person["designation"].split()}


@st.composite
def _people(draw: st.DrawFn, field: dict[str, Any]) -> tuple[Any, set[str]]:
    found = [draw(_person(field)) for _ in range(draw(MANY))]
    return [person for person, _ in found], set().union(*(words for _, words in found))


@st.composite
def _chosen(draw: st.DrawFn, field: dict[str, Any], several: bool) -> tuple[Any, set[str]]:
    field["option"] = [{"id": f"o{number}", "label": draw(LINE)} for number in range(draw(st.integers(1, 5)))]
    ids = [option["id"] for option in field["option"]]
    _change(draw, field["option"])
    taken = (
        draw(st.lists(st.sampled_from(ids), min_size=1, unique=True)) if several else [draw(st.sampled_from(ids))]
    )
    words = {word for option in field["option"] if option["id"] in taken for word in option["label"].split()}
    return (taken if several else taken[0]), words


def _change(draw: st.DrawFn, parts: list[dict[str, Any]]) -> None:
    """Give parts ids that they had, and retire some, but never the first."""
    for place, part in enumerate(parts):
        if draw(st.integers(0, 3)) == 0:
            part["was"] = [f"{part['id']}-before"]
        if place and draw(st.integers(0, 3)) == 0:
            part["retired"] = True


@st.composite
def _scale(draw: st.DrawFn, field: dict[str, Any]) -> tuple[Any, set[str]]:
    field |= {"points": draw(st.integers(2, 10)), "low": draw(LINE), "high": draw(LINE)}
    return str(draw(st.integers(1, field["points"]))), set()


@st.composite
def _clauses(draw: st.DrawFn, field: dict[str, Any]) -> tuple[Any, set[str]]:
    field["clause"] = [{"id": f"c{number}", "text": draw(PROSE)} for number in range(draw(MANY))]
    _change(draw, field["clause"])
    raw, words = [], set()
    for clause in field["clause"]:
        text = draw(st.one_of(st.just(clause["text"]), PROSE))
        raw.append({"id": clause["id"], "text": text, "struck": draw(st.booleans())})
        words |= {*text.split(), *clause["text"].split()}
    for number in range(draw(st.integers(0, 2))):
        raw.append({"id": f"added-{number}", "text": draw(PROSE), "struck": False})
        words |= set(raw[-1]["text"].split())
    return raw, words


@st.composite
def _actions(draw: st.DrawFn, field: dict[str, Any]) -> tuple[Any, set[str]]:
    asked = ["what", *draw(st.lists(st.sampled_from(ACTION_PARTS[1:]), unique=True))]
    if draw(st.booleans()):
        field["column"] = [{"id": part, "kind": "prose", "label": draw(LINE)} for part in asked]
    parts = asked if "column" in field else ACTION_PARTS
    rows, words = [], set()
    for _ in range(draw(MANY)):
        texts = {part: draw(LINE) for part in parts if part != "by_when"}
        day = draw(DAYS) if "by_when" in parts else None
        rows.append({"id": "", **texts, **({"by_when": day.isoformat()} if day else {})})
        words |= {word for text in texts.values() for word in text.split()}
        words |= set(show_date(day).split()) if day else set()
    return rows, words


@st.composite
def _outcomes(draw: st.DrawFn, field: dict[str, Any]) -> tuple[Any, set[str]]:
    rows = []
    for number in range(draw(MANY)):
        decision = draw(st.sampled_from(("done", "not-done")))
        rows.append({"id": f"a{number}", "what": draw(LINE), "decision": decision, "reason": draw(LINE)})
    return rows, {word for row in rows for text in (row["what"], row["reason"]) for word in text.split()}


@st.composite
def _table(draw: st.DrawFn, field: dict[str, Any]) -> tuple[Any, set[str]]:
    names = [f"k{number}" for number in range(draw(st.integers(1, 4)))]
    first = [draw(answered(name, CELLS)) for name in names]
    field["column"] = [column for column, _, _ in first]
    plans = [column for column in field["column"] if column["kind"] == "actions"]
    for column in field["column"] if plans else []:
        if column["kind"] != "actions" and draw(st.booleans()):
            column["in_plan"] = True
    if plans and "column" in plans[0] and draw(st.booleans()):
        plans[0]["spread"] = True
    row = {column["id"]: answer for column, answer, _ in first}
    shown = set().union(*(_in_table(column, words) for column, _, words in first))
    return [row, row] if draw(st.booleans()) else [row], shown if any(words for *_, words in first) else set()


def _in_table(column: dict[str, Any], words: set[str]) -> set[str]:
    """A column's words and its label, in the stead of which stand those of its parts where it is spread."""
    label = set(column["label"].split())
    return words - label if column.get("spread") else words | label


@st.composite
def _nhs_number(draw: st.DrawFn, field: dict[str, Any]) -> tuple[Any, set[str]]:
    """Numbers set apart for testing."""
    number = draw(st.integers(999_000_000, 999_999_999).map(whole).filter(is_nhs_number))
    return number, {number}


def whole(nine: int) -> str:
    """Nine digits with the check digit that follows from them, or with a wrong one where none does."""
    left = 11 - sum(int(digit) * weight for digit, weight in zip(str(nine), range(10, 1, -1), strict=True)) % 11
    return f"{nine}{0 if left == 11 else left % 10}"


@st.composite
def _picture(draw: st.DrawFn, field: dict[str, Any]) -> tuple[Any, set[str]]:
    field |= {"shape": "triangle", "centre": draw(LINE)}
    field["note"] = [{"id": f"n{number}", "label": draw(LINE)} for number in range(draw(st.integers(1, 2)))]
    field["side"], raw, words = [], {}, set()
    for side in range(3):
        parts = [{"id": f"d{side}-{number}", "label": draw(LINE)} for number in range(draw(MANY))]
        field["side"].append({"id": f"s{side}", "label": draw(LINE), "dimension": parts})
        for part in parts:
            raw[part["id"]] = {note["id"]: draw(PROSE) for note in field["note"]}
            words |= {word for text in raw[part["id"]].values() for word in text.split()}
    return raw, words


ANSWERS: dict[str, Callable[[dict[str, Any]], Answer]] = {
    "prose": _text(PROSE),
    "short": _text(LINE),
    "date": lambda field: DAYS.map(lambda day: (day.isoformat(), set(show_date(day).split()))),
    "time": lambda field: st.times().map(lambda time: (f"{time:%H:%M}", {f"{time:%H:%M}"})),
    "number": _number,
    "person": _person,
    "people": _people,
    "choice": lambda field: _chosen(field, False),
    "choices": lambda field: _chosen(field, True),
    "scale": _scale,
    "tick": lambda field: st.just((True, set())),
    "clauses": _clauses,
    "actions": _actions,
    "outcomes": _outcomes,
    "table": _table,
    "nhs-number": _nhs_number,
    "picture": _picture,
}
"""A test fails when a kind has none."""
