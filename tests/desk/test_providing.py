"""S14: what was agreed for a service is kept, goes before the pack, and ends."""

from dataclasses import replace

import pytest

from supdesk.desk import providing, tracking
from supdesk.desk.desk import Desk
from supdesk.domain.errors import SupdeskError
from supdesk.domain.provisions import Provided, Provision
from tests.desk.desks import enrolled

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
