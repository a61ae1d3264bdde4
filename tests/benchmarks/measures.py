"""The measures, each beside its bare counterpart: the two take turns, so that a busy moment strikes both."""

import base64
import sys
from collections.abc import Callable
from pathlib import Path
from subprocess import PIPE, Popen, check_output
from time import perf_counter

import psutil

from supdesk.desk import recording, searching, signing, unlocking
from supdesk.desk.desk import Desk, Surroundings
from supdesk.documents.certificates import Identity
from supdesk.vault import handle, keys, store
from supdesk.vault.header import Kind
from tests.benchmarks import bare, laden, meanwhile
from tests.benchmarks.figures import Figure, middle, p95
from tests.benchmarks.laden import PASSPHRASE

STARTS, UNLOCKS, SAVES, SEARCHES, SIGNATURES = 9, 7, 200, 8, 12
ROOT = Path(__file__).parents[2]
MEBIBYTE = 2**20
FRAME = 1_000 / 60
"""Milliseconds of one picture on a screen that shows sixty a second."""


def start(vault: Path) -> list[Figure]:
    """From the process to the first paint of the unlock screen."""
    pairs = [(_first_paint("start", str(vault)), _first_paint("bare")) for _ in range(STARTS + 1)][1:]
    ours, plain = (middle(each) for each in zip(*pairs, strict=True))
    return [Figure("cold start to the unlock screen", ours, plain, "ms", "≤ 2 × bare", ours <= 2 * plain)]


def unlock(vault: Path) -> list[Figure]:
    """From the button to the painted Today, and what the process holds then."""
    found = [(_unlocked(vault), _resting()) for _ in range(UNLOCKS)]
    derived, taken = (middle([one[place] for one, _ in found]) for place in (0, 1))
    more = middle([one[1] - one[0] for one, _ in found])
    held, plain = middle([one[2] for one, _ in found]), middle([other for _, other in found])
    return [
        Figure("unlock, until Today is painted", taken, derived, "ms", "≤ bare + 150 ms", more <= 150),
        Figure("memory after unlock", held, plain, "MB", "≤ 150 MB", held <= 150),
    ]


def open_vault(vault: Path, around: Surroundings) -> list[Figure]:
    """From the passphrase to the open desk, beside the key derivation alone."""
    slot = handle.read_header(vault).slot(Kind.PASSPHRASE)
    assert slot is not None
    assert slot.profile is not None
    salt, profile = slot.salt, slot.profile
    pairs = []
    for _ in range(UNLOCKS):
        alone = _ms(lambda: keys.derive(PASSPHRASE, salt, profile))
        opened: list[Desk] = []
        pairs.append((_ms(lambda opened=opened: opened.append(unlocking.unlock(vault, PASSPHRASE, around))), alone))
        opened[0].vault.close()
    ours, plain = (middle(each) for each in zip(*pairs, strict=True))
    more = middle([one - other for one, other in pairs])
    return [Figure("unlock the vault", ours, plain, "ms", "≤ bare + 150 ms", more <= 150)]


def autosave(desk: Desk, folder: Path) -> list[Figure]:
    """A draft kept durably, as a sentence grows in it."""
    draft = recording.drafts(desk)[0].draft
    cx = bare.keyed(folder / "bare.db")
    text = str(draft.raw["issues"])
    ours, plain = [], []
    for number in range(SAVES):
        typed = text + " word" * number
        ours.append(_ms(lambda typed=typed: recording.save(desk, draft.id, {"issues": typed})))
        plain.append(_ms(lambda typed=typed: bare.insert(cx, typed)))
    cx.close()
    return [Figure("durable autosave, p95", p95(ours), p95(plain), "ms", "≤ 10 ms", p95(ours) <= 10)]


def find(desk: Desk, folder: Path) -> list[Figure]:
    """The same words looked for in the vault and in a database without a key."""
    cx = bare.unkeyed(folder / "unkeyed.db", laden.sources(desk.vault.cx))
    ours, plain = [], []
    for _ in range(SEARCHES):
        for typed in laden.looked_for():
            ours.append(_ms(lambda typed=typed: searching.find(desk, typed)))
            plain.append(_ms(lambda typed=typed: bare.find(cx, typed)))
    cx.close()
    what = f"search over {laden.RECORDS:,} records, p95"
    return [Figure(what, p95(ours), p95(plain), "ms", "≤ 20 ms", p95(ours) <= 20)]


def sign(desk: Desk) -> list[Figure]:
    """A finished one-to-one record set as pages, sealed and filed."""
    person = next(p for p in store.people(desk.vault.cx) if p.id != desk.owner.id).party
    ids = [laden.finished(desk, laden.planned(desk, person, desk.today)) for _ in range(SIGNATURES + 2)]
    key = base64.b64decode(store.setting(desk.vault.cx, "private_key"))
    identity = Identity(signing_certificate(desk), key)
    text, marks = str(laden.written()["issues"]), laden.marks(desk, ids[0])
    pairs = [
        (
            _ms(lambda known=known: signing.sign_here(desk, known, marks)),
            _ms(lambda: bare.signed_page(text, identity)),
        )
        for known in ids
    ][2:]
    ours, plain = (middle(each) for each in zip(*pairs, strict=True))
    return [Figure("render and sign a one-to-one record, warm", ours, plain, "ms", "≤ 150 ms", ours <= 150)]


def type_meanwhile(folder: Path) -> list[Figure]:
    """A key pressed while a large vault is backed up, until it is painted, beside one when nothing else goes on."""
    command = [sys.executable, "-m", "tests.benchmarks.meanwhile", str(folder / "heavy.supdesk")]
    found = [float(said) for said in check_output(command, cwd=ROOT, text=True).split()]
    what = f"a key painted while {meanwhile.SIZE // 1_000_000} MB are backed up"
    pressed = f"of {found[4]:.0f} keys ({found[5]:.0f} left out)"
    return [
        Figure(f"{what}, {which}", ours, plain, "ms", "≤ a frame: 16.7 ms", ours <= FRAME)
        for which, ours, plain in (("p99", *found[:2]), (f"longest {pressed}", *found[2:4]))
    ]


def signing_certificate(desk: Desk) -> bytes:
    """The owner's certificate."""
    return str(store.setting(desk.vault.cx, "certificate")).encode()


def _ms(work: Callable[[], object]) -> float:
    before = perf_counter()
    work()
    return (perf_counter() - before) * 1_000


class _Child:
    """A window in a process of its own, from its first moment to its end."""

    def __init__(self, *words: str) -> None:
        self.began = perf_counter()
        command = [sys.executable, "-m", "tests.benchmarks.child", *words]
        self.process = Popen(command, cwd=ROOT, stdin=PIPE, stdout=PIPE, text=True)

    def __enter__(self) -> "_Child":
        return self

    def __exit__(self, *_: object) -> None:
        self.process.communicate()

    def hear(self) -> str:
        """What it says next."""
        assert self.process.stdout
        said = self.process.stdout.readline().strip()
        if not said:
            raise SystemExit("A measured window ended before it was painted.")
        return said

    def go_on(self) -> None:
        """Let it do what comes next."""
        assert self.process.stdin
        print(file=self.process.stdin, flush=True)

    def memory(self) -> float:
        """What it holds in memory now, in MB."""
        return float(psutil.Process(self.process.pid).memory_info().rss) / MEBIBYTE


def _first_paint(*words: str) -> float:
    with _Child(*words) as child:
        child.hear()
        return (perf_counter() - child.began) * 1_000


def _unlocked(vault: Path) -> tuple[float, float, float]:
    """Milliseconds of the derivation alone and of unlocking, and MB held afterwards."""
    with _Child("unlock", str(vault), PASSPHRASE) as child:
        child.hear()
        child.go_on()
        derived, taken = map(float, child.hear().split())
        return derived, taken, child.memory()


def _resting() -> float:
    """MB that a bare window holds."""
    with _Child("bare") as child:
        child.hear()
        return child.memory()
