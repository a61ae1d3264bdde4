"""Two real buses of a test's own, the desktop's and the machine's, and what others say over them."""

import os
import select
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from jeepney import (
    DBusAddress,
    HeaderFields,
    Message,
    MessageType,
    message_bus,
    new_error,
    new_method_return,
    new_signal,
)
from jeepney.io.blocking import DBusConnection, open_dbus_connection

LOGIN = "org.freedesktop.login1"
_PROPERTIES = "org.freedesktop.DBus.Properties.PropertiesChanged"


@dataclass(frozen=True, slots=True)
class Buses:
    """The addresses of the desktop's bus and of the machine's."""

    desktop: str
    machine: str

    @property
    def env(self) -> dict[str, str]:
        """What a child is given so that it finds these two and no others."""
        return os.environ | {
            "DBUS_SESSION_BUS_ADDRESS": self.desktop,
            "DBUS_SYSTEM_BUS_ADDRESS": self.machine,
            "QT_QPA_PLATFORM": "offscreen",
        }

    def say(self, address: str, name: str, kinds: str = "", *values: Any) -> None:
        """Send a signal to everybody on the bus at that address."""
        interface, _, member = name.rpartition(".")
        with open_dbus_connection(address) as bus:
            bus.send(new_signal(DBusAddress("/any", interface=interface), member, kinds or None, values))

    def turn(self, interface: str, name: str, value: bool) -> None:
        """Tell on the machine's bus that a property is another now."""
        self.say(self.machine, _PROPERTIES, "sa{sv}as", interface, {name: ("b", value)}, [])


class Login:
    """Who answers to logind's name on the machine's bus. A class because a connection lives.

    It gives each who asks for time before a sleep the end of a pipe, and sees by the other whether it is held.
    """

    def __init__(self, buses: Buses) -> None:
        self._bus: DBusConnection = open_dbus_connection(buses.machine, enable_fds=True)
        self._bus.send_and_get_reply(message_bus.RequestName(LOGIN))
        self.asked: tuple[Any, ...] = ()
        self._held = -1

    def give_time(self, timeout: float = 60) -> None:
        """Wait until somebody asks for time, and give it."""
        self.answer(self.hear(timeout))

    def answer(self, call: Message) -> None:
        """Give whoever asked by that call its time."""
        self._held, given = os.pipe()
        self._bus.send(new_method_return(call, "h", (given,)))
        os.close(given)

    def refuse(self, timeout: float = 60) -> None:
        """Wait until somebody asks for time, and refuse it."""
        self._bus.send(new_error(self.hear(timeout), f"{LOGIN}.OperationInProgress"))

    def hear(self, timeout: float = 60) -> Message:
        """Wait until somebody asks for time: what may be answered later."""
        while True:
            found = self._bus.receive(timeout=timeout)
            if found.header.message_type == MessageType.method_call:
                assert found.header.fields[HeaderFields.member] == "Inhibit"
                self.asked = found.body
                return found

    def until_let_go(self) -> None:
        """Wait until nobody holds the sleep up any more."""
        assert select.select([self._held], [], [], 60)[0], "it is held up"
        assert os.read(self._held, 1) == b""
        os.close(self._held)

    def sleep(self, begins: bool) -> None:
        """Tell everybody that the machine is about to sleep, or awake."""
        address = DBusAddress("/org/freedesktop/login1", interface=f"{LOGIN}.Manager")
        self._bus.send(new_signal(address, "PrepareForSleep", "b", (begins,)))

    def close(self) -> None:
        self._bus.close()


@contextmanager
def _bus() -> Iterator[str]:
    """A bus daemon for as long as the `with` lasts: its address."""
    words = ["dbus-daemon", "--session", "--nofork", "--nopidfile", "--print-address"]
    with subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as daemon:
        assert daemon.stdout is not None
        try:
            yield daemon.stdout.readline().strip()
        finally:
            daemon.terminate()


@contextmanager
def own_buses() -> Iterator[Buses]:
    """Both buses for as long as the `with` lasts."""
    with _bus() as desktop, _bus() as machine:
        yield Buses(desktop, machine)
