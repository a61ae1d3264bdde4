"""S14: a service may be exempt, or supervised otherwise; the tracker says so instead of "overdue"."""

from dataclasses import replace
from datetime import date

import pytest

from supdesk.domain.cadence import Cadence, Every, Standing, Unit
from supdesk.domain.figures import attendance
from supdesk.domain.people import Person
from supdesk.domain.provisions import Provided, Provision
from supdesk.domain.tracker import UNSETTLED, Diary, Excluded, Line, line

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


def test_how_often_was_agreed_for_a_service_holds_and_a_post_keeps_its_own() -> None:
    agreed = (Provision("School nursing", Provided.SO_OFTEN, "Service director", "Agreed", Every(6, Unit.WEEKS)),)
    found = line(BEE, (Cadence(Every(3)),), NEVER, DAY, agreed)
    assert (found.every, found.standing, found.excluded) == (Every(6, Unit.WEEKS), Standing.NEVER, None)
    named = replace(BEE, designation="Named Nurse for Safeguarding Children")
    posts = (Cadence(Every(3), posts=("Named Nurse for Safeguarding",)),)
    assert line(named, posts, NEVER, DAY, agreed).every == Every(3)


def test_where_nothing_was_agreed_nobody_is_overdue_or_up_to_date_and_it_is_said() -> None:
    """ELFT 7 leaves the services it does not list to local agreement."""
    listed = (Cadence(Every(3), service="Perinatal", staff="Management"),)
    found = line(BEE, listed, NEVER, DAY)
    assert (found.label, found.unsettled, found.excluded) == (UNSETTLED, True, Excluded.NO_CADENCE)
    assert (found.late, found.to_plan, found.every) == (False, False, None)
    table = attendance([found], DAY)
    assert table.rows[0][1:3] == (0, 0)
    assert table.rows[0][table.headings.index("No cadence")] == 1


@pytest.mark.parametrize(
    ("person", "agreed", "words"),
    [
        (replace(BEE, service="perinatal ", staff_group="Clinical"), (), "No cadence"),
        (replace(BEE, cadence=Every(2)), (), "No session yet"),
        (BEE, (Provision("School nursing", Provided.EXEMPT, "Director"),), "Service exempt"),
        (BEE, (Provision("School nursing", Provided.JOINTLY, "Director"),), UNSETTLED),
    ],
)
def test_what_is_settled_otherwise_is_not_said_to_be_open(
    person: Person, agreed: tuple[Provision, ...], words: str
) -> None:
    listed = (Cadence(Every(3), service="Perinatal", staff="Management"),)
    assert line(person, listed, NEVER, DAY, agreed).label == words
