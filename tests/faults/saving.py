"""Saving, while somebody kills the program or the disk refuses: what was acknowledged is there again."""

import os
import shutil
import signal
import time
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from random import Random

from supdesk.app import world
from supdesk.desk import recording, unlocking
from supdesk.desk.desk import Desk
from supdesk.vault import checking
from tests.desk.desks import CHEAP, PASSPHRASE, new_desk, planned
from tests.faults.killing import make_template
from tests.faults.stepping import CALLING, CALLS, DEEDS
from tests.tools import needs_tool

VAULT = "Own.supdesk"
KILLS, FEW_KILLS = 200, 8
FEWEST_CALLS = 3
"""Calls that any save makes: its pages, their log, and putting both on the disk."""
LONGEST = 0.2
"""Seconds a saver lives at most once it has saved for the first time."""


def drafted(folder: Path) -> str:
    """Make a vault with a begun draft, closed; the draft's id."""
    desk = new_desk(folder / VAULT)
    draft = recording.sit_down(desk, planned(desk)).main.draft.id
    desk.vault.close()
    return draft


def opened(folder: Path) -> Desk:
    return unlocking.unlock(folder / VAULT, PASSPHRASE, replace(world.surroundings()[0], floor=CHEAP))


def text(number: int) -> str:
    """What the saver types at its n-th save: longer and longer, so that pages are added."""
    return f"save {number}: " + "told " * (number % 700)


def save_on(folder: Path, draft: str, ledger: Path, first: int) -> None:
    """Save without end, and write each number into the ledger once it is acknowledged. Ends by being killed."""
    desk = opened(folder)
    with ledger.open("ab", buffering=0) as book:
        number = first
        while True:
            recording.save(desk, draft, {"issues": text(number)})
            book.write(b"%d\n" % number)
            number += 1


def killed_at_random(work: Path, few: bool) -> str:
    """Fork a saver, kill it after a random while, and open the vault again; many times over."""
    draft, ledger, chance = drafted(work), work / "ledger", Random(1)
    ledger.touch()
    saved = 0
    for turn in range(kills := FEW_KILLS if few else KILLS):
        child = _forked(partial(save_on, work, draft, ledger, saved + 1))
        _wait_for(ledger, saved)
        time.sleep(chance.random() * LONGEST)
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        acknowledged = int(ledger.read_text().split()[-1])
        saved = _found(opened(work), draft, turn, acknowledged)
    return f"{kills} kills, {saved:,} saves, 0 acknowledged lost, 0 damaged"


def _forked(do: Callable[[], object]) -> int:
    child = os.fork()
    if not child:
        try:
            do()
        finally:
            os._exit(1)
    return child


def _wait_for(ledger: Path, saved: int) -> None:
    size, until = ledger.stat().st_size, time.monotonic() + 60
    while ledger.stat().st_size <= size:
        assert time.monotonic() < until, f"nothing was saved any more after {saved}"
        time.sleep(0.002)


def _found(desk: Desk, draft: str, turn: int, acknowledged: int) -> int:
    """The number of the save that is found; it may be one further than was acknowledged."""
    kept = str(recording.reopen(desk, draft).draft.raw["issues"])
    wrong = [finding for finding in checking.check(desk.vault.cx) if finding.wrong]
    desk.vault.close()
    number = int(kept.split()[1].rstrip(":"))
    assert number in (acknowledged, acknowledged + 1), f"kill {turn}: {acknowledged} was saved, {number} is found"
    assert kept == text(number), f"kill {turn}: what is found is not what was typed"
    assert not wrong, f"kill {turn}: damaged: {wrong}"
    return number


def killed_at_each_step(work: Path, few: bool) -> str:
    """Every deed killed before its first step, its second, and so on; a few tries leave out the long ones."""
    template = work / "template"
    template.mkdir()
    make_template(template)
    steps = [f"{deed} {DEEDS[deed](template, _new(work / deed))}" for deed in (("save",) if few else DEEDS)]
    calls = [f"{deed} {_at_each_call(deed, template, work, few)}" for deed in (("save",) if few else CALLING)]
    return (
        f"steps: {', '.join(steps)}; calls to the system: {', '.join(calls)}; each time what was there before is "
        "whole, or what came after"
    )


def _at_each_call(deed: str, template: Path, work: Path, few: bool) -> int:
    """How many calls there were, of all kinds; what was killed is removed as soon as it was looked at."""
    needs_tool("strace")
    found = 0
    for call in ("pwrite64", "fsync") if few else CALLS:
        place = _new(work / f"{deed} {call}")
        found += CALLING[deed](template, place, call)
        shutil.rmtree(place)
    assert found >= FEWEST_CALLS, f"{deed} made {found} calls only: they can't all have been seen"
    return found


def _new(folder: Path) -> Path:
    folder.mkdir()
    return folder
