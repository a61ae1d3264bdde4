"""Starting again: in place of this process, so that nothing of an open vault stays in memory, and beside it."""

import os
import subprocess
import sys
from collections.abc import Sequence


def words(wanted: Sequence[str]) -> list[str]:
    """What exec wants so that this program starts anew with the `wanted` words, from source or frozen."""
    if getattr(sys, "frozen", False):
        return list(wanted)
    # The interpreter's own words come first, those of this start last.
    return [*sys.orig_argv[1 : len(sys.orig_argv) - len(sys.argv[1:])], *wanted]


def relaunch(wanted: Sequence[str] = ()) -> None:
    """Replace this process by a fresh one with these words, such as the vault to show locked. Does not return."""
    os.execv(sys.executable, [sys.executable, *words(wanted)])  # noqa: S606 - our own program, no shell wanted


FAR = "--answer-for-the-second-place"
"""The word that has the program answer one errand and end; nobody types it."""


def beside() -> "subprocess.Popen[bytes]":
    """Another process of this program, for one errand to the second place; OSError when it can't be started."""
    return subprocess.Popen(
        [sys.executable, *words([FAR])],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
    )
