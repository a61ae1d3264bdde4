"""What the window is given by the program around it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from supdesk.desk.desk import Surroundings


IDLE_MINUTES = (2, 5, 10, 15)
"""How long nobody may touch the window before it locks: what can be chosen."""


@dataclass(frozen=True, slots=True)
class Preferences:
    """How a person likes the window, the vault opened last, the practice vault; nothing from inside a vault.

    `idle` is in minutes, one of IDLE_MINUTES; `remind` whether the desktop's tray may be used.
    """

    vault: str = ""
    practice: str = ""
    scheme: str = "system"
    scale: int = 100
    packs: tuple[str, ...] = ()
    idle: int = 5
    remind: bool = True


@dataclass(frozen=True, slots=True)
class Outside:
    """The world around the window: what the desk needs, the choices kept for next time, and starting again.

    `bring` reads the packs, once, and is slow the first time: the locked door is painted before. `measure` gives
    the cost of a passphrase on this machine and is slow; `relaunch` replaces the process.
    """

    bring: "Callable[[], Surroundings]"
    load: Callable[[], Preferences]
    keep: Callable[[Preferences], object]
    relaunch: Callable[[Sequence[str]], object]
    measure: Callable[[], Any]
    vaults: Path

    @property
    def around(self) -> "Surroundings":
        """What the desk needs."""
        return self.bring()
