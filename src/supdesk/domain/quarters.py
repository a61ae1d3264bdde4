"""Financial years, which begin in April, and their quarters."""

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
    return [(name(period.first), period) for period in found]


def year(day: date) -> Period:
    """The financial year in which a day falls."""
    first = date(day.year if day.month >= 4 else day.year - 1, 4, 1)
    return Period(first, first + relativedelta(years=1) - timedelta(days=1))


def recent_years(today: date, count: int = 4) -> list[tuple[str, Period]]:
    """The present financial year and those before it, each with its name, such as "2026/27"."""
    found = [year(today - relativedelta(years=back)) for back in range(count)]
    return [(_year_name(period.first), period) for period in found]


def quarters_of(whole: Period) -> list[tuple[str, Period]]:
    """The four quarters of a financial year, each with its name."""
    found = [quarter(whole.first + relativedelta(months=months)) for months in (0, 3, 6, 9)]
    return [(name(period.first), period) for period in found]


def file_name(period: Period) -> str:
    """A period as it stands in a file's name: 2026-27, 2026-27-Q2, else its days. In such an order they sort."""
    whole, part = year(period.first), quarter(period.first)
    if period == whole:
        return _year_name(period.first).replace("/", "-")
    if period == part:
        number, of = name(period.first).split()
        return f"{of.replace('/', '-')}-{number}"
    days = (period.first,) if period.first == period.last else (period.first, period.last)
    return "-to-".join(map(date.isoformat, days))


def name(first: date) -> str:
    """Of the quarter that begins on a day, such as "Q1 2026/27"."""
    return f"Q{(first.month - 4) // 3 % 4 + 1} {_year_name(first)}"


def _year_name(day: date) -> str:
    first = year(day).first.year
    return f"{first}/{(first + 1) % 100:02}"
