"""Starting again: with the vault to show, however the program was started."""

import subprocess
import sys
from pathlib import Path

import pytest

from supdesk.app import locking
from supdesk.desk import answering
from supdesk.desk.backing_up import Second
from supdesk.vault.generations import generations_in
from tests.ui.answerers import answering as answering_for_it

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


def asked(source: Path, stick: Path) -> bytes:
    """An errand: that backup into that folder, of which nothing is noted."""
    (generation,) = generations_in(source)
    second = Second(stick, stick / "ours", frozenset())
    second.folder.mkdir(parents=True)
    return answering.catching_up(generation, second, ("", "")).line


@pytest.fixture
def large(tmp_path: Path) -> Path:
    """A folder with what looks like a backup, too large to be copied in a moment."""
    made = tmp_path / "backups" / "20260304T103000Z.supdesk"
    made.mkdir(parents=True)
    (made / "vault.json").write_bytes(b"{}")
    with (made / "vault.db").open("wb") as file:
        file.truncate(400_000_000)
    return made.parent


@pytest.mark.skipif(sys.platform == "win32", reason="there is no such signal on Windows")
def test_who_is_ended_in_mid_copy_leaves_nothing_half_made(large: Path, tmp_path: Path) -> None:
    with answering_for_it() as child:
        assert child.stdin is not None
        assert child.stdout is not None
        child.stdin.write(asked(large, tmp_path / "stick"))
        child.stdin.flush()
        assert b"progress" in child.stdout.readline()
        assert [each.suffix for each in (tmp_path / "stick" / "ours").iterdir()] == [".partial"]
        child.terminate()
        child.communicate(timeout=60)
    assert list((tmp_path / "stick" / "ours").iterdir()) == []


STARTS = """
import json, sys
from supdesk.app import locking
if sys.argv[1:] == [locking.FAR]:
    from supdesk.__main__ import main
    raise SystemExit(main())
with locking.beside() as child:
    child.stdin.write(b'{"do": "reach", "second": ["/", "/nowhere", []], "now": "2026-03-04T10:30:00+00:00"}\\n')
    child.stdin.close()
    print(child.stdout.read().decode(), child.wait(60))
    print(*child.args[-1:])
"""


@pytest.mark.parametrize("flags", [[], ["-X", "dev"]])
def test_beside_itself_the_program_answers_one_errand_and_ends(tmp_path: Path, flags: list[str]) -> None:
    script = tmp_path / "program.py"
    script.write_text(STARTS)
    told = subprocess.run(
        [sys.executable, *flags, str(script), "some.supdesk"], capture_output=True, text=True, timeout=60
    )
    assert told.stdout.split() == ['{"found":', "null}", "0", locking.FAR], told.stderr
