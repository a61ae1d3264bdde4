"""Picturing: the cycle ring for the screen, from the same drawing as on paper."""

from collections.abc import Mapping
from typing import Any

from supdesk.forms.answers import ring_of
from supdesk.forms.definition import Form


def cycle_ring(form: Form, raw: Mapping[str, Any], *, dark: bool = False, size: int = 320) -> str:
    """The ring as SVG for a draft of cycle notes; `size` in pixels."""
    from supdesk.documents.ring import svg

    return svg(ring_of(form, raw), dark=dark, size=size)
