"""Text, dates, times and numbers."""

import re
from datetime import date, time
from typing import Any, ClassVar

from supdesk.domain.cycle import Element
from supdesk.domain.days import read_date, read_time, show_date
from supdesk.forms import keys
from supdesk.forms.definition import Field
from supdesk.forms.keys import Key
from supdesk.forms.kinds.kind import Kind, Parsed, Problem, clean

ELEMENT = "The part of the supervision cycle it is about: the ring beside the form fills as it is written."


class Prose(Kind):
    """Free text of any length."""

    name = "prose"
    says = "A box for as many words as are needed. It grows while one writes."
    keys: ClassVar[tuple[Key, ...]] = (
        keys.whole("lines", "How many lines high the box is at first.", 3, least=1, most=60, example=6),
        keys.one_of("element", ELEMENT, tuple(Element), example=""),
    )
    free = True


class Short(Kind):
    """A line of free text."""

    name = "short"
    says = "One line of words."
    free = True

    def parse(self, field: Field, raw: Any) -> Parsed:
        return Parsed(" ".join(clean(raw).split()) or None)


class Date(Kind):
    """A calendar day, as typed in British order or as ISO 8601."""

    name = "date"
    says = "A day, typed as people write it or picked from a calendar."

    def parse(self, field: Field, raw: Any) -> Parsed:
        text = clean(raw)
        if not text:
            return Parsed(None)
        found = read_date(text)
        if found is None:
            return Parsed(None, (Problem((), f"{field.label}: write a date such as 4 March 2026 or 04/03/2026."),))
        return Parsed(found)

    def dump(self, field: Field, value: Any) -> Any:
        return None if value is None else value.isoformat()

    def load(self, field: Field, stored: Any) -> Any:
        return None if stored is None else date.fromisoformat(stored)

    def show(self, field: Field, value: Any) -> str:
        return "" if value is None else show_date(value)


class Time(Kind):
    """A time of day, 24-hour, to the minute."""

    name = "time"
    says = "A time of day, to the minute."

    def parse(self, field: Field, raw: Any) -> Parsed:
        text = clean(raw)
        if not text:
            return Parsed(None)
        found = read_time(text)
        if found is None:
            return Parsed(None, (Problem((), f"{field.label}: write a time such as 14:30."),))
        return Parsed(found)

    def dump(self, field: Field, value: Any) -> Any:
        return None if value is None else value.strftime("%H:%M")

    def load(self, field: Field, stored: Any) -> Any:
        return None if stored is None else time.fromisoformat(stored)

    def show(self, field: Field, value: Any) -> str:
        return "" if value is None else value.strftime("%H:%M")


class Number(Kind):
    """A whole number from 0, with its unit."""

    name = "number"
    says = "A whole number."
    keys: ClassVar[tuple[Key, ...]] = (keys.text("unit", "What is counted; printed after it.", "minutes"),)

    def parse(self, field: Field, raw: Any) -> Parsed:
        text = clean(raw).removesuffix(field.unit).strip() if field.unit else clean(raw)
        if not text:
            return Parsed(None)
        if not re.fullmatch(r"[0-9]{1,9}", text):
            return Parsed(None, (Problem((), f"{field.label}: write a whole number such as 60."),))
        return Parsed(int(text))

    def raw(self, field: Field, value: Any) -> Any:
        return "" if value is None else str(value)

    def show(self, field: Field, value: Any) -> str:
        return "" if value is None else f"{value} {field.unit}".strip()
