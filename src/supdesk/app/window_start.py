"""Opening the window: the one way from the command line into Qt."""

import sys
import time
from functools import partial
from pathlib import Path
from typing import cast

from PySide6.QtWidgets import QApplication

from supdesk.app import locking, paths, world
from supdesk.desk import starting
from supdesk.desk.desk import Desk
from supdesk.ui import theme
from supdesk.ui.opening.outside import Outside, Preferences
from supdesk.ui.window import open_window


def outside(config: Path) -> Outside:
    """The world as the window sees it."""
    around, _ = world.surroundings(Path(folder) for folder in paths.load(config).packs)
    return Outside(
        around=around,
        load=partial(paths.load, config),
        keep=partial(paths.keep, config),
        relaunch=locking.relaunch,
        measure=partial(starting.measured_profile, time.perf_counter),
        vaults=paths.vaults(),
    )


def detached(desk: Desk) -> Outside:
    """A world that keeps nothing and never locks, for a window that is only looked at."""
    return Outside(
        around=desk.around,
        load=Preferences,
        keep=lambda preferences: None,
        relaunch=lambda words: None,
        measure=lambda: desk.around.floor,
        vaults=desk.vault.folder.parent,
    )


def run(vault: Path | None) -> int:
    """Show the window on `vault`, else on the last one, else on the first run; returns when it is closed."""
    app = QApplication(sys.argv[:1])
    app.setApplicationName("supdesk")
    config = paths.config()
    chosen = paths.load(config)
    around = outside(config)
    scheme = chosen.scheme if chosen.scheme in ("light", "dark", "system") else "system"
    scale = chosen.scale if chosen.scale in theme.SCALES else 100
    theme.apply(app, around.around.resources, cast(theme.Scheme, scheme), scale)
    window = open_window(app, around, vault or paths.last_vault(chosen))
    code = app.exec()
    window.leave()
    return code
