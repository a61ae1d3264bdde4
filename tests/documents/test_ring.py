"""The cycle ring fills, and never scores."""

from pathlib import Path
from xml.etree import ElementTree

from supdesk.documents import fonts
from supdesk.documents.ring import SIDE, drawing, svg
from supdesk.domain.cycle import Element, Function, Ring, Stakeholder

RESOURCES = Path(__file__).parents[2] / "resources"
EMPTY = Ring({})
FULL = Ring(dict.fromkeys(Element, 1.0), frozenset(Stakeholder), frozenset(Function))


def test_every_part_of_the_model_is_named():
    words = {text.text for text in ElementTree.fromstring(svg(EMPTY)).iter() if text.tag.endswith("text")}  # noqa: S314
    assert {part.label for kind in (Element, Stakeholder, Function) for part in kind} <= words


def test_what_stayed_silent_is_dashed_and_what_was_touched_is_not():
    assert svg(EMPTY).count("stroke-dasharray") == 12
    assert svg(FULL).count("stroke-dasharray") == 0


def test_the_ring_shows_no_number_and_no_transparency():
    for picture in (svg(FULL), svg(FULL, dark=True)):
        assert "opacity" not in picture
        assert "%" not in picture


def test_light_and_dark_and_size_are_told_apart():
    assert svg(FULL) != svg(FULL, dark=True)
    assert 'width="200"' in svg(FULL, size=200)


def test_the_same_picture_goes_on_paper():
    fonts.register(RESOURCES)
    assert drawing(FULL, 200).width == 200


def test_a_small_ring_on_screen_names_the_elements_larger_and_leaves_out_the_fine_words() -> None:
    def words(size: int) -> dict[str, float]:
        whole = ElementTree.fromstring(svg(FULL, size=size))  # noqa: S314
        letters = [part for part in whole.iter() if part.tag.endswith("text")]
        return {str(part.text): float(part.attrib["font-size"]) * size / SIDE for part in letters}

    large, small = words(400), words(220)
    assert set(small) == {"Experience", "Reflection", "Analysis", "Plans and action", "Restorative", "core"}
    assert set(large) > set(small)
    assert min(small.values()) > 8
