"""Days and times: read as people type them, said in English, by the clock in London.

Never said by strftime's names: those follow whatever language a window has set.
"""

import re
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from dateutil import parser as typed_dates

LONDON = ZoneInfo("Europe/London")
_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July",
    "August", "September", "October", "November", "December",
)  # fmt: skip
_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_BEGINNINGS = frozenset(name[:3].casefold() for name in _MONTHS)
_LEAPS = 9
"""Years among which there is always a 29 February."""
_STAND_INS = (datetime(2000, 1, 1, tzinfo=UTC), datetime(2001, 2, 2, tzinfo=UTC))
"""Two days with no part in common: where they make a difference, the text did not give a whole day itself."""


def read_date(text: str) -> date | None:
    """A day from `2026-03-04`, `4 March 2026`, `04/03/2026`, `4.3.26`; None when it isn't one with its year."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        pass
    digits = re.findall(r"[0-9]+", text)
    words = re.findall(r"[^\W\d_]+", text)
    if len(digits) + len([w for w in words if w[:3].casefold() in _BEGINNINGS]) != 3 or len(text) > 40:
        return None
    try:
        one, other = (typed_dates.parse(text, default=day, dayfirst=True, ignoretz=True) for day in _STAND_INS)
    except (ValueError, OverflowError):
        return None
    return one.date() if one.date() == other.date() else None


def next_day(text: str, today: date) -> date | None:
    """The same, and of a day without its year, such as `4 dec` or `4/12`, the next there is, today included."""
    if (day := read_date(text)) is not None:
        return day
    numbers = re.fullmatch(r"\s*(\d{1,2})\s*[/.-]\s*(\d{1,2})\s*", text)
    begun = f"{numbers[1]}/{numbers[2]}/" if numbers else f"{text} "
    days = (read_date(f"{begun}{year}") for year in range(today.year, today.year + _LEAPS))
    return next((day for day in days if day is not None and day >= today), None)


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


def on_the_clock(day: date, clock: time) -> datetime:
    """That moment by the clock in London; of an hour that comes twice, the first. ValueError for one left out."""
    moment = datetime.combine(day, clock.replace(fold=0), LONDON)
    if moment.astimezone(UTC).astimezone(LONDON).replace(tzinfo=None) != moment.replace(tzinfo=None):
        raise ValueError("the clocks go forward over that time")
    return moment


def show_date(day: date) -> str:
    """A day in British order, such as 4 March 2026."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def show_weekday(day: date) -> str:
    """The same with its weekday, such as Wednesday 4 March 2026."""
    return f"{_WEEKDAYS[day.weekday()]} {show_date(day)}"


def at_weekend(day: date) -> bool:
    """Whether that day is a Saturday or Sunday."""
    return day.weekday() >= _WEEKDAYS.index("Saturday")


def brief_date(day: date) -> str:
    """The same for a narrow column, such as 27 Nov 2026."""
    return f"{day.day} {_MONTHS[day.month - 1][:3]} {day.year}"


def show_moment(at: datetime) -> str:
    """An aware moment as a clock in London shows it, such as 4 March 2026, 14:30."""
    local = at.astimezone(LONDON)
    return f"{show_date(local.date())}, {local:%H:%M}"


def brief_weekday(day: date) -> str:
    """The same with its weekday, such as Fri 27 Nov 2026."""
    return f"{_WEEKDAYS[day.weekday()][:3]} {brief_date(day)}"


def spell(days: int) -> str:
    """So many days as people say them, rounded down: "1 day", "3 weeks", "5 months", "2 years"."""
    if days < 14:
        number, unit = days, "day"
    elif days < 63:
        number, unit = days // 7, "week"
    elif days < 730:
        number, unit = days * 12 // 365, "month"
    else:
        number, unit = days // 365, "year"
    return f"{number} {unit}" if number == 1 else f"{number} {unit}s"


def times(count: int) -> str:
    """How often: "once", "twice", "3 times"."""
    return {1: "once", 2: "twice"}.get(count, f"{count} times")
