"""Monitoring: what an organisation checks about supervision, by whom and how often, and when it is due again."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from supdesk.domain.quarters import quarter, year
from supdesk.domain.registers import Period
from supdesk.domain.reports import QUARTER, YEAR, Table

WHEN_ASKED = "When asked for"
"""How often, where nobody has said it."""

MADE_AS = {"attendance-quarter": QUARTER, "evaluations": QUARTER, "attendance-year": YEAR, "questionnaire": YEAR}
"""Which kind of report holds what a requirement asks for."""


@dataclass(frozen=True, slots=True)
class Requirement:
    """One row of a monitoring plan. `report` is a key of MADE_AS, or empty for what is done elsewhere.

    Without a `frequency` nobody has said how often yet, and nothing is due.
    """

    requirement: str
    process: str
    responsible: str
    review: str
    frequency: str = ""
    action_plan: str = ""
    report: str = ""

    @property
    def often(self) -> str:
        """How often, in words."""
        return self.frequency or WHEN_ASKED


@dataclass(frozen=True, slots=True)
class Watch:
    """A requirement, the period it is or was last due for, when it was last made, and when it is due."""

    requirement: Requirement
    period: Period | None = None
    made: date | None = None
    due: date | None = None
    late: bool = False


def watched(requirement: Requirement, made: Mapping[tuple[str, date], date], today: date, begun: date) -> Watch:
    """How a requirement stands. `made` holds the last day on which each report was written, by kind and first day.

    A report is due once its period is over, and what was written before that is made again. Of periods that were
    over when the vault was `begun` none is.
    """
    kind = MADE_AS.get(requirement.report)
    if kind is None:
        return Watch(requirement)
    span = quarter if kind == QUARTER else year
    now = span(today)
    before = span(now.first - timedelta(days=1))
    last = max((on for (which, _), on in made.items() if which == kind), default=None)
    if not requirement.frequency:
        return Watch(requirement, now, last)
    written = made.get((kind, before.first))
    if before.last >= begun and (written is None or written <= before.last):
        return Watch(requirement, before, last, now.first, late=True)
    return Watch(requirement, now, last, now.last + timedelta(days=1))


def plan(found: list[Watch]) -> Table:
    """The monitoring plan as a table."""
    return Table(
        title="Monitoring plan",
        headings=("Requirement", "How", "Who", "How often", "Action plan", "Review", "Last made", "Next due"),
        rows=tuple(
            (r.requirement, r.process, r.responsible, r.often, r.action_plan, r.review, each.made, each.due)
            for each in found
            for r in (each.requirement,)
        ),
        nothing="The policy pack has no monitoring plan.",
    )
