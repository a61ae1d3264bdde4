"""The operating system's own keyring, as an optional way in.

It keeps a random secret that opens one slot of `vault.json`, never the data key. The store is asked for by name:
the keyring package's default chooser would pick a plain text file or a store that keeps nothing. Every answer is a
value: whatever goes wrong here, the passphrase opens the vault.
"""

import queue
import sys
import threading
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from enum import StrEnum
from importlib import import_module
from typing import Any, Protocol, TypeVar

SECRET_BYTES = 32
TIMEOUT_SECONDS = 4.0

_USER = "vault slot"
_STORES = {
    "linux": ("keyring.backends.SecretService", "Keyring"),
    "darwin": ("keyring.backends.macOS", "Keyring"),
    "win32": ("keyring.backends.Windows", "WinVaultKeyring"),
}


class Store(Protocol):
    """What we ask of a keyring."""

    def get_password(self, service: str, username: str) -> str | None: ...
    def set_password(self, service: str, username: str, password: str) -> None: ...
    def delete_password(self, service: str, username: str) -> None: ...


class Why(StrEnum):
    """Why the keyring did not serve."""

    ABSENT = "absent"
    LOCKED = "locked"
    REFUSED = "refused"
    TIMED_OUT = "timed out"
    NOT_KEPT = "not kept"


_SENTENCES = {
    None: "The system's keyring can be used.",
    Why.ABSENT: "This computer has no keyring that supdesk can use; the passphrase opens the vault.",
    Why.LOCKED: "The system's keyring is locked; unlock it, or use the passphrase.",
    Why.REFUSED: "The system's keyring refused; use the passphrase.",
    Why.TIMED_OUT: "The system's keyring did not answer in time; use the passphrase.",
    Why.NOT_KEPT: "The system's keyring does not hold this vault's secret; use the passphrase.",
}


@dataclass(frozen=True, slots=True)
class Availability:
    """Whether the keyring served, and if not, why: a value, since nothing here is worth stopping for."""

    why: Why | None = None

    @property
    def usable(self) -> bool:
        return self.why is None

    @property
    def sentence(self) -> str:
        return _SENTENCES[self.why]


def named_store(platform: str = sys.platform, load: Callable[[str], Any] = import_module) -> Store | Availability:
    """This system's own keyring, or why not. May block on the system; raises what the system raises."""
    if platform not in _STORES:
        return Availability(Why.ABSENT)
    module, name = _STORES[platform]
    store: Any = getattr(load(module), name)()
    if platform == "win32":
        store.persist = "local machine"  # the default travels to every computer of the domain
    if platform == "linux" and (why := _secret_service_fault(load("secretstorage"))):
        return Availability(why)
    return store  # type: ignore[no-any-return]


def _secret_service_fault(secretstorage: Any) -> Why | None:
    """Asked before the store is, which would put up the system's own prompt and wait for it."""
    with closing(secretstorage.dbus_init()) as bus:
        if not secretstorage.check_service_availability(bus):
            return Why.ABSENT
        try:
            return Why.LOCKED if secretstorage.Collection(bus).is_locked() else None
        except secretstorage.ItemNotFoundException:
            return Why.ABSENT


Opener = Callable[[], Store | Availability]
Answer = TypeVar("Answer")


def probe(opener: Opener = named_store, timeout: float = TIMEOUT_SECONDS) -> Availability:
    """Whether the keyring is there and unlocked, within `timeout` seconds; writes nothing."""

    def ask(_: Store) -> Availability:
        return Availability()

    return _asked(opener, ask, timeout)


def store(
    vault_id: str, secret: bytes, opener: Opener = named_store, timeout: float = TIMEOUT_SECONDS
) -> Availability:
    """Keep the vault's 32-byte secret, and read it back: some stores say yes and keep nothing."""
    if len(secret) != SECRET_BYTES:
        raise ValueError("a keyring secret is 32 bytes")

    def ask(keyring: Store) -> Availability:
        keyring.set_password(_service(vault_id), _USER, secret.hex())
        kept = keyring.get_password(_service(vault_id), _USER) == secret.hex()
        return Availability(None if kept else Why.NOT_KEPT)

    return _asked(opener, ask, timeout)


def fetch(vault_id: str, opener: Opener = named_store, timeout: float = TIMEOUT_SECONDS) -> bytes | Availability:
    """The vault's 32-byte secret, or why there is none."""

    def ask(keyring: Store) -> bytes | Availability:
        text = keyring.get_password(_service(vault_id), _USER)
        secret = _secret(text or "")
        return Availability(Why.NOT_KEPT) if secret is None else secret

    return _asked(opener, ask, timeout)


def forget(vault_id: str, opener: Opener = named_store, timeout: float = TIMEOUT_SECONDS) -> Availability:
    """Take the vault's secret out of the keyring; well if it was not there."""

    def ask(keyring: Store) -> Availability:
        if keyring.get_password(_service(vault_id), _USER) is not None:
            keyring.delete_password(_service(vault_id), _USER)
        return Availability()

    return _asked(opener, ask, timeout)


def _service(vault_id: str) -> str:
    return f"supdesk vault {vault_id}"  # one per vault: Windows renames entries that share a service


def _secret(text: str) -> bytes | None:
    try:
        secret = bytes.fromhex(text)
    except ValueError:
        return None
    return secret if len(secret) == SECRET_BYTES else None


def _asked(opener: Opener, ask: Callable[[Store], Answer], timeout: float) -> Answer | Availability:
    """What the store answers, on a thread that may be left behind: some systems never answer."""
    answers: queue.SimpleQueue[Answer | Availability] = queue.SimpleQueue()

    def work() -> None:
        try:
            opened = opener()
            answers.put(opened if isinstance(opened, Availability) else ask(opened))
        except Exception as error:
            answers.put(Availability(_why(error)))

    threading.Thread(target=work, name="keyring", daemon=True).start()
    try:
        return answers.get(timeout=timeout)
    except queue.Empty:
        return Availability(Why.TIMED_OUT)


def _why(error: Exception) -> Why:
    """By name, so that no back end need be imported to name its errors."""
    names = {kind.__name__ for kind in type(error).__mro__}
    if names & {"KeyringLocked", "LockedException", "PromptDismissedException"}:
        return Why.LOCKED
    absent = {"SecretServiceNotAvailableException", "ImportError", "InitError", "FileNotFoundError"}
    return Why.ABSENT if names & absent else Why.REFUSED
