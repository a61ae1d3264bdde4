"""Row 9: once it is locked, no living process of ours remembers a word, and none of them dumps its core."""

import os
import signal
import subprocess
import sys
from pathlib import Path

from tests.faults.seeking import traces
from tests.journeys import test_main_job as journey
from tests.journeys.driver import App
from tests.journeys.memory import memory_holds
from tests.journeys.practices import MSE
from tests.journeys.screen import REGISTRY, TOOLS, Screen
from tests.tools import needs_tool

SECRETS = (journey.FIRST_HALF, journey.PASSPHRASE, "Bee Sample")
NEUTRAL = "Unlock your vault"
"""What the locked window shows: so that it is seen that its memory can be searched."""


def tried(work: Path, few: bool) -> str:
    """Row 9 of the fault programme: as root, under Xvfb. The fast cut has no window."""
    if few:
        return _without_a_window(work)
    needs_tool(*TOOLS, str(REGISTRY))
    assert os.geteuid() == 0, "only root may look into a process that hides its memory"
    with Screen(work / "home") as screen:
        (screen.home / "papers").mkdir()
        app = App(screen, journey.SUPDESK)
        _write_something(app, screen.home / "papers" / "recovery.pdf")
        assert _remembered(ours(app.pid), journey.FIRST_HALF), "it could not have been found"
        app.press("ctrl+l")
        app.see(NEUTRAL)
        alive = ours(app.pid)
        assert _remembered(alive, NEUTRAL)
        left = [secret for secret in SECRETS if _remembered(alive, secret)]
        assert left == [], f"after locking {left} are remembered"
        _dumps_nothing(app, alive, screen.home)
    return f"{len(SECRETS)} texts in {len(alive)} living processes after locking: none; no core was dumped"


def _write_something(app: App, sheet: Path) -> None:
    journey.make_a_vault(app, MSE, sheet)
    journey.add_people(app, MSE)
    journey.plan_a_session_and_open_it(app, MSE)
    journey.write_half_a_sentence(app, MSE)


def ours(leader: int) -> list[int]:
    """Every living process of the session that this one leads: it, and whatever it started."""
    return [int(each.name) for each in Path("/proc").iterdir() if each.name.isdigit() and _session(each) == leader]


def _session(process: Path) -> int:
    try:
        return os.getsid(int(process.name))
    except ProcessLookupError:
        return 0


def _remembered(processes: list[int], text: str) -> bool:
    return any(memory_holds(each, text) for each in processes)


def _dumps_nothing(app: App, alive: list[int], home: Path) -> None:
    """A core may have no length at all, and a crash leaves none."""
    for each in alive:
        limits = Path(f"/proc/{each}/limits").read_text().splitlines()
        allowed = next(line.split()[4:6] for line in limits if line.startswith("Max core file size"))
        assert allowed == ["0", "0"], f"process {each} may dump {allowed}"
    os.kill(app.pid, signal.SIGABRT)
    app.wait()
    cores = [path for path in home.rglob("*core*") if path.is_file()]
    assert cores == [], f"{cores} were dumped"
    text = (path for path in home.rglob("*") if path.is_file() and path.suffix != ".pdf")
    assert traces("lantern", text) == [], "the word is in a file"


_CHILD = """
import os, sys
from supdesk.app import hardening, locking
hardening.harden()
if "locked" in sys.argv:
    print("locked", flush=True)
else:
    word = "".join(["quince", "trombone"] * 3)
    print(word, flush=True)
sys.stdin.readline()
if "locked" not in sys.argv:
    locking.relaunch(["locked"])
"""


def _without_a_window(work: Path) -> str:
    """A program that remembers a word, and starts again as locking has it do."""
    script = work / "program.py"
    script.write_text(_CHILD)
    child = subprocess.Popen([sys.executable, script], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert child.stdin
    assert child.stdout
    try:
        word = child.stdout.readline().strip()
        may_look = os.geteuid() == 0
        assert not may_look or memory_holds(child.pid, word), "it could not have been found"
        child.stdin.write("\n")
        child.stdin.flush()
        assert child.stdout.readline().strip() == "locked"
        assert not may_look or not memory_holds(child.pid, word), "after starting again the word is remembered"
        return "a word in a process that started again: none" if may_look else "not root: memory not looked into"
    finally:
        child.kill()
        child.communicate()
