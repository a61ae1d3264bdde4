"""Days and moments in words. Always English: strftime would follow whatever locale the window has set."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from supdesk.domain.registers import Period

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July",
    "August", "September", "October", "November", "December",
)  # fmt: skip
HOME = ZoneInfo("Europe/London")


def spoken_day(day: date) -> str:
    """1 January 2026"""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def spoken_period(period: Period) -> str:
    """1 January 2026 to 31 March 2026"""
    if period.first == period.last:
        return spoken_day(period.first)
    return f"{spoken_day(period.first)} to {spoken_day(period.last)}"


def spoken_moment(at: datetime) -> str:
    """1 April 2026, 09:15, by the clock in London. `at` must be aware."""
    local = at.astimezone(HOME)
    return f"{spoken_day(local.date())}, {local:%H:%M}"
