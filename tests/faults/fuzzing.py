"""Row 10: whatever lies in a file that supdesk reads, it is read or refused; in bounded time and memory, unwritten.

    python -m tests.faults.fuzzing READER SEED INPUTS SECONDS WORK

reads that many mutated samples, or for so many seconds where INPUTS is 0, and prints what it found as JSON. The
last input lies in WORK/input: the one that ended it, when it ended badly.
"""

import json
import os
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from random import Random
from typing import Any

from supdesk.domain.errors import SupdeskError
from tests.faults.killing import changes
from tests.faults.mutating import mutated
from tests.faults.readers import READERS, Reader

ROOT = Path(__file__).parents[2]
FEW, FEW_SLOW, SECONDS = 50, 10, 600
"""Inputs of each reader in the fast cut, of one that is slow, and seconds otherwise (SUPDESK_FUZZ_SECONDS)."""
SLOW = {"evaluation PDFs", "PDFs to verify", "backups"}
HANG = 1.0
"""CPU seconds an input may take. One that took longer is read once more: a machine shared with others may have
been away meanwhile, and what hangs does so again."""
MEMORY = 200_000_000
"""Bytes an input may take, and that may be lost over all of them."""
_MOST_MEMORY = 2_000_000_000
_STUCK = 300
"""Seconds of the clock after which an input that does not end is killed."""


def tried(work: Path, few: bool) -> str:
    """Row 10 of the fault programme."""
    seconds = 0 if few else int(os.environ.get("SUPDESK_FUZZ_SECONDS", SECONDS))
    seed = 1 if few else int(time.time())

    def read(name: str) -> dict[str, Any]:
        inputs = (FEW_SLOW if name in SLOW else FEW) if few else 0
        return run(name, seed, inputs, seconds, work / name.replace(" ", "-"))

    with ThreadPoolExecutor(os.cpu_count()) as side_by_side:  # each reads in a process of its own
        found = dict(zip(READERS, side_by_side.map(read, READERS), strict=True))
    inputs, most = sum(each["inputs"] for each in found.values()), max(each["memory"] for each in found.values())
    told = "; ".join(f"{name} {each['inputs']:,}, {each['slowest']:.2f} s" for name, each in found.items())
    return (
        f"{inputs:,} inputs, {f'{seconds} s' if seconds else 'few'} each (seed {seed}): no crash, nothing written, "
        f"at most {most // 1_000_000} MB, and the slowest of each took ({told})"
    )


def run(name: str, seed: int, inputs: int, seconds: int, work: Path) -> dict[str, Any]:
    """What a child found that read mutated samples; AssertionError when one of them ended it."""
    work.mkdir()
    command = [sys.executable, "-m", "tests.faults.fuzzing", name, str(seed), str(inputs), str(seconds), str(work)]
    ran = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    told = f"{name}, seed {seed}: ended with {ran.returncode} over {work / 'input'}\n{ran.stderr[-3000:]}"
    assert ran.returncode == 0, told
    return dict(json.loads(ran.stdout.splitlines()[-1]))


def main(name: str, seed: int, inputs: int, seconds: int, work: Path) -> None:
    """Read on in this process until an input ends it, or there have been enough."""
    reader, watch = ready(name, work)
    began, start, slowest, refused, most = time.monotonic(), _memory("VmRSS"), 0.0, 0, 0
    for number in count(1):
        content = mutated(Random(f"{name} {seed} {number}"), reader.samples, reader.words)
        (work / "input").write_bytes(content)
        reader.put(content)
        took, memory, was_refused = watch.read(reader, content)
        if took > HANG:
            reader.put(content)
            took = watch.read(reader, content)[0]
        assert took <= HANG, f"input {number} took {took:.2f} s"
        assert memory <= MEMORY, f"input {number} took {memory:,} bytes"
        assert _memory("VmRSS") - start <= MEMORY, f"{_memory('VmRSS') - start:,} bytes were not given back"
        slowest, most, refused = max(slowest, took), max(most, memory), refused + was_refused
        if number == inputs or (not inputs and time.monotonic() - began > seconds):
            found = {"inputs": number, "refused": refused, "slowest": slowest, "memory": most}
            print(json.dumps(found))
            return


def ready(name: str, work: Path) -> tuple[Reader, "Watch"]:
    """The reader, and what looks on; every sample was read once."""
    reader = READERS[name](work)
    (work / "out").mkdir(exist_ok=True)
    watch = Watch(work / "out", work)
    resource.setrlimit(resource.RLIMIT_AS, (_MOST_MEMORY + _memory("VmSize"),) * 2)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    for sample in reader.samples:
        reader.put(sample)
        assert not watch.read(reader, sample)[2], "a sample is refused"
    return reader, watch


class Watch:
    """What an input costs and changes. A class because Python's auditors are never taken away again."""

    def __init__(self, out: Path, work: Path) -> None:
        self._out, self._work, self._changed, self._on = out, work, list[str](), False
        sys.addaudithook(self._hear)

    def read(self, reader: Reader, content: bytes) -> tuple[float, int, bool]:
        """CPU seconds and bytes of memory it took, and whether it was refused."""
        before = _listing(self._work)
        Path("/proc/self/clear_refs").write_text("5")
        memory, began, refused = _memory("VmRSS"), time.process_time(), False
        signal.alarm(_STUCK)
        try:
            with self._looking():
                reader.read(content)
        except SupdeskError:
            refused = True
        signal.alarm(0)
        took, most = time.process_time() - began, _memory("VmHWM")
        _emptied(self._out)
        assert not self._changed, f"it wrote {self._changed[:3]}"
        assert _listing(self._work) == before, "files are not as they were"
        return took, most - memory, refused

    @contextmanager
    def _looking(self) -> Iterator[None]:
        self._on = True
        try:
            yield
        finally:
            self._on = False

    def _hear(self, event: str, values: tuple[Any, ...]) -> None:
        # A number is a file that is open, and a relative name one within a folder that is being removed: both were
        # told of before.
        open_file = event == "open" and isinstance(values[0], int)
        within = event == "os.remove" and not Path(values[0]).is_absolute()
        ours = str(self._out) in str(values[:2]) or open_file or within
        if self._on and not ours and (changes(event, values) or event == "shutil.rmtree"):
            self._changed.append(f"{event} {values[:2]}")


def _memory(what: str) -> int:
    """A figure of this process as the kernel tells it, in bytes."""
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) * 1024 for line in lines if line.startswith(f"{what}:"))


def _listing(work: Path) -> list[tuple[str, int, int]]:
    files = sorted(path for path in work.rglob("*") if path.is_file())
    return [(str(path), path.stat().st_size, path.stat().st_mtime_ns) for path in files]


def _emptied(out: Path) -> None:
    import shutil

    for each in out.iterdir():
        shutil.rmtree(each)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4]), Path(sys.argv[5]))
