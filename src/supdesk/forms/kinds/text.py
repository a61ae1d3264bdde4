"""Text, dates, times and numbers."""

import re
from datetime import UTC, date, datetime, time
from typing import Any, ClassVar

from dateutil import parser as typed_dates

from supdesk.forms.definition import Field
from supdesk.forms.kinds.kind import Kind, Parsed, Problem, clean


class Prose(Kind):
    """Free text of any length."""

    name = "prose"
    keys: ClassVar[frozenset[str]] = frozenset({"lines", "element"})
    free = True


class Short(Kind):
    """A line of free text."""

    name = "short"
    free = True

    def parse(self, field: Field, raw: Any) -> Parsed:
        return Parsed(" ".join(clean(raw).split()) or None)


class Date(Kind):
    """A calendar day, as typed in British order or as ISO 8601."""

    name = "date"

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
    keys: ClassVar[frozenset[str]] = frozenset({"unit"})

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


def read_date(text: str) -> date | None:
    """A day from `2026-03-04`, `4 March 2026`, `04/03/2026`, `4.3.26`; None when it isn't one with its year."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        pass
    digits = re.findall(r"[0-9]+", text)
    words = re.findall(r"[^\W\d_]+", text)
    if len(digits) + len([w for w in words if w[:3].casefold() in MONTHS]) != 3 or len(text) > 40:
        return None
    try:
        one, other = (typed_dates.parse(text, default=day, dayfirst=True, ignoretz=True) for day in STAND_INS)
    except (ValueError, OverflowError):
        return None
    return one.date() if one.date() == other.date() else None


STAND_INS = (datetime(2000, 1, 1, tzinfo=UTC), datetime(2001, 2, 2, tzinfo=UTC))
"""Two days with no part in common: where they make a difference, the text did not give a whole day itself."""


MONTH_NAMES = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
MONTHS = frozenset(name[:3].casefold() for name in MONTH_NAMES)


def read_time(text: str) -> time | None:
    """A time from `14:30`, `14.30`, `1430`, `2pm`, `2:30 pm`; None when it isn't one."""
    found = re.fullmatch(r"(\d{1,2})(?:[:.h]?(\d{2}))?\s*(am|pm)?", text.casefold())
    if found is None:
        return None
    hour, minute, half = int(found[1]), int(found[2] or 0), found[3]
    if half and not 1 <= hour <= 12:
        return None
    if half:
        hour = hour % 12 + (12 if half == "pm" else 0)
    return time(hour, minute) if hour < 24 and minute < 60 else None


def show_date(day: date) -> str:
    """A day in British order, such as 4 March 2026."""
    return f"{day.day} {MONTH_NAMES[day.month - 1]} {day.year}"


def brief_date(day: date) -> str:
    """The same for a narrow column, such as 27 Nov 2026."""
    return f"{day.day} {MONTH_NAMES[day.month - 1][:3]} {day.year}"
