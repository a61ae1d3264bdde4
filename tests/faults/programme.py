"""The fault programme: what is tried against supdesk, row by row, each answering with its figure.

`make faults` runs it whole; a fast cut of each row is part of `make test`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from tests.faults import (
    calculating,
    clocks,
    damaging,
    filling,
    forgetting,
    forging,
    fuzzing,
    keeping,
    letters,
    refusing,
    saving,
    seeking,
    unkeyed,
)

Tried = Callable[[Path, bool], str]
"""Given an empty folder of its own, and whether a few tries will do; answers with the figure.

AssertionError says what does not hold.
"""


@dataclass(frozen=True, slots=True)
class Row:
    """One thing that is tried: its number, what is done, and the trying."""

    number: int
    what: str
    tried: Tried


ROWS = (
    Row(1, "killed at random moments while saving", saving.killed_at_random),
    Row(
        2,
        "killed at each step of every deed that writes",
        saving.killed_at_each_step,
    ),
    Row(3, "a disk that is full or fails", filling.disk_refuses),
    Row(4, "vault.json or vault.db empty, missing, cut or another's", damaging.refused),
    Row(5, "one bit flipped in every page", damaging.flipped),
    Row(6, "the log cut, flipped or deleted after a save", damaging.log_damaged),
    Row(7, "two programs on one vault, and a lock left by a killed one", damaging.opened_twice),
    Row(8, "a word sought in home, temporary files, logs and vault after a kill", seeking.tried),
    Row(9, "a word sought in the memory of every living process after locking", forgetting.tried),
    Row(10, "mutated samples of everything that is read", fuzzing.tried),
    Row(11, "bombs, links, forms repeated, spoilt or of another vault", refusing.tried),
    Row(12, "signed PDFs tampered with", forging.tried),
    Row(13, "formulas through CSV and XLSX into LibreOffice", calculating.tried),
    Row(14, "clocks put forward and back, a year too, and a night asleep", clocks.tried),
    Row(15, "letters of every kind, very many", letters.tried),
    Row(16, "backup, restore, row digests; killed while older ones go", keeping.rotated),
    Row(17, "vaults of every version opened; killed while migrating; a newer one", keeping.migrated),
    Row(18, "a keyring absent, locked, changed, null or in plain text", unkeyed.tried),
)
