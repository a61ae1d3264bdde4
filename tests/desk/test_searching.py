"""Searching a real vault."""

from supdesk.desk import searching
from supdesk.desk.desk import Desk


def test_somebody_is_found_by_the_beginning_of_a_word(desk: Desk) -> None:
    assert [hit.title for hit in searching.find(desk, "samp")] == ["Bee Sample"]
    assert searching.find(desk, "nowhere") == []
