"""Picturing: the cycle ring and the pictures of forms for the screen, from the same drawings as on paper."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from supdesk.forms.answers import ring_of
from supdesk.forms.definition import Field, Form

if TYPE_CHECKING:
    from supdesk.documents.triangle import Plan

Points = tuple[tuple[float, float], ...]


def cycle_ring(form: Form, raw: Mapping[str, Any], *, dark: bool = False, size: int = 320) -> str:
    """The ring as SVG for a draft of cycle notes; `size` in pixels."""
    from supdesk.documents.ring import svg

    return svg(ring_of(form, raw), dark=dark, size=size)


@dataclass(frozen=True, slots=True)
class Picture:
    """A form's picture at one width: its height in pixels, and where each dimension is, named and in the shape."""

    height: int
    places: Mapping[str, tuple[Points, Points]]
    plan: "Plan"

    def svg(self, written: Collection[str], *, dark: bool = False) -> str:
        """It as SVG; `written` are the ids of what was written about."""
        from supdesk.documents.triangle import svg

        return svg(self.plan, written, dark=dark)


def picture(field: Field, width: int, letter: float, measure: Callable[[str, float, bool], float]) -> Picture:
    """The picture of a field, `width` and the size of its letters in pixels; `measure` is how wide a text is at a
    size, regular or bold."""
    from supdesk.documents.triangle import lay

    plan = lay(field, width, letter, measure)
    return Picture(round(plan.box[1]), {each.id: (each.cell, each.wedge) for each in plan.places}, plan)
