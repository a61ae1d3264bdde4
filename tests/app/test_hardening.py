"""The program hides its memory before it holds anything secret."""

import subprocess
import sys
from pathlib import Path

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


FAULTY = """
import gc, sys, threading
from supdesk.app.hardening import harden
harden()
class Left:
    def __del__(self):
        raise ValueError("said in confidence")
def fail():
    raise KeyError("said in confidence")
thread = threading.Thread(target=fail)
thread.start()
thread.join()
left = Left()
del left
fail()
"""


def test_a_fault_nobody_caught_says_its_code_and_nothing_that_was_written() -> None:
    said = subprocess.run([sys.executable, "-c", FAULTY], capture_output=True, text=True, check=False)
    assert said.returncode == 1
    assert said.stderr.count("something went wrong in supdesk itself. Code ") == 3
    assert "confidence" not in said.stdout + said.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such rights")
def test_whatever_the_program_writes_is_its_owners_alone(tmp_path: Path) -> None:
    start = "import os; os.umask(0o022); from supdesk.__main__ import main; main(['--help']);"
    write = f"from pathlib import Path; Path({str(tmp_path / 'file')!r}).write_text('x')"
    subprocess.run([sys.executable, "-c", start + write], capture_output=True, check=True)
    assert (tmp_path / "file").stat().st_mode & 0o077 == 0
