"""The operating system's keyring: a real one in a bus of its own, and every way in which there is none."""

import sys
import threading
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from supdesk.vault.keyring_slot import Availability, Why, fetch, forget, named_store, probe, store
from tests.vault.keyrings import CASES, CHILD_SECONDS, check

SECRET = bytes(range(32))


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux reaches its keyring by a bus")
@pytest.mark.parametrize("state", CASES)
def test_in_every_state_of_the_keyring_the_passphrase_opens_the_vault(state: str, tmp_path: Path) -> None:
    check(CASES[state], tmp_path)


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
