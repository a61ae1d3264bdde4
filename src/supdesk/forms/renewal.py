"""Renewal: what a form takes over from answers given before, and how two answers of one form differ."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Any

from supdesk.domain.days import show_date
from supdesk.forms.answers import Answers, blank
from supdesk.forms.definition import Field, Form
from supdesk.forms.kinds import KINDS, Path
from supdesk.forms.kinds.clauses import Clause
from supdesk.forms.moving import alike, carried_raw, current_raw, named_before, now_called

ONLY_DATES = "Only the dates are new."
"""Said where a renewal changes nothing else."""


class How(StrEnum):
    """What became of an answer or a clause; `GONE` is what the form does not ask any more."""

    CHANGED = "changed"
    ADDED = "added"
    REWORDED = "reworded"
    STRUCK = "struck"
    GONE = "gone"

    @property
    def label(self) -> str:
        return {
            "changed": "Changed",
            "added": "Added",
            "reworded": "Reworded",
            "struck": "Struck out",
            "gone": "No longer asked",
        }[self.value]


@dataclass(frozen=True, slots=True)
class Difference:
    """Something that is not as it was: what it is, as text before and now, empty where there is none.

    `path` leads to it in the later answers, and to nothing where it is gone.
    """

    path: Path
    label: str
    how: How
    before: str
    now: str

    @property
    def words(self) -> str:
        """The change in words, a line for each text."""
        texts = (("Was", self.before), ("Now", self.now))
        return "\n".join([self.how.label, *(f"{what}: {text}" for what, text in texts if text)])


def since(day: date) -> str:
    """What stands above the changes from the contract of that day."""
    return f"Changed since the contract of {show_date(day)}"


def differences(old: Form, before: Answers, new: Form, now: Answers, but: Collection[str] = ()) -> list[Difference]:
    """What changed from one set of answers to the next, as the new form asks them; then what it asks no more.

    Left out are the fields filled from these slots (`but`). Of clauses only what is in force counts.
    """
    found: list[Difference] = []
    for field in new.fields():
        if _compared(field, but):
            label, was = _label(new, field), named_before(old, field)
            found += _field(label, was, before.get(was.id) if was else None, field, now.get(field.id))
    return found + list(_gone(old, before, new, but))


def _compared(field: Field, but: Collection[str]) -> bool:
    return not field.retired and (not field.fills or field.fills not in but)


def _field(label: str, was: Field | None, before: Any, field: Field, now: Any) -> Iterator[Difference]:
    if field.kind == "clauses" and was is not None and was.kind == "clauses":
        yield from _clauses(label, field, before or (), now or ())
        return
    texts = _show(was, before) if was else "", _show(field, now)
    if texts[0] != texts[1]:
        yield Difference((field.id,), label, How.CHANGED, *texts)


def _clauses(label: str, field: Field, before: Sequence[Clause], now: Sequence[Clause]) -> Iterator[Difference]:
    names = now_called(field.clauses)
    before = [replace(each, id=names.get(each.id, each.id)) for each in before]
    had, has = _in_force(before), _in_force(now)
    places = {clause.id: place for place, clause in enumerate(now)}
    for clause in (*now, *(each for each in before if each.id not in places)):
        was, text = had.get(clause.id, ""), has.get(clause.id, "")
        path: Path = (field.id, places[clause.id], "text") if clause.id in places else (field.id,)
        if was != text:
            how = How.REWORDED if was and text else How.ADDED if text else How.STRUCK
            yield Difference(path, label, how, was, text)


def _in_force(clauses: Sequence[Clause]) -> dict[str, str]:
    return {clause.id: clause.text for clause in clauses if not clause.struck}


def _gone(old: Form, before: Answers, new: Form, but: Collection[str]) -> Iterator[Difference]:
    asked = {was.id for each in new.fields() if _compared(each, but) and (was := named_before(old, each))}
    for field in old.fields():
        text = _show(field, before.get(field.id))
        if field.id not in asked and text and field.fills not in but:
            yield Difference((), _label(old, field), How.GONE, text, "")


def _show(field: Field, value: Any) -> str:
    return KINDS[field.kind].show(field, value)


def _label(form: Form, field: Field) -> str:
    """What a field is called; where another one is called the same, with its section."""
    label = field.label.rstrip(":. ")
    twins = [section for section in form.sections if field.label in [each.label for each in section.fields]]
    own = next((section.title for section in twins if field in section.fields), "")
    return f"{own}, {label}" if len(twins) > 1 and own else label


def carried(old: Form, before: Answers, new: Form, facts: Mapping[str, Any]) -> dict[str, Any]:
    """A raw draft of the new form, filled from answers to the old one; `facts` (raw by slot) go before them.

    Fields of another kind than before begin empty. A clause nobody had touched takes the new form's wording.
    """
    raw = blank(new, facts)
    for field in new.fields():
        was = None if field.retired else named_before(old, field)
        value = before.get(was.id) if was else None
        if was is None or not alike(was, field) or value is None or field.fills in facts:
            continue
        raw[field.id] = current_raw(field, carried_raw(was, KINDS[was.kind].raw(was, value), field))
    return raw
