"""The cycle ring fills, and never scores."""

from math import cos, hypot, radians, sin
from pathlib import Path
from xml.etree import ElementTree

from reportlab.graphics.shapes import String
from reportlab.pdfbase.pdfmetrics import stringWidth

from supdesk.documents import fonts
from supdesk.documents.fonts import BOLD
from supdesk.documents.ring import SIDE, drawing, svg
from supdesk.domain.cycle import Element, Function, Ring, Stakeholder
from supdesk.ui.theme import POINTS

RESOURCES = Path(__file__).parents[2] / "resources"
EMPTY = Ring({})
FULL = Ring(dict.fromkeys(Element, 1.0), frozenset(Stakeholder), frozenset(Function))


def letters(size: int) -> dict[str, float]:
    """The words on the screen's ring and how tall their letters are, in pixels."""
    whole = ElementTree.fromstring(svg(FULL, size=size))  # noqa: S314
    words = [part for part in whole.iter() if part.tag.endswith("text")]
    return {str(part.text): float(part.attrib["font-size"]) * size / SIDE for part in words}


def test_every_part_of_the_model_is_named_on_paper():
    fonts.register(RESOURCES)
    words = {part.text for part in _strings(drawing(EMPTY, 250))}
    assert {part.label for kind in (Element, Stakeholder, Function) for part in kind} <= words


def _strings(group):
    for part in group.contents:
        yield from _strings(part) if hasattr(part, "contents") else [part] if isinstance(part, String) else []


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


def test_the_rings_words_on_a_screen_are_never_smaller_than_the_themes_smallest_letters() -> None:
    for size in (236, 400):
        words = letters(size)
        assert {"Experience", "Reflection", "Analysis", "Plans and", "action"} <= set(words)
        assert {"People", "Staff", "Organisation", "Partners"} <= set(words)
        assert min(words.values()) > POINTS["body"] * 96 / 72 - 0.1


def test_the_rings_words_on_a_screen_keep_within_their_band() -> None:
    """Measured in the bold of the pages, the screen's own: corners and middles of edges lie in the band."""
    fonts.register(RESOURCES)
    whole = ElementTree.fromstring(svg(FULL, size=236))  # noqa: S314
    for part in (part for part in whole.iter() if part.tag.endswith("text")):
        size, x, y = (float(part.attrib[name]) for name in ("font-size", "x", "y"))
        half, tall = stringWidth(str(part.text), BOLD, size) / 2, size * 0.72
        turn = radians(float(part.attrib.get("transform", "rotate(0").removeprefix("rotate(").split()[0]))
        corners = [(side * half, -up) for side in (-1, 1) for up in (0.0, tall)]
        far = [
            hypot(x + dx * cos(turn) - dy * sin(turn) - SIDE / 2, y + dx * sin(turn) + dy * cos(turn) - SIDE / 2)
            for dx, dy in corners
        ]
        far += [
            hypot(x - SIDE / 2 + tall * sin(turn) * side, y - SIDE / 2 - tall * cos(turn) * side) for side in (0, 1)
        ]
        low, high = (122, 157) if part.text in {who.brief for who in Stakeholder} else (48, 119)
        assert low < min(far), part.text
        assert max(far) < high, part.text
