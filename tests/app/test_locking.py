"""Starting again: with the vault to show, however the program was started."""

import subprocess
import sys
from pathlib import Path

import pytest

from supdesk.app import locking

ECHO = """
import sys
from supdesk.app import locking
if len(sys.argv) > 2:
    print(*sys.argv[1:], sep="\\n")
else:
    locking.relaunch(["--", "new words"])
"""


@pytest.mark.parametrize("flags", [[], ["-X", "dev", "-W", "error"]])
@pytest.mark.parametrize("first", [[], ["first.supdesk"]])
def test_starting_again_replaces_the_words_and_keeps_how_python_was_started(
    tmp_path: Path, flags: list[str], first: list[str]
) -> None:
    script = tmp_path / "program.py"
    script.write_text(ECHO)
    told = subprocess.run([sys.executable, *flags, str(script), *first], capture_output=True, text=True, timeout=60)
    assert told.stdout.split("\n")[:2] == ["--", "new words"], told.stderr


def test_frozen_the_words_are_all_there_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert locking.words(["one.supdesk"]) == ["one.supdesk"]
