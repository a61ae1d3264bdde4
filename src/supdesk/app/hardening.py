"""What the program takes away from itself before it holds anything secret."""

import ctypes
import os
import sys

_PR_SET_DUMPABLE = 4


def no_core_dumps() -> None:
    """Make this process write no core dump and hide its memory from the person's other programs.

    The first statement of every start, a re-executed one too: exec sets the kernel's flag again.
    Does nothing on Windows, which has neither. Raises OSError when the system refuses.
    """
    if sys.platform == "win32":
        return
    _forbid_core_files()
    if sys.platform == "linux":
        _clear_dumpable()


def _forbid_core_files() -> None:
    import resource

    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _clear_dumpable() -> None:
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0) != 0:
        code = ctypes.get_errno()
        raise OSError(code, os.strerror(code))
