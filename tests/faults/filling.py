"""A disk that is full, or that fails, while somebody types: nothing acknowledged is lost, and it is said.

    python -m tests.faults.filling FOLDER DRAFT LEDGER [BALLAST]

saves until a save is refused, tries once more, and prints the codes of both refusals. After three saves it fills
the disk that BALLAST lies on.
"""

import contextlib
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from supdesk.desk import recording
from supdesk.domain.errors import SupdeskError
from supdesk.vault import checking
from tests.faults.killing import traced
from tests.faults.saving import VAULT, drafted, opened, text
from tests.tools import needs_tool

ROOT = Path(__file__).parents[2]
FIRST, MOST = 3, 400
"""Saves before the disk is filled, and those after which it should have failed."""
SAID = {"vault.disk-full", "vault.io", "vault.readonly", "vault.busy", "vault.setting", "vault.damaged"}
CALLS = ("pwrite64", "fdatasync,fsync", "ftruncate")


def disk_refuses(work: Path, few: bool) -> str:
    """ENOSPC and EIO from the n-th write, sync or truncation on; a read that fails; a disk that fills up."""
    needs_tool("strace")
    draft = drafted(work)
    tried, codes = 0, set[str]()
    for error in ("ENOSPC", "EIO"):
        for calls in CALLS[:1] if few else CALLS:
            for turn in (1, 9, 30) if few else range(1, 60, 3):
                place = work / f"{error}-{calls.replace(',', '-')}-{turn}"
                shutil.copytree(work / VAULT, place / VAULT)
                inject = ["strace", "-f", "-qq", "--seccomp-bpf", "-o", os.devnull, "-e", f"trace={calls}"]
                codes |= _saved_on(place, draft, [*inject, "-e", f"inject={calls}:error={error}:when={turn}+"])
                tried += 1
                shutil.rmtree(place)
    reads = (2, 9) if few else range(1, 41)
    for turn in reads:
        _read_on(work, draft, turn)
    full = _filled(work, draft, few)
    return (
        f"{tried} failures by injection and {len(reads)} single reads, {full}: nothing acknowledged lost; said as "
        f"{', '.join(sorted(codes))}"
    )


def _read_on(work: Path, draft: str, turn: int) -> None:
    """Where one read alone fails, the vault opens, and what is refused for it is kept at the next try."""
    place = work / f"read-{turn}"
    shutil.copytree(work / VAULT, place / VAULT)
    child = os.fork()
    if not child:
        os.kill(os.getpid(), signal.SIGSTOP)
        try:
            os._exit(_refused_once_at_most(place, draft))
        finally:
            os._exit(1)
    code = traced(child, "pread64", f"error=EIO:when={turn}")
    assert code == 0, f"one failed read, number {turn}, was too much"
    found(place, draft, FIRST)
    shutil.rmtree(place)


def _saved_on(place: Path, draft: str, before: list[str]) -> set[str]:
    """Save in a child until it is refused; what was acknowledged is found again once the disk is well."""
    ledger = place / "ledger"
    ledger.touch()
    said = [*before, sys.executable, "-m", "tests.faults.filling", str(place), draft, str(ledger)]
    ran = subprocess.run(said, cwd=ROOT, capture_output=True, text=True, timeout=120, check=False)
    codes = set(ran.stdout.split())
    assert ran.returncode == 0, f"{place.name}: {ran.stderr[-400:]}"
    assert codes, f"{place.name}: nothing was refused"
    assert codes <= SAID, f"{place.name}: said {codes}"
    found(place, draft, int(ledger.read_text().split()[-1]) if ledger.read_text() else 0)
    return codes


def _refused_once_at_most(place: Path, draft: str) -> int:
    """Open, and save three times, with one more try; 0 when all are kept."""
    desk, kept = opened(place), 0
    for _ in range(FIRST + 1):
        with contextlib.suppress(SupdeskError):
            recording.save(desk, draft, {"issues": text(min(kept + 1, FIRST))})
            kept += 1
    return int(kept < FIRST)


def found(place: Path, draft: str, acknowledged: int) -> None:
    """The vault opens, holds, and has the save that was acknowledged last, or a later one."""
    desk = opened(place)
    kept = str(recording.reopen(desk, draft).draft.raw["issues"])
    wrong = [finding for finding in checking.check(desk.vault.cx) if finding.wrong]
    desk.vault.close()
    # A save that was refused may be there nevertheless: two were tried after the last acknowledged one.
    wanted = [text(number) if number else "" for number in range(acknowledged, acknowledged + 3)]
    assert kept in wanted, f"{place.name}: {acknowledged} was saved, {kept[:20]!r} is found"
    assert not wrong, f"{place.name}: {wrong}"


def _filled(work: Path, draft: str, few: bool) -> str:
    """The same on a disk that really fills up; a few tries do without where none can be mounted."""
    disk = work / "disk"
    disk.mkdir()
    with _mounted(disk) as there:
        assert there or few, "no disk could be mounted: only root may"
        if not there:
            return "no disk could be mounted"
        shutil.copytree(work / VAULT, disk / VAULT)
        ledger, ballast = work / "ledger", disk / "ballast"
        said = [sys.executable, "-m", "tests.faults.filling", str(disk), draft, str(ledger), str(ballast)]
        ran = subprocess.run(said, cwd=ROOT, capture_output=True, text=True, timeout=120, check=False)
        assert ran.returncode == 0, ran.stderr[-400:]
        assert "vault.disk-full" in ran.stdout, f"a full disk was said as {ran.stdout.split()}"
        acknowledged = int(ledger.read_text().split()[-1])
        assert acknowledged == FIRST, f"{acknowledged} saves went before"
        ballast.unlink()
        found(disk, draft, acknowledged)
    return f"one disk filled after {acknowledged} saves"


@contextmanager
def _mounted(disk: Path) -> Iterator[bool]:
    command = ["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", str(disk)]
    there = subprocess.run(command, capture_output=True, check=False).returncode == 0
    try:
        yield there
    finally:
        if there:
            subprocess.run(["umount", str(disk)], check=True)


def main(folder: Path, draft: str, ledger: Path, ballast: Path | None = None) -> int:
    """Save until it is refused, then once more: the disk may be full, the program goes on."""
    refusals: list[str] = []
    desk = None
    with ledger.open("ab", buffering=0) as book:
        for number in range(1, MOST):
            try:
                desk = desk or opened(folder)
                recording.save(desk, draft, {"issues": text(number)})
                book.write(b"%d\n" % number)
            except SupdeskError as error:
                refusals.append(error.code)
            if number == FIRST and ballast is not None:
                _fill(ballast)
            if len(refusals) == 2:
                break
    print(*refusals)
    return 0


def _fill(ballast: Path) -> None:
    with contextlib.suppress(OSError), ballast.open("wb", buffering=0) as file:
        while file.write(bytes(4096)) == 4096:
            pass


if __name__ == "__main__":
    raise SystemExit(main(Path(sys.argv[1]), sys.argv[2], *map(Path, sys.argv[3:])))
