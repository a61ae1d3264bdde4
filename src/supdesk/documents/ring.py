"""The cycle ring: one picture, as SVG for the screen and as a drawing for the page. It fills; it never scores."""

from collections.abc import Iterator
from dataclasses import dataclass
from math import cos, pi, sin

from reportlab.graphics.shapes import Drawing

from supdesk.documents.drawn import to_drawing
from supdesk.documents.picture import DARK, LIGHT, Patch, Word, to_svg
from supdesk.domain.cycle import Element, Function, Ring, Stakeholder

SIDE = 320.0
LETTER = 44 / 3
"""Pixels of the smallest letters on a screen: 11 points."""
_GAP = 0.9
"""Half the space between neighbours, in points."""


@dataclass(frozen=True, slots=True)
class _Plan:
    """How far the parts reach from the middle and how tall their letters are (0: none), in the picture's units."""

    core: float
    inner: tuple[float, float]
    middle: tuple[float, float]
    outer: tuple[float, float]
    core_letters: float
    inner_letters: float
    middle_letters: float
    outer_letters: float
    brief: bool = False


_PRINTED = _Plan(40, (43, 71), (74, 120), (123, 150), 10, 8.4, 11, 8.4)


def svg(ring: Ring, *, dark: bool = False, size: int = 320) -> str:
    """The ring as an SVG picture `size` pixels square, in the screen's own fonts.

    Its letters are never smaller than `LETTER`. Core and functions have no room for such: what is drawn beside the
    ring names them.
    """
    parts = _picture(ring, DARK if dark else LIGHT, _on_screen(size))
    return to_svg(parts, (SIDE, SIDE), (size, size))


def drawing(ring: Ring, side: float = 250.0) -> Drawing:
    """The ring as a drawing for the page, `side` points square; the page's fonts must be registered."""
    return to_drawing(_picture(ring, LIGHT, _PRINTED), (SIDE, SIDE), side)


def _on_screen(size: int) -> _Plan:
    """Wide bands for the elements and stakeholders, whose words must be read."""
    letters = round(LETTER * SIDE / size, 2)
    return _Plan(20, (23, 45), (48, 119), (122, 157), 0, 0, letters, letters, brief=True)


def _picture(ring: Ring, colors: dict[str, str], plan: _Plan) -> Iterator[Patch | Word]:
    for number, who in enumerate(Stakeholder):
        words, touched = who.brief if plan.brief else who.label, who in ring.stakeholders
        yield from _side(number, words, touched, plan.outer, colors, plan.outer_letters)
    for number, element in enumerate(Element):
        yield from _element(number, element, ring.elements.get(element, 0.0), colors, plan)
    for number, what in enumerate(Function):
        yield from _side(number, what.label, what in ring.functions, plan.inner, colors, plan.inner_letters)
    middle = SIDE / 2
    yield Patch(_sector(0, plan.core, 0, 2 * pi), colors["core"], colors["core"])
    if plan.core_letters:
        yield Word("Restorative", middle, middle - 4, plan.core_letters, colors["on"], bold=True)
        yield Word("core", middle, middle + plan.core_letters, plan.core_letters, colors["on"], bold=True)


def _side(
    number: int, text: str, touched: bool, band: tuple[float, float], colors: dict[str, str], size: float
) -> Iterator[Patch | Word]:
    """A stakeholder or a function: tinted when it was touched, hollow and dashed when not."""
    start, stop = _quadrant(number)
    fill, line = (colors["soft"], colors["edge"]) if touched else (colors["empty"], colors["line"])
    yield Patch(_sector(*band, start, stop), fill, line, dashed=not touched)
    if size:
        low, high = band
        roomy = high - low > 2 * size
        radius = (low + high) / 2 if roomy else low + 0.55 * size  # a long straight word keeps clear of the rim
        yield _word(number, text, radius, size, colors["text"] if touched else colors["muted"], touched)


def _element(
    number: int, element: Element, filled: float, colors: dict[str, str], plan: _Plan
) -> Iterator[Patch | Word]:
    start, stop = _quadrant(number)
    low, high = plan.middle
    yield Patch(_sector(low, high, start, stop), colors["empty"], colors["line"], dashed=not filled)
    if filled:
        reach = low + (high - low) * min(1.0, max(0.12, filled))
        yield Patch(_sector(low, reach, start, stop), colors["fill"], colors["fill"])
        yield Patch(_sector(low, high, start, stop), "none", colors["edge"])
    size, color = plan.middle_letters, colors["text" if filled else "muted"]
    lines = _lines(element.label) if plan.brief else [element.label]
    for place, line in enumerate(lines):
        down = (place - (len(lines) - 1) / 2) * size * 1.1
        yield _word(number, line, (low + high) / 2 + (down if number == 2 else -down), size, color, True)


def _lines(text: str) -> list[str]:
    """Words too long for a narrow ring on two lines."""
    return [text] if len(text) <= 12 else text.rsplit(" ", 1)


def _word(number: int, text: str, radius: float, size: float, color: str, bold: bool) -> Word:
    """A label in its quadrant: level above and below, turned at the sides."""
    middle, base = SIDE / 2, size * 0.35
    if number == 0:
        return Word(text, middle, middle - radius + base, size, color, bold)
    if number == 2:
        return Word(text, middle, middle + radius + base, size, color, bold)
    if number == 1:
        return Word(text, middle + radius - base, middle, size, color, bold, 90)
    return Word(text, middle - radius + base, middle, size, color, bold, -90)


def _quadrant(number: int) -> tuple[float, float]:
    """From and to which angle, clockwise from the top."""
    return number * pi / 2 - pi / 4, number * pi / 2 + pi / 4


def _sector(low: float, high: float, start: float, stop: float) -> tuple[tuple[float, float], ...]:
    steps = max(12, int(high * (stop - start) / 3))
    far = _arc(high, start, stop, steps)
    return (*far, *reversed(_arc(low, start, stop, steps))) if low else tuple(far)


def _arc(radius: float, start: float, stop: float, steps: int) -> list[tuple[float, float]]:
    slack = 0.0 if stop - start > pi else _GAP / radius
    angles = [start + slack + (stop - start - 2 * slack) * step / steps for step in range(steps + 1)]
    return [(SIDE / 2 + radius * sin(a), SIDE / 2 - radius * cos(a)) for a in angles]
