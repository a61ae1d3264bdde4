"""Contracts: when each is due for review, and which one another replaced."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from supdesk.desk import contracting, finishing, recording, signing
from supdesk.desk.desk import Desk
from supdesk.domain.cadence import Standing
from supdesk.forms.packs import Packs
from tests.desk.desks import TODAY, person_id


def contract(desk: Desk, *names: str, agreed: bool = True, **said: str) -> str:
    """The number of a contract with these people."""
    sheet = recording.begin_contract(desk, [person_id(desk, name) for name in names])
    recording.save(desk, sheet.draft.id, said)
    (record,) = finishing.finish(desk, [sheet.draft.id]).records
    if agreed:
        signing.agree_by_scan(desk, record.id, TODAY, "scan.pdf", b"%PDF-")
    return record.number


def standing(desk: Desk) -> dict[str, tuple[Standing, bool]]:
    return {c.record.number: (c.standing, c.superseded) for c in contracting.contracts(desk)}


def test_a_contract_is_reviewed_within_the_year_its_pack_asks_for(desk: Desk) -> None:
    contract(desk, "Ada Example")
    assert contracting.contracts(desk)[0].renew_on == date(2027, 3, 4)
    contract(desk, "Bee Sample", renew_on="")
    assert [c.renew_on for c in contracting.contracts(desk)] == [date(2027, 3, 4)] * 2


@pytest.mark.parametrize(
    ("days", "expected"),
    [(31, Standing.IN_DATE), (30, Standing.DUE), (0, Standing.DUE), (-1, Standing.OVERDUE)],
)
def test_a_review_is_due_thirty_days_ahead_and_overdue_the_day_after(
    desk: Desk, days: int, expected: Standing
) -> None:
    number = contract(desk, "Ada Example", renew_on=(TODAY + timedelta(days=days)).isoformat())
    assert standing(desk)[number] == (expected, False)


def test_only_an_agreed_contract_with_the_same_people_takes_the_place_of_another(desk: Desk) -> None:
    old = contract(desk, "Ada Example")
    other = contract(desk, "Bee Sample")
    both = contract(desk, "Ada Example", "Bee Sample")
    contract(desk, "Ada Example", agreed=False)
    assert not any(superseded for _, superseded in standing(desk).values())
    new = contract(desk, "Ada Example")
    assert {number: standing(desk)[number][1] for number in (old, other, both, new)} == {
        old: True, other: False, both: False, new: False,
    }  # fmt: skip


@pytest.mark.parametrize(("day", "fits"), [("2027-03-04", True), ("2027-03-05", False)])
def test_a_review_is_no_later_than_the_months_the_pack_asks_for(desk: Desk, day: str, fits: bool) -> None:
    sheet = recording.begin_contract(desk, [person_id(desk, "Ada Example")])
    recording.save(desk, sheet.draft.id, {"renew_on": day})
    found = [(problem.path, problem.sentence) for _, problem in finishing.problems(desk, [sheet.draft.id])]
    told = (("renew_on",), "12 months after its date at most: 4 March 2027 or before.")
    assert found == ([] if fits else [told])


def test_a_contract_of_a_pack_that_is_gone_stands_as_it_was_written(desk: Desk) -> None:
    number = contract(desk, "Ada Example")
    packless = Desk(desk.vault, replace(desk.around, packs=Packs(())))
    assert standing(packless)[number] == (Standing.IN_DATE, False)
