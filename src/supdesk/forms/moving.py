"""Moving: where what was written on an earlier version of a form stands in a later one."""

from collections.abc import Iterable, Sequence
from typing import Any

from supdesk.forms.answers import Raw, blank, written
from supdesk.forms.definition import ClauseText, Field, Form, Option
from supdesk.forms.following import place
from supdesk.forms.kinds import KINDS
from supdesk.forms.kinds.clauses import Clause

CHOSEN = ("choice", "choices")
SAME = {("short", "prose")}
"""Kinds, besides its own, that a field may have been of: their answers read alike."""


def named_before(old: Form, field: Field) -> Field | None:
    """That field in an earlier form: by its id, by one it had, or by the fact it shows."""
    return _named(old.fields(), field) or (old.filled_from(field.fills) if field.fills else None)


def _named(fields: Iterable[Field], field: Field) -> Field | None:
    known = {each.id: each for each in fields}
    return next((known[name] for name in (field.id, *field.was) if name in known), None)


def alike(was: Field, field: Field) -> bool:
    """Whether answers to the one can be answers to the other."""
    return was.kind == field.kind or (was.kind, field.kind) in SAME


def carried_raw(was: Field, raw: Any, field: Field) -> Any:
    """A raw answer as the later field holds it: renamed parts followed, untouched clauses in their new words."""
    if field.kind == "clauses":
        return _clauses(field, KINDS["clauses"].parse(was, raw).value)
    if field.kind == "choice":
        return now_called(field.options).get(raw, raw) if isinstance(raw, str) else raw
    if field.kind == "choices" and isinstance(raw, list):
        names = now_called(field.options)
        return [names.get(each, each) if isinstance(each, str) else each for each in raw]
    if field.kind == "table" and isinstance(raw, list):
        return [_row(was, row, field) if isinstance(row, dict) else row for row in raw]
    return raw


def now_called(parts: Sequence[Option] | Sequence[ClauseText]) -> dict[str, str]:
    """The present id of each option or clause by those it had."""
    return {name: part.id for part in parts for name in part.was}


def current_raw(field: Field, raw: Any) -> Any:
    """A raw answer without what is retired, to begin anew from."""
    parts: tuple[Option | ClauseText, ...] = (*field.options, *field.clauses)
    gone = {part.id for part in parts if part.retired}
    if field.kind == "choice":
        return "" if raw in gone else raw
    if field.kind == "choices":
        return [each for each in raw if each not in gone]
    if field.kind == "clauses":
        return [row for row in raw if row["id"] not in gone]
    if field.kind == "table":
        return [{c.id: current_raw(c, row[c.id]) for c in field.columns if c.id in row} for row in raw]
    return raw


def _row(was: Field, row: dict[str, Any], field: Field) -> dict[str, Any]:
    pairs = [(column, _named(was.columns, column)) for column in field.columns]
    before = {column.id for column in was.columns}
    kept = {name: value for name, value in row.items() if name not in before}
    return kept | {
        column.id: carried_raw(had, row[had.id], column)
        for column, had in pairs
        if had and had.id in row and alike(had, column)
    }


def _clauses(field: Field, clauses: Sequence[Clause]) -> list[dict[str, Any]]:
    """The clauses as agreed, then those the form has new."""
    wording = {clause.id: clause.text for clause in field.clauses}
    names = now_called(field.clauses)
    had = [(names.get(each.id, each.id), each) for each in clauses]
    known = {name for name, _ in had}
    agreed = [
        (name, wording.get(name, each.text) if each.state == "kept" else each.text, each.struck)
        for name, each in had
    ]
    new = [(each.id, each.text, False) for each in field.clauses if each.id not in known and not each.retired]
    return [{"id": name, "text": text, "struck": struck} for name, text, struck in agreed + new]


def moved(old: Form, raw: Raw, new: Form) -> dict[str, Any] | None:
    """A draft of the old form as one of the new; None where something written on it has no place there.

    What the draft holds beside its fields stays with it.
    """
    left = {field.id for field in old.fields()}
    made = {name: value for name, value in raw.items() if name not in left} | blank(new)
    if place(old) in raw:
        made[place(new)] = raw[place(old)]
        left.discard(place(old))
    for field in new.fields():
        was = named_before(old, field)
        if was is None or was.id not in raw:
            continue
        if field.retired and (was.fills or not written(was, raw[was.id])):
            left.discard(was.id)
            continue
        if not _fits(was, raw[was.id], field):
            return None
        made[field.id] = (
            carried_raw(was, raw[was.id], field) if alike(was, field) else KINDS[field.kind].blank(field)
        )
        left.discard(was.id)
    lost = [field for field in old.fields() if field.id in left and written(field, raw.get(field.id))]
    return None if lost else made


def _fits(was: Field, raw: Any, field: Field) -> bool:
    """Whether the later field reads from a raw answer what the earlier one did."""
    if not written(was, raw) or field.kind == was.kind == "clauses":
        return True
    if not alike(was, field):
        return False
    if field.kind == "table" and isinstance(raw, list):
        return all(_row_fits(was, row, field) for row in raw if isinstance(row, dict))
    if field.kind in CHOSEN and (value := KINDS[was.kind].parse(was, raw).value):
        now = carried_raw(was, KINDS[was.kind].raw(was, value), field)
        return not KINDS[field.kind].parse(field, now).problems
    same: bool = _read(was, raw) == _read(field, raw)
    return same


def _row_fits(was: Field, row: dict[str, Any], field: Field) -> bool:
    pairs = {had.id: column for column in field.columns if (had := _named(was.columns, column))}
    return all(
        had.id in pairs and _fits(had, row[had.id], pairs[had.id])
        for had in was.columns
        if written(had, row.get(had.id))
    )


def _read(field: Field, raw: Any) -> Any:
    kind = KINDS[field.kind]
    return kind.dump(field, kind.parse(field, raw).value)
