"""Pictures drawn once: their parts, and the same parts as SVG for the screen. `drawn` puts them on paper."""

from collections.abc import Iterable
from dataclasses import dataclass
from math import cos, pi, sin
from xml.sax.saxutils import escape

LIGHT = {
    "empty": "#F5F7FA", "line": "#8FA0B0", "fill": "#9CC6EE", "deep": "#005EB8", "text": "#212B32",
    "muted": "#4C5A66", "on": "#FFFFFF", "core": "#003087", "soft": "#D3E5F6", "edge": "#005EB8",
}  # fmt: skip
DARK = {
    "empty": "#1A2129", "line": "#7A8996", "fill": "#1F5C9C", "deep": "#7DB8F4", "text": "#EDF1F5",
    "muted": "#AEBAC5", "on": "#0B1A2B", "core": "#B7D8FA", "soft": "#1D3652", "edge": "#7DB8F4",
}  # fmt: skip
"""The colours of a picture that fills as one writes, on a light ground and on a dark one."""


@dataclass(frozen=True, slots=True)
class Patch:
    """A filled outline, y downwards; `line` "none" leaves its edge out."""

    points: tuple[tuple[float, float], ...]
    fill: str
    line: str = "none"
    dashed: bool = False


@dataclass(frozen=True, slots=True)
class Word:
    """A word at a point of its base line, turned by `turn` degrees clockwise; `anchor` start, middle or end."""

    text: str
    x: float
    y: float
    size: float
    color: str
    bold: bool = False
    turn: int = 0
    anchor: str = "middle"


Part = Patch | Word


def to_svg(parts: Iterable[Part], box: tuple[float, float], size: tuple[int, int]) -> str:
    """The parts as an SVG picture of that size in pixels, in the screen's own fonts; `box` is their own measure."""
    drawn = "".join(_as_svg(part) for part in parts)
    head = f'width="{size[0]}" height="{size[1]}" viewBox="0 0 {box[0]:g} {box[1]:g}"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {head}>{drawn}</svg>'


def rectangle(left: float, top: float, width: float, height: float) -> tuple[tuple[float, float], ...]:
    """The corners of an upright rectangle."""
    right, bottom = left + width, top + height
    return (left, top), (right, top), (right, bottom), (left, bottom)


def circle(x: float, y: float, radius: float) -> tuple[tuple[float, float], ...]:
    """The outline of a circle, near enough."""
    turns = [2 * pi * step / 32 for step in range(32)]
    return tuple((x + radius * sin(turn), y - radius * cos(turn)) for turn in turns)


def _as_svg(part: Part) -> str:
    if isinstance(part, Patch):
        points = " ".join(f"{x:.2f},{y:.2f}" for x, y in part.points)
        dash = ' stroke-dasharray="3 2.5"' if part.dashed else ""
        return f'<polygon points="{points}" fill="{part.fill}" stroke="{part.line}" stroke-width="1"{dash}/>'
    turn = f' transform="rotate({part.turn} {part.x:.2f} {part.y:.2f})"' if part.turn else ""
    weight = ' font-weight="bold"' if part.bold else ""
    return (
        f'<text x="{part.x:.2f}" y="{part.y:.2f}" text-anchor="{part.anchor}" font-family="Noto Sans, sans-serif" '
        f'font-size="{part.size:g}" fill="{part.color}"{weight}{turn}>{escape(part.text)}</text>'
    )
