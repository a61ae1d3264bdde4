"""Evaluations: what supervisees said of supervision, added up so that no answer has a name."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from supdesk.domain.suppression import Rule, mean, publish


@dataclass(frozen=True, slots=True)
class Tally:
    """How often each answer from 1 to `len(counts)` was given to one statement."""

    statement: str
    counts: tuple[int, ...]

    @property
    def answered(self) -> int:
        return sum(self.counts)

    @property
    def mean(self) -> float | None:
        return mean(self.counts)


@dataclass(frozen=True, slots=True)
class Audit:
    """The evaluations of a period: how many, the answers to each statement, and what was said, without names."""

    forms: int
    tallies: tuple[Tally, ...]
    said: tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True)
class PublishedTally:
    """A tally as it may be published; None stands for what is not shown."""

    statement: str
    counts: tuple[int | None, ...]
    answered: int | None
    mean: float | None


@dataclass(frozen=True, slots=True)
class PublishedAudit:
    """An audit as it may be published. The words are left out where so few answered that they could be guessed."""

    forms: int | None
    tallies: tuple[PublishedTally, ...]
    said: tuple[tuple[str, tuple[str, ...]], ...]


def audit(
    answers: Iterable[Mapping[str, Any]], statements: Mapping[str, tuple[str, int]], questions: Mapping[str, str]
) -> Audit:
    """Add up answers by field id; `statements` gives each scale its words and points, `questions` words alone.

    What was said stands in the order of the alphabet: the order in which it came would tell who came first.
    """
    found = list(answers)
    return Audit(
        forms=len(found),
        tallies=tuple(
            Tally(words, tuple(sum(given.get(field) == point for given in found) for point in range(1, points + 1)))
            for field, (words, points) in statements.items()
        ),
        said=tuple(
            (
                words,
                tuple(sorted((_said(given, field) for given in found if _said(given, field)), key=str.casefold)),
            )
            for field, words in questions.items()
        ),
    )


def published(whole: Audit, rule: Rule) -> PublishedAudit:
    """The audit with small numbers hidden and the rest rounded."""
    forms = publish([whole.forms], rule).total
    rows = [(tally, publish(tally.counts, rule)) for tally in whole.tallies]
    return PublishedAudit(
        forms=forms,
        tallies=tuple(
            PublishedTally(tally.statement, row.cells, row.total, mean(tally.counts, rule)) for tally, row in rows
        ),
        said=whole.said if forms else (),
    )


def _said(given: Mapping[str, Any], field: str) -> str:
    return str(given.get(field) or "").strip()
