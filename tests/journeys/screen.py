"""A screen of our own: an X server, a bus, a window manager and a home folder that belong to one test."""

import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Self, TypeVar

from PIL import Image, ImageGrab

from tests.journeys.accessibility import Accessibility
from tests.journeys.keyboard import Keyboard

T = TypeVar("T")
TOOLS = ("Xvfb", "xdotool", "dbus-daemon", "openbox", "setpriv")
REGISTRY = Path("/usr/libexec/at-spi2-registryd")
BUS_CONFIG = """<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig><type>session</type><listen>unix:path={path}</listen><auth>EXTERNAL</auth>
<policy context="default"><allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/>
<allow own="*"/></policy></busconfig>
"""
# no frames, so that a window as large as the screen is all to be seen; no keys, they are all the program's
WINDOW_MANAGER = """<openbox_config xmlns="http://openbox.org/3.4/rc">
<focus><focusNew>yes</focusNew><followMouse>no</followMouse></focus>
<placement><policy>Smart</policy><center>yes</center></placement>
<applications><application type="normal"><decor>no</decor></application></applications>
<desktops><number>1</number><popupTime>0</popupTime></desktops>
<keyboard/>
<mouse><context name="Client"><mousebind button="Left" action="Press">
<action name="Focus"/><action name="Raise"/></mousebind></context></mouse>
</openbox_config>
"""
HOMES = {
    "HOME": "",
    "XDG_CONFIG_HOME": ".config",
    "XDG_DATA_HOME": ".local/share",
    "XDG_STATE_HOME": ".local/state",
    "XDG_CACHE_HOME": ".cache",
}


class Screen:
    """Everything a window needs to be shown and heard, started on entry and gone, without trace, on exit."""

    def __init__(self, home: Path, width: int = 1280, height: int = 800) -> None:
        self.home, self.width, self.height = home, width, height
        self._children: list[subprocess.Popen[bytes]] = []

    def __enter__(self) -> Self:
        self._run = Path(tempfile.mkdtemp(prefix="screen-"))  # a socket's path must be short
        try:
            self._start_up()
        except BaseException:
            self._shut_down()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._shut_down()

    def start(self, command: Sequence[str], **env: str) -> subprocess.Popen[bytes]:
        """Run a program on this screen and bus; it dies with the screen, and writes to `log_of` it."""
        return self._spawn(command, {**self.env, **env})

    def log_of(self, child: subprocess.Popen[bytes]) -> Path:
        """Where a program's standard output and error go."""
        return self._run / f"{self._children.index(child)}.log"

    def xdotool(self, *words: str | int | float) -> str:
        """One xdotool command; answers what it printed."""
        command = ["xdotool", *map(str, words)]
        done = subprocess.run(command, env=self.env, check=True, capture_output=True, text=True, timeout=120)
        return done.stdout

    def picture(self) -> Image.Image:
        """What the screen shows now."""
        return ImageGrab.grab(xdisplay=self.env["DISPLAY"])

    def screenshot(self, path: Path) -> Path:
        """Write what the screen shows to a PNG file."""
        path.parent.mkdir(parents=True, exist_ok=True)
        self.picture().save(path)
        return path

    def _start_up(self) -> None:
        self.env = self._environment()
        for folder in (*HOMES.values(), "tmp"):
            (self.home / folder).mkdir(parents=True, exist_ok=True)
        self.env["DISPLAY"] = ":" + self._announced("Xvfb", "-displayfd", "{fd}", *self._xvfb())
        config = self._run / "bus.conf"
        config.write_text(BUS_CONFIG.format(path=self._run / "bus"), encoding="utf-8")
        bus = ("--nofork", "--nopidfile", "--config-file", str(config), "--print-address={fd}")
        address = self._announced("dbus-daemon", *bus)
        for name in ("DBUS_SESSION_BUS_ADDRESS", "DBUS_SYSTEM_BUS_ADDRESS", "AT_SPI_BUS_ADDRESS"):
            self.env[name] = address
        self.start([str(REGISTRY)])
        manager = self._run / "openbox.xml"
        manager.write_text(WINDOW_MANAGER, encoding="utf-8")
        self.start(["openbox", "--sm-disable", "--config-file", str(manager)])
        self.accessibility = Accessibility(address)
        self.keyboard = Keyboard(self.env["DISPLAY"])
        wait_until(self._managed, 10, lambda: "the window manager did not start" + self._logs())
        wait_until(self.accessibility.registered, 10, lambda: "the registry did not start" + self._logs())

    def _environment(self) -> dict[str, str]:
        """Only what is ours: nothing of the machine's own session may leak into the program."""
        homes = {name: str(self.home / folder) for name, folder in HOMES.items()}
        return {
            "PATH": os.environ["PATH"],
            "LANG": "C.UTF-8",
            "XDG_RUNTIME_DIR": str(self._run),
            "TMPDIR": str(self.home / "tmp"),
            "QT_QPA_PLATFORM": "xcb",
            "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1",
            "PYTHONFAULTHANDLER": "1",  # a crash says in the log where it was
            **homes,
        }

    def _xvfb(self) -> list[str]:
        return ["-screen", "0", f"{self.width}x{self.height}x24", "-nolisten", "tcp", "-noreset", "-r"]

    def _managed(self) -> bool:
        root = subprocess.run(["xdotool", "get_num_desktops"], env=self.env, capture_output=True, check=False)
        return root.returncode == 0

    def _announced(self, *command: str) -> str:
        """Start a server that writes its address to a descriptor once it is ready; answers the address."""
        reader, writer = os.pipe()
        with os.fdopen(reader) as announcement:
            try:
                words = [word.format(fd=writer) for word in command]
                self._spawn(words, self.env, pass_fds=(writer,))
            finally:
                os.close(writer)
            address = announcement.readline().strip()
        if not address:
            raise RuntimeError(f"{command[0]} did not start: {self.log_of(self._children[-1]).read_text()}")
        return address

    def _spawn(
        self, command: Sequence[str], env: Mapping[str, str], pass_fds: tuple[int, ...] = ()
    ) -> subprocess.Popen[bytes]:
        """setpriv makes the child die with us, even if we are killed; it execs, so the pid is the program's."""
        with (self._run / f"{len(self._children)}.log").open("wb") as log:
            child = subprocess.Popen(
                ["setpriv", "--pdeathsig", "KILL", *command],
                env=env,
                cwd=self.home,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                pass_fds=pass_fds,
                start_new_session=True,
            )
        self._children.append(child)
        return child

    def _logs(self) -> str:
        """How each child fares and what it wrote, to read in a failed start."""
        states = [(child.args, child.poll(), self.log_of(child).read_text()) for child in self._children]
        return "".join(f"\n{args!r}: {code}\n{log}" for args, code, log in states)

    def _shut_down(self) -> None:
        if hasattr(self, "accessibility"):
            self.accessibility.close()
        for child in reversed(self._children):
            stop(child)
        shutil.rmtree(self._run, ignore_errors=True)


def stop(child: subprocess.Popen[bytes]) -> None:
    """End a child and whatever it started, asking first, and reap it."""
    if child.poll() is None:
        child.terminate()
        try:
            child.wait(3)
        except subprocess.TimeoutExpired:
            child.kill()
    child.wait()
    with suppress(ProcessLookupError):
        os.killpg(child.pid, signal.SIGKILL)


def wait_until(
    question: Callable[[], T | None],
    within: float,
    complaint: Callable[[], str],
    hopeless: Callable[[], bool] = lambda: False,
) -> T:
    """Ask until the answer is true, and return it; fail with the complaint once time or hope has run out."""
    deadline = time.monotonic() + within
    while not (answer := question()):
        if time.monotonic() > deadline or hopeless():
            raise AssertionError(complaint())
        time.sleep(0.05)
    return answer
