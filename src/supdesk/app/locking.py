"""Starting again in place of this process, so that nothing of an open vault stays in memory."""

import os
import sys
from collections.abc import Sequence


def words() -> list[str]:
    """The words this program was started with, from source or frozen, as exec wants them."""
    if getattr(sys, "frozen", False):
        return sys.argv[1:]
    return sys.orig_argv[1:]


def relaunch(_: Sequence[str] = ()) -> None:
    """Replace this process by a fresh one; the last vault is then shown locked. Does not return."""
    os.execv(sys.executable, [sys.executable, *words()])  # noqa: S606 - our own program, no shell wanted
