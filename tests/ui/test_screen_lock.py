"""What the desktop and the machine say of the screen and of sleep, heard over real buses of the test's own."""

import ctypes
import os
import select
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from ctypes import wintypes
from pathlib import Path
from typing import Any

import pytest

from supdesk.ui.locking import windows
from tests.ui.buses import LOGIN, Buses, Login, own_buses

LISTENER = """
from PySide6.QtCore import QCoreApplication
from supdesk.ui.locking.linux import Watcher

app = QCoreApplication([])
watcher = Watcher(None, lambda: print("locked", flush=True))
print("listens", flush=True)
app.exec()
"""

WINDOW = """
import sys
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from supdesk.desk import unlocking
from supdesk.ui import theme
from supdesk.ui.opening.unlock import Unlock
from supdesk.ui.window import Window, open_window
from tests.ui.windows import PHRASE, World

app = QApplication([])
theme.apply(app, Path("resources"), "light")
world = World(Path(sys.argv[1]))
door, unlock = sys.argv[2] == "door", unlocking.unlock
world.relaunched = type("Said", (list,), {"extend": lambda self, words: (print("anew", flush=True), app.quit())})()
window = open_window(app, world.outside(), world.vault())
if door:
    # Whoever unlocks is still at it when the screen locks.
    import threading
    covered, lock = threading.Event(), Window.lock
    unlocking.unlock = lambda *given: (print("unlocks", flush=True), covered.wait(60), unlock(*given))[-1]
    abandon = Unlock.abandon
    Unlock.abandon = lambda self: (abandon(self), covered.set())

def settle():
    found = window.shell.findChild(Unlock)
    if window.desk is not None:
        print("open", flush=True)
    elif door and found.passphrase.problem():
        print(found.passphrase.problem(), flush=True)
        app.quit()
    else:
        QTimer.singleShot(20, settle)

def begin():
    found = window.shell.findChild(Unlock)
    found.passphrase.set_raw(PHRASE)
    found.unlock.click()
    settle()

QTimer.singleShot(200, begin)
app.exec()
window.leave()
"""


class Child:
    """A program on the test's own buses, and what it says. A class because it lives beside the test."""

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        self._process = process

    def hears(self) -> str:
        """What it says next; nothing once it has ended."""
        assert self._process.stdout is not None
        return self._process.stdout.readline().strip()

    def has_said_more(self) -> bool:
        """Whether it has said something that was not heard yet."""
        return bool(select.select([self._process.stdout], [], [], 0)[0])


@contextmanager
def child(buses: Buses, source: str, *words: str) -> Iterator[Child]:
    with subprocess.Popen(
        [sys.executable, "-c", source, *words], env=buses.env, stdout=subprocess.PIPE, text=True
    ) as process:
        try:
            yield Child(process)
        finally:
            process.kill()


@pytest.fixture
def buses() -> Iterator[Buses]:
    with own_buses() as found:
        yield found


@pytest.fixture
def login(buses: Buses) -> Iterator[Login]:
    made = Login(buses)
    yield made
    made.close()


SLEEP = f"{LOGIN}.Manager.PrepareForSleep"
SAVERS = [f"org.{which}.ScreenSaver.ActiveChanged" for which in ("freedesktop", "gnome", "cinnamon", "mate")]


@pytest.mark.parametrize("saver", SAVERS)
def test_each_screen_saver_is_heard_when_it_begins_and_not_when_it_ends(buses: Buses, saver: str) -> None:
    with child(buses, LISTENER) as listener:
        assert listener.hears() == "listens"
        buses.say(buses.desktop, saver, "b", False)
        buses.say(buses.desktop, saver, "b", True)
        assert listener.hears() == "locked"
        assert_nothing_more(buses, listener)


def assert_nothing_more(buses: Buses, listener: Child) -> None:
    """Nothing was said before what is said now."""
    buses.say(buses.desktop, "org.freedesktop.ScreenSaver.ActiveChanged", "b", True)
    assert listener.hears() == "locked"
    buses.say(buses.machine, f"{LOGIN}.Session.Lock")
    assert listener.hears() == "locked"


@pytest.mark.parametrize(
    ("told", "kinds", "values"),
    [(SLEEP, "b", (True,)), (f"{LOGIN}.Session.Lock", "", ())],
)
def test_the_machine_is_heard_when_it_goes_to_sleep_or_locks_its_sessions(
    buses: Buses, told: str, kinds: str, values: tuple[Any, ...]
) -> None:
    with child(buses, LISTENER) as listener:
        assert listener.hears() == "listens"
        buses.say(buses.machine, SLEEP, "b", False)
        buses.say(buses.machine, f"{LOGIN}.Session.Unlock")
        buses.say(buses.machine, told, kinds, *values)
        assert listener.hears() == "locked"


@pytest.mark.parametrize(
    ("interface", "name"), [("org.freedesktop.UPower", "LidIsClosed"), (f"{LOGIN}.Session", "LockedHint")]
)
def test_a_closed_lid_and_a_session_said_to_be_locked_are_heard(buses: Buses, interface: str, name: str) -> None:
    said: list[Callable[[], None]] = [
        lambda: buses.turn(interface, name, False),
        lambda: buses.turn(interface, "OnBattery", True),
        lambda: buses.turn(interface, name, True),
    ]
    with child(buses, LISTENER) as listener:
        assert listener.hears() == "listens"
        for tell in said:
            tell()
        assert listener.hears() == "locked"
        assert_nothing_more(buses, listener)


def test_the_machine_does_not_sleep_before_the_vault_is_closed(buses: Buses, login: Login, tmp_path: Path) -> None:
    with child(buses, WINDOW, str(tmp_path), "desk") as window:
        login.give_time()
        assert login.asked[0] == "sleep"
        assert login.asked[3] == "delay"
        assert window.hears() == "open"
        login.sleep(True)
        login.until_let_go()
        assert window.hears() == "anew"
        assert not (tmp_path / "Trial.supdesk" / "vault.db-wal").exists()


def test_time_that_is_refused_because_it_sleeps_already_is_asked_for_again_on_waking(
    buses: Buses, login: Login
) -> None:
    with child(buses, LISTENER) as listener:
        login.refuse()
        assert listener.hears() == "listens"
        login.sleep(False)
        login.give_time()
        login.sleep(True)
        assert listener.hears() == "locked"
        login.until_let_go()
        login.sleep(False)
        login.give_time()


def test_time_that_is_given_once_it_sleeps_already_holds_nothing_up(buses: Buses, login: Login) -> None:
    with child(buses, LISTENER) as listener:
        asked = login.hear()
        assert listener.hears() == "listens"
        login.sleep(True)
        assert listener.hears() == "locked"
        login.answer(asked)
        login.until_let_go()


def test_a_program_that_starts_anew_lets_the_machine_sleep(buses: Buses, login: Login) -> None:
    anew = LISTENER.replace(
        'lambda: print("locked", flush=True)', 'lambda: os.execv("/bin/sleep", ["sleep", "60"])'
    )
    with child(buses, "import os" + anew) as listener:
        login.give_time()
        assert listener.hears() == "listens"
        login.sleep(True)
        login.until_let_go()


def test_the_whole_window_locks_with_the_screen_and_its_vault_is_closed(buses: Buses, tmp_path: Path) -> None:
    with child(buses, WINDOW, str(tmp_path), "desk") as window:
        assert window.hears() == "open"
        buses.say(buses.desktop, SAVERS[0], "b", True)
        assert window.hears() == "anew"
    assert not (tmp_path / "Trial.supdesk" / "vault.db-wal").exists()


def test_a_screen_that_locks_while_an_unlock_is_under_way_keeps_the_vault_shut(
    buses: Buses, tmp_path: Path
) -> None:
    with child(buses, WINDOW, str(tmp_path), "door") as window:
        assert window.hears() == "unlocks"
        buses.say(buses.machine, f"{LOGIN}.Session.Lock")
        assert window.hears() == "anew"
        assert "open" not in window.hears()


def test_without_a_bus_nothing_is_said_and_nothing_fails() -> None:
    gone = {"DBUS_SESSION_BUS_ADDRESS": "unix:path=/nowhere", "DBUS_SYSTEM_BUS_ADDRESS": "unix:path=/nowhere"}
    quiet = LISTENER.replace("app.exec()", "[app.processEvents() for _ in range(50)]")
    found = subprocess.run(
        [sys.executable, "-c", quiet], env=os.environ | gone, capture_output=True, text=True, timeout=120
    )
    assert (found.returncode, found.stdout, found.stderr) == (0, "listens\n", "")


@pytest.mark.parametrize(
    ("message", "word", "locks"),
    [
        (windows.SESSION_CHANGE, windows.SESSION_LOCK, True),
        (windows.SESSION_CHANGE, windows.SESSION_LOCK + 1, False),
        (windows.POWER_BROADCAST, windows.SUSPEND, True),
        (windows.POWER_BROADCAST, windows.SESSION_LOCK, False),
        (0x000F, windows.SESSION_LOCK, False),
    ],
)
def test_a_message_of_windows_is_understood(message: int, word: int, locks: bool) -> None:
    heard: list[bool] = []
    told = wintypes.MSG(message=message, wParam=word)
    windows.Filter(lambda: heard.append(True)).nativeEventFilter(b"windows_generic_MSG", ctypes.addressof(told))
    assert heard == [True] * locks


def test_the_machine_is_not_let_go_to_sleep_while_locking_still_goes_on(buses: Buses, login: Login) -> None:
    slow = LISTENER.replace(
        'lambda: print("locked", flush=True)', 'lambda: (time.sleep(2), print("locked", flush=True))'
    )
    with child(buses, "import time" + slow) as listener:
        login.give_time()
        assert listener.hears() == "listens"
        login.sleep(True)
        login.until_let_go()
        assert listener.has_said_more(), "the machine slept before it was locked"
