"""The screen's lock and sleep, told over a real bus of the test's own."""

import os
import subprocess
import sys

import pytest

LISTEN = """
import os, subprocess, sys
os.environ["DBUS_SYSTEM_BUS_ADDRESS"] = os.environ["DBUS_SESSION_BUS_ADDRESS"]
from PySide6.QtCore import QCoreApplication
from supdesk.ui.screen_lock import ScreenLock

app, heard, lock = QCoreApplication([]), [], ScreenLock()
lock.locked.connect(lambda: heard.append(1))
lock.watch()
ends = "org.gnome.ScreenSaver.ActiveChanged=true", "org.freedesktop.login1.Manager.PrepareForSleep=true"
for word in (*sys.argv[1:], *ends):
    name, _, value = word.partition("=")
    said = [f"boolean:{value}"] if value else []
    subprocess.run(["dbus-send", "--session", "--type=signal", "/a", name, *said], check=True)
while len(heard) < int(os.environ["WANTED"]):
    app.processEvents()
for _ in range(20):
    app.processEvents()
print(len(heard))
"""


@pytest.mark.parametrize(
    ("told", "locks"),
    [
        ("org.freedesktop.ScreenSaver.ActiveChanged=true", 1),
        ("org.freedesktop.ScreenSaver.ActiveChanged=false", 0),
        ("org.freedesktop.login1.Manager.PrepareForSleep=true", 1),
        ("org.freedesktop.login1.Manager.PrepareForSleep=false", 0),
        ("org.freedesktop.login1.Session.Lock", 1),
        ("org.freedesktop.login1.Session.Unlock", 0),
    ],
)
def test_locking_and_sleeping_are_heard_and_waking_is_not(told: str, locks: int) -> None:
    wanted = locks + 2  # the two that end the listening
    found = subprocess.run(
        ["dbus-run-session", "--", sys.executable, "-c", LISTEN, told],
        env=os.environ | {"WANTED": str(wanted)},
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert found.stdout.strip() == str(wanted), found.stderr


def test_without_a_bus_nothing_is_said_and_nothing_fails() -> None:
    gone = {"DBUS_SESSION_BUS_ADDRESS": "unix:path=/nowhere", "DBUS_SYSTEM_BUS_ADDRESS": "unix:path=/nowhere"}
    quiet = "from supdesk.ui.screen_lock import ScreenLock; ScreenLock().watch()"
    found = subprocess.run(
        [sys.executable, "-c", quiet], env=os.environ | gone, capture_output=True, text=True, timeout=120
    )
    assert (found.returncode, found.stderr) == (0, "")
