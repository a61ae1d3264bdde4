"""Evaluations: what supervisees said of supervision, added up so that no answer has a name."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from supdesk.domain.suppression import Published, Rule, mean, publish, rounded


@dataclass(frozen=True, slots=True)
class Tally:
    """How often each answer from 1 to `len(counts)` was given to one statement."""

    statement: str
    counts: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Audit:
    """The evaluations of a period: how many, the answers to each statement, and what was said, without names."""

    forms: int
    tallies: tuple[Tally, ...]
    said: tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True)
class ShownTally:
    """A tally as it is shown; None stands for what is not."""

    statement: str
    counts: tuple[int | None, ...]
    answered: int | None
    mean: float | None


@dataclass(frozen=True, slots=True)
class ShownAudit:
    """An audit as it is shown; None stands for what is not."""

    forms: int | None
    tallies: tuple[ShownTally, ...]
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


def shown(whole: Audit, rule: Rule | None = None) -> ShownAudit:
    """The audit as it is shown: whole, or by the rule for publishing.

    Small numbers are hidden then, and so are all words where so few answered that their writers could be guessed.
    """
    forms = rounded(whole.forms, rule) if rule else whole.forms
    return ShownAudit(forms, tuple(_shown(tally, rule) for tally in whole.tallies), whole.said if forms else ())


def _shown(tally: Tally, rule: Rule | None) -> ShownTally:
    row = publish(tally.counts, rule) if rule else Published(tally.counts, sum(tally.counts))
    return ShownTally(tally.statement, row.cells, row.total, mean(tally.counts, rule))


def _said(given: Mapping[str, Any], field: str) -> str:
    return str(given.get(field) or "").strip()
