"""Figures of a run: what was measured, beside the bare libraries and its aim."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median


@dataclass(frozen=True, slots=True)
class Figure:
    """One line of the table. `ours` and `bare` are in `unit`; `holds` says whether the aim is met."""

    what: str
    ours: float
    bare: float
    unit: str
    aim: str
    holds: bool


def middle(values: Sequence[float]) -> float:
    """The median."""
    return median(values)


def p95(values: Sequence[float]) -> float:
    """The value that 95 in 100 stay at or below."""
    return sorted(values)[math.ceil(len(values) * 0.95) - 1]


def p99(values: Sequence[float]) -> float:
    """The value that 99 in 100 stay at or below."""
    return sorted(values)[math.ceil(len(values) * 0.99) - 1]


HEADINGS = ("what", "ours", "bare", "ratio", "aim", "")


def cells(figure: Figure) -> tuple[str, ...]:
    """The words of a figure's line, in the order of `HEADINGS`."""
    return (
        figure.what,
        _shown(figure.ours, figure.unit),
        _shown(figure.bare, figure.unit),
        f"{figure.ours / figure.bare:.2f}",
        figure.aim,
        "holds" if figure.holds else "misses",
    )


def table(figures: Sequence[Figure]) -> str:
    """All lines, aligned: words to the left, numbers to the right."""
    lines = [HEADINGS, *(cells(figure) for figure in figures)]
    widths = [max(len(line[place]) for line in lines) for place in range(len(HEADINGS))]
    return "\n".join(_aligned(line, widths) for line in lines)


def _aligned(line: Sequence[str], widths: Sequence[int]) -> str:
    words = [
        cell.rjust(width) if place in (1, 2, 3) else cell.ljust(width)
        for place, (cell, width) in enumerate(zip(line, widths, strict=True))
    ]
    return "  ".join(words).rstrip()


def _shown(value: float, unit: str) -> str:
    return f"{value:.2f} {unit}" if value < 10 else f"{value:.0f} {unit}"
