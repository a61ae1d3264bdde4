"""Evaluations: what supervisees said of supervision, added up so that no answer has a name."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from supdesk.domain.suppression import Rule, mean, rounded, total


@dataclass(frozen=True, slots=True)
class Tally:
    """How often each answer from 1 to `len(counts)` was given to one statement."""

    statement: str
    counts: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Audit:
    """The evaluations of a period: how many, the answers to each statement, and what was said, without names.

    `left_out` counts what was said and does not stand here, because it may name somebody.
    """

    forms: int
    tallies: tuple[Tally, ...]
    said: tuple[tuple[str, tuple[str, ...]], ...]
    left_out: int = 0


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
    left_out: int | None = 0


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
        said=tuple((words, _sorted(_said(given, field) for given in found)) for field, words in questions.items()),
    )


def guarded(whole: Audit, may_name: Callable[[str], bool]) -> Audit:
    """The audit without what was said that may name somebody."""
    kept = tuple((asked, tuple(said for said in answers if not may_name(said))) for asked, answers in whole.said)
    gone = sum(len(answers) for _, answers in whole.said) - sum(len(answers) for _, answers in kept)
    return replace(whole, said=kept, left_out=whole.left_out + gone)


def shown(parts: Sequence[Audit], rule: Rule | None = None) -> ShownAudit:
    """Audits of the same form, of one quarter or of several, added up as they are shown: whole, or by the rule.

    A statement of which one number is small is hidden whole then: how many sessions there were, and how many
    answered other statements, bound the sum of its numbers, and so give the small one back. Of a part in which
    so few answered that they could be guessed all is hidden: that nobody of a few gave an answer tells of each.
    """
    open_parts = [part for part in parts if not rule or rounded(part.forms, rule)]
    few = rule is not None and any(rounded(part.forms, rule) is None for part in parts)
    return ShownAudit(
        forms=total([part.forms for part in parts], rule),
        tallies=tuple(
            _hidden(tallies[0]) if few else _shown(tallies, rule)
            for tallies in zip(*(part.tallies for part in parts), strict=True)
        ),
        said=tuple(
            (asked[0][0], _sorted(said for _, answers in asked for said in answers))
            for asked in zip(*(part.said for part in open_parts), strict=True)
        ),
        left_out=total([part.left_out for part in open_parts], rule),
    )


def _hidden(tally: Tally) -> ShownTally:
    return ShownTally(tally.statement, (None,) * len(tally.counts), None, None)


def _shown(tallies: Sequence[Tally], rule: Rule | None) -> ShownTally:
    """One statement over its parts, shown if each count of each of them is."""
    points = list(zip(*(tally.counts for tally in tallies), strict=True))
    answered = total([count for counts in points for count in counts], rule)
    if answered is None:
        return _hidden(tallies[0])
    middle = mean([sum(counts) for counts in points])
    return ShownTally(tallies[0].statement, tuple(total(counts, rule) for counts in points), answered, middle)


def _sorted(said: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(filter(None, said), key=str.casefold))


def _said(given: Mapping[str, Any], field: str) -> str:
    return str(given.get(field) or "").strip()
