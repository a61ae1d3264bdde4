"""The quarters of a financial year that begins in April."""

from datetime import date, timedelta

from dateutil.relativedelta import relativedelta

from supdesk.domain.registers import Period


def quarter(day: date) -> Period:
    """The quarter in which a day falls."""
    first = date(day.year, (day.month - 1) // 3 * 3 + 1, 1)
    return Period(first, first + relativedelta(months=3) - timedelta(days=1))


def recent(today: date, count: int = 4) -> list[tuple[str, Period]]:
    """The present quarter and those before it, each with its name, such as "Q1 2026/27"."""
    found = [quarter(today - relativedelta(months=3 * back)) for back in range(count)]
    return [(_name(period.first), period) for period in found]


def _name(first: date) -> str:
    year = first.year if first.month >= 4 else first.year - 1
    number = (first.month - 4) // 3 % 4 + 1
    return f"Q{number} {year}/{(year + 1) % 100:02}"
