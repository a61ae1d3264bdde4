"""A triangle of notes: one picture for the screen and for the page.

In the middle stands whom it is about, along each side its dimensions. What was written about is tinted, with a
solid edge and a full dot; what is silent stays hollow, with a dashed edge and an empty dot. It fills; it never
scores.
"""

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import accumulate

from supdesk.documents.picture import DARK, LIGHT, Part, Patch, Word, circle, rectangle, to_svg
from supdesk.forms.definition import Dimension, Field, Side

Points = tuple[tuple[float, float], ...]
Measure = Callable[[str, float, bool], float]
"""How wide a text is at a size, regular or bold, in the units of that size."""

_LEADING, _PAD, _DOT, _GAP = 1.26, 0.55, 0.28, 0.17
"""In letters: from line to line, round a text, the radius of a dot, and half the space between neighbours."""
_FEET = tuple(share / 100 for share in range(16, 48, 3))
"""Where the triangle may stand: how much of the width lies at each side of its foot."""
_SHAPELY = 0.9
"""How high the triangle would best be for its foot; names that need room make it higher."""


_Step = tuple[float, tuple[str, ...]]
"""The height of a row on a slope, and the lines of its name."""


@dataclass(frozen=True, slots=True)
class Place:
    """One dimension on the picture: its name's cell, its part of the triangle, its lines and where they stand."""

    id: str
    cell: Points
    wedge: Points
    lines: tuple[str, ...]
    text: tuple[float, float]
    """The end or the beginning of the lines, and the height of their middle."""
    anchor: str
    dot: float


@dataclass(frozen=True, slots=True)
class Plan:
    """Where everything stands, in the picture's units, y downwards."""

    box: tuple[float, float]
    letter: float
    places: tuple[Place, ...]
    titles: tuple[Word, ...]
    outline: Points
    core: tuple[float, float, float]
    """The middle's centre and radius."""
    centre: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Type:
    """The letters of one picture: their size, and how wide words are."""

    letter: float
    measure: Measure

    def wide(self, text: str, bold: bool = False) -> float:
        return self.measure(text, self.letter, bold)

    def wrapped(self, text: str, width: float, bold: bool = False) -> tuple[str, ...]:
        """The text on as many lines as it takes; only a word wider than that is broken."""
        lines: list[str] = []
        for word in text.split():
            longer = f"{lines[-1]} {word}" if lines else word
            if lines and self.wide(longer, bold) <= width:
                lines[-1] = longer
            else:
                lines += self._broken(word, width, bold)
        return tuple(lines)

    def _broken(self, word: str, width: float, bold: bool) -> Iterator[str]:
        while self.wide(word, bold) > width and len(word) > 1:
            fitting = (end for end in range(len(word) - 1, 1, -1) if self.wide(word[:end], bold) <= width)
            end = next(fitting, 1)
            yield word[:end]
            word = word[end:]
        yield word

    def tall(self, lines: int) -> float:
        return (lines * _LEADING + 2 * _PAD) * self.letter

    @property
    def beside(self) -> float:
        """What a cell needs beside its words: its edges, and the dot with its room."""
        return (2 * _PAD + 3.2 * _DOT + 2 * _GAP) * self.letter


def svg(plan: Plan, written: Collection[str], *, dark: bool = False) -> str:
    """The picture as SVG, a pixel for each of the plan's units; `written` are the ids of what was written about."""
    size = (round(plan.box[0]), round(plan.box[1]))
    return to_svg(parts(plan, written, dark=dark), plan.box, size)


def lay(field: Field, width: float, letter: float, measure: Measure) -> Plan:
    """The plan of a triangle of that width, as high as its names need."""
    kind = _Type(letter, measure)
    lowest = [word for side in field.sides[:2] for word in side.dimensions[-1].label.split()]
    least = max(map(kind.wide, lowest)) + kind.beside
    feet = [foot * width for foot in _FEET if foot * width >= least] or [_FEET[-1] * width]
    plans = [_laid(field, foot, width, kind) for foot in feet]
    names = [each.label.split() for each in field.dimensions()]
    whole = [plan for plan in plans if [" ".join(place.lines).split() for place in plan.places] == names]
    return min(whole or plans[-1:], key=partial(_ungainly, width))


def _ungainly(width: float, plan: Plan) -> float:
    """How far a triangle is from a shapely one, and how much height it takes."""
    (_, top), (right, low), (left, _) = plan.outline
    return abs((low - top) / (right - left) - _SHAPELY) + 1.5 * plan.box[1] / width


def _slope(down: float, foot: float, width: float) -> float:
    """How far the left slope is from the left edge, `down` from 0 at the top to 1 at the foot."""
    return width / 2 - down * (width / 2 - foot)


def _laid(field: Field, foot: float, width: float, kind: _Type) -> Plan:
    left, right, base = field.sides
    middle, gap = width / 2, _GAP * kind.letter
    heads = [kind.wrapped(side.label, middle - kind.letter, bold=True) for side in (left, right)]
    top = kind.tall(max(map(len, heads)))
    steps = _steps((left, right), foot, width, kind)
    high = sum(step for step, _ in steps[0])
    low = top + high
    core = (middle, low - high / 3)
    places = [
        *_on_slope(left, steps[0], top, foot, width, core, kind),
        *(_mirrored(each, width) for each in _on_slope(right, steps[1], top, foot, width, core, kind)),
    ]
    titles = [*_title(heads[0], 2 * gap, "start", kind), *_title(heads[1], width - 2 * gap, "end", kind)]
    under = kind.wrapped(base.label, width - kind.letter, bold=True)
    titles += _title(under, middle, "middle", kind, low + _PAD * kind.letter / 2)
    start = low + kind.tall(len(under)) - _PAD * kind.letter / 2
    shelf = list(_on_shelf(base, start, foot, low, width, core, kind))
    bottom = max(y for each in shelf for _, y in each.cell) + gap
    words = tuple(field.centre.split())
    radius = max([kind.wide(word, True) for word in words], default=0) / 2 + len(words) * kind.letter * 0.42
    return Plan(
        (width, bottom), kind.letter, (*places, *shelf), tuple(titles),
        ((middle, top), (width - foot, low), (foot, low)), (*core, radius), words,
    )  # fmt: skip


def _steps(sides: Sequence[Side], foot: float, width: float, kind: _Type) -> list[list[_Step]]:
    """The rows of each slope, which together are as high as those of the other.

    The lower down, the narrower a row, and the narrower the more lines it takes: rows grow until all fit.
    """
    needs = [[kind.tall(1)] * len(side.dimensions) for side in sides]
    while True:
        high = max(*map(sum, needs), _SHAPELY * (width - 2 * foot))
        rows = [_stretched(need, high) for need in needs]
        lines = [_lines(side, row, foot, width, kind) for side, row in zip(sides, rows, strict=True)]
        grown = [[max(low, kind.tall(len(said))) for low, said in zip(need, texts, strict=True)]
                 for need, texts in zip(needs, lines, strict=True)]  # fmt: skip
        if grown == needs:
            return [list(zip(row, texts, strict=True)) for row, texts in zip(rows, lines, strict=True)]
        needs = grown


def _stretched(needs: Sequence[float], high: float) -> list[float]:
    """The heights of rows that need so much and are to be so high together."""
    spare = (high - sum(needs)) / len(needs)
    return [need + spare for need in needs]


def _lines(side: Side, rows: Sequence[float], foot: float, width: float, kind: _Type) -> list[tuple[str, ...]]:
    """The lines of every name on a slope, in rows of these heights."""
    downs = [down / sum(rows) for down in accumulate(rows)]
    rooms = [_slope(down, foot, width) - kind.beside for down in downs]
    return [kind.wrapped(each.label, room) for each, room in zip(side.dimensions, rooms, strict=True)]


def _on_slope(
    side: Side,
    steps: Sequence[_Step],
    top: float,
    foot: float,
    width: float,
    core: tuple[float, float],
    kind: _Type,
) -> Iterator[Place]:
    """The dimensions of the left side, from the top down, each as far as the slope reaches."""
    high, gap, dot = sum(step for step, _ in steps), _GAP * kind.letter, _DOT * kind.letter
    y = top
    for each, (step, lines) in zip(side.dimensions, steps, strict=True):
        near, far = (_slope((level - top) / high, foot, width) for level in (y, y + step))
        cell = ((gap, y + gap), (near - 2 * gap, y + gap), (far - 2 * gap, y + step - gap), (gap, y + step - gap))
        edge = far - 2 * gap - _PAD * kind.letter
        text = (edge - 3.2 * dot, y + step / 2)
        yield Place(each.id, cell, ((near, y), (far, y + step), core), lines, text, "end", edge - dot)
        y += step


def _mirrored(place: Place, width: float) -> Place:
    """A place of the left slope on the right one."""

    def over(points: Points) -> Points:
        return tuple((width - x, y) for x, y in points)

    x, y = place.text
    return replace(
        place,
        cell=over(place.cell),
        wedge=over(place.wedge),
        text=(width - x, y),
        anchor="start",
        dot=width - place.dot,
    )


def _on_shelf(
    side: Side, top: float, foot: float, low: float, width: float, core: tuple[float, float], kind: _Type
) -> Iterator[Place]:
    """The dimensions of the side at the foot, in rows below it, and their parts along the foot."""
    gap, dot = _GAP * kind.letter, _DOT * kind.letter
    along = (width - 2 * foot) / len(side.dimensions)
    number, y = 0, top
    for row in _rows(side.dimensions, width, kind):
        wide = width / len(row)
        lines = [kind.wrapped(each.label, wide - kind.beside) for each in row]
        tall = kind.tall(max(map(len, lines)))
        for place, (each, said) in enumerate(zip(row, lines, strict=True)):
            left = place * wide + gap
            cell = rectangle(left, y + gap, wide - 2 * gap, tall - 2 * gap)
            wedge = ((foot + number * along, low), (foot + (number + 1) * along, low), core)
            start = left + _PAD * kind.letter
            yield Place(each.id, cell, wedge, said, (start + 3.2 * dot, y + tall / 2), "start", start + dot)
            number += 1
        y += tall


def _rows(dimensions: Sequence[Dimension], width: float, kind: _Type) -> Iterator[Sequence[Dimension]]:
    """Dimensions in rows of nearly the same number, at most four, as many as their longest word lets stand."""
    longest = max(kind.wide(word) for each in dimensions for word in each.label.split())
    abreast = max(1, min(4, int(width / (longest + kind.beside))))
    rows = -(-len(dimensions) // abreast)
    few, more = divmod(len(dimensions), rows)
    start = 0
    for row in range(rows):
        stop = start + few + (row < more)
        yield dimensions[start:stop]
        start = stop


def _title(lines: Sequence[str], x: float, anchor: str, kind: _Type, top: float = 0.0) -> Iterator[Word]:
    for number, line in enumerate(lines):
        y = top + (_PAD + 0.95 + number * _LEADING) * kind.letter
        yield Word(line, x, y, kind.letter, "", True, anchor=anchor)


def parts(plan: Plan, written: Collection[str], *, dark: bool = False) -> Iterator[Part]:
    """Everything on the picture; `written` are the ids of what was written about."""
    colors = DARK if dark else LIGHT
    yield from (replace(title, color=colors["core"]) for title in plan.titles)
    yield Patch(plan.outline, colors["empty"], colors["line"])
    for place in plan.places:
        if place.id in written:
            yield Patch(place.wedge, colors["fill"], colors["edge"])
    yield Patch(plan.outline, "none", colors["line"])
    for place in plan.places:
        yield from _named(place, place.id in written, plan.letter, colors)
    x, y, radius = plan.core
    yield Patch(circle(x, y, radius), colors["core"], colors["core"])
    yield from _stacked(plan.centre, x, y, plan.letter, colors["on"], "middle", bold=True)


def _named(place: Place, filled: bool, letter: float, colors: dict[str, str]) -> Iterator[Part]:
    fill, line = (colors["soft"], colors["edge"]) if filled else (colors["empty"], colors["line"])
    yield Patch(place.cell, fill, line, dashed=not filled)
    x, y = place.text
    dot = circle(place.dot, y, _DOT * letter)
    yield Patch(dot, colors["deep"] if filled else "none", colors["deep"] if filled else colors["line"])
    yield from _stacked(place.lines, x, y, letter, colors["text" if filled else "muted"], place.anchor)


def _stacked(
    lines: Sequence[str], x: float, y: float, letter: float, color: str, anchor: str, *, bold: bool = False
) -> Iterator[Word]:
    """Lines one under another, their middle at `y`."""
    for number, line in enumerate(lines):
        base = y + (0.35 + (number - (len(lines) - 1) / 2) * _LEADING) * letter
        yield Word(line, x, base, letter, color, bold, anchor=anchor)
