"""A vault with a keyring slot, opened in a child process by whatever keyring a bus of its own has, or has not."""

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import supdesk
from tests.tools import needs_tool

CHILD_SECONDS = 60

# The child opens a vault header of its own, so that what is shown is a way in and not a stored string.
CHILD = """
import json, random
from supdesk.domain.errors import SupdeskError
from supdesk.vault import keyring_slot
from supdesk.vault.header import new_header, open_with_keyring, open_with_passphrase, with_keyring_slot
from supdesk.vault.keys import DataKey, Profile

CHEAP = Profile(64, 1, 1)
entropy = random.Random(1).randbytes
key, secret = DataKey.new(entropy), entropy(32)
header = new_header("one", key, "invented passphrase", CHEAP, entropy, CHEAP)
header = with_keyring_slot(header, key, secret, entropy)
told = []

def opened(secret):
    try:
        return "opens" if open_with_keyring(header, secret) == key else "other"
    except SupdeskError:
        return "refused"

def say(step, *arguments):
    answer = getattr(keyring_slot, step)(*arguments)
    if isinstance(answer, bytes):
        told.append([step, opened(answer)])
    else:
        told.append([step, answer.why])

def lock_keyring():
    import secretstorage
    bus = secretstorage.dbus_init()
    secretstorage.Collection(bus).lock()
    bus.close()

STEPS
passphrase = open_with_passphrase(header, "invented passphrase", CHEAP) == key
print(json.dumps({"told": told, "passphrase": passphrase}))
"""

EVERY_STEP = """
say("probe"); say("store", "one", secret); say("fetch", "one"); say("forget", "one")
"""


def environment(home: Path, **more: str) -> dict[str, str]:
    runtime = home / "run"
    runtime.mkdir(mode=0o700, exist_ok=True)
    source = str(Path(supdesk.__file__).parents[1])
    return {
        "PATH": os.environ["PATH"],
        "HOME": str(home),
        "XDG_RUNTIME_DIR": str(runtime),
        "PYTHONPATH": os.pathsep.join([source, str(home)]),
        **more,
    }


def child(steps: str, env: dict[str, str], *before: str) -> dict[str, Any]:
    """What the child tells, run by the command in `before`; the passphrase must open the vault whatever happens."""
    ran = subprocess.run(
        [*before, sys.executable, "-c", CHILD.replace("STEPS", steps)],
        env=env,
        capture_output=True,
        text=True,
        timeout=CHILD_SECONDS,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    said: dict[str, Any] = json.loads(ran.stdout.splitlines()[-1])
    assert said["passphrase"] is True
    return said


OWN_BUS = ("dbus-run-session", "--")
UNLOCKED = (
    *OWN_BUS,
    "sh",
    "-c",
    'printf invented | gnome-keyring-daemon --unlock --components=secrets >/dev/null && exec "$@"',
    "sh",
)
PLAIN_TEXT = """
from pathlib import Path
from keyring.backend import KeyringBackend

class Keyring(KeyringBackend):
    priority = 9
    kept = Path(__file__).with_name("kept.txt")

    def get_password(self, service, username):
        return self.kept.read_text() if self.kept.exists() else None

    def set_password(self, service, username, password):
        self.kept.write_text(password)

    def delete_password(self, service, username):
        self.kept.unlink()
"""
"""A store that the default chooser would take, and that keeps what it is given for anybody to read."""

Told = list[list[str | None]]


@dataclass(frozen=True, slots=True)
class Case:
    """A keyring in some state: what is done with it, under which command and surroundings, and what is told."""

    steps: str
    told: Told
    before: tuple[str, ...] = ()
    env: Mapping[str, str] = field(default_factory=dict)


def _trap(chosen: str) -> Case:
    """The default chooser would take that store; it is not used."""
    check = f"""
import keyring
chosen = keyring.get_keyring()
assert type(chosen).__module__ + "." + type(chosen).__name__ == {chosen!r}
"""
    return Case(check + EVERY_STEP, ALL_ABSENT, env={"PYTHON_KEYRING_BACKEND": chosen})


ALL_ABSENT: Told = [[step, "absent"] for step in ("probe", "store", "fetch", "forget")]
_KEPT: Told = [["store", None]]
CASES = {
    "a real one": Case(
        EVERY_STEP.replace('say("forget"', 'say("fetch", "two"); say("forget"') + 'say("fetch", "one")',
        [
            ["probe", None],
            ["store", None],
            ["fetch", "opens"],
            ["fetch", "not kept"],
            ["forget", None],
            ["fetch", "not kept"],
        ],
        UNLOCKED,
    ),
    "changed": Case(
        """say("store", "one", secret)
keyring_slot.named_store().set_password('supdesk vault one', 'vault slot', 'changed')
say("fetch", "one")""",
        [*_KEPT, ["fetch", "not kept"]],
        UNLOCKED,
    ),
    "of another vault's making": Case(
        """say("store", "one", bytes(32))
say("fetch", "one")""",
        [*_KEPT, ["fetch", "refused"]],
        UNLOCKED,
    ),
    "locked": Case(
        f'say("store", "one", secret); lock_keyring(){EVERY_STEP}',
        [*_KEPT, *([step, "locked"] for step in ("probe", "store", "fetch", "forget"))],
        UNLOCKED,
    ),
    # An empty keyring service may start by itself; it has no collection yet, and none is made unasked.
    "a bus without one": Case(EVERY_STEP, ALL_ABSENT, OWN_BUS),
    "no bus": Case(EVERY_STEP, ALL_ABSENT),
    "a bus that is gone": Case(
        EVERY_STEP, ALL_ABSENT, env={"DBUS_SESSION_BUS_ADDRESS": "unix:path=/nonexistent/bus"}
    ),
    "a bus that makes no sense": Case(EVERY_STEP, ALL_ABSENT, env={"DBUS_SESSION_BUS_ADDRESS": "nonsense"}),
    "null": _trap("keyring.backends.null.Keyring"),
    "plain text": _trap("plain_text_store.Keyring"),
}
"""The states of a keyring by name."""


def check(case: Case, home: Path) -> None:
    """What is told is as expected, the passphrase opens the vault, and nothing is kept in the open."""
    if case.before:
        needs_tool("dbus-run-session", "gnome-keyring-daemon")
    (home / "plain_text_store.py").write_text(PLAIN_TEXT)
    assert child(case.steps, environment(home, **case.env), *case.before)["told"] == case.told
    assert not (home / "kept.txt").exists()
