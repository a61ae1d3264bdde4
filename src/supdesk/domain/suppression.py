"""Suppression: counts made fit to be published, so that nobody can be picked out of a small number.

Small counts are hidden, the others rounded. What is made of several counts, a sum or a mean, is shown only where
each of them is: it tells nothing then of those that are hidden, and neither does its absence.
"""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Rule:
    """Counts from 1 to `small` are hidden; greater ones are rounded to the nearest multiple of `to`: odd."""

    small: int = 7
    to: int = 5

    def __post_init__(self) -> None:
        if self.small < 1 or self.to < 1 or self.to % 2 == 0 or self.to > 2 * self.small + 1:
            raise ValueError("hide at least 1; round to an odd number that makes nothing of no count that is shown")


@dataclass(frozen=True, slots=True)
class Published:
    """One row of counts as published, and their sum. None stands for what is not shown."""

    cells: tuple[int | None, ...]
    total: int | None


def rounded(count: int, rule: Rule) -> int | None:
    """A count as published, or None where it is hidden. Nought is shown as nought."""
    if 0 < count <= rule.small:
        return None
    return (count + rule.to // 2) // rule.to * rule.to


def publish(counts: Sequence[int], rule: Rule) -> Published:
    """Counts that are published side by side, with their sum where none of them is hidden.

    A table is published row by row, each column with its sum likewise: a sum is shown only if all it adds up is.
    """
    cells = tuple(rounded(count, rule) for count in counts)
    return Published(cells, None if None in cells else rounded(sum(counts), rule))


def total(parts: Sequence[int], rule: Rule | None = None) -> int | None:
    """The sum of counts: whole, or by the rule for publishing, which shows it only where each of them is shown."""
    return publish(parts, rule).total if rule else sum(parts)


def mean(counts: Sequence[int], rule: Rule | None = None) -> float | None:
    """The mean of answers from 1 to len(counts), each given so many times, to one decimal.

    None where nobody answered, or where `rule` hides one of the counts.
    """
    if not sum(counts) or (rule and None in publish(counts, rule).cells):
        return None
    return round(sum(value * count for value, count in enumerate(counts, 1)) / sum(counts), 1)
