"""People: when two entries are probably one person, and how a record names somebody."""

from typing import Any

import pytest

from supdesk.domain.people import Party, Person, alike, same_person, tidy

BEE = Person("p-1", "Bee Sample", "Health Visitor", service="Health Visiting")


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ({"email": "bee@example.org"}, {"name": "B Sample", "email": "BEE@example.org"}, True),
        ({"staff_number": "007"}, {"name": "B Sample", "staff_number": "007"}, True),
        ({}, {"name": "bee  SAMPLE", "service": "health visiting"}, True),
        ({}, {"service": "School Nursing"}, False),
        ({}, {"name": "Cyd Sample"}, False),
        ({"email": "", "staff_number": ""}, {"name": "Cyd Sample", "email": "", "staff_number": ""}, False),
    ],
)
def test_one_person_has_one_mail_one_number_or_one_name_in_one_service(
    one: dict[str, Any], other: dict[str, Any], same: bool
) -> None:
    given: dict[str, Any] = {"name": BEE.name, "service": BEE.service}
    first = Person("p-1", **(given | one))
    second = Person("p-2", **(given | other))
    assert same_person(first, second) is same
    assert same_person(second, first) is same


def test_a_record_names_somebody_with_their_designation() -> None:
    assert BEE.party == Party("p-1", "Bee Sample", "Health Visitor")
    assert BEE.party.shown == "Bee Sample, Health Visitor"
    assert Party("", "Cyd Example").shown == "Cyd Example"


def test_a_name_is_composed_and_keeps_the_joiners_it_is_written_with() -> None:
    assert tidy("Zoe\u0301  Le\ufeff") == "Zo\u00e9 Le"
    assert tidy("\u0646\u06cc\u200c\u0645\u0627") == "\u0646\u06cc\u200c\u0645\u0627"
    assert alike("Zoe\u0301 LE") == alike("zo\u00e9 le") != alike("Zoe Le")
    assert alike("Ann\u200d Lee") == alike("Ann Lee")
