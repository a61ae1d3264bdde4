"""What the program takes away from itself before it holds anything secret."""

import ctypes
import os
import sys
import threading

from supdesk.domain.errors import bug_code

_PR_SET_DUMPABLE = 4


def harden() -> None:
    """The first statement of every start, a re-executed one too. Raises OSError when the system refuses."""
    no_core_dumps()
    no_words_in_faults()
    os.umask(0o077)  # whatever is written, vault and backups included, is its owner's alone


def no_words_in_faults() -> None:
    """Have faults that nobody catches told by their code: a traceback may end in what somebody wrote.

    A desktop keeps what its programs print. Developing (`python -X dev`) shows the whole traceback.
    """
    if sys.flags.dev_mode:
        return
    sys.excepthook = lambda kind, error, trace: _tell(error)
    threading.excepthook = lambda fault: _tell(fault.exc_value)
    sys.unraisablehook = lambda fault: _tell(fault.exc_value)


def _tell(error: BaseException | None) -> None:
    if error is not None and sys.stderr is not None:
        print(f"supdesk: something went wrong in supdesk itself. Code {bug_code(error)}.", file=sys.stderr)


def no_core_dumps() -> None:
    """Make this process write no core dump and hide its memory from the person's other programs.

    Exec sets the kernel's flag again, so every start clears it.
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
