"""S14: what was agreed for a service is kept, goes before the pack, and ends."""

from dataclasses import replace

import pytest

from supdesk.desk import enrolling, providing, tracking
from supdesk.desk.desk import Desk
from supdesk.domain.cadence import Every, Unit
from supdesk.domain.errors import SupdeskError
from supdesk.domain.provisions import Provided, Provision
from tests.desk.desks import enrolled, person_id

ELSEWHERE = Provision("Health visiting", Provided.ELSEWHERE, "Service director", "Social care supervises them.")


def label_of(desk: Desk, name: str) -> str:
    return next(line.label for line in tracking.tracked(desk) if line.person.name == name)


def test_the_tracker_says_what_was_agreed_until_it_ends(desk: Desk) -> None:
    enrolled(desk, "Cy Invented", service="Health Visiting")
    assert label_of(desk, "Cy Invented") == "No session yet"
    providing.agree(desk, ELSEWHERE)
    assert label_of(desk, "Cy Invented") == "Provided elsewhere"
    providing.agree(desk, replace(ELSEWHERE, how=Provided.EXEMPT))
    assert providing.agreed(desk) == (replace(ELSEWHERE, how=Provided.EXEMPT),)
    providing.end(desk, "health visiting")
    assert label_of(desk, "Cy Invented") == "No session yet"


def test_what_was_agreed_here_goes_before_the_pack(desk: Desk) -> None:
    pack = replace(desk.pack, provisions=(replace(ELSEWHERE, how=Provided.EXEMPT),))
    providing.agree(desk, ELSEWHERE)
    assert providing.provisions(desk, pack)[0] == ELSEWHERE


def test_with_whom_it_was_agreed_and_why_must_be_said(desk: Desk) -> None:
    with pytest.raises(SupdeskError, match="with whom"):
        providing.agree(desk, replace(ELSEWHERE, agreed_with=" "))
    assert providing.agreed(desk) == ()


def test_what_is_not_agreed_yet_is_settled_for_the_service_or_for_somebody_and_comes_back(desk: Desk) -> None:
    enrolled(desk, "Cy Invented", pack="elft", service="Health visiting")
    assert label_of(desk, "Cy Invented") == "No cadence agreed yet"
    often = Provision("health  Visiting", Provided.SO_OFTEN, "Service director", "Agreed", Every(6, Unit.WEEKS))
    providing.agree(desk, often)
    assert providing.agreed(desk) == (often,)
    assert label_of(desk, "Cy Invented") == "No session yet"
    providing.end(desk, "Health visiting")
    assert label_of(desk, "Cy Invented") == "No cadence agreed yet"
    cy = enrolling.one(desk, person_id(desk, "Cy Invented"))
    enrolling.enrol(desk, replace(cy, cadence=Every(2), cadence_reason="Agreed with the director"))
    assert label_of(desk, "Cy Invented") == "No session yet"


def test_how_often_must_be_said_where_that_was_agreed_and_nowhere_else(desk: Desk) -> None:
    for often in (replace(ELSEWHERE, how=Provided.SO_OFTEN), replace(ELSEWHERE, every=Every(2))):
        with pytest.raises(SupdeskError, match="how often"):
            providing.agree(desk, often)
