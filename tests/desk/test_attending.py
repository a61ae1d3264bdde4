"""What waits for the owner today."""

from datetime import timedelta

from supdesk.desk import attending
from supdesk.desk.desk import Desk
from supdesk.domain.cadence import Standing
from tests.desk.desk_examples import TODAY, planned


def test_only_sessions_of_the_coming_week_wait(desk: Desk) -> None:
    soon, later = planned(desk), planned(desk, on=TODAY + timedelta(days=8))
    assert [s.id for s in attending.today(desk).sessions] == [soon]
    assert later != soon


def test_somebody_never_seen_is_named_with_the_day_planned(desk: Desk) -> None:
    planned(desk, "Bee Sample")
    found = {t.person.name: t for t in attending.tracked(desk)}
    assert found["Bee Sample"].standing is Standing.NEVER
    assert found["Bee Sample"].planned == TODAY
    assert found["Ada Example"].planned is None
