"""Backups are due after half an hour of change, and thinned to the newest, days, weeks and months."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from supdesk.domain.generations import DAYS, EVERY, MONTHS, NEWEST, WEEKS, is_due, kept

NOW = datetime(2026, 3, 4, 14, 32, tzinfo=UTC)
MOMENTS = st.datetimes(datetime(2024, 1, 1), datetime(2026, 12, 31), timezones=st.just(UTC))  # noqa: DTZ001


def test_half_an_hour_after_the_first_thing_done_a_backup_is_due() -> None:
    assert not is_due(None, NOW)
    assert not is_due(NOW, NOW)
    assert not is_due(NOW - EVERY + timedelta(seconds=1), NOW)
    assert is_due(NOW - EVERY, NOW)


def test_a_clock_put_back_makes_a_backup_due() -> None:
    assert is_due(NOW + timedelta(days=365), NOW)


def test_a_year_of_working_days_leaves_the_newest_and_one_of_each_day_week_and_month() -> None:
    made = [NOW - timedelta(days=day, minutes=30 * turn) for day in range(365) for turn in range(16)]
    stay = sorted(kept(made, NOW), reverse=True)
    assert stay[:NEWEST] == [NOW - timedelta(minutes=30 * turn) for turn in range(NEWEST)]
    assert [at.date() for at in stay if NOW - at < timedelta(days=DAYS)][NEWEST - 1 :] == [
        (NOW - timedelta(days=day)).date() for day in range(DAYS)
    ]
    assert len({at.isocalendar()[:2] for at in stay}) >= WEEKS
    assert len({(at.year, at.month) for at in stay}) == MONTHS
    assert len(stay) <= NEWEST + DAYS + WEEKS + MONTHS
    assert all(at == max(other for other in made if other.date() == at.date()) for at in stay[NEWEST:])


@given(st.lists(MOMENTS, max_size=60), MOMENTS)
def test_the_one_just_made_always_stays_also_when_the_clock_was_wrong(
    made: list[datetime], newest: datetime
) -> None:
    stay = kept(made, newest)
    assert newest in stay
    assert max([*made, newest]) in stay
    assert stay <= {*made, newest}


@given(st.lists(MOMENTS, max_size=60), MOMENTS)
def test_thinning_again_takes_nothing_more(made: list[datetime], newest: datetime) -> None:
    once = kept(made, newest)
    assert kept(once, newest) == once


@given(st.lists(MOMENTS, max_size=60), st.lists(MOMENTS, max_size=60), MOMENTS)
def test_what_another_clock_dated_later_stays_and_takes_nobodys_place(
    made: list[datetime], wrong: list[datetime], newest: datetime
) -> None:
    before = [at for at in made if at <= newest]
    later = [at + timedelta(days=3650) for at in wrong]
    assert kept([*before, *later], newest) == kept(before, newest) | set(later)
