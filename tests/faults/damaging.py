"""A vault's files damaged, exchanged, or opened twice: said so, refused, and never written to."""

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random

from supdesk.desk import recording, unlocking
from supdesk.domain.errors import SupdeskError
from supdesk.vault import checking
from supdesk.vault.pages import SIZE
from tests.app.commanding import digests
from tests.desk.desks import new_desk
from tests.faults.saving import VAULT, drafted, opened, text
from tests.vault.vaults import new_vault

ROOT = Path(__file__).parents[2]


def refused(work: Path, few: bool) -> str:
    """Each file empty, missing, cut, plain or another vault's: refused, and nothing written."""
    sound = work / "sound"
    new_desk(sound / VAULT).vault.close()
    new_vault(work / "other", VAULT).close()
    codes = set()
    for name, damage in DAMAGES.items():
        place = work / name.replace(" ", "-")
        shutil.copytree(sound, place)
        damage(place / VAULT, work / "other" / VAULT)
        before = digests(place)
        code = _refusal(place)
        assert code, f"{name}: it opened"
        assert digests(place) == before, f"{name}: something was written"
        codes.add(code)
    place = work / "read-only"
    shutil.copytree(sound, place)
    with _only_to_be_read(place) as there:
        assert there or few, "no folder could be made read-only"
        codes |= {_refusal(place)} if there else set()
        assert not there or "vault.readonly" in codes, f"read-only: {codes}"
    assert digests(place) == digests(sound), "read-only: something was written"
    ways = len(DAMAGES) + there
    return f"{ways} ways, each refused in its own words ({len(codes)} of them), nothing written"


@contextmanager
def _only_to_be_read(place: Path) -> Iterator[bool]:
    """Have nobody write there, root neither; whether that could be done."""
    mounts = (["--bind", str(place)], ["-o", "remount,ro,bind"])
    there = all(
        subprocess.run(["mount", *words, str(place)], capture_output=True, check=False).returncode == 0
        for words in mounts
    )
    try:
        yield there
    finally:
        subprocess.run(["umount", str(place)], capture_output=True, check=False)


def _refusal(place: Path) -> str:
    try:
        opened(place).vault.close()
    except SupdeskError as error:
        return error.code
    return ""


DAMAGES: dict[str, Callable[[Path, Path], object]] = {
    "database empty": lambda vault, _: (vault / "vault.db").write_bytes(b""),
    "database missing": lambda vault, _: (vault / "vault.db").unlink(),
    "database cut": lambda vault, _: os.truncate(vault / "vault.db", SIZE * 3 + 100),
    "database another's": lambda vault, other: shutil.copyfile(other / "vault.db", vault / "vault.db"),
    "database plain": lambda vault, _: (vault / "vault.db").write_bytes(b"SQLite format 3\x00" + bytes(SIZE)),
    "database a text": lambda vault, _: (vault / "vault.db").write_text("Dear Ada, " * 1000),
    "header empty": lambda vault, _: (vault / "vault.json").write_bytes(b""),
    "header missing": lambda vault, _: (vault / "vault.json").unlink(),
    "header cut": lambda vault, _: os.truncate(vault / "vault.json", 200),
    "header another's": lambda vault, other: shutil.copyfile(other / "vault.json", vault / "vault.json"),
    "header a text": lambda vault, _: (vault / "vault.json").write_text("Dear Ada"),
    "both missing": lambda vault, _: [(vault / name).unlink() for name in ("vault.db", "vault.json")],
}


def flipped(work: Path, few: bool) -> str:
    """One bit in each page, by turns: the check names the page, or the vault does not open and says damage."""
    draft = drafted(work)
    desk = opened(work)
    recording.save(desk, draft, {"issues": text(699)})
    desk.vault.close()
    file = work / VAULT / "vault.db"
    sound, chance = file.read_bytes(), Random(5)
    count = len(sound) // SIZE
    pages = range(0, count, 9) if few else range(count)
    places = [page * SIZE + chance.randrange(SIZE) for page in pages]
    for place in [chance.randrange(16), *places]:  # the first bytes of all are covered by no page's tag
        changed = bytearray(sound)
        changed[place] ^= 1 << chance.randrange(8)
        file.write_bytes(changed)
        assert _noticed(work, place // SIZE + 1), f"byte {place}, page {place // SIZE + 1}: nobody noticed"
    return f"{len(pages)} of {count} pages, and the bytes before the first: all noticed and named"


def _noticed(work: Path, page: int) -> bool:
    try:
        desk = opened(work)
    except SupdeskError as error:
        return error.code == "vault.damaged" and "estore a backup" in error.sentence
    try:
        (found,) = [finding for finding in checking.check(desk.vault.cx) if finding.what == "pages"]
    finally:
        desk.vault.close()
    return found.wrong == (f"page {page}",)


LOGS: dict[str, Callable[[bytes], bytes | None]] = {
    "deleted": lambda log: None,
    "cut in half": lambda log: log[: len(log) // 2],
    "cut within a frame": lambda log: log[: 32 + 24 + 1000],
    "emptied": lambda log: b"",
    "one bit flipped": lambda log: log[:5000] + bytes([log[5000] ^ 4]) + log[5001:] if len(log) > 5000 else log,
    "head overwritten": lambda log: bytes(32) + log[32:],
}


def log_damaged(work: Path, few: bool) -> str:
    """A killed program's log damaged in each way: what was acknowledged is there, and a log found is said."""
    draft = drafted(work)
    told = 0
    for name, damage in LOGS.items():
        place = work / name.replace(" ", "-")
        shutil.copytree(work / VAULT, place / VAULT)
        log = _killed_with_a_log(place, draft)
        after = damage(log.read_bytes())
        if after is None:
            log.unlink()
        else:
            log.write_bytes(after)
        try:
            desk = opened(place)
        except SupdeskError as error:
            raise AssertionError(f"{name}: {error.code}") from error
        kept = recording.reopen(desk, draft).draft.raw["issues"]
        left, said = bool(after), unlocking.LEFT_OPEN in unlocking.remarks(desk)
        assert said == left, f"{name}: {'nobody was told' if left else 'a log was told of that was not there'}"
        told += said
        wrong = [finding for finding in checking.check(desk.vault.cx) if finding.wrong]
        desk.vault.close()
        assert kept in (text(3), text(4)), f"{name}: {kept[:40]!r} is found"
        assert not wrong, f"{name}: {wrong}"
    return f"{len(LOGS)} ways, nothing acknowledged lost; a log that was left is said {told} times"


def _killed_with_a_log(place: Path, draft: str) -> Path:
    """Have a child save thrice, then once more without putting the log away, and die."""
    child = os.fork()
    if not child:
        desk = opened(place)
        for number in (1, 2, 3):
            recording.save(desk, draft, {"issues": text(number)})
        cx = desk.vault.cx
        cx.execute("BEGIN IMMEDIATE")
        cx.execute("UPDATE drafts SET raw = json_set(raw, '$.issues', ?) WHERE id = ?", (text(4), draft))
        cx.execute("COMMIT")
        os._exit(0)
    os.waitpid(child, 0)
    log = place / VAULT / "vault.db-wal"
    assert log.stat().st_size > SIZE, "no log was left"
    return log


def opened_twice(work: Path, few: bool) -> str:
    """A second program is refused in under a second; after a kill the next one opens."""
    drafted(work)
    with _holder(work) as first:
        assert first.stdout is not None
        assert first.stdout.readline() == "open\n"
        began = time.monotonic()
        code = _refusal(work)
        took = time.monotonic() - began
        first.kill()
    assert code == "vault.busy", f"the second got {code or 'in'}"
    assert took < 1, f"the refusal took {took:.2f} s"
    assert _refusal(work) == "", "after the kill it stays shut"
    return f"refused after {took * 1000:.0f} ms, and opened after the first was killed"


def _holder(work: Path) -> "subprocess.Popen[str]":
    """A program of its own that opens the vault, says so, and keeps it."""
    said = (
        "import sys; from pathlib import Path; from tests.faults.saving import opened; "
        "desk = opened(Path(sys.argv[1])); print('open', flush=True); sys.stdin.read()"
    )
    return subprocess.Popen(
        [sys.executable, "-c", said, str(work)],
        cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
