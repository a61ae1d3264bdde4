"""Following up: what a draft says of the actions agreed before, and those that go on as actions of its own."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from dataclasses import field as dataclass_field
from datetime import date
from typing import Any

from supdesk.domain.actions import Action, Decision
from supdesk.domain.nhs_numbers import digits_of
from supdesk.forms.answers import Raw
from supdesk.forms.definition import Field, Form
from supdesk.forms.kinds import Path
from supdesk.forms.kinds.actions import empty
from supdesk.forms.kinds.outcomes import Outcome, dump_outcome, read_outcome

FROM_BEFORE = "From last time"
"""The topic under which a table of topics takes actions that were carried over."""

Rows = list[Any]


@dataclass(frozen=True, slots=True)
class Stood:
    """Where an action stood in an earlier record: the field, and the NHS numbers of the topic it stood under."""

    field: str = ""
    numbers: Mapping[str, str] = dataclass_field(default_factory=dict)


def stood(form: Form, raw: Raw, action_id: str) -> Stood:
    """Where that action stands in a record's answers as they are kept; nowhere where they do not hold it."""
    for path, _, row in action_rows(form, raw):
        if _id(row) == action_id:
            field = next(each for each in form.fields() if each.id == path[0])
            topic = _rows(raw.get(field.id))[int(path[1])] if field.kind == "table" else {}
            return Stood(field.id, {name: topic[name] for name in _numbers(field) if topic.get(name)})
    return Stood()


def place(form: Form) -> str:
    """The draft's key for what became of earlier actions: a field of the form, or a key apart where it has none."""
    field = form.filled_from("outcomes")
    return field.id if field else "~outcomes"


def outcomes(form: Form, raw: Raw) -> tuple[Outcome, ...]:
    """What the draft says became of earlier actions."""
    found = (read_outcome(item) for item in _rows(raw.get(place(form))))
    return tuple(outcome for outcome in found if outcome is not None)


def action_rows(form: Form, raw: Raw) -> Iterator[tuple[Path, Field, dict[str, Any]]]:
    """Every raw action row of a draft in which something is written, with its path and the field that holds it."""
    for path, field, rows in _lists(form, raw):
        for number, row in enumerate(rows):
            if isinstance(row, dict) and not empty(row):
                yield (*path, number), field, row


def spoken_of(form: Form, raw: Raw) -> frozenset[str]:
    """The ids of the earlier actions of which the draft says something."""
    rows = {_id(row) for _, _, row in action_rows(form, raw)}
    return frozenset(rows.union(each.id for each in outcomes(form, raw)) - {""})


NOWHERE = Stood()


def decided(
    form: Form,
    raw: Raw,
    action: Action,
    decision: Decision | None,
    on: date,
    reason: str = "",
    stood: Stood = NOWHERE,
) -> dict[str, Any]:
    """The fields that change when it is said what became of an action; a `decision` of None takes it back.

    What is carried over becomes a row of the draft's own actions, where it `stood` as far as the form has that
    place, and keeps its date unless that has passed.
    """
    said = [each for each in outcomes(form, raw) if each.id != action.id]
    changes = _without(form, raw, action.id)
    if decision is Decision.CARRIED:
        changes |= _with(form, {**raw, **changes}, _row(action, on), stood)
    if decision is not None:
        said.append(Outcome(action.id, action.what, decision, reason.strip()))
    return {**changes, place(form): [dump_outcome(each) for each in said]}


def settled(form: Form, raw: Raw, known: Mapping[str, str]) -> dict[str, Any]:
    """The fields that must change so that rows and outcomes agree; `known` are words of actions by id.

    A row that was removed or emptied is not carried over any more. The row of an action that is not known is a new
    one; what else was said of such an action stays.
    """

    def own(rows: Rows) -> Rows:
        return [row if not _id(row) or _id(row) in known else {**row, "id": ""} for row in rows]

    changes = _changed(form, raw, own)
    now = {**raw, **changes}
    there = [found for _, _, row in action_rows(form, now) if (found := _id(row))]
    before = outcomes(form, raw)
    rowless = known if _holder(form) is None else ()
    fits = [
        each
        for each in before
        if each.id not in there and (each.decision is not Decision.CARRIED or each.id in rowless)
    ]
    carried = [Outcome(each, known[each], Decision.CARRIED) for each in dict.fromkeys(there)]
    order = [each.id for each in before]
    said = sorted([*fits, *carried], key=lambda each: order.index(each.id) if each.id in order else len(order))
    if tuple(said) != before:
        changes[place(form)] = [dump_outcome(each) for each in said]
    return changes


def _row(action: Action, on: date) -> dict[str, Any]:
    keeps = action.by_when is not None and action.by_when >= on
    return {
        "id": action.id,
        "what": action.what,
        "by_whom": action.by_whom,
        "by_when": action.by_when.isoformat() if action.by_when and keeps else "",
        "because": action.because,
        "how": action.how,
    }


def _lists(form: Form, raw: Raw) -> Iterator[tuple[Path, Field, Rows]]:
    for field in form.fields():
        if field.kind == "actions":
            yield (field.id,), field, _rows(raw.get(field.id))
        for number, row in enumerate(_rows(raw.get(field.id)) if field.kind == "table" else []):
            for column in _cells(field) if isinstance(row, dict) else ():
                yield (field.id, number, column.id), column, _rows(row.get(column.id))


def _changed(form: Form, raw: Raw, change: Callable[[Rows], Rows]) -> dict[str, Any]:
    """The fields whose action rows are others after `change`."""
    found: dict[str, Any] = {}
    for field in form.fields():
        before = _rows(raw.get(field.id))
        after = change(before) if field.kind == "actions" else _changed_topics(field, before, change)
        if after != before:
            found[field.id] = after
    return found


def _changed_topics(field: Field, topics: Rows, change: Callable[[Rows], Rows]) -> Rows:
    if field.kind != "table" or not _cells(field):
        return topics
    pairs = [(topic, _changed_row(field, topic, change)) for topic in topics]
    return [after for before, after in pairs if after == before or not _spent(field, after)]


def _changed_row(field: Field, row: Any, change: Callable[[Rows], Rows]) -> Any:
    if not isinstance(row, dict):
        return row
    return {**row, **{cell.id: change(_rows(row[cell.id])) for cell in _cells(field) if cell.id in row}}


def _spent(field: Field, row: dict[str, Any]) -> bool:
    """Whether nothing is left of a topic but what was put there for what was carried over."""
    left = _left(row)
    return left.get(_title(field)) == FROM_BEFORE and left.keys() <= {_title(field), *_numbers(field)}


def _left(row: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in row.items() if value}


def _without(form: Form, raw: Raw, action_id: str) -> dict[str, Any]:
    return _changed(form, raw, lambda rows: [row for row in rows if _id(row) != action_id])


def _with(form: Form, raw: Raw, row: dict[str, Any], stood: Stood) -> dict[str, Any]:
    field = next((each for each in _holders(form) if each.id == stood.field), _holder(form))
    if field is None:
        return {}
    rows = _rows(raw.get(field.id))
    numbers = stood.numbers if field.id == stood.field else {}
    return {field.id: [*rows, row] if field.kind == "actions" else _under_topic(field, rows, row, numbers)}


def _under_topic(field: Field, rows: Rows, row: dict[str, Any], numbers: Mapping[str, str]) -> Rows:
    """The table with the action under the topic of the same person, else one kept for it, which comes first."""
    title, cell = _title(field), _cells(field)[0].id
    for number, topic in enumerate(rows):
        if isinstance(topic, dict) and _takes(field, topic, numbers):
            return [*rows[:number], {**topic, cell: [*_rows(topic.get(cell)), row]}, *rows[number + 1 :]]
    return [{**({title: FROM_BEFORE} if title else {}), **numbers, cell: [row]}, *rows]


def _takes(field: Field, topic: Mapping[str, Any], numbers: Mapping[str, str]) -> bool:
    """Whether a topic is that person's, or, of nobody known, the one kept for what was carried over."""
    if numbers:
        return all(digits_of(str(topic.get(name) or "")) == digits_of(told) for name, told in numbers.items())
    kept = bool(_title(field)) and topic.get(_title(field)) == FROM_BEFORE
    return kept and not any(topic.get(name) for name in _numbers(field))


def _holder(form: Form) -> Field | None:
    """The field that takes what is carried over and stood nowhere here."""
    return next(iter(_holders(form)), None)


def _holders(form: Form) -> list[Field]:
    return [each for each in form.fields() if each.kind == "actions" or (each.kind == "table" and _cells(each))]


def _numbers(field: Field) -> list[str]:
    """The columns of a table that say by NHS number whom a topic is about."""
    return [column.id for column in field.columns if column.kind == "nhs-number"]


def _cells(field: Field) -> list[Field]:
    return [column for column in field.columns if column.kind == "actions"]


def _title(field: Field) -> str:
    return next((column.id for column in field.columns if column.kind in ("short", "prose")), "")


def _rows(value: Any) -> Rows:
    return list(value) if isinstance(value, list) else []


def _id(row: Any) -> str:
    return str(row.get("id") or "") if isinstance(row, dict) else ""
