"""Who answers for the second place: the program itself, or one that never does."""

import os
import signal
import subprocess
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from supdesk.app.locking import FAR

SOURCE = Path(__file__).parents[2] / "src"


def answering() -> "subprocess.Popen[bytes]":
    """The program, asked for one errand."""
    return started([sys.executable, "-m", "supdesk", FAR])


def started(
    words: Sequence[str], kind: "type[subprocess.Popen[bytes]]" = subprocess.Popen
) -> "subprocess.Popen[bytes]":
    """A process to write to and read from, with these sources before any others."""
    return kind(
        list(words),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "PYTHONPATH": str(SOURCE)},
    )


HANGS = """
import json, signal, sys, time
line = sys.stdin.buffer.readline()
with open(sys.argv[1], "ab") as file:
    file.write(line)
if b"share" in line:
    time.sleep(600)
from supdesk.desk import answering
answering.answer(line, lambda told: print(json.dumps(told), flush=True))
"""


class Hanging:
    """A network share that never answers: whoever asks for it waits for ever. Elsewhere is answered as ever.

    What is asked is written to `lines`. One that is `stuck` can't even be killed, as where the system itself waits.
    """

    def __init__(self, folder: Path, stuck: bool = False) -> None:
        self.lines = folder / "asked"
        self.lines.touch()
        self.children: list[subprocess.Popen[bytes]] = []
        self._stuck = stuck

    def __call__(self) -> "subprocess.Popen[bytes]":
        words = [sys.executable, "-c", HANGS, str(self.lines)]
        self.children.append(child := started(words, Stuck if self._stuck else subprocess.Popen))
        return child

    def asked(self) -> list[bytes]:
        """What was asked of the share."""
        return [line for line in self.lines.read_bytes().splitlines() if b"share" in line]

    def end(self) -> None:
        """End them all, whatever they wait for."""
        for child in self.children:
            with suppress(ProcessLookupError):
                os.kill(child.pid, signal.SIGKILL)
            child.wait(20)


class Stuck(subprocess.Popen[bytes]):
    """A process that the system lets nobody end."""

    def send_signal(self, sig: int) -> None:
        return
