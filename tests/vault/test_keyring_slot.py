"""The operating system's keyring: a real one in a bus of its own, and every way in which there is none."""

import json
import os
import subprocess
import sys
import threading
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

import supdesk
from supdesk.vault.keyring_slot import Availability, Why, fetch, forget, named_store, probe, store
from tests.tools import needs_tool

SECRET = bytes(range(32))
CHILD_SECONDS = 30

# The child opens a vault header of its own, so that what is shown is a way in and not a stored string.
CHILD = """
import json, random
from supdesk.vault import keyring_slot
from supdesk.vault.header import new_header, open_with_keyring, open_with_passphrase, with_keyring_slot
from supdesk.vault.keys import DataKey, Profile

CHEAP = Profile(64, 1, 1)
entropy = random.Random(1).randbytes
key, secret = DataKey.new(entropy), entropy(32)
header = new_header("one", key, "invented passphrase", CHEAP, entropy, CHEAP)
header = with_keyring_slot(header, key, secret, entropy)
told = []

def say(step, *arguments):
    answer = getattr(keyring_slot, step)(*arguments)
    if isinstance(answer, bytes):
        told.append([step, "opens" if open_with_keyring(header, answer) == key else "other"])
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


def test_a_real_keyring_opens_the_vault_and_forgets_it(tmp_path: Path) -> None:
    needs_tool("dbus-run-session", "gnome-keyring-daemon")
    steps = EVERY_STEP.replace('say("forget"', 'say("fetch", "two"); say("forget"') + 'say("fetch", "one")'
    said = child(steps, environment(tmp_path), *UNLOCKED)
    assert said["told"] == [
        ["probe", None],
        ["store", None],
        ["fetch", "opens"],
        ["fetch", "not kept"],
        ["forget", None],
        ["fetch", "not kept"],
    ]


def test_a_changed_entry_in_a_real_keyring_is_not_a_way_in(tmp_path: Path) -> None:
    needs_tool("dbus-run-session", "gnome-keyring-daemon")
    change = "keyring_slot.named_store().set_password('supdesk vault one', 'vault slot', 'changed')"
    said = child(f'say("store", "one", secret)\n{change}\nsay("fetch", "one")', environment(tmp_path), *UNLOCKED)
    assert said["told"] == [["store", None], ["fetch", "not kept"]]


def test_a_locked_keyring_is_told_at_once_and_prompts_nobody(tmp_path: Path) -> None:
    needs_tool("dbus-run-session", "gnome-keyring-daemon")
    steps = f'say("store", "one", secret); lock_keyring(){EVERY_STEP}'
    said = child(steps, environment(tmp_path), *UNLOCKED)
    assert said["told"] == [
        ["store", None],
        ["probe", "locked"],
        ["store", "locked"],
        ["fetch", "locked"],
        ["forget", "locked"],
    ]


ALL_ABSENT = [[step, "absent"] for step in ("probe", "store", "fetch", "forget")]


def test_a_bus_without_a_keyring_falls_back_to_the_passphrase(tmp_path: Path) -> None:
    """An empty keyring service may start by itself; it has no collection yet, and none is made unasked."""
    needs_tool("dbus-run-session")
    assert child(EVERY_STEP, environment(tmp_path), *OWN_BUS)["told"] == ALL_ABSENT


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux reaches its keyring by a bus")
@pytest.mark.parametrize("address", [None, "unix:path=/nonexistent/bus", "nonsense"])
def test_no_bus_falls_back_to_the_passphrase(tmp_path: Path, address: str | None) -> None:
    env = environment(tmp_path, **({"DBUS_SESSION_BUS_ADDRESS": address} if address else {}))
    assert child(EVERY_STEP, env)["told"] == ALL_ABSENT


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


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere the system's own keyring would answer")
@pytest.mark.parametrize("chosen", ["keyring.backends.null.Keyring", "plain_text_store.Keyring"])
def test_a_null_or_plain_text_store_is_never_used_though_the_default_chooser_would(
    tmp_path: Path, chosen: str
) -> None:
    (tmp_path / "plain_text_store.py").write_text(PLAIN_TEXT)
    check_trap = f"""
import keyring
chosen = keyring.get_keyring()
assert type(chosen).__module__ + "." + type(chosen).__name__ == {chosen!r}
"""
    said = child(check_trap + EVERY_STEP, environment(tmp_path, PYTHON_KEYRING_BACKEND=chosen))
    assert said["told"] == ALL_ABSENT
    assert not (tmp_path / "kept.txt").exists()


class Memory:
    """A store that works, for the steps that need no bus."""

    def __init__(self) -> None:
        self.kept: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.kept[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        del self.kept[service, username]


def test_each_vault_keeps_its_own_secret() -> None:
    memory = Memory()
    assert store("one", SECRET, lambda: memory).usable
    assert store("two", SECRET[::-1], lambda: memory).usable
    assert forget("one", lambda: memory).usable
    assert fetch("one", lambda: memory) == Availability(Why.NOT_KEPT)
    assert fetch("two", lambda: memory) == SECRET[::-1]


def test_what_is_stored_fits_the_smallest_system_store() -> None:
    memory = Memory()
    store("one", SECRET, lambda: memory)
    assert max(len(text) for text in memory.kept.values()) < 1280


def test_a_store_that_says_yes_and_keeps_nothing_is_found_out() -> None:
    from keyring.backends.null import Keyring

    assert store("one", SECRET, Keyring) == Availability(Why.NOT_KEPT)
    assert fetch("one", Keyring) == Availability(Why.NOT_KEPT)


@pytest.mark.parametrize("text", ["", "zz", "00", "00" * 31, "00" * 33, "\N{SNOWMAN}" * 64])
def test_a_strange_entry_is_no_secret(text: str) -> None:
    memory = Memory()
    memory.set_password("supdesk vault one", "vault slot", text)
    assert fetch("one", lambda: memory) == Availability(Why.NOT_KEPT)


def test_a_keyring_that_never_answers_is_left_behind() -> None:
    answer, answered = threading.Event(), threading.Event()

    class Silent(Memory):
        def get_password(self, service: str, username: str) -> str | None:
            answer.wait(CHILD_SECONDS)
            answered.set()
            return None

    assert store("one", SECRET, Silent, timeout=0.1) == Availability(Why.TIMED_OUT)
    assert fetch("one", Silent, timeout=0.1) == Availability(Why.TIMED_OUT)
    assert not answered.is_set()
    answer.set()


def _failure(name: str, base: type[Exception] = Exception) -> Exception:
    error: Exception = type(name, (base,), {})("invented")
    return error


@pytest.mark.parametrize(
    ("error", "why"),
    [
        (_failure("SecretServiceNotAvailableException"), Why.ABSENT),
        (ModuleNotFoundError("no back end"), Why.ABSENT),
        (FileNotFoundError("no bus"), Why.ABSENT),
        (_failure("KeyringLocked"), Why.LOCKED),
        (_failure("PromptDismissedException"), Why.LOCKED),
        (_failure("SomethingNew", RuntimeError), Why.REFUSED),
        (AttributeError("half a library"), Why.REFUSED),
    ],
)
def test_whatever_the_system_raises_becomes_an_answer(error: Exception, why: Why) -> None:
    def opener() -> Memory:
        raise error

    assert probe(opener) == store("one", SECRET, opener) == fetch("one", opener) == Availability(why)
    assert forget("one", opener) == Availability(why)


@pytest.mark.parametrize("why", [None, *Why])
def test_every_answer_has_a_sentence_and_a_failed_one_points_to_the_passphrase(why: Why | None) -> None:
    answer = Availability(why)
    assert answer.usable is (why is None)
    assert answer.sentence.endswith(".")
    assert answer.usable or "passphrase" in answer.sentence


def _loading(asked: list[str], store_class: type) -> Any:
    def load(module: str) -> SimpleNamespace:
        asked.append(module)
        return SimpleNamespace(WinVaultKeyring=store_class, Keyring=store_class)

    return load


def test_windows_keeps_the_secret_on_this_computer_only() -> None:
    asked: list[str] = []
    opened: Any = named_store("win32", _loading(asked, Memory))
    assert opened.persist == "local machine"
    assert asked == ["keyring.backends.Windows"]


def test_macos_is_asked_by_name() -> None:
    asked: list[str] = []
    assert isinstance(named_store("darwin", _loading(asked, Memory)), Memory)
    assert asked == ["keyring.backends.macOS"]


def test_another_system_has_no_keyring() -> None:
    assert named_store("plan9") == Availability(Why.ABSENT)
