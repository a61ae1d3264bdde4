"""Clinical records: what a supervision record owes to those of the children and adults who were discussed."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

NOBODY = "record"
"""The place that stands for a record in which no service user was discussed."""


class Entered(StrEnum):
    """Whether the discussion and its plan are in somebody's clinical record."""

    OUTSTANDING = "outstanding"
    DONE = "done"
    NOT_NEEDED = "not-needed"

    @property
    def label(self) -> str:
        return {"outstanding": "Outstanding", "done": "Done", "not-needed": "Not necessary"}[self.value]


@dataclass(frozen=True, slots=True)
class Due:
    """One child or adult of a record: the place they have in it, how the form calls them, and their entry.

    `text` holds what concerns them and nobody else, ready to be pasted, as far as a program can tell: `doubts` say
    what in it a person must look at first.
    """

    place: str
    label: str
    text: str
    state: Entered = Entered.OUTSTANDING
    on: date | None = None
    doubts: tuple[str, ...] = ()
