"""One deed done anew, each time by a process that kills itself one step later, until one comes to its end.

    python -m tests.faults.killing DEED TEMPLATE WORK [CALL]

copies TEMPLATE to WORK/0001, WORK/0002… and kills the deed in WORK/n just before its n-th step: a statement to the
database, a file opened for writing, made durable, renamed or removed, a folder made or removed. With CALL, a step
is that call to the system alone, such as pwrite64 or fsync, whoever makes it: the database's own too.
"""

import errno
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from itertools import count
from pathlib import Path
from typing import Any

from supdesk.app import world
from supdesk.desk import (
    backing_up,
    collecting,
    evaluating,
    exporting,
    planning,
    recording,
    reflecting,
    registering,
    sharing,
    unlocking,
)
from supdesk.desk.desk import Desk
from supdesk.domain.registers import Period
from supdesk.vault import backups, cipher, handle, header
from tests.desk.desks import CHEAP, PASSPHRASE, TODAY, new_desk, planned

VAULT, BACKUP, OUT, NEW, OLD = "Own.supdesk", "Backup.supdesk", "out", "New.supdesk", "Old.supdesk"
OLDEST = Path(__file__).parents[1] / "vaults" / "03"
BEFORE = {"issues": "What was typed before."}
TYPED = {"issues": "What was typed just before. " + "Told " * 900}
GIVEN, MINE, THEIRS = "given", "mine.pdf", b"What the person kept there."
RETURNED, WORD = "returned.pdf", "quincetrombone"
NEXT_PASSPHRASE = "copper thimble avenue plankton"
DAYS = Period(TODAY.replace(month=1, day=1), TODAY)
ENDS = "BEGIN", "COMMIT"
"""The statements that begin and end what holds whole or not at all."""
_CHANGES = {"os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.truncate", "os.link", "shutil.copyfile"}
_WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT


def make_template(place: Path) -> None:
    """A vault with a begun draft, an own page and one session for a register, a backup of it, and an old vault.

    Beside them stand a folder to fill, and one with a file that somebody keeps there.
    """
    desk = new_desk(place / VAULT)
    recording.save(desk, recording.sit_down(desk, planned(desk)).main.draft.id, BEFORE)
    planning.miss(desk, planned(desk))
    page = reflecting.begin(desk, "reflection-free").draft.id
    reflecting.save(desk, page, {"text": "On a walk."})
    reflecting.finish(desk, [page])
    backing_up.back_up(desk, place).rename(place / BACKUP)
    desk.vault.close()
    shutil.copytree(OLDEST, place, dirs_exist_ok=True)
    (place / OUT).mkdir()
    (place / GIVEN).mkdir()
    (place / GIVEN / MINE).write_bytes(THEIRS)


def saved(desk: Desk) -> dict[str, Any]:
    """What the one draft holds."""
    (sheet,) = recording.drafts(desk)
    return {name: sheet.draft.raw[name] for name in TYPED}


def _save(desk: Desk, _: Path) -> None:
    (sheet,) = recording.drafts(desk)
    recording.save(desk, sheet.draft.id, TYPED)


def _migrate(place: Path) -> Callable[[], object]:
    around = replace(world.surroundings()[0], floor=CHEAP)
    return lambda: unlocking.unlock(place / OLD, PASSPHRASE, around)


def opened(place: Path, passphrase: str = PASSPHRASE) -> Desk:
    """The desk of the vault in that place."""
    return unlocking.unlock(place / VAULT, passphrase, replace(world.surroundings()[0], floor=CHEAP))


def _restored(place: Path) -> Callable[[], object]:
    key = header.open_with_passphrase(handle.read_header(place / BACKUP), PASSPHRASE, CHEAP)
    return lambda: backups.restore(place / BACKUP, place / NEW, key)


def _at_desk(
    deed: Callable[[Desk, Path], object], statements: tuple[str, ...] = ("",)
) -> Callable[[Path, Callable[[], None]], Callable[[], object]]:
    def ready(place: Path, step: Callable[[], None]) -> Callable[[], object]:
        desk = opened(place)
        desk.vault.cx.set_trace_callback(lambda said: step() if said.startswith(statements) else None)
        return lambda: deed(desk, place)

    return ready


def _share(desk: Desk, place: Path) -> None:
    """A copy of the own page, over the file that somebody keeps there."""
    (listed,) = reflecting.listed(desk)
    ready = sharing.prepare(desk, listed.page.id, "My supervisor")
    sharing.note(desk, exporting.put_as(ready, place / GIVEN / MINE))


def _share_on_a_plain_disk(desk: Desk, place: Path) -> None:
    """The same where a file can have one name only."""

    def refuse(*_: object, **__: object) -> None:
        raise OSError(errno.EPERM, os.strerror(errno.EPERM))

    os.link = refuse
    _share(desk, place)


def give(desk: Desk) -> None:
    """Bee Sample says what they think, on this laptop."""
    (session,) = planning.sessions(desk)
    asking = next(each for each in evaluating.standings(desk, session.id) if each.person.name == "Bee Sample")
    asked, _ = evaluating.hand_over(desk, asking.session.id, asking.person.id)
    assert evaluating.give(desk, asked, {"safe": "4", "strengths": WORD}).records


def take_in(desk: Desk, content: bytes) -> None:
    """The form that came back is taken in."""
    (found,) = collecting.look(desk, [collecting.open_file(RETURNED, content)])
    collecting.take_in(desk, found)


DEEDS: dict[str, Callable[[Path, Callable[[], None]], Callable[[], object]]] = {
    "backup": _at_desk(lambda desk, place: backing_up.back_up(desk, place / OUT)),
    "give": _at_desk(lambda desk, _: give(desk), ENDS),
    "passphrase": _at_desk(lambda desk, _: unlocking.change_passphrase(desk, PASSPHRASE, NEXT_PASSPHRASE, CHEAP)),
    "register": _at_desk(lambda desk, place: registering.write(desk, DAYS, place / OUT)),
    "restore": lambda place, _: _restored(place),
    "save": _at_desk(_save),
    "share": _at_desk(_share, ENDS),
    "share on a plain disk": _at_desk(_share_on_a_plain_disk, ENDS),
    "migrate": lambda place, _: _migrate(place),
    "take in": _at_desk(lambda desk, place: take_in(desk, (place / RETURNED).read_bytes()), ENDS),
}
"""Each makes ready, and answers with what is then done."""


def changes(event: str, values: tuple[Any, ...]) -> bool:
    """Whether what Python tells its auditors is a change to the disk; the paths are the first two values."""
    return event in _CHANGES or (event == "open" and bool((values[2] or 0) & _WRITES))


def _die_at(last: int, place: Path) -> tuple[Callable[[], None], Callable[[], None]]:
    """What counts a step and kills at the `last` one, and what has it see every step from now on."""
    steps, fsync, connect = count(1), os.fsync, cipher.connect

    def step() -> None:
        if next(steps) == last:
            os.kill(os.getpid(), signal.SIGKILL)

    def hear(event: str, values: tuple[Any, ...]) -> None:
        if changes(event, values) and any(str(value).startswith(str(place)) for value in values[:2]):
            step()

    def traced(*values: Any, **more: Any) -> cipher.Connection:
        made = connect(*values, **more)
        made.set_trace_callback(lambda _: step())
        return made

    def watch() -> None:
        os.fsync = lambda handle: (step(), fsync(handle))[1]
        cipher.connect = traced  # type: ignore[assignment]
        sys.addaudithook(hear)

    return step, watch


def _done(deed: str, place: Path, last: int) -> None:
    armed: list[None] = []
    step, watch = _die_at(last, place)
    do = DEEDS[deed](place, lambda: step() if armed else None)
    watch()
    armed.append(None)
    do()


def _done_once_traced(deed: str, place: Path) -> None:
    do = DEEDS[deed](place, lambda: None)
    os.kill(os.getpid(), signal.SIGSTOP)
    do()


def traced(child: int, call: str, what: str) -> int:
    """How the child ends that goes on, once it has made ready and stopped, with what strace does to its calls."""
    os.waitpid(child, os.WUNTRACED)
    inject = ["-e", f"trace={call}", "-e", f"inject={call}:{what}", "-p", str(child)]
    strace = subprocess.Popen(["strace", "-qq", "-o", os.devnull, *inject])
    while "TracerPid:\t0\n" in Path(f"/proc/{child}/status").read_text():
        assert strace.poll() is None, "it can't be traced"
        time.sleep(0.001)
    os.kill(child, signal.SIGCONT)
    code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    strace.wait()
    return code


def _code(deed: str, place: Path, last: int, call: str) -> int:
    """How a process of its own ended that did the deed, or was killed in it."""
    child = os.fork()
    if not child:
        try:
            _done_once_traced(deed, place) if call else _done(deed, place, last)
        except BaseException as error:
            print(repr(error), file=sys.stderr)
            os._exit(1)
        os._exit(0)
    if call:
        return traced(child, call, f"signal=KILL:when={last}")
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def main(deed: str, template: Path, work: Path, call: str = "") -> int:
    """Kill it at every step; answers 0 once it came to its end, with the number of steps printed."""
    for last in count(1):
        place = work / f"{last:04}"
        shutil.copytree(template, place)
        code = _code(deed, place, last, call)
        if code != -signal.SIGKILL:
            print(last - 1)
            return code
    raise AssertionError("there is no end to counting")


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]), *sys.argv[4:]))
