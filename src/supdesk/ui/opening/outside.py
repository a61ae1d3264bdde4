"""What the window is given by the program around it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from subprocess import Popen

    from supdesk.desk.desk import Surroundings


IDLE_MINUTES = (2, 5, 10, 15)
"""How long nobody may touch the window before it locks: what can be chosen."""


@dataclass(frozen=True, slots=True)
class Agreed:
    """What a person agreed to when they took a folder's pack: its digest, what it said, its forms' digests."""

    folder: str
    digest: str
    said: tuple[tuple[str, str], ...] = ()
    forms: tuple[str, ...] = ()


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
    agreed: tuple[Agreed, ...] = ()
    idle: int = 5
    remind: bool = True
    maximised: bool = False

    @property
    def digests(self) -> dict[Path, str]:
        """The digest agreed to, by folder."""
        return {Path(each.folder): each.digest for each in self.agreed}


@dataclass(frozen=True, slots=True)
class Outside:
    """The world around the window: what the desk needs, the choices kept for next time, and starting again.

    `bring` reads the packs, once, and is slow the first time: the locked door is painted before; after `renew` it
    reads them again, which only makes sense while no vault is open. `measure` gives the cost of a passphrase here
    and is slow; `relaunch` replaces the process; `far` starts one that answers for the second place, as ui/far.py
    has it; `now` is aware UTC.
    """

    bring: "Callable[[], Surroundings]"
    load: Callable[[], Preferences]
    keep: Callable[[Preferences], object]
    relaunch: Callable[[Sequence[str]], object]
    measure: Callable[[], Any]
    vaults: Path
    now: Callable[[], datetime]
    far: "Callable[[], Popen[bytes]]"
    renew: Callable[[], object] = lambda: None

    @property
    def around(self) -> "Surroundings":
        """What the desk needs."""
        return self.bring()
