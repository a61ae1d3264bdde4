"""The process around a session: the steps a policy names, and how far each has come."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Step(StrEnum):
    """What can be reckoned from what is known, or is said by the person."""

    PLANNED = "planned"
    HELD = "held"
    REGISTER_SENT = "register-sent"
    ACTION_PLAN_SENT = "action-plan-sent"
    CLINICAL_RECORDS = "clinical-records"
    TRACKER = "tracker"
    REPORTED = "reported"
    AUDITED = "audited"


@dataclass(frozen=True, slots=True)
class Stage:
    """A step in the words of a policy."""

    step: Step
    words: str


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a stage has come: `done` or not, on which day, and what there is to say of it.

    `open_to_say` tells whether it is for the person to say that it is done.
    """

    stage: Stage
    done: bool
    on: date | None = None
    remark: str = ""
    open_to_say: bool = False
