"""Opening the window: the one way from the command line into Qt.

What the locked door does not need is imported when it is wanted: a person should see the door at once.
"""

import gc
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from functools import cache, partial
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, cast

from supdesk.app import locking, paths, shipped
from supdesk.domain.errors import bug_code
from supdesk.ui import theme
from supdesk.ui.opening.outside import Outside, Preferences
from supdesk.ui.window import open_window

if TYPE_CHECKING:
    from supdesk.desk.desk import Desk, Surroundings
    from supdesk.vault.keys import Profile


def outside(config: Path) -> Outside:
    """The world as the window sees it."""

    @cache
    def bring() -> "Surroundings":
        from supdesk.app import world

        chosen = paths.load(config)
        return world.surroundings(map(Path, chosen.packs), chosen.digests)[0]

    return Outside(
        bring=bring,
        load=partial(paths.load, config),
        keep=partial(paths.keep, config),
        relaunch=locking.relaunch,
        measure=_measured,
        vaults=paths.vaults(),
        now=partial(datetime.now, UTC),
        far=locking.beside,
        renew=bring.cache_clear,
    )


def _measured() -> "Profile":
    from supdesk.desk import starting

    return starting.measured_profile(time.perf_counter)


def detached(desk: "Desk") -> Outside:
    """A world that keeps nothing and never locks, for a window that is only looked at."""
    return Outside(
        bring=lambda: desk.around,
        load=Preferences,
        keep=lambda preferences: None,
        relaunch=lambda words: None,
        measure=lambda: desk.around.floor,
        vaults=desk.vault.folder.parent,
        now=desk.around.now,
        far=locking.beside,
    )


def also_tell(say: Callable[[str], object]) -> None:
    """Have the code of a fault that nobody caught said in the window too, not only where it is printed."""
    told = sys.excepthook

    def tell(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        told(kind, error, trace)
        say(bug_code(error))

    sys.excepthook = tell


def run(vault: Path | None, locked_after: int = 0) -> int:
    """Show the window on `vault`, else on the last one, else on the first run; returns when it is closed.

    `locked_after` is after how many minutes without a touch it locked by itself just now, if it did.
    """
    app = theme.application(sys.argv[0])
    app.setApplicationName("supdesk")
    config = paths.config()
    chosen = paths.load(config)
    around = outside(config)
    scheme = chosen.scheme if chosen.scheme in ("light", "dark", "system") else "system"
    scale = chosen.scale if chosen.scale in theme.SCALES else 100
    theme.apply(app, shipped.resources(), cast(theme.Scheme, scheme), scale)
    window = open_window(app, around, vault or paths.last_vault(chosen), locked_after)
    also_tell(window.tell_bug)
    gc.freeze()
    code = app.exec()
    window.leave()
    return code
