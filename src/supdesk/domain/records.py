"""Records: what was written and agreed, revision by revision, never changed once signed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from itertools import pairwise
from math import hypot
from typing import Any

from supdesk.domain.people import Party


class RecordState(StrEnum):
    """Finished and waiting for agreement; agreed by all the form asks; signed by the only one it asks; issued where
    nobody signs; amended."""

    FINISHED = "finished"
    AGREED = "agreed"
    SIGNED = "signed"
    ISSUED = "issued"
    AMENDED = "amended"

    @property
    def label(self) -> str:
        return "To be sealed" if self is RecordState.FINISHED else self.value.capitalize()

    @property
    def sealed(self) -> bool:
        return self is not RecordState.FINISHED


class Way(StrEnum):
    """How the parties agreed."""

    SIGNED_HERE = "signed-here"
    EMAIL = "email"
    SCAN = "scan"
    ISSUED = "issued"

    @property
    def label(self) -> str:
        return {
            "signed-here": "Signed on the supervisor's laptop",
            "email": "Agreed by e-mail",
            "scan": "Signed on paper, scanned",
            "issued": "Issued without signatures",
        }[self.value]


@dataclass(frozen=True, slots=True)
class FormRef:
    """Which definition a record was written with. `digest` is the SHA-256 of the definition's text."""

    pack: str
    form: str
    version: int
    digest: str


@dataclass(frozen=True, slots=True)
class Record:
    """One revision of a record. `answers` holds parsed values by field id; `on` is the day it speaks of.

    `amends` is the id of the record an addendum adds to, `supersedes` that of the contract a renewal takes the
    place of.
    """

    id: str
    number: str
    form: FormRef
    serves: str
    title: str
    session_id: str
    owner: Party
    parties: tuple[Party, ...]
    on: date
    written_at: datetime
    answers: Mapping[str, Any]
    state: RecordState = RecordState.FINISHED
    revision: int = 1
    previous_digest: str = ""
    digest: str = ""
    amends: str = ""
    supersedes: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """A record as a list shows it: without its answers, so that thousands are quickly at hand."""

    id: str
    number: str
    serves: str
    title: str
    on: date
    owner: Party
    parties: tuple[Party, ...]
    state: RecordState


SEAL_PROVES = "The seal shows that nothing changed since and who held the key. It does not prove who drew a mark."
"""Said in the same words wherever somebody signs, and on every sealed page."""

Stroke = tuple[tuple[float, float], ...]
"""Points of one pen stroke, x and y from 0 to 1 within the signing box, y downwards."""
SHORTEST_MARK = 0.1
"""What a signature measures at least along its strokes, in widths of the signing box: a stray click is none."""


def is_signature(strokes: Sequence[Sequence[tuple[float, float]]]) -> bool:
    """Whether these strokes are more than a dot or a slip of the pen; the box is a third as high as wide."""
    steps = (step for stroke in strokes for step in pairwise(stroke))
    return sum(hypot(x - u, (y - v) / 3) for (u, v), (x, y) in steps) >= SHORTEST_MARK


@dataclass(frozen=True, slots=True)
class Mark:
    """Somebody's mark: the name they typed, the signature they drew, and the day. `role` is empty for whoever has
    none in supervision; `label` is that of their line."""

    role: str
    label: str
    name: str
    on: date
    strokes: tuple[Stroke, ...] = ()


@dataclass(frozen=True, slots=True)
class Agreement:
    """How and when a record was agreed, with the marks made or the ids of the files that show it."""

    way: Way
    on: date
    marks: tuple[Mark, ...] = ()
    files: tuple[str, ...] = ()
    note: str = ""
