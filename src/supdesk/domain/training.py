"""Training: what shows that somebody may supervise, and by when it is to be refreshed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from supdesk.domain.cadence import Every, Standing, next_due, standing
from supdesk.domain.people import Person

REFRESHED_EVERY = 36
"""Months within which training is to be refreshed, where a pack says nothing else."""
NO_EVIDENCE = "No evidence recorded"


class Shows(StrEnum):
    """What a file of evidence shows."""

    COURSE = "course"
    REFRESHER = "refresher"
    SAFEGUARDING = "safeguarding"

    @property
    def label(self) -> str:
        return {
            "course": "Supervisor course",
            "refresher": "Refresher for supervisors",
            "safeguarding": "Safeguarding training",
        }[self.value]


@dataclass(frozen=True, slots=True)
class Evidence:
    """A file that shows somebody's training: on which day, of which course by which accrediting body."""

    id: str
    person_id: str
    shows: Shows
    course: str
    body: str
    on: date
    file_id: str

    @property
    def about(self) -> str:
        """Course and body as one, as the register has it."""
        return ", ".join(filter(None, (self.course, self.body)))


@dataclass(frozen=True, slots=True)
class Training:
    """How somebody's training stands on a day: last refreshed, to be refreshed by, and what shows it.

    A supervisor's course counts as training too.
    """

    person: Person
    evidence: tuple[Evidence, ...]
    last: date | None
    due: date | None
    standing: Standing

    @property
    def shown(self) -> bool:
        """Whether anything shows that they were trained as a supervisor: a date, a course or a file of either.

        Safeguarding training that everybody has does not.
        """
        return self.person.trained or any(each.shows is not Shows.SAFEGUARDING for each in self.evidence)

    @property
    def label(self) -> str:
        if not self.shown:
            return NO_EVIDENCE
        return {
            Standing.IN_DATE: "Training in date",
            Standing.DUE: "Training due within 30 days",
            Standing.OVERDUE: "Training overdue",
            Standing.NEVER: "No day of training recorded",
        }[self.standing]

    @property
    def wanting(self) -> bool:
        """Whether something is to be done: refreshed soon, overdue, or nothing shows it."""
        return not self.shown or self.standing is not Standing.IN_DATE


def training(person: Person, evidence: Sequence[Evidence], months: int, on: date) -> Training:
    """How the person's training stands on that day, refreshed every so many months."""
    days = [person.competent_on, person.refreshed_on, *(each.on for each in evidence)]
    last = max((day for day in days if day is not None and day <= on), default=None)
    due = next_due(last, Every(months))
    return Training(person, tuple(evidence), last, due, standing(due, on))
