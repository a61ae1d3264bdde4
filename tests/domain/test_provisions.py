"""S14: a service may be exempt, or supervised otherwise; the tracker says so instead of "overdue"."""

from datetime import date

import pytest

from supdesk.domain.cadence import Cadence, Every, Standing
from supdesk.domain.people import Person
from supdesk.domain.provisions import Provided, Provision
from supdesk.domain.tracker import Diary, Excluded, Line, line

DAY = date(2026, 6, 15)
BEE = Person("bee", "Bee Sample", service="School  nursing")
NEVER = Diary({}, {})


def standing_of(how: Provided, person: Person = BEE) -> Line:
    return line(
        person, (Cadence(Every(3)),), NEVER, DAY, (Provision("School nursing", how, "Service director", "Agreed"),)
    )


@pytest.mark.parametrize(
    ("how", "words"), [(Provided.EXEMPT, "Service exempt"), (Provided.ELSEWHERE, "Provided elsewhere")]
)
def test_nobody_of_an_exempt_service_is_overdue_or_counted(how: Provided, words: str) -> None:
    found = standing_of(how)
    assert (found.label, found.pressing, found.every, found.due) == (words, False, None, None)
    assert found.excluded is Excluded.NO_CADENCE


@pytest.mark.parametrize("how", [Provided.JOINTLY, Provided.APART])
def test_whoever_is_supervised_jointly_or_apart_is_counted_like_everybody(how: Provided) -> None:
    assert standing_of(how).standing is Standing.NEVER
    assert standing_of(how).excluded is None


def test_a_cadence_of_their_own_goes_before_what_was_agreed_for_the_service() -> None:
    own = Person("bee", "Bee Sample", service="School nursing", cadence=Every(2))
    assert standing_of(Provided.EXEMPT, own).standing is Standing.NEVER
    assert standing_of(Provided.EXEMPT, own).every == Every(2)
