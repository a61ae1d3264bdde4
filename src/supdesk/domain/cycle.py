"""The 4x4x4 model: four elements of the supervision cycle, four functions, four stakeholders.

Source: Morrison (2005), Wonnacott (2012), Wallbank & Wonnacott (2016).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

FULL = 400
"""Characters at which an element counts as well filled on the ring: a drawing aid, never a score."""


class Element(StrEnum):
    """The four elements of the ring, in order."""

    EXPERIENCE = "experience"
    REFLECTION = "reflection"
    ANALYSIS = "analysis"
    ACTION = "action"

    @property
    def label(self) -> str:
        return "Plans and action" if self is Element.ACTION else self.value.capitalize()


class Stakeholder(StrEnum):
    """Who supervision is for."""

    PEOPLE = "people"
    STAFF = "staff"
    ORGANISATION = "organisation"
    PARTNERS = "partners"

    @property
    def label(self) -> str:
        return {
            "people": "People who use services",
            "staff": "Staff",
            "organisation": "The organisation",
            "partners": "Partner organisations",
        }[self.value]

    @property
    def brief(self) -> str:
        """In one word, where there is room for no more."""
        return self.value.capitalize()


class Function(StrEnum):
    """What supervision does."""

    MANAGEMENT = "management"
    SUPPORT = "support"
    DEVELOPMENT = "development"
    MEDIATION = "mediation"

    @property
    def label(self) -> str:
        return self.value.capitalize()


@dataclass(frozen=True, slots=True)
class Ring:
    """How far the picture is filled: each element from 0 to 1, and the stakeholders and functions touched."""

    elements: Mapping[Element, float]
    stakeholders: frozenset[Stakeholder] = frozenset()
    functions: frozenset[Function] = frozenset()

    @property
    def silent(self) -> tuple[Element, ...]:
        return tuple(e for e in Element if not self.elements.get(e))


def ring(
    notes: Mapping[Element, str],
    stakeholders: frozenset[Stakeholder] = frozenset(),
    functions: frozenset[Function] = frozenset(),
) -> Ring:
    """The ring for what has been written under each element (text, any length)."""
    fill = {e: min(1.0, len(notes.get(e, "").strip()) / FULL) for e in Element}
    return Ring(fill, stakeholders, functions)


def leaps(picture: Ring) -> bool:
    """Whether the notes jump from Experience to Plans and action with nothing between."""
    between = picture.elements.get(Element.REFLECTION, 0) or picture.elements.get(Element.ANALYSIS, 0)
    return bool(picture.elements.get(Element.EXPERIENCE) and picture.elements.get(Element.ACTION) and not between)
