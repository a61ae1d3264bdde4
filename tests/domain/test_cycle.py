"""The picture of the 4x4x4 cycle fills as one writes, and a leap over the middle is noticed (R4)."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from supdesk.domain.cycle import FULL, Element, Function, Stakeholder, leaps, ring


def test_an_empty_picture_is_silent_everywhere() -> None:
    assert ring({}).silent == tuple(Element)
    assert not leaps(ring({}))


def test_white_space_is_not_a_note() -> None:
    assert ring({Element.REFLECTION: " \n\t "}).silent == tuple(Element)


@given(st.dictionaries(st.sampled_from(Element), st.text(max_size=900)))
def test_each_element_fills_from_nothing_to_whole_and_never_further(notes: dict[Element, str]) -> None:
    picture = ring(notes)
    for element in Element:
        length = len(notes.get(element, "").strip())
        assert picture.elements[element] == min(length, FULL) / FULL


@pytest.mark.parametrize("written", list(product([False, True], repeat=4)))
def test_a_leap_is_from_experience_to_action_with_nothing_between(written: tuple[bool, ...]) -> None:
    notes = {element: "Seen." for element, there in zip(Element, written, strict=True) if there}
    assert leaps(ring(notes)) == (written == (True, False, False, True))


def test_the_picture_keeps_who_and_what_was_touched() -> None:
    picture = ring({}, frozenset({Stakeholder.PEOPLE}), frozenset({Function.SUPPORT}))
    assert picture.stakeholders == {Stakeholder.PEOPLE}
    assert picture.functions == {Function.SUPPORT}


def test_every_part_of_the_model_has_its_name() -> None:
    assert [e.label for e in Element] == ["Experience", "Reflection", "Analysis", "Plans and action"]
    assert [s.label for s in Stakeholder] == [
        "People who use services",
        "Staff",
        "The organisation",
        "Partner organisations",
    ]
    assert [f.label for f in Function] == ["Management", "Support", "Development", "Mediation"]
