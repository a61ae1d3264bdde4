"""Registers from a real vault."""

from datetime import date
from pathlib import Path

import pytest

from supdesk.desk import planning, registering
from supdesk.desk.desk import Desk
from supdesk.domain.errors import SupdeskError
from supdesk.domain.registers import Period
from tests.desk.desk_examples import planned

MARCH = Period(date(2026, 3, 1), date(2026, 3, 31))


def test_a_period_that_ends_before_it_begins_is_refused(desk: Desk) -> None:
    with pytest.raises(SupdeskError, match="last day comes before"):
        registering.preview(desk, Period(MARCH.last, MARCH.first))


def test_a_second_register_of_a_period_corrects_the_first(desk: Desk, tmp_path: Path) -> None:
    planning.miss(desk, planned(desk))
    paths, _ = registering.write(desk, MARCH, tmp_path)
    assert all(path.exists() for path in paths)
    first = registering.sent(desk)[0]
    registering.write(desk, MARCH, tmp_path)
    assert {sending.corrects for sending in registering.sent(desk)} == {"", first.number}
