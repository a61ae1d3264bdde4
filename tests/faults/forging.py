"""Row 12: no forgery of a signed PDF is accepted, and no flipped bit of one."""

from pathlib import Path
from random import Random

from supdesk.documents.verifying import verify
from tests.documents.edits import covered_bytes, flipped
from tests.documents.forgeries import FORGERIES, sealed

_FLIPS = 600
"""Bits flipped of each state a signed file can be in."""


def tried(work: Path, few: bool) -> str:
    """Row 12 of the fault programme."""
    names = list(FORGERIES)[:: 12 if few else 1]
    for name in names:
        forgery = FORGERIES[name]()
        assert verify(forgery.original).holds, f"{name}: what is forged does not hold"
        verdict = verify(forgery.content, pinned=forgery.pinned)
        assert not verdict.holds, f"{name} is accepted"
        assert forgery.said in " ".join(verdict.problems), f"{name}: {verdict.problems}"
    flips = sum(_flips(state, content, 10 if few else _FLIPS) for state, content in sealed().items())
    return f"{len(names)} forgeries and {flips:,} flipped bits, none accepted"


def _flips(state: str, content: bytes, many: int) -> int:
    rng, covered = Random(state), covered_bytes(content)
    for at in rng.sample(covered, many):
        assert not verify(flipped(content, at, 1 << rng.randrange(8))).holds, f"{state}: a bit of byte {at}"
    return many
