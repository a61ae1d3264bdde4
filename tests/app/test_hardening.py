"""The program hides its memory before it holds anything secret."""

import subprocess
import sys

import pytest

ASK = """
import ctypes, resource
print(ctypes.CDLL(None).prctl(3, 0, 0, 0, 0), resource.getrlimit(resource.RLIMIT_CORE))
"""
HARDEN = "from supdesk.app.hardening import no_core_dumps; no_core_dumps();"
needs_linux = pytest.mark.skipif(sys.platform != "linux", reason="asks the Linux kernel")


def answer_of(program: str) -> str:
    child = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    return child.stdout.strip()


@needs_linux
def test_a_hardened_process_is_not_dumpable_and_leaves_no_core_file() -> None:
    assert answer_of(ASK).startswith("1 ")
    assert answer_of(HARDEN + ASK) == "0 (0, 0)"


@needs_linux
def test_exec_resets_the_flag_so_every_start_must_clear_it_again() -> None:
    replace = f"import os, sys; os.execv(sys.executable, [sys.executable, '-c', {ASK!r}])"
    assert answer_of(HARDEN + replace).startswith("1 ")


@needs_linux
def test_the_program_hardens_itself_before_it_loads_anything_else() -> None:
    watch = """
import sys, types
def main(argv):
    import ctypes
    print(ctypes.CDLL(None).prctl(3, 0, 0, 0, 0), "PySide6" in sys.modules, argv)
    return 0
sys.modules["supdesk.app.commands"] = types.SimpleNamespace(main=main)
from supdesk.__main__ import main
sys.exit(main(["self-test"]))
"""
    assert answer_of(watch) == "0 False ['self-test']"
